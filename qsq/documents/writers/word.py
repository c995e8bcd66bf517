"""Documents as Word files for offices that edit and stamp them in WPS; the same bytes every time."""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache
from math import inf
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document as Word
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.shared import Mm

from qsq.documents.document import SIGNED_ROW_MM, Cells, Column, Document, Heading, Paragraph, Part, Table
from qsq.documents.seal import Seal
from qsq.documents.writers.word_page import add_styles, drop_unused, set_page, set_properties

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TWENTIETHS = 20
_TWENTIETHS_OF_MM = 1440 / 25.4
_CODE_MM, _WALL_CODE_MM = 24, 18
_WALL_SIZE = 10.5
"""The largest type of a table in a notice of one page."""

_ALIGNED = {
    Cells.TEXT: "left",
    Cells.CENTRED: "center",
    Cells.COUNT: "center",
    Cells.FIGURE: "right",
    Cells.SIGNED: "left",
}
_THIN = '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>'
_CELL_MARGINS = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 30), ("left", 60), ("bottom", 30), ("right", 60))
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


class WordWriter:
    """Writes documents one after the other into a .docx, each a section with page numbers of its own."""

    ending = ".docx"

    def write(self, documents: Sequence[Document], created: date) -> bytes:
        """The file's bytes; `created` is the date in its properties."""
        word = Word(io.BytesIO(_template()))
        set_properties(word, documents[0].title, created)
        for number, document in enumerate(documents):
            section = word.add_section(WD_SECTION.NEW_PAGE) if number else word.sections[0]
            set_page(section, document, first=number == 0)
            _fill(word, document)
        content = io.BytesIO()
        word.save(content)
        return _dated(content.getvalue(), created)


@cache
def _template() -> bytes:
    """An empty file with the styles of an official document."""
    word, content = Word(), io.BytesIO()
    drop_unused(word)
    add_styles(word)
    word.save(content)
    return content.getvalue()


def _fill(word: Any, document: Document) -> None:
    end = word.element.body.sectPr
    for xml in _notice(document) if document.compact else _document(document):
        end.addprevious(parse_xml(xml))
    side = _WALL_CODE_MM if document.compact else _CODE_MM
    for paragraph in _seal(word, document.seal, side) if document.seal else ():
        end.addprevious(paragraph)


def _seal(word: Any, seal: Seal, side: int) -> Iterator[Any]:
    """The paragraphs of a seal: its text in small type, and its code, `side` millimetres wide."""
    small = '<w:rPr><w:sz w:val="13"/><w:szCs w:val="13"/></w:rPr>'
    for text in seal.lines:
        run = f"<w:r>{small}{_text(text)}</w:r>"
        yield parse_xml(f'<w:p {_W}><w:pPr><w:pStyle w:val="公文表格"/><w:keepNext/></w:pPr>{run}</w:p>')
    if seal.png:
        paragraph = parse_xml(f'<w:p {_W}><w:pPr><w:pStyle w:val="公文表格"/></w:pPr><w:r/></w:p>')
        picture = word.part.new_pic_inline(io.BytesIO(seal.png), width=Mm(side))
        picture.docPr.set("descr", seal.text)
        paragraph.r_lst[0].add_drawing(picture)
        yield paragraph


def _notice(document: Document) -> Iterator[str]:
    """As `_document`, in the type of one page for a wall."""
    yield _paragraph("公示标题", document.title)
    yield from (_paragraph("公示小字", line) for line in document.lines)
    for part in document.parts:
        if isinstance(part, Paragraph):
            yield _paragraph("公示正文", part.text, '<w:ind w:firstLineChars="200" w:firstLine="500"/>')
        else:
            yield from _part(part, document.points, kept="", most=_WALL_SIZE)
    signed = [*document.signature.split("\n"), document.dated] if document.signature else []
    yield from (_paragraph("公示落款", line, '<w:ind w:right="390"/>') for line in signed)


def _document(document: Document) -> Iterator[str]:
    """The document's paragraphs and tables as WordprocessingML."""
    if document.number:
        yield _paragraph("公文号", document.number)
    yield _paragraph("公文标题", document.title)
    yield from (_paragraph("公文小字", line) for line in document.lines)
    if document.addressee:
        yield _paragraph("公文正文", f"{document.addressee}：")
    for part in document.parts:
        signed = part is document.parts[-1] and bool(document.signature)
        yield from _part(part, document.points, kept="<w:keepNext/>" if signed else "")
    if document.signature:
        above = '<w:keepNext/><w:spacing w:before="579" w:after="0" w:line="579" w:lineRule="exact"/>'
        yield _paragraph("公文落款", document.signature, f'{above}<w:ind w:right="640"/>')
    if document.dated:
        yield _paragraph("公文落款", document.dated, '<w:ind w:right="1280"/>')


def _paragraph(style: str, text: str, properties: str = "") -> str:
    return (
        f'<w:p {_W}><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>'
        f"<w:r>{_text(text)}</w:r></w:p>"
    )  # fmt: skip


def _text(text: str) -> str:
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return "<w:br/>".join(lines)


def _part(part: Part, points: int, kept: str, most: float = inf) -> Iterator[str]:
    if isinstance(part, Paragraph):
        yield _paragraph("公文正文", part.text, f'{kept}<w:ind w:firstLineChars="200" w:firstLine="640"/>')
    elif isinstance(part, Heading):
        yield _paragraph("公文小标题", part.text)
    else:
        yield _table(part.on_pages, points, most)
        yield _paragraph("公文表格", "", _THIN)  # a table needs a paragraph behind it


def _table(table: Table, points: int, most: float) -> str:
    size = min(table.size(points), most)
    everything = sum(column.width for column in table.columns)
    widths = [points * _TWENTIETHS * column.width // everything for column in table.columns]
    head = [_cell(one.heading, width, size, "center", head=True)
            for one, width in zip(table.columns, widths, strict=True)]  # fmt: skip
    rows = [_row(table.columns, widths, cells, size, signed=table.is_signed) for cells in table.rows]
    totals = [_row(table.columns, widths, cells, size, head=True) for cells in table.totals]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_CELL_MARGINS}</w:tblCellMar>"
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(head)}</w:tr>"
        f"{''.join(rows)}{''.join(totals)}</w:tbl>"
    )


def _row(
    columns: Sequence[Column],
    widths: Sequence[int],
    cells: Sequence[str],
    size: float,
    *,
    head: bool = False,
    signed: bool = False,
) -> str:
    filled = (
        _cell(text, width, size, _ALIGNED[column.kind], head=head)
        for text, width, column in zip(cells, widths, columns, strict=True)
    )
    height = f'<w:trHeight w:val="{round(SIGNED_ROW_MM * _TWENTIETHS_OF_MM)}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height if signed else ''}</w:trPr>{''.join(filled)}</w:tr>"


def _cell(text: str, width: int, size: float, aligned: str, *, head: bool) -> str:
    style = "公文表头" if head else "公文表格"
    keep = "<w:keepNext/>" if head else ""
    half_points = round(size * 2)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}<w:jc w:val="{aligned}"/></w:pPr>'
        f'<w:r><w:rPr><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
        f"{_text(text)}</w:r></w:p></w:tc>"
    )


def _dated(content: bytes, created: date) -> bytes:
    """The package with one date on all its parts: a zip keeps the time of writing."""
    stamp = datetime(created.year, created.month, created.day).timetuple()[:6]  # noqa: DTZ001 - zips know no zone
    written = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(ZipInfo(part.filename, stamp), old.read(part), ZIP_DEFLATED)
    return written.getvalue()
