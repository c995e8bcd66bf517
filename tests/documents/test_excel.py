"""Excel: figures are numbers, codes are text, totals are the program's own values."""

import io
from datetime import date
from itertools import takewhile

import openpyxl
import pytest

from qsq.api.workspace import Workspace
from qsq.documents.document import Bundle, Cells, Column, Document, Heading, Paragraph, Table
from qsq.documents.writers.excel import ExcelWriter
from tests.documents.county import bundles

DAY = date(2023, 4, 3)


def book_of(bundle: Bundle) -> openpyxl.Workbook:
    content = ExcelWriter().write(bundle.figures or bundle.documents, DAY)
    return openpyxl.load_workbook(io.BytesIO(content))


def test_amounts_are_numbers_codes_are_text_and_the_total_adds_up(county: Workspace) -> None:
    (made,) = bundles(county, "reward-list")
    (sheet,) = book_of(made)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert rows[0] == [1, "东镇", "东凼村", "A1", 1, 101, 1500, None]
    paid = [row[6] for row in rows if isinstance(row[0], int)]
    assert [row[6] for row in rows if row[0] == "合计"] == [sum(paid)] == [4800]
    assert sheet["G4"].number_format == "0.00"
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A4", "$3:$3")
    assert (sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage) == (9, True)


def test_a_notices_figures_add_up_to_its_marks(county: Workspace) -> None:
    for made in bundles(county, "notice"):
        sheet = book_of(made)["分项数据"]
        head, *rows = list(sheet.iter_rows(min_row=2, values_only=True))
        marks = [at for at, name in enumerate(head) if str(name).endswith(" 得分")]
        bonus, deduction, total = (head.index(name) for name in ("加分", "扣分", "得分"))
        villages = list(takewhile(any, rows))
        (hung,) = made.documents[1].tables
        assert [
            [str(row[2]), row[1], *(f"{row[at]:.2f}" for at in (bonus, deduction, total))] for row in villages
        ] == [[row[0], row[1], *row[-4:-1]] for row in hung.rows], "every village of the notice that hangs"
        for row in villages:
            added = sum(float(str(row[at])) for at in marks if row[at] is not None)
            assert round(added + float(str(row[bonus])) - float(str(row[deduction])), 2) == row[total]


def test_a_notices_workbook_has_the_annex_as_it_hangs_before_the_figures_to_add_up(county: Workspace) -> None:
    for made in bundles(county, "notice"):
        book = book_of(made)
        assert book.sheetnames == ["公示", "各项得分", "分项数据"]


def figures(columns: int, kind: Cells = Cells.FIGURE) -> Table:
    """A table of so many columns behind a village's code and name."""
    return Table(
        (Column("码", 14), Column("村", 14), *[Column("分", 8, kind)] * columns), (("1",) * (columns + 2),)
    )


@pytest.mark.parametrize(("rows", "height"), [(44, None), (45, 0)])
def test_a_compact_paper_is_one_page_as_long_as_that_can_be_read(rows: int, height: int | None) -> None:
    table = Table((Column("村", 14), Column("分", 8, Cells.FIGURE)), (("甲村", "1.00"),) * rows)
    (sheet,) = book_of(Bundle("x", (Document("题", (table,), compact=True),)))
    assert sheet.page_setup.fitToHeight == height


@pytest.mark.parametrize(
    ("table", "pages", "kept"),
    [
        (figures(19), 1, None),
        (figures(20), 2, "$A:$B"),
        (figures(40), 4, "$A:$B"),
        (figures(40, Cells.TEXT), 1, None),
    ],
)
def test_figures_too_many_for_a_page_stand_on_several_each_with_whose_they_are(
    table: Table, pages: int, kept: str | None
) -> None:
    """230 characters are as small as can be read; pages of 146 stand beside each other."""
    (sheet,) = book_of(Bundle("x", (Document("题", (table,)),)))
    assert ((sheet.page_setup.fitToWidth or 1), sheet.print_title_cols) == (pages, kept)


