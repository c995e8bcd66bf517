"""The sheets of an Excel workbook as tables of text; formulas are not run."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from qsq.domain.department_sheet import CHOICES_SHEET, GUIDE_SHEET
from qsq.domain.faults import Faults, Place
from qsq.intake.tables import Columns, Table, letters, table_of

_CELL = re.compile(rb'<c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_MOST_CELLS = 2_000_000
"""Far more than any period needs; a whole sheet has 17 thousand million."""

_Cell = str | float | int | bool | date | datetime | time | timedelta


def read_workbook(
    file: str, content: bytes, columns: Columns, code_columns: Sequence[str], faults: Faults
) -> list[Table]:
    """All sheets that hold anything, save the guide; none where the file cannot be read (fault noted)."""
    far = _far_cell(content)
    if far:
        faults.add(
            Place(file, far),
            "a cell is filled in far from the table; delete its row and its column and save again",
        )
        return []
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - read only where there is a workbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [
            (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
            if name not in {GUIDE_SHEET, CHOICES_SHEET}
        ]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - calamine raises errors of many kinds, panics among them
        from qsq.intake.table_problems import TABLE  # noqa: PLC0415 - only for errors

        faults.add(
            Place(file),
            "not readable as an Excel workbook: {problem}; open it and save it again as .xlsx",
            problem=TABLE.told(error),
        )
        return []
    filled = [(name, rows) for name, rows in sheets if any(any(cell != "" for cell in row) for row in rows)]
    if not filled:
        faults.add(
            Place(file),
            "the workbook is empty; expected a first row with: {wanted}",
            wanted=", ".join(columns.required),
        )
    tables = [_table(file, name, rows, columns, code_columns, faults) for name, rows in filled]
    found = [table for table in tables if table is not None]
    _refuse_unread(file, content, found, faults)
    return found


def _far_cell(content: bytes) -> str:
    """A cell so far out that reading the area up to it would take all memory; empty where there is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
            written = [archive.read(name) for name in sheets]
    except Exception:  # noqa: BLE001 - no workbook; whoever reads it says so
        return ""
    for sheet in written:
        cells = [(_number(name), int(row)) for name, row in _CELL.findall(sheet)]
        width, height = (max((cell[at] for cell in cells), default=0) for at in (0, 1))
        if width * height > _MOST_CELLS:
            column, row = max(cells, key=lambda cell: cell[0] * cell[1])
            return f"{letters(column - 1)}{row}"
    return ""


def _number(name: bytes) -> int:
    """A column's number from its name: A is 1, AB is 28."""
    number = 0
    for letter in name:
        number = number * 26 + letter - ord("A") + 1
    return number


def _table(
    file: str,
    sheet: str,
    rows: list[list[_Cell]],
    columns: Columns,
    code_columns: Sequence[str],
    faults: Faults,
) -> Table | None:
    table = table_of(file, sheet, [[_text(cell) for cell in row] for row in rows], columns, faults)
    if table is None:
        return None
    table.numbers = frozenset(
        (number, name)
        for number, _cells in table.lines
        for name in code_columns
        if isinstance(_cell(rows[number - 1], table.at[name]), int | float)
    )
    return table


def _cell(row: list[_Cell], at: int) -> _Cell:
    return row[at] if at < len(row) else ""


def _text(cell: _Cell) -> str:
    """A cell as people see it: whole numbers without decimals, others with at most 15 digits."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return str(cell)


def _refuse_unread(file: str, content: bytes, tables: Sequence[Table], faults: Faults) -> None:
    """Cells that look blank here but are not: errors such as #DIV/0!, and formulas without a value."""
    blanks = {
        (table.sheet, row.number, table.at["value"])
        for table in tables
        for row in table.rows()
        if not row["value"]
    }
    if not blanks:
        return
    for sheet, cell, found in _written_cells(content):
        if (sheet, cell.row, cell.column - 1) in blanks:
            faults.add(
                Place(file, f"{sheet}!{letters(cell.column - 1)}{cell.row}"),
                "found {found}, an error or a formula without a value; enter the value itself",
                found=found,
            )


def _written_cells(content: bytes) -> Iterator[tuple[str, Any, object]]:
    """All cells that hold anything, formulas as their text; none where openpyxl cannot read the file."""
    from openpyxl import load_workbook  # noqa: PLC0415 - slow, and needed only for blanks

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl does not know of a workbook is nothing to a clerk
        try:
            book = load_workbook(io.BytesIO(content), read_only=True)
            rows = [(sheet.title, row) for sheet in book.worksheets for row in sheet.iter_rows()]
        except Exception:  # noqa: BLE001 - errors of many kinds; blanks then count as missing
            return
    for sheet, row in rows:
        yield from ((sheet, cell, cell.value) for cell in row if cell.value is not None)
