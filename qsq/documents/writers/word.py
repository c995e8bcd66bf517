"""Documents as Word files for offices that edit and stamp them in WPS; the same bytes every time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from itertools import chain, repeat
from math import inf
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx.image.image import Image
from docx.shared import Mm, Pt

from qsq.documents.document import (
    SIGNED_ROW_MM,
    Cells,
    Document,
    Heading,
    Paragraph,
    Part,
    Picture,
    Table,
)
from qsq.documents.installed import is_installed
from qsq.documents.official import Formalities
from qsq.documents.writers import dense
from qsq.documents.writers.word_package import Package
from qsq.documents.writers.word_page import LYING_END_MM, STANDING_END_MM, TWENTIETHS_OF_MM, page
from qsq.documents.writers.word_styles import IMPRINT_LINE, LINE, RED
from qsq.documents.writers.workbook import columns_of
from qsq.late import late

if TYPE_CHECKING:
    from qsq.documents.writers import drawing
else:
    (drawing,) = late("qsq.documents.writers", "drawing")  # needs what writes PDF

_TWENTIETHS = 20
_CODE_MM, _WALL_CODE_MM = 24, 18
_CHARACTER = 316
"""A character of the text, in twentieths of a point."""

_SMALL = 280
"""A character of 版记, in twentieths of a point."""

_IMPRINT_AIR = 80
"""Between a line and the text of 版记, in twentieths of a point."""

_WALL_SIZE = 10.5
"""The largest type of a table in a notice of one page."""

_ALIGNED = {
    Cells.TEXT: "left",
    Cells.CENTRED: "center",
    Cells.COUNT: "center",
    Cells.FIGURE: "right",
    Cells.SIGNED: "left",
}
_KEPT = "<w:keepNext/>"
_THIN = '<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>'

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


class WordWriter:
    """Writes documents one after the other into a .docx, each a section with page numbers of its own."""

    ending = ".docx"

    def write(self, documents: Sequence[Document], created: date) -> bytes:
        """The file's bytes; `created` is the date in its properties."""
        package = Package()
        before = (None, *documents)
        sections = [
            (page(package, one, last), "".join(_text_of(package, one)))
            for one, last in zip(documents, before, strict=False)
        ]
        return package.packed(sections, documents[0].title, created)


def _text_of(package: Package, document: Document) -> Iterator[str]:
    """All of a section: paragraphs, tables, pictures, and what a seal says."""
    seal = document.seal
    for made in _notice(document) if document.compact else _document(document):
        yield _pictured(package, made) if isinstance(made, Picture) else made
    beside = document.compact and bool(document.signature)
    if seal and seal.png and beside:
        yield _shown(package, seal.png, Mm(_WALL_CODE_MM), seal.text, _BESIDE_SIGNATURE)
    for line in document.signed if beside else ():
        yield _paragraph("公示落款", line, '<w:ind w:right="390"/>')
    for text in seal.lines if seal else ():
        yield _said_by_seal(text)
    if seal and seal.png and not beside:
        side = _WALL_CODE_MM if document.compact else _CODE_MM
        yield _shown(package, seal.png, Mm(side), seal.text)


_BESIDE_SIGNATURE = (
    f'<w:keepNext/><w:framePr w:w="{round((_WALL_CODE_MM + 2) * TWENTIETHS_OF_MM)}" w:hSpace="0"'
    ' w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="left" w:y="1"/>'
)
"""A frame at the left of what follows it: the code takes no height of its own."""


def _said_by_seal(text: str) -> str:
    """A line of a seal, in small type."""
    small = '<w:rPr><w:sz w:val="13"/><w:szCs w:val="13"/></w:rPr>'
    run = f"<w:r>{small}{_text(text)}</w:r>"
    return f'<w:p><w:pPr><w:pStyle w:val="公文表格"/><w:keepNext/></w:pPr>{run}</w:p>'


def _pictured(package: Package, picture: Picture) -> str:
    """The paragraph of a picture; what it shows in words where nothing can draw it."""
    if not is_installed(".pdf"):
        return _paragraph("公文表格", picture.alt)
    centred = '<w:jc w:val="center"/>'
    return _shown(package, drawing.png(picture), Pt(picture.width), picture.alt, centred)


