"""What a checklist asks, against the quarter before and the year's first: the load to be lightened."""

from collections import Counter
from dataclasses import dataclass

from qsq.domain.checklist import Checklist
from qsq.domain.numbers import Rounding, Scale, round_ratio

_PERCENT = Scale(1)


@dataclass(frozen=True, slots=True)
class DepartmentBurden:
    """What one department asks; `previous` and `first` are tasks then, None where there was no list."""

    department: str
    items: int
    tasks: int
    previous: int | None
    first: int | None


@dataclass(frozen=True, slots=True)
class Burden:
    """What a quarter asks in all; counts of tasks."""

    tasks: int
    previous_tasks: int | None
    first_tasks: int | None
    departments: tuple[DepartmentBurden, ...]

    @property
    def previous(self) -> str | None:
        """The change against the quarter before, in percent with one decimal."""
        return None if self.previous_tasks is None else change(self.tasks, self.previous_tasks)

    @property
    def since_q1(self) -> str | None:
        """The change against the year's first quarter."""
        return None if self.first_tasks is None else change(self.tasks, self.first_tasks)


def change(now: int, before: int) -> str:
    """The change of a count in percent: 43 after 55 is `-21.8%`; `before` is above 0."""
    tenths = round_ratio(abs(now - before) * 100 * _PERCENT.unit, before, Rounding.HALF_UP)
    sign = "-" if now < before and tenths else ""
    return f"{sign}{_PERCENT.text(tenths)}%"


def burden(checklist: Checklist, previous: Checklist | None, first: Checklist | None) -> Burden:
    """The burden of a checklist, by the departments that issue in any of the three, in their order."""
    items = Counter(item.department for item in checklist.items)
    now = _tasks(checklist)
    then = None if previous is None else _tasks(previous)
    start = None if first is None else _tasks(first)
    departments = dict.fromkeys([*now, *(then or ()), *(start or ())])
    return Burden(
        tasks=now.total(),
        previous_tasks=None if then is None else then.total(),
        first_tasks=None if start is None else start.total(),
        departments=tuple(
            DepartmentBurden(
                department=one,
                items=items[one],
                tasks=now[one],
                previous=None if then is None else then[one],
                first=None if start is None else start[one],
            )
            for one in departments
        ),
    )


def _tasks(checklist: Checklist) -> Counter[str]:
    return Counter(item.department for item in checklist.items for _task in item.tasks)
