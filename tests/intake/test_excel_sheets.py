"""Excel sheets of observations: what is refused, what is told apart, what a workbook may hold besides."""

import os
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart

from qsq.domain.faults import Faults
from qsq.intake.sheets import workbook
from qsq.intake.sheets.sheet import KeptRows
from tests.conftest import REPOSITORY, Qsq
from tests.intake.builders import (
    HEADER,
    ORGANISATION,
    SCORE,
    SHORE,
    TOWN_SEEN,
    TOWN_SHEET,
    Cells,
    answer_of,
    assert_named,
    assert_says,
    change,
    in_place_of_town_csv,
    refusal,
)

SHEET = "岸线"


def with_cell(cell: str, value: object) -> Callable[[Any], None]:
    """An edit of a workbook: a cell of its sheet holds something else."""

    def edit(book: Any) -> None:
        book[SHEET][cell] = value

    return edit


def with_merged(cells: str) -> Callable[[Any], None]:
    """An edit of a workbook: these cells of its sheet are merged, as by the button of the same name."""

    def edit(book: Any) -> None:
        book[SHEET].merge_cells(cells)

    return edit


def rewritten(path: Path, edit: Callable[[dict[str, bytes]], None]) -> None:
    """Change the parts that the archive of a workbook is made of."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    edit(parts)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def replaced(part: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    """An edit of a workbook's parts: a text of one is replaced once; empty elements end in `/>`."""

    def edit(parts: dict[str, bytes]) -> None:
        there = parts[part].replace(b" />", b"/>").replace(b"<v></v>", b"<v/>")
        assert old.encode() in there, there
        parts[part] = there.replace(old.encode(), new.encode(), 1)

    return edit


