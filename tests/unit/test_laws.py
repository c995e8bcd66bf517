"""Laws that hold for every county: marks add up, money adds up, order and names change nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qsq.awards.annual import HonouredVillage, award
from qsq.awards.standing import Achieved, VillageYear
from qsq.domain.observed.observation import Adjustment, AdjustmentKind, Observation, PeriodInputs
from qsq.domain.scheme.checklist import Item, Task
from qsq.domain.scheme.scheme import Missing, Scheme
from qsq.domain.values.numbers import Rounding, Scale, plain, read_number
from qsq.domain.values.sharing import share_out
from qsq.scoring.costs import period_cost
from qsq.scoring.evaluation import VillageResult
from qsq.scoring.marks import VillageMarks
from qsq.scoring.methods import earned
from qsq.scoring.yellow_cards import YellowCard
from tests.conftest import examples
from tests.unit.builders import AWARD, bonus, seen
from tests.unit.strategies import Case, adjustments, cases, numbers, scales, values, years_of_villages

T = TypeVar("T")

laws = settings(max_examples=examples(8, 60), derandomize=True, deadline=None, database=None)
"""The same examples in every run."""

pytestmark = pytest.mark.more


@laws
@given(cases())
def test_item_marks_and_adjustments_add_up_to_the_mark(case: Case) -> None:
    """Section 6: whoever reads a notice can add its figures and reach its total, unless it is cut at 0."""
    for one in marks_of(case):
        change = one.bonus - one.deduction
        assert one.town_mark == max(0, sum(item.mark or 0 for item in one.items) + change)
        assert one.city_mark == max(0, sum(item.city_mark or 0 for item in one.items) + change)


@laws
@given(cases())
def test_full_marks_of_applicable_items_add_up_to_the_total(case: Case) -> None:
    """Section 6.2, for both marks; the town's own items have no city figures."""
    of_city = {item.id for item in case.checklist.items}
    for one in marks_of(case):
        town = {item.item.id: item.full for item in one.items if item.full is not None}
        city = {item.item.id: item.city_full for item in one.items if item.city_full is not None}
        assert sum(town.values()) == sum(city.values()) == case.scheme.marks.total
        assert city.keys() == town.keys() & of_city


@laws
@given(cases())
def test_a_village_that_earns_all_points_has_the_total(case: Case) -> None:
    """Section 6: where every applicable task is awarded its points, every item has its full mark."""
    for one in marks_of(everything_done(case)):
        assert all(item.mark == item.full and item.city_mark == item.city_full for item in one.items)
        whole = max(0, case.scheme.marks.total + one.bonus - one.deduction)
        assert (one.town_mark, one.city_mark) == (whole, whole)


@laws
@given(cases())
def test_rewards_add_up_to_the_money_and_no_pool_pays_more_than_it_has(case: Case) -> None:
    """Section 7: the pools' parts are the whole; a village with a yellow card takes nothing of any kind."""
    found, rewards = case.evaluate(), case.scheme.rewards
    if rewards.places:
        assert sum(pool.money for pool in found.pools) == rewards.pool
    for pool in found.pools:
        assert pool.paid == sum(one.reward for one in pool.villages)
        places = sum(one.money.place for one in pool.villages)
        assert places <= pool.money
        if len(pool.villages) >= len(rewards.places or rewards.amounts):
            assert places == pool.money
    for one in found.villages:
        grade = rewards.by_grade.get(one.grade.id, 0) if one.grade else 0
        low = case.scheme.marks.scale.exact(one.marks.town_mark) < rewards.least
        nothing = one.yellow_card is not None or one.marks.vetoed or low
        assert one.reward == (0 if nothing else one.money.place + rewards.base + grade)


@laws
@given(cases())
def test_a_grade_is_the_first_whose_conditions_hold_and_what_fell_short_is_told(case: Case) -> None:
    """Section 7: of each better grade something fell short; of its own nothing did; limits are kept."""
    order = [rule.id for rule in case.scheme.grades]
    for pool in case.evaluate().pools:
        taken = [one.grade.id for one in pool.villages if one.grade]
        assert len(taken) == (len(pool.villages) if order else 0)
        for rule in case.scheme.grades[:-1]:
            assert rule.at_most is None or taken.count(rule.id) <= rule.at_most * len(pool.villages)
        for grade in (one.grade for one in pool.villages if one.grade):
            better = order[: order.index(grade.id)]
            assert list(dict.fromkeys(short.grade for short in grade.short)) == better


