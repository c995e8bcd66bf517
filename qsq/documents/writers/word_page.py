"""Page, styles and properties of Word files: A4, 22 lines of 28 characters (GB/T 9704-2012)."""

from datetime import UTC, date, datetime
from typing import Any
from xml.sax.saxutils import escape

from docx.enum.section import WD_ORIENTATION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from qsq.documents.document import Document

SONG, FANGSONG, HEI, KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
"""The fonts of GB/T 9704; the file names them, WPS and Word set it in the office's own."""

LINE = 579
"""A line of 22 on a page, in twentieths of a point: 28.95 pt."""

IMPRINT_LINE = 440
"""A line of 版记."""

STANDING_END_MM, LYING_END_MM = 297 - 35, 210 - 26
"""Where the text of a page ends, from its top."""

RED = "E60012"
"""Of a letterhead."""

_SQUEEZED = -5
"""Between characters, in twentieths of a point, so that 28 stand in a line."""

_LEVELS = {"公文标题": 0, "公示标题": 0, "公文小标题": 1, "公文分组": 2}
"""What a file's outline shows."""

_UNUSED = ("/thumbnail", "/stylesWithEffects", "/customXml")
"""A picture of an empty page, the styles once more for Word 2010, and data of a form."""

_NO_AIR = ("autoSpaceDE", "autoSpaceDN")
"""What puts space between Chinese characters and Latin ones or digits."""

_STYLES = {
    "公文正文": (FANGSONG, 16, "both", LINE),
    "公文标题": (SONG, 22, "center", 720),
    "公文号": (FANGSONG, 16, "center", LINE),
    "公文小字": (KAI, 12, "center", 360),
    "公文小标题": (HEI, 16, "both", LINE),
    "公文落款": (FANGSONG, 16, "right", LINE),
    "公文红头": (SONG, 48, "center", 0),
    "公文角标": (HEI, 16, "left", LINE),
    "公文分组": (HEI, 14, "left", 480),
    "公文版记": (FANGSONG, 14, "left", IMPRINT_LINE),
    "公文表格": (FANGSONG, 10.5, "left", 0),
    "公文表头": (HEI, 10.5, "center", 0),
    "公示标题": (SONG, 20, "center", 560),
    "公示正文": (FANGSONG, 12.5, "both", 370),
    "公示细字": (FANGSONG, 11, "both", 300),
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


def made_chinese(word: Any) -> None:
    """Drop what no official document needs of python-docx's template, most of it; call the rest Chinese."""
    for relations in (word.part.rels, word.part.package.rels):
        for key in [key for key, one in relations.items() if one.reltype.endswith(_UNUSED)]:
            del relations[key]
    for language in (
        *word.styles.element.iter(qn("w:lang")),
        *word.settings.element.iter(qn("w:themeFontLang")),
    ):
        for kind in ("w:val", "w:eastAsia"):
            language.set(qn(kind), "zh-CN")
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
        loose = "" if line == LINE else f'<w:snapToGrid {nsdecls("w")} w:val="0"/>'
        for part in (
            *(f'<w:{one} {nsdecls("w")} w:val="0"/>' for one in _NO_AIR),
            loose,
            f'<w:spacing {nsdecls("w")} w:before="0" w:after="0" {spacing}/>',
            f'<w:jc {nsdecls("w")} w:val="{aligned}"/>',
            f'<w:outlineLvl {nsdecls("w")} w:val="{_LEVELS[name]}"/>' if name in _LEVELS else "",
        ):
            if part:
                style.element.get_or_add_pPr().append(parse_xml(part))
    word.styles["公文红头"].font.color.rgb = RGBColor.from_string(RED)
    word.styles["公文分组"].paragraph_format.keep_with_next = True
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
        size_mark = properties.find(qn("w:sz"))
        size_mark.addprevious(parse_xml(f'<w:spacing {nsdecls("w")} w:val="{_SQUEEZED}"/>'))


def set_page(section: Any, document: Document, before: Document | None) -> None:
    """A section's paper, margins, grid, page numbers and draft mark; `before` is the section's before it."""
    sides = _margins(document)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, sides)
    width, height = (297, 210) if document.landscape else (210, 297)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENTATION.LANDSCAPE if document.landscape else WD_ORIENTATION.PORTRAIT
    section.header_distance, section.footer_distance = map(Mm, _edges(document))
    _number_and_line(section._sectPr, document)  # noqa: SLF001 - python-docx has no word for either
    if before is None or _footing(before) != _footing(document):
        for footer, odd in ((section.footer, True), (section.even_page_footer, False)):
            footer.is_linked_to_previous = False
            _footer(footer, document, odd=odd)
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        draft = f"<w:r>{_font(HEI, 32)}<w:t>草案</w:t></w:r>" if document.draft else ""
        _replace(header, draft, aligned="right")


def _turned(document: Document) -> bool:
    """Whether its page number stands at the side, where it is on a sheet's other pages turned upright."""
    return document.landscape and not document.compact


