"""What is wrong with a rule, and where it stands in its file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from qsq.domain.faults import Message

Path = tuple[str | int, ...]
"""Keys and list indexes that lead to a value of the rule file."""


@dataclass(frozen=True, slots=True)
class Unworkable:
    """A rule that cannot work.

    Attributes:
        path: where it stands in its file.
        dead: nothing that anyone does matters for it: an error. Else it works, perhaps as nobody meant.
        town: the code of the town whose file it is in; empty for the city's.
    """

    path: Path
    what: Message
    dead: bool = False
    town: str = ""


def below(path: Path, problems: Iterable[Unworkable]) -> Iterator[Unworkable]:
    """Problems of a part, as problems of the whole that holds it at `path`."""
    for problem in problems:
        yield replace(problem, path=(*path, *problem.path))
