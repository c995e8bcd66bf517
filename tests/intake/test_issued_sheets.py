"""The sheets that `qsq checklist issue` writes, filled in as a department does, are read as they are."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import Qsq
from tests.intake.builders import (
    CHECK,
    ISSUE,
    OBSERVATIONS,
    ORGANISATION,
    PERIOD,
    SCORE,
    answer_of,
    assert_named,
    assert_says,
    change,
    refusal,
)

SHEET = "评分意见"
FORM = "2023年一季度-组织部-评分表.xlsx"
IDS = 7
"""The row of ids, above the villages."""
HAZARDS = "method: {kind: deduct, each: 0.5, floor: 0}}\n"
MORE_TASKS = (
    "      - {id: tilled, text: 冬闲田翻耕比例, points: 3,"
    " method: {kind: bands, bands: [{from: 90, points: 3}, {from: 60, points: 1.5}]}}\n"
    "      - {id: visits, text: 走访农户户数, points: 2, method: {kind: ratio, target: 40, unit: 户}}\n"
)
MORE_SEEN = {
    "A1": (90, 40),
    "A2": (89.9, 12),
    "A3": (-1, 0),
    "B1": ("NA", 40.5),
    "B2": (60, 39.75),
    "B3": (100, "NA"),
}

Entries = dict[tuple[str, str], tuple[object, str]]
"""What was seen, by village and task: value and note."""


@pytest.fixture
def county(small: Path) -> Path:
    """The tests' own county with a task of most methods."""
    change(small, PERIOD, HAZARDS, HAZARDS + MORE_TASKS)
    rows = ["village_code,task,value,note"]
    for village, values in MORE_SEEN.items():
        rows += [
            f"{village},grain.{task},{value},{'无此项' if value == 'NA' else ''}"
            for task, value in zip(("tilled", "visits"), values, strict=True)
        ]
    change(small, f"{OBSERVATIONS}/more.csv", "", "\n".join(rows))
    return small