@laws
@given(cases(), st.data())
def test_a_bonus_never_lowers_a_grade_that_has_no_limit(case: Case, data: st.DataObject) -> None:
    """Section 7: a limit may: who catches up with the first can tie it, and both, out of their places."""
    free = tuple(replace(rule, at_most=None) for rule in case.scheme.grades)
    case = replace(case, scheme=replace(case.scheme, grades=free))
    code = data.draw(st.sampled_from(case.villages)).code
    more = adjusting(case, code, [bonus(data.draw(numbers(0, 6)))])
    order = [rule.id for rule in free]
    before, after = (
        next(one.grade for one in each.evaluate().villages if one.marks.village.code == code)
        for each in (case, more)
    )
    if before is not None and after is not None:
        assert order.index(after.id) <= order.index(before.id)


@laws
@given(cases())
def test_a_period_costs_no_more_than_was_told_before(case: Case) -> None:
    """Section 7: the most; and where all are paid, no less than the least."""
    cost, found = period_cost(case.scheme, case.villages), case.evaluate().villages
    paid = sum(one.reward for one in found)
    assert paid <= cost.most
    if not any(one.money.unpaid for one in found):
        assert paid >= cost.least


@laws
@given(cases())
def test_ranks_are_counted_from_one_and_skip_as_many_as_tie(case: Case) -> None:
    """Section 7: so many are before a village as its rank says, less one."""
    found = case.evaluate()
    assert_ranks([one.city_rank for one in found.villages])
    for pool in found.pools:
        assert_ranks([one.rank for one in pool.villages])


@laws
@given(cases())
def test_a_better_mark_is_a_better_rank(case: Case) -> None:
    """Section 7: veto first, then the mark; only equal ones may tie."""
    found = case.evaluate()
    for pool in found.pools:
        assert_order(pool.villages, lambda one: one.rank, lambda one: one.marks.town_mark)
    assert_order(found.villages, lambda one: one.city_rank, lambda one: one.marks.city_mark)


@laws
@given(cases())
def test_villages_of_one_rank_have_the_same_card_and_within_a_fen_the_same_reward(case: Case) -> None:
    """Section 7: a tie over places shares their money equally; a tie over the last places cards all.

    Grades may differ, and with them what is paid besides.
    """
    for pool in case.evaluate().pools:
        for rank in {one.rank for one in pool.villages}:
            tied = [one for one in pool.villages if one.rank == rank]
            assert len({one.yellow_card for one in tied}) == 1
            rewards = [one.money.place for one in tied]
            assert rewards == sorted(rewards, reverse=True)
            assert rewards[0] - rewards[-1] <= 1


@laws
@given(cases())
def test_a_card_says_veto_exactly_where_there_is_one_and_below_where_the_mark_is(case: Case) -> None:
    """Sections 7 and 9."""
    rule, scale = case.scheme.yellow_card, case.scheme.marks.scale
    assert rule is not None
    for one in case.evaluate().villages:
        low = scale.exact(one.marks.town_mark) < rule.below
        assert (one.yellow_card is YellowCard.VETO) == one.marks.vetoed
        assert (one.yellow_card is YellowCard.BELOW) == (low and not one.marks.vetoed)


@laws
@given(cases())
def test_a_towns_mark_lies_among_its_villages_and_its_rank_counts_the_towns_before_it(case: Case) -> None:
    """Section 7: the mean of the printed city marks, rounded once; ranks 1, 2, 2, 4."""
    found = case.evaluate()
    marks: dict[str, list[int]] = {}
    for one in found.villages:
        marks.setdefault(one.marks.village.town_code, []).append(one.marks.city_mark)
    assert [town.town_code for town in found.towns] == sorted(marks)
    for town in found.towns:
        own = marks[town.town_code]
        assert abs(town.mark - Fraction(sum(own), len(own))) <= Fraction(1, 2)
        assert town.rank == 1 + sum(other.mark > town.mark for other in found.towns)


