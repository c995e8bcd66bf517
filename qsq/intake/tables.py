"""A table of text with the place of every cell, from CSV or from Excel (CONTRACT.md section 2)."""

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat, zip_longest

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
        columns: the names of all columns that it may have, and of the aids that it has, in the order of
            the cells of `lines`.
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
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        from qsq.intake.table_problems import TABLE  # noqa: PLC0415 - only for errors

        lines = sum(1 + sum(cell.count("\n") for cell in row) for row in rows)
        faults.add(
            Place(file, f"line {lines + 1}"),
            "not readable as CSV: {problem}; look for a quotation mark that is not closed",
            problem=TABLE.told(error),
        )
        return None
    return table_of(file, "", rows, columns, faults)


def read_required_csv(folder: Folder, file: str, columns: Columns, faults: Faults) -> Table | None:
    """A CSV file that has to be there; None where it is not, or is refused (faults noted)."""
    if folder.read(file) is None:
        faults.add(
            Place(file),
            "there is no such file; expected a table with: {wanted}",
            wanted=", ".join(columns.required),
        )
        return None
    return read_csv(folder, file, columns, faults)


def _decoded(file: str, content: bytes, faults: Faults) -> str | None:
    """Text in UTF-8, or in the GB18030 that Excel on Chinese Windows writes."""
    says_utf8 = content.startswith(BOM_UTF8)
    for encoding in ("utf-8-sig",) if says_utf8 else ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        mixed = _chinese_line_of_utf8(content) if encoding == "gb18030" else 0
        if mixed:
            faults.add(
                Place(file, f"line {mixed}"),
                "this file mixes UTF-8 and GB18030; save it again as CSV UTF-8 and check its Chinese",
            )
            return None
        if "\0" not in text:
            return text
    faults.add(Place(file), "not a text file in UTF-8 or GB18030; save it again as CSV UTF-8")
    return None


def _chinese_line_of_utf8(content: bytes) -> int:
    """The first line that is Chinese in UTF-8; 0 where there is none, as in a file of GB18030."""
    for number, line in enumerate(content.splitlines(), start=1):
        if line.isascii():
            continue
        try:
            text = line.decode()
        except UnicodeDecodeError:
            continue
        if any("\u4e00" <= character <= "\u9fff" for character in text):
            return number
    return 0


def table_of(
    file: str, sheet: str, rows: Sequence[Sequence[str]], columns: Columns, faults: Faults
) -> Table | None:
    """Rows of text, of which the first is the header, as a table; None where that is refused."""
    table = Table(file, sheet, columns.required + columns.optional + columns.aids)
    if not any(map(any, rows)):
        wanted = ", ".join(columns.required)
        faults.add(
            Place(file, sheet), "the table is empty; expected a first row with: {wanted}", wanted=wanted
        )
        return None
    moved = _header_row(rows, columns)
    if moved > 1:
        faults.add(
            table.place(moved),
            "the header stands in row {found}; expected it in row 1: delete the rows above it",
            found=moved,
        )
        return None
    before = len(faults.found)
    width = _read_header(table, rows[0], columns, faults)
    table.columns = tuple(name for name in table.columns if name in table.at or name not in columns.aids)
    in_file = list(zip_longest(*rows[1:], fillvalue=""))
    _check_width(table, in_file, width, faults)
    if len(faults.found) > before:
        return None
    table.lines = _picked(table, in_file, len(rows) - 1)
    return table


def _header_row(rows: Sequence[Sequence[str]], columns: Columns) -> int:
    """The row in which the header stands; 1 where it is not found."""
    wanted = set(columns.required)
    found = (
        number for number, cells in enumerate(rows[:20], start=1) if wanted <= set(map(str.strip, cells))
    )
    return next(found, 1)


def _read_header(table: Table, cells: Sequence[str], columns: Columns, faults: Faults) -> int:
    """Find the columns; the width of the table."""
    header = [cell.strip() for cell in cells]
    while header and not header[-1]:
        header.pop()
    known = ", ".join(columns.required + columns.optional)
    for index, name in enumerate(header):
        where = f"{letters(index)}1"
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
            table.place(1),
            "the header lacks: {lacking}; expected in row 1: {wanted}",
            lacking=", ".join(lacking),
            wanted=", ".join(columns.required),
        )
    return len(header)


def _check_width(table: Table, in_file: Sequence[Sequence[str]], width: int, faults: Faults) -> None:
    """Cells right of the header's last column are a row's text torn apart, or notes beside the table."""
    torn: dict[int, int] = {}
    for at, column in enumerate(in_file[width:], start=width + 1):
        torn |= {number: at for number, cell in enumerate(column, start=2) if cell.strip()}
    for number, cells in sorted(torn.items()):
        faults.add(
            table.place(number),
            "found {found} cells; expected {expected} as in the header (a comma in the text? put it in"
            " quotation marks)",
            found=cells,
            expected=width,
        )


def _picked(table: Table, in_file: Sequence[Sequence[str]], count: int) -> list[tuple[int, Sequence[str]]]:
    """The rows that are not empty, with their cells in the order of the table's columns."""
    picked: list[Iterable[str]] = []
    for name in table.columns:
        at = table.at.get(name, len(in_file))
        picked.append(map(str.strip, in_file[at]) if at < len(in_file) else repeat("", count))
    empty = ("",) * len(picked)
    rows = enumerate(zip(*picked, strict=True), start=2)
    return [(number, cells) for number, cells in rows if cells != empty]


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


def date_of(row: Row, column: str, faults: Faults) -> date | None:
    """A cell's date; None, with the fault noted, where it is none."""
    try:
        return date.fromisoformat(row[column])
    except ValueError:
        found = f"“{row[column]}”"
        faults.add(row.place(column), "found {found}; expected a date such as 2023-03-31", found=found)
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