def _shown(package: Package, png: bytes, width: int, alt: str, properties: str = "") -> str:
    """A paragraph that holds a PNG."""
    across, down = Image.from_blob(png).scaled_dimensions(width, None)
    named, number = package.picture(png)
    shown = _PICTURE.format(
        across=across, down=down, named=named, number=number, alt=escape(alt, _IN_ATTRIBUTE)
    )
    style = '<w:pStyle w:val="公文表格"/>'
    return f"<w:p><w:pPr>{style}{properties}</w:pPr><w:r><w:drawing>{shown}</w:drawing></w:r></w:p>"


_IN_ATTRIBUTE = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}

_PICTURE = (
    '<wp:inline xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<wp:extent cx="{across}" cy="{down}"/><wp:docPr id="{number}" name="Picture {number}" descr="{alt}"/>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="0" name="image.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="{named}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
    '<a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline>"
)
"""A picture in a line of text, in DrawingML."""


def _notice(document: Document) -> Iterator[str | Picture]:
    """As `_document`, in the type of one page for a wall."""
    yield _paragraph("公示标题", document.broken_title)
    yield from (_paragraph("公示小字", line) for line in document.lines)
    style = "公示正文" if document.pages == 1 else "公示细字"
    for part in document.parts:
        if isinstance(part, Paragraph):
            yield _paragraph(style, part.text, '<w:ind w:firstLineChars="200" w:firstLine="500"/>')
        else:
            most = _WALL_SIZE if document.pages == 1 else dense.dense_size(document)
            yield from _part(part, document.points, kept="", most=most)


def _document(document: Document) -> Iterator[str | Picture]:
    """The document's paragraphs and tables as WordprocessingML, and its pictures."""
    official = document.official
    if document.label:
        yield _paragraph("公文角标", document.label)
    if official:
        yield from _letterhead(official, document.number)
    elif document.number:
        yield _paragraph("公文号", document.number)
    below_line = f'<w:spacing w:before="{2 * LINE}" w:after="160" w:line="720" w:lineRule="exact"/>'
    yield _paragraph("公文标题", document.broken_title, below_line if official else "")
    yield from (_paragraph("公文小字", line) for line in document.lines)
    if document.addressee:
        yield _paragraph("公文正文", f"{document.addressee}：")
    for at, part in enumerate(document.parts):
        signed = at >= document.kept_from or (part is document.parts[-1] and bool(document.signature))
        yield from _part(part, document.points, kept=_KEPT if signed else "")
    if official:
        yield from _attachments(official.attachments)
    yield from _ending(document)
    if official and official.note:
        yield _paragraph("公文正文", f"（{official.note}）", f'<w:ind w:left="{2 * _CHARACTER}"/>')
    if official and official.printed_by:
        yield from _imprint(official, document)
        yield _paragraph("公文表格", "", _THIN)


def _letterhead(official: Formalities, number: str) -> Iterator[str]:
    """版头: letterhead, number and red line; on paper that brings them, room of the same height."""
    height = official.points * _TWENTIETHS
    yield _paragraph("公文正文", "", _room(round(35 * TWENTIETHS_OF_MM)))
    if official.preprinted:
        yield _paragraph("公文正文", "", _room(height))
    else:
        look = f'<w:sz w:val="{official.points * 2}"/><w:szCs w:val="{official.points * 2}"/>'
        run = f"<w:r><w:rPr>{look}</w:rPr>{_text(official.letterhead)}</w:r>"
        yield f'<w:p><w:pPr><w:pStyle w:val="公文红头"/>{_room(height)}</w:pPr>{run}</w:p>'
    line = f'<w:pBdr><w:bottom w:val="single" w:sz="11" w:space="11" w:color="{RED}"/></w:pBdr>'
    spaced = f'<w:spacing w:before="{2 * LINE}" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
    yield _paragraph("公文号", number, spaced if official.preprinted else line + spaced)


def _room(height: int) -> str:
    return (
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/>'
    )