@laws
@given(cases(), st.data())
def test_an_observation_that_earns_more_never_lowers_the_villages_marks(
    case: Case, data: st.DataObject
) -> None:
    """Sections 3 and 6: everything else equal; and no other village's marks change."""
    choices = [
        (code, task)
        for code, tasks in case.inputs.observations.items()
        for task, observation in tasks.items()
        if observation.value is not None
    ]
    code, name = data.draw(st.sampled_from(choices))
    task = task_of(case, name)
    changed = observing(case, code, name, data.draw(values(task)))
    low, high = sorted((case, changed), key=lambda one: points(one, code, task, name))
    less, more = marks_by_code(low), marks_by_code(high)
    assert less[code].town_mark <= more[code].town_mark
    assert less[code].city_mark <= more[code].city_mark
    del less[code], more[code]
    assert less == more


@laws
@given(cases(), st.data())
def test_a_bonus_never_lowers_and_a_deduction_never_raises_a_mark(case: Case, data: st.DataObject) -> None:
    """Section 6.5."""
    one = data.draw(st.sampled_from(case.villages))
    more = data.draw(adjustments())
    for kind in (AdjustmentKind.BONUS, AdjustmentKind.DEDUCTION):
        added = [adjustment for adjustment in more if adjustment.kind is kind]
        before, after = (
            marks_by_code(case)[one.code],
            marks_by_code(adjusting(case, one.code, added))[one.code],
        )
        low, high = (before, after) if kind is AdjustmentKind.BONUS else (after, before)
        assert low.town_mark <= high.town_mark
        assert low.city_mark <= high.city_mark


@laws
@given(cases())
def test_a_villages_marks_are_its_own(case: Case) -> None:
    """Sections 5 and 6: evaluated all alone, it has the very same figures."""
    for one in marks_of(case):
        assert marks_of(replace(case, villages=(one.village,))) == [one]


@laws
@given(cases(), st.data())
def test_when_a_village_leaves_the_others_stand_as_they_stood_to_each_other(
    case: Case, data: st.DataObject
) -> None:
    """Section 7: a rank counts who is before, so whoever leaves is missing from it and changes nothing else."""
    gone = data.draw(st.sampled_from(case.villages))
    others = tuple(one for one in case.villages if one is not gone)
    if not others:
        return
    left = {one.marks.village.code: one for one in replace(case, villages=others).evaluate().villages}
    for pool in case.evaluate().pools:
        stayed = [one for one in pool.villages if one.marks.village is not gone]
        for one in stayed:
            before = sum(other.rank < one.rank for other in stayed)
            assert left[one.marks.village.code].rank == 1 + before
    stayed = [one for one in case.evaluate().villages if one.marks.village is not gone]
    for one in stayed:
        before = sum(other.city_rank < one.city_rank for other in stayed)
        assert left[one.marks.village.code].city_rank == 1 + before


@laws
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_in_which_villages_and_their_inputs_are_given_changes_nothing(
    case: Case, random: Random
) -> None:
    """Section 9: one answer, whatever the order of rows and files."""

    def shuffled(of: Iterable[T]) -> list[T]:
        listed = list(of)
        return random.sample(listed, len(listed))

    inputs = case.inputs
    turned = replace(
        case,
        villages=tuple(shuffled(case.villages)),
        inputs=PeriodInputs(
            {code: dict(shuffled(tasks.items())) for code, tasks in shuffled(inputs.observations.items())},
            dict(shuffled(inputs.targets.items())),
            dict(shuffled(inputs.adjustments.items())),
        ),
    )
    assert turned.evaluate() == case.evaluate()


@laws
@given(cases())
def test_new_names_and_codes_in_the_same_order_change_no_mark_rank_reward_or_card(case: Case) -> None:
    """Section 1: the program reads no meaning into codes; names decide nothing."""
    renamed = recoded(case, lambda code: f"9{code}")
    found, expected = renamed.evaluate().villages, case.evaluate().villages
    assert [figures(one) for one in found] == [figures(one) for one in expected]


@laws
@given(cases())
def test_codes_in_another_order_move_no_more_than_a_fen(case: Case) -> None:
    """Section 7: codes decide nothing but the fen left over among villages that tie."""
    last = len(case.villages) - 1
    found = recoded(case, lambda code: f"V{last - int(code[1:])}").evaluate().villages
    for one, expected in zip(reversed(found), case.evaluate().villages, strict=True):
        assert figures(one)[:-1] == figures(expected)[:-1]
        assert abs(one.reward - expected.reward) <= 1


