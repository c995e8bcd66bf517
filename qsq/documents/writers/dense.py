"""How large a list's type is in Word, so that it stands on its pages: told from how many lines it takes."""

from collections.abc import Iterator

from qsq.documents.document import Document, Paragraph, Table
from qsq.documents.writers.workbook import lines_needed

PITCH = 1.14
"""From line to line, as a multiple of the type's size."""

BESIDE = 2
"""Left and right of a cell's text, in points."""

SIZES = (11, 10.5, 10, 9.5, 9)
"""Of its rows, the largest first."""

_PAGE, _RULE = 538, 0.5
"""How high a lying page's text is, and the line below a row, in points."""

_TITLE, _LINE, _TEXT_SIZE, _TEXT_LINE, _HEAD, _SIGNED = 28, 16, 11, 15, 11, 33
"""Heights in points of what stands around its rows; the type of its text."""


def dense_size(document: Document) -> float:
    """The largest size in which it fits on its pages; else the smallest."""
    return next((size for size in SIZES if _pages(document, size) <= document.pages), SIZES[-1])


def _pages(document: Document, size: float) -> int:
    """On how many pages it stands: what a page has no room for begins the next, below the head again."""
    page, used = 1, 0.0
    for height in _heights(document, size):
        if used + height > _PAGE:
            page, used = page + 1, _HEAD
        used += height
    return page


def _heights(document: Document, size: float) -> Iterator[float]:
    """Of all that stands below one another, of which no page parts any; smaller type has a line to spare."""
    yield from (_TITLE, *(_LINE for _line in document.lines))
    for part in document.parts:
        if isinstance(part, Paragraph):
            yield lines_needed(f"　　{part.text}", round(2 * document.points / _TEXT_SIZE)) * _TEXT_LINE
        elif isinstance(part, Table):
            yield _HEAD
            yield from _of_rows(part.on_pages, document.points, size)
    yield _SIGNED if size == SIZES[0] else _SIGNED + size


def _of_rows(table: Table, points: int, size: float) -> Iterator[float]:
    """The height of each row; a cell that spans several adds what they lack to the last."""
    everything = sum(column.width for column in table.columns)
    rooms = [int(2 * (points * one.width / everything - 2 * BESIDE) / size) for one in table.columns]
    spans = table.spans or ((1,) * len(table.columns),) * len(table.rows)
    needs = [[lines_needed(text, room) for text, room in zip(row, rooms, strict=True)] for row in table.rows]
    lines = [
        max((need for need, span in zip(row, spanned, strict=True) if span == 1), default=1)
        for row, spanned in zip(needs, spans, strict=True)
    ]
    for at, (row, spanned) in enumerate(zip(needs, spans, strict=True)):
        for need, span in zip(row, spanned, strict=True):
            last = at + span - 1
            if span > 1:
                lines[last] += max(0, need - sum(lines[at : at + span]))
    yield from (count * size * PITCH + _RULE for count in lines)
