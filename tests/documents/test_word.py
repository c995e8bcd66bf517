"""Word: the layout of GB/T 9704-2012, in the fonts that offices have."""

import io
import re
from datetime import date
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn
from docx.shared import Pt

from qsq.api.workspace import Workspace
from qsq.documents.document import Cells, Column, Document, Heading, Paragraph, Table
from qsq.documents.seal import Seal
from qsq.documents.writers.word import WordWriter
from qsq.year.report import KINDS
from tests.documents.county import bundles

DAY = date(2023, 4, 3)
TABLE = Table(
    (Column("村（社区）", 30), Column("得分", 10, Cells.FIGURE)),
    (("凼底村", "9.50"), ("廻龙村", "8.00")),
)
WIDE = Table(tuple(Column("项", 12) for _n in range(14)), (("",) * 14,))


def written(*documents: Document) -> docx.document.Document:
    return docx.Document(io.BytesIO(WordWriter().write(documents, DAY)))


def test_a4_with_the_margins_and_the_grid_of_the_standard() -> None:
    (section,) = written(Document("题", (Paragraph("字"),))).sections
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(one.mm) for one in margins if one is not None] == [37, 35, 28, 26]
    assert [round(one.mm) for one in (section.page_width, section.page_height) if one] == [210, 297]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


def test_title_and_body_in_the_sizes_and_fonts_of_the_standard() -> None:
    word = written(Document("题", (Heading("一、甲"), Paragraph("字"))))
    styles = {paragraph.text: paragraph.style for paragraph in word.paragraphs}
    found = {text: (style.font.size, eastern(style)) for text, style in styles.items() if style}
    assert found == {
        "题": (Pt(22), "方正小标宋简体"),
        "一、甲": (Pt(16), "黑体"),
        "字": (Pt(16), "仿宋_GB2312"),
    }


def eastern(style: object) -> str:
    return str(style.element.rPr.rFonts.get(qn("w:eastAsia")))  # type: ignore[attr-defined]


def test_a_table_repeats_its_header_and_splits_no_row() -> None:
    (table,) = written(Document("题", (TABLE,))).tables
    marks = [{child.tag for child in row._tr.trPr} for row in table.rows]
    assert [qn("w:tblHeader") in one for one in marks] == [True, False, False]
    assert all(qn("w:cantSplit") in one for one in marks)
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == [list(row) for row in TABLE.rows]


def test_drafts_say_so_and_pages_are_numbered_from_1_in_every_document() -> None:
    draft, final = Document("甲", (TABLE,), draft=True), Document("乙", (WIDE,))
    first, second = written(draft, final).sections
    assert (first.header.paragraphs[0].text, first.even_page_header.paragraphs[0].text) == ("草案", "草案")
    assert (second.header.paragraphs[0].text, second.even_page_header.paragraphs[0].text) == ("", "")
    starts = [one._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for one in (first, second)]
    assert starts == ["1", "1"]
    assert "PAGE" in first.footer._element.xml
    assert second.page_width is not None
    assert round(second.page_width.mm) == 297


def test_nothing_in_a_text_is_markup() -> None:
    odd = "<w:t> & \"x\" 'y' ]]>"
    (_title, paragraph) = written(Document("题", (Paragraph(odd),))).paragraphs
    assert paragraph.text == odd


def test_it_is_the_offices_not_the_templates() -> None:
    properties = written(Document("题", (Paragraph("字"),))).core_properties
    assert (properties.title, properties.author, properties.comments) == ("题", "qsq", "")
    assert properties.created is not None
    assert properties.created.date() == DAY


def test_a_day_in_a_title_stays_that_day() -> None:
    days = [f"{year}-01-01 起" for year in (2000, 2023)]
    assert [written(Document(day, (Paragraph("字"),))).core_properties.title for day in days] == days


def test_word_says_what_the_document_says(county: Workspace) -> None:
    (made,) = bundles(county, "prizes")
    word = written(*made.documents)
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert any("（大写：伍佰元整）" in text for text in texts)
    cells = [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]
    tables = made.documents[0].tables
    assert all(list(row) in cells for table in tables for row in (*table.rows, *table.totals))


def test_a_sections_properties_stand_in_the_order_of_the_schema() -> None:
    tags = [child.tag for child in written(Document("题", (TABLE,))).sections[0]._sectPr]
    assert tags.index(qn("w:pgNumType")) < tags.index(qn("w:cols")) < tags.index(qn("w:docGrid"))