def _attachments(names: Sequence[str]) -> Iterator[str]:
    """附件说明: names begin under one another."""
    numbered = len(names) > 1
    left = round(6.25 * _CHARACTER) if numbered else 5 * _CHARACTER
    for at, name in enumerate(names):
        told = ("附件：" if at == 0 else "") + (f"{at + 1}.\t" if numbered else "")
        hanging = left - 2 * _CHARACTER if at == 0 else left - 5 * _CHARACTER
        above = f'<w:spacing w:before="{LINE}" w:after="0" w:line="{LINE}" w:lineRule="exact"/>' * (at == 0)
        indent = f'<w:ind w:left="{left}" w:hanging="{hanging}"/><w:jc w:val="left"/>'
        yield _paragraph("公文正文", told + name, f"<w:keepNext/>{above}{indent}")


def _ending(document: Document) -> Iterator[str]:
    """Signature and date, with room for a seal above."""
    for at, one in enumerate(document.ending):
        before = document.room * LINE if at == 0 else 0
        keep = _KEPT if one is not document.ending[-1] else ""
        spaced = f'<w:spacing w:before="{before}" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
        yield _paragraph(
            "公文落款", one.text, f'{keep}{spaced}<w:ind w:right="{one.right * _CHARACTER // 4}"/>'
        )


def _imprint(official: Formalities, document: Document) -> Iterator[str]:
    """版记: in frames at the foot of the last page, between lines as wide as the text."""
    width = document.points * _TWENTIETHS
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width - _SMALL}"/></w:tabs>'
    told = f"　{official.printed_by}\t{document.dated}印发"
    end = round((LYING_END_MM if document.landscape else STANDING_END_MM) * TWENTIETHS_OF_MM)
    top = end - IMPRINT_LINE - _IMPRINT_AIR
    if official.copies:
        copies = f"　抄送：{official.copies}。"
        lines = -(-columns_of(copies) // (2 * width // _SMALL - 8))
        frame = _frame(width, top - lines * IMPRINT_LINE - _IMPRINT_AIR)
        hanging = f'<w:ind w:left="{4 * _SMALL}" w:hanging="{4 * _SMALL}"/>'
        yield _paragraph("公文版记", copies, f"{frame}{_borders(top=8, bottom=0)}{hanging}")
    last = _frame(width, top)
    yield _paragraph("公文版记", told, f"{last}{_borders(top=6 if official.copies else 8, bottom=8)}{tabs}")


def _frame(width: int, top: int) -> str:
    return (
        f'<w:framePr w:w="{width}" w:hSpace="0" w:wrap="around" w:vAnchor="page" w:hAnchor="margin"'
        f' w:xAlign="left" w:y="{top}"/>'
    )


def _borders(*, top: int, bottom: int) -> str:
    """Lines above and below a paragraph, in eighths of a point; 0 for none."""
    made = (
        f'<w:{side} w:val="single" w:sz="{size}" w:space="2" w:color="000000"/>' if size else ""
        for side, size in (("top", top), ("bottom", bottom))
    )
    return f"<w:pBdr>{''.join(made)}</w:pBdr>"


def _paragraph(style: str, text: str, properties: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>'
        f"<w:r>{_text(text)}</w:r></w:p>"
    )  # fmt: skip


@lru_cache(maxsize=4096)  # one village's list has nearly all the texts of the next one's
def _text(text: str) -> str:
    return "<w:br/>".join("<w:tab/>".join(map(_piece, line.split("\t"))) for line in text.split("\n"))


def _piece(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else '<w:t xml:space="preserve"/>'


def _part(part: Part, points: int, kept: str, most: float = inf) -> Iterator[str | Picture]:
    if isinstance(part, Paragraph):
        yield _paragraph("公文正文", part.text, f'{kept}<w:ind w:firstLineChars="200" w:firstLine="640"/>')
    elif isinstance(part, Heading):
        yield _paragraph("公文小标题", part.text)
    elif isinstance(part, Picture):
        yield part
    else:
        yield from _tables(part.on_pages, points, most, kept)


def _tables(table: Table, points: int, most: float, kept: str) -> Iterator[str]:
    """A table, or one for each of its groups on a page of its own, with its name above."""
    tables = table.by_page
    for at, one in enumerate(tables):
        last = one is tables[-1]
        if len(tables) > 1:
            yield _paragraph("公文分组", one.groups[0].name, "<w:pageBreakBefore/>" if at else "")
        yield _table(one, points, most, signed=bool(kept) and last)
        yield _paragraph("公文表格", "", kept * last + _THIN)  # a table needs a paragraph behind it


@dataclass(frozen=True, slots=True)
class _Type:
    """How a table is set, in points.

    Attributes:
        size: of its rows' type.
        head: of its head's.
        pitch: from line to line, as a multiple of the size.
        air: above and below in a cell.
        beside: left and right in a cell.
    """

    size: float
    head: float
    pitch: float
    air: float
    beside: int


def _type(table: Table, size: float) -> _Type:
    """As the PDF has it."""
    if table.spanned:
        return _Type(size, size * 0.8, pitch=dense.PITCH, air=0, beside=dense.BESIDE)
    return _Type(size, size, pitch=1.2, air=size * 0.18, beside=3)


def _table(table: Table, points: int, most: float, *, signed: bool) -> str:
    face = _type(table, min(table.size(points), most))
    everything = sum(column.width for column in table.columns)
    widths = [points * _TWENTIETHS * column.width // everything for column in table.columns]
    of_head = replace(face, size=face.head)
    head = (
        _text(one.heading).join(_cell(width, of_head, "center", head=True, kept=True))
        for one, width in zip(table.columns, widths, strict=True)
    )
    rows = _rows(table, widths, face, signed=signed)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_cell_margins(face)}</w:tblCellMar>"
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(head)}</w:tr>"
        f"{''.join(rows)}</w:tbl>"
    )


