"""Documents as Word files for offices that edit and stamp them in WPS; the same bytes every time."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache
from itertools import chain, repeat
from math import inf
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document as Word
from docx.enum.section import WD_SECTION
from docx.opc.packuri import PackURI
from docx.opc.pkgwriter import PackageWriter
from docx.oxml import parse_xml
from docx.shared import Mm, Pt

from qsq.documents.document import (
    SIGNED_ROW_MM,
    Cells,
    Column,
    Document,
    Heading,
    Line,
    Paragraph,
    Part,
    Picture,
    Table,
)
from qsq.documents.installed import is_installed
from qsq.documents.official import Formalities
from qsq.documents.writers import dense
from qsq.documents.writers.word_page import (
    IMPRINT_LINE,
    LINE,
    LYING_END_MM,
    RED,
    STANDING_END_MM,
    add_styles,
    made_chinese,
    set_page,
    set_properties,
)
from qsq.documents.writers.workbook import columns_of
from qsq.late import late

if TYPE_CHECKING:
    from qsq.documents.writers import drawing
else:
    (drawing,) = late("qsq.documents.writers", "drawing")  # needs what writes PDF

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TWENTIETHS = 20
_TWENTIETHS_OF_MM = 1440 / 25.4
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
        word = Word(io.BytesIO(_template()))
        set_properties(word, documents[0].title, created)
        before: Document | None = None
        for document in documents:
            section = word.add_section(WD_SECTION.NEW_PAGE) if before else word.sections[0]
            set_page(section, document, before)
            _fill(word, document)
            before = document
        return _packed(word.part.package, created)


@cache
def _template() -> bytes:
    """An empty file with the styles of an official document."""
    word, content = Word(), io.BytesIO()
    made_chinese(word)
    add_styles(word)
    word.save(content)
    return content.getvalue()


def _fill(word: Any, document: Document) -> None:
    end, seal = word.element.body.sectPr, document.seal
    for made in _notice(document) if document.compact else _document(document):
        end.addprevious(_pictured(word, made) if isinstance(made, Picture) else parse_xml(made))
    beside = document.compact and bool(document.signature)
    if seal and seal.png and beside:
        end.addprevious(_shown(word, seal.png, Mm(_WALL_CODE_MM), seal.text, _BESIDE_SIGNATURE))
    for line in document.signed if beside else ():
        end.addprevious(parse_xml(_paragraph("公示落款", line, '<w:ind w:right="390"/>')))
    for text in seal.lines if seal else ():
        end.addprevious(_said_by_seal(text))
    if seal and seal.png and not beside:
        side = _WALL_CODE_MM if document.compact else _CODE_MM
        end.addprevious(_shown(word, seal.png, Mm(side), seal.text))


_BESIDE_SIGNATURE = (
    f'<w:keepNext/><w:framePr w:w="{round((_WALL_CODE_MM + 2) * _TWENTIETHS_OF_MM)}" w:hSpace="0"'
    ' w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="left" w:y="1"/>'
)
"""A frame at the left of what follows it: the code takes no height of its own."""


def _said_by_seal(text: str) -> Any:
    """A line of a seal, in small type."""
    small = '<w:rPr><w:sz w:val="13"/><w:szCs w:val="13"/></w:rPr>'
    run = f"<w:r>{small}{_text(text)}</w:r>"
    return parse_xml(f'<w:p {_W}><w:pPr><w:pStyle w:val="公文表格"/><w:keepNext/></w:pPr>{run}</w:p>')


def _pictured(word: Any, picture: Picture) -> Any:
    """The paragraph of a picture; what it shows in words where nothing can draw it."""
    if not is_installed(".pdf"):
        return parse_xml(_paragraph("公文表格", picture.alt))
    return _shown(word, drawing.png(picture), Pt(picture.width), picture.alt, '<w:jc w:val="center"/>')


def _shown(word: Any, content: bytes, width: int, alt: str, properties: str = "") -> Any:
    """A paragraph that holds a PNG."""
    paragraph = parse_xml(f'<w:p {_W}><w:pPr><w:pStyle w:val="公文表格"/>{properties}</w:pPr><w:r/></w:p>')
    shown = word.part.new_pic_inline(io.BytesIO(content), width=width)
    shown.docPr.set("descr", alt)
    paragraph.r_lst[0].add_drawing(shown)
    return paragraph


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
    yield _paragraph("公文正文", "", _room(round(35 * _TWENTIETHS_OF_MM)))
    if official.preprinted:
        yield _paragraph("公文正文", "", _room(height))
    else:
        look = f'<w:sz w:val="{official.points * 2}"/><w:szCs w:val="{official.points * 2}"/>'
        run = f"<w:r><w:rPr>{look}</w:rPr>{_text(official.letterhead)}</w:r>"
        yield f'<w:p {_W}><w:pPr><w:pStyle w:val="公文红头"/>{_room(height)}</w:pPr>{run}</w:p>'
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
    end = round((LYING_END_MM if document.landscape else STANDING_END_MM) * _TWENTIETHS_OF_MM)
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
        f'<w:p {_W}><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>'
        f"<w:r>{_text(text)}</w:r></w:p>"
    )  # fmt: skip


def _text(text: str) -> str:
    return "<w:br/>".join(
        "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(one)}</w:t>' for one in line.split("\t"))
        for line in text.split("\n")
    )


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
    head = [_cell(one.heading, width, of_head, "center", head=True)
            for one, width in zip(table.columns, widths, strict=True)]  # fmt: skip
    whole = (1,) * len(table.columns)
    spans = chain(table.spans, repeat(whole))
    rows = [
        _row(table.columns, widths, line, span, face, signed=table.is_signed)
        for line, span in zip(table.lines(signed=signed), spans, strict=False)
    ]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
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


def _row(
    columns: Sequence[Column],
    widths: Sequence[int],
    line: Line,
    spans: Sequence[int],
    face: _Type,
    *,
    signed: bool,
) -> str:
    filled = (
        _cell(text, width, face, _ALIGNED[column.kind], head=line.summed, kept=line.kept, span=span)
        for text, width, column, span in zip(line.cells, widths, columns, spans, strict=True)
    )
    height = f'<w:trHeight w:val="{round(SIGNED_ROW_MM * _TWENTIETHS_OF_MM)}" w:hRule="atLeast"/>'
    tall = signed and not line.summed
    return f"<w:tr><w:trPr><w:cantSplit/>{height if tall else ''}</w:trPr>{''.join(filled)}</w:tr>"


_MERGED = {0: "<w:vMerge/>", 1: ""}
"""A cell that another covers, and one that covers none."""


@lru_cache(maxsize=2048)  # one village's list has nearly all the cells of the next one's
def _cell(
    text: str, width: int, face: _Type, aligned: str, *, head: bool, kept: bool | None = None, span: int = 1
) -> str:
    style = "公文表头" if head else "公文表格"
    keep = _KEPT if (head if kept is None else kept) else ""
    half_points, line = round(face.size * 2), round(face.size * face.pitch * _TWENTIETHS)
    merged = _MERGED.get(span, '<w:vMerge w:val="restart"/>')
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}'
        f'<w:spacing w:line="{line}" w:lineRule="exact"/><w:jc w:val="{aligned}"/></w:pPr>'
        f'<w:r><w:rPr><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
        f"{_text(text if span else '')}</w:r></w:p></w:tc>"
    )


def _packed(package: Any, created: date) -> bytes:
    """The package with one date on all its parts, where python-docx's own way keeps the time of writing."""
    written = io.BytesIO()
    for part in package.parts:
        part.before_marshal()
    packer: Any = PackageWriter  # its own `write` would pack all of it, to be unpacked and packed again
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        dated = _Dated(archive, created)
        packer._write_content_types_stream(dated, package.parts)  # noqa: SLF001
        packer._write_pkg_rels(dated, package.rels)  # noqa: SLF001
        packer._write_parts(dated, package.parts)  # noqa: SLF001
    return written.getvalue()


class _Dated:
    """Where python-docx writes the parts of a package: an archive in which all have one date."""

    def __init__(self, archive: ZipFile, created: date) -> None:
        self._archive = archive
        self._stamp = datetime(created.year, created.month, created.day).timetuple()[:6]  # noqa: DTZ001 - zips know no zone

    def write(self, place: PackURI, content: bytes | str) -> None:
        """Write a part."""
        self._archive.writestr(ZipInfo(place.membername, self._stamp), content, ZIP_DEFLATED)
