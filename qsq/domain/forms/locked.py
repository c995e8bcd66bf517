"""The digest of what is printed and locked in a form; rows may stand in any order."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

_ENCODING = "qsq-locked 1"
_CELL, _ROW = "\x1f", "\x1e"


def locked_digest(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The SHA-256, in hexadecimal, of the locked columns' cells.

    The encoding is UTF-8: a line that names it, a line of the columns' names, then the rows that hold
    anything, in the order of their characters. A line is its cells, each ended by U+001F, ended by U+001E.

    Args:
        names: of the locked columns, as the reader calls them.
        rows: the cells of these columns, row by row.
    """
    lines = sorted(_line(row) for row in rows if any(map(printed, row)))
    return sha256("".join([_line([_ENCODING]), _line(names), *lines]).encode()).hexdigest()


def printed(text: str) -> str:
    """A cell's text as it is held against another: without space around it, in one line."""
    return " ".join(text.split())


def _line(cells: Sequence[str]) -> str:
    return "".join(printed(cell) + _CELL for cell in cells) + _ROW
