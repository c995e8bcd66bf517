"""Wording as officials write it, held over all papers: money, periods, signs and what units are called."""

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from qsq.api.workspace import Workspace
from qsq.documents.document import Document, Paragraph, Table
from qsq.domain.values.money import yuan_told
from qsq.year.report import KINDS
from tests.documents.county import bundles, finished

CHINESE = r"[一-鿿]"
NEVER = {
    "whole yuan have no decimals in prose": r"\d\.00元",
    "a period has one name": r"第[一二三四]季度",
    "signs in Chinese are Chinese": rf"{CHINESE}[(),;:]|[()]{CHINESE}",
    "no space stands between Chinese and digits": rf"{CHINESE} +\d|\d +{CHINESE}",
    "nothing that did not happen is told": r"(?<!\d)0(次|件|条|个村)",
}
ANOTHER = re.compile("市(?!批)|祁阳|湖南|永州|小县(?!常委)")
"""What no paper of a county of another name holds; its committee's references are the tests' own."""

OF_A_DEPARTMENT = "获市级表彰"
"""A reason that a department of the tests' county gives."""

TO_ONE_VILLAGE = ("yellow-cards", "rewards", "reminders")


@pytest.fixture(scope="module")
def papers(county: Workspace) -> dict[str, list[Document]]:
    return {kind: [one for made in bundles(county, kind) for one in made.documents] for kind in KINDS}


def prose(document: Document) -> Iterator[str]:
    yield from (document.title, *document.lines, document.addressee, document.signature, document.dated)
    yield from (part.text for part in document.parts if isinstance(part, Paragraph))


@pytest.mark.parametrize("rule", NEVER)
def test_no_paper_says(papers: dict[str, list[Document]], rule: str) -> None:
    found = {
        (kind, text)
        for kind, documents in papers.items()
        for document in documents
        for text in prose(document)
        if re.search(NEVER[rule], text)
    }
    assert not found


def test_headings_of_columns_have_chinese_signs_too(papers: dict[str, list[Document]]) -> None:
    headings = {
        column.heading
        for documents in papers.values()
        for document in documents
        for part in document.parts
        if isinstance(part, Table)
        for column in part.columns
    }
    assert not [one for one in headings if re.search(NEVER["signs in Chinese are Chinese"], one)]


def test_what_ties_a_paper_to_the_ledger_stands_at_its_foot(papers: dict[str, list[Document]]) -> None:
    """Under the title stands what people look for."""
    for kind, documents in papers.items():
        for one in documents:
            assert "校验码" not in "".join((one.title, *one.lines)), kind
            assert not re.search(r"第\d+版", "".join((one.title, *one.lines))), kind


@pytest.mark.parametrize("kind", TO_ONE_VILLAGE)
def test_a_paper_to_one_village_calls_it_what_it_is(papers: dict[str, list[Document]], kind: str) -> None:
    assert papers[kind]
    for document in papers[kind]:
        addressed = "".join(prose(document))
        assert "你村（社区）" not in addressed
        assert "镇（街道）" not in addressed


def test_a_community_in_a_street_is_addressed_as_such(tmp_path: Path) -> None:
    workspace = finished(tmp_path, renamed={"西镇": "西街道", "西一村,T2,village": "西一社区,T2,community"})
    texts = ["".join(prose(one)) for made in bundles(workspace, "rewards") for one in made.documents]
    assert any("你社区得分69.33分，列全街道3个村（社区）第2名" in text for text in texts)
    lists = ["".join(prose(one)) for made in bundles(workspace, "checklist") for one in made.documents]
    assert any("本街道3个村（社区）适用" in text for text in lists)
    assert any("本社区本季度共" in text for text in lists)


@pytest.mark.torture
def test_a_county_that_is_no_city_is_called_none(tmp_path: Path) -> None:
    """清河县: no 市 in its papers, lists to sign, forms to fill in and board, and nobody else's name."""
    level = {"{code: 'C1', name: 小县}": "{code: 'C1', name: 清河县, level: 县}", "小县村级": "清河县村级"}
    workspace = finished(tmp_path, renamed=level)
    for kind in KINDS:
        for made in bundles(workspace, kind):
            for document in made.documents:
                found = ANOTHER.search("".join(document.texts))
                assert found is None, (kind, found, document.title)
    books = sorted((workspace.office.root / "out").rglob("*.xlsx"))
    assert len(books) > 30
    for book in books:
        for sheet in openpyxl.load_workbook(book):
            cells = "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
            found = ANOTHER.search(f"{book.name}\n{cells}")
            assert found is None, (book.name, sheet.title, found)
    board = workspace.office.root / workspace.board.build().folder
    published = [page for page in sorted(board.rglob("*")) if page.is_file()]
    assert len(published) > 30
    for page in published:
        text = page.read_text("utf-8").replace(OF_A_DEPARTMENT, "")
        found = ANOTHER.search(text)
        assert found is None, (page.name, text[found.start() - 20 : found.end() + 20])


@pytest.mark.parametrize(
    ("fen", "told"),
    [
        (99_000_000, "99万元"), (25_000_000, "25万元"), (13_560_000, "13.56万元"), (480_000, "4800元"),
        (1_000_000, "1万元"), (999_900, "9999元"), (1_005_000, "10050元"), (270_025, "2700.25元"),
        (100_000_001, "1000000.01元"), (0, "0元"), (50, "0.50元"),
    ],
)  # fmt: skip
def test_money_is_told_as_people_say_it(fen: int, told: str) -> None:
    assert yuan_told(fen) == told
