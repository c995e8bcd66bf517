"""The marks of a village, rounded at each printed step so that they add up (CONTRACT.md section 6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import compress
from typing import NamedTuple

from qsq.domain.county.places import Village
from qsq.domain.observed.observation import Adjustment, AdjustmentKind, Observation, PeriodInputs
from qsq.domain.scheme.checklist import Checklist, Item, Task
from qsq.domain.scheme.scheme import Caps, Marks, Missing, Scheme
from qsq.domain.values.numbers import Scale, added, round_ratio
from qsq.scoring.methods import combined, earned
from qsq.scoring.weights import FullMark, WeightedItem, full_marks, weighted_items

_NO_POINTS = Fraction(0)


class RoundMark(NamedTuple):
    """One look at a task: its number, the value as entered, and what it earned; None is not applicable."""

    number: int
    text: str
    earned: int | None


class TaskMark(NamedTuple):
    """What a task earned.

    Attributes:
        text: the observed value as entered; empty where it is missing or there are rounds.
        earned: in units of the last decimal place; None where the task is not applicable.
        rounds: of a task that is looked at several times, those that are in.
    """

    task: Task
    text: str
    earned: int | None
    rounds: tuple[RoundMark, ...] = ()


class ItemMark(NamedTuple):
    """An item's full marks and marks, in units; None where it does not apply or is not the city's."""

    item: Item
    tasks: tuple[TaskMark, ...]
    full: int | None = None
    mark: int | None = None
    city_full: int | None = None
    city_mark: int | None = None

    @property
    def earned(self) -> int:
        """What its applicable tasks earned, in units."""
        return sum(task.earned for task in self.tasks if task.earned is not None)

    @property
    def points(self) -> Fraction:
        """What its applicable tasks could earn."""
        return added(done.task.points for done in self.tasks if done.earned is not None)


@dataclass(frozen=True, slots=True)
class VillageMarks:
    """A village's marks, in units; `bonus_sum` and `deduction_sum` are before the caps, in points."""

    village: Village
    items: tuple[ItemMark, ...]
    bonus: int
    deduction: int
    bonus_sum: Fraction
    deduction_sum: Fraction
    vetoes: tuple[Adjustment, ...]
    town_mark: int
    city_mark: int

    @property
    def raw(self) -> int:
        """The town mark as it would be, could it be below 0."""
        return sum(item.mark or 0 for item in self.items) + self.bonus - self.deduction

    @property
    def raw_city(self) -> int:
        """The same of the city mark."""
        return sum(item.city_mark or 0 for item in self.items) + self.bonus - self.deduction

    @property
    def vetoed(self) -> bool:
        """Whether a veto stands against it."""
        return bool(self.vetoes)


class NothingApplicable(Exception):  # noqa: N818
    """Villages that have no mark because no item of the city's applies to them."""

    def __init__(self, villages: Sequence[Village]) -> None:
        super().__init__(", ".join(village.code for village in villages))
        self.villages = tuple(villages)


def mark_villages(
    scheme: Scheme, checklist: Checklist, villages: Iterable[Village], inputs: PeriodInputs, missing: Missing
) -> tuple[VillageMarks, ...]:
    """The marks of all villages, in the order given.

    Raises:
        NothingApplicable: some of them have no applicable item.
    """
    marker = _Marker(scheme, checklist, inputs, missing)
    marked = [(village, marker.mark(village)) for village in villages]
    without = [village for village, marks in marked if marks is None]
    if without:
        raise NothingApplicable(without)
    return tuple(marks for _, marks in marked if marks is not None)


class _Asked(NamedTuple):
    """An item as it is asked of villages.

    Attributes:
        tasks: each with the marks found so far, by the text that was entered.
        ratios: what the units earned are to be multiplied with and divided by to make the part of the
            points, found so far, by which tasks apply; empty where all do.
    """

    item: WeightedItem
    tasks: tuple[tuple[Task, dict[str, TaskMark]], ...]
    ratios: dict[tuple[bool, ...], tuple[int, int]]


UNSEEN = {Missing.BLOCK: None, Missing.EXCLUDE: None, Missing.ZERO: 0}
"""What a task earns that nobody has seen; None where it does not count."""


