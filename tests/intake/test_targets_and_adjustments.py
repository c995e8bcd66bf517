"""The villages' own targets, and bonuses, deductions and vetoes (CONTRACT.md sections 2, 3, 6)."""

from pathlib import Path

import pytest

from tests.conftest import Qsq
from tests.intake.builders import (
    ADJUSTMENTS,
    AGRICULTURE,
    AWARDS,
    CHECK,
    ISSUE,
    SCORE,
    TARGETS,
    Wrong,
    answer_of,
    assert_named,
    assert_refused,
    change,
    refusal,
    table,
)

VETO = "A2,veto,,发生安全事故,agriculture"
WARNING = (
    "2023Q1: the veto against A2 东二村 names no basis: 一票否决 rests on central or provincial authority only"
    "; name the document in basis"
)


# fmt: off
@table(
    ("a target of 0", TARGETS, "A2,grain.seedlings,200", "A2,grain.seedlings,0", "C3", ("“0”", "above 0")),
    ("a target below 0", TARGETS, "A2,grain.seedlings,200", "A2,grain.seedlings,-200", "C3", ("“-200”", "above 0")),
    ("a target with another unit", TARGETS, "A2,grain.seedlings,200", "A2,grain.seedlings,200户",
     "C3", ("“200户”", "a number above 0")),
    ("no target", TARGETS, "A2,grain.seedlings,200", "A2,grain.seedlings,", "C3", ("“”", "a number above 0")),
    ("a task that takes no target", TARGETS, "B3,grain.seedlings,120", "B3,grain.seedlings,120\nA1,grain.hazards,3",
     "B8", ("grain.hazards", "per_village")),
    ("an unknown task", TARGETS, "B3,grain.seedlings,120", "B3,grain.seedlings,120\nA1,grain.harvest,3",
     "B8", ("grain.harvest", "per_village")),
    ("no task", TARGETS, "B3,grain.seedlings,120", "B3,grain.seedlings,120\nA1,,3", "B8", ("“”", "per_village")),
    ("an unknown village", TARGETS, "B3,grain.seedlings,120", "B3,grain.seedlings,120\nB9,grain.seedlings,3",
     "A8", ("B9", "register")),
    ("a code that Excel made a number of", TARGETS, "B3,grain.seedlings,120",
     "B3,grain.seedlings,120\n4.31181E+11,grain.seedlings,3", "A8", ("4.31181E+11", "into a number")),
    ("a target that stands twice", TARGETS, "B3,grain.seedlings,120", "B3,grain.seedlings,120\nA2,grain.seedlings,200",
     "B8", ("A2", "grain.seedlings", "twice")),
)
# fmt: on
def test_a_wrong_target_is_refused_with_its_cell(wrong: Wrong, qsq: Qsq, small: Path) -> None:
    assert_refused(qsq, small, wrong, SCORE, CHECK, ISSUE)


def test_a_missing_target_of_an_observed_village_is_refused(qsq: Qsq, small: Path) -> None:
    change(small, TARGETS, "A2,grain.seedlings,200\n", "")
    places = refusal(qsq, small, SCORE, CHECK)
    assert_named(places, TARGETS, "", "A2", "东二村", "grain.seedlings", "add a row")


def test_a_missing_table_of_targets_names_every_village_that_needs_one(qsq: Qsq, small: Path) -> None:
    (small / TARGETS).unlink()
    places = refusal(qsq, small, SCORE, CHECK)
    assert [place[:2] for place in places] == [(TARGETS, "")] * 5
    assert not [place for place in places if "B1" in place[2]], "B1 has no paddy fields: NA needs no target"


def test_no_target_is_needed_where_the_task_does_not_apply(qsq: Qsq, small: Path) -> None:
    expected = answer_of(qsq, small)
    change(small, TARGETS, "B1,grain.seedlings,100\n", "")
    assert answer_of(qsq, small) == expected


# fmt: off
@table(
    ("a kind that is none", ADJUSTMENTS, "A1,bonus", "A1,prize", "B2", ("“prize”", "bonus, deduction, veto, 加分, 扣分, 一票否决")),
    ("no kind", ADJUSTMENTS, "A1,bonus", "A1,", "B2", ("“”", "bonus, deduction, veto, 加分")),
    ("a department that is none", ADJUSTMENTS, "获市级表彰,organisation", "获市级表彰,team",
     "E2", ("“team”", "data/departments.csv")),
    ("a department by its name", ADJUSTMENTS, "获市级表彰,organisation", "获市级表彰,组织部",
     "E2", ("“组织部”", "data/departments.csv")),
    ("a veto with points", ADJUSTMENTS, "A1,bonus,1", "A1,veto,5", "C2", ("“5”", "expected 0")),
    ("no reason", ADJUSTMENTS, "获市级表彰", "", "D2", ("reason is empty",)),
    ("a bonus below 0", ADJUSTMENTS, "A1,bonus,1", "A1,bonus,-1", "C2", ("“-1”", "≥ 0")),
    ("a deduction below 0", ADJUSTMENTS, "B3,deduction,0.5", "B3,deduction,-0.5", "C3", ("“-0.5”", "≥ 0")),
    ("a bonus with its unit", ADJUSTMENTS, "A1,bonus,1", "A1,bonus,1分", "C2", ("“1分”", "≥ 0")),
    ("a bonus without points", ADJUSTMENTS, "A1,bonus,1", "A1,bonus,", "C2", ("“”", "≥ 0")),
    ("an unknown village", ADJUSTMENTS, "A1,bonus", "A9,bonus", "A2", ("A9", "register")),
    ("a code that Excel made a number of", ADJUSTMENTS, "A1,bonus", "4.31181E+11,bonus",
     "A2", ("4.31181E+11", "into a number")),
    ("an unknown column", ADJUSTMENTS, "reason,department", "reason,department,by",
     "F1", ("by", "village_code, kind, points, reason, department, basis")),
)
# fmt: on
def test_a_wrong_adjustment_is_refused_with_its_cell(wrong: Wrong, qsq: Qsq, small: Path) -> None:
    assert_refused(qsq, small, wrong, SCORE, CHECK)


