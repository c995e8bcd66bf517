"""By how much pages for a wall are set smaller, so that all of them stands there: found once for an outline.

To find out takes several times as long as to set the page. A village's list says the same as its neighbours'
but for names and numbers. How wide a text is makes no difference where it certainly has one line. Elsewhere a
Han character is as wide as another in the program's own fonts; digits are not, but where a page is as much
smaller with the narrowest as with the widest, it is so with any.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
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

_BESIDE_CELLS = 6
"""Left and right of a cell's text, in points."""

_SHOWN = ("title", "lines", "parts", "signature", "date", "seal", "landscape", "compact", "pages")
"""What takes room on it."""
_NOT_SHOWN = {"foot": "", "draft": False}
"""What stands outside of that room."""


class Scales:
    """Knows by how many steps each page is smaller.

    A page whose outline was not met before is asked for itself, since most outlines that are ever met again
    come again soon; from the second one on, its outline is.

    Args:
        compiler: makes one that reads a file.
        layout: the file.
        own_fonts: whether an office's fonts are used, of whose widths nothing is known.
    """

    def __init__(self, compiler: Callable[[Path], Compiler], layout: Path, *, own_fonts: bool) -> None:
        self._make, self._layout, self._own_fonts = compiler, layout, own_fonts
        self._met = Counter[bytes]()
        self._found: dict[bytes, int | None] = {}
        self._one_at_a_time = Lock()

    def steps(self, pages: Sequence[Page], inputs: Mapping[str, str]) -> list[int]:
        """By how many steps each page is smaller; `inputs` are what the layout needs besides."""
        shown = [{key: page[key] for key in _SHOWN} | _NOT_SHOWN for page in pages]
        with self._one_at_a_time:
            known = [None for _page in shown] if self._own_fonts else self._of_outlines(shown, inputs)
            alone = iter(
                self._asked([page for page, step in zip(shown, known, strict=True) if step is None], inputs)
            )
            return [next(alone) if step is None else step for step in known]

    def _of_outlines(self, pages: Sequence[Page], inputs: Mapping[str, str]) -> list[int | None]:
        """The step of each page whose outline was met before; None where the page itself is asked for."""
        digests = [_digest(outline(page, NARROWEST)) for page in pages]
        self._met.update(digests)
        new = {
            digest: page
            for digest, page in zip(digests, pages, strict=True)
            if self._met[digest] > 1 and digest not in self._found
        }
        steps = self._asked(
            [outline(page, digit) for page in new.values() for digit in (NARROWEST, WIDEST)], inputs
        )
        for digest, narrow, wide in zip(new, steps[::2], steps[1::2], strict=True):
            self._found[digest] = narrow if narrow == wide else None
        return [self._found.get(digest) for digest in digests]

    def _asked(self, pages: Sequence[Page], inputs: Mapping[str, str]) -> list[int]:
        if not pages:
            return []
        more = {"documents": json.dumps(pages, ensure_ascii=False), "asked": "yes"}
        self._compiler.compile(input=str(self._layout), format="svg", sys_inputs={**inputs, **more})
        return [int(step) for step in json.loads(self._compiler.query(_STEP, field="value"))]

    @cached_property
    def _compiler(self) -> Compiler:
        return self._make(self._layout)


def _digest(page: Page) -> bytes:
    return sha256(json.dumps(page, ensure_ascii=False).encode()).digest()


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
    rooms = tuple((points * width / sum(widths) - _BESIDE_CELLS) / part["size"] for width in widths)
    return {**part, "rows": [{**row, "cells": _row(row["cells"], digit, rooms)} for row in part["rows"]]}


@lru_cache(maxsize=4096)  # one village's list and the next have most rows alike
def _row(cells: tuple[str, ...], digit: str, rooms: tuple[float, ...]) -> tuple[str, ...]:
    return tuple(_put(text, digit, room) for text, room in zip(cells, rooms, strict=True))


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
