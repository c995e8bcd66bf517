"""PDF: every character or an error that names it, the same bytes, pages as GB/T 9704 has them."""

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pylopdf_fonts_zh_cn import sans_path
from pypdf import PageObject, PdfReader

from qsq.api.workspace import Workspace
from qsq.documents.document import Cells, Column, Document, Heading, Paragraph, Picture, Table
from qsq.documents.seal import Seal
from qsq.documents.writers import pdf
from qsq.documents.writers.excel import ExcelWriter
from qsq.documents.writers.pdf import PdfWriter
from qsq.documents.writers.typefaces import faces
from qsq.documents.writers.word import WordWriter
from qsq.domain.faults import QsqError, Refused
from tests.documents.county import bundles

DAY = date(2023, 4, 3)
LINE = "春耕备耕粮食生产森林防火平安建设安全生产基层党建乡风文明"
MM = 72 / 25.4


def written(*documents: Document) -> PdfReader:
    return PdfReader(io.BytesIO(PdfWriter().write(documents, DAY)))


def text_of(page: PageObject) -> str:
    return "".join(page.extract_text().split())


def long_document(*, draft: bool = False) -> Document:
    columns = (Column("村（社区）", 30), Column("得分", 10, Cells.FIGURE))
    rows = tuple((f"第{number}凼廻村", f"{number}.00") for number in range(80))
    return Document("长表", (Heading("一、名单"), Table(columns, rows)), draft=draft)


def test_a_character_without_a_glyph_is_named_with_its_document() -> None:
    good = Document("好的通知", (Paragraph("凼底村、廻龙村"),))
    bad = Document("坏的通知", (Paragraph("请\U0002e9a0村"),))
    with pytest.raises(Refused) as caught:
        PdfWriter().write((good, bad), DAY)
    assert "\U0002e9a0" in str(caught.value)
    assert "U+2E9A0" in str(caught.value)
    assert "坏的通知" in str(caught.value)


def test_nothing_in_a_text_is_markup() -> None:
    odd = '#x *y* _z_ $a$ `b` <c> @d \\ // "e" [f] {g}'
    assert "".join(odd.split()) in text_of(written(Document("题", (Paragraph(odd),))).pages[0])


def test_a_page_has_22_lines_of_28_characters() -> None:
    page = written(Document("题", (Paragraph(LINE * 60),))).pages[1]
    lines = [line for line in page.extract_text().splitlines() if "—" not in line and line.strip()]
    assert [len("".join(line.split())) for line in lines] == [28] * 22


def test_paper_is_a4_and_wide_tables_lie() -> None:
    wide = Document("宽", (Table(tuple(Column("项", 12) for _n in range(14)), (("",) * 14,)),))
    standing, lying = written(Document("窄", (Paragraph("字"),)), wide).pages
    sizes = [[round(float(size) / MM) for size in page.mediabox[2:]] for page in (standing, lying)]
    assert sizes == [[210, 297], [297, 210]]


def test_a_table_repeats_its_header_and_a_draft_says_so_on_every_page() -> None:
    pages = [text_of(page) for page in written(long_document(draft=True)).pages]
    assert len(pages) > 2
    assert all("村（社区）" in page and "草案" in page for page in pages)
    assert [f"—{number}—" in page for number, page in enumerate(pages, start=1)] == [True] * len(pages)
    assert not any("草案" in text_of(page) for page in written(long_document()).pages)


def test_every_document_of_a_file_begins_with_its_own_page_1() -> None:
    one = Document("甲", (Paragraph("字"),))
    assert ["—1—" in text_of(page) for page in written(one, one).pages] == [True, True]


def test_it_is_pdf_a_2a_and_pdf_ua_1_in_the_name_of_its_title() -> None:
    reader = written(Document("题目", (Paragraph("字"),), lines=("小县村级工作评比",), signature="小县办"))
    metadata = reader.metadata
    assert metadata is not None
    assert (metadata.title, metadata.author) == ("题目", "qsq")
    assert (metadata.subject, metadata.keywords) == ("小县办", "小县村级工作评比")
    root = reader.root_object
    said = root["/Metadata"].get_data().decode()  # type: ignore[attr-defined]
    for claim in ("pdfaid:part>2<", "pdfaid:conformance>A<", "pdfuaid:part>1<"):
        assert claim in said, claim
    assert str(root["/Lang"]) == "zh-CN"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]


