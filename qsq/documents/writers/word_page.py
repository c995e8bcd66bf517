"""Page, styles and properties of Word files: A4, 22 lines of 28 characters (GB/T 9704-2012)."""

from datetime import UTC, date, datetime
from typing import Any
from xml.sax.saxutils import escape

from docx.enum.section import WD_ORIENTATION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from qsq.documents.document import Document

SONG, FANGSONG, HEI, KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
"""The fonts of GB/T 9704; the file names them, WPS and Word set it in the office's own."""

_LINE = 579
"""A line of 22 on a page, in twentieths of a point: 28.95 pt."""

_SQUEEZED = -5
"""Between characters, in twentieths of a point, so that 28 stand in a line."""

_UNUSED = ("/thumbnail", "/stylesWithEffects", "/customXml")
"""A picture of an empty page, the styles once more for Word 2010, and data of a form."""

_NO_AIR = ("autoSpaceDE", "autoSpaceDN")
"""What puts space between Chinese characters and Latin ones or digits."""

_STYLES = {
    "公文正文": (FANGSONG, 16, "both", _LINE),
    "公文标题": (SONG, 22, "center", 720),
    "公文号": (FANGSONG, 16, "center", _LINE),
    "公文小字": (KAI, 12, "center", 360),
    "公文小标题": (HEI, 16, "both", _LINE),
    "公文落款": (FANGSONG, 16, "right", _LINE),
    "公文表格": (FANGSONG, 10.5, "left", 0),
    "公文表头": (HEI, 10.5, "center", 0),
    "公示标题": (SONG, 20, "center", 560),
    "公示正文": (FANGSONG, 12.5, "both", 370),
    "公示小字": (KAI, 11, "center", 320),
    "公示落款": (FANGSONG, 12.5, "right", 370),
}
"""Font, size in points, alignment and line in twentieths of a point; 0 is what the text takes."""


def set_properties(word: Any, title: str, created: date) -> None:
    """Whose and when; the template's own author and dates go."""
    stamp = datetime(created.year, created.month, created.day, tzinfo=UTC).replace(tzinfo=None)
    properties = word.core_properties
    properties.title, properties.author, properties.comments = title, "qsq", ""
    properties.last_modified_by, properties.language = "qsq", "zh-CN"
    properties.created = properties.modified = stamp
    word.settings.odd_and_even_pages_header_footer = True


def drop_unused(word: Any) -> None:
    """What python-docx's template brings and no official document needs: nine tenths of its weight."""
    for relations in (word.part.rels, word.part.package.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(_UNUSED)]:
            del relations[key]
    for style in list(word.styles):
        if style.type == WD_STYLE_TYPE.TABLE and not style.element.default:
            style.delete()


def add_styles(word: Any) -> None:
    """The styles of an official document, which an office may change for the whole file at once."""
    _set_font(word.styles["Normal"], FANGSONG, 16)
    for name, (font, size, aligned, line) in _STYLES.items():
        style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), name)
        _set_font(style, font, size)
        spacing = f'w:line="{line}" w:lineRule="exact"' if line else 'w:line="240" w:lineRule="auto"'
        loose = "" if line == _LINE else f'<w:snapToGrid {nsdecls("w")} w:val="0"/>'
        for part in (
            *(f'<w:{one} {nsdecls("w")} w:val="0"/>' for one in _NO_AIR),
            loose,
            f'<w:spacing {nsdecls("w")} w:before="0" w:after="0" {spacing}/>',
            f'<w:jc {nsdecls("w")} w:val="{aligned}"/>',
        ):
            if part:
                style.element.get_or_add_pPr().append(parse_xml(part))
    heading = word.styles["公文小标题"].paragraph_format
    heading.keep_with_next, heading.first_line_indent = True, Pt(32)
    word.styles["公文标题"].paragraph_format.space_before = Pt(14)
    for name, space in (("公文标题", 8), ("公文小字", 4)):
        word.styles[name].paragraph_format.space_after = Pt(space)


