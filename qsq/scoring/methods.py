"""What an observed value earns by each method, and several of them together (CONTRACT.md section 3)."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeVar, assert_never

from qsq.domain.scheme.checklist import How
from qsq.domain.scheme.methods import Award, Bands, Deduct, Grade, Method, Ratio, Scaled, Value, YesNo
from qsq.domain.values.numbers import Rounding, Scale, round_ratio


def earned(method: Method, points: Fraction, value: Value, target: Fraction | None = None) -> Fraction:
    """The points that `value` earns, exactly.

    Args:
        method: how the task is marked.
        points: what the task can earn.
        value: of the type and within the range that the method reads.
        target: the village's own; only for a ratio with `per_village`.
    """
    match method:
        case Award():
            return _number(value)
        case Deduct(each, floor):
            return max(floor, points - each * _number(value))
        case Ratio(fixed, _):
            part, whole = _reached(_number(value), _known(fixed or target))
            return points * Fraction(part, whole)
        case Grade(grades):
            return points * dict(grades)[str(value)]
        case YesNo():
            return points if value else Fraction(0)
        case Bands(bands):
            reached = (band_points for start, band_points in bands if start <= _number(value))
            return next(reached, Fraction(0))
        case Scaled(zero, full, least, most):
            on_the_way = points * (_number(value) - zero) / (full - zero)
            return min(points if most is None else most, max(least, on_the_way))
        case _:
            assert_never(method)


def earned_units(
    method: Method, points: Fraction, value: Value, target: Fraction | None, scale: Scale
) -> int:
    """The points that `value` earns in units of the last decimal place, rounded once; see `earned`."""
    if not isinstance(method, Ratio):
        return scale.units(earned(method, points, value, target))
    part, whole = _reached(_number(value), _known(method.target or target))  # each village may have its own
    return round_ratio(points.numerator * part * scale.unit, points.denominator * whole, scale.rounding)


def least_earned(method: Method, points: Fraction) -> Fraction:
    """The least points that any value earns."""
    match method:
        case Deduct(_each, floor):
            return floor
        case Grade(grades):
            return points * min((share for _name, share in grades), default=Fraction(0))
        case Bands(bands):
            return min(Fraction(0), *(band_points for _start, band_points in bands))
        case Scaled(least=least):
            return least
        case Award() | Ratio() | YesNo():
            return Fraction(0)
        case _:
            assert_never(method)


def combined(how: How, rounds: Sequence[int], rounding: Rounding) -> int:
    """What several rounds of a task earn together, in units, from what each of them earned."""
    match how:
        case How.LOWEST:
            return min(rounds)
        case How.MEAN:
            counted = rounds
        case How.TRIMMED_MEAN:
            counted = trimmed(rounds)
        case _:
            assert_never(how)
    return round_ratio(sum(counted), len(counted), rounding)


Units = TypeVar("Units", int, Fraction)


def trimmed(rounds: Sequence[Units]) -> Sequence[Units]:
    """The rounds without one highest and one lowest, where there are enough of them."""
    return sorted(rounds)[1:-1] if len(rounds) >= TRIMMED_FROM else rounds


TRIMMED_FROM = 3
"""The fewest rounds of which the highest and the lowest are left out."""


def _reached(done: Fraction, goal: Fraction) -> tuple[int, int]:
    """The part that `done` is of `goal`, at most all of it: parts, and of how many."""
    (part, of), (wanted, parts) = done.as_integer_ratio(), goal.as_integer_ratio()
    return min(part * parts, wanted * of), wanted * of


def _number(value: Value) -> Fraction:
    if not isinstance(value, Fraction):
        raise TypeError(value)
    return value


def _known(target: Fraction | None) -> Fraction:
    if target is None:
        raise TypeError(target)
    return target