def tags(node: Any) -> Iterator[str]:
    """The kinds of a file's structure elements, in reading order."""
    node = node.get_object()
    if isinstance(node, dict):
        if "/S" in node:
            yield node["/S"]
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            yield from tags(kid)


def test_a_reader_who_cannot_see_hears_what_is_title_heading_and_table() -> None:
    table = Table((Column("村", 10), Column("得分", 10, Cells.FIGURE)), (("甲", "1.00"),))
    reader = written(Document("题目", (Heading("一、甲"), Paragraph("字"), table)))
    found = list(tags(reader.root_object["/StructTreeRoot"]))
    wanted = ["/H1", "/H2", "/P", "/Table", "/THead", "/TH", "/TH", "/TBody", "/TD", "/TD"]
    assert [one for one in found if one in wanted and one != "/P"] == [one for one in wanted if one != "/P"]
    assert "/P" in found


def test_documents_and_their_headings_are_bookmarks() -> None:
    one, other = Document("甲", (Heading("一、子"), Paragraph("字"))), Document("乙\n丙", (Paragraph("字"),))
    assert bookmarks(written(one, other).outline) == ["甲", ["一、子"], "乙丙"]


def bookmarks(outline: list[Any]) -> list[Any]:
    return [bookmarks(one) if isinstance(one, list) else "".join(one.title.split()) for one in outline]


def test_the_pdf_says_what_the_document_says(county: Workspace) -> None:
    (made,) = bundles(county, "reward-list")
    text = "".join(text_of(page) for page in written(*made.documents).pages)
    for table in made.documents[0].tables:
        for row in table.rows:
            assert "".join(row) in text
    assert "肆仟捌佰元整" in text


@pytest.mark.torture
def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    program = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from tests.documents.test_pdf import long_document\n"
        "from qsq.documents.writers.pdf import PdfWriter\n"
        "from qsq.documents.writers.excel import ExcelWriter\n"
        "from qsq.documents.writers.word import WordWriter\n"
        "for writer in (PdfWriter(), WordWriter(), ExcelWriter()):\n"
        "    content = writer.write((long_document(draft=True),), date(2023, 4, 3))\n"
        "    Path(sys.argv[1] + writer.ending).write_bytes(content)\n"
    )
    call = [sys.executable, "-c", program, str(tmp_path / "there")]
    subprocess.run(call, check=True, cwd=Path(__file__).parents[2])
    for writer in (PdfWriter(), WordWriter(), ExcelWriter()):
        here = writer.write((long_document(draft=True),), date(2023, 4, 3))
        assert (tmp_path / f"there{writer.ending}").read_bytes() == here


def test_an_offices_own_fonts_are_used_where_they_are_given(tmp_path: Path) -> None:
    small = Document("题", (), lines=("小字",))
    (tmp_path / "kai.otf").write_bytes(called_kaiti(Path(sans_path()).read_bytes()))
    own = PdfWriter(tmp_path).write((small,), DAY)
    assert fonts_of(PdfWriter().write((small,), DAY)) == {"NotoSerifSC"}
    assert fonts_of(own) == {"NotoSerifSC", "NotoSansSC"}


def test_a_file_named_after_a_typeface_is_taken_for_it_whatever_its_family(tmp_path: Path) -> None:
    paper = Document("题", (), lines=("小字",))
    (tmp_path / "小标宋（本单位）.otf").write_bytes(Path(sans_path()).read_bytes())
    assert fonts_of(PdfWriter(tmp_path).write((paper,), DAY)) == {"NotoSerifSC", "NotoSansSC"}
    chosen = faces(tmp_path)
    assert chosen["小标宋"] == {"own": True, "families": ["Noto Sans SC", "Noto Serif SC"]}
    assert chosen["仿宋"] == {"own": False, "families": ["Noto Serif SC"]}


@pytest.mark.parametrize("own", [False, True])
def test_a_title_is_set_heavier_only_where_the_office_brings_no_font_for_it(
    tmp_path: Path, *, own: bool
) -> None:
    """Rendering mode 2 of PDF fills and outlines a glyph."""
    if own:
        (tmp_path / "小标宋.otf").write_bytes(Path(sans_path()).read_bytes())
    reader = PdfReader(io.BytesIO(PdfWriter(tmp_path).write((Document("题", (Paragraph("字"),)),), DAY)))
    content = reader.pages[0].get_contents()
    assert content is not None
    assert (b"2 Tr" in content.get_data()) is not own


