"""What departments and towns saw, row by row (CONTRACT.md sections 3 and 4)."""

from pathlib import Path

import pytest

from tests.conftest import Qsq
from tests.intake.builders import (
    AGRICULTURE,
    CHECK,
    ORGANISATION,
    PERIOD,
    SCORE,
    TOWN_SEEN,
    VILLAGES,
    Wrong,
    answer_of,
    assert_named,
    assert_refused,
    assert_says,
    change,
    in_place_of_town_csv,
    refusal,
    table,
)

BANDS = "{kind: bands, bands: [{from: 90, points: 3}, {from: 60, points: 1.5}]}"
GRADES = "{kind: grade, grades: {优: 100%, 良: 80%, 差: 0%}}"


# fmt: off
@table(
    ("award: more than the task's points", TOWN_SEEN, "4.5", "5.5", "C2", ("shore.clean", "“5.5”", "0 … 5")),
    ("award: below 0", TOWN_SEEN, "4.5", "-1", "C2", ("“-1”", "0 … 5")),
    ("award: a number in words", TOWN_SEEN, "4.5", "五分", "C2", ("“五分”", "a number (0 … 5)", "without unit")),
    ("deduct: below 0", AGRICULTURE, "hazards,1", "hazards,-1", "C5", ("grain.hazards", "“-1”", "0, 1, 2 …")),
    ("deduct: no whole count", AGRICULTURE, "hazards,1", "hazards,1.5", "C5", ("“1.5”", "0, 1, 2 …")),
    ("deduct: a count with its unit", AGRICULTURE, "hazards,1", "hazards,1处", "C5", ("“1处”", "without unit")),
    ("ratio: below 0", AGRICULTURE, "150.5", "-150.5", "C4", ("grain.seedlings", "“-150.5”", "≥ 0")),
    ("ratio: a number with its unit", AGRICULTURE, "150.5", "150.5亩", "C4", ("“150.5亩”", "without unit")),
    ("ratio: full-width digits", AGRICULTURE, "150.5", "１５０", "C4", ("“１５０”", "a number")),
    ("ratio: a comma in the number", AGRICULTURE, "150.5", '"1,150"', "C4", ("“1,150”", "a number")),
    ("ratio: more digits than count", AGRICULTURE, "150.5", "1e999", "C4", ("“1e999”", "a number")),
    ("ratio: not a number", AGRICULTURE, "150.5", "nan", "C4", ("“nan”", "a number")),
    ("grade: another word", ORGANISATION, "study,优", "study,中", "C3", ("party.study", "“中”", "优 / 良 / 差")),
    ("grade: a number", ORGANISATION, "study,优", "study,95", "C3", ("“95”", "优 / 良 / 差")),
    ("yes_no: another word", ORGANISATION, "meeting,是", "meeting,已", "C2", ("party.meeting", "“已”", "是 / 否")),
    ("yes_no: another number", ORGANISATION, "meeting,是", "meeting,2", "C2", ("“2”", "是 / 否")),
    ("NA without a note", AGRICULTURE, "没有水田", "", "D8", ("NA needs a note",)),
    ("NA with an empty note", AGRICULTURE, "没有水田", " \u3000", "D8", ("NA needs a note",)),
    ("NA in small letters", AGRICULTURE, "NA,没有水田", "na,没有水田", "C8", ("“na”", "a number")),
    ("NA in Chinese", AGRICULTURE, "NA,没有水田", "不适用,没有水田", "C8", ("“不适用”", "a number")),
    ("an unknown village", AGRICULTURE, "A2,grain.seedlings", "A9,grain.seedlings", "A4", ("A9", "register")),
    ("no village", AGRICULTURE, "A2,grain.seedlings", ",grain.seedlings", "A4", ("missing", "register")),
    ("a village by its name", AGRICULTURE, "A2,grain.seedlings", "东二村,grain.seedlings", "A4", ("东二村",)),
    ("a code that Excel made a number of", AGRICULTURE, "A2,grain.seedlings", "4.31181E+11,grain.seedlings",
     "A4", ("4.31181E+11", "turned", "into a number", "as text")),
    ("a code that a program made a decimal of", AGRICULTURE, "A2,grain.seedlings", "431181.0,grain.seedlings",
     "A4", ("431181.0", "into a number")),
    ("an unknown task", AGRICULTURE, "A2,grain.seedlings", "A2,grain.harvest",
     "B4", ("grain.harvest", "东镇", "item.task")),
    ("a task without its item", AGRICULTURE, "A2,grain.seedlings", "A2,seedlings", "B4", ("seedlings", "item.task")),
    ("no task", AGRICULTURE, "A2,grain.seedlings", "A2,", "B4", ("missing", "item.task")),
    ("a task of another town", TOWN_SEEN, "B1,", "A1,", "B2", ("shore.clean", "东镇")),
    ("a row that stands twice", AGRICULTURE, "A2,grain.hazards,1,", "A2,grain.seedlings,7,",
     "A5", ("A2", "grain.seedlings", "twice", f"{AGRICULTURE}:A4")),
    ("a row that stands twice and agrees", AGRICULTURE, "A2,grain.hazards,1,", "A2,grain.seedlings,150.5,",
     "A5", ("A2", "grain.seedlings", "twice", f"{AGRICULTURE}:A4")),
)
# fmt: on
def test_a_wrong_observation_is_refused_with_its_cell(wrong: Wrong, qsq: Qsq, small: Path) -> None:
    assert_refused(qsq, small, wrong, SCORE, CHECK)


