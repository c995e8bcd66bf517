"""抽查复核: a second look at some village-tasks, and what risk it leaves that the list would be another one.

The product rule of comparison audits (Kaplan and Markov; Stark's MACRO for many winners and losers). Every
village-task has a bound: how far an error in it could carry the village over the nearest of those it was told
apart from, as a share of the gap. If all had been looked at again and the list were another one, these shares
would add up to 1 or more. So tasks are drawn by their bounds, with dice that everyone saw, and each draw
multiplies the risk by one factor. All of it is exact; bounds and errors are rounded up to millionths, which
only makes the risk larger, so that each factor is redone with a calculator.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from itertools import accumulate
from math import ceil

MILLION = 1_000_000
_TICKETS = 1 << 256

VillageTask = tuple[str, str]
"""A village's code and a task's id."""


@dataclass(frozen=True, slots=True)
class Lookable:
    """A task of a village that can be looked at again; all in points' and marks' smallest units.

    Attributes:
        earned: what it earned.
        worth: what one unit of it makes of the mark.
        least: the least that it can earn.
        most: the most.
    """

    task: str
    earned: int
    worth: Fraction
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Competitor:
    """A village that could have been on the list.

    Attributes:
        pool: those with whom it competes.
        listed: whether it is on the list.
        exact: its mark in units, before the items' marks were rounded.
        items: how many items' marks were rounded in it.
    """

    code: str
    pool: str
    listed: bool
    exact: Fraction
    items: int
    tasks: tuple[Lookable, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """A village-task that an error could change the list by.

    Attributes:
        millionths: the largest error as a share of the gap, rounded up; 1 in 1,000,000.
        per_unit: what a unit earned too much (or too little, where the village is not on the list) is of it.
        listed: whether the village is on the list.
        earned: what was earned, in units.
    """

    village: str
    task: str
    millionths: int
    per_unit: Fraction
    listed: bool
    earned: int

    @property
    def key(self) -> VillageTask:
        """The village and task."""
        return self.village, self.task

    def error(self, earned: int | None) -> int:
        """The error that a second look found, in millionths of the gap; not applicable is the largest."""
        if earned is None:
            return self.millionths
        over = self.earned - earned if self.listed else earned - self.earned
        return min(self.millionths, max(0, ceil(over * self.per_unit * MILLION)))


@dataclass(frozen=True, slots=True)
class Universe:
    """All that can be drawn.

    Attributes:
        bounds: by village code, then in the order of the list.
        close: pairs, on the list and not, whose gap is within what rounding can make: drawing tells nothing
            of them, so all tasks of both are to be looked at.
    """

    bounds: tuple[Bound, ...]
    close: tuple[tuple[str, str], ...]

    @property
    def total(self) -> int:
        """The bounds together, in millionths."""
        return sum(one.millionths for one in self.bounds)


def universe_of(competitors: Sequence[Competitor]) -> Universe:
    """The village-tasks with their bounds."""
    gaps: dict[str, Fraction] = {}
    close: list[tuple[str, str]] = []
    for one, other in _pairs(competitors):
        gap = one.exact - max(Fraction(0), other.exact) - Fraction(one.items + other.items, 2)
        if gap <= 0:
            close.append((one.code, other.code))
            continue
        for code in (one.code, other.code):
            gaps[code] = min(gap, gaps.get(code, gap))
    bounds = [
        bound
        for one in sorted(competitors, key=lambda each: each.code)
        if one.code in gaps
        for bound in _bounds(one, gaps[one.code])
    ]
    return Universe(tuple(bounds), tuple(sorted(close)))


def _pairs(competitors: Sequence[Competitor]) -> Iterator[tuple[Competitor, Competitor]]:
    """Each village on the list with each of its pool that is not."""
    pools: dict[str, list[Competitor]] = {}
    for one in competitors:
        pools.setdefault(one.pool, []).append(one)
    for pool in pools.values():
        listed, others = ([one for one in pool if one.listed is wanted] for wanted in (True, False))
        yield from ((one, other) for one in listed for other in others)


def _bounds(one: Competitor, gap: Fraction) -> Iterator[Bound]:
    for task in one.tasks:
        room = task.earned - task.least if one.listed else task.most - task.earned
        if room > 0 and task.worth > 0:
            per_unit = task.worth / gap
            largest = ceil(room * per_unit * MILLION)
            yield Bound(one.code, task.task, largest, per_unit, one.listed, task.earned)


@dataclass(frozen=True, slots=True)
class Dice:
    """A round's dice, and how many draws they make."""

    digits: str
    draws: int


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw: SHA-256 of `digits,number` as a number below 2^256, scaled to the bounds together.

    Attributes:
        point: where among the bounds, one behind the other, it fell.
    """

    digits: str
    number: int
    point: int
    bound: Bound


def drawn(universe: Universe, rounds: Iterable[Dice]) -> tuple[Draw, ...]:
    """The draws of all rounds; anyone who has the bounds and the digits draws the same."""
    ends = list(accumulate(one.millionths for one in universe.bounds))
    found = []
    for dice in rounds if ends else ():
        for number in range(1, dice.draws + 1):
            ticket = int.from_bytes(sha256(f"{dice.digits},{number}".encode()).digest(), "big")
            point = ticket * ends[-1] // _TICKETS
            found.append(Draw(dice.digits, number, point, universe.bounds[bisect_right(ends, point)]))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Factor:
    """What a draw multiplies the risk by: `(1 − 1 ÷ bounds) ÷ (1 − error ÷ bound)`; errors in millionths."""

    draw: Draw
    error: int


@dataclass(frozen=True, slots=True)
class Risk:
    """What is left to fear.

    Attributes:
        left: at most this is the chance that so little would have been found, were the list another one.
        factors: of the draws that were looked at.
        waiting: village-tasks that were drawn and not looked at yet.
        open_pairs: close pairs of which not every task was looked at and found as it was, or no worse.
    """

    left: Fraction
    factors: tuple[Factor, ...]
    waiting: tuple[VillageTask, ...]
    open_pairs: tuple[tuple[str, str], ...]


def risk_of(
    universe: Universe,
    draws: Sequence[Draw],
    second: Mapping[VillageTask, int | None],
    tasks: Mapping[str, Sequence[Lookable]],
) -> Risk:
    """The risk that is left after a second look.

    Args:
        universe: what could be drawn.
        draws: of all rounds.
        second: what the second look earned, in units; None where it found the task not to apply.
        tasks: of every village of a close pair, by code.
    """
    total, left = universe.total, Fraction(1)
    factors = tuple(
        Factor(one, one.bound.error(second[one.bound.key])) for one in draws if one.bound.key in second
    )
    every = all(one.key in second for one in universe.bounds)
    waiting = dict.fromkeys(one.bound.key for one in draws if one.bound.key not in second)
    open_pairs = tuple(pair for pair in universe.close if not _settled(pair, second, tasks))
    if total < MILLION or (every and _errors(universe, second) < MILLION):
        left = Fraction(0)
    elif not waiting:
        left = _product(factors, total)
    return Risk(Fraction(1) if open_pairs else left, factors, tuple(waiting), open_pairs)


def _errors(universe: Universe, second: Mapping[VillageTask, int | None]) -> int:
    return sum(one.error(second[one.key]) for one in universe.bounds)


def _product(factors: Sequence[Factor], total: int) -> Fraction:
    """The product of the factors, at most 1; a draw whose bound is all error leaves all of the risk."""
    errors = _of_errors(factors)
    return Fraction(1) if errors is None else min(Fraction(1), errors * _step(total) ** len(factors))


def _step(total: int) -> Fraction:
    """What a draw without an error multiplies the risk by."""
    return Fraction(total - MILLION, total)


def _of_errors(factors: Sequence[Factor]) -> Fraction | None:
    """What errors multiply the risk by; None where one is as large as its bound."""
    found = Fraction(1)
    for one in (each for each in factors if each.error):
        bound = one.draw.bound.millionths
        if one.error == bound:
            return None
        found *= Fraction(bound, bound - one.error)
    return found


def _settled(
    pair: tuple[str, str],
    second: Mapping[VillageTask, int | None],
    tasks: Mapping[str, Sequence[Lookable]],
) -> bool:
    """Whether every task of a close pair was looked at, and none carries the two towards each other."""
    for code, sign in zip(pair, (1, -1), strict=True):
        for task in tasks[code]:
            seen = second.get((code, task.task))
            if seen is None or sign * (seen - task.earned) < 0:
                return False
    return True


def draws_needed(universe: Universe, factors: Sequence[Factor], limit: Fraction) -> int | None:
    """How many more draws bring the risk to the limit, if none of them finds an error.

    None where an error as large as its bound was found: then only all of it tells.
    """
    errors = _of_errors(factors)
    if errors is None or universe.total <= MILLION:  # no errors could make another list of it
        return None if errors is None else 0
    step = _step(universe.total)

    def is_enough(count: int) -> bool:
        draws = len(factors) + count
        above: int = errors.numerator * step.numerator**draws * limit.denominator
        below: int = errors.denominator * step.denominator**draws * limit.numerator
        return above <= below

    low, high = -1, 1
    while not is_enough(high):
        low, high = high, high * 2
    while high - low > 1:
        count = (low + high) // 2
        low, high = (low, count) if is_enough(count) else (count, high)
    return high
