"""What many villages earn of one task: each different value once, by the engine's own methods."""

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, NamedTuple, assert_never

from qsq.bulk.columns import NO_ROW, Amounts, EnteredColumns, SeenColumn
from qsq.bulk.whole import kind_for, largest, rounded_by_size, wide_enough
from qsq.domain.scheme.checklist import How, Task
from qsq.domain.scheme.methods import Value
from qsq.domain.values.numbers import Rounding, Scale
from qsq.late import library
from qsq.scoring.methods import TRIMMED_FROM, earned

if TYPE_CHECKING:
    import numpy as np

    from qsq.bulk.whole import Whole
else:
    np = library("numpy")


class Earned(NamedTuple):
    """What a task earned, in units of the last decimal place.

    Attributes:
        units: 0 where it does not count.
        counts: whether it is applicable; None where it is everywhere.
        there: whether anyone has seen it; None where all were seen.
    """

    units: "Whole"
    counts: "Whole | None"
    there: "Whole | None"


def earned_of(task: Task, columns: EnteredColumns, scale: Scale, unseen: int | None) -> Earned:
    """What a task earned in each village, as if it were asked of all.

    Args:
        task: of the list.
        columns: the villages.
        scale: of the marks.
        unseen: what a task earns that nobody has seen; None where it does not count.
    """
    if task.combine is None:
        return _filled(_round(task, task.id, columns, scale), unseen)
    rounds = [_round(task, name, columns, scale) for name in task.rounds if name in columns.observed]
    if not rounds:
        return _filled(_nowhere(columns.size), unseen)
    return _filled(_combined(task.combine.how, rounds, scale.rounding), unseen)


def _round(task: Task, name: str, columns: EnteredColumns, scale: Scale) -> Earned:
    """One look; what nobody has seen does not count."""
    seen = columns.observed.get(name)
    if seen is None:
        return _nowhere(columns.size)
    there = None if len(seen.places) == 0 or seen.places.min() > NO_ROW else seen.places > NO_ROW
    units = _of_targets(task, seen, columns, scale) if task.per_village else _of_values(task, seen, scale)
    if None not in seen.values:
        return Earned(units, there, there)
    counts = np.array([value is not None for value in seen.values] + [False])[seen.places]
    return Earned(units, counts, there)


def _nowhere(size: int) -> Earned:
    nothing = np.zeros(size, dtype=bool)
    return Earned(np.zeros(size, dtype=np.int64), nothing, nothing)


def _of_values(task: Task, seen: SeenColumn, scale: Scale) -> "Whole":
    units = [_units(task, value, scale) for value in seen.values]
    table = np.array([*units, 0])  # what nobody has seen stands last, and so at NO_ROW
    found: Whole = table[seen.places]
    return found


def _units(task: Task, value: Value | None, scale: Scale) -> int:
    return 0 if value is None else scale.units(earned(task.method, task.points, value))


def _of_targets(task: Task, seen: SeenColumn, columns: EnteredColumns, scale: Scale) -> "Whole":
    """A ratio to the village's own target, each pair of value and target by itself."""
    numbers = [value if isinstance(value, Fraction) else Fraction(0) for value in (*seen.values, None)]
    one = lcm(*(number.denominator for number in numbers))
    whole = [int(number * one) for number in numbers]
    done: Whole = np.array(whole, dtype=kind_for(max(whole)))[seen.places]
    target = columns.targets.get(task.id) or Amounts(np.zeros(columns.size, dtype=np.int64), 1)
    points = task.points * scale.unit
    parts, wholes = points.numerator * target.one, points.denominator * one
    most = 4 * max(largest(done) * max(parts, target.one), largest(target.units) * max(wholes, one))
    done, goal = wide_enough(most, done, target.units)
    counted = rounded_by_size(done * parts, np.maximum(goal * wholes, 1), scale.rounding)
    found: Whole = np.where(done * target.one >= goal * one, scale.units(task.points), counted)
    return np.where(seen.places > NO_ROW, found, 0).astype(np.int64)


def _combined(how: How, rounds: list[Earned], rounding: Rounding) -> Earned:
    """Several looks together, of those that count (CONTRACT.md section 3)."""
    units = np.stack([one.units for one in rounds])
    counts = np.stack([_all(one.counts, one.units) for one in rounds])
    there = np.logical_or.reduce([_all(one.there, one.units) for one in rounds])
    number = counts.sum(axis=0)
    low = np.where(counts, units, np.iinfo(np.int64).max).min(axis=0)
    high = np.where(counts, units, np.iinfo(np.int64).min).max(axis=0)
    together = np.where(counts, units, 0).sum(axis=0)
    match how:
        case How.LOWEST:
            found = low
        case How.MEAN:
            found = rounded_by_size(together, np.maximum(number, 1), rounding)
        case How.TRIMMED_MEAN:
            trims = number >= TRIMMED_FROM
            left = np.where(trims, together - low - high, together)
            found = rounded_by_size(left, np.maximum(number - 2 * trims, 1), rounding)
        case _:
            assert_never(how)
    some = number > 0
    return Earned(np.where(some, found, 0), some, there)


def _all(known: "Whole | None", units: "Whole") -> "Whole":
    return np.ones(len(units), dtype=bool) if known is None else known


def _filled(found: Earned, unseen: int | None) -> Earned:
    """What nobody has seen earns `unseen`."""
    units, counts, there = found
    if there is None or unseen is None:
        return found
    return Earned(np.where(there, units, unseen), None if counts is None else counts | ~there, there)