@pytest.mark.parametrize("value", ["九成", "95%", "95分", "优"])
def test_bands_take_numbers_only(value: str, qsq: Qsq, small: Path) -> None:
    change(small, PERIOD, GRADES, BANDS)
    rows = "".join(f"{village},party.study,{value if village == 'A3' else 95},\n" for village in ("A1", "A3"))
    change(small, ORGANISATION, "", f"village_code,task,value,note\n{rows}")
    places = refusal(qsq, small, SCORE)
    assert_named(places, ORGANISATION, "C3", "party.study", f"“{value}”", "a number", "without unit")


@pytest.mark.parametrize(("value", "points"), [("-3", "16.00"), ("60", "28.00"), ("89.99", "28.00"), ("9e1", "40.00")])
def test_bands_take_every_number(value: str, points: str, qsq: Qsq, small: Path) -> None:
    change(small, PERIOD, GRADES, BANDS)
    observed = (small / ORGANISATION).read_text(encoding="utf-8")
    for grade in ("优", "良", "差"):
        observed = observed.replace(f"study,{grade}", f"study,{value}")
    change(small, ORGANISATION, "", observed)
    party = answer_of(qsq, small)[0]["items"][0]  # type: ignore[index]
    assert party["mark"] == points


@pytest.mark.parametrize("word", ["是", "yes", "YES", "Yes", "true", "TRUE", "1"])
def test_yes_may_be_written_in_several_ways(word: str, qsq: Qsq, small: Path) -> None:
    expected = answer_of(qsq, small)
    change(small, ORGANISATION, "A1,party.meeting,是", f"A1,party.meeting,{word}")
    assert answer_of(qsq, small) == expected


@pytest.mark.parametrize("word", ["否", "no", "NO", "No", "false", "FALSE", "0"])
def test_no_may_be_written_in_several_ways(word: str, qsq: Qsq, small: Path) -> None:
    expected = answer_of(qsq, small)
    change(small, ORGANISATION, "A3,party.meeting,否", f"A3,party.meeting,{word}")
    assert answer_of(qsq, small) == expected


def test_a_row_that_stands_in_a_table_and_in_a_workbook_is_refused(qsq: Qsq, small: Path) -> None:
    seen = (small / TOWN_SEEN).read_bytes()
    in_place_of_town_csv(small, 岸线=[("village_code", "task", "value", "note"), ("B2", "shore.clean", 5, "")])
    (small / TOWN_SEEN).write_bytes(seen)
    places = refusal(qsq, small, SCORE)
    sheet = TOWN_SEEN.replace(".csv", ".xlsx")
    assert_named(places, sheet, "岸线!A2", "B2", "shore.clean", "twice", f"first at {TOWN_SEEN}:A3")