def open_document(path: Path, rows: Cells) -> None:
    """Write an .ods, the sheet of LibreOffice, under any name."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    cells = [
        "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            if cell
            else "<table:table-cell/>"
            for cell in row
        )
        for row in rows
    ]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    table = f'<table:table table:name="{SHEET}">{body}</table:table>'
    content = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml", f"<office:document-content {spaces}>{content}</office:document-content>"
        )


# fmt: off
@pytest.mark.parametrize(("rows", "edit", "where", "says"), [
    pytest.param([(*HEADER, "remark"), *SHORE[1:]], None,
                 "岸线!E1", ("remark", "village_code, task, value, note"), id="an unknown column"),
    pytest.param([("village_code", "task", "note"), *SHORE[1:]], None,
                 "岸线!row 1", ("is missing: value", "village_code, task, value"), id="a missing column"),
    pytest.param([(*HEADER, "value"), *SHORE[1:]], None,
                 "岸线!E1", ("value", "twice"), id="a column twice"),
    pytest.param(SHORE, with_merged("C2:C3"), "岸线!C2", ("C2 to C3 are merged",), id="merged cells"),
    pytest.param(SHORE, with_merged("D2:E9"), "岸线!D2", ("D2 to E9 are merged",), id="merged notes"),
    pytest.param(SHORE, with_cell("A3", "B9"), "岸线!A3", ("B9", "register"), id="an unknown village"),
    pytest.param(SHORE, with_cell("B3", "shore.paint"), "岸线!B3", ("shore.paint", "西镇"), id="an unknown task"),
    pytest.param(SHORE, with_cell("C3", 5.5), "岸线!C3", ("“5.5”", "0 … 5"), id="a value out of range"),
    pytest.param(SHORE, with_cell("C3", date(2023, 3, 1)), "岸线!C3", ("2023-03-01", "a number"),
                 id="a date where a number belongs"),
    pytest.param(SHORE, with_cell("C3", True), "岸线!C3", ("“true”", "a number"),
                 id="a truth value where a number belongs"),
    pytest.param(SHORE, with_cell("C3", "NA"), "岸线!D3", ("NA needs a note",), id="NA without a note"),
    pytest.param(SHORE, with_cell("A3", 431181107201), "岸线!A3", ("431181107201", "into a number", "as text"),
                 id="a code that is a number"),
    pytest.param(SHORE, with_cell("A3", 4.31181e17), "岸线!A3", ("into a number", "as text"),
                 id="a code whose last digits are lost"),
    pytest.param(SHORE, with_cell("C3", "#DIV/0!"), "岸线!C3", ("#DIV/0!", "an error"), id="an error"),
    pytest.param(SHORE, with_cell("C3", "=2+3"), "岸线!C3", ("=2+3", "a formula without a value"),
                 id="a formula without a cached value"),
    pytest.param([*SHORE, SHORE[2]], None, "岸线!A5", ("B2", "twice", f"{TOWN_SHEET}:岸线!A3"), id="a row twice"),
])
# fmt: on
def test_a_broken_sheet_is_refused_with_its_cell(
    rows: Cells, edit: Any, where: str, says: tuple[str, ...], qsq: Qsq, small: Path
) -> None:
    in_place_of_town_csv(small, edit, 岸线=rows)
    assert_named(refusal(qsq, small, SCORE), TOWN_SHEET, where, *says)


def test_merged_header_cells_leave_a_column_without_a_name(qsq: Qsq, small: Path) -> None:
    in_place_of_town_csv(small, with_merged("B1:C1"))
    places = refusal(qsq, small, SCORE)
    assert [place[:2] for place in places] == [(TOWN_SHEET, "岸线!C1"), (TOWN_SHEET, "岸线!row 1")]
    assert_says(places[0][2], "without a name", "merged cells", "village_code, task, value, note")
    assert_says(places[1][2], "is missing: value")


def test_an_empty_workbook_is_refused(qsq: Qsq, small: Path) -> None:
    in_place_of_town_csv(small, Sheet1=[], Sheet2=[])
    assert_named(refusal(qsq, small, SCORE), TOWN_SHEET, "", "empty", "village_code, task, value")


def test_a_workbook_of_nothing_but_the_guide_is_refused(qsq: Qsq, small: Path) -> None:
    in_place_of_town_csv(small, 填表说明=[("只填 value 和 note 两栏",)])
    assert_named(refusal(qsq, small, SCORE), TOWN_SHEET, "", "empty", "village_code, task, value")


def test_a_further_sheet_of_other_content_is_named(qsq: Qsq, small: Path) -> None:
    in_place_of_town_csv(small, 岸线=SHORE, 备忘=[("村", "电话")])
    places = refusal(qsq, small, SCORE)
    assert_named(places, TOWN_SHEET, "备忘!row 1", "no header", "village_code, task, value")


def test_every_sheet_is_read_and_the_guide_is_not(qsq: Qsq, small: Path) -> None:
    expected = answer_of(qsq, small)
    in_place_of_town_csv(
        small, 一月=SHORE[:2], 二月=[HEADER, *SHORE[2:]], 填表说明=[("只填 value 和 note 两栏",)], 空白=[]
    )
    assert answer_of(qsq, small) == expected


def test_a_row_that_stands_on_two_sheets_is_refused(qsq: Qsq, small: Path) -> None:
    in_place_of_town_csv(small, 一月=SHORE, 二月=SHORE[:2])
    places = refusal(qsq, small, SCORE)
    assert_named(places, TOWN_SHEET, "二月!A2", "B1", "shore.clean", "twice", f"{TOWN_SHEET}:一月!A2")


def test_a_blank_cell_is_missing_and_no_error(qsq: Qsq, small: Path) -> None:
    in_place_of_town_csv(small, with_cell("C3", None))
    run = qsq(*SCORE, "--json", workspace=small)
    assert run.code == 4
    assert run.places == [("data/2023/q1/observations", "town", run.places[0][2])]
    in_place = qsq("score", "check", "2023Q1", "--json", workspace=small).answer
    assert in_place["owed"] == [
        {"department": "town", "village_code": "B2", "village_name": "西二村",
         "task": "shore.clean", "text": "岸线保洁"}
    ]  # fmt: skip


def test_a_blank_cell_and_a_broken_formula_are_told_apart(qsq: Qsq, small: Path) -> None:
    def edit(book: Any) -> None:
        book[SHEET]["C2"], book[SHEET]["C3"], book[SHEET]["C4"] = None, "=C2/0", "#N/A"

    in_place_of_town_csv(small, edit)
    places = refusal(qsq, small, SCORE)
    assert [place[:2] for place in places] == [(TOWN_SHEET, "岸线!C3"), (TOWN_SHEET, "岸线!C4")]
    assert_says(places[0][2], "=C2/0", "enter the value")
    assert_says(places[1][2], "#N/A", "enter the value")


def test_a_formula_counts_with_the_value_that_excel_left_in_it(qsq: Qsq, small: Path) -> None:
    expected = answer_of(qsq, small)
    path = in_place_of_town_csv(small, with_cell("C3", "=2+3"))
    rewritten(path, replaced("xl/worksheets/sheet1.xml", "<f>2+3</f><v/>", "<f>2+3</f><v>5</v>"))
    assert answer_of(qsq, small) == expected


@pytest.mark.parametrize("value", [4.5, "4.5", " 4.5 ", "4.50"])
def test_a_number_may_stand_in_a_cell_as_number_or_as_text(value: object, qsq: Qsq, small: Path) -> None:
    expected = answer_of(qsq, small)
    in_place_of_town_csv(small, with_cell("C2", value))
    assert answer_of(qsq, small) == expected


def test_a_figure_that_excel_holds_in_binary_is_read_as_people_see_it(qsq: Qsq, small: Path) -> None:
    change(small, TOWN_SEEN, "4.5", "0.3")
    expected = answer_of(qsq, small)
    in_place_of_town_csv(small, with_cell("C2", 0.1 + 0.2))
    assert answer_of(qsq, small) == expected


@pytest.mark.parametrize("value", [True, "TRUE", "是", 1, 1.0, "1"])
def test_yes_may_stand_in_a_cell_in_several_ways(value: object, qsq: Qsq, small: Path) -> None:
    expected = answer_of(qsq, small)
    change(small, ORGANISATION, "A1,party.meeting,是,\n", "")
    in_place_of_town_csv(small, 岸线=[*SHORE, ("A1", "party.meeting", value)])
    assert answer_of(qsq, small) == expected


def test_the_cell_of_a_fault_is_right_where_the_sheet_begins_with_empty_columns(qsq: Qsq, small: Path) -> None:
    in_place_of_town_csv(small, 岸线=[(None, None, *row) for row in SHORE])
    places = refusal(qsq, small, SCORE)
    assert {place[:2] for place in places} == {(TOWN_SHEET, "岸线!A1"), (TOWN_SHEET, "岸线!B1")}


def test_empty_rows_within_a_sheet_do_not_shift_the_cells(qsq: Qsq, small: Path) -> None:
    in_place_of_town_csv(small, 岸线=[SHORE[0], (), SHORE[1], (), (), ("B2", "shore.clean", 6)])
    assert_named(refusal(qsq, small, SCORE), TOWN_SHEET, "岸线!C6", "“6”", "0 … 5")


def test_a_cell_touched_far_away_does_not_matter(qsq: Qsq, small: Path) -> None:
    expected = answer_of(qsq, small)

    def edit(book: Any) -> None:
        book[SHEET]["A9000"], book[SHEET]["AZ3"] = " ", " "

    in_place_of_town_csv(small, edit)
    assert answer_of(qsq, small) == expected


LITTLE_MEMORY = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (1500 * 2**20,) * 2)
from qsq.__main__ import run
run()
"""


