"""A table of text with the place of every cell, from CSV or from Excel (CONTRACT.md section 2)."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from qsq.domain.faults import Faults, Place
from qsq.domain.folder import Folder

_BROKEN_CODE = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that a table may have, by name.

    Attributes:
        aids: columns in Chinese for the eye alone, which a sheet made by qsq carries.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    aids: tuple[str, ...] = ()


@dataclass(slots=True)
class Table:
    """A table as it was read.

    Attributes:
        sheet: the Excel sheet's name; empty for CSV.
        at: the names of the columns that the file has, and where they stand in it, from 0.
        columns: the names of all columns that it may have, in the order of the cells of `lines`.
        lines: the rows under the header that are not empty: number in the file, and cells as text without
            space around it; a column that the file lacks is empty.
        numbers: the cells of Excel that hold a number where a code belongs, by row number and column.
    """

    file: str
    sheet: str
    columns: tuple[str, ...]
    at: dict[str, int] = field(default_factory=dict)
    lines: Sequence[tuple[int, Sequence[str]]] = ()
    numbers: frozenset[tuple[int, str]] = frozenset()

    def place(self, number: int, column: str | None = None) -> Place:
        """Where a cell, or a row as a whole, stands."""
        where = f"row {number}" if column not in self.at else f"{letters(self.at[column])}{number}"
        return Place(self.file, f"{self.sheet}!{where}" if self.sheet else where)

    def rows(self) -> Iterator["Row"]:
        """The rows under the header."""
        return (Row(self, number, cells) for number, cells in self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `row["value"]` is a cell's text."""

    table: Table
    number: int
    cells: Sequence[str]

    def __getitem__(self, column: str) -> str:
        """The text of a cell."""
        return self.cells[self.table.columns.index(column)]

    def place(self, column: str) -> Place:
        """Where a cell stands."""
        return self.table.place(self.number, column)


def letters(column: int) -> str:
    """A column's name in a spreadsheet, counted from 0: 27 is AB."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def read_csv(folder: Folder, file: str, columns: Columns, faults: Faults) -> Table | None:
    """A CSV file; None where there is none, or where its header is refused (faults noted)."""
    content = folder.read(file)
    if content is None:
        return None
    text = _decoded(file, content, faults)
    if text is None:
        return None
    lines: list[tuple[int, Sequence[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        lines = [(number, cells) for number, cells in enumerate(reader, start=1) if any(cells)]
    except csv.Error as error:
        faults.add(
            Place(file, f"line {reader.line_num}"),
            "not readable as CSV: {problem}; look for a quotation mark that is not closed",
            problem=error,
        )
        return None
    return table_of(file, "", lines, columns, faults)


def _decoded(file: str, content: bytes, faults: Faults) -> str | None:
    """Text in UTF-8, or in the GB18030 that Excel on Chinese Windows writes."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    faults.add(Place(file), "not a text file in UTF-8 or GB18030; save it again as CSV UTF-8")
    return None


def table_of(
    file: str, sheet: str, lines: Sequence[tuple[int, Sequence[str]]], columns: Columns, faults: Faults
) -> Table | None:
    """Rows of text, of which the first is the header, as a table; None where that is refused."""
    table = Table(file, sheet, columns.required + columns.optional + columns.aids)
    if not lines:
        wanted = ", ".join(columns.required)
        faults.add(
            Place(file, sheet), "the table is empty; expected a first row with: {wanted}", wanted=wanted
        )
        return None
    moved = _moved_header(lines, columns)
    if moved is not None and moved > 1:
        faults.add(
            table.place(moved),
            "the header stands in row {found}; expected it in row 1: delete the rows above it",
            found=moved,
        )
        return None
    before = len(faults.found)
    width = _read_header(table, lines[0], columns, faults)
    _check_width(table, lines[1:], width, faults)
    if len(faults.found) > before:
        return None
    table.lines = _picked(table, lines[1:], width)
    return table


def _moved_header(lines: Sequence[tuple[int, Sequence[str]]], columns: Columns) -> int | None:
    """The row in which the header stands."""
    wanted = set(columns.required)
    found = (number for number, cells in lines[:20] if wanted <= {cell.strip() for cell in cells})
    return next(found, None)


def _read_header(table: Table, line: tuple[int, Sequence[str]], columns: Columns, faults: Faults) -> int:
    """Find the columns; the width of the table."""
    row, header = line[0], [cell.strip() for cell in line[1]]
    while header and not header[-1]:
        header.pop()
    known = ", ".join(columns.required + columns.optional)
    for index, name in enumerate(header):
        where = f"{letters(index)}{row}"
        place = Place(table.file, f"{table.sheet}!{where}" if table.sheet else where)
        if not name:
            faults.add(
                place, "a column without a name (merged cells?); expected one of: {known}", known=known
            )
        elif name not in table.columns:
            faults.add(place, "the column {found} is not known; expected: {known}", found=name, known=known)
        elif name in table.at:
            faults.add(place, "the column {found} stands twice; expected it once", found=name)
        else:
            table.at[name] = index
    lacking = [name for name in columns.required if name not in table.at]
    if lacking:
        faults.add(
            table.place(row),
            "the header lacks: {lacking}; expected in row 1: {wanted}",
            lacking=", ".join(lacking),
            wanted=", ".join(columns.required),
        )
    return len(header)


def _check_width(
    table: Table, lines: Sequence[tuple[int, Sequence[str]]], width: int, faults: Faults
) -> None:
    for number, cells in lines:
        if len(cells) > width and any(cell.strip() for cell in cells[width:]):
            faults.add(
                table.place(number),
                "{found} cells; expected {expected} as in the header (a comma in the"
                " text? put it in quotation marks)",
                found=len(cells),
                expected=width,
            )


def _picked(
    table: Table, lines: Sequence[tuple[int, Sequence[str]]], width: int
) -> list[tuple[int, Sequence[str]]]:
    """The rows with their cells in the order of the table's columns."""
    pick = itemgetter(*(table.at.get(name, width) for name in table.columns), width)

    def padded(cells: Sequence[str]) -> Sequence[str]:
        return [*cells[:width], *("" for _ in range(len(cells), width + 1))]

    return [
        (number, tuple(map(str.strip, pick([*cells, ""] if len(cells) == width else padded(cells)))))
        for number, cells in lines
    ]


def code_of(row: Row, column: str, known: Collection[str], what: str, faults: Faults) -> str | None:
    """A cell's code, which must be one of `known`; what Excel did to codes is recognised and explained."""
    code, number = row[column], (row.number, column) in row.table.numbers
    if code in known and not number:
        return code
    place = row.place(column)
    if not code:
        faults.add(place, "the {what} is missing; expected a code as in the register", what=what)
    elif number or code.endswith(".0") or _BROKEN_CODE.fullmatch(code):
        faults.add(
            place,
            "found {found}: a spreadsheet turned the {what} into a number; format the column as text"
            " and enter the code again",
            found=code,
            what=what,
        )
    else:
        faults.add(place, "there is no {what} {found} in the register", what=what, found=code)
    return None


def unique_rows(rows: Iterator[Row], key: Callable[[Row], str], column: str, faults: Faults) -> Iterator[Row]:
    """The rows; those whose key stood before are noted."""
    seen: dict[str, Row] = {}
    for row in rows:
        found = key(row)
        if found and found in seen:
            faults.add(
                row.place(column),
                "{found} stands twice, first at {first}; keep one of them",
                found=found,
                first=seen[found].place(column),
            )
        seen.setdefault(found, row)
        yield row
