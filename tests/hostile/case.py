"""What a hostile input is: how it is laid, by which command it enters, and what must come of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Lay = Callable[[Path], object]
"""Lays the input into the tests' own county."""

RULES = ("rules", "check")
CHECK = ("score", "check", "2023Q1")
SCORE = ("score", "quarter", "2023Q1")
INBOX = ("inbox", "--on", "2023-04-02", "--actor", "clerk")
VERIFY = ("ledger", "verify")

PERIOD = "rules/2023/q1.yaml"
SCHEME = "rules/scheme.yaml"
VILLAGES = "data/villages.csv"
TOWN_SEEN = "data/2023/q1/observations/town.csv"


@dataclass(frozen=True)
class Case:
    """A hostile input.

    Attributes:
        name: what it is.
        lay: how it gets there.
        words: the command that meets it.
        code: the exit code that must come: 3 for a refusal with places, 0 for the right answer.
        says: what must be said of it.
        heavy: whether it takes more than a moment to make or to refuse.
    """

    name: str
    lay: Lay
    words: tuple[str, ...] = SCORE
    code: int = 3
    says: str = ""
    heavy: bool = False


def several(*lays: Lay) -> Lay:
    """Lays one after the other."""

    def lay(root: Path) -> None:
        for one in lays:
            one(root)

    return lay


def bytes_in(file: str, content: bytes | Callable[[], bytes]) -> Lay:
    """Lays a file of that content; large ones are made only then."""

    def lay(root: Path) -> None:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content())

    return lay


def text_in(file: str, text: str) -> Lay:
    """Lays a file of that text."""
    return bytes_in(file, text.encode())


def replaced(file: str, old: str, new: str | bytes) -> Lay:
    """Lays a text into the place of another in a file of the county."""

    def lay(root: Path) -> None:
        path = root / file
        content = path.read_bytes()
        assert old.encode() in content, old
        path.write_bytes(content.replace(old.encode(), new if isinstance(new, bytes) else new.encode(), 1))

    return lay


def in_place_of_town(name: str, content: bytes | Callable[[], bytes]) -> Lay:
    """Lays a file where the town's observations stood."""

    def lay(root: Path) -> None:
        (root / TOWN_SEEN).unlink()
        bytes_in(f"data/2023/q1/observations/{name}", content)(root)

    return lay
