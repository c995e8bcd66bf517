"""What departments and towns saw, row by row (CONTRACT.md sections 3 and 4)."""

from pathlib import Path

import openpyxl
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
    ("ratio: a number with another unit", AGRICULTURE, "150.5", "150.5户", "C4", ("“150.5户”", "in 亩")),
    ("ratio: per cent of what counts 亩", AGRICULTURE, "150.5", "95%", "C4", ("“95%”", "in 亩")),
    ("ratio: a comma in the wrong place", AGRICULTURE, "150.5", '"11,50"', "C4", ("“11,50”", "a number")),
    ("ratio: more digits than count", AGRICULTURE, "150.5", "1e999", "C4", ("“1e999”", "a number")),
    ("ratio: not a number", AGRICULTURE, "150.5", "nan", "C4", ("“nan”", "a number")),
    ("grade: another word", ORGANISATION, "study,优", "study,中", "C3", ("party.study", "“中”", "优 / 良 / 差")),
    ("grade: a number", ORGANISATION, "study,优", "study,95", "C3", ("“95”", "优 / 良 / 差")),
    ("yes_no: another word", ORGANISATION, "meeting,是", "meeting,已", "C2", ("party.meeting", "“已”", "是 / 否")),
    ("yes_no: another number", ORGANISATION, "meeting,是", "meeting,2", "C2", ("“2”", "是 / 否")),
    ("NA without a note", AGRICULTURE, "没有水田", "", "D8", ("NA needs a note",)),
    ("NA with an empty note", AGRICULTURE, "没有水田", " \u3000", "D8", ("NA needs a note",)),
    ("不适用 without a reason", AGRICULTURE, "NA,没有水田", "不适用：,", "D8", ("NA needs a note",)),
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


_WIDE = """village_code,grain.seedlings,grain.hazards,note
A1,100,0,
A2,150.5,1,{note}
{third},20,0,
B1,NA：没有水田,2,
B2,80,1,
B3,100,0,
"""


@pytest.mark.parametrize("third", ["A3", "Ａ３"])
def test_a_wide_table_says_what_a_long_one_says(third: str, qsq: Qsq, small: Path) -> None:
    expected = answer_of(qsq, small)
    (small / AGRICULTURE).write_text(_WIDE.format(note="", third=third), "utf-8")
    assert answer_of(qsq, small) == expected


@pytest.mark.parametrize(("note", "second"), [("", "A2"), ("看过", "A2"), ("看过", "Ａ２"), ("", "Ａ２")])
def test_a_village_twice_in_a_wide_table_is_told_where_it_stands_again(
    note: str, second: str, qsq: Qsq, small: Path
) -> None:
    (small / AGRICULTURE).write_text(_WIDE.format(note=note, third=second), "utf-8")
    places = refusal(qsq, small, SCORE)
    assert [place[:2] for place in places] == [(AGRICULTURE, "A4"), (AGRICULTURE, "A4")]
    assert all("twice" in place[2] and f"{AGRICULTURE}:A3" in place[2] for place in places)


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
        f"5 observations of villages that take no part are left out, the first at {AGRICULTURE}:A12"
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


def test_a_value_for_an_item_that_the_town_drops_is_refused_and_na_needs_no_reason(
    qsq: Qsq, small: Path
) -> None:
    """Section 3: an empty or not-applicable cell needs no reason there, a value is an error."""
    change(small, "rules/2023/towns/T2/q1.yaml", "add:", "drop: [{item: grain, reason: 无耕地}]\nadd:")
    change(small, AGRICULTURE, "没有水田", "")
    places = refusal(qsq, small, SCORE)
    assert [place[:2] for place in places] == [(AGRICULTURE, f"C{row}") for row in range(9, 14)]
    assert_says(places[0][2], "“2”", "grain.hazards", "does not apply to B1", "empty cell or NA")
    for old, new in (("B1,grain.hazards,2", "B1,grain.hazards,NA"), ("B2,grain.seedlings,80", "B2,grain.seedlings,")):
        change(small, AGRICULTURE, old, new)
    for line in ("B2,grain.hazards,1,\n", "B3,grain.seedlings,100,\n", "B3,grain.hazards,0,\n"):
        change(small, AGRICULTURE, line, "")
    run = qsq(*SCORE, "--json", workspace=small)
    assert run.code == 0
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


ROUNDS = "{id: hazards, text: 农机隐患未整改处数, points: 2, method: {kind: deduct, each: 0.5, floor: 0}, combine: {rounds: 3, how: mean}}"


