"""How a figure came about, as a sum that a calculator confirms (CONTRACT.md sections 3, 5, 6 and 11)."""

from dataclasses import replace

import pytest

from qsq.domain.faults import Place
from qsq.domain.observed.observation import Adjustment
from qsq.domain.observed.whereabouts import Whereabouts
from qsq.domain.results.derived import Derived, Formula, compared
from qsq.domain.scheme.checklist import Checklist, Combine, How
from qsq.domain.scheme.methods import Method
from qsq.domain.scheme.scheme import Missing
from qsq.scoring.derivation import Derivation
from qsq.scoring.marks import VillageMarks, mark_villages
from tests.unit.builders import (
    AWARD,
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
    ratio,
    scaled,
    scheme,
    stress,
    task,
    town_rules,
    village,
)
from tests.unit.told import block, told

A1 = village("A1")


def derived(listed: Checklist, *adjustments: Adjustment, **values: Number) -> tuple[Derivation, VillageMarks]:
    """The sums of A1; values by task, `_` for the point in its name; A1's own targets are 80, others' 5."""
    seen = {name.replace("_", "."): value for name, value in values.items()}
    targets: dict[tuple[str, str], Number] = {("A2", "grain.a"): 5, ("A1", "grain.a"): 80}
    inputs = entered({"A1": seen}, targets=targets, adjustments={"A1": adjustments})
    (marks,) = mark_villages(scheme(), listed, [A1], inputs, Missing.BLOCK)
    return Derivation(scheme(), listed, inputs, marks), marks


def of_task(method: Method, value: Number, points: Number = 4) -> str:
    told, marks = derived(checklist(item("grain", task("grain.a", points, method))), grain_a=value)
    return told.task(marks.items[0].tasks[0]).line


@pytest.mark.parametrize(
    ("method", "value", "told"),
    [
        (AWARD, "3.5", "3.5 = 3.50"),
        (deduct("0.5"), 3, "max(0, 4 − 0.5 × 3) = 2.50"),
        (deduct(3, -2), 4, "max(-2, 4 − 3 × 4) = -2.00"),
        (ratio(100), 80, "4 × min(1, 80 ÷ 100) = 3.20"),
        (ratio(), 60, "4 × min(1, 60 ÷ 80) = 3.00"),
        (grade(优="100%", 良="85%"), "良", "4 × 85% = 3.40"),
        (YES_NO, True, "4 = 4.00"),
        (YES_NO, False, "0 = 0.00"),
        (bands((90, 4), (60, 2)), 75, "75 < 90, 75 ≥ 60: 2 = 2.00"),
        (bands((90, 4), (60, 2)), 90, "90 ≥ 90: 4 = 4.00"),
        (bands((90, 4), (60, 2)), 59, "59 < 60: 0 = 0.00"),
        (scaled(10, 50), 20, "min(4, max(0, 4 × (20 − 10) ÷ (50 − 10))) = 1.00"),
        (scaled(50, 10, -1, 6), 60, "min(6, max(-1, 4 × (60 − 50) ÷ (10 − 50))) = -1.00"),
    ],
)
def test_what_a_tasks_points_follow_from(method: Method, value: Number, told: str) -> None:
    assert of_task(method, value) == told


def test_what_nobody_noted_and_was_read_as_zero_is_shown_as_nought() -> None:
    two = checklist(item("grain", task("grain.a"), task("grain.b")))
    inputs = entered({"A1": {"grain.a": 2}})
    (marks,) = mark_villages(scheme(), two, [A1], inputs, Missing.ZERO)
    told = Derivation(scheme(), two, inputs, marks)
    assert [told.task(one).line for one in marks.items[0].tasks] == ["2 = 2.00", "0.00"]


def test_what_does_not_apply_has_no_sum() -> None:
    two = checklist(item("grain", task("grain.a"), task("grain.b")), item("party"))
    told, marks = derived(two, grain_a="NA", grain_b=2, party_all=10)
    assert [told.task(one).line for one in marks.items[0].tasks] == ["NA", "2 = 2.00"]
    assert told.item(marks.items[0]).line == "50.00 × (2.00) ÷ 4 = 25.00"
    told, marks = derived(two, grain_a="NA", grain_b="NA", party_all=10)
    assert [told.item(one).line for one in marks.items] == ["NA", "100.00 × (10.00) ÷ 10 = 100.00"]
    assert told.mark(city=True).line == "100.00 + 0.00 − 0.00 = 100.00"


