"""Lists by town: subtotals, pages that part no town, and no signature alone on its page."""

import io
from datetime import date
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from qsq.documents.document import Cells, Column, Document, Paragraph, RowGroup, Table
from qsq.documents.grouped import groups_of
from qsq.documents.writers.pdf import PdfWriter
from qsq.documents.writers.word import WordWriter
from qsq.domain.values.money import yuan

DAY = date(2024, 1, 20)
COLUMNS = (
    Column("镇（街道）", 14), Column("村（社区）", 16), Column("奖励（元）", 12, Cells.FIGURE), Column("签收", 12, Cells.SIGNED),
)  # fmt: skip


def listed(*sizes: int, apart: bool = False) -> Table:
    """A list of towns with so many villages each."""
    towns = [f"{name}镇" for name in "甲乙丙丁戊"[: len(sizes)]]
    rows = [
        (town, f"{town[0]}{number}村")
        for town, size in zip(towns, sizes, strict=True)
        for number in range(size)
    ]
    groups = groups_of(
        [(town, 100) for town, _village in rows], lambda town, amount: ("小计", town, yuan(amount), "")
    )
    return Table(
        COLUMNS,
        tuple((*row, "1.00", "") for row in rows),
        (("合计", "", yuan(100 * len(rows)), ""),),
        groups=groups,
        apart=apart,
    )


def pages(*parts: Table | Paragraph, signature: str = "小县评比办公室") -> list[str]:
    made = Document("发放表", parts, signature=signature, day=DAY)
    reader = PdfReader(io.BytesIO(PdfWriter().write((made,), DAY)))
    return ["".join(page.extract_text().split()) for page in reader.pages]


def test_a_group_of_several_adds_up_and_one_alone_does_not() -> None:
    groups = groups_of([("甲", 100), ("甲", 250), ("乙", 75)], lambda name, sum_: (name, yuan(sum_)))
    assert groups == (RowGroup("甲", 2, ("甲", "3.50")), RowGroup("乙", 1))
    (alone,) = groups_of([("甲", 100), ("甲", 250)], lambda name, sum_: (name, yuan(sum_)))
    assert alone.subtotal == (), "the total says the same"


def test_subtotals_stand_below_their_rows_and_the_total_below_all() -> None:
    lines = listed(2, 1, 3).lines(signed=False)
    summed = [(at, line.cells[:3]) for at, line in enumerate(lines) if line.summed]
    assert summed == [
        (2, ("小计", "甲镇", "2.00")), (7, ("小计", "丙镇", "3.00")), (8, ("合计", "", "6.00")),
    ]  # fmt: skip


@pytest.mark.parametrize("first", range(1, 13))
def test_no_page_parts_a_town_from_its_villages_or_its_sum(first: int) -> None:
    table = listed(first, 5, 7, 3, 12)
    for page in (shown := pages(table)):
        for town, size in zip("甲乙丙丁戊", (first, 5, 7, 3, 12), strict=True):
            villages = [f"{town}{number}村" in page for number in range(size)]
            assert all(villages) or not any(villages), (town, page)
            assert (f"小计{town}镇" in page) == (size > 1 and all(villages))
    assert len(shown) > 1


@pytest.mark.parametrize("size", range(9, 24))
def test_a_signature_is_not_alone_on_the_last_page(size: int) -> None:
    last = pages(listed(size), Paragraph("制表：＿＿＿＿　审核：＿＿＿＿　批准：＿＿＿＿"))[-1]
    for text in (f"甲{size - 2}村", f"甲{size - 1}村", "合计", "制表", "小县评比办公室", "2024年1月20日"):
        assert text in last, (size, text)


def test_towns_that_are_apart_have_pages_of_their_own_with_their_names_above() -> None:
    shown = pages(listed(2, 20, 3, apart=True))
    assert [page.split("镇（街道）")[0] for page in shown] == ["发放表甲镇", "乙镇", "", "丙镇"]
    assert ["甲0村" in page for page in shown] == [True, False, False, False]
    assert ["丙0村" in page for page in shown] == [False, False, False, True]
    assert "合计" in shown[-1]
    made = Document("发放表", (listed(2, 20, 3, apart=True),), signature="办", day=DAY)
    outline = PdfReader(io.BytesIO(PdfWriter().write((made,), DAY))).outline
    towns: Any = outline[1]
    assert [one.title for one in towns] == ["甲镇", "乙镇", "丙镇"]


def test_word_parts_no_town_either() -> None:
    made = Document("发放表", (listed(2, 3, apart=True),), signature="办", day=DAY)
    word = docx.Document(io.BytesIO(WordWriter().write((made,), DAY)))
    names = {one.text: one for one in word.paragraphs}
    assert names["甲镇"]._p.find(f".//{qn('w:pageBreakBefore')}") is None
    assert names["乙镇"]._p.find(f".//{qn('w:pageBreakBefore')}") is not None
    first, _second = word.tables
    kept = [row._tr.find(f".//{qn('w:keepNext')}") is not None for row in first.rows]
    assert kept == [True, True, True, False], "head and villages with the subtotal below them"
