"""A village's list: two pages, each item's full mark beside its points, how it is looked at, days where they differ."""

import io
from dataclasses import replace
from datetime import date

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from pypdf import PageObject, PdfReader

from qsq.api.workspace import Workspace
from qsq.documents.checklist.dispatch import village_list
from qsq.documents.checklist.listed import Listed
from qsq.documents.document import Cells, Column, Document, Paragraph, Table
from qsq.documents.writers.dense import dense_size
from qsq.documents.writers.pdf import PdfWriter
from qsq.documents.writers.word import WordWriter
from tests.documents.county import bundles
from tests.unit.builders import checklist, item, scheme, village

DAY = date(2023, 1, 4)


def lists(county: Workspace) -> dict[str, tuple[Document, Table]]:
    """Each village's list by its name, and its table."""
    documents = [one for made in bundles(county, "checklist") for one in made.documents if one.pages > 1]
    assert len(documents) == 6
    return {one.title[:3]: (one, one.tables[0]) for one in documents}


def column(table: Table, heading: str) -> list[str]:
    at = [one.heading for one in table.columns].index(heading)
    return [row[at] for row in table.rows]


def test_an_items_full_mark_stands_beside_the_points_that_lead_to_it(county: Workspace) -> None:
    paper, table = lists(county)["东凼村"]
    assert column(table, "项")[0] == "党组织生活\n满分40.00/分值5\n组织部"
    assert sum(map(int, column(table, "分值")[:2])) == 5
    assert "各项得分＝满分×各条所得分值之和÷分值合计" in "".join(paper.texts)


def test_letters_say_how_each_task_is_marked(county: Workspace) -> None:
    paper, table = lists(county)["东凼村"]
    told = next(text for text in paper.texts if text.startswith("评分办法"))
    letters = column(table, "办法")
    assert len(set(letters)) > 1
    for letter in letters:
        assert f"{letter} " in told


def test_a_day_stands_only_where_it_is_not_the_lists_own(county: Workspace) -> None:
    of_city, of_town = lists(county)["东凼村"], lists(county)["西廻村"]
    assert set(column(of_city[1], "时限")) == {""}
    assert [day for day in column(of_town[1], "时限") if day] == ["3月25日"]
    assert "除另有注明外，完成时限为2023年3月31日" in "".join(of_town[0].texts)


def test_a_villages_own_target_and_what_its_town_wants_stand_with_the_task(county: Workspace) -> None:
    _paper, table = lists(county)["西廻村"]
    assert "早稻育秧面积（本村目标80亩）" in column(table, "任务")
    assert ("秧田到组", "李四") in zip(column(table, "镇级要求"), column(table, "责任人"), strict=True)


def long(county: Workspace, tasks: int) -> Document:
    """A list of so many tasks, of which one in eight takes two lines, as the longest ones have."""
    paper, table = lists(county)["东凼村"]
    short, more = "排查出的安全隐患报告到位、整改到位，整改前有人看护", "（按抽查发现未整改的处数扣分）"
    rows = tuple(
        (
            f"项{number // 3}\n满分5.99/分值8\n市应急管理局",
            str(number),
            short if number % 8 else short + more,
            "2.5",
            "2月28日",
            "A",
            "部门入户走访",
        )
        for number in range(tasks)
    )
    parts = tuple(replace(table, rows=rows) if part is table else part for part in paper.parts)
    return replace(paper, parts=parts)


def test_a_list_of_57_tasks_stands_on_two_lying_pages_of_11_points(county: Workspace) -> None:
    """As many as the longest of a year has."""
    paper = long(county, 57)
    first, second = PdfReader(io.BytesIO(PdfWriter().write((paper,), DAY))).pages
    assert first.mediabox.width > first.mediabox.height
    for page in (first, second):
        assert "核实方式" in page.extract_text(), "the head is repeated"
        assert sizes_of(page) == {11}
    assert "东镇人民政府" in second.extract_text()
    assert dense_size(paper) == 11


def sizes_of(page: PageObject) -> set[float]:
    """How large the type of its tasks is, in points."""
    found = set()

    def seen(text: str, place: list[float], line: list[float], _font: object, size: float) -> None:
        if "隐患" in text:
            found.add(round(size * abs(place[3] * line[3]), 1))

    page.extract_text(visitor_text=seen)
    return found


@pytest.mark.parametrize(("tasks", "size"), [(69, 11), (70, 10.5), (73, 10), (79, 9.5), (82, 9)])
def test_a_longer_list_has_smaller_type_in_word_too(tasks: int, size: float) -> None:
    columns = (Column("项", 20), Column("任务", 119))
    rows = tuple((f"项{number // 3}\n满分5\n市局", "安全隐患报告到位") for number in range(tasks))
    table = Table(columns, rows, joined=(0,), spanned=True)
    made = Document("题", (Paragraph("字" * 71), table), ("镇",), signature="镇", compact=True, pages=2)
    assert dense_size(made) == size


def test_a_workbook_keeps_every_column(county: Workspace) -> None:
    root = county.office.root / "out" / "2023Q1" / "dispatch"
    (file,) = root.rglob("B2-西廻村.xlsx")
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert cells >= {"类别", "满分", "评分办法", "本村目标", "完成时限", "责任部门", "3月25日", "80亩"}


def test_word_has_one_cell_for_all_tasks_of_an_item() -> None:
    table = Table(
        (Column("项", 8), Column("任务", 20, Cells.TEXT)),
        (("甲", "一"), ("甲", "二"), ("乙", "三")),
        joined=(0,),
        spanned=True,
    )
    made = Document("题", (Paragraph("字"), table))
    word = docx.Document(io.BytesIO(WordWriter().write((made,), DAY)))
    merged = [row._tr.tc_lst[0].tcPr.find(qn("w:vMerge")) for row in word.tables[0].rows]
    assert [one is not None and one.get(qn("w:val"), "on") for one in merged] == [
        False,
        "restart",
        "on",
        False,
    ]


@pytest.mark.parametrize(
    ("code", "name", "plain"),
    [("T9", "东镇", True), ("T1", "东镇", False), ("2023年一季度-东镇", "评分表", False)],
)
def test_a_villages_list_is_never_called_as_its_towns_list_or_form(
    code: str, name: str, *, plain: bool
) -> None:
    listed = Listed(scheme(), checklist(item("grain", category="party")), {"office": "县办"}, draft=False)
    made = village_list(listed, replace(village(code), name=name), "东镇", {}, {})
    assert (made.file == f"{code}-{name}") is plain