@pytest.mark.parametrize(
    ("how", "told"),
    [
        (How.MEAN, "(4.00 + 1.00 + 3.00) ÷ 3 = 2.67"),
        (How.TRIMMED_MEAN, "(3.00) ÷ 1 = 3.00"),
        (How.LOWEST, "min(4.00, 1.00, 3.00) = 1.00"),
    ],
)
def test_what_rounds_make_together(how: How, told: str) -> None:
    watched = task("grain.a", 4, combine=Combine(4, how))
    listed = checklist(item("grain", watched))
    values: dict[str, Number] = {"grain_a": 4, "grain_a#2": 1, "grain_a#3": "NA", "grain_a#4": 3}
    sums, marks = derived(listed, **values)
    assert sums.task(marks.items[0].tasks[0]).line == told


def test_a_figure_below_0_stands_in_brackets_in_a_sum() -> None:
    listed = checklist(
        item("grain", task("grain.a", 4, deduct(3, -2)), task("grain.b"), weight=3), item("party")
    )
    told, marks = derived(listed, grain_a=4, grain_b=1, party_all=4)
    assert told.item(marks.items[0]).line == "75.00 × ((-2.00) + 1.00) ÷ 8 = -9.38"
    assert told.mark(city=True).line == "(-9.38) + 10.00 + 0.00 − 0.00 = 0.62"
    watched = checklist(item("grain", task("grain.a", 4, deduct(3, -2), Combine(2, How.MEAN))))
    told, marks = derived(watched, **{"grain_a": 4, "grain_a#2": 0})
    assert told.task(marks.items[0].tasks[0]).line == "((-2.00) + 4.00) ÷ 2 = 1.00"


def test_the_towns_own_item_counts_in_its_mark_alone() -> None:
    listed = checklist(item("party"), towns=[town_rules("T1", add=[item("shore", weight="0.5")])])
    told, marks = derived(listed, bonus(2), deduction("0.5"), party_all=8, shore_all=5)
    assert [told.item(one).line for one in marks.items] == [
        "66.67 × (8.00) ÷ 10 = 53.34",
        "33.33 × (5.00) ÷ 10 = 16.67",
    ]
    assert told.mark(city=False).line == "53.34 + 16.67 + 2.00 − 0.50 = 71.51"
    assert told.mark(city=True).line == "80.00 + 2.00 − 0.50 = 81.50"


def test_a_mark_is_never_below_0() -> None:
    told, _marks = derived(checklist(item("party")), deduction(9), party_all="0.5")
    assert told.mark(city=True).line == "max(0, 5.00 + 0.00 − 9.00) = 0.00"
    told, _marks = derived(checklist(item("party")), deduction(5), party_all="0.5")
    assert told.mark(city=True).line == "5.00 + 0.00 − 5.00 = 0.00", "nothing was cut"


def test_of_a_village_of_which_nothing_was_noted_every_figure_is_told() -> None:
    listed = checklist(item("grain", task("grain.a", 4, ratio())))
    inputs = entered({"A2": {"grain.a": 2}}, targets={("A2", "grain.a"): 5}, adjustments={"A2": [bonus(1)]})
    (marks,) = mark_villages(scheme(), listed, [A1], inputs, Missing.ZERO)
    assert list(told([Derivation(scheme(), listed, inputs, marks).mark(city=False)])) == block("""
        town_mark by town_mark: 0.00 + 0.00 − 0.00 = 0.00
          grain by item: 100.00 × (0.00) ÷ 4 = 0.00 [full 100.00; earned 0.00; points 4]
            grain by full: 100 × 1 ÷ 1 = 100.00 [unit 0.01]
            grain.a by zero: 0.00
    """)


