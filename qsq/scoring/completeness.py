"""Who still owes which observations (CONTRACT.md section 4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from qsq.domain.county.places import Village, VillageKind
from qsq.domain.observed.observation import PeriodInputs
from qsq.domain.scheme.checklist import Checklist, Task


@dataclass(frozen=True, slots=True, order=True)
class Owed:
    """One observation that is missing, and the department that owes it."""

    department: str
    town_code: str
    village_code: str
    task: str


@dataclass(frozen=True, slots=True)
class RoundsIn:
    """How many villages each round of a task still lacks, the first round first."""

    task: str
    lacking: tuple[int, ...]

    @property
    def complete(self) -> int:
        """How many rounds are in for every village."""
        return self.lacking.count(0)


@dataclass(frozen=True, slots=True)
class _DemandsOnAlike:
    """A village's tasks with the department of each, and the names of all their rounds."""

    tasks: tuple[tuple[Task, str], ...]
    names: frozenset[str]


class Demands:
    """What villages are asked; worked out once for all that are alike."""

    def __init__(self, checklist: Checklist) -> None:
        self._checklist = checklist
        self._found: dict[tuple[str, VillageKind, str], _DemandsOnAlike] = {}

    def __call__(self, village: Village) -> _DemandsOnAlike:
        """The village's tasks."""
        alike = village.town_code, village.kind, village.group
        if alike not in self._found:
            items = self._checklist.items_for(village)
            tasks = tuple((task, item.department) for item in items for task in item.tasks)
            names = frozenset(name for task, _department in tasks for name in task.rounds)
            self._found[alike] = _DemandsOnAlike(tasks, names)
        return self._found[alike]


def owed(checklist: Checklist, villages: Iterable[Village], inputs: PeriodInputs) -> tuple[Owed, ...]:
    """All missing observations, by department, town, village, and tasks in file order."""
    asked_of = Demands(checklist)
    found = []
    for village in villages:
        asked = asked_of(village)
        seen = inputs.observations.get(village.code, {})
        if asked.names <= seen.keys():
            continue
        found += [
            Owed(department, village.town_code, village.code, task.id)
            for task, department in asked.tasks
            if seen.keys().isdisjoint(task.rounds)
        ]
    return tuple(sorted(found, key=lambda one: (one.department, one.town_code, one.village_code)))


def rounds_in(
    checklist: Checklist, villages: Iterable[Village], inputs: PeriodInputs
) -> tuple[RoundsIn, ...]:
    """How far the tasks are that are looked at several times, the tasks in file order."""
    asked_of = Demands(checklist)
    counts: dict[str, list[int]] = {}
    for village in villages:
        seen = inputs.observations.get(village.code, {})
        for task, _department in asked_of(village).tasks:
            if task.combine is not None:
                found = counts.setdefault(task.id, [0] * len(task.rounds))
                for at, name in enumerate(task.rounds):
                    found[at] += name not in seen
    order = {task.id: task for item in checklist.all_items for task in item.tasks}
    return tuple(RoundsIn(task, tuple(counts[task])) for task in order if task in counts)