def test_a_cell_touched_in_the_last_corner_of_a_sheet_is_answered(small: Path) -> None:
    """Seventeen thousand million empty cells lie before it; in a process of its own, with little memory."""
    pytest.importorskip("resource")
    in_place_of_town_csv(small, with_cell("XFD1048576", " "))
    run = subprocess.run(
        [sys.executable, "-c", LITTLE_MEMORY, *SCORE, "--json", "--workspace", str(small)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert run.returncode in {0, 3}, run.stderr[-500:]
    assert run.returncode == 0 or TOWN_SHEET in run.stdout


_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NO_WORKBOOKS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "this is an empty file"),
    "text": (",".join(HEADER).encode(), "this is text"),
    "text of GB18030": ("村代码,任务".encode("gb18030"), "this is text"),
    "UTF-16": ("村代码\t任务".encode("utf-16"), "this is another kind of file"),
    "a web page, as many a system exports it": (b"<html><body><table><tr><td>1</td></tr></table>", "a web page"),
    "a web page with its kind": (b"\r\n<!DOCTYPE html>\n<meta charset='gbk'>", "a web page"),
    "XML of Excel 2003": (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook><Worksheet/></Workbook>", "this is XML"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "this is a PDF"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "another kind of file"),
    "half an archive": (b"", "the workbook is damaged"),
    "another archive": (b"", "an archive without a workbook"),
    "half a workbook of Excel 97": (_COMPOUND + bytes(100), "the workbook is damaged"),
    "an encrypted workbook": (_COMPOUND + bytes(1528), "the workbook is damaged"),
}


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods"])
@pytest.mark.parametrize("what", NO_WORKBOOKS)
def test_what_is_no_workbook_is_named_as_what_it_is(what: str, ending: str, qsq: Qsq, small: Path) -> None:
    content, says = NO_WORKBOOKS[what]
    path = in_place_of_town_csv(small)
    whole = path.read_bytes()
    path.unlink()
    path = path.with_suffix(ending)
    path.write_bytes(whole[: len(whole) // 2] if what == "half an archive" else content)
    if what == "another archive":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "x")
    places = refusal(qsq, small, SCORE)
    assert_named(places, TOWN_SHEET.removesuffix(".xlsx") + ending, "", says, "save it")


def test_a_sheet_of_another_program_that_is_only_named_xlsx_is_no_fault_of_qsq(qsq: Qsq, small: Path) -> None:
    (small / TOWN_SEEN).unlink()
    open_document(small / TOWN_SHEET, [HEADER, ("B1", "shore.clean", "4.5"), ("B2", "shore.clean", "")])
    run = qsq(*SCORE, "--json", workspace=small)
    assert run.code in {3, 4}, run
    assert run.code == 4 or run.places[0][0] == TOWN_SHEET


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(
            replaced("xl/styles.xml", '<color theme="1"/>', '<color rgb="red"/>'), id="an odd colour, as WPS writes"
        ),
        pytest.param(lambda parts: parts.pop("xl/styles.xml"), id="no styles"),
        pytest.param(lambda parts: parts.pop("docProps/core.xml"), id="no properties"),
        pytest.param(
            replaced(
                "xl/worksheets/sheet1.xml",
                "</worksheet>",
                '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>',
            ),
            id="a drop-down of a later Excel",
        ),
    ],
)
def test_what_a_workbook_holds_besides_its_cells_is_nobodys_business(
    edit: Callable[[dict[str, bytes]], None], qsq: Qsq, small: Path
) -> None:
    path = in_place_of_town_csv(small, with_cell("C3", None))
    rewritten(path, edit)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        run = qsq(*SCORE, "--json", workspace=small)
    assert run.code == 4, run
    assert run.places[0][:2] == ("data/2023/q1/observations", "town")
    assert [str(one.message) for one in told] == [], "a library's warning stands on the clerk's screen"


