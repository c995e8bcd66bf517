"""Tasks that nobody can earn, or that earn less for more."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

from qsq.domain.faults import message
from qsq.domain.scheme.checklist import How, Task
from qsq.domain.scheme.methods import Award, Bands, Deduct, Grade, Ratio, Scaled, YesNo
from qsq.domain.scheme.unworkable.problem import Unworkable, below
from qsq.domain.values.numbers import percent, plain

_WHOLE = Fraction(100)
_NONE = Fraction(0)
_LEAST_TO_TRIM = 3


def of_task(task: Task) -> Iterator[Unworkable]:
    """What is wrong with how a task is marked."""
    yield from below(("method",), _of_method(task))
    combine = task.combine
    if combine is not None and combine.how is How.TRIMMED_MEAN and combine.rounds < _LEAST_TO_TRIM:
        what = message(
            "{task}: of {rounds} rounds none is left out; trimmed_mean is the mean here",
            task=task.id,
            rounds=combine.rounds,
        )
        yield Unworkable(("combine",), what)


def most_points(task: Task) -> Fraction:
    """The most points that any value earns."""
    match task.method:
        case Bands(bands):
            return max((points for _start, points in bands), default=_NONE)
        case Grade(grades):
            return task.points * max((share for _name, share in grades), default=_NONE)
        case Scaled(most=most):
            return task.points if most is None else most
        case Award() | Deduct() | Ratio() | YesNo():
            return task.points
        case _:
            assert_never(task.method)


def _of_method(task: Task) -> Iterator[Unworkable]:
    match task.method:
        case Bands(bands):
            yield from _of_bands(task, bands)
        case Grade(grades):
            yield from _of_grades(task, grades)
        case Scaled(zero, full, least, most):
            yield from _of_scale(task, least, task.points if most is None else most)
            yield from _of_goal(task, "full", max(zero, full))
        case Deduct(each, floor):
            yield from _of_deduction(task, each, floor)
        case Ratio(target) if target is not None:
            yield from _of_goal(task, "target", target)
    dead = isinstance(task.method, Bands | Grade) and most_points(task) <= 0
    if not dead and most_points(task) < task.points:
        what = message(
            "{task}: no value earns more than {most} of its {points} points",
            task=task.id,
            most=plain(most_points(task)),
            points=plain(task.points),
        )
        yield Unworkable((), what)


def _of_bands(task: Task, bands: Sequence[tuple[Fraction, Fraction]]) -> Iterator[Unworkable]:
    if most_points(task) <= 0:
        yield Unworkable(("bands",), message("{task}: no band earns a point", task=task.id), dead=True)
        return
    rising = list(reversed(bands))
    earned = [points for _start, points in rising]
    if rising[0][0] > 0:  # a value below the lowest band earns nothing
        earned.insert(0, _NONE)
    if not _one_way(earned):
        what = message(
            "{task}: a higher value earns less than a lower one, and a lower one than a higher one:"
            " {bands}; look for a slip",
            task=task.id,
            bands=", ".join(f"{plain(start)}: {plain(points)}" for start, points in rising),
        )
        yield Unworkable(("bands",), what)
    elif len(set(earned)) == 1:
        what = message("{task}: every value earns {points}", task=task.id, points=plain(earned[0]))
        yield Unworkable(("bands",), what)
    yield from _of_goal(task, "bands", bands[0][0])


def _of_grades(task: Task, grades: Sequence[tuple[str, Fraction]]) -> Iterator[Unworkable]:
    shares = [share for _name, share in grades]
    if not any(shares):
        yield Unworkable(("grades",), message("{task}: no grade earns a point", task=task.id), dead=True)
    elif len(set(shares)) == 1:
        what = message("{task}: all grades earn alike, {share}", task=task.id, share=percent(shares[0]))
        yield Unworkable(("grades",), what)
    elif not _one_way(shares):
        what = message(
            "{task}: the grades' shares neither fall nor rise from one to the next: {grades}",
            task=task.id,
            grades=", ".join(f"{name} {percent(share)}" for name, share in grades),
        )
        yield Unworkable(("grades",), what)


def _of_scale(task: Task, least: Fraction, most: Fraction) -> Iterator[Unworkable]:
    if least >= most:
        what = message(
            "{task}: every value earns {points}: least {least} is not below most {most}",
            task=task.id,
            points=plain(most),
            least=plain(least),
            most=plain(most),
        )
        yield Unworkable((), what, dead=True)


def _of_deduction(task: Task, each: Fraction, floor: Fraction) -> Iterator[Unworkable]:
    room = task.points - floor
    if room <= 0:
        what = message("{task}: floor {floor} leaves nothing to take away", task=task.id, floor=plain(floor))
        yield Unworkable(("floor",), what, dead=True)
    elif each > room:
        what = message(
            "{task}: the first count takes all {room} points, though each is {each}",
            task=task.id,
            room=plain(room),
            each=plain(each),
        )
        yield Unworkable(("each",), what)


def _of_goal(task: Task, key: str, goal: Fraction) -> Iterator[Unworkable]:
    """A goal in per cent that is above the whole, or was perhaps meant as a part of 1."""
    if task.unit == "%" and goal > _WHOLE:
        what = message(
            "{task}: {goal} per cent is more than the whole; right only where a value can be",
            task=task.id,
            goal=plain(goal),
        )
        yield Unworkable((key,), what)
    elif task.unit == "%" and 0 < goal <= 1:
        what = message(
            "{task}: {goal} per cent is at most a hundredth of the whole; write 95 for 95%",
            task=task.id,
            goal=plain(goal),
        )
        yield Unworkable((key,), what)


def _one_way(numbers: Sequence[Fraction]) -> bool:
    pairs = list(pairwise(numbers))
    return all(one <= two for one, two in pairs) or all(one >= two for one, two in pairs)
