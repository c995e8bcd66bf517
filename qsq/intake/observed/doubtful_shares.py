"""Values in per cent that are at most 1, all or some: was 0.95 meant as 95 %? (CONTRACT.md section 2)."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import assert_never

from qsq.domain.faults import Message, message
from qsq.domain.observed.observation import Observation
from qsq.domain.scheme.checklist import Task
from qsq.domain.scheme.methods import Award, Bands, Deduct, Grade, Method, Ratio, Scaled, YesNo
from qsq.intake.sheets.spelling import half_width


def doubtful_shares(
    tasks: Iterable[Task], observed: Mapping[str, Mapping[str, Observation]]
) -> Iterator[Message]:
    """A warning for each task that counts per cent and whose values, all or some, look like parts of 1."""
    for task in tasks:
        if half_width(task.unit) != "%" or _most_asked(task.method) <= 1:
            continue
        values = [
            (code, seen.value)
            for name in task.rounds
            for code, own in observed.items()
            if (seen := own.get(name)) is not None and isinstance(seen.value, Fraction)
        ]
        parts = [code for code, value in values if 0 < value <= 1]
        if len(values) > 1 and parts and all(value <= 1 for _code, value in values):
            yield message(
                "all {count} values of {task} are at most 1, which is 1%; where 0.95 was meant as 95%, write"
                " it with its sign",
                count=len(values),
                task=task.id,
            )
        elif parts and 2 * sum(value >= _LARGE for _code, value in values) > len(values):
            yield message(
                "{task}: most values are {large} or more, but {count} at most 1, which is 1%, the first of"
                " {village}; where 0.95 was meant as 95%, write it with its sign",
                task=task.id,
                count=len(parts),
                large=_LARGE,
                village=min(parts),
            )


_LARGE = 10


def _most_asked(method: Method) -> Fraction:
    """The largest number that a method holds a value against; 0 where there is none."""
    match method:
        case Ratio(target):
            return target or Fraction(100)
        case Bands(bands):
            return max(start for start, _points in bands)
        case Scaled(zero, full):
            return max(zero, full)
        case Award() | Deduct() | Grade() | YesNo():
            return Fraction(0)
        case _:
            assert_never(method)
