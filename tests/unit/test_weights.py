"""Effective weights and full marks (CONTRACT.md sections 5 and 6.2)."""

import pytest

from qsq.domain.scheme.checklist import Checklist
from qsq.scoring.weights import effective_weight, full_marks, weighted_items
from tests.unit.builders import SCALE, Number, checklist, exact, item, stress, town_rules


@pytest.mark.parametrize(
    ("themes", "weight"),
    [
        ([], "8"),
        (["spring"], "12"),  # × 1.5
        (["fire"], "6"),  # × 0.75
        (["spring", "fire"], "9"),  # × 1.5 × 0.75
        (["flood"], "8"),  # not stressed this season
        (["flood", "fire"], "6"),
    ],
)
def test_a_weight_is_multiplied_by_each_stressed_theme_that_the_item_carries(
    themes: list[str], weight: str
) -> None:
    """Section 5: `weight` × the product of the multipliers of the emphasised themes that it carries."""
    season = [stress("spring", "1.5"), stress("fire", "0.75")]
    assert effective_weight(item("grain", weight=8, themes=themes), season) == exact(weight)


def weights(listed: Checklist, town: str) -> list[str]:
    """The effective weights of a town's items in the city and in the town mark."""
    found = weighted_items(listed, town)
    return [f"{one.city_weight} {one.town_weight}" for one in found]


def test_a_town_stresses_on_top_of_the_city_and_for_itself_alone() -> None:
    """Section 5: the same items with the town's emphasis too."""
    listed = checklist(
        item("grain", weight=4, themes=["spring"]),
        emphasis=[stress("spring", "1.5")],
        towns=[town_rules("T2", emphasis=[stress("spring", 2)])],
    )
    assert weights(listed, "T2") == ["6 12"]
    assert weights(listed, "T1") == ["6 6"]


def test_a_towns_item_weighs_in_the_town_mark_only_under_both_emphases() -> None:
    """Section 5: the town mark has the town's added items; the city mark the city's alone."""
    listed = checklist(
        item("grain"),
        emphasis=[stress("spring", "1.5")],
        towns=[
            town_rules(
                "T2",
                add=[item("shore", weight=2, themes=["spring", "water"]), item("dike")],
                emphasis=[stress("water", 3)],
            )
        ],
    )
    assert weights(listed, "T2") == ["1 1", "None 9", "None 1"]


def test_a_dropped_item_does_not_apply_in_its_town_and_applies_elsewhere() -> None:
    """Section 5: an item that the town drops is not applicable for its villages."""
    listed = checklist(item("grain"), item("river"), towns=[town_rules("T2", drop=["river"])])
    assert [one.applies for one in weighted_items(listed, "T2")] == [True, False]
    assert [one.applies for one in weighted_items(listed, "T1")] == [True, True]


def fulls(listed: Checklist, town: str = "T1", total: Number = 100) -> list[tuple[str, str | None]]:
    """Full marks in the town and in the city mark of all items that apply."""
    applicable = [one for one in weighted_items(listed, town) if one.applies]
    found = full_marks(applicable, SCALE.units(exact(total)))
    assert found is not None
    return [(SCALE.text(one.town), None if one.city is None else SCALE.text(one.city)) for one in found]


def test_full_marks_are_in_proportion_to_the_weights_and_add_up() -> None:
    """Section 6.2: 4, 6, 3 of 13: 30.7692…, 46.1538…, 23.0769…; the two units over to .92 and .69."""
    listed = checklist(
        item("party", weight=4),
        item("grain", weight=4, themes=["spring"]),
        item("river", weight=3),
        emphasis=[stress("spring", "1.5")],
    )
    assert fulls(listed) == [("30.77", "30.77"), ("46.15", "46.15"), ("23.08", "23.08")]


def test_equal_remainders_favour_the_earlier_item_and_city_items_before_the_towns() -> None:
    """Section 6.2: three items of equal weight, 33.33 1/3 each; in the city mark 50 each."""
    listed = checklist(item("a"), item("b"), towns=[town_rules("T1", add=[item("c")])])
    assert fulls(listed) == [("33.34", "50.00"), ("33.33", "50.00"), ("33.33", None)]


def test_the_town_mark_and_the_city_mark_are_shared_out_each_for_itself() -> None:
    """Sections 5 and 6.2: the town doubles water, drops party and adds shore."""
    listed = checklist(
        item("party", weight=4),
        item("grain", weight=6),
        item("river", weight=3, themes=["water"]),
        towns=[
            town_rules("T1", add=[item("shore", weight=2)], emphasis=[stress("water", 2)], drop=["party"])
        ],
    )
    # town: 6, 6, 2 of 14: 42.857…, 42.857…, 14.285…; city: 6, 3 of 9: 66.666…, 33.333…
    assert fulls(listed) == [("42.86", "66.67"), ("42.86", "33.33"), ("14.28", None)]


def test_without_an_item_of_the_citys_there_is_nothing_to_mark() -> None:
    """Section 6: a village with no applicable item has no mark."""
    listed = checklist(item("grain"), towns=[town_rules("T1", add=[item("shore")], drop=["grain"])])
    applicable = [one for one in weighted_items(listed, "T1") if one.applies]
    assert full_marks(applicable, 10000) is None
    assert full_marks([], 10000) is None
