"""Sharing out by largest remainder: full marks, reward pools, prizes and cadres' shares all use this."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor, lcm


@dataclass(frozen=True, slots=True)
class Shared:
    """One share of what is shared out, and how it came about.

    Attributes:
        cut: its exact share cut to whole units.
        rest: what was cut off, in parts of a unit of which `whole` make one.
        whole: the weights together, as whole numbers.
        before: how many take one of the units left before it: those with a larger rest, and of equal ones
            those that come earlier.
        left: how many units are left after cutting all shares.
    """

    cut: int
    rest: int
    whole: int
    before: int
    left: int

    @property
    def extra(self) -> bool:
        """Whether it takes one of the units left."""
        return self.before < self.left

    @property
    def units(self) -> int:
        """The share."""
        return self.cut + self.extra


def shared_out(total: int, weights: Sequence[Fraction | int]) -> tuple[Shared, ...]:
    """`total` whole units in proportion to `weights`, adding up to it exactly (CONTRACT.md section 6).

    Each gets its exact share cut to whole units; the units left go one each to the largest
    remainders, among equal remainders to the earlier weight.

    Args:
        total: units to share out, not negative.
        weights: none negative, at least one above 0.
    """
    scale = lcm(*(weight.denominator for weight in weights))
    whole = [weight.numerator * (scale // weight.denominator) for weight in weights]
    everything = sum(whole)
    exact = [divmod(total * weight, everything) for weight in whole]
    left = total - sum(cut for cut, _rest in exact)
    by_rest = sorted(range(len(whole)), key=lambda place: -exact[place][1])
    before = {place: number for number, place in enumerate(by_rest)}
    return tuple(
        Shared(cut, rest, everything, before[place], left) for place, (cut, rest) in enumerate(exact)
    )


def share_out(total: int, weights: Sequence[Fraction | int]) -> tuple[int, ...]:
    """The shares alone; see `shared_out`."""
    return tuple(one.units for one in shared_out(total, weights))


def adding_up(total: int, exact: Sequence[Fraction]) -> tuple[int, ...]:
    """Exact figures as whole units that add up to `total`, by largest remainder; they may be below 0.

    Each is cut to the whole unit below it; what is then lacking goes to the largest remainders, among
    equal ones to the earlier figure.
    """
    cut = [floor(figure) for figure in exact]
    every, more = divmod(total - sum(cut), len(cut))
    by_rest = sorted(range(len(cut)), key=lambda place: cut[place] - exact[place])
    extra = set(by_rest[:more])
    return tuple(units + every + (place in extra) for place, units in enumerate(cut))