def test_sheets_take_names_that_differ_and_that_spreadsheets_allow() -> None:
    table = Table((Column("甲", 4), Column("数", 6, Cells.FIGURE)), (("=1+1", "—"),), name="a/b:c" * 10)
    made = Document("题", (table, table), draft=True)
    book = book_of(Bundle("x", (made,)))
    assert [len(name) for name in book.sheetnames] == [31, 31]
    assert book.worksheets[0]["A1"].value == "题（草案）"
    assert [cell.value for cell in book.worksheets[0][3]] == ["=1+1", "—"]
    assert book.worksheets[0]["A3"].data_type == "s"


LIST = Document(
    "清单",
    (
        Paragraph("请逐项落实。"),
        Table(
            (
                Column("类别", 8, in_workbooks_only=True), Column("项", 8), Column("权重", 6, Cells.FIGURE),
                Column("任务", 20),
            ),
            (("党建", "会议", "1.5", "开会"), ("党建", "会议", "1.5", "记录"), ("产业", "会议", "1.5", "议事")),
            name="任务",
            joined=(0, 1, 2),
        ),
        Paragraph("签字：＿＿＿"),
    ),
    ("第一行",),
    addressee="东镇",
    signature="评比办",
)  # fmt: skip


def test_equal_cells_of_neighbouring_rows_are_one_and_columns_too_many_for_pages_are_there() -> None:
    sheet = book_of(Bundle("x", (LIST,)))["任务"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=8)]
    assert rows == [
        ["类别", "项", "权重", "任务"],
        ["党建", "会议", 1.5, "开会"],
        [None, None, None, "记录"],
        ["产业", "会议", 1.5, "议事"],
    ]
    joined = {str(found) for found in sheet.merged_cells.ranges if str(found).endswith("7")}
    assert joined == {"A6:A7", "B6:B7", "C6:C7"}, "an item of another category is another item"
    assert not sheet.auto_filter.ref, "joined cells cannot be sorted"
    lined = {cell.border.bottom.style for row in sheet["A5:D8"] for cell in row}
    assert lined == {"thin"}, "every cell of a table, and no text around it"
    assert sheet["A4"].border.bottom.style is None


def test_pages_leave_those_columns_out_and_say_a_joined_cell_once() -> None:
    (table,) = LIST.tables
    assert [column.heading for column in table.on_pages.columns] == ["项", "权重", "任务"]
    assert table.on_pages.rows == (("会议", "1.5", "开会"), ("", "", "记录"), ("会议", "1.5", "议事"))


def test_all_that_a_document_says_stands_on_its_sheet_in_order() -> None:
    sheet = book_of(Bundle("x", (LIST,)))["任务"]
    firsts = [row[0] for row in sheet.iter_rows(values_only=True) if row[0]]
    assert firsts[:5] == ["清单", "第一行", "东镇：", "请逐项落实。", "类别"]
    assert firsts[-3:] == ["签字：＿＿＿", "评比办", "　　年　　月　　日"]


def test_the_texts_between_two_tables_go_with_the_second() -> None:
    first, second = (Table((Column("数", 6),), (("1",),), name=name) for name in ("一", "二"))
    made = Document("题", (Heading("一、甲"), first, Heading("二、乙"), second, Paragraph("完")))
    book = book_of(Bundle("x", (made,)))
    told = {
        sheet.title: [row[0] for row in sheet.iter_rows(values_only=True) if row[0]]
        for sheet in book.worksheets
    }
    assert told == {"一": ["题", "一、甲", "数", "1"], "二": ["题", "二、乙", "数", "1", "完"]}


def test_a_document_without_a_table_is_a_sheet_all_the_same() -> None:
    (sheet,) = book_of(Bundle("x", (Document("题", (Paragraph("本季度没有。"),)),)))
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["题", "本季度没有。"]


def test_a_number_that_a_spreadsheet_would_cut_stays_text() -> None:
    table = Table((Column("数", 30, Cells.FIGURE),), (("1234567890123456",), ("0.1234567",)))
    (sheet,) = book_of(Bundle("x", (Document("题", (table,)),)))
    assert [(cell.value, cell.data_type) for cell in sheet["A"][2:]] == [
        ("1234567890123456", "s"),
        (0.1234567, "n"),
    ]
    assert sheet["A4"].number_format == "0.0000000"