def seen_in(root: Path) -> Entries:
    """All observations of the county's tables, numbers as numbers; the tables are taken away."""
    found: Entries = {}
    for path in sorted((root / OBSERVATIONS).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                text = row["value"]
                number = text.lstrip("-").replace(".", "").isdigit()
                found[row["village_code"], row["task"]] = (float(text) if number else text, row["note"])
        path.unlink()
    return found


def issued_sheets(qsq: Qsq, root: Path) -> list[Path]:
    """The sheets to fill in, newly issued."""
    run = qsq(*ISSUE, "--json", workspace=root)
    assert run.code == 0
    names = [file for file in run.answer["files"] if "/departments/" in file or "评分表" in file]
    assert len(names) == 3
    return [root / name for name in names]


def fill_in(
    sheets: list[Path], entries: Entries, root: Path, edit: Callable[[Any], None] | None = None
) -> int:
    """Enter what was seen, by hand as it were, and hand the forms in; how many cells were filled."""
    filled = 0
    for path in sheets:
        book = openpyxl.load_workbook(path)
        sheet = book[SHEET]
        at = {cell.value: cell.column for cell in sheet[IDS]}
        for row in range(IDS + 1, sheet.max_row + 1):
            code = sheet.cell(row, at["village_code"]).value
            for task, column in at.items():
                if (code, task) in entries:
                    value, note = entries[code, task]
                    sheet.cell(row, column).value = f"不适用：{note}" if note else value
                    filled += 1
        if edit:
            edit(sheet)
        book.save(root / OBSERVATIONS / path.name)
    return filled


def test_filled_in_sheets_give_the_answer_of_the_tables(qsq: Qsq, county: Path) -> None:
    expected = qsq(*SCORE, "--json", workspace=county)
    assert expected.code == 0, expected
    sheets = issued_sheets(qsq, county)
    entries = seen_in(county)
    assert fill_in(sheets, entries, county) == len(entries) == 39
    run = qsq(*SCORE, "--json", workspace=county)
    assert run.answer == expected.answer, "the same observations are the same result, revision and digest"


def test_a_sheet_as_it_was_issued_owes_all_its_rows(qsq: Qsq, county: Path) -> None:
    sheets = issued_sheets(qsq, county)
    seen_in(county)
    assert fill_in(sheets, {}, county) == 0
    run = qsq(*CHECK, "--json", workspace=county)
    assert run.code == 4
    assert (run.answer["expected"], run.answer["missing"]) == (39, 39)
    owing = {one["department"]: one["missing"] for one in run.answer["departments"]}
    assert owing == {"agriculture": 24, "organisation": 12, "town": 3}


def test_a_row_that_is_not_filled_in_is_the_only_one_missing(qsq: Qsq, county: Path) -> None:
    sheets = issued_sheets(qsq, county)
    entries = seen_in(county)
    del entries["A3", "party.study"]
    fill_in(sheets, entries, county)
    owed = qsq(*CHECK, "--json", workspace=county).answer["owed"]
    assert owed == [
        {"department": "organisation", "village_code": "A3", "village_name": "东三村",
         "task": "party.study", "text": "学习联系实际"}
    ]  # fmt: skip
    run = qsq(*SCORE, "--json", workspace=county)
    assert run.code == 4
    assert [place[:2] for place in run.places] == [(OBSERVATIONS, "organisation")]


def test_wrong_entries_of_a_sheet_are_named_by_sheet_and_cell(qsq: Qsq, county: Path) -> None:
    sheets = issued_sheets(qsq, county)
    entries = seen_in(county)
    entries["A1", "party.meeting"] = ("已", "")
    entries["A2", "party.study"] = ("NA", "")
    fill_in(sheets, entries, county)
    organisation = f"{OBSERVATIONS}/{FORM}"
    places = refusal(qsq, county, SCORE, CHECK)
    assert [place[:2] for place in places] == [(organisation, f"{SHEET}!D8"), (organisation, f"{SHEET}!F9")]
    assert_says(places[0][2], "party.meeting", "“已”", "是 / 否")
    assert_says(places[1][2], "NA needs a note")


def test_a_sheet_of_which_the_codes_alone_were_sorted_is_refused(qsq: Qsq, county: Path) -> None:
    """A1 … B3 stand beside the names of B3 … A1: no row of the block is right, each is named."""

    def sort_codes_downwards(sheet: Any) -> None:
        if sheet["D7"].value == "party.meeting":
            codes = [sheet.cell(row, 3).value for row in range(8, 14)]
            for row, code in zip(range(8, 14), reversed(codes), strict=True):
                sheet.cell(row, 3).value = code

    sheets = issued_sheets(qsq, county)
    fill_in(sheets, seen_in(county), county, sort_codes_downwards)
    organisation = f"{OBSERVATIONS}/{FORM}"
    places = refusal(qsq, county, SCORE)
    assert [place[:2] for place in places] == [
        (organisation, f"{SHEET}!{column}{row}") for row in range(8, 14) for column in "AB"
    ]
    assert_says(places[0][2], "found 东镇", "西镇", "sort whole rows")
    assert_says(places[1][2], "found 东一村", "西三村", "sort whole rows")


def test_a_sheet_of_which_two_codes_of_a_town_were_exchanged_is_refused(qsq: Qsq, county: Path) -> None:
    def exchange(sheet: Any) -> None:
        if sheet["D7"].value == "party.meeting":
            sheet["C8"].value, sheet["C9"].value = sheet["C9"].value, sheet["C8"].value

    sheets = issued_sheets(qsq, county)
    fill_in(sheets, seen_in(county), county, exchange)
    organisation = f"{OBSERVATIONS}/{FORM}"
    places = refusal(qsq, county, SCORE)
    assert [place[:2] for place in places] == [(organisation, f"{SHEET}!B8"), (organisation, f"{SHEET}!B9")]
    assert_says(places[0][2], "东一村", "东二村")


def test_a_sheet_that_was_sorted_as_a_whole_is_read_all_the_same(qsq: Qsq, county: Path) -> None:
    expected = answer_of(qsq, county)

    def sort_rows(sheet: Any) -> None:
        rows = sorted(
            ([cell.value for cell in row] for row in sheet.iter_rows(IDS + 1)), key=str, reverse=True
        )
        for number, row in enumerate(rows, start=IDS + 1):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value

    sheets = issued_sheets(qsq, county)
    fill_in(sheets, seen_in(county), county, sort_rows)
    assert answer_of(qsq, county) == expected


def test_a_sheet_of_an_unknown_task_of_last_period_is_refused(qsq: Qsq, county: Path) -> None:
    sheets = issued_sheets(qsq, county)
    fill_in(sheets, seen_in(county), county)
    change(county, PERIOD, "id: study", "id: lessons")
    places = refusal(qsq, county, SCORE)
    organisation = f"{OBSERVATIONS}/{FORM}"
    assert [place[:2] for place in places] == [(organisation, f"{SHEET}!E7")]
    assert_says(places[0][2], "party.study")


def test_a_sheet_of_another_period_is_refused_though_its_tasks_are_alike(qsq: Qsq, county: Path) -> None:
    sheets = issued_sheets(qsq, county)
    fill_in(sheets, seen_in(county), county)
    for folder in ("rules/2023", "rules/2023/towns/T2"):
        text = (county / folder / "q1.yaml").read_text("utf-8").replace("2023Q1", "2023Q2")
        (county / folder / "q2.yaml").write_text(text.replace("2023-03-31", "2023-06-30"), "utf-8")
    shutil.copytree(county / "data" / "2023" / "q1", county / "data" / "2023" / "q2")
    run = qsq("score", "check", "2023Q2", "--json", workspace=county)
    assert run.code == 3
    organisation = f"{OBSERVATIONS}/{FORM}".replace("/q1/", "/q2/")
    places = [one for one in run.places if one[0] == organisation]
    expected = "this sheet is of 2023Q1; expected one of 2023Q2"
    assert places == [(organisation, f"{SHEET}!row 7", expected)]


@pytest.mark.parametrize(
    ("title", "refused"),
    [
        ("2022年一季度评分", True),
        ("2022q4 评分", True),
        ("2023年一季度评分（上期2022年四季度）", False),
        ("县文〔2022〕7号，2022年3月31日前报", False),
    ],
)
def test_a_title_above_the_header_says_which_period_it_is(
    qsq: Qsq, small: Path, title: str, refused: bool
) -> None:
    file = small / ORGANISATION
    file.write_text(f"{title}\n{file.read_text('utf-8')}", "utf-8")
    run = qsq("score", "check", "2023Q1", "--json", workspace=small)
    assert (run.code == 3) is refused
    if refused:
        assert run.places[0][2].endswith("expected one of 2023Q1")


def test_a_sheet_handed_in_twice_under_two_names_is_refused(qsq: Qsq, county: Path) -> None:
    sheets = issued_sheets(qsq, county)
    entries = {key: entry for key, entry in seen_in(county).items() if key == ("B3", "shore.clean")}
    fill_in(sheets[-1:], entries, county)
    name = sheets[-1].name
    (county / OBSERVATIONS / f"副本{name}").write_bytes((county / OBSERVATIONS / name).read_bytes())
    places = refusal(qsq, county, SCORE)
    copy = f"{OBSERVATIONS}/副本{name}"
    assert_named(places, copy, f"{SHEET}!C10", "B3", "shore.clean", f"{OBSERVATIONS}/{name}:{SHEET}!C10")
