"""A picture as PNG for files that hold no SVG, drawn by typst with the papers' own fonts: the same bytes."""

from functools import cache
from threading import Lock

from pylopdf_fonts_zh_cn import serif_path
from typst import Compiler

from qsq.documents.document import Picture

_PER_INCH = 220.0
_PAGE = b"""#set page(width: eval(sys.inputs.width) * 1pt, height: eval(sys.inputs.height) * 1pt, margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg", width: 100%)"""
_ONE_AT_A_TIME = Lock()
"""typst's compiler does one thing at a time."""


def png(picture: Picture) -> bytes:
    """The picture's bytes, sharp enough for print."""
    inputs = {"drawing": picture.drawing, "width": str(picture.width), "height": str(picture.height)}
    with _ONE_AT_A_TIME:
        content = _compiler().compile(input=_PAGE, format="png", ppi=_PER_INCH, sys_inputs=inputs)
    return bytes(content)  # type: ignore[arg-type]


@cache
def _compiler() -> Compiler:
    return Compiler(font_paths=[str(serif_path().parent)], ignore_system_fonts=True)