@laws
@given(years_of_villages())
def test_prizes_add_up_to_the_fen(case: tuple[Scheme, tuple[VillageYear, ...]]) -> None:
    """Section 8: welfare and cadres' part are the prize; the cadres' shares are their part."""
    found = award(*case)
    for prize in (one.prize for one in found.awards):
        assert prize.welfare + prize.cadres == prize.amount
        assert not prize.members or sum(member.share for member in prize.members) == prize.cadres
    shares = sum(member.share for one in found.awards for member in one.prize.members)
    nobodys = sum(one.prize.cadres for one in found.awards if not one.prize.members)
    assert found.totals.welfare + shares + nobodys == found.totals.prizes
    assert found.totals.welfare + found.totals.cadres == found.totals.prizes


@laws
@given(years_of_villages())
def test_every_village_is_honoured_undecided_ineligible_or_behind(
    case: tuple[Scheme, tuple[VillageYear, ...]],
) -> None:
    """Section 8: honours are filled by count; the tied over a border take none."""
    rules, years = case
    found = award(rules, years)
    honoured = [one.village_code for one in found.awards]
    undecided = {code for one in found.undecided for code in one.villages}
    ineligible = {one.year.village.code for one in found.ineligible}
    assert len(honoured) == len(set(honoured))
    assert not undecided & set(honoured)
    assert not ineligible & (undecided | set(honoured))
    assert found.eligible == len(years) - len(ineligible)
    for honour in rules.annual.honours:
        taken = sum(one.placed.honour == honour for one in found.awards)
        open_places = sum(one.places for one in found.undecided if one.honour == honour)
        assert honour.count is None or taken + open_places <= honour.count
    assert found.undecided or [one.placed.honour.id for one in found.awards] == filled(case)


@laws
@given(years_of_villages())
def test_honours_fall_with_the_annual_mark(case: tuple[Scheme, tuple[VillageYear, ...]]) -> None:
    """Section 8: honours never come back; within one, and among all without grades, marks never rise."""
    rules, years = case
    found = award(rules, years).awards
    ids = [honour.id for honour in rules.annual.honours]
    honours = [ids.index(one.placed.honour.id) for one in found]
    assert honours == sorted(honours)
    groups = [found] if not rules.annual.grades else [_of_honour(found, name) for name in ids]
    for group in groups:
        orders = [one.placed.order for one in group]
        marks = [one.placed.candidate.mark for one in group]
        assert orders == sorted(set(orders))
        assert marks == sorted(marks, reverse=True)


def _of_honour(found: Sequence[HonouredVillage], name: str) -> list[HonouredVillage]:
    return [one for one in found if one.placed.honour.id == name]


@laws
@given(years_of_villages())
def test_an_honour_of_a_grade_is_open_to_that_grade_or_a_better_one(
    case: tuple[Scheme, tuple[VillageYear, ...]],
) -> None:
    """Section 8: and one for `all` leaves no eligible village of its grades without an honour."""
    rules, years = case
    order = [rule.id for rule in rules.annual.grades]
    found = award(rules, years)
    kept_out = {one.year.village.code for one in found.ineligible}
    eligible = {one.village.code: one.grade for one in found.marked if one.village.code not in kept_out}
    honoured = {one.village_code for one in found.awards}
    for honour in rules.annual.honours:
        open_to = order[: order.index(honour.grade) + 1] if honour.grade else order
        for one in _of_honour(found.awards, honour.id):
            assert not honour.grade or one.placed.candidate.grade in open_to
        if honour.count is None and not found.undecided:
            assert honoured >= {
                code for code, grade in eligible.items() if grade is None or grade.id in open_to
            }


@laws
@given(years_of_villages())
def test_an_annual_grade_is_the_first_whose_conditions_hold(
    case: tuple[Scheme, tuple[VillageYear, ...]],
) -> None:
    """Section 8: a veto gives the last; of each better grade something fell short; limits are kept."""
    rules, years = case
    order, marked = [rule.id for rule in rules.annual.grades], award(rules, years).marked
    vetoed = {one.village.code for one in years if one.vetoed}
    grades = {one.village.code: one.grade for one in marked if one.grade}
    assert len(grades) == (len(marked) if order else 0)
    for rule in rules.annual.grades[:-1]:
        taken = sum(grade.id == rule.id for grade in grades.values())
        assert rule.at_most is None or taken <= rule.at_most * len(marked)
    for code, grade in grades.items():
        better = order[: order.index(grade.id)]
        assert list(dict.fromkeys(short.grade for short in grade.short)) == better
        assert code not in vetoed or grade.id == order[-1]