def _cell_margins(face: _Type) -> str:
    """Air around a cell's text, less the line under its row: half a point that the PDF draws within it."""
    above = max(0, round((face.air - 0.25) * _TWENTIETHS))
    beside = face.beside * _TWENTIETHS
    return "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", above), ("left", beside), ("bottom", above), ("right", beside))
    )


def _rows(table: Table, widths: Sequence[int], face: _Type, *, signed: bool) -> Iterator[str]:
    """Its rows below the head; what stands around the texts of like cells of a column is made once."""

    @cache
    def around(at: int, span: int, *, summed: bool, kept: bool) -> tuple[str, str]:
        return _cell(widths[at], face, _ALIGNED[table.columns[at].kind], head=summed, kept=kept, span=span)

    tall = f'<w:trHeight w:val="{round(SIGNED_ROW_MM * TWENTIETHS_OF_MM)}" w:hRule="atLeast"/>'
    of_signed = tall if table.is_signed else ""
    whole = (1,) * len(table.columns)
    for line, spans in zip(table.lines(signed=signed), chain(table.spans, repeat(whole)), strict=False):
        cells = (
            _text(text if span else "").join(around(at, span, summed=line.summed, kept=line.kept))
            for at, (text, span) in enumerate(zip(line.cells, spans, strict=True))
        )
        height = "" if line.summed else of_signed
        yield f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{''.join(cells)}</w:tr>"


_MERGED = {0: "<w:vMerge/>", 1: ""}
"""A cell that another covers, and one that covers none."""


def _cell(width: int, face: _Type, aligned: str, *, head: bool, kept: bool, span: int = 1) -> tuple[str, str]:
    """What stands before and behind a cell's text."""
    style = "公文表头" if head else "公文表格"
    keep = _KEPT if kept else ""
    half_points, line = round(face.size * 2), round(face.size * face.pitch * _TWENTIETHS)
    merged = _MERGED.get(span, '<w:vMerge w:val="restart"/>')
    before = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}'
        f'<w:spacing w:line="{line}" w:lineRule="exact"/><w:jc w:val="{aligned}"/></w:pPr>'
        f'<w:r><w:rPr><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
    )
    return before, "</w:r></w:p></w:tc>"
