"""What a task costs, and how much of the ranking it decides."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from qsq.domain.scheme.checklist import Checklist, Item, Task
from qsq.scoring.evaluation import evaluate
from qsq.scoring.marks import NothingApplicable
from qsq.year.score.recount import Recount


@dataclass(frozen=True, slots=True)
class TaskCost:
    """What a task costs and decides.

    Attributes:
        observations: how many times somebody looked, in all villages and rounds.
        shift: the mean number of places that villages would move in the city without it; None where that
            leaves a village without any item.
        most: the most that one would move.
    """

    item: str
    task: str
    department: str
    observations: int
    shift: Fraction | None
    most: int


def task_costs(again: Recount) -> tuple[TaskCost, ...]:
    """The city's tasks, those first that decide least for what they cost."""
    looks: dict[str, int] = {}
    for own in again.inputs.observations.values():
        for name, seen in own.items():
            if seen.value is not None:
                task = name.partition("#")[0]
                looks[task] = looks.get(task, 0) + 1
    found = list(_costs(again, looks))
    return tuple(sorted(found, key=lambda one: (one.shift is None, _for_each_look(one))))


def _for_each_look(one: TaskCost) -> Fraction:
    return (one.shift or Fraction(0)) / max(one.observations, 1)


def _costs(again: Recount, looks: dict[str, int]) -> Iterator[TaskCost]:
    before = {one.marks.village.code: one.city_rank for one in again.evaluation.villages}
    rules = again.rules
    for item in rules.checklist.items:
        for task in item.tasks:
            shorter = _without(rules.checklist, item, task)
            moves = _moves(again, shorter, before) if shorter.items else None
            yield TaskCost(
                item=item.id,
                task=task.id,
                department=item.department,
                observations=looks.get(task.id, 0),
                shift=None if moves is None else Fraction(sum(moves), len(moves)),
                most=max(moves or [0]),
            )


def _moves(again: Recount, checklist: Checklist, before: dict[str, int]) -> list[int] | None:
    """How many places each village moves in the city by another list."""
    villages = again.rules.register.evaluated
    try:
        after = evaluate(again.rules.scheme, checklist, villages, again.inputs, again.missing)
    except NothingApplicable:
        return None
    return [abs(one.city_rank - before[one.marks.village.code]) for one in after.villages]


def _without(checklist: Checklist, item: Item, task: Task) -> Checklist:
    """The list without a task; without its item, where it is the only one."""
    left = tuple(one for one in item.tasks if one is not task)
    items = (one if one is not item else replace(one, tasks=left) for one in checklist.items)
    return replace(checklist, items=tuple(one for one in items if one.tasks))
