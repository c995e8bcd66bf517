"""抽查复核: a second look at some village-tasks, and what risk it leaves that the list would be another one.

The product rule of comparison audits (Kaplan and Markov; Stark's MACRO for many winners and losers). Every
village-task has a bound: how far an error in it could carry the village over the nearest of those it was told
apart from, as a share of the gap. If all had been looked at again and the list were another one, these shares
would add up to 1 or more. So tasks are drawn by their bounds, with dice that everyone saw, and each draw
multiplies the risk by one factor. All of it is exact; bounds and errors are rounded up to millionths, which
only makes the risk larger, so that each factor is redone with a calculator.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from itertools import accumulate
from math import ceil

from qsq.fairness.recheck.contest import LIMIT, Contest, Lookable

MILLION = 1_000_000
_TICKETS = 1 << 256

VillageTask = tuple[str, str]
"""A village's code and a task's id."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A village-task that an error could change the list by.

    Attributes:
        look: the task.
        lead: the village's gap to the nearest that has to stay behind it, in units; 0 where there is none.
        lag: the one to the nearest that has to stay before it.
        millionths: the largest error as a share of a gap, rounded up; 1 in 1,000,000.
    """

    village: str
    look: Lookable
    lead: int
    lag: int
    millionths: int

    @property
    def key(self) -> VillageTask:
        """The village and task."""
        return self.village, self.look.task

    def error(self, earned: int | None) -> int:
        """The error that a second look found, in millionths of a gap; not applicable is the largest."""
        if earned is None:
            return self.millionths
        return min(self.millionths, _share(self.look, self.lead, self.lag, earned))


def _bound(village: str, look: Lookable, lead: int, lag: int) -> Bound:
    largest = max(_share(look, lead, lag, earned) for earned in (look.least, look.most))
    return Bound(village, look, lead, lag, largest)


def _share(look: Lookable, lead: int, lag: int, earned: int) -> int:
    """What it would make of the gap, had so much been earned, in millionths."""
    gap = lead if earned < look.earned else lag
    return ceil(moved(look, earned) * MILLION / gap) if gap else 0


def moved(look: Lookable, earned: int) -> Fraction:
    """By how much its village's mark would be another one at most, in units, had so much been earned."""
    return abs(earned - look.earned) * look.worth + look.slack if earned != look.earned else Fraction(0)


@dataclass(frozen=True, slots=True)
class Universe:
    """All that can be drawn.

    Attributes:
        bounds: by village code, then in the order of the list.
        close: pairs whose marks are the same, so that any error could part them otherwise: drawing tells
            nothing of them, so all tasks of both are to be looked at.
    """

    bounds: tuple[Bound, ...]
    close: tuple[tuple[str, str], ...]

    @property
    def total(self) -> int:
        """The bounds together, in millionths."""
        return sum(one.millionths for one in self.bounds)


def universe_of(contest: Contest) -> Universe:
    """The village-tasks with their bounds."""
    leads: dict[str, int] = {}
    lags: dict[str, int] = {}
    close: list[tuple[str, str]] = []
    for one in contest.rivalries:
        if one.gap <= 0:
            close.append((one.before, one.behind))
            continue
        leads[one.before] = min(one.gap, leads.get(one.before, one.gap))
        lags[one.behind] = min(one.gap, lags.get(one.behind, one.gap))
    bounds = (
        _bound(code, look, leads.get(code, 0), lags.get(code, 0))
        for code, tasks in sorted(contest.tasks.items())
        for look in tasks
        if look.worth
    )
    return Universe(tuple(one for one in bounds if one.millionths), tuple(sorted(close)))


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
    contest: Contest,
    universe: Universe,
    draws: Sequence[Draw],
    second: Mapping[VillageTask, int | None],
) -> Risk:
    """The risk that is left after a second look.

    Args:
        contest: the list that is checked.
        universe: what could be drawn of it.
        draws: of all rounds.
        second: what the second look earned, in units; None where it found the task not to apply.
    """
    factors = tuple(
        Factor(one, one.bound.error(second[one.bound.key])) for one in draws if one.bound.key in second
    )
    waiting = dict.fromkeys(one.bound.key for one in draws if one.bound.key not in second)
    open_pairs = tuple(pair for pair in universe.close if not _settled(pair, second, contest.tasks))
    if open_pairs:
        left = Fraction(1)
    elif universe.total < MILLION:
        left = Fraction(0)
    elif all(one.key in second for one in universe.bounds):
        left = Fraction(not _all_hold(contest, second))
    else:
        left = Fraction(1) if waiting else _product(factors, universe.total)
    return Risk(left, factors, tuple(waiting), open_pairs)


def _all_hold(contest: Contest, second: Mapping[VillageTask, int | None]) -> bool:
    """Whether everybody stays before whom the list says, by what a look at everything found."""
    lost: dict[str, Fraction] = {}
    won: dict[str, Fraction] = {}
    for code, tasks in contest.tasks.items():
        for look in tasks:
            seen = second.get((code, look.task), look.earned)
            least, most = (look.least, look.most) if seen is None else (seen, seen)
            if least < look.earned:
                lost[code] = lost.get(code, Fraction(0)) + moved(look, least)
            if most > look.earned:
                won[code] = won.get(code, Fraction(0)) + moved(look, most)
    nothing = Fraction(0)
    return all(
        lost.get(one.before, nothing) + won.get(one.behind, nothing) < one.gap
        for one in contest.rivalries
        if one.gap > 0
    )


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


_FINE = 512
"""Binary places below what is wanted of a power that is rounded up: so many that it asks for no draw more."""


def _power(number: Fraction, times: int, fine: int) -> Fraction:
    """A number below 1 multiplied by itself, rounded up; the exact power of many draws is a long one."""
    found, square = 1 << fine, ceil(number * (1 << fine))
    while times:
        if times % 2:
            found = (found * square >> fine) + 1
        square = (square * square >> fine) + 1
        times //= 2
    return Fraction(found, 1 << fine)


def _settled(
    pair: tuple[str, str],
    second: Mapping[VillageTask, int | None],
    tasks: Mapping[str, Sequence[Lookable]],
) -> bool:
    """Whether every task of a close pair was looked at, and none carries the two towards each other."""
    for code, sign in zip(pair, (1, -1), strict=True):
        for task in () if code == LIMIT else tasks[code]:
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
    step, wanted = _step(universe.total), limit / errors
    fine = _FINE + max(0, wanted.denominator.bit_length() - wanted.numerator.bit_length())

    def is_enough(count: int) -> bool:
        return _power(step, len(factors) + count, fine) <= wanted

    low, high = -1, 1
    while not is_enough(high):
        low, high = high, high * 2
    while high - low > 1:
        count = (low + high) // 2
        low, high = (low, count) if is_enough(count) else (count, high)
    return high