class _Marker:
    """Marks one village after another; what villages share is worked out once."""

    def __init__(self, scheme: Scheme, checklist: Checklist, inputs: PeriodInputs, missing: Missing) -> None:
        self.scheme = scheme
        self.rounding = scheme.marks.scale.rounding
        self.checklist = checklist
        self.inputs = inputs
        self.unseen = UNSEEN[missing]
        self.with_rules = {rules.town_code for rules in checklist.towns}
        self.asked: dict[str, tuple[_Asked, ...]] = {}
        self.fulls: dict[tuple[str, tuple[bool, ...]], tuple[FullMark, ...] | None] = {}
        self.known: defaultdict[int, dict[str, TaskMark]] = defaultdict(dict)

    def mark(self, village: Village) -> VillageMarks | None:
        """A village's marks; None where nothing of the city's list applies to it."""
        rules = village.town_code if village.town_code in self.with_rules else ""  # towns without are alike
        asked = self._asked_of(rules)
        seen = self.inputs.observations.get(village.code, {})
        tasks = [self._task_marks(one, village, seen) for one in asked]
        earned_units = [[task.earned for task in done if task.earned is not None] for done in tasks]
        fulls = self._full_marks(rules, tuple(map(bool, earned_units)))
        if fulls is None:
            return None
        full_of = iter(fulls)
        marks = tuple(
            self._item_mark(one, done, units, next(full_of)) if units else ItemMark(one.item.item, done)
            for one, done, units in zip(asked, tasks, earned_units, strict=True)
        )
        return _village_marks(village, marks, self.inputs.adjustments.get(village.code, ()), self.scheme)

    def _asked_of(self, rules: str) -> tuple[_Asked, ...]:
        if rules not in self.asked:
            self.asked[rules] = tuple(
                _Asked(item, tuple((task, self.known[id(task)]) for task in item.item.tasks), {})
                for item in weighted_items(self.checklist, rules)
            )
        return self.asked[rules]

    def _full_marks(self, rules: str, applies: tuple[bool, ...]) -> tuple[FullMark, ...] | None:
        """The full marks of the items of which something applies."""
        key = rules, applies
        if key not in self.fulls:
            applicable = [one.item for one in compress(self.asked[rules], applies)]
            self.fulls[key] = full_marks(applicable, self.scheme.marks.total)
        return self.fulls[key]

    def _task_marks(
        self, asked: _Asked, village: Village, seen: Mapping[str, Observation]
    ) -> tuple[TaskMark, ...]:
        if not asked.item.applies or not asked.item.item.is_for(village):
            return tuple(TaskMark(task, "", None) for task in asked.item.item.tasks)
        marks = []
        for task, known in asked.tasks:
            if task.combine is not None:
                marks.append(self._combined(task, known, village, seen))
                continue
            observation = seen.get(task.id)
            if observation is None:
                marks.append(TaskMark(task, "", self.unseen))
            else:
                marks.append(self._observed(task, known, village, observation))
        return tuple(marks)

    def _observed(
        self, task: Task, known: dict[str, TaskMark], village: Village, observation: Observation
    ) -> TaskMark:
        mark = known.get(observation.text)
        if mark is None:
            target = self.inputs.targets.get((village.code, task.id))
            mark = _observed(task, observation, target, self.scheme.marks)
            if target is None:
                known[observation.text] = mark
        return mark

    def _combined(
        self, task: Task, known: dict[str, TaskMark], village: Village, seen: Mapping[str, Observation]
    ) -> TaskMark:
        """A task that is looked at several times: each round as printed, then what they make together."""
        rounds = []
        for number, name in enumerate(task.rounds, start=1):
            observation = seen.get(name)
            if observation is not None:
                mark = self._observed(task, known, village, observation)
                rounds.append(RoundMark(number, mark.text, mark.earned))
        if not rounds:
            return TaskMark(task, "", self.unseen)
        printed = [one.earned for one in rounds if one.earned is not None]
        units = combined(task.combine.how, printed, self.rounding) if task.combine and printed else None
        return TaskMark(task, "", units, tuple(rounds))

    def _item_mark(
        self, asked: _Asked, done: tuple[TaskMark, ...], units: Sequence[int], full: FullMark
    ) -> ItemMark:
        """The full mark times what the applicable tasks earned (`units`) of their points, rounded once."""
        applies = () if len(units) == len(done) else tuple(one.earned is not None for one in done)
        times, whole = asked.ratios.get(applies) or self._ratio(asked, done, applies)
        part, item, rounding = sum(units) * times, asked.item.item, self.rounding
        mark = city_mark = round_ratio(full.town * part, whole, rounding)
        if full.city is None:
            return ItemMark(item, done, full.town, mark)
        if full.city != full.town:
            city_mark = round_ratio(full.city * part, whole, rounding)
        return ItemMark(item, done, full.town, mark, full.city, city_mark)

    def _ratio(self, asked: _Asked, done: tuple[TaskMark, ...], applies: tuple[bool, ...]) -> tuple[int, int]:
        points = ItemMark(asked.item.item, done).points
        ratio = points.denominator, points.numerator * self.scheme.marks.scale.unit
        asked.ratios[applies] = ratio
        return ratio


def _observed(task: Task, observation: Observation, target: Fraction | None, marks: Marks) -> TaskMark:
    if observation.value is None:
        return TaskMark(task, observation.text, None)
    points = earned(task.method, task.points, observation.value, target)
    return TaskMark(task, observation.text, marks.scale.units(points))


def _village_marks(
    village: Village, items: tuple[ItemMark, ...], adjustments: Sequence[Adjustment], scheme: Scheme
) -> VillageMarks:
    bonus_sum = points_of(adjustments, AdjustmentKind.BONUS)
    deduction_sum = points_of(adjustments, AdjustmentKind.DEDUCTION)
    capped = _capped(bonus_sum, deduction_sum, scheme.caps, scheme.marks.scale) if adjustments else (0, 0)
    bonus, deduction = capped
    return VillageMarks(
        village=village,
        items=items,
        bonus=bonus,
        deduction=deduction,
        bonus_sum=bonus_sum,
        deduction_sum=deduction_sum,
        vetoes=tuple(one for one in adjustments if one.kind is AdjustmentKind.VETO),
        town_mark=max(0, sum(item.mark or 0 for item in items) + bonus - deduction),
        city_mark=max(0, sum(item.city_mark or 0 for item in items) + bonus - deduction),
    )


def points_of(adjustments: Sequence[Adjustment], kind: AdjustmentKind) -> Fraction:
    """The points of a village's adjustments of one kind together, before the cap."""
    return sum((one.points for one in adjustments if one.kind is kind), _NO_POINTS)


def _capped(bonus: Fraction, deduction: Fraction, caps: Caps, scale: Scale) -> tuple[int, int]:
    return scale.units(_at_most(bonus, caps.bonus)), scale.units(_at_most(deduction, caps.deduction))


def _at_most(points: Fraction, cap: Fraction | None) -> Fraction:
    return points if cap is None else min(points, cap)
