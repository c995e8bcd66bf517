"""Pages of Word files: A4, margins, page numbers, draft marks (GB/T 9704-2012)."""

from functools import cache
from xml.sax.saxutils import escape

from qsq.documents.document import Document
from qsq.documents.writers.word_package import Package
from qsq.documents.writers.word_styles import HEI, KAI, LINE

TWENTIETHS_OF_MM = 1440 / 25.4
"""Of a point."""

STANDING_END_MM, LYING_END_MM = 297 - 35, 210 - 26
"""Where the text of a page ends, from its top."""


def page(package: Package, document: Document, before: Document | None) -> str:
    """What a section's `sectPr` holds: paper, margins, grid, page numbers, draft mark.

    Args:
        package: where its headers and footers go.
        document: the section's.
        before: the one of the section before it; its footers are not repeated where they say the same.
    """
    references = []
    if before is None or _footing(before) != _footing(document):
        for kind, odd in (("default", True), ("even", False)):
            made = package.frame("footer", _footer(document, package.next_number("footer"), odd=odd))
            references.append(f'<w:footerReference w:type="{kind}" r:id="{made}"/>')
    draft = f"<w:r>{_font(HEI, 32)}<w:t>草案</w:t></w:r>" if document.draft else ""
    for kind in ("default", "even"):
        made = package.frame("header", _framed(draft, aligned="right"))
        references.append(f'<w:headerReference w:type="{kind}" r:id="{made}"/>')
    return "".join(references) + _paper(landscape=document.landscape, compact=document.compact)


def _footing(document: Document) -> tuple[str, bool]:
    return document.foot, _turned(document)


def _turned(document: Document) -> bool:
    """Whether its page number stands at the side, where it is on a sheet's other pages turned upright."""
    return document.landscape and not document.compact


@cache
def _paper(*, landscape: bool, compact: bool) -> str:
    """A page's size and margins, page numbers from 1, and the grid of lines.

    No whole number of lines is as high as a lying page: LibreOffice would center them.
    """
    size = 'w:w="16838" w:h="11906" w:orient="landscape"' if landscape else 'w:w="11906" w:h="16838"'
    sides = _margins(landscape=landscape, compact=compact) + _edges(landscape=landscape, compact=compact)
    names = ("top", "bottom", "left", "right", "header", "footer")
    widths = {name: round(side * TWENTIETHS_OF_MM) for name, side in zip(names, sides, strict=True)}
    order = ("top", "right", "bottom", "left", "header", "footer")
    margins = " ".join(f'w:{name}="{widths[name]}"' for name in order)
    return (
        f'<w:pgSz {size}/><w:pgMar {margins} w:gutter="0"/><w:pgNumType w:start="1"/><w:cols w:space="720"/>'
        f'<w:docGrid w:type="{"default" if landscape else "lines"}" w:linePitch="{LINE}"/>'
    )


def _edges(*, landscape: bool, compact: bool) -> tuple[int, int]:
    """How far header and footer are from the paper's edge, in millimetres."""
    if compact:
        return (4, 4) if landscape else (8, 8)
    return 20, 13 if landscape else 22


def _margins(*, landscape: bool, compact: bool) -> tuple[int, int, int, int]:
    """Top, bottom, left and right, in millimetres."""
    if compact:
        return (10, 10, 8, 8) if landscape else (22, 18, 28, 26)
    return (28, 26, 35, 37) if landscape else (37, 35, 28, 26)


def _footer(document: Document, number: int, *, odd: bool) -> str:
    """The page's number at its outer edge; at the inner one, small, what ties the paper to the ledger.

    `number` is the footer's own in its file.
    """
    foot = f"<w:r>{_font(KAI, 16)}<w:t>{escape(document.foot)}</w:t></w:r>" if document.foot else ""
    if _turned(document):
        return _framed(_turned_number(_FIRST_MARK + number, odd=odd) + foot)
    pair = (foot, _number_runs()) if odd else (_number_runs(), foot)
    tab = f'<w:tab w:val="right" w:pos="{document.points * 20 - 280}"/>'
    return _framed("<w:r><w:tab/></w:r>".join(pair), f"<w:tabs>{tab}</w:tabs>")


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
        left=left * _EMU_OF_MM, top=top * _EMU_OF_MM, width=width * _EMU_OF_MM,
        height=height * _EMU_OF_MM, aligned="right" if odd else "left", runs=_number_runs(), id=mark,
    )  # fmt: skip
    return f"<w:r>{box}</w:r>"


_TEXT_BOX = (
    '<mc:AlternateContent xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<mc:Choice Requires="wps">'
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


def _framed(runs: str, tabs: str = "", aligned: str = "left") -> str:
    """These runs as a header's or footer's paragraph, one character in from the edges."""
    properties = (
        f'{tabs}<w:spacing w:before="0" w:after="0" w:line="320" w:lineRule="exact"/>'
        f'<w:ind w:left="280" w:right="280"/><w:jc w:val="{aligned}"/>'
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _font(name: str, half_points: int) -> str:
    fonts = " ".join(f'w:{kind}="{name}"' for kind in ("ascii", "hAnsi", "eastAsia"))
    return f'<w:rPr><w:rFonts {fonts}/><w:spacing w:val="0"/><w:sz w:val="{half_points}"/></w:rPr>'
