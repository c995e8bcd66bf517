"""Marks that add up: rounded at each printed step, each later step from the rounded figure (section 6)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from qsq.domain.observed.observation import Adjustment
from qsq.domain.scheme.checklist import Checklist, Combine, How
from qsq.domain.scheme.scheme import Marks, Missing, Scheme
from qsq.domain.values.numbers import Rounding
from qsq.scoring.marks import NothingApplicable, VillageMarks, mark_villages
from tests.unit.builders import (
    YES_NO,
    Number,
    bands,
    bonus,
    checklist,
    deduct,
    deduction,
    entered,
    grade,
    item,
    marks_rule,
    ratio,
    scheme,
    stress,
    task,
    town_rules,
    veto,
    village,
)

HALF_EVEN = Rounding.HALF_EVEN

COUNTY = checklist(
    item(
        "party",
        task("party.meeting", 2, YES_NO),
        task("party.study", 3, grade(优="100%", 良="80%", 差="0%")),
        weight=4,
    ),
    item(
        "grain",
        task("grain.seedlings", 4, ratio()),
        task("grain.hazards", 2, deduct("0.5")),
        weight=4,
        themes=["spring"],
    ),
    item("river", task("river.patrol", 5, bands((90, 5), (60, 3))), weight=3, themes=["water"]),
    emphasis=[stress("spring", "1.5")],
    towns=[
        town_rules("T2", add=[item("shore", task("shore.clean", 5), weight=2)], emphasis=[stress("water", 2)])
    ],
)
"""The county's list, and town T2, which adds its shore and stresses water."""

B1: dict[str, Number] = {
    "party.meeting": True,
    "party.study": "良",
    "grain.seedlings": 50,
    "grain.hazards": 1,
    "river.patrol": 75,
    "shore.clean": "4.5",
}
"""What was seen in village B1 of town T2, whose target of seedlings is 60 亩."""


def mark(
    observations: Mapping[str, Number],
    *adjustments: Adjustment,
    listed: Checklist = COUNTY,
    rules: Scheme | None = None,
    missing: Missing = Missing.BLOCK,
    town: str = "T2",
) -> VillageMarks:
    """The marks of village B1."""
    inputs = entered(
        {"B1": observations},
        targets={("B1", "grain.seedlings"): 60},
        adjustments={"B1": adjustments} if adjustments else None,
    )
    (found,) = mark_villages(rules or scheme(), listed, [village("B1", town)], inputs, missing)
    return found


def printed(found: VillageMarks, rule: Marks | None = None) -> dict[str, str]:
    """Each item's full mark and mark, in the town and the city mark, as a notice prints them."""
    text = (rule or marks_rule()).scale.text
    return {
        one.item.id: " ".join(
            "-" if figure is None else text(figure)
            for figure in (one.full, one.mark, one.city_full, one.city_mark)
        )
        for one in found.items
    }


def totals(found: VillageMarks, rule: Marks | None = None) -> tuple[str, str]:
    """The town mark and the city mark."""
    text = (rule or marks_rule()).scale.text
    return text(found.town_mark), text(found.city_mark)


def earned_points(found: VillageMarks) -> list[int | None]:
    """What each task earned, in units."""
    return [one.earned for line in found.items for one in line.tasks]


def test_a_village_worked_out_by_hand() -> None:
    """Section 6, steps 1 to 5, for both marks.

    Earned: 2.00 + 2.40 of 5; 4 × 50/60 = 3.33 and 1.50 of 6; 3.00 of 5; 4.50 of 5.
    Town weights 4, 6, 6, 2: full marks 22.22, 33.34, 33.33, 11.11. City weights 4, 6, 3.

        party  22.22 × 4.40/5 = 19.5536    30.77 × 4.40/5 = 27.0776
        grain  33.34 × 4.83/6 = 26.8387    46.15 × 4.83/6 = 37.15075
        river  33.33 × 3.00/5 = 19.998     23.08 × 3.00/5 = 13.848
        shore  11.11 × 4.50/5 =  9.999
        base   19.55 + 26.84 + 20.00 + 10.00 = 76.39;  27.08 + 37.15 + 13.85 = 78.08
        mark   76.39 + 5.00 − 0.13 = 81.26;            78.08 + 5.00 − 0.13 = 82.95
    """
    found = mark(B1, bonus(3), deduction("0.125"), bonus("2.5"))
    assert earned_points(found) == [200, 240, 333, 150, 300, 450]
    assert printed(found) == {
        "party": "22.22 19.55 30.77 27.08",
        "grain": "33.34 26.84 46.15 37.15",
        "river": "33.33 20.00 23.08 13.85",
        "shore": "11.11 10.00 - -",
    }
    assert (found.bonus, found.deduction) == (500, 13)
    assert totals(found) == ("81.26", "82.95")
    assert not found.vetoed


