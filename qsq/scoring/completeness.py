"""Who still owes which observations (CONTRACT.md section 4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from qsq.domain.checklist import Checklist
from qsq.domain.observation import PeriodInputs
from qsq.domain.places import Village


@dataclass(frozen=True, slots=True, order=True)
class Owed:
    """One observation that is missing, and the department that owes it."""

    department: str
    town_code: str
    village_code: str
    task: str


def owed(checklist: Checklist, villages: Iterable[Village], inputs: PeriodInputs) -> tuple[Owed, ...]:
    """All missing observations, by department, town, village, and tasks in file order."""
    asked: dict[str, dict[str, str]] = {}
    found = []
    for village in villages:
        if village.town_code not in asked:
            asked[village.town_code] = {
                task.id: item.department
                for item in checklist.applicable_items(village.town_code)
                for task in item.tasks
            }
        tasks = asked[village.town_code]
        seen = inputs.observations.get(village.code, {})
        if tasks.keys() <= seen.keys():
            continue
        found += [
            Owed(department, village.town_code, village.code, task)
            for task, department in tasks.items()
            if task not in seen
        ]
    return tuple(sorted(found, key=lambda one: (one.department, one.town_code, one.village_code)))
