"""What is new in a year's list against the one before it: who came, who went, who moved."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moved:
    """A village whose honour is another than before; None where it has none."""

    village_code: str
    before: str | None
    after: str | None


def list_changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Moved, ...]:
    """The villages whose honour changed, by code.

    Args:
        before: village codes to honours, as the list stood.
        after: as it stands now.
    """
    changed = sorted(code for code in before.keys() | after.keys() if before.get(code) != after.get(code))
    return tuple(Moved(code, before.get(code), after.get(code)) for code in changed)
