"""A document and its tables as data: what is written in them, what stays together, what fits."""

import io

import openpyxl
import pytest
from xlsxwriter import Workbook

from qsq.documents.borders import border_told
from qsq.documents.checklist.marking import villages_told
from qsq.documents.document import (
    Bundle,
    Column,
    Document,
    Heading,
    Paragraph,
    Picture,
    RowGroup,
    Table,
)
from qsq.documents.official import Formalities
from qsq.documents.seal import Seal
from qsq.documents.writers.workbook import fixed_properties, number_of, page, sheet_name
from qsq.domain.county.places import VillageKind
from qsq.domain.scheme.checklist import Scope
from qsq.fairness.borders import SPARED, Border, Stake
from qsq.scoring.ranking import PoolKey
from tests.unit.builders import exact

LIST = Table(
    (Column("头甲", 10), Column("头乙", 10, in_workbooks_only=True)),
    (("格甲", "格乙"), ("格丙", "格丁")),
    (("合计", "总数"),),
    groups=(RowGroup("组甲", 1, ("小计", "组数")), RowGroup("组乙", 1)),
)


def test_all_that_is_written_in_a_document_is_among_its_texts() -> None:
    """By them what no font has is found before anything is set."""
    official = Formalities("红头", attachments=("附件名",), note="附注", copies="抄送", printed_by="印发")
    made = Document(
        "题", (Paragraph("段"), Heading("小标题"), LIST, Picture("<svg/>", "图说", 1, 1)), ("小字",),
        number="文号", addressee="主送", signature="落款", foot="页脚", label="角标", official=official,
    )  # fmt: skip
    assert list(made.texts) == [
        "题", "文号", "小字", "主送", "落款", "页脚", "角标", "红头", "附件名", "附注", "抄送", "印发", "段", "小标题",
        "头甲", "头乙", "格甲", "格乙", "格丙", "格丁", "合计", "总数", "组甲", "小计", "组数", "组乙", "图说",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "signature", "sealed", "kept_from"),
    [
        ((Paragraph("一"), LIST, Paragraph("二")), "落款", False, 1),
        ((Paragraph("一"), LIST, Paragraph("二")), "", True, 1),
        ((Paragraph("一"), LIST, Paragraph("二")), "", False, 3),
        ((LIST, Paragraph("一"), LIST), "落款", False, 2),
        ((LIST, Paragraph("字" * 199)), "落款", False, 0),
        ((LIST, Paragraph("字" * 200)), "落款", False, 2),
        ((LIST, Paragraph("一"), Heading("二")), "落款", False, 3),
        ((Paragraph("一"), Paragraph("二")), "落款", False, 2),
    ],
)
def test_a_last_tables_end_stays_with_the_signature_where_little_stands_between(
    parts: tuple[Paragraph | Heading | Table, ...], signature: str, sealed: bool, kept_from: int
) -> None:  # fmt: skip
    seal = Seal("东镇", "2023Q1", 1, "a1" * 32, "b2" * 32) if sealed else None
    assert Document("题", parts, signature=signature, seal=seal).kept_from == kept_from


def rows(count: int, *, totals: int = 0, groups: tuple[RowGroup, ...] = ()) -> Table:
    sums = tuple((f"合计{at}",) for at in range(totals))
    return Table((Column("村", 10),), tuple((str(at),) for at in range(count)), sums, groups=groups)


@pytest.mark.parametrize(
    ("table", "signed", "kept"),
    [
        (rows(4), False, [False] * 4),
        (rows(4), True, [False, False, True, True]),
        (rows(3, totals=1), False, [False, False, True, False]),
        (rows(4, totals=1), True, [False, False, True, True, True]),
        (rows(1, totals=2), True, [True] * 3),
        (rows(0, totals=1), False, [False]),
        (rows(12, groups=(RowGroup("甲", 12),)), False, [*[True] * 11, False]),
        (rows(13, groups=(RowGroup("甲", 13),)), False, [False] * 13),
        (
            rows(3, groups=(RowGroup("甲", 2, ("小计",)), RowGroup("乙", 1))),
            False,
            [True, True, False, False],
        ),
    ],
)
def test_rows_that_belong_together_stay_on_a_page_with_the_next(
    table: Table, signed: bool, kept: list[bool]
) -> None:  # fmt: skip
    assert [line.kept for line in table.lines(signed=signed)] == kept


