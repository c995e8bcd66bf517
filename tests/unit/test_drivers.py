"""What drives a ranking: parts of the variance that add up, ranks without an item, what all have alike."""

from fractions import Fraction
from random import Random
from statistics import pvariance

import pytest
from hypothesis import given, settings

from qsq.domain.scheme.scheme import Missing
from qsq.fairness import draws
from qsq.fairness.columns import VillageColumns
from qsq.fairness.drivers import (
    Copied,
    all_alike,
    bunched,
    copied_columns,
    correlation_ratio,
    influences,
    left_out,
)
from qsq.scoring.evaluation import Evaluation, evaluate
from tests.conftest import examples
from tests.unit.builders import Number, checklist, entered, item, scheme, task, town_rules, village
from tests.unit.strategies import Case, cases

LISTED = checklist(
    item("a", task("a.x", 10), task("a.y", 10), weight=2),
    item("b", task("b.x", 10), weight=3),
    item("c", weight=5),
)


def county(values: dict[str, dict[str, Number]]) -> Evaluation:
    villages = [village(code) for code in values]
    return evaluate(scheme(pool=()), LISTED, villages, entered(values), Missing.EXCLUDE)


@pytest.mark.more
@settings(max_examples=examples(10, 200), derandomize=True, deadline=None, database=None)
@given(cases())
def test_parts_of_the_variance_add_up_to_all_of_it(case: Case) -> None:
    """Adjustments, caps, floors at 0 and items that do not apply among them."""
    found = influences(case.evaluate())
    if found:
        assert sum(one.variance for one in found) == 1
        assert found[-1].item == ""


def test_an_item_that_alone_makes_the_difference_has_all_of_the_variance() -> None:
    values: dict[str, dict[str, Number]] = {
        f"V{number}": {"a.x": 5, "a.y": 7, "b.x": number, "c.all": 10} for number in range(8)
    }
    found = {one.item: one for one in influences(county(values))}
    assert found["b"].variance == found["b"].ratio == 1
    assert found["b"].nominal == Fraction(3, 10)
    assert found["a"].variance == 0
    assert found["a"].ratio is found["c"].ratio is None
    alike = all_alike(county(values))
    assert [(one.item, one.task, one.share) for one in alike] == [("a", "", Fraction(3, 5)), ("c", "", 1)]


def test_an_item_that_does_not_apply_moves_nothing_there() -> None:
    """Two villages of ten lack item a; the others are equal on it, so it makes no difference at all."""
    values: dict[str, dict[str, Number]] = {
        f"V{number}": {
            "a.x": "NA" if number < 2 else 10,
            "a.y": "NA" if number < 2 else 10,
            "b.x": number,
            "c.all": 10,
        }
        for number in range(10)
    }
    found = {one.item: one for one in influences(county(values))}
    assert found["a"].variance == 0
    assert found["a"].applies == 8


def test_a_task_on_which_all_are_alike_is_named_where_its_item_is_not() -> None:
    values: dict[str, dict[str, Number]] = {
        f"V{number}": {"a.x": 4, "a.y": number, "b.x": 1 + number, "c.all": number} for number in range(3)
    }
    assert [(one.item, one.task) for one in all_alike(county(values))] == [("a", "a.x")]


def test_the_correlation_ratio_is_that_of_classes() -> None:
    pairs = [(Fraction(0), 1), (Fraction(0), 3), (Fraction(1), 5), (Fraction(1), 7)]
    assert correlation_ratio(pairs) == Fraction(4, 5), "between the classes 4 of 5 of the variance 5"
    assert pvariance([1, 3, 5, 7]) == 5
    assert correlation_ratio([(Fraction(1), 2), (Fraction(1), 3)]) is None
    chance = Random(1)
    many = [(Fraction(chance.randint(0, 10**6), 10**6), chance.randint(0, 100)) for _village in range(1000)]
    ratio = correlation_ratio(many)
    assert ratio is not None
    assert ratio < Fraction(1, 20), "ten classes of noise tell nothing"


def test_copied_columns_are_named_by_town() -> None:
    listed = checklist(item("a", task("a.x", 10), task("a.y", 10)), item("b", task("b.x", 10)))
    chance = Random(4)
    values: dict[str, dict[str, Number]] = {}
    villages = []
    for town in ("T1", "T2"):
        for number in range(20):
            villages.append(village(f"{town}{number:02}", town=town))
            same = chance.randint(0, 10)
            values[villages[-1].code] = {
                "a.x": same,
                "a.y": chance.randint(0, 10),
                "b.x": same if town == "T1" else chance.randint(0, 10),
            }
    found = copied_columns(evaluate(scheme(), listed, villages, entered(values), Missing.BLOCK))
    assert found == (Copied("a.x", "b.x", "T1", 20),)


def test_marks_crowded_above_a_limit_are_told() -> None:
    limits = {"card:below": Fraction(60)}
    crowd = [Fraction(60) + Fraction(number, 10) for number in range(6)]
    (found,) = bunched(crowd, limits, Fraction(1))
    assert (found.above, found.below, found.chance) == (6, 0, Fraction(1, 64))
    even = [*crowd, *(Fraction(60) - Fraction(number, 10) for number in range(1, 6))]
    assert bunched(even, limits, Fraction(1)) == ()


@pytest.mark.more
@settings(max_examples=examples(5, 60), derandomize=True, deadline=None, database=None)
@given(cases())
def test_ranks_without_an_item_are_those_of_a_list_without_it(case: Case) -> None:
    """Where each village has another item left; a town that drops an item the list no longer has is as before."""
    items = case.checklist.items
    if len(items) < 2 or case.scheme.ranking.tie_break:
        return
    evaluation = case.evaluate()
    columns = VillageColumns(evaluation)
    after = columns.ranked(draws.without_each(columns.items), city=True).rank
    for number, one in enumerate(items):
        if any(
            sum(m.city_full is not None for m in v.marks.items if m.item is not one) == 0
            for v in evaluation.villages
        ):
            continue
        shorter = checklist(
            *(other for other in items if other is not one),
            emphasis=case.checklist.emphasis,
            towns=[
                town_rules(
                    town.town_code, town.add, town.emphasis, [d.item for d in town.drop if d.item != one.id]
                )
                for town in case.checklist.towns
            ],
        )
        ranks = evaluate(case.scheme, shorter, case.villages, case.inputs, case.missing)
        assert after[:, number].tolist() == [v.city_rank for v in ranks.villages]


def test_shifts_are_means_of_places_moved() -> None:
    (found,) = left_out({"A": 1, "B": 2, "C": 3}, lambda _item: {"A": 3, "B": 2, "C": 1}, ["a"])
    assert (found.shift, found.most) == (Fraction(4, 3), 2)
