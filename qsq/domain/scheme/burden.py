"""What a checklist asks, against the period before and the year's first: the load to be lightened."""

from collections.abc import Sequence
from dataclasses import dataclass

from qsq.domain.scheme.checklist import Checklist, Item
from qsq.domain.values.numbers import Rounding, Scale, round_ratio

_PERCENT = Scale(1)


@dataclass(frozen=True, slots=True)
class Load:
    """How many items and tasks are asked."""

    items: int
    tasks: int


@dataclass(frozen=True, slots=True)
class DepartmentBurden:
    """What one department asks now, asked the period before and in the year's first; None for no list."""

    department: str
    now: Load
    previous: Load | None
    first: Load | None


@dataclass(frozen=True, slots=True)
class Burden:
    """What a period, the one before and the year's first ask in all, and each department's part."""

    now: Load
    before: Load | None
    first: Load | None
    departments: tuple[DepartmentBurden, ...]

    @property
    def previous(self) -> str | None:
        """The change of tasks against the period before, in percent with one decimal."""
        return None if self.before is None else change(self.now.tasks, self.before.tasks)

    @property
    def since_first(self) -> str | None:
        """The change of tasks against the year's first period."""
        return None if self.first is None else change(self.now.tasks, self.first.tasks)


def change(now: int, before: int) -> str:
    """The change of a count in percent: 43 after 55 is `-21.8%`; `before` is above 0."""
    tenths = round_ratio(abs(now - before) * 100 * _PERCENT.unit, before, Rounding.HALF_UP)
    sign = "-" if now < before and tenths else ""
    return f"{sign}{_PERCENT.text(tenths)}%"


def burden(checklist: Checklist, previous: Checklist | None, first: Checklist | None) -> Burden:
    """The burden of a checklist, by the departments that issue in any of the three, in their order."""
    lists = [one for one in (checklist, previous, first) if one is not None]
    departments = dict.fromkeys(item.department for one in lists for item in one.items)
    return Burden(
        now=_load(checklist.items),
        before=None if previous is None else _load(previous.items),
        first=None if first is None else _load(first.items),
        departments=tuple(
            DepartmentBurden(
                department=name,
                now=load_of(name, checklist),
                previous=None if previous is None else load_of(name, previous),
                first=None if first is None else load_of(name, first),
            )
            for name in departments
        ),
    )


def load_of(department: str, checklist: Checklist) -> Load:
    """What a department asks in a list."""
    return _load([item for item in checklist.items if item.department == department])


def _load(items: Sequence[Item]) -> Load:
    return Load(len(items), sum(len(item.tasks) for item in items))