@pytest.mark.parametrize("points", ["", "0", "0.0"])
def test_a_veto_has_no_points_or_zero(points: str, qsq: Qsq, small: Path) -> None:
    change(small, ADJUSTMENTS, "B3,deduction", f"A2,veto,{points},发生安全事故,agriculture\nB3,deduction")
    assert [village["village_code"] for village in answer_of(qsq, small) if village["vetoed"]] == ["A2"]


def test_a_town_may_give_an_adjustment(qsq: Qsq, small: Path) -> None:
    change(small, ADJUSTMENTS, "通报批评,agriculture", "通报批评,town")
    assert answer_of(qsq, small)[5]["deduction"] == "0.50"


def test_a_veto_without_a_basis_is_a_warning_in_json_and_in_text(qsq: Qsq, small: Path) -> None:
    change(small, ADJUSTMENTS, "B3,deduction", f"{VETO}\nB3,deduction")
    for command in (SCORE, CHECK):
        run = qsq(*command, "--json", workspace=small)
        assert run.code == 0
        assert run.answer["warnings"] == [WARNING]
        assert run.err == ""
        told = qsq(*command, workspace=small)
        assert told.err == f"warning: {WARNING}\n"


def test_a_veto_without_a_basis_is_a_warning_in_the_years_awards_too(qsq: Qsq, small: Path) -> None:
    change(small, ADJUSTMENTS, "B3,deduction", f"{VETO}\nB3,deduction")
    assert qsq(*SCORE, "--json", workspace=small).code == 0
    run = qsq(*AWARDS, "--json", workspace=small)
    assert run.code == 0
    assert [text for text in run.answer["warnings"] if "A2" in text and "names no basis" in text]


def test_a_veto_with_a_basis_is_no_warning(qsq: Qsq, small: Path) -> None:
    change(small, ADJUSTMENTS, "reason,department", "reason,department,basis")
    change(small, ADJUSTMENTS, "B3,deduction", f"{VETO},湘办发〔2021〕1号\nB3,deduction")
    run = qsq(*SCORE, "--json", workspace=small)
    assert run.code == 0
    assert run.answer["warnings"] == []
    assert qsq(*SCORE, workspace=small).err == ""


def test_a_basis_of_spaces_is_none(qsq: Qsq, small: Path) -> None:
    change(small, ADJUSTMENTS, "reason,department", "reason,department,basis")
    change(small, ADJUSTMENTS, "B3,deduction", f"{VETO}, \u3000\nB3,deduction")
    assert qsq(*SCORE, "--json", workspace=small).answer["warnings"] == [WARNING]


def test_adjustments_and_observations_that_are_wrong_are_listed_together(qsq: Qsq, small: Path) -> None:
    change(small, ADJUSTMENTS, "A1,bonus,1,获市级表彰,organisation", "A1,bonus,x,,nobody")
    change(small, AGRICULTURE, "150.5", "viel")
    places = refusal(qsq, small, SCORE)
    assert sorted(place[:2] for place in places) == [
        (ADJUSTMENTS, "C2"),
        (ADJUSTMENTS, "D2"),
        (ADJUSTMENTS, "E2"),
        (AGRICULTURE, "C4"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "A1,bonus,1,获市级 表彰,organisation",
        "A1,加分,1.0,获市级表彰,organisation",
        "A1,bonus,1,　获市级表彰,organisation",
        "A1,bonus,1.00,获市级表彰 ,organisation",
    ],
)
def test_an_adjustment_entered_twice_is_seen_however_it_is_spelt(row: str, qsq: Qsq, small: Path) -> None:
    change(small, ADJUSTMENTS, "B3,", f"{row}\nB3,")
    assert_named(refusal(qsq, small, SCORE), ADJUSTMENTS, "A3", "stands twice", "A2")


@pytest.mark.parametrize("row", ["A1,bonus,1,获省级表彰,organisation", "A1,bonus,2,获市级表彰,organisation"])
def test_two_things_are_two_adjustments(row: str, qsq: Qsq, small: Path) -> None:
    change(small, ADJUSTMENTS, "B3,", f"{row}\nB3,")
    assert qsq(*SCORE, workspace=small).code == 0
