"""What ties a paper to the ledger, in full: on PDF, Word and Excel, the same bytes each time."""

import io
import re
import struct
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from qsq.api.workspace import Workspace
from qsq.documents import installed
from qsq.documents.document import Cells, Column, Document, Paragraph, Table
from qsq.documents.seal import Seal
from qsq.documents.writers.excel import ExcelWriter
from qsq.documents.writers.pdf import PdfWriter
from qsq.documents.writers.word import WordWriter
from qsq.domain.values.check_code import check_code
from tests.documents.county import PERIOD, YEAR, bundles, copied
from tests.documents.test_layout import agreed

SEAL = Seal("东镇", "2023Q1", 2, "a1" * 32, "b2" * 32)
DAY = date(2023, 4, 10)
NOTICE = Document("公示", (Paragraph("现将结果公示如下。"),), signature="东镇", seal=SEAL)


def test_the_code_says_unit_period_revision_digest_and_head() -> None:
    assert SEAL.text == f"东镇 2023Q1 第2版\nSHA-256 {'a1' * 32}\n台账校验码 {'b2' * 32}"
    coded = replace(SEAL, coded=True).lines
    assert coded == (f"校验码 {check_code('a1' * 32)} {SEAL.lines[0]}", SEAL.lines[1])


def test_the_code_is_the_same_bytes_each_time_and_another_for_another_head() -> None:
    same = Seal("东镇", "2023Q1", 2, "a1" * 32, "b2" * 32)
    assert (SEAL.png, SEAL.svg) == (same.png, same.svg)
    assert SEAL.png.startswith(b"\x89PNG")
    assert SEAL.svg.startswith(b"<svg")
    assert SEAL.png != Seal("东镇", "2023Q1", 2, "a1" * 32, "b3" * 32).png


def test_the_code_is_drawn_as_it_was_each_square_of_it_three_dots_wide() -> None:
    """49 squares a side, and two of air on each."""
    found = SEAL.svg.decode()
    side = int(re.findall(r'width="(\d+)" height="\1"', found)[0])
    assert struct.unpack(">II", SEAL.png[16:24]) == (3 * side, 3 * side)
    assert found == agreed("code", found)


def test_a_pdf_carries_the_text_and_the_code() -> None:
    content = PdfWriter().write([NOTICE], DAY)
    assert content == PdfWriter().write([NOTICE], DAY)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert "a1" * 32 in text.replace("\n", "")
    assert "b2" * 32 in text.replace("\n", "")
    bare = PdfWriter().write([Document("公示", NOTICE.parts, signature="东镇")], DAY)
    assert len(content) - len(bare) > 1000, "the code is drawn"


def test_a_word_file_carries_the_text_and_the_code() -> None:
    content = WordWriter().write([NOTICE, NOTICE], DAY)
    assert content == WordWriter().write([NOTICE, NOTICE], DAY)
    with ZipFile(io.BytesIO(content)) as package:
        text = package.read("word/document.xml").decode()
        pictures = [package.read(name) for name in package.namelist() if name.endswith(".png")]
    assert text.count("a1" * 32) == text.count(f"台账校验码 {'b2' * 32}") > 1
    assert pictures == [SEAL.png]


def test_a_workbook_carries_the_text_and_the_code_on_every_sheet(tmp_path: Path) -> None:
    wide = Table((Column("村", 9), Column("得分", 9, Cells.FIGURE)), (("东一村", "88.00"),), name="一")
    narrow = Table((Column("村", 9),), (("东一村",),), totals=(("合计",),), name="二")
    made = Document("公示", (wide, narrow), seal=SEAL)
    content = ExcelWriter().write([made], DAY)
    assert content == ExcelWriter().write([made], DAY)
    (tmp_path / "one.xlsx").write_bytes(content)
    book = CalamineWorkbook.from_path(str(tmp_path / "one.xlsx"))
    for name in ("一", "二"):
        rows = [row[0] for row in book.get_sheet_by_name(name).to_python()]
        assert rows[-3:] == ["", *SEAL.lines]
    with ZipFile(tmp_path / "one.xlsx") as package:
        pictures = [package.read(name) for name in package.namelist() if name.startswith("xl/media/")]
    assert set(pictures) == {SEAL.png}


def test_every_sheet_of_notices_and_sign_off_sheets_carries_them(county: Workspace, tmp_path: Path) -> None:
    workspace = copied(county, tmp_path)
    root = workspace.office.root
    workspace.report("notice", PERIOD, formats=("xlsx",))
    workspace.score.feedback(PERIOD)
    folders = [f"{PERIOD}/feedback", f"{PERIOD}/notice", f"{YEAR}/notice", f"{PERIOD}/report/notice"]
    for folder in folders:
        made = sorted((root / "out" / folder).rglob("*.xlsx"))
        files = [file for file in made if "登记表" not in file.name]
        assert files, folder
        for file in files:
            book = CalamineWorkbook.from_path(str(file))
            for name in book.sheet_names:
                last = [row[0] for row in book.get_sheet_by_name(name).to_python()][-2:]
                assert [re.sub("[0-9a-f]{64}|^校验码 [0-9A-Z]{8} ", "", str(line)) for line in last] == [
                    "SHA-256 ",
                    "台账校验码 ",
                ], (file, name)
            with ZipFile(file) as package:
                drawings = [one for one in package.namelist() if one.startswith("xl/drawings/drawing")]
            assert len(drawings) == len(book.sheet_names), file


def test_without_segno_papers_carry_the_text_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("qsq.documents.seal.has_codes", lambda: False)
    bare = Document("公示", NOTICE.parts, seal=Seal("东镇", "2023Q1", 2, "c3" * 32, "d4" * 32))
    text = PdfReader(io.BytesIO(PdfWriter().write([bare], DAY))).pages[0].extract_text()
    assert "c3" * 32 in text.replace("\n", "")
    with ZipFile(io.BytesIO(WordWriter().write([bare], DAY))) as package:
        assert not [name for name in package.namelist() if name.endswith(".png")]
    assert bare.seal is not None
    (tmp_path / "one.xlsx").write_bytes(ExcelWriter().write([bare], DAY))
    with ZipFile(tmp_path / "one.xlsx") as package:
        assert not [name for name in package.namelist() if "media" in name]
    assert installed.has_codes()


def test_a_notice_carries_the_digest_of_its_code_and_the_head_of_its_hanging(county: Workspace) -> None:
    notice, annex = bundles(county, "notice")[0].documents
    assert notice.seal is not None
    assert annex.seal == notice.seal
    assert f"校验码 {check_code(notice.seal.digest)}" in " ".join(notice.seal.lines)
    with county.office.ledger_to_read() as ledger:
        heads = {event.digest for event in ledger.history("notice")}
    assert notice.seal.head in heads
