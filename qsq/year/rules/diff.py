"""`qsq rules diff`: two periods' rules in words."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from qsq.documents.checklist.marking import marking, villages_told
from qsq.domain.faults import Faults, Refused
from qsq.domain.scheme.burden import DepartmentBurden, Load
from qsq.domain.scheme.checklist import Item, Task
from qsq.domain.scheme.rules_changes import Aspect, Changed, RulesChanges, Stressed, rules_changes
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
    """

    changes: RulesChanges
    departments: Mapping[str, str]
    towns: Mapping[str, str]

    def told(self, one: Task | Item, aspect: Aspect) -> str:
        """An aspect of a task or an item in words."""
        match aspect, one:
            case Aspect.TEXT, Task(text=text):
                return text
            case Aspect.POINTS, Task(points=points):
                return plain(points)
            case Aspect.METHOD, Task():
                return marking(one)
            case Aspect.NAME, Item(name=name):
                return name
            case Aspect.WEIGHT, Item(weight=weight):
                return plain(weight)
            case Aspect.DEPARTMENT, Item(department=department):
                return self.departments.get(department, department)
            case Aspect.VILLAGES, Item(scope=scope):
                return villages_told(scope, self.towns)
            case _:
                raise ValueError(aspect)

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        found, burden = self.changes, self.changes.burden
        return {
            "before": str(found.before.period),
            "now": str(found.now.period),
            "new": [_task_answer(task) for task in found.added],
            "gone": [_task_answer(task) for task in found.gone],
            "tasks": self._changed_answer(found.tasks, "task"),
            "items": self._changed_answer(found.items, "item"),
            "emphasis": [_stressed_answer(one) for one in found.emphasis],
            "burden": {
                "before": burden.before and asdict(burden.before),
                "now": asdict(burden.now),
                "change": burden.previous,
                "departments": [_department_answer(one) for one in burden.departments],
            },
        }

    def _changed_answer(self, changed: Iterable[Changed[Any]], of: str) -> list[dict[str, Any]]:
        return [
            {
                of: one.now.id,
                "what": one.aspect.value,
                "before": self.told(one.before, one.aspect),
                "now": self.told(one.now, one.aspect),
            }
            for one in changed
        ]


def _task_answer(task: Task) -> dict[str, Any]:
    return {"task": task.id, "text": task.text, "points": plain(task.points), "method": marking(task)}


def _stressed_answer(one: Stressed) -> dict[str, Any]:
    theme = one.now or one.before
    return {
        "theme": theme.theme if theme else "",
        "before": plain(one.before.multiplier) if one.before else None,
        "now": plain(one.now.multiplier) if one.now else None,
    }


def _department_answer(one: DepartmentBurden) -> dict[str, Any]:
    before = one.previous or Load(0, 0)
    return {"department": one.department, "before": asdict(before), "now": asdict(one.now)}


def diff_rules(office: Office, before: Period, now: Period) -> RulesDiff:
    """Two periods' rules beside each other; see `Workspace.diff_rules`."""
    folder, faults = office.folder(), Faults()
    scheme, register = load_standing(folder, faults)
    for period in (before, now):
        if scheme is not None:
            must_be_of_the_scheme(period, scheme)
    old, new = (load_checklist(folder, period, scheme, register, faults) for period in (before, now))
    if register is None or old is None or new is None or faults.found:
        raise Refused(faults.found)
    return RulesDiff(rules_changes(old, new), register.department_names(), register.town_names())
