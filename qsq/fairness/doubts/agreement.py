"""How far inspectors agree: Krippendorff's alpha of the rounds of a task, each by other eyes, exactly.

Alpha is 1 − observed disagreement ÷ disagreement by chance, both of squared differences of earned points:
1 where all rounds agree, 0 where they agree as chance has it. Krippendorff holds 0.8 for dependable, and
draws tentative conclusions from 0.667 on.
"""

from collections.abc import Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the rounds of a task agree.

    Attributes:
        villages: how many were looked at at least twice.
        alpha: None where none can be told.
        why_not: None where it can.
    """

    task: str
    villages: int
    alpha: Fraction | None = None
    why_not: NoAlpha | None = None


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


def _agreement(task: str, looked: Sequence[Sequence[int]]) -> Agreement:
    twice = [looks for looks in looked if len(looks) >= _TWO]
    if len(twice) < _FEWEST:
        return Agreement(task, len(twice), why_not=NoAlpha.FEW_LOOKED_AT_TWICE)
    found = alpha(twice)
    return Agreement(task, len(twice), found, None if found is not None else NoAlpha.ALL_ALIKE)


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
