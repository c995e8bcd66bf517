"""`qsq rules diff`: two periods' rules in words."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from qsq.documents.checklist.marking import marking, villages_told
from qsq.domain.faults import Faults, Refused
from qsq.domain.scheme.burden import DepartmentBurden, Load
from qsq.domain.scheme.checklist import Item, Task
from qsq.domain.scheme.rules_changes import (
    Aspect,
    Changed,
    Dropped,
    ListChanges,
    RulesChanges,
    Stressed,
    rules_changes,
)
from qsq.domain.values.numbers import plain
from qsq.domain.values.periods import Period
from qsq.rules.period_file import load_checklist
from qsq.year.desk.loading import load_standing, must_be_of_the_scheme
from qsq.year.desk.office import Office


@dataclass(frozen=True, slots=True)
class RulesDiff:
    """Two periods' rules beside each other.

    Attributes:
        departments: their names by id.
        towns: their names by code.
        categories: their names by id.
    """

    changes: RulesChanges
    departments: Mapping[str, str]
    towns: Mapping[str, str]
    categories: Mapping[str, str]

    def told(self, one: Task | Item, aspect: Aspect) -> str:
        """An aspect of a task or an item in words."""
        return _task_told(one, aspect) if isinstance(one, Task) else self._item_told(one, aspect)

    def _item_told(self, item: Item, aspect: Aspect) -> str:
        match aspect:
            case Aspect.NAME:
                return item.name
            case Aspect.CATEGORY:
                return self.categories.get(item.category, item.category)
            case Aspect.WEIGHT:
                return plain(item.weight)
            case Aspect.THEMES:
                return "、".join(item.themes)
            case Aspect.DEPARTMENT:
                return self.departments.get(item.department, item.department)
            case Aspect.VILLAGES:
                return villages_told(item.scope, self.towns)
            case _:
                raise ValueError(aspect)

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        found, burden = self.changes, self.changes.burden
        return {
            "before": str(found.before.period),
            "now": str(found.now.period),
            **self._list_answer(found.city),
            "towns": [
                {
                    "town_code": code,
                    **self._list_answer(changes),
                    "dropped": [_dropped_answer(one) for one in changes.dropped],
                }
                for code, changes in found.towns.items()
            ],
            "annual_weight": dict(zip(("before", "now"), map(plain, found.annual_weights), strict=True)),
            "burden": {
                "before": burden.before and asdict(burden.before),
                "now": asdict(burden.now),
                "change": burden.previous,
                "departments": [_department_answer(one) for one in burden.departments],
            },
        }

    def _list_answer(self, changes: ListChanges) -> dict[str, Any]:
        return {
            "new": [_task_answer(task) for task in changes.added],
            "gone": [_task_answer(task) for task in changes.gone],
            "tasks": self._changed_answer(changes.tasks, "task"),
            "items": self._changed_answer(changes.items, "item"),
            "emphasis": [_stressed_answer(one) for one in changes.emphasis],
        }

    def _changed_answer(self, changed: Iterable[Changed[Any]], kind: str) -> list[dict[str, Any]]:
        return [
            {
                kind: one.now.id,
                "what": one.aspect.value,
                "before": self.told(one.before, one.aspect),
                "now": self.told(one.now, one.aspect),
            }
            for one in changed
        ]


def _task_told(task: Task, aspect: Aspect) -> str:
    match aspect:
        case Aspect.TEXT:
            return task.text
        case Aspect.POINTS:
            return plain(task.points)
        case Aspect.METHOD:
            return marking(task)
        case Aspect.EVIDENCE:
            return task.evidence
        case _:
            raise ValueError(aspect)


def _task_answer(task: Task) -> dict[str, Any]:
    return {"task": task.id, "text": task.text, "points": plain(task.points), "method": marking(task)}


def _stressed_answer(one: Stressed) -> dict[str, Any]:
    theme = one.now or one.before
    return {
        "theme": theme.theme if theme else "",
        "before": plain(one.before.multiplier) if one.before else None,
        "now": plain(one.now.multiplier) if one.now else None,
    }


def _dropped_answer(one: Dropped) -> dict[str, Any]:
    """A dropped item with the reason of each period; null where it is not dropped."""
    drop = one.now or one.before
    return {
        "item": drop.item if drop else "",
        "before": one.before and one.before.reason,
        "now": one.now and one.now.reason,
    }


def _department_answer(one: DepartmentBurden) -> dict[str, Any]:
    before = one.previous or Load(0, 0)
    return {"department": one.department, "before": asdict(before), "now": asdict(one.now)}


def diff_rules(office: Office, before: Period, now: Period) -> RulesDiff:
    """Two periods' rules beside each other; see `Workspace.rules.diff`."""
    folder, faults = office.folder(), Faults()
    scheme, register = load_standing(folder, faults)
    for period in (before, now):
        if scheme is not None:
            must_be_of_the_scheme(period, scheme)
    old, new = (load_checklist(folder, period, scheme, register, faults) for period in (before, now))
    if scheme is None or register is None or old is None or new is None or faults.found:
        raise Refused(faults.found)
    return RulesDiff(
        rules_changes(old, new, scheme.annual.weights),
        register.department_names(),
        register.town_names(),
        scheme.category_names(),
    )
