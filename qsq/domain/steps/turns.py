"""What waits for people: what it is, whose turn it is by name, and the command that records it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from qsq.domain.county.officials import CITY, Level, Official, Role, Unit
from qsq.domain.county.places import Register
from qsq.domain.faults import Message
from qsq.domain.steps.next_command import NextCommand


@dataclass(frozen=True, slots=True)
class Waiter:
    """Someone whose turn it is; where a unit has no official listed, `name` is the unit's own."""

    unit: Unit
    name: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that waits for people.

    Attributes:
        period: such as `2023Q1`, `2023-02` or `2023`.
        next: what is to be typed when it is done.
        on: the period that the command is about.
        about: ids of the objections or problems, or codes of the villages that it is about, if any.
    """

    period: str
    what: Message
    who: tuple[Waiter, ...]
    next: NextCommand
    on: str
    about: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """The line that is to be typed, with what it needs in capitals."""
        return self.next.line(self.on)

    @property
    def units(self) -> tuple[Unit, ...]:
        """The offices whose turn it is, each once."""
        return tuple(dict.fromkeys(one.unit for one in self.who))

    def answer(self) -> dict[str, Any]:
        """The turn for programs, without its sentence."""
        who = [{"unit": str(one.unit), "name": one.name} for one in self.who]
        return {"period": self.period, "who": who, "command": self.command}


def turn(
    period: object,
    what: Message,
    who: Iterable[Waiter],
    command: NextCommand,
    *,
    on: object = None,
    about: Iterable[str] = (),
) -> Turn:
    """A turn of a period; `on` is what the command is about, where that is another period."""
    return Turn(str(period), what, tuple(who), command, str(period if on is None else on), tuple(about))


class People:
    """Who acts for which unit."""

    def __init__(self, city: str, register: Register, officials: Iterable[Official]) -> None:
        towns = register.town_names()
        self._names = {CITY: city}
        for department, name in register.department_names().items():
            self._names[Unit(Level.DEPARTMENT, department)] = name
        for code, name in towns.items():
            self._names[Unit(Level.TOWN, code)] = name
        for one in register.villages:
            self._names[Unit(Level.VILLAGE, one.code)] = f"{towns[one.town_code]} {one.name}"
        self._listed: dict[Unit, list[Official]] = {}
        for official in officials:
            self._listed.setdefault(official.unit, []).append(official)

    def city(self) -> tuple[Waiter, ...]:
        """The clerks of the city's office."""
        return self._of(Role.CLERK, [CITY])

    def departments(self, ids: Iterable[str]) -> tuple[Waiter, ...]:
        """The officers of departments."""
        return self._of(Role.OFFICER, (Unit(Level.DEPARTMENT, one) for one in ids))

    def towns(self, codes: Iterable[str]) -> tuple[Waiter, ...]:
        """The leaders of towns."""
        return self._of(Role.LEADER, (Unit(Level.TOWN, code) for code in codes))

    def villages(self, codes: Iterable[str]) -> tuple[Waiter, ...]:
        """The secretaries of villages."""
        return self._of(Role.SECRETARY, (Unit(Level.VILLAGE, code) for code in codes))

    def _of(self, role: Role, units: Iterable[Unit]) -> tuple[Waiter, ...]:
        """Those of the role, else whoever is listed for a unit, else the unit itself."""
        found = []
        for unit in units:
            there = self._listed.get(unit, [])
            fitting = [official for official in there if official.role is role] or there
            names = [official.name for official in fitting] or [self._names.get(unit, str(unit))]
            found += [Waiter(unit, name) for name in names]
        return tuple(found)