def test_a_sheet_that_is_a_chart_does_not_matter(qsq: Qsq, small: Path) -> None:
    def edit(book: Any) -> None:
        book[SHEET]["C3"] = None
        book.create_chartsheet("图").add_chart(BarChart())

    in_place_of_town_csv(small, edit)
    run = qsq(*SCORE, "--json", workspace=small)
    assert run.code == 4, run


def test_rows_are_read_once_and_can_be_gone_through_again() -> None:
    drawn = []

    def source() -> Iterator[list[str]]:
        for number in range(3):
            drawn.append(number)
            yield [str(number)]

    rows = KeptRows(source())
    assert next(iter(rows)) == ["0"]
    assert drawn == [0], "no further than anyone goes"
    assert [list(rows), list(rows)] == [[["0"], ["1"], ["2"]]] * 2
    assert drawn == [0, 1, 2]


def test_rows_that_cannot_be_read_are_never_taken_for_the_end() -> None:
    def source() -> Iterator[list[str]]:
        yield ["0"]
        raise ValueError("damaged")

    rows = KeptRows(source())
    for _time in range(2):
        with pytest.raises(ValueError, match="damaged"):
            list(rows)


def test_a_workbook_is_opened_once_however_often_it_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, opened, reader = openpyxl.Workbook(), list[bytes](), workbook._reader
    book.active.append(["village_code", "once"])
    book.save(tmp_path / "once.xlsx")
    content = (tmp_path / "once.xlsx").read_bytes()

    def counted(one: bytes) -> Any:
        opened.append(one)
        return reader(one)

    monkeypatch.setattr(workbook, "_reader", counted)
    for name in ("one.xlsx", "other.xlsx", "one.xlsx"):
        (sheet,) = workbook.read_workbook(name, content, "", Faults())
        assert (sheet.file, list(sheet.rows)) == (name, [["village_code", "once"]])
    assert len(opened) == 1