def test_a_derivation_for_programs_says_all_of_it_by_its_names() -> None:
    values, place = {"unit": "0.01"}, Place("data/towns.csv", "B2")
    part = compared("behind", Formula.BEHIND, "1 < 2", holds=True, values=values)
    told = Derived(
        "rank", Formula.RANK, "1 + 1", "2", rounded=True, values={"a": "b"}, places=(place,), parts=(part,)
    )
    assert told.answer() == {
        "of": "rank", "formula": "rank", "numbers": "1 + 1", "result": "2", "rounded": True, "values": {"a": "b"},
        "places": [{"file": "data/towns.csv", "where": "B2"}],
        "parts": [{
            "of": "behind", "formula": "behind", "numbers": "1 < 2", "result": "✓", "rounded": False,
            "values": values, "places": [], "parts": [],
        }],
    }  # fmt: skip
    assert list(told.every()) == [told, part]
    assert compared("behind", Formula.BEHIND, "2 < 2", holds=False, parts=(part,)) == Derived(
        "behind", Formula.BEHIND, "2 < 2", "✗", parts=(part,)
    )


WHOLE = """
    town_mark by town_mark: 37.50 + 14.18 + 7.95 + 6.36 + 5.00 − 0.50 = 70.49
      full by left_over: 100 − (54.54 + 18.18 + 18.18 + 9.09) = 0.01 [unit 0.01; count 1]
        grain by rest: 100 × 3 ÷ 5.5 ÷ 0.01 − 5454 = 6/11 [unit 0.01]
        party by rest: 100 × 1 ÷ 5.5 ÷ 0.01 − 1818 = 2/11 [unit 0.01]
        river by rest: 100 × 1 ÷ 5.5 ÷ 0.01 − 1818 = 2/11 [unit 0.01]
        shore by rest: 100 × 0.5 ÷ 5.5 ÷ 0.01 − 909 = 1/11 [unit 0.01]
      grain by item: 54.55 × (3.00 + 2.50) ÷ 8 ≈ 37.50 [full 54.55; earned 5.50; points 8]
        grain by full: ⌊100 × 3 ÷ 5.5 ÷ 0.01⌋ × 0.01 + 0.01 ≈ 54.55 [unit 0.01]
          grain by weight: 2 × 1.5 = 3 [themes 春耕]
        grain.a by ratio: 4 × min(1, 60 ÷ 80) = 3.00 [value 60; points 4; unit 亩; target 80] (agriculture.csv C2, targets.csv C3)
        grain.b by deduct: max(1, 4 − 0.5 × 3) = 2.50 [value 3; points 4; unit ; each 0.5; floor 1]
      party by item: 18.18 × (3.40 + 0.50) ÷ 5 ≈ 14.18 [full 18.18; earned 3.90; points 5]
        party by full: ⌊100 × 1 ÷ 5.5 ÷ 0.01⌋ × 0.01 ≈ 18.18 [unit 0.01]
        party.a by grade: 4 × 85% = 3.40 [value 良; points 4; unit ; share 85%]
        party.b by mean: (1.00 + 0.00) ÷ 2 = 0.50
          party.b by yes: 1 = 1.00 [value 是; points 1; unit ]
          party.b#2 by no: 0 = 0.00 [value 否; points 1; unit ]
      river by item: 18.18 × (1.50 + 2.00) ÷ 8 ≈ 7.95 [full 18.18; earned 3.50; points 8]
        river by full: ⌊100 × 1 ÷ 5.5 ÷ 0.01⌋ × 0.01 ≈ 18.18 [unit 0.01]
        river.a by band: 75 < 90, 75 ≥ 60: 1.5 = 1.50 [value 75; points 4; unit ; start 60; reached 1.5]
        river.b by scale: min(4, max(0, 4 × (50 − 20) ÷ (80 − 20))) = 2.00 [value 50; points 4; unit ; zero 20; full 80; least 0; most 4]
      fire by void: NA
        fire.a by na: NA [note 没有水田]
      shore by item: 9.09 × (7.00) ÷ 10 ≈ 6.36 [full 9.09; earned 7.00; points 10]
        shore by full: ⌊100 × 0.5 ÷ 5.5 ÷ 0.01⌋ × 0.01 ≈ 9.09 [unit 0.01]
        shore.all by award: 7 = 7.00 [value 7; points 10; unit ]
      bonus by bonus: min(5, 4 + 2.5) = 5.00
        bonus by adjustment: 4 = 4 [reason 获市级表彰; department office; basis ] (adjustments.csv C4)
        bonus by adjustment: 2.5 = 2.5 [reason 获市级表彰; department office; basis ]
      deduction by deduction: min(10, 0.5) = 0.50
        deduction by adjustment: 0.5 = 0.5 [reason 通报批评; department office; basis ]
    city_mark by city_mark: 41.25 + 15.60 + 8.75 + 5.00 − 0.50 = 70.10
      grain by item: 60.00 × (3.00 + 2.50) ÷ 8 = 41.25 [full 60.00; earned 5.50; points 8]
        grain by full: 100 × 3 ÷ 5 = 60.00 [unit 0.01]
          grain by weight: 2 × 1.5 = 3 [themes 春耕]
      party by item: 20.00 × (3.40 + 0.50) ÷ 5 = 15.60 [full 20.00; earned 3.90; points 5]
        party by full: 100 × 1 ÷ 5 = 20.00 [unit 0.01]
      river by item: 20.00 × (1.50 + 2.00) ÷ 8 = 8.75 [full 20.00; earned 3.50; points 8]
        river by full: 100 × 1 ÷ 5 = 20.00 [unit 0.01]
"""
"""All that A1's marks follow from: a stressed item, one that does not apply, one of the town's own, a cap."""


