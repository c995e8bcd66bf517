"""How a village's marks came about, from what was observed to the marks: sums that a calculator confirms."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import compress
from typing import assert_never

from qsq.domain.faults import Place
from qsq.domain.observed.observation import NOT_APPLICABLE, Adjustment, AdjustmentKind, PeriodInputs
from qsq.domain.observed.whereabouts import UNKNOWN, Whereabouts
from qsq.domain.results.derived import Derived, Formula, in_sum
from qsq.domain.results.shares import exact_told, rest_told, share_told
from qsq.domain.scheme.checklist import Checklist, How, Task, round_name
from qsq.domain.scheme.methods import Award, Bands, Deduct, Grade, Ratio, Scaled, Value, YesNo
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.numbers import Scale, percent, plain
from qsq.domain.values.sharing import Shared, shared_out
from qsq.scoring.marks import ItemMark, TaskMark, VillageMarks, points_of
from qsq.scoring.methods import earned, trimmed
from qsq.scoring.weights import WeightedItem, weighted_items


class Derivation:
    """The sums behind one village's marks."""

    def __init__(
        self,
        scheme: Scheme,
        checklist: Checklist,
        inputs: PeriodInputs,
        marks: VillageMarks,
        known: Whereabouts = UNKNOWN,
    ) -> None:
        self._scheme, self._checklist, self._marks, self._known = scheme, checklist, marks, known
        self._scale = scheme.marks.scale
        self._code = marks.village.code
        self._seen = inputs.observations.get(self._code, {})
        self._adjustments = inputs.adjustments.get(self._code, ())
        self._targets = inputs.targets

    def task(self, done: TaskMark) -> Derived:
        """What a task's points follow from: `4 × 80 ÷ 100 = 3.20`; its rounds are parts."""
        combine = done.task.combine
        if combine is None or not done.rounds:
            return self._look(done.task, done.task.id, done.earned)
        rounds = tuple(
            self._look(done.task, round_name(done.task.id, one.number), one.earned) for one in done.rounds
        )
        printed = [one.earned for one in done.rounds if one.earned is not None]
        if done.earned is None:
            return Derived(done.task.id, Formula.VOID, result=NOT_APPLICABLE, parts=rounds)
        formula, numbers, exact = self._together(combine.how, printed)
        return Derived(
            of=done.task.id,
            formula=formula,
            numbers=numbers,
            result=self._scale.text(done.earned),
            rounded=exact != done.earned,
            parts=rounds,
        )

    def _look(self, task: Task, name: str, units: int | None) -> Derived:
        """What one look at a task earned."""
        seen, places = self._seen.get(name), self._places(task, name)
        if units is None:
            formula = Formula.EXCLUDED if seen is None else Formula.NA
            values = {"note": seen.note} if seen else {}
            return Derived(name, formula, result=NOT_APPLICABLE, values=values, places=places)
        text = self._scale.text(units)
        if seen is None or seen.value is None:
            return Derived(name, Formula.ZERO, result=text)
        target = self._targets.get((self._code, task.id))
        formula, numbers = _worked(task, seen.value, target)
        exact = earned(task.method, task.points, seen.value, target)
        values = _values(task, seen.text, seen.value, target)
        return Derived(name, formula, numbers, text, exact != self._scale.exact(units), values, places)

    def _places(self, task: Task, name: str) -> tuple[Place, ...]:
        """Where an observation stands, and the target that it is held against."""
        found = self._known.observations.get(name), self._known.targets.get(task.id)
        return tuple(place for place in found if place is not None)

    def _together(self, how: How, printed: Sequence[int]) -> tuple[Formula, str, Fraction]:
        """What rounds make together, exactly: `(20.00 + 20.00 + 16.00) ÷ 3`, `min(10.00, 5.00)`."""
        match how:
            case How.LOWEST:
                told = f"min({', '.join(map(self._scale.text, printed))})"
                return Formula.LOWEST, told, Fraction(min(printed))
            case How.TRIMMED_MEAN:
                formula, counted = Formula.TRIMMED_MEAN, trimmed(printed)
            case How.MEAN:
                formula, counted = Formula.MEAN, printed
            case _:
                assert_never(how)
        told = f"({' + '.join(in_sum(one, self._scale) for one in counted)}) ÷ {len(counted)}"
        return formula, told, Fraction(sum(counted), len(counted))

    def item(self, item: ItemMark, *, city: bool = False) -> Derived:
        """An item's mark with all that it follows from; the city's without the tasks: they are the town's."""
        own = self.item_mark(item, city=city)
        if own.formula is Formula.VOID:
            seen = (done for done in item.tasks if not self._seen.keys().isdisjoint(done.task.rounds))
            return replace(own, parts=tuple(map(self.task, seen)))
        return replace(own, parts=(self.full(item, city=city), *(() if city else map(self.task, item.tasks))))

    def item_mark(self, item: ItemMark, *, city: bool = False) -> Derived:
        """What an item's mark follows from: `12.50 × (3.20 + 1.00) ÷ 6 = 8.75`."""
        full, mark = (item.city_full, item.city_mark) if city else (item.full, item.mark)
        if full is None or mark is None:
            return Derived(item.item.id, Formula.VOID, result=NOT_APPLICABLE)
        done = [one for one in item.tasks if one.earned is not None]
        sums = " + ".join(in_sum(one.earned or 0, self._scale) for one in done)
        exact = Fraction(full * item.earned) / (item.points * self._scale.unit)
        return Derived(
            of=item.item.id,
            formula=Formula.ITEM,
            numbers=f"{self._scale.text(full)} × ({sums}) ÷ {plain(item.points)}",
            result=self._scale.text(mark),
            rounded=exact != mark,
            values={
                "full": self._scale.text(full),
                "earned": self._scale.text(item.earned),
                "points": plain(item.points),
            },
        )

    def item_line(self, item: ItemMark) -> str:
        """Both in one line: `12.50 [100 × 12 ÷ 96] × (3.20 + 1.00) ÷ 6 = 8.75`."""
        own = self.item_mark(item)
        if own.formula is Formula.VOID:
            return own.line
        _shared, weight = self._town.of(item.item.id)
        full, _times, rest = own.line.partition(" × ")
        return f"{full} [{self._town.way(weight, self._scale)}] × {rest}"

    def full(self, item: ItemMark, *, city: bool = False) -> Derived:
        """Why an item's full mark is that full: `100 × 12 ÷ 96 = 12.50`; a stressed weight is a part.

        Who takes the units that cutting leaves is told beside the mark.
        """
        weights = self._city if city else self._town
        shared, weight = weights.of(item.item.id)
        return Derived(
            of=item.item.id,
            formula=Formula.FULL,
            numbers=share_told(shared, weights.way(weight, self._scale), self._scale),
            result=self._scale.text(shared.units),
            rounded=bool(shared.rest),
            values={"unit": self._scale.text(1)},
            parts=tuple(self._stressed(item, city=city)),
        )

    def _stressed(self, item: ItemMark, *, city: bool) -> Iterator[Derived]:
        """An item's effective weight, where themes multiply its own."""
        town = () if city else self._checklist.of_town(self._marks.village.town_code).emphasis
        stresses = [one for one in (*self._checklist.emphasis, *town) if one.theme in item.item.themes]
        if stresses:
            numbers = " × ".join(map(plain, [item.item.weight, *(one.multiplier for one in stresses)]))
            _shared, weight = (self._city if city else self._town).of(item.item.id)
            names = "、".join(one.name for one in stresses)
            yield Derived(item.item.id, Formula.WEIGHT, numbers, plain(weight), values={"themes": names})

    def mark(self, *, city: bool) -> Derived:
        """What a village's mark follows from: `8.75 + 79.00 + 2.00 − 0.00 = 89.75`; `max(0, …)` where cut.

        All that it follows from are its parts; of the city mark, only what is not as in the town mark.
        """
        marks, scale = self._marks, self._scale
        figures = [item.city_mark if city else item.mark for item in marks.items]
        counted = [figure for figure in figures if figure is not None]
        items = " + ".join(in_sum(part, scale) for part in counted)
        told = f"{items} + {scale.text(marks.bonus)} − {scale.text(marks.deduction)}"
        mark = marks.city_mark if city else marks.town_mark
        cut = sum(counted) + marks.bonus - marks.deduction < mark
        parts = self._city_parts() if city else self._town_parts()
        return Derived(
            of="city_mark" if city else "town_mark",
            formula=Formula.CITY_MARK if city else Formula.TOWN_MARK,
            numbers=f"max(0, {told})" if cut else told,
            result=scale.text(mark),
            parts=tuple(parts),
        )

    @cached_property
    def _weighted(self) -> tuple[WeightedItem, ...]:
        """The items that apply to the village."""
        every = weighted_items(self._checklist, self._marks.village.town_code)
        return tuple(compress(every, (one.full is not None for one in self._marks.items)))

    @cached_property
    def _town(self) -> "_Weights":
        weights = [one.town_weight for one in self._weighted]
        return _Weights(self._scheme.marks.total, self._weighted, weights)

    @cached_property
    def _city(self) -> "_Weights":
        of_city = [(one, one.city_weight) for one in self._weighted if one.city_weight is not None]
        weights = [weight for _one, weight in of_city]
        return _Weights(self._scheme.marks.total, [one for one, _weight in of_city], weights)

    def _town_parts(self) -> Iterator[Derived]:
        yield from self._left_over(self._town)
        yield from (self.item(item) for item in self._marks.items)
        yield from self._adjusted()

    def _city_parts(self) -> Iterator[Derived]:
        """What the city's weights make otherwise than the town's."""
        other = [
            item for item in self._marks.items if item.city_full is not None and item.city_full != item.full
        ]
        if other:
            yield from self._left_over(self._city)
            yield from (self.item(item, city=True) for item in other)

    def _left_over(self, weights: "_Weights") -> Iterator[Derived]:
        """The units that cutting the full marks leaves, with every rest, the largest first."""
        cut = [one.cut for one in weights.shares]
        left = weights.total - sum(cut)
        if not left:
            return
        scale, total = self._scale, plain(self._scale.exact(weights.total))
        ways = [weights.way(weight, scale) for weight in weights.weights]
        rests = [
            (shared.before, rest_told(one.item.id, shared, way, scale))
            for one, shared, way in zip(weights.items, weights.shares, ways, strict=True)
            if shared.rest
        ]
        yield Derived(
            of="full",
            formula=Formula.LEFT_OVER,
            numbers=f"{total} − ({' + '.join(map(scale.text, cut))})",
            result=scale.text(left),
            values={"unit": scale.text(1), "count": str(left)},
            parts=tuple(rest for _before, rest in sorted(rests, key=lambda one: one[0])),
        )

    def _adjusted(self) -> Iterator[Derived]:
        """Bonus and deduction, after their caps, where there are any."""
        marks, caps = self._marks, self._scheme.caps
        for kind, formula, units, cap in (
            (AdjustmentKind.BONUS, Formula.BONUS, marks.bonus, caps.bonus),
            (AdjustmentKind.DEDUCTION, Formula.DEDUCTION, marks.deduction, caps.deduction),
        ):
            own = [one for one in self._adjustments if one.kind is kind]
            if own:
                points = points_of(own, kind)
                told = " + ".join(plain(one.points) for one in own)
                exact = points if cap is None else min(points, cap)
                yield Derived(
                    of=str(kind),
                    formula=formula,
                    numbers=told if cap is None else f"min({plain(cap)}, {told})",
                    result=self._scale.text(units),
                    rounded=exact != self._scale.exact(units),
                    parts=tuple(map(self.adjustment, own)),
                )

    def adjustment(self, one: Adjustment) -> Derived:
        """An adjustment as it was entered."""
        place = self._known.adjustments.get(one)
        return Derived(
            of=str(one.kind),
            formula=Formula.VETOED if one.kind is AdjustmentKind.VETO else Formula.ADJUSTMENT,
            numbers="" if one.kind is AdjustmentKind.VETO else plain(one.points),
            result="" if one.kind is AdjustmentKind.VETO else plain(one.points),
            values={"reason": one.reason, "department": one.department, "basis": one.basis},
            places=() if place is None else (place,),
        )