def test_the_entered_text_is_kept_beside_what_it_earned() -> None:
    """Design: an evaluation carries everything that an explanation needs."""
    (party, *_) = mark({**B1, "party.meeting": "NA"}).items
    assert [(one.task.id, one.text, one.earned) for one in party.tasks] == [
        ("party.meeting", "NA", None),
        ("party.study", "良", 240),
    ]


@pytest.mark.parametrize(("missing", "earned"), [(Missing.ZERO, 0), (Missing.EXCLUDE, None)])
def test_of_what_nobody_entered_there_is_no_text(missing: Missing, earned: int | None) -> None:
    """A task of which nothing is in, one that is looked at twice, and an item that a town drops."""
    twice = task("grain.watched", 4, combine=Combine(2, How.MEAN))
    listed = checklist(
        item("grain", task("grain.a"), twice),
        item("river"),
        item("party"),
        towns=[town_rules("T2", drop=["river"])],
    )
    grain, river, _party = mark({"party.all": 9}, listed=listed, missing=missing).items
    assert [(one.text, one.earned, one.rounds) for one in grain.tasks] == [("", earned, ())] * 2
    assert [(one.text, one.earned) for one in river.tasks] == [("", None)]


def test_a_task_that_does_not_apply_takes_its_points_out_of_the_item() -> None:
    """Section 6.3: earned over the applicable tasks ÷ their points; 22.22 × 2.40/3 = 17.776."""
    assert printed(mark({**B1, "party.meeting": "NA"}))["party"] == "22.22 17.78 30.77 24.62"


def test_an_item_without_an_applicable_task_leaves_its_full_mark_to_the_others() -> None:
    """Sections 6.2 and 6.3: town weights 4, 6, 2 of 12; city weights 4, 3 of 7."""
    found = mark({**B1, "grain.seedlings": "NA", "grain.hazards": "NA"})
    assert printed(found) == {
        "party": "33.33 29.33 57.14 50.28",
        "grain": "- - - -",
        "river": "50.00 30.00 42.86 25.72",
        "shore": "16.67 15.00 - -",
    }
    assert totals(found) == ("74.33", "76.00")


def test_a_dropped_item_has_no_marks_even_where_something_was_entered() -> None:
    """Section 5: not applicable, in both marks, for its villages."""
    listed = checklist(item("grain"), item("river"), towns=[town_rules("T2", drop=["river"])])
    found = mark({"grain.all": 7, "river.all": 10}, listed=listed)
    assert printed(found) == {"grain": "100.00 70.00 100.00 70.00", "river": "- - - -"}
    assert totals(found) == ("70.00", "70.00")


def test_a_dropped_item_stays_not_applicable_where_missing_is_zero() -> None:
    """Sections 4 and 5."""
    listed = checklist(item("grain"), item("river"), towns=[town_rules("T2", drop=["river"])])
    assert printed(mark({"grain.all": 7}, listed=listed, missing=Missing.ZERO))["river"] == "- - - -"


LACKING = {name: value for name, value in B1.items() if name != "grain.seedlings"}


def test_a_missing_observation_that_is_excluded_counts_as_na() -> None:
    """Section 4: `exclude` treats it as NA; 33.34 × 1.50/2 = 25.005."""
    found = mark(LACKING, missing=Missing.EXCLUDE)
    assert printed(found)["grain"] == "33.34 25.01 46.15 34.61"
    assert printed(found) == printed(mark({**B1, "grain.seedlings": "NA"}))
    assert found.items[1].tasks[0].text == ""


def test_a_missing_observation_that_is_zero_earns_nothing_of_all_points() -> None:
    """Section 4: `zero` as 0 earned; 33.34 × 1.50/6 = 8.335."""
    found = mark(LACKING, missing=Missing.ZERO)
    assert printed(found)["grain"] == "33.34 8.34 46.15 11.54"
    assert found.items[1].tasks[0].earned == 0


def test_a_village_with_nothing_entered_has_zero_where_missing_is_zero() -> None:
    assert totals(mark({}, missing=Missing.ZERO)) == ("0.00", "0.00")


def test_na_is_not_zero_where_missing_is_zero() -> None:
    """Section 4: NA is an answer, not a missing one."""
    found = mark({**B1, "grain.seedlings": "NA"}, missing=Missing.ZERO)
    assert printed(found)["grain"] == "33.34 25.01 46.15 34.61"


SIMPLE = checklist(item("grain", task("grain.a", 10)))


