"""`qsq explain --to`: what it would have taken to reach a rank or a grade of a period."""

from dataclasses import dataclass, replace
from math import floor
from typing import Any

from qsq.domain.county.places import Village
from qsq.domain.faults import Message, WrongUse, message
from qsq.domain.results.recorded import RecordedVillage
from qsq.domain.scheme.grades import GradeCondition
from qsq.domain.scheme.scheme import GradeRule
from qsq.domain.values.numbers import Scale
from qsq.domain.values.periods import Period
from qsq.scoring.marks import VillageMarks
from qsq.scoring.placing import Placing
from qsq.scoring.reach import Enough, Goal, Keys, Rival, best_first, fewest, goal_of_rank, missing
from qsq.year.desk.office import Office
from qsq.year.explain.record import VillageRecord, record_of
from qsq.year.recorded.basis import evaluations_of


@dataclass(frozen=True, slots=True)
class TaskToDo:
    """A task that would have had to be done in full: what it earned, and the most that it can earn."""

    task: str
    text: str
    earned: str
    most: str


@dataclass(frozen=True, slots=True)
class Reach:
    """What it would have taken, all others' marks held still.

    Attributes:
        goal: the rank, or the id of the grade.
        name: the grade's name; empty for a rank.
        rank: as it is, like `grade`, the id.
        mark: the town mark as it is.
        reached: what would have been enough; None where no task within the village's reach would have been.
        tasks: the tasks of it.
        points: what they would have earned more.
        marked: the town mark with them.
        deduction: what was taken off: not within reach.
        without_deduction: how many tasks would have been enough without it; None where none would.
        vetoes: why it is vetoed: not within reach.
        not_applicable: tasks that do not apply: not within reach.
    """

    village: Village
    period: Period
    revision: int
    goal: str
    name: str
    rank: int
    grade: str | None
    mark: str
    reached: bool
    tasks: tuple[TaskToDo, ...]
    points: str
    marked: str
    deduction: str
    without_deduction: int | None
    vetoes: tuple[str, ...]
    not_applicable: tuple[str, ...]

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "village_code": self.village.code,
            "period": str(self.period),
            "revision": self.revision,
            "to": self.goal,
            "rank": self.rank,
            "grade": self.grade,
            "town_mark": self.mark,
            "reached": self.reached,
            "tasks": [{"task": one.task, "earned": one.earned, "most": one.most} for one in self.tasks],
            "points": self.points,
            "town_mark_then": self.marked,
            "others": "held_still",
            "beyond": {
                "deduction": self.deduction,
                "tasks_without_deduction": self.without_deduction,
                "vetoes": list(self.vetoes),
                "not_applicable": list(self.not_applicable),
            },
        }


def reach(office: Office, village: str, period: Period, goal: str) -> Reach:
    """What it would have taken to reach a rank or grade; see `Workspace.reach`."""
    with office.ledger_to_read() as ledger:
        record = record_of(ledger, evaluations_of(ledger, period)[-1], village)
    must_be_the_same(record)
    wanted, name, told = _goal(record, goal)
    keys, scale = record.placing().keys(record.village.code), record.rules.scheme.marks.scale
    found = fewest(record.marks, wanted, keys, scale)
    return _answered(record, told, name, found, _without_deduction(record.marks, wanted, keys, scale))


def must_be_the_same(record: VillageRecord) -> None:
    """Raise where counting again gives other marks than were recorded.

    Raises:
        WrongUse: it does.
    """
    if not record.same:
        raise WrongUse(
            message(
                "this program counts other marks of {village} than were recorded; what it would have taken"
                " cannot be told",
                village=record.village.code,
            )
        )


def _without_deduction(marks: VillageMarks, goal: Goal, keys: Keys, scale: Scale) -> int | None:
    found = fewest(replace(marks, deduction=0), goal, keys, scale) if marks.deduction else None
    return len(found.tasks) if found else None


def _answered(
    record: VillageRecord, goal: str, name: str, found: Enough | None, without: int | None
) -> Reach:
    marks, scale = record.marks, record.rules.scheme.marks.scale
    every = [done for item in marks.items for done in item.tasks]
    asked = {task.id for item in record.rules.checklist.items_for(record.village) for task in item.tasks}
    chosen = found.tasks if found else ()
    return Reach(
        village=record.village,
        period=record.period,
        revision=int(record.event.payload["revision"]),
        goal=goal,
        name=name,
        rank=record.own.rank,
        grade=record.own.grade,
        mark=record.own.town_mark,
        reached=found is not None,
        tasks=tuple(
            TaskToDo(
                task=done.task.id,
                text=done.task.text,
                earned=scale.text(done.earned or 0),
                most=scale.text((done.earned or 0) + missing(done, scale)),
            )
            for done in every
            if done.task.id in chosen
        ),
        points=scale.text(found.points if found else 0),
        marked=scale.text(max(0, marks.raw + (found.gain if found else 0))),
        deduction=scale.text(marks.deduction),
        without_deduction=without,
        vetoes=tuple(one.reason for one in marks.vetoes),
        not_applicable=tuple(done.task.id for done in every if done.earned is None and done.task.id in asked),
    )


def _goal(record: VillageRecord, goal: str) -> tuple[Goal, str, str]:
    """What is to be reached, its name, and how it is called.

    Raises:
        WrongUse: it is neither a rank of the pool nor a grade of the scheme.
    """
    placing = record.placing()
    others = [one for one in placing.pool(record.village.code) if one.village_code != record.village.code]
    rules = {rule.id: rule for rule in record.rules.scheme.grades}
    named = {rule.name: rule for rule in rules.values()}
    if goal.isascii() and goal.isdecimal() and 0 < int(goal) <= len(others) + 1:
        rivals = [placing.rival(one.village_code) for one in others]
        return goal_of_rank(rivals, int(goal)), "", str(int(goal))
    rule = rules.get(goal) or named.get(goal)
    if rule is None:
        raise WrongUse(_no_such_goal(goal, len(others) + 1, list(rules)))
    return _of_grade(record, rule, placing, others), rule.name, rule.id


def _no_such_goal(goal: str, last: int, grades: list[str]) -> Message:
    if not grades:
        return message("found {found}; expected a rank from 1 to {last}", found=goal, last=last)
    return message(
        "found {found}; expected a rank from 1 to {last}, or a grade: {grades}",
        found=goal,
        last=last,
        grades=", ".join(grades),
    )


def _of_grade(
    record: VillageRecord, rule: GradeRule, placing: Placing, others: list[RecordedVillage]
) -> Goal:
    scheme = record.rules.scheme
    if rule is scheme.grades[-1]:
        return Goal()
    goal = Goal(
        least=None if rule.least is None else rule.least * scheme.marks.scale.unit,
        each_item=rule.each_item,
        each_category=rule.each_category,
        no_veto=True,
    )
    if rule.at_most is None:
        return goal
    places = floor(rule.at_most * (len(others) + 1))
    fit = best_first(placing.rival(one.village_code) for one in others if _fulfils_the_rest(one, rule))
    if len(fit) < places:
        return goal
    if not places:  # a place that nobody can take
        return replace(goal, rival=_NEVER, beats=True)
    return replace(goal, rival=fit[places - 1], beats=True)


_NEVER = Rival(vetoed=False, mark=10**12)
"""Stands before everybody."""


def _fulfils_the_rest(one: RecordedVillage, rule: GradeRule) -> bool:
    """Whether a village took the grade, or lacked nothing of it but a place."""
    short = [lack.condition for lack in one.short if lack.grade == rule.id]
    return one.grade == rule.id or (bool(short) and set(short) == {GradeCondition.AT_MOST})