ORDER = {
    "w:pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
        " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi"
        " adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection"
        " textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "w:rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid"
        " vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl"
        " cs em lang eastAsianLayout specVanish oMath"
    ),
    "w:tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing"
        " tblInd tblBorders shd tblLayout tblCellMar tblLook"
    ),
    "w:tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "w:sectPr": (
        "footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType"
        " pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid"
    ),
    "w:pBdr": "top left bottom right between bar",
}
"""The sequences of the OOXML schema (ECMA-376 part 1, wml.xsd); headers and footers come in any order."""


def test_elements_stand_in_the_order_of_the_schema(county: Workspace) -> None:
    documents = [one for kind in KINDS for made in bundles(county, kind) for one in made.documents]
    with ZipFile(io.BytesIO(WordWriter().write(documents, DAY))) as parts:
        names = [name for name in parts.namelist() if name.startswith("word/") and name.endswith(".xml")]
        assert {"word/document.xml", "word/styles.xml", "word/footer1.xml"} <= set(names)
        for name in names:
            root = ET.fromstring(parts.read(name))  # noqa: S314 - our own
            for tag, order in ORDER.items():
                for one in root.iter(qn(tag)):
                    children = [child.tag.rpartition("}")[2].replace("headerR", "footerR") for child in one]
                    found = [order.split().index(child) for child in children]
                    assert found == sorted(found), (name, tag, [child.tag for child in one])


def test_each_drawing_of_a_file_has_a_mark_of_its_own() -> None:
    """Word takes a file for damaged in which two have the same."""
    seal = Seal("小县", "2023Q1", 1, "ab" * 32, "cd" * 32)
    documents = [Document(str(number), (WIDE,), foot=f"第{number}版", seal=seal) for number in range(3)]
    with ZipFile(io.BytesIO(WordWriter().write(documents, DAY))) as parts:
        texts = [parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")]
    marks = [mark for text in texts for mark in re.findall(r'<wp:docPr [^>]*?id="(\d+)"', text)]
    assert len(marks) == 3 + 2 * 3
    assert len(set(marks)) == len(marks)


def test_titles_and_headings_have_outline_levels_and_all_is_chinese() -> None:
    word = written(Document("题", (Heading("一、甲"), Paragraph("字"))))
    levels = {
        style.name: style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val"))
        for style in word.styles
        if style.name in {"公文标题", "公文小标题", "公示标题"}
    }
    assert levels == {"公文标题": "0", "公文小标题": "1", "公示标题": "0"}
    languages = [one.get(qn("w:eastAsia")) for one in word.styles.element.iter(qn("w:lang"))]
    assert set(languages) == {"zh-CN"}


def test_no_space_is_put_between_digits_and_chinese() -> None:
    word = written(Document("题", (Paragraph("2023年"), TABLE)))
    ours = [style for style in word.styles if style.name.startswith(("公文", "公示"))]
    assert ours
    for style in ours:
        for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
            assert style.element.pPr.find(qn(name)).get(qn("w:val")) == "0", (style.name, name)


def test_the_code_of_a_signed_notice_stands_beside_its_signature() -> None:
    """In a frame that text goes around: below it, it would take a page of its own behind a large town's."""
    seal = Seal("小县", "2023Q1", 1, "ab" * 32, "cd" * 32)
    notice = Document(
        "公示", (Paragraph("正文。"),), signature="中共东镇委员会", day=DAY, seal=seal, compact=True
    )
    paragraphs = written(notice).element.body.findall(qn("w:p"))
    told = ["".join(node.text for node in one.iter(qn("w:t"))) for one in paragraphs]
    at = next(at for at, one in enumerate(paragraphs) if one.find(f".//{qn('w:drawing')}") is not None)
    assert told[at + 1] == "中共东镇委员会"
    frame = paragraphs[at].find(f".//{qn('w:framePr')}")
    assert (frame.get(qn("w:wrap")), frame.get(qn("w:xAlign"))) == ("around", "left")
    unsigned = written(Document("公示", (Paragraph("正文。"),), seal=seal, compact=True)).element.body
    assert unsigned.find(f".//{qn('w:framePr')}") is None
    assert unsigned.findall(qn("w:p"))[-1].find(f".//{qn('w:drawing')}") is not None