@pytest.mark.parametrize(
    ("adjustments", "bonus_printed", "deduction_printed", "total"),
    [
        ([], 0, 0, "50.00"),
        ([bonus("4.99")], 499, 0, "54.99"),
        ([bonus(5)], 500, 0, "55.00"),
        ([bonus("5.01")], 500, 0, "55.00"),
        ([bonus(3), bonus(3)], 500, 0, "55.00"),
        ([deduction("9.99")], 0, 999, "40.01"),
        ([deduction(6), deduction(6)], 0, 1000, "40.00"),
        ([bonus(20), deduction(20)], 500, 1000, "45.00"),
        ([veto()], 0, 0, "50.00"),
        # the sum is rounded, not its parts: 0.004 + 0.004 is 0.01, 0.125 twice 0.25
        ([bonus("0.004"), bonus("0.004")], 1, 0, "50.01"),
        ([deduction("0.125"), deduction("0.125")], 0, 25, "49.75"),
        # bonus and deduction are rounded each for itself: 0.005 − 0.004 is 0.01 − 0.00
        ([bonus("0.005"), deduction("0.004")], 1, 0, "50.01"),
    ],
)
def test_bonuses_and_deductions_are_added_up_capped_and_rounded(
    adjustments: Sequence[Adjustment], bonus_printed: int, deduction_printed: int, total: str
) -> None:
    """Section 6.5: min(sum, cap), each of the two capped sums rounded before it is used."""
    found = mark({"grain.a": 5}, *adjustments, listed=SIMPLE)
    assert (found.bonus, found.deduction) == (bonus_printed, deduction_printed)
    assert totals(found) == (total, total)


def test_sums_before_the_caps_are_kept_exactly_for_tie_breaks() -> None:
    """Section 7: `least_deductions`, `most_bonus` (sums before the caps)."""
    found = mark({"grain.a": 5}, bonus(4), bonus("3.005"), deduction(12), deduction("0.5"), listed=SIMPLE)
    assert str(found.bonus_sum) == "1401/200"
    assert str(found.deduction_sum) == "25/2"


def test_a_cap_may_be_finer_than_a_mark() -> None:
    """Section 6.5: the capped sum is what is rounded; a cap of 0.125 is 0.13."""
    found = mark({"grain.a": 5}, bonus(3), deduction(3), listed=SIMPLE, rules=scheme(caps=("0.125", "0.124")))
    assert (found.bonus, found.deduction) == (13, 12)


def test_a_cap_of_zero_forbids_adjustments() -> None:
    found = mark({"grain.a": 5}, bonus(3), deduction(3), listed=SIMPLE, rules=scheme(caps=(0, 0)))
    assert totals(found) == ("50.00", "50.00")


def test_a_mark_does_not_fall_below_zero() -> None:
    """Section 6.5."""
    assert totals(mark({"grain.a": 1}, deduction(10), listed=SIMPLE)) == ("0.00", "0.00")
    assert totals(mark({"grain.a": "0.5"}, deduction(10), listed=SIMPLE)) == ("0.00", "0.00")


def test_a_mark_may_rise_above_the_total() -> None:
    """Section 6.5: only the bonus cap limits it."""
    assert totals(mark({"grain.a": 10}, bonus(5), listed=SIMPLE)) == ("105.00", "105.00")


def test_a_veto_changes_no_figure_and_is_kept() -> None:
    found = mark({"grain.a": 5}, veto(), listed=SIMPLE)
    assert found.vetoed
    assert found.vetoes == (veto(),)


@pytest.mark.parametrize(
    ("given", "rounding", "earned", "item_mark"),
    [
        # points of 4 in whole marks of 10: first the earned points are rounded, then the item's mark
        ("0.5", HALF_EVEN, 0, 0),
        ("1.5", HALF_EVEN, 2, 5),
        ("2.5", HALF_EVEN, 2, 5),
        ("3.5", HALF_EVEN, 4, 10),
        ("1", HALF_EVEN, 1, 2),  # 2.5
        ("3", HALF_EVEN, 3, 8),  # 7.5
        ("0.5", Rounding.HALF_UP, 1, 3),
        ("2.5", Rounding.HALF_UP, 3, 8),
        ("1", Rounding.HALF_UP, 1, 3),
        ("3", Rounding.HALF_UP, 3, 8),
    ],
)
def test_whole_marks_round_their_halves_by_the_rule(
    given: str, rounding: Rounding, earned: int, item_mark: int
) -> None:
    """Section 6: no decimals, `half_even` (GB/T 8170) or `half_up`; ten marks out of 20."""
    rule = marks_rule(total=20, decimals=0, rounding=rounding)
    listed = checklist(item("grain", task("grain.a", 4)), item("river", task("river.a", 4)))
    found = mark({"grain.a": given, "river.a": 0}, listed=listed, rules=scheme(marks=rule))
    assert earned_points(found) == [earned, 0]
    assert totals(found, rule) == (str(item_mark), str(item_mark))