def _footing(document: Document) -> tuple[str, bool]:
    return document.foot, _turned(document)


def _number_and_line(properties: Any, document: Document) -> None:
    """Page numbers from 1 and the grid of lines, where the order of the schema wants them.

    No whole number of lines is as high as a lying page: LibreOffice would center them.
    """
    for old in properties.xpath("w:pgNumType | w:docGrid"):
        properties.remove(old)
    (columns,) = properties.xpath("w:cols")
    columns.addprevious(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>'))
    kind = "default" if document.landscape else "lines"
    properties.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="{kind}" w:linePitch="{LINE}"/>'))


def _edges(document: Document) -> tuple[int, int]:
    """How far header and footer are from the paper's edge, in millimetres."""
    if document.compact:
        return (4, 4) if document.landscape else (8, 8)
    return 20, 13 if document.landscape else 22


def _margins(document: Document) -> tuple[int, int, int, int]:
    """Top, bottom, left and right, in millimetres."""
    if document.compact:
        return (10, 10, 8, 8) if document.landscape else (22, 18, 28, 26)
    return (28, 26, 35, 37) if document.landscape else (37, 35, 28, 26)


def _footer(footer: Any, document: Document, *, odd: bool) -> None:
    """The page's number at its outer edge; at the inner one, small, what ties the paper to the ledger."""
    foot = f"<w:r>{_font(KAI, 16)}<w:t>{escape(document.foot)}</w:t></w:r>" if document.foot else ""
    if _turned(document):
        mark = _FIRST_MARK + footer.part.partname.idx
        return _replace(footer, _turned_number(mark, odd=odd) + foot)
    pair = (foot, _number_runs()) if odd else (_number_runs(), foot)
    tab = f'<w:tab w:val="right" w:pos="{document.points * 20 - 280}"/>'
    return _replace(footer, "<w:r><w:tab/></w:r>".join(pair), f"<w:tabs>{tab}</w:tabs>")


def _number_runs() -> str:
    field = '<w:fldSimple w:instr="PAGE"><w:r>{}<w:t>1</w:t></w:r></w:fldSimple>'
    font = _font("宋体", 28)
    dash = f'<w:r>{font}<w:t xml:space="preserve">{{}}</w:t></w:r>'
    return dash.format("— ") + field.format(font) + dash.format(" —")


_EMU_OF_MM = 36_000
_TURNED_MM = (6, 25)
"""How wide and how high the number's room at the side is."""
_FIRST_MARK = 1000
"""Marks of drawings in footers begin behind those of pictures in the text."""


def _turned_number(mark: int, *, odd: bool) -> str:
    """The page number of a lying page, turned, at its left: below on odd pages, above on even ones.

    `mark` is the drawing's own among all of the file.
    """
    width, height = _TURNED_MM
    left, top = 35 - 7 - width, 210 - 26 - 5 - height if odd else 28 + 5
    box = _TEXT_BOX.format(
        w=nsdecls("w"), left=left * _EMU_OF_MM, top=top * _EMU_OF_MM, width=width * _EMU_OF_MM,
        height=height * _EMU_OF_MM, aligned="right" if odd else "left", runs=_number_runs(), id=mark,
    )  # fmt: skip
    return f"<w:r>{box}</w:r>"


_TEXT_BOX = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" {w}><mc:Choice Requires="wps">'
    '<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2"'
    ' behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
    '<wp:extent cx="{width}" cy="{height}"/><wp:wrapNone/><wp:docPr id="{id}" name="页码"/>'
    "<wp:cNvGraphicFramePr/><a:graphic>"
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
    '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/>'
    "</a:xfrm>"
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr><wps:txbx><w:txbxContent>'
    '<w:p><w:pPr><w:jc w:val="{aligned}"/></w:pPr>{runs}</w:p></w:txbxContent></wps:txbx>'
    '<wps:bodyPr vert="vert" lIns="0" tIns="0" rIns="0" bIns="0"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent>"
)
"""A text box of DrawingML whose lines run from top to bottom."""


def _replace(frame: Any, runs: str, tabs: str = "", aligned: str = "left") -> None:
    """These runs in place of a header's or footer's first paragraph, one character in from the edges."""
    properties = (
        f'{tabs}<w:spacing w:before="0" w:after="0" w:line="320" w:lineRule="exact"/>'
        f'<w:ind w:left="280" w:right="280"/><w:jc w:val="{aligned}"/>'
    )
    old = frame.paragraphs[0]._p  # noqa: SLF001
    old.addprevious(parse_xml(f"<w:p {nsdecls('w')}><w:pPr>{properties}</w:pPr>{runs}</w:p>"))
    old.getparent().remove(old)


def _font(name: str, half_points: int) -> str:
    fonts = " ".join(f'w:{kind}="{name}"' for kind in ("ascii", "hAnsi", "eastAsia"))
    return f'<w:rPr><w:rFonts {fonts}/><w:spacing w:val="0"/><w:sz w:val="{half_points}"/></w:rPr>'
