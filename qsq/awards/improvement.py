"""Improvement beside level: a mark against the mean of a village's own marks of the year.

It is shown of every village, and decides where `rules/scheme.yaml` says so: as a key of `annual.tie_break`,
or for an honour `by: improvement`.
"""

from collections.abc import Sequence
from fractions import Fraction

from qsq.domain.values.numbers import Scale


def against_own_mean(marks: Sequence[Fraction], scale: Scale) -> tuple[int, ...]:
    """Each mark less the plain mean of all, in units, rounded once."""
    mean = sum(marks, Fraction(0)) / max(1, len(marks))
    return tuple(scale.units(mark - mean) for mark in marks)


def signed(units: int, scale: Scale) -> str:
    """A change as it is printed, with its sign: `+1.25`."""
    return f"+{scale.text(units)}" if units > 0 else scale.text(units)