def test_an_unknown_task_of_an_unknown_village_is_told_in_whole_sentences(qsq: Qsq, small: Path) -> None:
    change(small, TOWN_SEEN, "B1,shore.clean", "B9,shore.paint")
    places = refusal(qsq, small, SCORE)
    assert [place[:2] for place in places] == [(TOWN_SEEN, "A2"), (TOWN_SEEN, "B2")]
    assert_says(places[0][2], "B9")
    assert_says(places[1][2], "shore.paint")
    assert "of ;" not in places[1][2]


def test_every_wrong_cell_of_a_row_is_named(qsq: Qsq, small: Path) -> None:
    change(small, TOWN_SEEN, "B1,shore.clean,4.5,", "B9,shore.clean,9,")
    places = refusal(qsq, small, SCORE)
    assert [place[:2] for place in places] == [(TOWN_SEEN, "A2"), (TOWN_SEEN, "C2")]


def test_a_village_that_is_not_evaluated_is_in_no_pool_answer_or_list(qsq: Qsq, small: Path) -> None:
    register = (small / VILLAGES).read_text(encoding="utf-8").splitlines()
    rows = [f"{line},{'no' if line.startswith('B3') else ''}" for line in register[1:]]
    change(small, VILLAGES, "", "\n".join([f"{register[0]},evaluated", *rows]))
    run = qsq(*SCORE, "--json", workspace=small)
    assert run.code == 0
    assert [village["village_code"] for village in run.answer["villages"]] == ["A1", "A2", "A3", "B1", "B2"]
    assert "B3" not in {village["village_code"] for village in run.answer["villages"]}
    assert {village["rank"] for village in run.answer["villages"]} == {1, 2, 3}
    left_out = [text for text in run.answer["warnings"] if "left out" in text]
    assert left_out == [
        f"5 observations of villages or items that take no part are left out, the first at {AGRICULTURE}:A12"
    ]
    assert left_out[0] in qsq(*SCORE, workspace=small).err
    assert qsq(*CHECK, "--json", workspace=small).answer["expected"] == 3 * 4 + 2 * 5
    issued = qsq("checklist", "issue", "2023Q1", "--json", workspace=small).answer
    assert issued["villages"] == 5
    assert not [file for file in issued["files"] if "B3" in file]
    awards = qsq("awards", "year", "2023", "--draft", "--json", workspace=small).answer
    assert "B3" not in {one["village_code"] for one in awards["honours"] + awards["ineligible"]}


def test_a_village_that_is_not_evaluated_may_owe_everything(qsq: Qsq, small: Path) -> None:
    change(small, VILLAGES, "town_code,kind\n", "town_code,kind,evaluated\n")
    change(small, VILLAGES, "B3,西三村,T2,village", "B3,西三村,T2,village,\nB4,西四村,T2,village,no")
    run = qsq(*SCORE, "--json", workspace=small)
    assert run.code == 0
    assert run.answer["warnings"] == []


def test_an_item_that_the_town_drops_is_warned_about_and_left_out(qsq: Qsq, small: Path) -> None:
    change(small, "rules/2023/towns/T2/q1.yaml", "add:", "drop: [{item: grain, reason: 无耕地}]\nadd:")
    run = qsq(*SCORE, "--json", workspace=small)
    assert run.code == 0
    assert run.answer["warnings"] == [
        f"6 observations of villages or items that take no part are left out, the first at {AGRICULTURE}:A8"
    ]
    dropped = run.answer["villages"][3]["items"][1]
    assert dropped == {"item": "grain", "full": None, "mark": None, "city_full": None, "city_mark": None}


def test_a_village_to_which_nothing_applies_has_no_mark_and_is_named(qsq: Qsq, small: Path) -> None:
    for file in (AGRICULTURE, ORGANISATION):
        lines = (small / file).read_text(encoding="utf-8").splitlines()
        rows = [
            f"{','.join(line.split(',')[:2])},NA,不适用" if line.startswith("A2") else line for line in lines
        ]
        change(small, file, "", "\n".join(rows))
    places = refusal(qsq, small, SCORE)
    assert_named(places, "data/2023/q1/observations", "", "A2", "东二村", "no mark", "NA")
