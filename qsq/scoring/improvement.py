"""Improvement beside level: a mark against the mean of a village's own; it is shown and decides nothing."""

from collections.abc import Sequence
from fractions import Fraction

from qsq.domain.values.numbers import Scale


def against_own_mean(marks: Sequence[Fraction], scale: Scale) -> tuple[str, ...]:
    """Each mark less the mean of all, rounded once, with its sign; nothing where there is but one."""
    if len(marks) < 2:  # noqa: PLR2004 - one mark is its own mean
        return ("",) * len(marks)
    mean = sum(marks, Fraction(0)) / len(marks)
    return tuple(_signed(scale.units(mark - mean), scale) for mark in marks)


def _signed(units: int, scale: Scale) -> str:
    return f"+{scale.text(units)}" if units > 0 else scale.text(units)
