"""A file's tables as they look, whatever is wrong in them: to name a cell as people see it."""

from collections.abc import Sequence
from dataclasses import dataclass

from qsq.domain.faults import Faults
from qsq.domain.scheme.department_sheet import CODE
from qsq.intake.observed.observation_shapes import columns_of
from qsq.intake.sheets.cell_at import CellAt
from qsq.intake.sheets.sheet import text_if_read
from qsq.intake.tables import sheets_of


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it looks.

    Attributes:
        header: the number of the row that names the columns, from 1; 0 where none does.
        names: what the columns are called, from the first.
        rows: all rows from the top, cells as text.
    """

    header: int
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def text(self, number: int, column: str) -> str:
        """The cell of a row in a column; empty where there is none."""
        if column not in self.names or not 0 < number <= len(self.rows):
            return ""
        row, at = self.rows[number - 1], self.names.index(column)
        return row[at] if at < len(row) else ""

    @property
    def below(self) -> range:
        """The numbers of the rows under the header."""
        return range(self.header + 1, len(self.rows) + 1)


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell, or a row as a whole, of a grid; `column` is empty where it has no name."""

    grid: Grid
    number: int
    column: str


class Grids:
    """The tables of a file by their sheets; none where it cannot be read at all."""

    def __init__(self, file: str, content: bytes) -> None:
        sheets = sheets_of(file, content, "", Faults())
        self.by_sheet = {
            sheet.name: _grid([list(map(text_if_read, row)) for row in sheet.rows]) for sheet in sheets
        }

    def at(self, where: str) -> Spot | None:
        """What stands at a place such as `Sheet1!B7` or `row 7`; None where that is no cell of a table."""
        found = CellAt.read(where)
        grid = self.by_sheet.get(found.sheet) if found else None
        if found is None or grid is None:
            return None
        named = found.column is not None and found.column < len(grid.names)
        return Spot(grid, found.row, grid.names[found.column or 0] if named else "")


def _grid(rows: Sequence[Sequence[str]]) -> Grid:
    whole = tuple(map(tuple, rows))
    for number, row in enumerate(whole, start=1):
        names = columns_of(row).meant(row)
        if CODE in names:
            return Grid(number, tuple(names), whole)
    return Grid(0, (), whole)
