"""Who acts: an official of the city, a department, a town or a village, and what each may do.

This guards against mistakes, not against whoever owns the files.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Where an official's office stands."""

    CITY = "city"
    DEPARTMENT = "department"
    TOWN = "town"
    VILLAGE = "village"


class Role(StrEnum):
    """What an official does in the scheme."""

    CLERK = "clerk"
    LEADER = "leader"
    OFFICER = "officer"
    SECRETARY = "secretary"


@dataclass(frozen=True, slots=True)
class Unit:
    """An office: the city, or a department, town or village by its code; `city` has no code."""

    level: Level
    code: str = ""

    def __str__(self) -> str:
        """The unit as officials.csv may write it: `town:431181107`."""
        return f"{self.level}:{self.code}" if self.code else str(self.level)


CITY = Unit(Level.CITY)


@dataclass(frozen=True, slots=True)
class Official:
    """A person or post that acts.

    Attributes:
        id: what `--actor` names.
        name: a name or a post.
    """

    id: str
    name: str
    unit: Unit
    role: Role

    def acts_for(self, unit: Unit, town_of: Mapping[str, str]) -> bool:
        """Whether what concerns `unit` is the official's business.

        The city acts for all, a town for itself and its villages, every other unit for itself.

        Args:
            unit: whom the step concerns.
            town_of: village codes to the codes of their towns.
        """
        if self.unit in (CITY, unit):
            return True
        mine = self.unit.level is Level.TOWN and unit.level is Level.VILLAGE
        return mine and town_of.get(unit.code) == self.unit.code


def by_id(officials: Iterable[Official]) -> dict[str, Official]:
    """Officials by what `--actor` names."""
    return {official.id: official for official in officials}
