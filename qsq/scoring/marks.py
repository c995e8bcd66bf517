"""The marks of a village, rounded at each printed step so that they add up (CONTRACT.md section 6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import compress
from typing import NamedTuple, Self

from qsq.domain.county.places import Village, VillageKind
from qsq.domain.observed.observation import Adjustment, AdjustmentKind, Observation, PeriodInputs
from qsq.domain.scheme.checklist import Checklist, Item, Task
from qsq.domain.scheme.scheme import Caps, Missing, Scheme
from qsq.domain.values.numbers import Rounding, Scale, added, round_ratio
from qsq.scoring.methods import combined, earned_units
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


@dataclass(slots=True, eq=False)
class _Outcome:
    """What a village did of an item.

    Attributes:
        units: what its applicable tasks earned; None where none applies.
        applies: which of them apply; empty where all do.
        shared: whether it is the same one for all villages of which just the same was seen.
    """

    tasks: tuple[TaskMark, ...]
    units: int | None
    applies: tuple[bool, ...]
    shared: bool

    @classmethod
    def of(cls, tasks: tuple[TaskMark, ...], *, shared: bool) -> Self:
        """What the tasks come to."""
        units = [one.earned for one in tasks if one.earned is not None]
        applies = () if len(units) == len(tasks) else tuple(one.earned is not None for one in tasks)
        return cls(tasks, sum(units) if units else None, applies, shared)


_Seen = tuple[int, ...]
"""What was observed for an item's tasks, by identity: what is written alike is mostly the same one."""


class _Asked(NamedTuple):
    """An item as it is asked of villages.

    Attributes:
        tasks: each with the marks found so far, by the text that was entered.
        names: of the observations that alone decide the marks; none where there is more to it.
        done: what was found so far, by what was observed.
        ratios: what the units earned are to be multiplied with and divided by to make the part of the
            points, found so far, by which tasks apply; empty where all do.
    """

    item: WeightedItem
    tasks: tuple[tuple[Task, dict[str, TaskMark]], ...]
    names: tuple[str, ...]
    done: dict[_Seen, _Outcome]
    ratios: dict[tuple[bool, ...], tuple[int, int]]


def _never(asked: _Asked) -> _Asked:
    """The same item where it does not apply, whatever was entered."""
    nothing = tuple(TaskMark(task, "", None) for task, _known in asked.tasks)
    return asked._replace(names=(), done={(): _Outcome.of(nothing, shared=True)})


