"""How far inspectors agree: Krippendorff's alpha of looks at a task, each by other eyes, exactly.

Looks are the rounds of a task, or the first look and the second one that dice drew (`qsq recheck`). Of second
looks, few of each task, one alpha is told over all tasks too: each task's looks are held to chance among its
own, as shares of its points, so that tasks of other marks do not pass for agreement.

Alpha is 1 − observed disagreement ÷ disagreement by chance, both of squared differences of earned points:
1 where all rounds agree, 0 where they agree as chance has it. Krippendorff holds 0.8 for dependable, and
draws tentative conclusions from 0.667 on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from qsq.scoring.evaluation import Evaluation

_FEWEST, _TWO = 20, 2
"""The fewest villages that were looked at twice, for an alpha that tells something."""


class NoAlpha(StrEnum):
    """Why there is none."""

    FEW_LOOKED_AT_TWICE = "few_looked_at_twice"
    ALL_ALIKE = "all_alike"


class Looks(StrEnum):
    """What is held against each other."""

    ROUNDS = "rounds"
    SECOND = "second_look"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far looks at a task agree.

    Attributes:
        task: its id; empty for all that were looked at again together.
        villages: how many were looked at at least twice; of all tasks, how many village-tasks.
        alpha: None where none can be told.
        why_not: None where it can.
    """

    task: str
    villages: int
    alpha: Fraction | None = None
    why_not: NoAlpha | None = None
    looks: Looks = Looks.ROUNDS


def agreements(evaluation: Evaluation) -> tuple[Agreement, ...]:
    """Of each task that is looked at several times, in file order; the city's and the towns'."""
    found: dict[str, list[list[int]]] = {}
    for one in evaluation.villages:
        for item in one.marks.items:
            for done in item.tasks:
                if done.task.combine is not None:
                    looks = [look.earned for look in done.rounds if look.earned is not None]
                    found.setdefault(done.task.id, []).append(looks)
    return tuple(_agreement(task, looked) for task, looked in found.items())


def _agreement(task: str, looked: Sequence[Sequence[int]], looks: Looks = Looks.ROUNDS) -> Agreement:
    twice = [one for one in looked if len(one) >= _TWO]
    return _told(task, len(twice), alpha(twice), looks)


def _told(task: str, number: int, found: Fraction | None, looks: Looks) -> Agreement:
    if number < _FEWEST:
        return Agreement(task, number, why_not=NoAlpha.FEW_LOOKED_AT_TWICE, looks=looks)
    return Agreement(task, number, found, None if found is not None else NoAlpha.ALL_ALIKE, looks)


def of_second_looks(
    evaluation: Evaluation, second: Mapping[tuple[str, str], int | None]
) -> tuple[Agreement, ...]:
    """Of all tasks that were looked at again together, then of each that was in enough villages.

    Args:
        evaluation: what the first look earned.
        second: what the second one did, in units, by village and task; None where it did not apply.
    """
    pairs: dict[str, list[tuple[int, int]]] = {}
    points: dict[str, Fraction] = {}
    for one in evaluation.villages:
        for done in (done for item in one.marks.items for done in item.tasks):
            seen = second.get((one.marks.village.code, done.task.id))
            if done.earned is not None and seen is not None:
                pairs.setdefault(done.task.id, []).append((done.earned, seen))
                points[done.task.id] = done.task.points
    if not pairs:
        return ()
    found = [_agreement(task, looked, Looks.SECOND) for task, looked in pairs.items()]
    return _together(pairs, points), *(one for one in found if one.villages >= _FEWEST)


def _together(pairs: Mapping[str, Sequence[tuple[int, int]]], points: Mapping[str, Fraction]) -> Agreement:
    """Each task's looks held to chance among its own, as shares of its points."""
    own = {task: looked for task, looked in pairs.items() if len(looked) >= _TWO}
    seen = by_chance = Fraction(0)
    for task, looked in own.items():
        every = [one for looks in looked for one in looks]
        by_chance += Fraction(_apart(every), len(every) - 1) / points[task] ** 2
        seen += sum(_observed(looked), Fraction(0)) / points[task] ** 2
    number = sum(len(looked) for looked in own.values())
    return _told("", number, 1 - seen / by_chance if by_chance else None, Looks.SECOND)


def alpha(looked: Sequence[Sequence[int]]) -> Fraction | None:
    """Krippendorff's alpha for numbers; None where all are equal, which neither shows nor denies agreement.

    Args:
        looked: of each thing that was looked at, what was found; those with one look do not count.
    """
    pairable = [looks for looks in looked if len(looks) >= _TWO]
    every = [one for looks in pairable for one in looks]
    by_chance = Fraction(_apart(every), len(every) - 1) if every else 0
    if not by_chance:
        return None
    return 1 - sum(_observed(pairable), Fraction(0)) / by_chance


def _observed(looked: Sequence[Sequence[int]]) -> Iterator[Fraction]:
    return (Fraction(_apart(looks), len(looks) - 1) for looks in looked)


def _apart(values: Sequence[int]) -> int:
    """The squared differences of all ordered pairs, added up."""
    return 2 * (len(values) * sum(one * one for one in values) - sum(values) ** 2)