@pytest.mark.parametrize(("rounding", "total"), [(HALF_EVEN, "12"), (Rounding.HALF_UP, "13")])
def test_adjustments_are_rounded_by_the_same_rule(rounding: Rounding, total: str) -> None:
    """Section 6.5: 10 + 2.5 − 0.4."""
    rule = marks_rule(total=20, decimals=0, rounding=rounding)
    found = mark({"grain.a": 5}, bonus("2.5"), deduction("0.4"), listed=SIMPLE, rules=scheme(marks=rule))
    assert totals(found, rule) == (total, total)


def test_points_that_are_no_whole_units_are_the_divisor_as_they_are() -> None:
    """Section 6.3: only figures that are printed are rounded; 100 × 0.75/0.755 = 99.3377… exactly."""
    listed = checklist(item("grain", task("grain.a", "0.755")))
    assert totals(mark({"grain.a": "0.75"}, listed=listed)) == ("99.34", "99.34")


def test_all_villages_without_a_mark_are_named() -> None:
    """Section 6: a village with no applicable item has no mark: an error that names it."""
    villages = [village("A1"), village("A2"), village("A3")]
    inputs = entered({"A1": {"grain.a": "NA"}, "A2": {"grain.a": 5}})
    with pytest.raises(NothingApplicable) as error:
        mark_villages(scheme(), SIMPLE, villages, inputs, Missing.EXCLUDE)
    assert [one.code for one in error.value.villages] == ["A1", "A3"]
    assert str(error.value) == "A1, A3"


def test_a_towns_own_item_alone_makes_no_city_mark() -> None:
    """Sections 5 and 6: the city mark has no applicable item, so the village has no mark."""
    with pytest.raises(NothingApplicable):
        mark({"shore.clean": 5}, missing=Missing.EXCLUDE)


def test_every_village_is_measured_against_its_own_target() -> None:
    """Section 3: `target: per_village`; of 8 points, 2 + 4 and 1 + 4 are earned."""
    villages = [village("A1"), village("A2")]
    listed = checklist(item("grain", task("grain.a", 4, ratio()), task("grain.b", 4)))
    inputs = entered(
        {one.code: {"grain.a": 50, "grain.b": 4} for one in villages},
        targets={("A1", "grain.a"): 100, ("A2", "grain.a"): 200},
    )
    found = mark_villages(scheme(), listed, villages, inputs, Missing.BLOCK)
    assert [one.town_mark for one in found] == [7500, 6250]


def test_towns_that_stress_other_themes_are_marked_side_by_side() -> None:
    """Section 5: the same two items apply in both towns, and weigh 1 to 1 in T1 and 1 to 3 in T2."""
    listed = checklist(
        item("grain"),
        item("river", themes=["water"]),
        towns=[town_rules("T2", emphasis=[stress("water", 3)])],
    )
    villages = [village("A1", "T1"), village("B1", "T2")]
    inputs = entered({one.code: {"grain.all": 10, "river.all": 0} for one in villages})
    found = mark_villages(scheme(), listed, villages, inputs, Missing.BLOCK)
    assert [totals(one) for one in found] == [("50.00", "50.00"), ("25.00", "50.00")]


def test_tasks_of_equal_text_and_value_are_told_apart() -> None:
    """The same value earns by each task's own method."""
    listed = checklist(item("grain", task("grain.a", 4), task("grain.b", 4, deduct(1))))
    assert earned_points(mark({"grain.a": 1, "grain.b": 1}, listed=listed)) == [100, 300]


def test_the_same_village_under_other_rules_is_marked_anew() -> None:
    """Nothing is kept from one evaluation to the next."""
    before = totals(mark({"grain.a": 5}, listed=SIMPLE))
    heavier = replace(SIMPLE, items=(*SIMPLE.items, item("river", task("river.a"), weight=3)))
    after = totals(mark({"grain.a": 5, "river.a": 0}, listed=heavier))
    assert (before, after) == (("50.00", "50.00"), ("12.50", "12.50"))


def test_without_a_cap_all_counts() -> None:
    listed = checklist(item("a"))
    inputs = entered({"A1": {"a.all": 5}}, adjustments={"A1": [bonus(12), deduction(30)]})
    (marks,) = mark_villages(scheme(caps=(None, None)), listed, [village("A1")], inputs, Missing.BLOCK)
    assert (marks.bonus, marks.deduction) == (1200, 3000)