class _Full(NamedTuple):
    """An item's full mark, None where it does not apply, and what was found of it so far.

    Attributes:
        figures: full marks and marks by the units earned and by which tasks apply.
        marks: by what was done, where several villages did the same.
    """

    full: FullMark | None
    figures: dict[tuple[int, tuple[bool, ...]], tuple[int | None, ...]]
    marks: dict[_Outcome, ItemMark]


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
        self.asked_of_alike: dict[tuple[str, VillageKind, str], tuple[_Asked, ...]] = {}
        self.fulls: dict[tuple[str, tuple[bool, ...]], tuple[_Full, ...] | None] = {}
        self.known: defaultdict[int, dict[str, TaskMark]] = defaultdict(dict)

    def mark(self, village: Village) -> VillageMarks | None:
        """A village's marks; None where nothing of the city's list applies to it."""
        seen, asked = self.inputs.observations.get(village.code, {}), self._asked_of(village)
        done = [
            one.done.get(key := tuple(map(id, map(seen.get, one.names))))
            or self._done(one, key, village, seen)
            for one in asked
        ]
        fulls = self._full_marks(village, tuple([one.units is not None for one in done]))
        if fulls is None:
            return None
        marks = [
            full.marks.get(what) or self._item_mark(one, what, full)
            for one, what, full in zip(asked, done, fulls, strict=True)
        ]
        own = self.inputs.adjustments.get(village.code, ())
        return _village_marks(village, tuple(marks), own, self.scheme)

    def _rules_of(self, village: Village) -> str:
        return village.town_code if village.town_code in self.with_rules else ""  # towns without are alike

    def _asked_of(self, village: Village) -> tuple[_Asked, ...]:
        alike = village.town_code, village.kind, village.group
        if alike not in self.asked_of_alike:
            rules = self._rules_of(village)
            if rules not in self.asked:
                self.asked[rules] = tuple(map(self._asked, weighted_items(self.checklist, rules)))
            self.asked_of_alike[alike] = tuple(
                one if one.item.applies and one.item.item.is_for(village) else _never(one)
                for one in self.asked[rules]
            )
        return self.asked_of_alike[alike]

    def _asked(self, item: WeightedItem) -> _Asked:
        tasks = item.item.tasks
        more = any(task.combine or task.per_village for task in tasks)
        return _Asked(
            item=item,
            tasks=tuple((task, {} if task.combine else self.known[id(task)]) for task in tasks),
            names=() if more else tuple(task.id for task in tasks),
            done={},
            ratios={},
        )

    def _full_marks(self, village: Village, applies: tuple[bool, ...]) -> tuple[_Full, ...] | None:
        """The full marks of all items, by which of them something applies."""
        key = self._rules_of(village), applies
        if key not in self.fulls:
            applicable = [one.item for one in compress(self.asked[key[0]], applies)]
            fulls = full_marks(applicable, self.scheme.marks.total)
            of = iter(fulls or ())
            every = tuple(_Full(next(of) if one else None, {}, {}) for one in applies) if fulls else None
            self.fulls[key] = every
        return self.fulls[key]

    def _done(self, asked: _Asked, key: _Seen, village: Village, seen: Mapping[str, Observation]) -> _Outcome:
        tasks = [
            (known.get(seen[task.id].text) if task.id in seen else None)
            or self._task_mark(task, village, seen)
            for task, known in asked.tasks
        ]
        done = _Outcome.of(tuple(tasks), shared=bool(key))
        if key:
            asked.done[key] = done
        return done

    def _task_mark(self, task: Task, village: Village, seen: Mapping[str, Observation]) -> TaskMark:
        if task.combine is not None:
            return self._combined(task, village, seen)
        observation = seen.get(task.id)
        return self._observed(task, village, observation) if observation else TaskMark(task, "", self.unseen)

    def _observed(self, task: Task, village: Village, observation: Observation) -> TaskMark:
        target = self.inputs.targets.get((village.code, task.id))
        units = None
        if observation.value is not None:
            scale = self.scheme.marks.scale
            units = earned_units(task.method, task.points, observation.value, target, scale)
        mark = TaskMark(task, observation.text, units)
        if target is None:
            self.known[id(task)][observation.text] = mark
        return mark

    def _combined(self, task: Task, village: Village, seen: Mapping[str, Observation]) -> TaskMark:
        """A task that is looked at several times: each round as printed, then what they make together."""
        rounds, known = [], self.known[id(task)]
        for number, name in enumerate(task.rounds, start=1):
            observation = seen.get(name)
            if observation is not None:
                mark = known.get(observation.text) or self._observed(task, village, observation)
                rounds.append(RoundMark(number, mark.text, mark.earned))
        if not rounds:
            return TaskMark(task, "", self.unseen)
        printed = [one.earned for one in rounds if one.earned is not None]
        units = combined(task.combine.how, printed, self.rounding) if task.combine and printed else None
        return TaskMark(task, "", units, tuple(rounds))

    def _item_mark(self, asked: _Asked, done: _Outcome, full: _Full) -> ItemMark:
        mark = ItemMark(asked.item.item, done.tasks, *self._figures(asked, done, full))
        if done.shared:
            full.marks[done] = mark
        return mark

    def _figures(self, asked: _Asked, done: _Outcome, full: _Full) -> tuple[int | None, ...]:
        """The full mark times what the applicable tasks earned of their points, rounded once."""
        if full.full is None or done.units is None:
            return ()
        key = done.units, done.applies
        if key not in full.figures:
            times, whole = asked.ratios.get(done.applies) or self._ratio(asked, done)
            full.figures[key] = _rounded(full.full, done.units * times, whole, self.rounding)
        return full.figures[key]

    def _ratio(self, asked: _Asked, done: _Outcome) -> tuple[int, int]:
        points = ItemMark(asked.item.item, done.tasks).points
        ratio = points.denominator, points.numerator * self.scheme.marks.scale.unit
        asked.ratios[done.applies] = ratio
        return ratio


def _rounded(full: FullMark, part: int, whole: int, rounding: Rounding) -> tuple[int | None, ...]:
    mark = round_ratio(full.town * part, whole, rounding)
    if full.city is None:
        return full.town, mark
    if full.city == full.town:
        return full.town, mark, full.city, mark
    return full.town, mark, full.city, round_ratio(full.city * part, whole, rounding)


class _Adjusted(NamedTuple):
    """What adjustments do to a village's marks: fields of `VillageMarks`."""

    bonus: int
    deduction: int
    bonus_sum: Fraction
    deduction_sum: Fraction
    vetoes: tuple[Adjustment, ...]


_AS_IT_IS = _Adjusted(0, 0, _NO_POINTS, _NO_POINTS, ())


def _adjusted(adjustments: Sequence[Adjustment], scheme: Scheme) -> _Adjusted:
    bonus = points_of(adjustments, AdjustmentKind.BONUS)
    deduction = points_of(adjustments, AdjustmentKind.DEDUCTION)
    vetoes = tuple(one for one in adjustments if one.kind is AdjustmentKind.VETO)
    return _Adjusted(*_capped(bonus, deduction, scheme.caps, scheme.marks.scale), bonus, deduction, vetoes)


def _village_marks(
    village: Village, items: tuple[ItemMark, ...], adjustments: Sequence[Adjustment], scheme: Scheme
) -> VillageMarks:
    adjusted = _adjusted(adjustments, scheme) if adjustments else _AS_IT_IS
    more = adjusted.bonus - adjusted.deduction
    town_mark = max(0, sum([item.mark or 0 for item in items]) + more)
    city_mark = max(0, sum([item.city_mark or 0 for item in items]) + more)
    return VillageMarks(village, items, *adjusted, town_mark, city_mark)


def points_of(adjustments: Sequence[Adjustment], kind: AdjustmentKind) -> Fraction:
    """The points of a village's adjustments of one kind together, before the cap."""
    return sum((one.points for one in adjustments if one.kind is kind), _NO_POINTS)


def _capped(bonus: Fraction, deduction: Fraction, caps: Caps, scale: Scale) -> tuple[int, int]:
    return scale.units(_at_most(bonus, caps.bonus)), scale.units(_at_most(deduction, caps.deduction))


def _at_most(points: Fraction, cap: Fraction | None) -> Fraction:
    return points if cap is None else min(points, cap)
