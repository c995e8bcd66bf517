"""How a figure came about, as sums that a calculator confirms and that read alike in every language."""

from fractions import Fraction
from itertools import compress
from typing import assert_never

from qsq.domain.observed.observation import NOT_APPLICABLE, PeriodInputs
from qsq.domain.scheme.checklist import Checklist, How, Task
from qsq.domain.scheme.methods import Award, Bands, Deduct, Grade, Ratio, Scaled, Value, YesNo
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.numbers import Scale, percent, plain
from qsq.scoring.marks import ItemMark, TaskMark, VillageMarks
from qsq.scoring.methods import trimmed
from qsq.scoring.weights import weighted_items


class Derivation:
    """The sums behind one village's figures."""

    def __init__(
        self, scheme: Scheme, checklist: Checklist, inputs: PeriodInputs, marks: VillageMarks
    ) -> None:
        self._scheme, self._marks = scheme, marks
        self._scale = scheme.marks.scale
        self._seen = inputs.observations.get(marks.village.code, {})
        self._targets = {
            task: target for (code, task), target in inputs.targets.items() if code == marks.village.code
        }
        self._weighted = weighted_items(checklist, marks.village.town_code)

    def task(self, done: TaskMark) -> str:
        """What a task's points follow from: `4 × 80 ÷ 100 = 3.20`."""
        if done.earned is None:
            return NOT_APPLICABLE
        combine = done.task.combine
        if combine is None:
            seen = self._seen.get(done.task.id)
            if seen is None:  # nothing came in and that was read as zero
                return self._scale.text(done.earned)
            return f"{self._earned(done.task, seen.value)} = {self._scale.text(done.earned)}"
        return f"{self._together(combine.how, done)} = {self._scale.text(done.earned)}"

    def _together(self, how: How, done: TaskMark) -> str:
        """What rounds make together: `(20.00 + 20.00 + 16.00) ÷ 3`, `min(10.00, 5.00)`."""
        printed = [one.earned for one in done.rounds if one.earned is not None]
        match how:
            case How.LOWEST:
                return f"min({', '.join(map(self._scale.text, printed))})"
            case How.TRIMMED_MEAN:
                counted = trimmed(printed)
            case How.MEAN:
                counted = printed
            case _:
                assert_never(how)
        return f"({' + '.join(_in_sum(one, self._scale) for one in counted)}) ÷ {len(counted)}"

    def item(self, item: ItemMark) -> str:
        """What an item's mark follows from: `12.50 [100 × 12 ÷ 96] × (3.20 + 1.00) ÷ 6 = 8.75`."""
        if item.full is None or item.mark is None:
            return NOT_APPLICABLE
        earned = " + ".join(
            _in_sum(done.earned, self._scale) for done in item.tasks if done.earned is not None
        )
        return (
            f"{self._scale.text(item.full)} [{self._share(item)}] × ({earned}) ÷ {plain(item.points)}"
            f" = {self._scale.text(item.mark)}"
        )

    def _share(self, item: ItemMark) -> str:
        """The item's part of the total, by the weights of what applies."""
        applies = [one.full is not None for one in self._marks.items]
        weighted = list(compress(self._weighted, applies))
        own = next(one.town_weight for one in weighted if one.item.id == item.item.id)
        total = plain(self._scale.exact(self._scheme.marks.total))
        return f"{total} × {plain(own)} ÷ {plain(sum((one.town_weight for one in weighted), Fraction(0)))}"

    def mark(self, *, city: bool) -> str:
        """What a village's mark follows from: `8.75 + 79.00 + 2.00 − 0.00 = 89.75`; `max(0, …)` where cut."""
        marks, scale = self._marks, self._scale
        figures = (item.city_mark if city else item.mark for item in marks.items)
        parts = [figure for figure in figures if figure is not None]
        items = " + ".join(_in_sum(part, scale) for part in parts)
        told = f"{items} + {scale.text(marks.bonus)} − {scale.text(marks.deduction)}"
        mark = marks.city_mark if city else marks.town_mark
        cut = sum(parts) + marks.bonus - marks.deduction < mark
        return f"{f'max(0, {told})' if cut else told} = {scale.text(mark)}"

    def _earned(self, task: Task, value: Value | None) -> str:
        method, points = task.method, plain(task.points)
        seen = plain(value) if isinstance(value, Fraction) else str(value)
        match method:
            case Award():
                return seen
            case Deduct(each, floor):
                return f"max({plain(floor)}, {points} − {plain(each)} × {seen})"
            case Ratio(fixed, _):
                goal = fixed or self._targets[task.id]
                return f"{points} × min(1, {seen} ÷ {plain(goal)})"
            case Grade(grades):
                return f"{points} × {percent(dict(grades)[seen])}"
            case YesNo():
                return points if value else "0"
            case Bands(bands):
                reached = [f"≥ {plain(start)}" for start, _points in bands if start <= _number(value)]
                return f"{seen} {reached[0]}" if reached else f"{seen} < {plain(bands[-1][0])}"
            case Scaled(zero, full, least, most):
                top = points if most is None else plain(most)
                way = f"{points} × ({seen} − {plain(zero)}) ÷ ({plain(full)} − {plain(zero)})"
                return f"min({top}, max({plain(least)}, {way}))"
            case _:
                assert_never(method)


def _number(value: Value | None) -> Fraction:
    if not isinstance(value, Fraction):
        raise TypeError(value)
    return value


def _in_sum(units: int, scale: Scale) -> str:
    text = scale.text(units)
    return f"({text})" if units < 0 else text