@pytest.mark.parametrize(
    ("sender", "above"), [("中共东镇委员会", False), ("小县乡村振兴工作领导小组办公室", True)]
)
def test_a_long_senders_name_stands_above_the_digests_and_not_on_them(sender: str, *, above: bool) -> None:
    seal = Seal("小县", "2023Q1", 1, "0123456789abcdef" * 4, "f" * 64)
    notice = Document("题", (), signature=sender, day=DAY, compact=True, pages=1, seal=seal)
    text = text_of(written(notice).pages[0])
    assert (text.index(sender) < text.index("ffff")) is above


def test_a_long_name_beside_a_signature_stays_within_its_row() -> None:
    """A row to sign in is 12 mm at least, and as much higher as its longest name needs."""
    name = "苗族侗族自治乡革命老区综合改革示范镇"
    columns = (Column("镇", 10), Column("说明", 40), Column("签收", 12, Cells.SIGNED))
    table = Table(columns, ((name, "上", ""), (name, "下", "")))
    found: list[tuple[float, str]] = []
    page = written(Document("发放表", (table,))).pages[0]
    page.extract_text(
        visitor_text=lambda text, cm, tm, _font, _size: found.append((height(cm, tm), text.strip()))
    )
    lines = sorted({round(height) for height, text in found if text and text in name}, reverse=True)
    assert len(lines) > 8, "each name takes several lines"
    assert min(upper - lower for upper, lower in pairwise(lines)) >= 9, (
        "none of one stands on one of the other"
    )


def height(outer: list[float], inner: list[float]) -> float:
    """How high on its page a text begins."""
    return inner[4] * outer[1] + inner[5] * outer[3] + outer[5]


def called_kaiti(font: bytes) -> bytes:
    """A sans font as KaiTi_GB2312, a name as long as its own."""
    return font.replace("Noto Sans SC".encode("utf-16-be"), "KaiTi_GB2312".encode("utf-16-be"))


def fonts_of(content: bytes) -> set[str]:
    """The fonts in a PDF, without the tag of the subset and the weight."""
    found = re.findall(rb"/BaseFont/[A-Z]+\+([A-Za-z]+)", content)
    return {name.decode() for name in found}


def test_what_was_set_of_a_file_is_not_kept_for_ten_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typst remembers for ten runs: after each file come empty ones, so that it is of two or three files."""
    asked: list[object] = []

    class Compiler:
        def compile(self, **asked_for: object) -> bytes:
            asked.append(asked_for["input"])
            return b"%PDF"

    monkeypatch.setattr(pdf, "_compiler", lambda _fonts: Compiler())
    PdfWriter(tmp_path).write([Document("甲", ())], DAY)
    assert asked[1:] == [b""] * 3


def test_a_file_is_the_same_whatever_is_remembered_of_others() -> None:
    """Cells that stand alike in the file before are not laid out again."""
    columns = (Column("村", 10), Column("任务", 20))
    east, west = (
        Document(f"{name}清单", (Table(columns, ((name, "早稻"), (name, "晚稻\n再生稻"))),), compact=True)
        for name in ("东村", "西村")
    )
    writer = PdfWriter()
    after_west = [writer.write([one], DAY) for one in (west, east)][-1]
    with writer._lent() as compiler:
        for _run in range(11):
            compiler.compile(input=b"", format="svg")
    assert writer.write([east], DAY) == after_west


def test_what_cannot_be_set_is_told_with_its_document() -> None:
    made = Document("甲", (Picture("no drawing", "图", 10, 10),))
    with pytest.raises(QsqError) as caught:
        PdfWriter().write([made], DAY)
    assert str(caught.value.what).startswith("甲 cannot be set: ")
    lacking = Document("乙\n通知", (Paragraph("\u0378"),))
    with pytest.raises(Refused) as refused:
        PdfWriter().write([Document("甲", ()), lacking, lacking], DAY)
    (fault,) = refused.value.faults
    assert f"{fault.place}: {fault.message}" == (
        "乙通知: no font has the character \u0378 (U+0378); put a font that has it into fonts/ of the workspace, or"
        " write it otherwise"
    )
