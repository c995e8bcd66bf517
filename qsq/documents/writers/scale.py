"""By how much pages for a wall are set smaller, so that all of them stands there: found once for an outline.

To find out takes several times as long as to set the page. A village's list says the same as its neighbours'
but for names and numbers. How wide a text is makes no difference where it certainly has one line. Elsewhere a
Han character is as wide as another in the program's own fonts; digits are not, but where a page is as much
smaller with the narrowest as with the widest, it is so with any.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from typst import Compiler

from qsq.documents.document import COMPACT_LANDSCAPE_POINTS, PORTRAIT_POINTS, TITLE_POINTS
from qsq.documents.writers.typefaces import is_usual

Page = Mapping[str, Any]
"""A page for a wall as the layout reads it."""

NARROWEST, WIDEST = "1", "9"
_STEP = "<step>"
_HAN, _HANS = "一", range(0x4E00, 0xA000)
_LINE_POINTS = 14
"""What stands under a title is smaller."""

_REMEMBERED_RUNS = 10
"""For so many runs typst remembers a page in every size that was tried: much memory, of no more use."""

_BESIDE_CELLS = 6
"""Left and right of a cell's text, in points."""

_SHOWN = ("title", "lines", "parts", "signature", "date", "seal", "landscape", "compact", "pages")
"""What takes room on it."""
_NOT_SHOWN = {"foot": "", "draft": False}
"""What stands outside of that room."""


class Scales:
    """Knows by how many steps each page is smaller.

    Args:
        compiler: makes one that reads a file.
        layout: the file.
        own_fonts: whether an office's fonts are used, of whose widths nothing is known.
    """

    def __init__(self, compiler: Callable[[Path], Compiler], layout: Path, *, own_fonts: bool) -> None:
        self._make, self._layout, self._own_fonts = compiler, layout, own_fonts
        self._found: dict[bytes, int | None] = {}
        self._likely = 0
        self._one_at_a_time = Lock()

    def steps(self, pages: Iterable[Page], inputs: Mapping[str, str]) -> list[int]:
        """By how many steps each page is smaller; `inputs` are what the layout needs besides."""
        with self._one_at_a_time:
            return [self._step(page, inputs) for page in pages]

    def _step(self, page: Page, inputs: Mapping[str, str]) -> int:
        shown = {key: page[key] for key in _SHOWN} | _NOT_SHOWN
        if not self._own_fonts:
            narrow, wide = (outline(shown, digit) for digit in (NARROWEST, WIDEST))
            step = self._known(narrow, [narrow, wide], inputs)
            if step is not None:
                return step
        return self._known(shown, [shown], inputs) or 0

    def _known(self, key: Page, asked: Sequence[Page], inputs: Mapping[str, str]) -> int | None:
        """The step of all that are asked for; None where they differ."""
        digest = sha256(json.dumps(key, ensure_ascii=False).encode()).digest()
        if digest not in self._found:
            found = set(self._asked(asked, inputs))
            self._found[digest] = found.pop() if len(found) == 1 else None
        return self._found[digest]

    def _asked(self, pages: Sequence[Page], inputs: Mapping[str, str]) -> list[int]:
        documents = json.dumps(pages, ensure_ascii=False)
        more = {"documents": documents, "asked": "yes", "likely": str(self._likely)}
        self._compiler.compile(input=str(self._layout), format="svg", sys_inputs={**inputs, **more})
        found = [int(step) for step in json.loads(self._compiler.query(_STEP, field="value"))]
        self._likely = found[-1]
        run_empty(self._compiler, _REMEMBERED_RUNS)
        return found

    @cached_property
    def _compiler(self) -> Compiler:
        return self._make(self._layout)


def run_empty(compiler: Compiler, times: int) -> None:
    """Set nothing so often: with each run typst comes nearer to dropping what it remembers."""
    for _run in range(times):
        compiler.compile(input=b"", format="svg")


def outline(page: Page, digit: str) -> dict[str, Any]:
    """A page with this digit for all, one Han character for all that the fonts have, and short lines."""
    points = COMPACT_LANDSCAPE_POINTS if page["landscape"] else PORTRAIT_POINTS
    return {
        **page,
        "title": _put(page["title"], digit, points / TITLE_POINTS),
        "lines": [_put(line, digit, points / _LINE_POINTS) for line in page["lines"]],
        "parts": [_part(part, digit, points) for part in page["parts"]],
        "signature": _put(page["signature"], digit),
        "date": _put(page["date"], digit),
    }


def _part(part: Page, digit: str, points: int) -> Page:
    if part["kind"] == "paragraph":
        return {**part, "text": _put(part["text"], digit)}
    if part["kind"] != "table":
        return part
    widths = [column["width"] for column in part["columns"]]
    rooms = [(points * width / sum(widths) - _BESIDE_CELLS) / part["size"] for width in widths]
    rows = (
        [_put(text, digit, room) for text, room in zip(row["cells"], rooms, strict=True)]
        for row in part["rows"]
    )
    return {**part, "rows": [{**row, "cells": cells} for row, cells in zip(part["rows"], rows, strict=True)]}


@lru_cache(
    maxsize=4096
)  # both outlines of a hundred tasks' cells, which one village's list and the next have alike
def _put(text: str, digit: str, room: float = 0) -> str:
    """A text that needs as many lines; one character where a line fits into `room`, in ems."""
    alike = text.translate(_alike(digit))
    return "\n".join(_HAN if line and _certainly_fits(line, room) else line for line in alike.split("\n"))


def _certainly_fits(line: str, room: float) -> bool:
    """No character is wider than an em."""
    return len(line) <= room and all(map(is_usual, line))


@cache
def _alike(digit: str) -> Mapping[int, str]:
    han = {code: _HAN for code in _HANS if is_usual(chr(code))}
    return han | {ord(other): digit for other in "0123456789"}
