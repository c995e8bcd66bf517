"""Towns and villages; codes are text and no meaning is read into their digits (CONTRACT.md section 1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class VillageKind(StrEnum):
    """What a village-level unit is; in the order in which pools come."""

    COMMUNITY = "community"
    VILLAGE = "village"


CHINESE_KINDS = {"社区": VillageKind.COMMUNITY, "村": VillageKind.VILLAGE}
"""The kinds as Chinese files write them."""


@dataclass(frozen=True, slots=True)
class Town:
    """镇(乡、街道).

    Attributes:
        full_name: as its notices are headed; empty where the register has none, as the others.
        contact: whom its villages ask.
    """

    code: str
    name: str
    full_name: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Village:
    """村(社区).

    Attributes:
        group: any name, for fair pools; empty where the register has none.
        evaluated: False keeps the unit out of every pool, answer and list.
    """

    code: str
    name: str
    town_code: str
    kind: VillageKind
    group: str = ""
    evaluated: bool = True


@dataclass(frozen=True, slots=True)
class Department:
    """部门: one of those that issue and mark."""

    id: str
    name: str


TOWN_DEPARTMENT = "town"
"""The reserved id of the department that marks what a town adds (CONTRACT.md section 3)."""


@dataclass(frozen=True, slots=True)
class Register:
    """The city's towns, villages and departments, each in the order of its file."""

    towns: tuple[Town, ...]
    villages: tuple[Village, ...]
    departments: tuple[Department, ...]

    @property
    def evaluated(self) -> tuple[Village, ...]:
        """The villages that take part, in the order of their codes."""
        return by_code(village for village in self.villages if village.evaluated)

    def of_town(self, town_code: str) -> tuple[Village, ...]:
        """The villages of one town that take part, in the order of their codes."""
        return tuple(village for village in self.evaluated if village.town_code == town_code)

    def towns_called(self, name: str) -> frozenset[str]:
        """The codes of the towns with this code or name, else of those whose name holds it."""
        exact = frozenset(town.code for town in self.towns if name in (town.code, town.name))
        return exact or frozenset(town.code for town in self.towns if name in town.name)

    def town(self, code: str) -> Town:
        """A town; one that it no longer has is called by its code."""
        return next((town for town in self.towns if town.code == code), Town(code, code))

    def town_names(self) -> dict[str, str]:
        """Town codes to names."""
        return {town.code: town.name for town in self.towns}

    def town_of(self) -> dict[str, str]:
        """Village codes to the codes of their towns."""
        return {village.code: village.town_code for village in self.villages}

    def department_names(self) -> dict[str, str]:
        """Department ids to names, the reserved one of the towns always among them."""
        names = {TOWN_DEPARTMENT: "镇(街道)"}
        return names | {department.id: department.name for department in self.departments}


def by_code(villages: Iterable[Village]) -> tuple[Village, ...]:
    """Villages in the order of their codes."""
    return tuple(sorted(villages, key=lambda village: village.code))