@laws
@given(years_of_villages(), st.data())
def test_a_better_period_never_lowers_a_year_nor_a_grade_that_has_no_limit(
    case: tuple[Scheme, tuple[VillageYear, ...]], data: st.DataObject
) -> None:
    """Section 8: marks, categories and items rise together, as they do where a village does more."""
    rules, years = case
    free = tuple(replace(rule, at_most=None) for rule in rules.annual.grades)
    rules = replace(rules, annual=replace(rules.annual, grades=free))
    if not years:
        return
    of = data.draw(st.sampled_from(years))
    raised = tuple(better(one) if one is of else one for one in years)
    order = [rule.id for rule in free]
    before, after = (
        next(one for one in award(rules, each).marked if one.village.code == of.village.code)
        for each in (years, raised)
    )
    assert after.mark >= before.mark
    if before.grade and after.grade:
        assert order.index(after.grade.id) <= order.index(before.grade.id)


def better(year: VillageYear) -> VillageYear:
    """A village's year with half a point more in its first period, and the better grade there."""
    first, *rest = year.periods
    more = Achieved(Fraction(1, 8), Fraction(0))
    raised = replace(
        first,
        city_mark=first.city_mark + Fraction(1, 2),
        categories={name: part + more for name, part in first.categories.items()},
        items={name: part + more for name, part in first.items.items()},
        grade="good",
    )
    return replace(year, periods=(raised, *rest))


def filled(case: tuple[Scheme, tuple[VillageYear, ...]]) -> list[str]:
    """The honours that are given where nothing is undecided: each its count of those that are left."""
    rules, years = case
    found, order = award(rules, years), [rule.id for rule in rules.annual.grades]
    kept_out = {one.year.village.code for one in found.ineligible}
    left = [one for one in found.marked if one.village.code not in kept_out]
    given: list[str] = []
    for honour in rules.annual.honours:
        fit = [
            one
            for one in left
            if not honour.grade or (one.grade and order.index(one.grade.id) <= order.index(honour.grade))
        ]
        count = len(fit) if honour.count is None else min(honour.count, len(fit))
        taking = {one.village_code for one in _of_honour(found.awards, honour.id)}
        assert taking <= {one.village.code for one in fit}
        left = [one for one in left if one.village.code not in taking]
        given += [honour.id] * count
    return given


@laws
@given(years_of_villages(), st.randoms(use_true_random=False))
def test_the_order_in_which_the_years_are_given_changes_no_honour(
    case: tuple[Scheme, tuple[VillageYear, ...]], random: Random
) -> None:
    rules, years = case
    found, turned = award(rules, years), award(rules, random.sample(years, len(years)))
    assert (turned.awards, turned.undecided, turned.totals) == (found.awards, found.undecided, found.totals)
    assert turned.merit_quota == found.merit_quota


WEIGHTS = st.lists(numbers(0, 20), min_size=1, max_size=8).filter(any)


@laws
@given(st.integers(0, 10**8), WEIGHTS)
def test_shares_add_up_and_each_is_within_one_unit_of_the_exact(total: int, weights: list[Fraction]) -> None:
    """Section 6.2: largest remainder."""
    shares = share_out(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - total * weight / sum(weights)) < 1


@laws
@given(st.integers(0, 1000), WEIGHTS)
def test_a_larger_weight_never_has_the_smaller_share_nor_the_later_of_equals_the_larger(
    total: int, weights: list[Fraction]
) -> None:
    """Section 6.2: equal remainders: the earlier one."""
    shares = share_out(total, weights)
    for place, (weight, share) in enumerate(zip(weights, shares, strict=True)):
        for other, other_share in zip(weights[:place], shares, strict=False):
            assert other_share >= share or other < weight
            assert other_share <= share or other >= weight


