"""What a year's lists ask of the villages: tasks, looks, trips, forms and days, summed by anything."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from qsq.domain.county.places import Village
from qsq.domain.scheme.checklist import Checklist, Item, Task
from qsq.domain.scheme.repetition import wants_forms
from qsq.domain.values.periods import Period

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked.

    Attributes:
        tasks: different ones; a task is another one in another period.
        observations: looks at a village's task, each round one.
        trips: of a department (or town) to a village, one for all that it marks there in a round.
        forms: that villages hand in, one for each task of a village that asks for forms.
        days: different days on which something is due.
    """

    tasks: int
    observations: int
    trips: int
    forms: int
    days: int


@dataclass(frozen=True, slots=True)
class DepartmentsPart:
    """What a department, or `town` for what its town adds, asks of a village in a period."""

    period: Period
    village: Village
    department: str
    asked: "AskedOfAKind"


@dataclass(frozen=True, slots=True)
class AskedOfAKind:
    """The same for all villages of a kind."""

    tasks: frozenset[tuple[Period, str]]
    observations: int
    trips: int
    forms: int
    days: frozenset[date]


def parts(lists: Iterable[tuple[Checklist, Sequence[Village]]]) -> Iterator[DepartmentsPart]:
    """What each department asks of each village in each period; lists with the villages that they are for."""
    for checklist, villages in lists:
        alike: dict[tuple[str, str, str], dict[str, AskedOfAKind]] = {}
        for one in villages:
            key = one.town_code, one.kind, one.group
            if key not in alike:
                alike[key] = _by_department(checklist, checklist.items_for(one))
            for department, asked in alike[key].items():
                yield DepartmentsPart(checklist.period, one, department, asked)


def summed(every: Iterable[DepartmentsPart], by: Callable[[DepartmentsPart], Key]) -> dict[Key, Asking]:
    """Parts summed by what they have in common, in the order in which that comes first."""
    groups: dict[Key, list[AskedOfAKind]] = {}
    for one in every:
        groups.setdefault(by(one), []).append(one.asked)
    return {key: _sum(group) for key, group in groups.items()}


def _sum(group: Sequence[AskedOfAKind]) -> Asking:
    different = {id(one): one for one in group}.values()
    return Asking(
        tasks=len(frozenset[tuple[Period, str]]().union(*(one.tasks for one in different))),
        observations=sum(one.observations for one in group),
        trips=sum(one.trips for one in group),
        forms=sum(one.forms for one in group),
        days=len(frozenset[date]().union(*(one.days for one in different))),
    )


def _by_department(checklist: Checklist, items: Sequence[Item]) -> dict[str, AskedOfAKind]:
    tasks: dict[str, list[Task]] = {}
    for item in items:
        tasks.setdefault(item.department, []).extend(item.tasks)
    return {department: _asked(checklist, own) for department, own in tasks.items()}


def _asked(checklist: Checklist, tasks: Sequence[Task]) -> AskedOfAKind:
    return AskedOfAKind(
        tasks=frozenset((checklist.period, task.id) for task in tasks),
        observations=sum(len(task.rounds) for task in tasks),
        trips=max(len(task.rounds) for task in tasks),
        forms=sum(map(wants_forms, tasks)),
        days=frozenset(task.due or checklist.due for task in tasks),
    )
