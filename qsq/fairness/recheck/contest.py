"""What a list rests on: who has to stay before whom, and what each village-task makes of a mark."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from qsq.domain.scheme.unworkable.tasks import most_points
from qsq.domain.values.numbers import Scale
from qsq.scoring.marks import ItemMark
from qsq.scoring.methods import least_earned

LIMIT = ""
"""Stands for a limit where else a village stands: a mark that nothing moves."""


@dataclass(frozen=True, slots=True)
class Lookable:
    """A task of a village that can be looked at again; all in points' and marks' smallest units.

    Attributes:
        task: its id; of a year with its period: `2023Q1/grain.seedlings`.
        earned: what it earned.
        worth: what one unit of it makes of the mark.
        slack: what rounding can add to that at most, whatever the change.
        least: the least that it can earn.
        most: the most.
    """

    task: str
    earned: int
    worth: Fraction
    slack: Fraction
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Rivalry:
    """Two of whom one has to stay before the other, for the list to stay as it is.

    Attributes:
        before: the better one's code, or `LIMIT`.
        behind: the other's, or `LIMIT`.
        gap: how many units have to go, together, before they stand level or the other way round; 0 where
            their marks are the same and a tie-break, a decision or nothing tells them apart.
    """

    before: str
    behind: str
    gap: int


@dataclass(frozen=True, slots=True)
class Contest:
    """A list as a second look checks it.

    Attributes:
        listed: who is on it, in the order of codes.
        rivalries: while all of them hold, the list is what it is.
        tasks: of each village that could be on it, by code.
    """

    listed: tuple[str, ...]
    rivalries: tuple[Rivalry, ...]
    tasks: Mapping[str, tuple[Lookable, ...]]


def stays_from(code: str, mark: int, limit: Fraction, scale: Scale) -> Rivalry:
    """A village that has to keep at least the limit, in points, which it reaches."""
    return Rivalry(code, LIMIT, mark - ceil(limit * scale.unit) + 1)


def stays_under(code: str, mark: int, limit: Fraction, scale: Scale) -> Rivalry:
    """A village that has to stay below the limit, in points."""
    return Rivalry(LIMIT, code, ceil(limit * scale.unit) - mark)


def lookables(
    item: ItemMark, full: int | None, weight: Fraction, slack: Fraction, unit: int, prefix: str = ""
) -> Iterator[Lookable]:
    """The tasks of an item that apply; none where the item is not of the mark.

    Args:
        item: with what its tasks earned.
        full: its full mark in the mark that is judged.
        weight: what that mark makes of what is judged: 1, or a period's part of a year.
        slack: what rounding can add to a change of one task.
        unit: the units of a point.
        prefix: before the tasks' ids.
    """
    if full is None:
        return
    worth = weight * full / (item.points * unit)
    for done in item.tasks:
        if done.earned is not None:
            task = done.task
            least, most = least_earned(task.method, task.points) * unit, most_points(task) * unit
            yield Lookable(prefix + task.id, done.earned, worth, slack, floor(least), ceil(most))
