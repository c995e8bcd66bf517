"""Sharing out by largest remainder: full marks, reward pools, prizes and cadres' shares all use this."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm


def share_out(total: int, weights: Sequence[Fraction | int]) -> tuple[int, ...]:
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
    shares = [total * weight // everything for weight in whole]
    remainders = [total * weight % everything for weight in whole]
    by_remainder = sorted(range(len(whole)), key=lambda place: -remainders[place])
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return tuple(shares)