class _Weights:
    """The full marks of what applies to a village, by one kind of weights."""

    def __init__(self, total: int, items: Sequence[WeightedItem], weights: Sequence[Fraction]) -> None:
        self.total, self.items, self.weights = total, items, weights
        self.shares = shared_out(total, weights)

    def way(self, weight: Fraction, scale: Scale) -> str:
        """An exact share, as a sum."""
        return exact_told(self.total, weight, sum(self.weights, Fraction(0)), scale)

    def of(self, item: str) -> tuple[Shared, Fraction]:
        """An item's share, and its weight."""
        at = next(at for at, one in enumerate(self.items) if one.item.id == item)
        return self.shares[at], self.weights[at]


def _worked(task: Task, value: Value, target: Fraction | None) -> tuple[Formula, str]:
    """The rule by which a value earns its points, and the sum."""
    points, seen = plain(task.points), plain(value) if isinstance(value, Fraction) else str(value)
    match task.method:
        case Award():
            return Formula.AWARD, seen
        case Deduct(each, floor):
            return Formula.DEDUCT, f"max({plain(floor)}, {points} − {plain(each)} × {seen})"
        case Ratio(fixed, _):
            return Formula.RATIO, f"{points} × min(1, {seen} ÷ {plain(_known(fixed or target))})"
        case Grade(grades):
            return Formula.GRADE, f"{points} × {percent(dict(grades)[seen])}"
        case YesNo():
            return (Formula.YES, points) if value else (Formula.NO, "0")
        case Bands(bands):
            return _band(bands, _number(value))
        case Scaled(zero, full, least, most):
            top = points if most is None else plain(most)
            start, way = _signed(zero), f"{points} × ({_signed(_number(value))}"
            way = f"{way} − {start}) ÷ ({_signed(full)} − {start})"
            return Formula.SCALE, f"min({top}, max({plain(least)}, {way}))"
        case _:
            assert_never(task.method)


