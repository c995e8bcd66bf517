"""A village's mark before anything is rounded: weights, shares of the points, adjustments."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from qsq.domain.observed.observation import Observation, PeriodInputs
from qsq.domain.scheme.checklist import How
from qsq.domain.scheme.scheme import Caps
from qsq.domain.values.numbers import added
from qsq.scoring.evaluation import Evaluation
from qsq.scoring.marks import ItemMark, TaskMark, VillageMarks
from qsq.scoring.methods import earned, trimmed
from qsq.scoring.weights import weighted_items

_NOTHING = Fraction(0)


class WeightedShare(NamedTuple):
    """An item of a mark, in whole numbers.

    Attributes:
        weight: its effective weight; of a stance, only proportions of weights count.
        share: of its points, what was earned, in parts of 1 of which `Stance.parts_of_one` make it.
    """

    weight: int
    share: int


@dataclass(frozen=True, slots=True)
class Stance:
    """A village's mark of one period.

    Attributes:
        parts: by item, those that apply.
        parts_of_one: what the shares are counted in.
        lift: bonus less deduction, after the caps, as a share of the full mark in the same parts.
        whole: the weights together.
        total: the full mark, in points.
        weight: the period's part of what is judged; 1 where it is judged alone.
    """

    parts: Mapping[str, WeightedShare]
    parts_of_one: int
    lift: int
    whole: int
    total: Fraction
    weight: Fraction = Fraction(1)

    @property
    def mark(self) -> Fraction:
        """The mark in points, as it would be without any rounding."""
        return max(_NOTHING, self.total * Fraction(self.level, self.whole * self.parts_of_one))

    @property
    def level(self) -> int:
        """The mark as a share of the full mark, in parts of 1, times the weights together."""
        return sum(part.weight * part.share for part in self.parts.values()) + self.lift * self.whole


def stance_of(
    parts: Mapping[str, tuple[Fraction, Fraction]], adjustment: Fraction, total: Fraction
) -> Stance:
    """The stance that weights and shares of the points make, and adjustments in points."""
    lift = adjustment / total
    weights = lcm(*(weight.denominator for weight, _share in parts.values()))
    shares = lcm(lift.denominator, *(share.denominator for _weight, share in parts.values()))
    found = {
        name: WeightedShare(_times(weight, weights), _times(share, shares))
        for name, (weight, share) in parts.items()
    }
    whole = sum(part.weight for part in found.values())
    return Stance(found, shares, _times(lift, shares), whole, total)


def _times(number: Fraction, parts: int) -> int:
    return number.numerator * (parts // number.denominator)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a village is judged by: one period's mark, or a year's.

    Attributes:
        stances: by period; of a year, those that it has a mark in.
        constant: what a review adds, in points.
    """

    stances: Mapping[str, Stance]
    constant: Fraction = _NOTHING

    @property
    def mark(self) -> Fraction:
        """The mark in points, as it would be without any rounding."""
        return self.constant + sum((one.weight * one.mark for one in self.stances.values()), _NOTHING)


def held_to(standing: Judged, limit: Fraction) -> Judged:
    """A rival that has exactly `limit` points, whatever the weights, beside whom a village can be put."""
    shared = sum((one.weight for one in standing.stances.values()), _NOTHING)
    adjustment = (limit - standing.constant) / shared
    stances = {period: fixed(one, adjustment) for period, one in standing.stances.items()}
    return Judged(stances, standing.constant)


def fixed(stance: Stance, points: Fraction) -> Stance:
    """A mark of so many points, whatever the weights, beside another."""
    lift = points / stance.total
    parts = {name: WeightedShare(part.weight, 0) for name, part in stance.parts.items()}
    return replace(stance, parts=parts, parts_of_one=lift.denominator, lift=lift.numerator)


