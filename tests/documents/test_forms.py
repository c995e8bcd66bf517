"""A form as people see it in a spreadsheet: what is open, what is said, what is counted, how it prints."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qsq.documents.forms.form import digest_of
from qsq.documents.writers.form import write_form
from tests.documents.a_form import FIELDS, ROWS, a_form

DAY = date(2023, 1, 1)
HEADER, FIRST, LAST = 5, 6, 8


@pytest.fixture
def book(tmp_path: Path) -> Any:
    path = tmp_path / "form.xlsx"
    write_form(path, a_form(), DAY)
    return openpyxl.load_workbook(path)


def test_the_header_has_the_readers_names_and_the_rows_stand_under_it(book: Any) -> None:
    sheet = book["目标表"]
    assert [cell.value for cell in sheet[HEADER]] == [field.heading for field in FIELDS]
    assert [cell.value for cell in sheet[FIRST]] == [
        "001", "东凼村", None, "村", 1.5, datetime(2023, 3, 31), None, "=1+1",  # noqa: DTZ001
    ]  # fmt: skip
    assert sheet["H6"].data_type == "s"
    assert sheet["A1"].value == "2023年一季度目标表"
    assert sheet["A3"].value == a_form().stamp.line
    assert book.active is sheet


def test_only_what_is_asked_is_open(book: Any) -> None:
    sheet = book["目标表"]
    assert sheet.protection.sheet
    protected = sheet.protection
    assert not any((protected.sort, protected.autoFilter, protected.formatColumns))
    open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    asked = {f"{column}{row}" for column in "DEFGH" for row in (6, 7)} | {"D8", "H8"}
    assert open_cells == asked


def test_what_is_empty_is_counted_by_column(book: Any) -> None:
    sheet = book["目标表"]
    assert sheet["A4"].value == "还缺"
    assert sheet["D4"].value == "=SUMPRODUCT((LEN($A$6:$A$8)>0)*(LEN($D$6:$D$8)=0))"
    assert sheet["G4"].value.endswith("-1")


def test_a_first_column_that_is_entered_says_itself_what_it_counts(tmp_path: Path) -> None:
    """派单表's, for one: no column before it has room for 还缺."""
    fields = (replace(FIELDS[0], entry=True), *FIELDS[1:])
    write_form(tmp_path / "form.xlsx", replace(a_form(), fields=fields), DAY)
    sheet = openpyxl.load_workbook(tmp_path / "form.xlsx")["目标表"]
    assert sheet["A4"].value == '="还缺"&SUMPRODUCT((LEN($B$6:$B$8)>0)*(LEN($A$6:$A$8)=0))'
    assert not sheet["B4"].value
    shown = openpyxl.load_workbook(tmp_path / "form.xlsx", data_only=True)["目标表"]
    assert (shown["A4"].value, shown["D4"].value) == ("还缺0", 1)


def test_what_a_column_takes_is_said_beside_its_cells(book: Any) -> None:
    sheet = book["目标表"]
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    assert (rules["D6"].type, rules["D6"].formula1, rules["D6"].prompt) == ("list", '"村,社区"', "选村或社区")
    assert (rules["E6"].type, rules["E6"].formula1) == ("custom", "ISNUMBER($E6)")
    assert (rules["F6"].type, rules["F6"].operator) == ("date", None)
    assert rules["G6"].formula1 == "选项!$A$1:$A$40"
    assert (rules["H6"].type, rules["H6"].prompt) == (None, "写明原因")
    assert book["选项"].sheet_state == "hidden"
    assert [cell.value for cell in book["选项"]["A"]] == list(FIELDS[6].choices)


def test_it_prints_on_a_page_with_its_header_repeated(book: Any) -> None:
    sheet = book["目标表"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.oddFooter.left.text.strip() == a_form().stamp.line, (
        "a page that went astray says whose it is"
    )
    assert min(sheet.row_dimensions[row].height for row in range(FIRST, LAST + 1)) >= 21
    assert sheet.print_title_rows == "$5:$5"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("D6", "A5:H8")
    assert sheet.column_dimensions["C"].hidden


def test_a_narrow_form_stands_upright(tmp_path: Path) -> None:
    form = replace(a_form(), fields=FIELDS[:6], rows=tuple(row[:6] for row in ROWS))
    write_form(tmp_path / "narrow.xlsx", form, DAY)
    assert openpyxl.load_workbook(tmp_path / "narrow.xlsx")["目标表"].page_setup.orientation == "portrait"


def test_what_may_stay_empty_is_not_counted(tmp_path: Path) -> None:
    fields = (*FIELDS[:-1], replace(FIELDS[-1], optional=True))
    write_form(tmp_path / "form.xlsx", replace(a_form(), fields=fields), DAY)
    sheet = openpyxl.load_workbook(tmp_path / "form.xlsx")["目标表"]
    assert (sheet["H4"].value, sheet["A4"].value) == ("可空", "还缺")


def test_the_cover_says_what_until_when_and_where_to_sign(book: Any) -> None:
    texts = [cell.value for row in book["填表说明"].iter_rows() for cell in row if cell.value]
    assert texts[:2] == ["2023年一季度目标表", a_form().stamp.line]
    assert {"期限", "2023年3月31日", "1. 只填黄格。", "填表人", "负责人"} <= set(texts)


def test_the_same_form_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one.xlsx", tmp_path / "other.xlsx"
    write_form(one, a_form(), DAY)
    write_form(other, a_form(), DAY)
    assert one.read_bytes() == other.read_bytes()


def test_what_is_entered_is_not_in_the_digest() -> None:
    changed = tuple((*row[:3], "村", "9", "2023-01-01", "", "x") for row in ROWS)
    assert digest_of(FIELDS, changed) == digest_of(FIELDS, ROWS)
    assert digest_of(FIELDS, [("009", *row[1:]) for row in ROWS]) != digest_of(FIELDS, ROWS)


def test_a_form_of_no_rows_is_written(tmp_path: Path) -> None:
    write_form(tmp_path / "empty.xlsx", a_form(()), DAY)
    assert openpyxl.load_workbook(tmp_path / "empty.xlsx")["目标表"]["D4"].value.startswith("=SUMPRODUCT")
