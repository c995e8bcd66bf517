"""The cells of a file that cannot be read as a table, by what stands beside and above them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from qsq.domain.faults import Place
from qsq.intake.called import HEADS, called
from qsq.intake.sheets.cell_at import CellAt
from qsq.intake.sheets.sheet import Cell, Sheet, text_if_read
from qsq.intake.tables import Shape

_TITLE_ROWS = 10


@dataclass(frozen=True, slots=True)
class _HeadedGrid:
    """A table as it looks: the number of its header, the columns by name and as they are headed, all rows."""

    header: int
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def seen(self, at: CellAt, whose: str) -> str:
        """A cell, or a row; empty above the header."""
        if not self.header <= at.row <= len(self.rows):
            return ""
        heads = dict(enumerate(self.rows[self.header - 1]))
        heading = "" if at.column is None else heads.get(at.column, "")
        if at.row == self.header:
            return HEADS + (f"“{heading}”" if heading else "")
        return called(dict(zip(self.names, self.rows[at.row - 1], strict=False)), heading, whose)


class SeenCells:
    """The cells of a file with a table of such columns."""

    def __init__(self, sheets: Iterable[Sheet], shape: Shape, whose: str) -> None:
        """Look at the sheets; `whose` is the town whose table it is, by name, where that is known."""
        grids = ((sheet.name, _grid(sheet.rows, shape)) for sheet in sheets)
        self._grids = {name: grid for name, grid in grids if grid is not None}
        self._whose = whose

    def named(self, place: Place) -> Place:
        """A place with what is seen there, where it is a cell or a row; without a header that is missed."""
        at = CellAt.read(place.where)
        grid = self._grids.get(at.sheet) if at else None
        if at is None or place.seen:
            return place
        return replace(place, seen=grid.seen(at, self._whose) if grid else HEADS)


def _grid(rows: Iterable[Sequence[Cell]], shape: Shape) -> _HeadedGrid | None:
    """A sheet's table; None where it has no header."""
    texts = tuple(tuple(map(text_if_read, row)) for row in rows)
    for number, row in enumerate(islice(texts, _TITLE_ROWS), start=1):
        columns = shape(row)
        names = tuple(columns.meant(row))
        if columns.required[0] in names:
            return _HeadedGrid(number, names, texts)
    return None
