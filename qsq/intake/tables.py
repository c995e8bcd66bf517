"""A table of text with the place of every cell, from CSV or from Excel (CONTRACT.md section 2)."""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the file, and its cells by column; a column that the table lacks is empty."""

    table: "Table"
    number: int
    cells: Sequence[str]

    def __getitem__(self, column: str) -> str:
        """The text of a cell, without space around it."""
        at = self.table.at.get(column)
        return self.cells[at].strip() if at is not None and at < len(self.cells) else ""

    def place(self, column: str) -> Place:
        """Where a cell stands."""
        return self.table.place(self.number, column)


@dataclass(slots=True)
class Table:
    """A table as it was read.

    Attributes:
        sheet: the Excel sheet's name; empty for CSV.
        at: the column names and where they stand, from 0.
        lines: all rows under the header that are not empty, with their numbers.
        numbers: the cells of Excel that hold a number where a code belongs, by row number and column.
    """

    file: str
    sheet: str
    at: dict[str, int]
    lines: Sequence[tuple[int, Sequence[str]]]
    numbers: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    def place(self, number: int, column: str | None = None) -> Place:
        """Where a cell, or a row as a whole, stands."""
        where = f"row {number}" if column not in self.at else f"{letters(self.at[column])}{number}"
        return Place(self.file, f"{self.sheet}!{where}" if self.sheet else where)

    def rows(self) -> Iterator[Row]:
        """The rows under the header."""
        return (Row(self, number, cells) for number, cells in self.lines)


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
    file: str,
    sheet: str,
    lines: Sequence[tuple[int, Sequence[str]]],
    columns: Columns,
    faults: Faults,
    numbers: frozenset[tuple[int, int]] = frozenset(),
) -> Table | None:
    """Rows of text, of which the first is the header, as a table; None where that is refused."""
    wanted = ", ".join(columns.required)
    if not lines:
        faults.add(
            Place(file, sheet), "the table is empty; expected a first row with: {wanted}", wanted=wanted
        )
        return None
    first, header = lines[0][0], [cell.strip() for cell in lines[0][1]]
    while header and not header[-1]:
        header.pop()
    table = Table(file, sheet, {}, lines[1:], numbers)
    moved = _moved_header(lines, columns)
    if moved is not None and moved > 1:
        faults.add(
            table.place(moved),
            "the header stands in row {found}; expected it in row 1: delete the rows above it",
            found=moved,
        )
        return None
    return table if _header(table, first, header, columns, faults) else None


def _moved_header(lines: Sequence[tuple[int, Sequence[str]]], columns: Columns) -> int | None:
    """The row in which the header stands, where it is not the first one of the sheet."""
    wanted = set(columns.required)
    found = (number for number, cells in lines[:20] if wanted <= {cell.strip() for cell in cells})
    return next(found, None)


def _header(table: Table, row: int, header: Sequence[str], columns: Columns, faults: Faults) -> bool:
    before = len(faults.found)
    known = {*columns.required, *columns.optional, *columns.aids}
    for index, name in enumerate(header):
        place = Place(
            table.file, f"{table.sheet}!{letters(index)}{row}" if table.sheet else f"{letters(index)}{row}"
        )
        if not name:
            faults.add(
                place,
                "a column without a name (merged cells?); expected one of: {known}",
                known=", ".join(columns.required + columns.optional),
            )
        elif name not in known:
            faults.add(
                place,
                "the column {found} is not known; expected: {known}",
                found=name,
                known=", ".join(columns.required + columns.optional),
            )
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
    for number, cells in table.lines:
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            faults.add(
                table.place(number),
                "{found} cells; expected {expected} as in the header (a comma in the"
                " text? put it in quotation marks)",
                found=len(cells),
                expected=len(header),
            )
    return len(faults.found) == before


def code_of(row: Row, column: str, known: Collection[str], what: str, faults: Faults) -> str | None:
    """A cell's code, which must be one of `known`; what Excel did to codes is recognised and explained."""
    code = row[column]
    if code in known and (row.number, row.table.at[column]) not in row.table.numbers:
        return code
    place = row.place(column)
    if not code:
        faults.add(place, "the {what} is missing; expected a code as in the register", what=what)
    elif (
        _BROKEN_CODE.fullmatch(code)
        or code.endswith(".0")
        or (row.number, row.table.at[column]) in row.table.numbers
    ):
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
