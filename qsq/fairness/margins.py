"""How much item weights must change before two villages change places.

Where the same items apply to both, d is the difference of their shares of an item's points plus that of their
adjustments ÷ the full mark. With every weight w changed by at most a share e, Σw·d keeps its sign as long as
e < |Σw·d| ÷ Σw·|d|: the margin, to be redone with a calculator. Where other items apply to them, or several
periods are judged together, `lower` is a bound that no weights within e go below.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from qsq.fairness.standing import Judged, Stance, WeightedShare, fixed

_NOTHING = Fraction(0)
_STEPS = 10_000
"""The parts of 1 to which a margin is told that no formula gives."""


@dataclass(frozen=True, slots=True)
class Gap:
    """The gap between two marks of one period, in points, and how far weights move it.

    Attributes:
        gap: the first's mark less the second's.
        leverage: the sum over items of what each makes of the gap, by size.
        drift: what other items add, per square of the change; 0 where the same apply to both.
        blur: the most by which rounding can move the printed gap, in units of the last place.
        weight: the period's part of what is judged.
    """

    gap: Fraction
    leverage: Fraction
    drift: Fraction
    blur: Fraction
    weight: Fraction

    def lower(self, change: Fraction) -> Fraction:
        """A gap that no weights go below, each of them changed by at most the share `change`, under 1."""
        straight = self.gap - change * self.leverage
        least = straight / (1 + change if straight >= 0 else 1 - change)
        return least - self.drift * (change / (1 - change)) ** 2 if self.drift else least


@dataclass(frozen=True, slots=True)
class Rivals:
    """Two villages side by side, the better one first.

    Attributes:
        gaps: by period.
        constant: what reviews make of the gap, in points.
        rounded: how often the mark that is judged is rounded anew: 1 for a year's.
    """

    gaps: tuple[Gap, ...]
    constant: Fraction
    rounded: int

    @property
    def gap(self) -> Fraction:
        """The whole gap in points."""
        return self.constant + sum((one.weight * one.gap for one in self.gaps), _NOTHING)

    @property
    def blur(self) -> Fraction:
        """The most by which rounding can move the printed gap, in units of the last place."""
        return sum((one.weight * one.blur for one in self.gaps), Fraction(self.rounded))

    def lower(self, change: Fraction) -> Fraction:
        """A gap that no weights within `change` go below."""
        return self.constant + sum((one.weight * one.lower(change) for one in self.gaps), _NOTHING)

    def stays(self, change: Fraction, unit: int) -> bool:
        """Whether the first stays before the second as printed, rounding included."""
        return self.lower(change) * unit > self.blur

    @property
    def by_formula(self) -> bool:
        """Whether the same items apply to both, and one period alone is judged."""
        return len(self.gaps) == 1 and not self.gaps[0].drift and not self.constant

    @property
    def margin(self) -> Fraction | None:
        """The smallest change of weights that can swap them; 1 where none below 100 % can.

        By the formula where it holds; else the largest change, in hundredths of a percent, for which it is
        proven that none can. None where the second's mark is not below the first's.
        """
        if self.gap <= 0:
            return None
        if self.by_formula:
            return min(Fraction(1), self.gaps[0].gap / self.gaps[0].leverage)
        return Fraction(_most(self), _STEPS)


def _most(rivals: Rivals) -> int:
    """The most parts of `_STEPS` for which the first stays before the second."""
    low, high = 0, _STEPS
    while high - low > 1:
        middle = (low + high) // 2
        if rivals.lower(Fraction(middle, _STEPS)) > 0:
            low = middle
        else:
            high = middle
    return low


def rivals(first: Judged, second: Judged) -> Rivals:
    """Two villages side by side, or one beside a limit (`held_to`)."""
    gaps = tuple(_gaps(first.stances, second.stances))
    several = len(first.stances) > 1 or bool(first.constant)
    return Rivals(gaps, first.constant - second.constant, int(several))


def _gaps(first: Mapping[str, Stance], second: Mapping[str, Stance]) -> Iterator[Gap]:
    for period in dict.fromkeys([*first, *second]):
        ours, theirs = first.get(period), second.get(period)
        if ours is not None and theirs is not None and ours.weight == theirs.weight:
            yield gap_of(ours, theirs)
            continue
        if ours is not None:
            yield gap_of(ours, fixed(ours, _NOTHING))
        if theirs is not None:
            yield gap_of(fixed(theirs, _NOTHING), theirs)


def gap_of(first: Stance, second: Stance) -> Gap:
    """The gap between two marks of one period, and how far weights move it.

    With u and v the parts of the whole weight that items have for the two, α and β their shares of the
    points, adjustments ÷ full mark added, both less the second's mark ÷ full mark, and x the factors of the
    weights: the gap is Σuxα ÷ Σux − Σvxβ ÷ Σvx = (Σuxα − Σvxβ) ÷ Σux + Σvxβ · (Σvx − Σux) ÷ (Σux · Σvx), in
    which Σvβ is 0, so that the last part is at most e² · Σv|β| · Σ|v − u| ÷ (1 − e)².
    """
    ours, theirs, us, them = first.parts_of_one, second.parts_of_one, first.whole, second.whole
    both, level = ours * theirs, second.level * ours
    lift, lift_second = first.lift * theirs, second.lift * ours
    gap = leverage = apart = swing = together = singly = 0
    for name in dict.fromkeys([*first.parts, *second.parts]):
        weight, share = first.parts.get(name, _NO_PART)
        weight_second, share_second = second.parts.get(name, _NO_PART)
        share, share_second = share * theirs, share_second * ours
        above = (share + lift) * them - level
        above_second = (share_second + lift_second) * them - level
        made = weight * above * them - weight_second * above_second * us
        gap += made
        leverage += abs(made)
        apart += abs(weight_second * us - weight * them)
        swing += weight_second * abs(above_second)
        together += abs(share - share_second) + both
        singly += abs(share) + abs(share_second) + (both * (bool(weight) + bool(weight_second)) + 1) // 2
    whole = us * them**2 * both
    return Gap(
        gap=first.total * Fraction(gap, whole),
        leverage=first.total * Fraction(leverage, whole),
        drift=first.total * Fraction(swing * apart, whole * them),
        blur=Fraction(singly if apart else together, both),
        weight=first.weight,
    )


_NO_PART = WeightedShare(0, 0)
