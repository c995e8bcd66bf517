"""What a task and a department cost, in looks and trips, and how much of the ranking they decide."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from qsq.domain.scheme.checklist import Checklist
from qsq.scoring.evaluation import evaluate
from qsq.scoring.marks import NothingApplicable
from qsq.year.score.recount import Recount


@dataclass(frozen=True, slots=True)
class Moves:
    """How villages would move in the city without something.

    Attributes:
        shift: the mean number of places; None where that leaves a village without any item.
        most: the most that one would move.
    """

    shift: Fraction | None
    most: int

    def for_each(self, cost: int) -> Fraction:
        """What each look or trip decides."""
        return (self.shift or Fraction(0)) / max(cost, 1)


@dataclass(frozen=True, slots=True)
class TaskCost:
    """What a task costs and decides.

    Attributes:
        observations: how many times somebody looked, in all villages and rounds.
        trips: those to a village, in a round, in which its department looked at nothing else.
    """

    item: str
    task: str
    department: str
    observations: int
    trips: int
    moves: Moves


@dataclass(frozen=True, slots=True)
class DepartmentCost:
    """What all of a department's tasks cost and decide.

    Attributes:
        trips: to a village, in a round, for whatever it looked at there.
    """

    department: str
    observations: int
    trips: int
    moves: Moves


@dataclass(frozen=True, slots=True)
class Costs:
    """The city's tasks and their departments, those first that decide least for what they cost."""

    tasks: tuple[TaskCost, ...]
    departments: tuple[DepartmentCost, ...]


def costs_of(again: Recount) -> Costs:
    """What a recorded period cost and decides; a trip is a department's to a village in a round."""
    looks = _looks(again)
    tasks, departments = list(_tasks(again, looks)), list(_departments(again, looks))
    return Costs(
        tuple(sorted(tasks, key=lambda one: (one.moves.shift is None, one.moves.for_each(one.observations)))),
        tuple(sorted(departments, key=lambda one: (one.moves.shift is None, one.moves.for_each(one.trips)))),
    )


_Looks = dict[tuple[str, str, str], list[str]]
"""Trips, by department, village and round, with the tasks that were looked at."""


def _looks(again: Recount) -> _Looks:
    whose = {task.id: item.department for item in again.rules.checklist.items for task in item.tasks}
    found: _Looks = {}
    for code, own in again.inputs.observations.items():
        for name, seen in own.items():
            task, _sign, number = name.partition("#")
            if seen.value is not None and task in whose:
                found.setdefault((whose[task], code, number or "1"), []).append(task)
    return found


def _tasks(again: Recount, looks: _Looks) -> Iterator[TaskCost]:
    seen = Counter(task for tasks in looks.values() for task in tasks)
    alone = Counter(tasks[0] for tasks in looks.values() if len(tasks) == 1)
    for item in again.rules.checklist.items:
        for task in item.tasks:
            moves = _moves(again, {task.id})
            yield TaskCost(item.id, task.id, item.department, seen[task.id], alone[task.id], moves)


def _departments(again: Recount, looks: _Looks) -> Iterator[DepartmentCost]:
    items = again.rules.checklist.items
    for name in dict.fromkeys(item.department for item in items):
        trips = [tasks for (department, _code, _round), tasks in looks.items() if department == name]
        own = {task.id for item in items if item.department == name for task in item.tasks}
        yield DepartmentCost(name, sum(map(len, trips)), len(trips), _moves(again, own))


def _moves(again: Recount, left_out: Collection[str]) -> Moves:
    """How villages move in the city by the list without some tasks."""
    shorter, before = _without(again.rules.checklist, left_out), again.evaluation.villages
    try:
        if not shorter.items:
            return Moves(None, 0)
        after = evaluate(
            again.rules.scheme, shorter, again.rules.register.evaluated, again.inputs, again.missing
        )
    except NothingApplicable:
        return Moves(None, 0)
    moves = [abs(one.city_rank - was.city_rank) for one, was in zip(after.villages, before, strict=True)]
    return Moves(Fraction(sum(moves), len(moves)), max(moves))


def _without(checklist: Checklist, left_out: Collection[str]) -> Checklist:
    """The city's list without some tasks, and without items that then have none."""
    items = (
        replace(item, tasks=tuple(task for task in item.tasks if task.id not in left_out))
        for item in checklist.items
    )
    return replace(checklist, items=tuple(item for item in items if item.tasks))