def test_groups_that_are_apart_are_tables_of_their_own_the_last_with_the_totals() -> None:
    groups = (RowGroup("甲", 2), RowGroup("乙", 1))
    columns, cells, sums = (Column("村", 10),), (("1",), ("2",), ("3",)), (("合计",),)
    apart = Table(columns, cells, sums, groups=groups, apart=True)
    assert [(one.rows, one.groups, one.totals) for one in apart.by_page] == [
        ((("1",), ("2",)), groups[:1], ()),
        ((("3",),), groups[1:], sums),
    ]
    alone = Table(columns, cells, sums, groups=(RowGroup("甲", 3),), apart=True)
    assert alone.by_page == (alone,)
    together = Table(columns, cells, sums, groups=groups)
    assert together.by_page == (together,)


@pytest.mark.parametrize(
    ("points", "size"), [(66, 12), (65, 11), (61, 11), (60, 10.5), (51, 9), (50, 8), (41, 7), (1, 7)]
)
def test_a_table_takes_the_largest_type_in_which_it_fits(points: int, size: float) -> None:
    """Ten letters at half the size and 6 points between the lines; 7 points is the smallest."""
    assert rows(1).size(points) == size


def test_documents_with_names_of_their_own_go_into_files_of_their_own() -> None:
    plain, named = Document("甲", ()), Document("乙", (), file="A1-东一村")
    assert Bundle("镇", (plain,)).separated() == [Bundle("镇", (plain,))]
    assert Bundle("镇", (named, named)).separated() == [Bundle("A1-东一村", (named,), folder="镇")] * 2


@pytest.mark.parametrize(
    ("scope", "told"),
    [
        (None, "全部村（社区）"),
        (Scope(kinds=(VillageKind.COMMUNITY, VillageKind.VILLAGE)), "社区、村"),
        (Scope(towns=("T1", "T9"), groups=("山区", "湖区")), "山区、湖区；东镇、T9"),
    ],
)
def test_the_villages_that_an_item_is_for_are_told(scope: Scope | None, told: str) -> None:
    assert villages_told(scope, {"T1": "东镇"}) == told


@pytest.mark.parametrize(
    ("stake", "name", "limit", "told"),
    [
        (Stake.MONEY, "3", None, "奖励第3名"),
        (Stake.MONEY, "", 60, "奖励起点"),
        (Stake.CARD, "", None, "黄牌"),
        (Stake.CARD, SPARED, 85, "末位免牌"),
        (Stake.GRADE, "good", None, "等次grade good"),
        (Stake.HONOUR, "model", None, "honour model"),
        (Stake.ELIGIBLE, "", 60, "年度最低分"),
    ],
)
def test_a_border_is_called_by_what_it_decides(stake: Stake, name: str, limit: int | None, told: str) -> None:
    border = Border(stake, name, PoolKey("T1"), ("A1",), ("A2",), None if limit is None else exact(limit))
    assert border_told(border, lambda kind, one: f"{kind} {one}") == told


def test_a_sheets_name_is_one_that_spreadsheets_take_and_no_other_has() -> None:
    taken: set[str] = set()
    named = [sheet_name(one, taken) for one in ("a:b", "A b", "History", "", "[]", "长" * 40, "长" * 40)]
    assert named == ["a b", "A b 2", "History_", "_", "_ 2", "长" * 31, "长" * 29 + " 2"]
    assert sheet_name("x" + "𠮷" * 20, set()) == "x" + "𠮷" * 15, "rare characters count twice"
    many = {"长" * 31, *(f"{'长' * 29} {at}" for at in range(2, 10))}
    assert sheet_name("长" * 31, many).endswith("长 10")
    assert len(sheet_name("长" * 31, many)) == 31


def test_a_sheets_foot_says_what_it_is_and_its_page_or_the_page_alone() -> None:
    content = io.BytesIO()
    book = Workbook(content)
    fixed_properties(book, "题")
    for said in ("", "甲&乙", "长" * 200, "长" * 201):
        page(book.add_worksheet(), said=said, whole=said == "")
    book.close()
    read = openpyxl.load_workbook(content)
    feet = [(sheet.oddFooter.left.text, sheet.oddFooter.center.text) for sheet in read.worksheets]
    assert [center for _left, center in feet] == ["— &P —", None, None, "— &P —"]
    assert [str(left or "").strip() for left, _center in feet[1:3]] == ["甲&&乙", "长" * 200]
    assert [sheet.page_setup.fitToHeight for sheet in read.worksheets[:2]] == [None, 0]
    assert read.properties.created == read.properties.modified
    assert (read.properties.title, read.properties.creator) == ("题", "qsq")
    assert str(read.properties.created)[:10] == "2000-01-01"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.50", "1234.50"), ("-3", "-3"), ("123456789012345", "123456789012345"), ("1234567890123456", None),
        ("NaN", None), ("无", None), ("", None),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_keeps_whole_is_a_number(text: str, number: str | None) -> None:
    found = number_of(text)
    assert (None if found is None else str(found)) == number