def with_rounds(small: Path) -> None:
    """The small county with three rounds of one task; three of them are in for A1, two for A2."""
    change(small, PERIOD, ROUNDS.replace(", combine: {rounds: 3, how: mean}", ""), ROUNDS)
    text = (small / AGRICULTURE).read_text(encoding="utf-8").replace("note", "note,round", 1)
    lines = [line + "," for line in text.splitlines()[1:]]
    more = ["A1,grain.hazards,1,,2", "A1,grain.hazards,3,,3", "A2,grain.hazards,NA,路不通,3"]
    change(small, AGRICULTURE, "", "\n".join([text.splitlines()[0], *lines, *more]) + "\n")


def test_rounds_are_rounded_as_printed_and_then_made_one(qsq: Qsq, small: Path) -> None:
    """Section 3: 2, 1.5 and 0.5 make 4 ÷ 3 = 1.33; NA is left out, so A2's one round of 1.5 stands.

    Of 60.00: 5.33 and 3.01 + 1.50 of 6 points.
    """
    with_rounds(small)
    run = qsq(*SCORE, "--json", workspace=small)
    assert run.code == 0, run
    marks = [village["items"][1]["mark"] for village in run.answer["villages"][:2]]
    assert marks == ["53.30", "45.10"]


def test_score_check_tells_how_many_rounds_are_in(qsq: Qsq, small: Path) -> None:
    """Section 3: missing only where no round has a row."""
    with_rounds(small)
    found = qsq(*CHECK, "--json", workspace=small).answer
    assert found["missing"] == 0
    assert found["rounds"] == [{"task": "grain.hazards", "rounds": 3, "complete": 1, "lacking": [0, 5, 4]}]
    said = qsq(*CHECK, workspace=small).out
    assert "grain.hazards: 1 of 3 rounds is in for every village" in said
    assert "(round 2: 5 missing, round 3: 4 missing)" in " ".join(said.split())


@pytest.mark.parametrize(
    ("row", "where", "says"),
    [
        ("A1,grain.hazards,1,,4", "E17", ("round “4”", "grain.hazards", "1 … 3")),
        ("A1,grain.hazards,1,,0", "E17", ("round “0”", "1 … 3")),
        ("A1,grain.hazards,1,,二", "E17", ("round “二”", "1 … 3")),
        ("A1,grain.seedlings,1,,2", "E17", ("round “2”", "grain.seedlings", "1 … 1")),
        ("A1,grain.hazards,1,,3", "A17", ("A1", "grain.hazards#3", "twice", f"{AGRICULTURE}:A15")),
        ("A1,grain.hazards,1,,1", "A17", ("A1", "grain.hazards", "twice", f"{AGRICULTURE}:A3")),
    ],
)
def test_a_wrong_round_is_refused(row: str, where: str, says: tuple[str, ...], qsq: Qsq, small: Path) -> None:
    with_rounds(small)
    change(small, AGRICULTURE, "", (small / AGRICULTURE).read_text(encoding="utf-8") + row + "\n")
    assert_named(refusal(qsq, small, SCORE), AGRICULTURE, where, *says)


def test_an_item_for_some_villages_is_asked_of_these_alone(qsq: Qsq, small: Path) -> None:
    """Section 3: for the others it does not apply, in both marks; they owe nothing and have no list of it."""
    change(small, PERIOD, "    themes: [spring-farming]", "    themes: [spring-farming]\n    for: {kind: [村], town: [T1]}")
    text = (small / AGRICULTURE).read_text(encoding="utf-8")
    own = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("B"))
    change(small, AGRICULTURE, "", own)
    run = qsq(*SCORE, "--json", workspace=small)
    assert run.code == 0, run
    assert run.answer["villages"][0]["items"][1]["full"] is not None
    nothing = {"item": "grain", "full": None, "mark": None, "city_full": None, "city_mark": None}
    assert run.answer["villages"][3]["items"][1] == nothing
    assert qsq(*CHECK, "--json", workspace=small).answer["expected"] == 3 * 4 + 3 * 3
    qsq("checklist", "issue", "2023Q1", workspace=small)
    sheet = openpyxl.load_workbook(next((small / "out").rglob("*农业农村局-评分表.xlsx")))["评分意见"]
    listed = {row[2].value for row in sheet.iter_rows()}
    assert listed & {"A1", "A2", "A3", "B1", "B2", "B3"} == {"A1", "A2", "A3"}
