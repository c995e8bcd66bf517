"""Forms that came back: the stamp is found in any format, and what was locked is held to what was printed."""

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qsq.documents.writers.form import write_form
from qsq.domain.faults import Faults
from qsq.domain.forms.stamp import Stamp
from qsq.intake.columns import Columns
from qsq.intake.forms.stamps import changed_cells, read_stamp
from qsq.intake.tables import InputTable, read_file
from qsq.year.desk.files import DiskFolder
from tests.documents.a_form import FIELDS, ROWS, a_form, other_period
from tests.intake.office import needs_office, saved_as

COLUMNS = Columns(("village_code",), tuple(field.name for field in FIELDS[2:]), ("村",))
LOCKED = ("village_code", "村", "note")
PRINTED = [[cell or "" for cell in row[:3]] for row in ROWS]
STAMP = a_form().stamp


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "form.xlsx"
    write_form(path, a_form(), date(2023, 1, 1))
    return path


def edited(path: Path, edit: Callable[[Any], None]) -> Path:
    book = openpyxl.load_workbook(path)
    edit(book["目标表"])
    book.save(path)
    return path


def table_of(path: Path) -> InputTable:
    faults = Faults()
    table = read_file(DiskFolder(path.parent), path.name, COLUMNS, faults)
    assert table is not None, faults.found
    return table


def stamp_of(path: Path) -> Stamp | None:
    return read_stamp(path.name, path.read_bytes())


def changes(path: Path, printed: list[list[str]] = PRINTED) -> list[tuple[str, str]]:
    """Where something is no longer as it was printed, and what is said of it."""
    faults, stamp = Faults(), stamp_of(path)
    assert stamp is not None
    changed_cells(table_of(path), stamp, LOCKED, printed, faults)
    return [(fault.place.where, str(fault.message)) for fault in faults.found]


def test_a_form_as_it_was_written_has_its_stamp_and_its_rows(form: Path) -> None:
    assert stamp_of(form) == STAMP
    table = table_of(form)
    assert [row["date"] for row in table.rows()] == ["2023-03-31", "", ""]
    assert [row["reason"] for row in table.rows()] == ["=1+1", "", ""]
    assert [row["points"] for row in table.rows()] == ["1.5", "", ""]
    assert changes(form) == []


@pytest.mark.torture
@needs_office
def test_it_comes_back_through_other_programs_and_formats(form: Path, tmp_path: Path) -> None:
    expected = table_of(form).lines
    ods = saved_as(form, ".ods", tmp_path / "a")
    again = saved_as(ods, ".xlsx", tmp_path / "b")
    old = saved_as(again, ".xls", tmp_path / "c")
    for path in (ods, again, old):
        stamp = stamp_of(path)
        assert stamp is not None
        assert stamp.line == STAMP.line
        assert [cells for _number, cells in table_of(path).lines] == [cells for _number, cells in expected]
        assert changes(path) == []
    assert stamp_of(ods) == stamp_of(again) == STAMP, "the property is kept whole"


def test_a_table_saved_as_csv_keeps_the_line(form: Path, tmp_path: Path) -> None:
    rows = openpyxl.load_workbook(form)["目标表"].iter_rows(values_only=True)
    path = tmp_path / "form.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([["" if cell is None else cell for cell in row] for row in rows])
    stamp = stamp_of(path)
    assert stamp is not None
    assert (stamp.line, stamp.digest) == (STAMP.line, STAMP.code)
    assert changes(path) == []


def test_the_line_that_people_see_goes_before_the_property(form: Path) -> None:
    """A table that was pasted into another form's file."""
    other = other_period().stamp
    edited(form, lambda sheet: sheet.__setitem__("A3", other.line))
    stamp = stamp_of(form)
    assert stamp is not None
    assert stamp.period == "2023Q2"


def test_without_its_line_the_property_says_which_form_it_is(form: Path) -> None:
    book = openpyxl.load_workbook(form)
    book["目标表"]["A3"].value = None
    book.save(form)
    assert stamp_of(form) == STAMP


@pytest.mark.parametrize(
    ("name", "content"), [("a.csv", b"village_code\nA1\n"), ("a.xlsx", b"PK\x03\x04"), ("a.xls", b"")]
)
def test_a_file_of_an_offices_own_has_no_stamp(name: str, content: bytes) -> None:
    assert read_stamp(name, content) is None


def reverse(sheet: Any) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(6, 8)]
    for number, row in enumerate(reversed(rows), start=6):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value
        sheet.cell(number, 8).data_type = "s"


def two_above(sheet: Any) -> None:
    sheet.insert_rows(1, 2)


def one_between(sheet: Any) -> None:
    sheet.insert_rows(7)


def hide(sheet: Any) -> None:
    sheet.column_dimensions["A"].hidden = True
    sheet.row_dimensions[7].hidden = True


@pytest.mark.parametrize("edit", [reverse, two_above, one_between, hide])
def test_what_people_do_to_a_table_leaves_it_as_printed(form: Path, edit: Callable[[Any], None]) -> None:
    assert changes(edited(form, edit)) == []


def test_a_locked_cell_that_was_changed_is_named(form: Path) -> None:
    edited(form, lambda sheet: sheet.__setitem__("B7", "南村"))
    ((where, said),) = changes(form)
    assert where == "目标表!B7"
    assert "“南村”" in said
    assert "“西洑村”" in said


def test_a_row_taken_out_and_one_added_are_named(form: Path) -> None:
    def edit(sheet: Any) -> None:
        sheet.delete_rows(7)
        sheet["A8"], sheet["B8"] = "009", "新村"

    (added, lost) = changes(edited(form, edit))
    assert added[0] == "目标表!row 8"
    assert "“009 新村”" in added[1]
    assert "“002 西洑村 x”" in lost[1]


def test_a_column_taken_out_is_named(form: Path) -> None:
    ((_where, said),) = changes(edited(form, lambda sheet: sheet.delete_cols(3)))
    assert "note" in said


def test_a_form_of_which_nobody_knows_what_was_printed_is_refused_as_a_whole(form: Path) -> None:
    edited(form, lambda sheet: sheet.__setitem__("B7", "南村"))
    ((where, said),) = changes(form, [["004", "别村", ""]])
    assert where == ""
    assert "issued last" in said


def test_a_file_that_was_damaged_on_its_way_has_its_stamp_or_none(form: Path) -> None:
    """Whatever is wrong with it as a workbook is told of where its table is read."""
    content = form.read_bytes()
    begin = content.index(b"docProps/custom.xml")
    for at in range(begin, begin + 200):
        damaged = content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]
        assert read_stamp("a.xlsx", damaged) in {None, STAMP, shown_alone(STAMP)}


def shown_alone(stamp: Stamp) -> Stamp:
    """The stamp as its visible line alone says it."""
    return replace(stamp, digest=stamp.code)