def _band(bands: Sequence[tuple[Fraction, Fraction]], value: Fraction) -> tuple[Formula, str]:
    """The highest band that is reached, and the one above it that is not: `75 < 90, 75 ≥ 60: 2`."""
    seen = _signed(value)
    missed = [start for start, _points in bands if start > value]
    above = [f"{seen} < {_signed(missed[-1])}"] if missed else []
    if len(missed) == len(bands):
        return Formula.NO_BAND, f"{above[0]}: 0"
    start, points = bands[len(missed)]
    return Formula.BAND, f"{', '.join([*above, f'{seen} ≥ {_signed(start)}'])}: {plain(points)}"


def _values(task: Task, text: str, value: Value, target: Fraction | None) -> dict[str, str]:
    """What a method's rule in words names."""
    values = {"value": text, "points": plain(task.points), "unit": task.unit}
    match task.method:
        case Award() | YesNo():
            return values
        case Deduct(each, floor):
            return values | {"each": plain(each), "floor": plain(floor)}
        case Ratio(fixed, _):
            return values | {"target": plain(_known(fixed or target))}
        case Grade(grades):
            return values | {"share": percent(dict(grades)[str(value)])}
        case Bands(bands):
            reached = [(start, points) for start, points in bands if start <= _number(value)]
            return (
                values | {"start": plain(reached[0][0]), "reached": plain(reached[0][1])}
                if reached
                else values
            )
        case Scaled(zero, full, least, most):
            top = task.points if most is None else most
            return values | {
                "zero": plain(zero),
                "full": plain(full),
                "least": plain(least),
                "most": plain(top),
            }
        case _:
            assert_never(task.method)


def _signed(number: Fraction) -> str:
    """A number as it stands in a sum: in brackets where it is below 0."""
    return f"({plain(number)})" if number < 0 else plain(number)


def _number(value: Value) -> Fraction:
    if not isinstance(value, Fraction):
        raise TypeError(value)
    return value


def _known(target: Fraction | None) -> Fraction:
    if target is None:
        raise TypeError(target)
    return target
