"""Styles and properties of Word files: 22 lines of 28 characters a page (GB/T 9704-2012)."""

from datetime import UTC, date, datetime
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

SONG, FANGSONG, HEI, KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
"""The fonts of GB/T 9704; the file names them, WPS and Word set it in the office's own."""

LINE = 579
"""A line of 22 on a page, in twentieths of a point: 28.95 pt."""

IMPRINT_LINE = 440
"""A line of 版记."""

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
