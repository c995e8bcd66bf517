"""Values in per cent that are at most 1, all or some: was 0.95 meant as 95 %? (CONTRACT.md section 2)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
        values = _counted([own.get(name) for name in task.rounds for own in observed.values()])
        every, parts = sum(values.values()), _together(values, lambda value: 0 < value <= 1)
        if every > 1 and parts and _together(values, lambda value: value <= 1) == every:
            yield message(
                "all {count} values of {task} are at most 1, which is 1%; where 0.95 was meant as 95%, write"
                " it with its sign",
                count=every,
                task=task.id,
            )
        elif parts and 2 * _together(values, lambda value: value >= _LARGE) > every:
            yield message(
                "{task}: most values are {large} or more, but {count} at most 1, which is 1%, the first of"
                " {village}; where 0.95 was meant as 95%, write it with its sign",
                task=task.id,
                count=parts,
                large=_LARGE,
                village=_first_with_part(task, observed),
            )


_LARGE = 10


def _counted(observations: Sequence[Observation | None]) -> Counter[Fraction]:
    """The numbers that were seen, and how often."""
    alike = dict(zip(map(id, observations), observations, strict=True))  # what is written alike is one value
    found = Counter[Fraction]()
    for which, count in Counter(map(id, observations)).items():
        seen = alike[which]
        if seen is not None and isinstance(seen.value, Fraction):
            found[seen.value] += count
    return found


def _together(values: Counter[Fraction], such: Callable[[Fraction], bool]) -> int:
    return sum(count for value, count in values.items() if such(value))


def _first_with_part(task: Task, observed: Mapping[str, Mapping[str, Observation]]) -> str:
    return min(
        code
        for code, own in observed.items()
        for name in task.rounds
        if name in own and isinstance(value := own[name].value, Fraction) and 0 < value <= 1
    )


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