def _set_font(style: Any, name: str, size: float) -> None:
    style.font.size = Pt(size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), name)
    if size == 16:  # noqa: PLR2004 - the body
        properties.append(parse_xml(f'<w:spacing {nsdecls("w")} w:val="{_SQUEEZED}"/>'))


def set_page(section: Any, document: Document, *, first: bool) -> None:
    """A section's paper, margins, grid, page numbers and draft mark."""
    sides = _margins(document)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, sides)
    width, height = (297, 210) if document.landscape else (210, 297)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENTATION.LANDSCAPE if document.landscape else WD_ORIENTATION.PORTRAIT
    section.header_distance, section.footer_distance = map(Mm, _edges(document))
    _number_and_line(section._sectPr)  # noqa: SLF001 - python-docx has no word for either
    if first or document.foot:
        for footer, outer, inner in (
            (section.footer, "right", "left"),
            (section.even_page_footer, "left", "right"),
        ):
            footer.is_linked_to_previous = False
            _number(footer, outer)
            if document.foot:
                _foot(footer, document.foot, inner)
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        _replace(header, "right", f"<w:r>{_font(HEI, 32)}<w:t>草案</w:t></w:r>" if document.draft else "")


def _number_and_line(properties: Any) -> None:
    """Page numbers from 1 and the grid of lines, where the order of the schema wants them."""
    for old in properties.xpath("w:pgNumType | w:docGrid"):
        properties.remove(old)
    (columns,) = properties.xpath("w:cols")
    columns.addprevious(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>'))
    grid = f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{_LINE}"/>'
    properties.append(parse_xml(grid))


def _edges(document: Document) -> tuple[int, int]:
    """How far header and footer are from the paper's edge, in millimetres."""
    if document.compact:
        return 8, 8
    return 20, 15 if document.landscape else 24


def _margins(document: Document) -> tuple[int, int, int, int]:
    """Top, bottom, left and right, in millimetres."""
    if document.compact:
        return (18, 18, 18, 18) if document.landscape else (22, 18, 28, 26)
    return (28, 26, 37, 35) if document.landscape else (37, 35, 28, 26)


def _number(footer: Any, aligned: str) -> None:
    """The page number, one character in from the outer edge: — 1 —."""
    field = '<w:fldSimple w:instr="PAGE"><w:r>{}<w:t>1</w:t></w:r></w:fldSimple>'
    font = _font("宋体", 28)
    dash = f'<w:r>{font}<w:t xml:space="preserve">{{}}</w:t></w:r>'
    runs = dash.format("— ") + field.format(font) + dash.format(" —")
    _replace(footer, aligned, runs)


def _foot(footer: Any, text: str, aligned: str) -> None:
    """What ties the paper to the ledger, small, at the inner edge."""
    run = f"<w:r>{_font(KAI, 16)}<w:t>{escape(text)}</w:t></w:r>"
    properties = f'<w:pPr><w:ind w:left="280" w:right="280"/><w:jc w:val="{aligned}"/></w:pPr>'
    paragraph = parse_xml(f"<w:p {nsdecls('w')}>{properties}{run}</w:p>")
    footer.paragraphs[-1]._p.addnext(paragraph)  # noqa: SLF001


def _replace(frame: Any, aligned: str, runs: str) -> None:
    old = frame.paragraphs[0]._p  # noqa: SLF001
    old.addprevious(
        parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr><w:ind w:left="280" w:right="280"/><w:jc w:val="{aligned}"/></w:pPr>'
            f"{runs}</w:p>"
        )
    )
    old.getparent().remove(old)


def _font(name: str, half_points: int) -> str:
    fonts = " ".join(f'w:{kind}="{name}"' for kind in ("ascii", "hAnsi", "eastAsia"))
    return f'<w:rPr><w:rFonts {fonts}/><w:spacing w:val="0"/><w:sz w:val="{half_points}"/></w:rPr>'