@laws
@given(st.integers(0, 10**9), st.integers(0, 6), scales())
def test_rounding_agrees_with_the_decimals_of_the_standard_library(
    count: int, places: int, scale: Scale
) -> None:
    """Section 6: `half_up`, `half_even`."""
    rule = ROUND_HALF_UP if scale.rounding is Rounding.HALF_UP else ROUND_HALF_EVEN
    number = Decimal(count).scaleb(-places)
    expected = number.quantize(Decimal(1).scaleb(-scale.decimals), rule)
    assert scale.text(scale.units(Fraction(number))) == str(expected)


@laws
@given(numbers(-(10**6), 10**6))
def test_a_number_that_is_written_is_read_back_the_same(number: Fraction) -> None:
    """Section 2."""
    assert read_number(plain(number)) == number


def marks_of(case: Case) -> list[VillageMarks]:
    return [one.marks for one in case.evaluate().villages]


def marks_by_code(case: Case) -> dict[str, VillageMarks]:
    return {one.village.code: one for one in marks_of(case)}


def figures(one: VillageResult) -> tuple[object, ...]:
    """All that a period says of a village, the reward last."""
    marks = one.marks
    grade = one.grade and one.grade.id
    return marks.town_mark, marks.city_mark, one.rank, one.city_rank, one.yellow_card, grade, one.reward


def assert_ranks(ranks: Sequence[int]) -> None:
    assert all(rank == 1 + sum(other < rank for other in ranks) for rank in ranks)


def assert_order(
    villages: Sequence[VillageResult],
    rank: Callable[[VillageResult], int],
    mark: Callable[[VillageResult], int],
) -> None:
    """Whoever is not vetoed, or else has the higher mark, has the better rank."""
    worth = {id(one): (not one.marks.vetoed, mark(one)) for one in villages}
    for one in villages:
        for other in villages:
            if worth[id(one)] > worth[id(other)]:
                assert rank(one) < rank(other)


def task_of(case: Case, name: str) -> Task:
    added = (item for town in case.checklist.towns for item in town.add)
    items = (*case.checklist.items, *added)
    return next(task for item in items for task in item.tasks if name in task.rounds)


def points(case: Case, code: str, task: Task, name: str) -> Fraction:
    """What a village's observation earns."""
    value = case.inputs.observations[code][name].value
    assert value is not None
    return earned(task.method, task.points, value, case.inputs.targets.get((code, task.id)))


def everything_done(case: Case) -> Case:
    """The case with whole points that the departments award in full, wherever a task applies."""

    def awarded(items: Iterable[Item]) -> tuple[Item, ...]:
        return tuple(
            replace(
                item,
                tasks=tuple(
                    replace(task, points=Fraction(ceil(task.points)), method=AWARD) for task in item.tasks
                ),
            )
            for item in items
        )

    towns = tuple(replace(town, add=awarded(town.add)) for town in case.checklist.towns)
    listed = replace(case.checklist, items=awarded(case.checklist.items), towns=towns)
    done = replace(case, checklist=listed, missing=Missing.EXCLUDE)
    full = {
        code: {
            name: observation if observation.value is None else seen(task_of(done, name).points)
            for name, observation in tasks.items()
        }
        for code, tasks in case.inputs.observations.items()
    }
    return replace(done, inputs=replace(case.inputs, observations=full))


def observing(case: Case, code: str, task: str, other: Observation) -> Case:
    """The case with another observation in the place of one."""
    tasks = {**case.inputs.observations[code], task: other}
    return replace(case, inputs=replace(case.inputs, observations={**case.inputs.observations, code: tasks}))


def adjusting(case: Case, code: str, more: Sequence[Adjustment]) -> Case:
    """The case with more adjustments for a village."""
    listed = (*case.inputs.adjustments.get(code, ()), *more)
    return replace(case, inputs=replace(case.inputs, adjustments={**case.inputs.adjustments, code: listed}))


def recoded(case: Case, code: Callable[[str], str]) -> Case:
    """The case with other codes and names for its villages."""
    inputs = case.inputs
    return replace(
        case,
        villages=tuple(replace(one, code=code(one.code), name="幸福村") for one in case.villages),
        inputs=PeriodInputs(
            {code(of): tasks for of, tasks in inputs.observations.items()},
            {(code(of), task): target for (of, task), target in inputs.targets.items()},
            {code(of): listed for of, listed in inputs.adjustments.items()},
        ),
    )