def test_every_figure_of_a_village_is_told_with_all_that_it_follows_from() -> None:
    listed = checklist(
        item(
            "grain",
            task("grain.a", 4, ratio()),
            task("grain.b", 4, deduct("0.5", 1)),
            weight=2,
            themes=["spring"],
        ),
        item(
            "party",
            task("party.a", 4, grade(优="100%", 良="85%")),
            task("party.b", 1, YES_NO, Combine(2, How.MEAN)),
        ),
        item("river", task("river.a", 4, bands((90, 3), (60, "1.5"))), task("river.b", 4, scaled(20, 80))),
        item("fire", task("fire.a", 3)),
        emphasis=[replace(stress("spring", "1.5"), name="春耕")],
        towns=[town_rules("T1", add=[item("shore", weight="0.5")])],
    )
    seen: dict[str, Number] = {
        "grain.a": 60, "grain.b": 3, "party.a": "良", "party.b": True, "party.b#2": False, "river.a": 75,
        "river.b": 50, "fire.a": "NA", "shore.all": 7,
    }  # fmt: skip
    given = (bonus(4), bonus("2.5"), deduction("0.5"))
    inputs = entered({"A1": seen}, targets={("A1", "grain.a"): 80}, adjustments={"A1": given})
    known = Whereabouts(
        {"grain.a": Place("agriculture.csv", "C2")},
        {"grain.a": Place("targets.csv", "C3")},
        {given[0]: Place("adjustments.csv", "C4")},
    )
    (marks,) = mark_villages(scheme(), listed, [A1], inputs, Missing.BLOCK)
    sums = Derivation(scheme(), listed, inputs, marks, known)
    assert list(told([sums.mark(city=False), sums.mark(city=True)])) == block(WHOLE)
    assert sums.item_line(marks.items[0]) == "54.55 [100 × 3 ÷ 5.5] × (3.00 + 2.50) ÷ 8 = 37.50"
    assert sums.item_line(marks.items[3]) == "NA"


def test_what_a_town_stresses_counts_in_its_own_weights_alone() -> None:
    listed = checklist(
        item("grain", weight=2, themes=["spring"]),
        item("party"),
        emphasis=[stress("spring", "1.5")],
        towns=[town_rules("T1", emphasis=[stress("spring", "1.2")])],
    )
    sums, marks = derived(listed, grain_all=5, party_all=5)
    weights = [sums.full(marks.items[0], city=city).parts[0].line for city in (False, True)]
    assert weights == ["2 × 1.5 × 1.2 = 3.6", "2 × 1.5 = 3"]


def test_what_nobody_noted_and_was_left_out_is_told_apart_from_what_does_not_apply() -> None:
    listed = checklist(item("grain", task("grain.a"), task("grain.b"), task("grain.c")))
    inputs = entered({"A1": {"grain.a": 2, "grain.c": "NA"}})
    (marks,) = mark_villages(scheme(), listed, [A1], inputs, Missing.EXCLUDE)
    sums = Derivation(scheme(), listed, inputs, marks)
    found = [sums.task(one).formula for one in marks.items[0].tasks]
    assert found == [Formula.AWARD, Formula.EXCLUDED, Formula.NA]
