"""Sheets of an .xlsx: values by calamine, what it does not tell by a look of our own at the cells."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from qsq.intake.sheets.sheet import MOST_CELLS, Cell, Sheet, far_cell
from qsq.intake.sheets.xlsx_cells import Seen, formats_of, seen_of
from qsq.intake.sheets.xlsx_parts import Parts, SheetPart
from qsq.late import library

if TYPE_CHECKING:
    import python_calamine
    from python_calamine import CalamineSheet
else:
    python_calamine = library("python_calamine")


def read_xlsx(file: str, content: bytes) -> list[Sheet]:
    """The sheets that hold anything; raises what the libraries raise, and `UnfitWorkbook`."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts, area, found = Parts(archive), 0, list[tuple[SheetPart, Seen]]()
        formats = formats_of(parts)
        for sheet in parts.sheets():
            seen = seen_of(parts, sheet.part, formats)
            area += seen.width * seen.height
            if area > MOST_CELLS:
                raise far_cell(sheet.name, seen.width - 1, seen.height)
            if seen.height:
                found.append((sheet, seen))
        parts.must_be_sound()
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [
        Sheet(file, sheet.name, _rows(book.get_sheet_by_name(sheet.name), seen), seen.merged, sheet.hidden)
        for sheet, seen in found
    ]


def _rows(sheet: "CalamineSheet", seen: Seen) -> Iterator[Sequence[Cell]]:
    """Rows as calamine reads them, with those cells in place that it does not tell."""
    read = iter(sheet.iter_rows() if sheet.height else ())
    left = [""] * (sheet.start[1] if sheet.start else 0)  # calamine leaves out empty columns, not empty rows
    if not (seen.cells or left):
        yield from islice(read, seen.height)
        return
    for number in range(1, seen.height + 1):
        row: list[Cell] = [*left, *next(read, ())]
        for column, cell in seen.cells.get(number, {}).items():
            row += [""] * (column + 1 - len(row))
            row[column] = cell
        yield row
