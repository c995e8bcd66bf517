"""Where a fault stands in a workbook or a CSV file, read back from how it is written."""

import re
from dataclasses import dataclass

from qsq.intake.sheets.sheet import number_of_letters

_CELL = re.compile(r"(?:(?P<sheet>.*)!)?(?:(?P<letters>[A-Z]{1,3})(?P<number>\d+)|(?:row|line) (?P<row>\d+))")


@dataclass(frozen=True, slots=True)
class CellAt:
    """A cell, or a row as a whole.

    Attributes:
        sheet: its sheet's name; empty for CSV.
        row: from 1.
        column: from 0; None for a row as a whole.
    """

    sheet: str
    row: int
    column: int | None

    @classmethod
    def read(cls, where: str) -> "CellAt | None":
        """What a place such as `Sheet1!B7` or `row 7` means; None where it names no row."""
        found = _CELL.fullmatch(where)
        if found is None:
            return None
        column = None if found["row"] else number_of_letters(found["letters"])
        return cls(found["sheet"] or "", int(found["row"] or found["number"]), column)