def printed_stances(evaluation: Evaluation, *, city: bool) -> dict[str, Stance]:
    """Every village's town or city mark by what its tasks earned as printed, which weights do not change."""
    unit = evaluation.scheme.marks.scale.unit
    return _stances(
        evaluation,
        lambda _marks, item: Fraction(item.earned, unit),
        lambda marks: Fraction(marks.bonus - marks.deduction, unit),
        city=city,
    )


def exact_stances(evaluation: Evaluation, inputs: PeriodInputs, *, city: bool) -> dict[str, Stance]:
    """Every village's town or city mark by what its tasks earned before that was rounded."""
    caps = evaluation.scheme.caps

    def exactly(marks: VillageMarks, item: ItemMark) -> Fraction:
        code = marks.village.code
        own = inputs.observations.get(code, {})
        return added(
            exactly_earned(done, own, inputs.targets.get((code, done.task.id)))
            for done in item.tasks
            if done.earned is not None
        )

    return _stances(evaluation, exactly, lambda marks: exact_adjustment(marks, caps), city=city)


def _stances(
    evaluation: Evaluation,
    points_of: Callable[[VillageMarks, ItemMark], Fraction],
    adjustment_of: Callable[[VillageMarks], Fraction],
    *,
    city: bool,
) -> dict[str, Stance]:
    marks_rule, found = evaluation.scheme.marks, {}
    total = marks_rule.scale.exact(marks_rule.total)
    weights: dict[str, dict[str, Fraction]] = {}
    for one in evaluation.villages:
        marks = one.marks
        town = marks.village.town_code
        if town not in weights:
            weights[town] = _weights(evaluation, town, city=city)
        parts = {
            item.item.id: (
                weights[town][item.item.id],
                points_of(marks, item) / item.points,
            )
            for item in marks.items
            if (item.city_full if city else item.full) is not None
        }
        found[marks.village.code] = stance_of(parts, adjustment_of(marks), total)
    return found


def _weights(evaluation: Evaluation, town: str, *, city: bool) -> dict[str, Fraction]:
    """The effective weights of a town's items, of those that the mark has."""
    every = weighted_items(evaluation.checklist, town)
    weights = ((one.item.id, one.city_weight if city else one.town_weight) for one in every)
    return {name: weight for name, weight in weights if weight is not None}


def exactly_earned(done: TaskMark, seen: Mapping[str, Observation], target: Fraction | None) -> Fraction:
    """What a task that applies earned, in points, before it was rounded."""
    task = done.task
    values = [seen[name].value for name in task.rounds if name in seen]
    looks = [earned(task.method, task.points, value, target) for value in values if value is not None]
    if not looks:
        return _NOTHING
    return _together(None if task.combine is None else task.combine.how, looks)


def _together(how: How | None, looks: Sequence[Fraction]) -> Fraction:
    if how is None or how is How.LOWEST:
        return min(looks)
    counted = looks if how is How.MEAN else trimmed(looks)
    return sum(counted, _NOTHING) / len(counted)


def exact_adjustment(marks: VillageMarks, caps: Caps) -> Fraction:
    """A village's bonus less its deduction, after the caps, before they were rounded."""
    return _capped(marks.bonus_sum, caps.bonus) - _capped(marks.deduction_sum, caps.deduction)


def _capped(points: Fraction, cap: Fraction | None) -> Fraction:
    return points if cap is None else min(points, cap)


def alone(stances: Mapping[str, Stance], period: str) -> dict[str, Judged]:
    """Standings that one period alone makes."""
    return {code: Judged({period: one}) for code, one in stances.items()}


def jointly(
    periods: Mapping[str, Mapping[str, Stance]],
    weights: Mapping[str, Fraction],
    code: str,
    constant: Fraction,
) -> Judged:
    """What a village is judged by in a year.

    Args:
        periods: the villages' stances, by period.
        weights: what each of its periods makes of its annual mark.
        code: the village's.
        constant: what its review adds, in points.
    """
    own = {name: replace(periods[name][code], weight=weight) for name, weight in weights.items()}
    return Judged(own, constant)
