"""How papers look: every width, border, lock, rule and style of the files, without their words, as they were looked at.

To take a change over after it was looked at (`make look`): `QSQ_GOLDEN=write .venv/bin/python -m pytest tests/documents`.
"""

import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from qsq.api.workspace import Workspace
from qsq.documents.document import Bundle
from qsq.documents.writers.excel import ExcelWriter
from qsq.documents.writers.form import write_form
from qsq.documents.writers.pdf import PdfWriter
from qsq.documents.writers.word import WordWriter
from qsq.year.report import KINDS
from tests.documents.a_form import a_form
from tests.documents.a_paper import papers
from tests.documents.county import bundles
from tests.documents.test_forms import DAY
from tests.documents.test_official import places
from tests.documents.test_sheets import cells_of

LAYOUT = Path(__file__).parents[1] / "golden" / "layout"
LOOKED_AT = (
    "2023/payment/奖金分配表.docx",
    "2023/payment/奖金分配表.xlsx",
    "2023/payment/表彰决定.docx",
    "2023-03/reminders/提示名单.xlsx",
    "2023Q1/checklist/departments/2023年一季度-农业农村局-评分表.xlsx",
    "2023Q1/checklist/全市任务清单.xlsx",
    "2023Q1/dispatch/T2-西镇/B2-西廻村.xlsx",
    "2023Q1/feedback/T1-东镇/签字表.xlsx",
    "2023Q1/notice/T1-东镇.docx",
    "2023Q1/notice/T1-东镇.xlsx",
    "2023Q1/review/奖励通知书/T1-东镇.docx",
    "2023Q1/review/评比会.xlsx",
)
"""A file of each make: papers, lists, forms; with and without figures, totals, joined cells and a seal."""

_PARTS = re.compile(
    r"xl/(worksheets/[^/]+|styles|workbook)\.xml|word/(document|footer\d*)\.xml|docProps/core\.xml"
)
_STYLES = re.compile(r"word/styles\.xml")
_WORDS = {"v", "t", "text"}
"""Elements whose text is what the paper says, which other tests read."""


def look_of(file: Path, wanted: re.Pattern[str] = _PARTS) -> str:
    """The elements of a file's parts in their order, with all that is said of each; equal neighbours once."""
    with ZipFile(file) as parts:
        found = [
            f"== {name}\n" + "\n".join(_told(ET.fromstring(parts.read(name))))  # noqa: S314 - our own
            for name in sorted(parts.namelist())
            if wanted.fullmatch(name)
        ]
    return "\n".join(found) + "\n"


def _told(root: ET.Element) -> Iterator[str]:
    for line, alike in groupby(_line(one) for one in root.iter()):
        count = len(list(alike))
        yield line if count == 1 else f"{line} ×{count}"


def _line(one: ET.Element) -> str:
    said = [f"{_plain(key)}={value}" for key, value in one.attrib.items() if _plain(key) not in {"r", "name"}]
    text = "" if _plain(one.tag) in _WORDS else (one.text or "").strip()
    return " ".join([_plain(one.tag), *said, *filter(None, (text, (one.tail or "").strip()))])


def _plain(name: str) -> str:
    return name.rpartition("}")[2]


def columns_of(made: list[Bundle]) -> Iterator[str]:
    """A line for each column of each table: its heading, width and kind; tables with the same columns once."""
    tables = (
        (document, table) for bundle in made for document in bundle.documents for table in document.tables
    )
    for columns, alike in {table.columns: (document, table) for document, table in tables}.items():
        document, table = alike
        yield f"-- {document.title}: {table.name}".replace("\n", "")
        for one in columns:
            yield f"{one.heading}|{one.width}|{one.kind}{'|only in workbooks' * one.in_workbooks_only}"


def agreed(name: str, found: str) -> str:
    """What was looked at last."""
    file = LAYOUT / f"{name}.txt"
    if os.environ.get("QSQ_GOLDEN") == "write":
        LAYOUT.mkdir(exist_ok=True)
        file.write_text(found, "utf-8")
    return file.read_text("utf-8")


@pytest.mark.parametrize("path", LOOKED_AT)
def test_a_file_looks_as_it_did(county: Workspace, path: str) -> None:
    found = look_of(county.office.root / "out" / path)
    assert found == agreed(path.replace("/", "+"), found)


def test_the_styles_of_papers_for_word_are_what_they_were(county: Workspace) -> None:
    found = look_of(county.office.root / "out/2023/payment/表彰决定.docx", _STYLES)
    assert found == agreed("styles", found)


def test_a_form_looks_as_it_did(tmp_path: Path) -> None:
    write_form(tmp_path / "form.xlsx", a_form(), DAY)
    found = look_of(tmp_path / "form.xlsx")
    assert found == agreed("form", found)


def test_papers_with_all_that_papers_may_have_look_as_they_did(tmp_path: Path) -> None:
    """In Word, in Excel, and as PDF, where each text has its place."""
    for writer in (WordWriter(), ExcelWriter()):
        (tmp_path / f"papers{writer.ending}").write_bytes(writer.write(papers(), DAY))
    reader = PdfReader(io.BytesIO(PdfWriter().write(papers(), DAY)))
    looks = {
        "papers.docx": look_of(tmp_path / "papers.docx"),
        "papers.xlsx": look_of(tmp_path / "papers.xlsx") + cells_of(tmp_path / "papers.xlsx"),
        "papers.pdf": "\n".join(_set_out(reader)) + "\n",
    }
    for name, found in looks.items():
        assert found == agreed(name, found)


def _set_out(reader: PdfReader) -> Iterator[str]:
    """What a PDF says of itself, its bookmarks, and each text of each page with its place in millimetres."""
    told: Mapping[str, Any] = reader.metadata or {}
    yield " | ".join(str(told.get(f"/{key}")) for key in ("Title", "Author", "Subject", "Keywords"))
    yield from _bookmarks(reader.outline)
    for number, page in enumerate(reader.pages, start=1):
        yield f"== {number}"
        yield from (f"{left:.0f} {up:.0f} {text}" for text, left, up in places(page))


def _bookmarks(listed: Iterable[Any], depth: int = 0) -> Iterator[str]:
    for one in listed:
        if isinstance(one, list):
            yield from _bookmarks(one, depth + 1)
        else:
            yield f"{'>' * depth}{one.title}"


def test_no_look_is_left_over() -> None:
    names = {path.replace("/", "+") for path in LOOKED_AT}
    names |= {
        "styles",
        "form",
        "columns",
        "forms",
        "department-form",
        "papers.docx",
        "papers.xlsx",
        "papers.pdf",
        "pictures",
        "code",
        "final",
        "drafts",
        "facts",
        "facts-of-drafts",
    }
    assert {file.stem for file in LAYOUT.glob("*.txt")} == names


def test_every_table_has_the_columns_that_it_had(county: Workspace) -> None:
    lines = (line for kind in KINDS for line in (f"== {kind}", *columns_of(bundles(county, kind))))
    found = "\n".join(lines) + "\n"
    assert found == agreed("columns", found)
