"""Excel: figures are numbers, codes are text, totals are the program's own values."""

import io
from datetime import date
from itertools import takewhile

import openpyxl

from qsq.documents.document import Bundle, Column, Document, Kind, Table
from qsq.documents.writers.spreadsheet import ExcelWriter
from qsq.year.workspace import Workspace
from tests.documents.county import bundles

DAY = date(2023, 4, 3)


def book_of(bundle: Bundle) -> openpyxl.Workbook:
    content = ExcelWriter().write(bundle.figures or bundle.documents, DAY)
    return openpyxl.load_workbook(io.BytesIO(content))


def test_amounts_are_numbers_codes_are_text_and_the_total_adds_up(county: Workspace) -> None:
    (made,) = bundles(county, "reward-list")
    (sheet,) = book_of(made)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert rows[0] == [1, "东镇", "东凼村", "A1", 1, 101, 1500, None]
    paid = [row[6] for row in rows if isinstance(row[0], int)]
    assert [row[6] for row in rows if row[0] == "合计"] == [sum(paid)] == [4800]
    assert sheet["G5"].number_format == "0.00"
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A5", "$4:$4")
    assert (sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage) == (9, True)


def test_a_notices_figures_add_up_to_its_marks(county: Workspace) -> None:
    for made in bundles(county, "notice"):
        (sheet,) = book_of(made)
        head, *rows = list(sheet.iter_rows(min_row=4, values_only=True))
        marks = [at for at, name in enumerate(head) if str(name).endswith(" 得分")]
        bonus, deduction, total = (head.index(name) for name in ("加分", "扣分", "得分"))
        villages = list(takewhile(any, rows))
        (hung,) = made.documents[0].tables
        assert [
            [str(row[2]), row[1], *(f"{row[at]:.2f}" for at in (bonus, deduction, total))] for row in villages
        ] == [[row[0], row[1], *row[-4:-1]] for row in hung.rows], "every village of the notice that hangs"
        for row in villages:
            added = sum(float(str(row[at])) for at in marks if row[at] is not None)
            assert round(added + float(str(row[bonus])) - float(str(row[deduction])), 2) == row[total]


def test_sheets_take_names_that_differ_and_that_spreadsheets_allow() -> None:
    table = Table((Column("甲", 4), Column("数", 6, Kind.FIGURE)), (("=1+1", "—"),), name="a/b:c" * 10)
    made = Document("题", (table, table), draft=True)
    book = book_of(Bundle("x", (made,)))
    assert [len(name) for name in book.sheetnames] == [31, 31]
    assert book.worksheets[0]["A1"].value == "题（草案）"
    assert [cell.value for cell in book.worksheets[0][3]] == ["=1+1", "—"]
    assert book.worksheets[0]["A3"].data_type == "s"
