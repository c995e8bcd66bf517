"""Rows of workbooks are as high as their text needs: what just fills a line takes one, a letter more takes two."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import ascii_letters
from typing import Any

import openpyxl
import pytest

from qsq.documents.checklist.department_sheet import write_department_sheet
from qsq.documents.document import Column, Document, Heading, Paragraph, Table
from qsq.documents.forms.form import Cover
from qsq.documents.writers.excel import ExcelWriter
from qsq.documents.writers.form import write_form
from qsq.documents.writers.marked import MarkedSheet, write_marked
from qsq.documents.writers.workbook import columns_of
from tests.documents.a_form import FIELDS, a_form
from tests.documents.test_forms_as_data import a_department_form

DAY = date(2023, 4, 3)
COLUMNS = (Column("甲", 10), Column("乙", 20))
"""With their air 12 and 22 letters wide, 34 together; a letter of their edges stays free on either side."""


def heights(sheet: Any) -> dict[str, int]:
    """How high the row of each text is, by the text: in points, of a file that counts in steps of 0.75."""
    return {
        str(cell.value): round(float(sheet.row_dimensions[cell.row].height or 0))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    }


def paper(document: Document) -> Any:
    content = io.BytesIO(ExcelWriter().write([document], DAY))
    return openpyxl.load_workbook(content).worksheets[0]


def lines_of(most: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
    """For places whose lines hold so many letters: how many lines, and a text for each that just needs them."""
    for times, more, lines in ((1, 0, 1), (1, 1, 2), (2, 0, 2), (2, 1, 3)):
        yield lines, [letter * (times * one + more) for letter, one in zip(ascii_letters, most, strict=False)]


def test_a_text_of_a_paper_takes_as_many_lines_as_it_fills() -> None:
    for lines, texts in lines_of((19, 32, 32, 32, 21, 11, 21, 32, 46)):
        title, line, paragraph, heading, head, first, second, below, foot = texts
        columns = (Column("甲", 10), Column(head, 20))
        table = Table(columns, ((first, "1"), ("2", second)))
        parts = (Paragraph(paragraph), Heading(heading), table, Paragraph(below))
        found = heights(paper(Document(title, parts, (line,), foot=foot)))
        assert found[title] == 24 * lines + 4
        assert [found[one] for one in (line, paragraph, heading, head, first, second)] == [14 * lines + 4] * 6
        assert (found[below], found[foot]) == (14 * lines + 12, 9 * lines + 2)


def test_joined_cells_share_the_lines_of_their_text() -> None:
    for letters, each in ((22, 1), (23, 2), (44, 2), (45, 3)):
        table = Table(COLUMNS, (("x" * letters, "1"), ("x" * letters, "2")), joined=(0,))
        sheet = paper(Document("题", (table,)))
        found = heights(sheet)
        assert [found["1"], found["2"]] == [14 * each + 4] * 2, f"{letters} letters on two rows"


def test_heads_stay_in_sight_where_little_stands_above_them() -> None:
    """Title and six lines of two rows are 220 points, which would leave a small screen too little."""
    table = Table(COLUMNS, (("一", "二"),))
    for lines, frozen in ((6, None), (5, "A8")):
        made = Document("题", (table,), tuple(f"{number}" + "x" * 32 for number in range(lines)))
        assert paper(made).freeze_panes == frozen


def test_a_text_of_a_form_takes_as_many_lines_as_it_fills(tmp_path: Path) -> None:
    """A row of cells is never lower than 21 points."""
    for lines, texts in lines_of((52, 84, 66, 22, 100, 7, 11, 23)):
        fact, step, detail, word, hint, head, locked, entered = texts
        step = step[3:]  # its number stands before it
        cover = Cover((("词", fact),), (step,), ("签",), (("词", detail), (word, "说")))
        rows = (("001", locked, "y" * 99, "", "", "", "", ""), ("002", "村", "", "", "", "", "", entered))
        fields = (*FIELDS[:3], replace(FIELDS[3], heading=head), *FIELDS[4:])
        form = replace(a_form(rows), hints=(hint,), fields=fields, cover=cover)
        write_form(tmp_path / "form.xlsx", form, DAY)
        book = openpyxl.load_workbook(tmp_path / "form.xlsx")
        found = heights(book["填表说明"]) | heights(book["目标表"])
        assert (found[fact], found[f"1. {step}"]) == (8 + 18 * lines, 4 + 18 * lines)
        assert found[detail] == found[word] == 4 + 14 * lines
        assert (found[hint], found[head]) == (15 * lines + 3, 15 * lines + 6)
        assert found[locked] == found[entered] == max(21, 15 * lines + 3)


def test_what_is_wrong_in_a_file_takes_as_many_lines_as_it_fills(tmp_path: Path) -> None:
    """A column is at most 36 letters wide, one of them its edge."""
    for more, lines in ((0, 1), (1, 2)):
        where, what, cell = "w" * (35 + more), "x" * (69 + more), "y" * (35 + more)
        sheet = MarkedSheet("表", (("村", "值"), ("1", cell)), {(1, 1): "不对"})
        write_marked(tmp_path / "marked.xlsx", "题", ((where, "1"), ("2", what)), [sheet])
        book = openpyxl.load_workbook(tmp_path / "marked.xlsx")
        found = heights(book.worksheets[0]) | heights(book["表"])
        assert [found[one] for one in (where, what, cell)] == [3 + 15 * lines] * 3
        assert book["表"].column_dimensions["B"].width == pytest.approx(36, abs=1)
        assert book["表"].column_dimensions["A"].width == pytest.approx(6, abs=1)


def test_heads_of_a_departments_form_are_as_high_as_their_longest_text(tmp_path: Path) -> None:
    """Small letters: of a column that is 13 wide 14 stand in a line. Two lines are always there."""
    columns = a_department_form().columns
    (column,) = [one for one in columns if one.task.id == "fire.none"]
    assert column.rule(date(2023, 3, 31)) == "选：是、否　2分"
    for letters, lines in ((28, 2), (29, 3), (42, 3)):
        task = replace(column.task, text="x" * letters)
        form = replace(a_department_form(), columns=(replace(column, task=task),))
        write_department_sheet(tmp_path / "form.xlsx", form, DAY)
        sheet = openpyxl.load_workbook(tmp_path / "form.xlsx")["评分意见"]
        assert heights(sheet)["x" * letters] == 2 + 13 * lines
    for letters, lines in ((14, 1), (15, 2)):
        item = replace(column.item, name="y" * letters)
        form = replace(a_department_form(), columns=(replace(column, item=item),))
        write_department_sheet(tmp_path / "form.xlsx", form, DAY)
        sheet = openpyxl.load_workbook(tmp_path / "form.xlsx")["评分意见"]
        assert heights(sheet)["y" * letters] == 4 + 13 * lines


def test_what_to_do_stands_above_a_departments_form_in_lines_as_wide_as_it_is(tmp_path: Path) -> None:
    """Of a wide form at most 150 letters, so that a screen shows them."""
    whole = a_department_form()
    for columns, width in ((whole.columns[-1:], 13 + 15 + 13 + 13 + 22), (whole.columns, 150)):
        for more, lines in ((0, 1), (1, 2)):
            short = replace(whole, columns=columns)
            hint = "x" * (width - 4 - 2 - columns_of(short.stamp.line) + more)
            write_department_sheet(tmp_path / "form.xlsx", replace(short, hint=hint), DAY)
            sheet = openpyxl.load_workbook(tmp_path / "form.xlsx")["评分意见"]
            assert heights(sheet)[f"{hint}　{short.stamp.line}"] == 4 + 13 * lines


@pytest.mark.parametrize(
    ("width", "orientation", "paper"),
    [(96, "portrait", 9), (97, "landscape", 9), (172, "landscape", 9), (173, "landscape", 8)],
)
def test_a_form_lies_where_it_is_wide_and_takes_a_larger_paper_where_it_is_wider(
    tmp_path: Path, width: int, orientation: str, paper: int
) -> None:
    """What is hidden takes no room."""
    fields = (FIELDS[0], replace(FIELDS[1], width=width - 14 - 24), FIELDS[2], FIELDS[7])
    form = replace(a_form((("1", "村", "y" * 99, ""),)), fields=fields)
    write_form(tmp_path / "form.xlsx", form, DAY)
    sheet = openpyxl.load_workbook(tmp_path / "form.xlsx")["目标表"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == (orientation, paper)


@pytest.mark.parametrize(("width", "frozen"), [(46, "D6"), (47, "B6")])
def test_columns_before_the_first_entry_stay_in_sight_up_to_60_letters(
    tmp_path: Path, width: int, frozen: str
) -> None:
    """Of 14 and 47 the second moves, and the hidden one behind it."""
    fields = (FIELDS[0], replace(FIELDS[1], width=width), FIELDS[2], FIELDS[7])
    write_form(tmp_path / "form.xlsx", replace(a_form((("1", "村", "", ""),)), fields=fields), DAY)
    assert openpyxl.load_workbook(tmp_path / "form.xlsx")["目标表"].freeze_panes == frozen


@pytest.mark.parametrize(("rounds", "pages", "paper"), [(5, 1, 9), (6, 1, 8), (17, 1, 8), (18, 2, 8)])
def test_a_departments_form_takes_as_many_pages_side_by_side_as_it_is_wide(
    tmp_path: Path, rounds: int, pages: int, paper: int
) -> None:
    """63 letters of villages and notes, and 13 a column: 128, 141, 284 and 297."""
    whole = a_department_form()
    (column,) = [one for one in whole.columns if one.task.id == "fire.none"]
    columns = tuple(replace(column, name=f"fire.none#{number}") for number in range(rounds))
    write_department_sheet(tmp_path / "form.xlsx", replace(whole, columns=columns), DAY)
    setup = openpyxl.load_workbook(tmp_path / "form.xlsx")["评分意见"].page_setup
    assert (setup.fitToWidth or 1, setup.paperSize) == (pages, paper)
