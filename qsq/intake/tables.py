"""A table of text with the place of every cell, under any ending (CONTRACT.md section 2)."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING, cast

from qsq.domain.faults import ColumnNames, Fault, Faults, Place, Refused, message
from qsq.domain.folder import Folder
from qsq.domain.values.texts import blemish, is_plain, shortened
from qsq.intake.called import HEADS, called
from qsq.intake.columns import Columns
from qsq.intake.sheets.csv_file import read_csv
from qsq.intake.sheets.sheet import Cell, Sheet, Unread, failed, letters, may_have_failed, text_of
from qsq.late import late

if TYPE_CHECKING:
    from qsq.intake.sheets import workbook
else:
    (workbook,) = late("qsq.intake.sheets", "workbook")


ENDINGS = (".csv", ".xlsx", ".xls", ".ods")
"""What a table may be, whatever its name."""

_TITLE_ROWS = 10
"""The header stands within so many rows."""


@dataclass(slots=True)
class InputTable:
    """A table as it was read.

    Attributes:
        sheet: the workbook's sheet; empty for CSV.
        at: the names of the columns that the file has, and where they stand in it, from 0.
        columns: the names of all columns that it may have, and of the aids that it has, in the order of
            the cells of `lines`.
        lines: the rows under the header that are not empty: number in the file, and cells as text without
            space around it; a column that the file lacks is empty.
        numbers: the cells of a workbook that hold a number where a code belongs, by row number and column.
        header: the row of the header.
        title: what stands above the header and on the workbook's guide.
        above: the rows above the header, cell by cell.
        headings: what stands above its columns, in the order of the file.
        named: whether its cells are called as people see them, by what stands beside and above them.
        whose: the town whose table it is, by name; empty where that is not known.
    """

    file: str
    sheet: str
    columns: tuple[str, ...]
    at: dict[str, int] = field(default_factory=dict)
    lines: Sequence[tuple[int, Sequence[str]]] = ()
    numbers: frozenset[tuple[int, str]] = frozenset()
    header: int = 1
    title: str = ""
    above: Sequence[Sequence[str]] = ()
    headings: Sequence[str] = ()
    named: bool = False
    whose: str = ""

    def place(self, number: int, column: str | None = None) -> Place:
        """Where a cell, or a row as a whole, stands."""
        where = f"row {number}" if column not in self.at else f"{letters(self.at[column])}{number}"
        seen = self._seen(number, column or "") if self.named else ""
        return Place(self.file, f"{self.sheet}!{where}" if self.sheet else where, seen)

    def _seen(self, number: int, column: str) -> str:
        """A cell by what its row is about and its heading, such as 白水镇两江村“新期限”."""
        heading = self.headings[self.at[column]] if column in self.at else ""
        if number == self.header:
            return HEADS + (f"“{heading}”" if heading else "")
        at = bisect_left(self.lines, number, key=lambda line: line[0])
        found = at < len(self.lines) and self.lines[at][0] == number
        told = dict(zip(self.columns, self.lines[at][1] if found else (), strict=False))
        return called(told, heading, self.whose)

    def rows(self) -> Iterator["Row"]:
        """The rows under the header."""
        return (Row(self, number, cells) for number, cells in self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `row["value"]` is a cell's text."""

    table: InputTable
    number: int
    cells: Sequence[str]

    def __getitem__(self, column: str) -> str:
        """The text of a cell."""
        return self.cells[self.table.columns.index(column)]

    def place(self, column: str) -> Place:
        """Where a cell stands."""
        return self.table.place(self.number, column)

    def holds_number(self, column: str) -> bool:
        """Whether a workbook's cell holds a number where a code belongs."""
        return (self.number, column) in self.table.numbers


def table_there(folder: Folder, file: str, faults: Faults) -> str | None:
    """The path of a table named as `.csv` that is there under any ending; None where there is none.

    Where there are several, they are noted and the first is taken.
    """
    at, _, name = file.rpartition("/")
    wanted = {name.removesuffix(".csv") + ending for ending in ENDINGS}
    there = [one for one in (*folder.names(at), *folder.folders(at)) if one.lower() in wanted]
    if len(there) > 1:
        faults.add(
            Place(f"{at}/{there[1]}"),
            "there is {other} as well, a table of the same name; keep one of them",
            other=there[0],
        )
    return f"{at}/{there[0]}" if there else None


def read_table(folder: Folder, file: str, columns: Columns, faults: Faults) -> InputTable | None:
    """A table of the workspace; None where there is none, or where it is refused (faults noted)."""
    there = table_there(folder, file, faults)
    return None if there is None else read_file(folder, there, columns, faults)


def read_required_table(
    folder: Folder, file: str, columns: "Columns | Shape", faults: Faults
) -> InputTable | None:
    """A table that has to be there; None where it is not, or is refused (faults noted)."""
    there = table_there(folder, file, faults)
    return read_file(folder, there or file, columns, faults)


def read_file(folder: Folder, file: str, columns: "Columns | Shape", faults: Faults) -> InputTable | None:
    """The one table of a file that has to be there; None where it is not, or is refused (faults noted)."""
    before = faults.noted
    tables = read_tables(folder, file, shape_of(columns), faults)
    if len(tables) > 1:
        faults.add(
            Place(file),
            "several sheets are filled: {sheets}; expected one",
            sheets=", ".join(table.sheet for table in tables),
        )
    return tables[0] if tables and faults.noted == before else None


Shape = Callable[[Sequence[str]], Columns]
"""The columns of a table by the headings that it has."""


def shape_of(columns: Columns | Shape) -> Shape:
    """How a table's columns are told: the same whatever its headings are, or by these."""
    return (lambda _headings: columns) if isinstance(columns, Columns) else columns


def read_tables(folder: Folder, file: str, shape: Shape, faults: Faults) -> list[InputTable]:
    """The tables of a file, one a sheet; those that are refused are noted and left out."""
    try:
        content = folder.read(file)
    except Refused as refused:
        faults.found += refused.faults
        return []
    wanted = ColumnNames(", ".join(shape(()).required))
    if content is None:
        faults.add(Place(file), "there is no such file; expected a table with: {wanted}", wanted=wanted)
        return []
    found = [table_of(sheet, shape, faults) for sheet in sheets_of(file, content, wanted, faults)]
    return [table for table in found if table is not None]


def sheets_of(file: str, content: bytes, wanted: str, faults: Faults) -> list[Sheet]:
    """The sheets of a file by its ending; none where it is no table like the `wanted` (noted)."""
    if file.lower().endswith(".csv"):
        return read_csv(file, content, faults)
    return workbook.read_workbook(file, content, wanted, faults)


def table_of(sheet: Sheet, shape: Shape, faults: Faults) -> InputTable | None:
    """A sheet as a table; None where that is refused."""
    rows = iter(sheet.rows)
    top = list(islice(rows, _TITLE_ROWS))
    above = [[text_of(cell) for cell in row] for row in top]
    at = _header_row(above, shape)
    if at is None:
        _no_header(sheet, above, shape(()), faults)
        return None
    if sheet.hidden:
        faults.add(
            sheet.place(), "this sheet is hidden and holds a table; show it and check it, or delete it"
        )
        return None
    columns, before = shape(above[at]), faults.noted
    title = " ".join(filter(None, chain([sheet.guide], *above[:at])))
    table = InputTable(sheet.file, sheet.name, columns.names, header=at + 1, title=title, above=above[:at])
    table.headings = headings = _headings(above[at])
    _read_header(table, at + 1, headings, columns, faults)
    table.columns = tuple(name for name in columns.names if name in table.at or name not in columns.aids)
    _refuse_merged(table, sheet, at + 1, faults)
    if faults.noted > before:
        return None
    _take(table, sheet, chain(top[at + 1 :], rows), at + 2, len(headings), columns, faults)
    return table if faults.noted == before else None


def _header_row(rows: Sequence[Sequence[str]], shape: Shape) -> int | None:
    """Where the header stands, from 0: the first row that holds the table's first column."""
    for number, cells in enumerate(rows):
        columns = shape(cells)
        if columns.required[0] in columns.meant(cells):
            return number
    return None


def _no_header(sheet: Sheet, rows: Sequence[Sequence[str]], columns: Columns, faults: Faults) -> None:
    wanted = ColumnNames(", ".join(columns.required))
    if not any(map(any, rows)):
        faults.add(sheet.place(), "the table is empty; expected a first row with: {wanted}", wanted=wanted)
        return
    for sign, name in _SEPARATORS.items():
        if any(columns.required[0] in columns.meant(row[0].split(sign)) for row in rows if row):
            faults.add(
                sheet.place("row 1"),
                "the columns are separated by {found}; expected commas: save the file as CSV with commas",
                found=name,
            )
            return
    unreadable = next(filter(None, (blemish(cell) for row in rows for cell in row)), None)
    if unreadable:
        faults.found.append(Fault(sheet.place("row 1"), unreadable))
        return
    if sheet.hidden:
        faults.add(sheet.place(), "this sheet is hidden and holds no table; show it and delete it")
        return
    faults.add(
        sheet.place("row 1"),
        "no header: none of the first {count} rows holds the column {first}; expected a row with: {wanted}",
        count=_TITLE_ROWS,
        first=ColumnNames(columns.required[0]),
        wanted=wanted,
    )


_SEPARATORS = {
    ";": message("semicolons"),
    "\t": message("tabs"),
    "，": message("Chinese commas"),
    "；": message("Chinese semicolons"),
    "|": message("upright strokes"),
}


def _headings(cells: Sequence[str]) -> list[str]:
    headings = list(cells)
    while headings and not headings[-1]:
        headings.pop()
    return headings


def _read_header(
    table: InputTable, number: int, headings: Sequence[str], columns: Columns, faults: Faults
) -> None:
    """Find the columns."""
    known, names = ColumnNames(", ".join(columns.required + columns.optional)), frozenset(columns.names)
    for index, (heading, name) in enumerate(zip(headings, columns.meant(headings), strict=True)):
        table_at = Place(table.file, "!".join(filter(None, (table.sheet, f"{letters(index)}{number}"))))
        unreadable = blemish(heading)
        if not name:
            faults.add(
                table_at, "a column without a name (merged cells?); expected one of: {known}", known=known
            )
        elif unreadable:
            faults.found.append(Fault(table_at, unreadable))
        elif name not in names:
            faults.add(
                table_at,
                "the column {found} is not known; expected: {known}",
                found=shortened(heading),
                known=known,
            )
        elif name in table.at:
            first = headings[table.at[name]]
            told = heading if first == heading else f"{heading} ({first})"
            faults.add(table_at, "the column {found} stands twice; expected it once", found=told)
        else:
            table.at[name] = index
    lacking = [name for name in columns.required if name not in table.at]
    if lacking:
        faults.add(
            table.place(number),
            "the header is missing: {lacking}; expected in row {number}: {wanted}",
            lacking=ColumnNames(", ".join(lacking)),
            number=number,
            wanted=ColumnNames(", ".join(columns.required)),
        )


def _refuse_merged(table: InputTable, sheet: Sheet, header: int, faults: Faults) -> None:
    """Merged cells under the header hold one value for several rows or columns: nobody knows whose."""
    used = set(table.at.values())
    for top, left, bottom, right in sheet.merged:
        if bottom > header and any(left <= at <= right for at in used):
            faults.add(
                sheet.place(f"{letters(left)}{top}"),
                "the cells {first} to {last} are merged; take them apart and fill in each of them",
                first=f"{letters(left)}{top}",
                last=f"{letters(right)}{bottom}",
            )


def _take(
    table: InputTable,
    sheet: Sheet,
    rows: Iterable[Sequence[Cell]],
    first: int,
    width: int,
    columns: Columns,
    faults: Faults,
) -> None:
    """The rows under the header that are not empty, with their cells in the order of the table's columns.

    A large table is worked through by columns of some thousand rows, each in one go.
    """
    places = [table.at.get(name) for name in table.columns]
    codes = [(name, table.at[name]) for name in columns.codes if name in table.at]
    texts, lines, numbers = _Texts(), list[tuple[int, Sequence[str]]](), set[tuple[int, str]]()
    for start, batch in _batches(rows, first):
        whole = batch
        if set(map(len, batch)) != {width}:
            whole = [
                row if len(row) == width else _of_width(sheet, number, row, width, faults)
                for number, row in enumerate(batch, start)
            ]
        cells = list(zip(*whole, strict=True))
        kinds = [set(map(type, column)) for column in cells]
        blank = [""] * len(whole)
        read = [blank if at is None else texts.of(cells[at], kinds[at]) for at in places]
        if any(Unread in found for found in kinds):
            _refuse_unread(sheet, start, whole, faults)
        for name, at in codes:
            if not kinds[at].isdisjoint(_NUMBERS):
                numbers |= {
                    (number, name) for number, cell in enumerate(cells[at], start) if type(cell) in _NUMBERS
                }
        if not texts.fit:
            _refuse_blemishes(table, start, read, faults)
        read_lines = enumerate(zip(*read, strict=True), start)
        lines += read_lines if all(read[0]) else [line for line in read_lines if any(line[1])]
        if columns.most is not None and len(lines) > columns.most:
            faults.add(
                sheet.place(),
                "more than {most} rows are filled; very many villages are scored by qsq score bulk",
                most=columns.most,
            )
            return
    table.lines, table.numbers = lines, frozenset(numbers)


def _batches(rows: Iterable[Sequence[Cell]], first: int) -> Iterator[tuple[int, list[Sequence[Cell]]]]:
    """Rows some thousand at a time, with the number of the first of them."""
    left, number = iter(rows), first
    while batch := list(islice(left, _BATCH)):
        yield number, batch
        number += len(batch)


class _Texts:
    """Cells' texts as people see them: each is looked at once, and one copy serves all cells that hold it.

    Attributes:
        fit: whether none so far has a blemish or may have been left by a formula.
    """

    def __init__(self) -> None:
        self.fit = True
        self._known: dict[str, str] = {}

    def of(self, column: Sequence[Cell], kinds: Collection[type]) -> list[str]:
        """The texts of a column of cells, which are of these types."""
        if len(self._known) > _MOST_SHARED:
            self._known.clear()
        cells = cast("Sequence[str]", column) if kinds == _TEXTS else list(map(text_of, column))
        different = set(cells)
        if 2 * len(different) > len(cells):  # codes and the like
            return self._read(cells)
        new = list(different.difference(self._known))
        self._known.update(zip(new, self._read(new), strict=True))
        return list(map(self._known.__getitem__, cells))

    def _read(self, cells: Sequence[str]) -> list[str]:
        texts = list(map(str.strip, cells))
        if "\n" in "".join(texts):
            texts = list(map(text_of, texts))
        self.fit &= is_plain("".join(texts)) and not may_have_failed(texts)
        return texts


_TEXTS = {str}
_NUMBERS = {int, float}
_BATCH = 5_000

_MOST_SHARED = 50_000
"""Texts that are kept; a county's tables have some thousands."""


def _of_width(sheet: Sheet, number: int, row: Sequence[Cell], width: int, faults: Faults) -> Sequence[Cell]:
    """A row of as many cells as the header has.

    Filled ones right of its last column are a row's text torn apart, or notes beside the table: noted.
    """
    filled = [at for at, cell in enumerate(row[width:], start=width + 1) if text_of(cell)]
    if filled:
        faults.add(
            sheet.place(f"row {number}"),
            "found {found} cells; expected {expected} as in the header (a comma in the text? put it in"
            " quotation marks)",
            found=filled[-1],
            expected=width,
        )
    return [*row[:width], *[""] * (width - len(row))]


def _refuse_unread(sheet: Sheet, start: int, rows: Sequence[Sequence[Cell]], faults: Faults) -> None:
    """Cells that show something which is no value: errors such as #DIV/0!, formulas without a result."""
    for number, row in enumerate(rows, start):
        for at, cell in enumerate(row):
            if isinstance(cell, Unread):
                faults.found.append(Fault(sheet.place(f"{letters(at)}{number}"), cell.why))


def _refuse_blemishes(
    table: InputTable, start: int, columns: Sequence[Sequence[str]], faults: Faults
) -> None:
    """Characters that nobody sees or that were lost, and formulas that failed."""
    for number, cells in enumerate(zip(*columns, strict=True), start):
        for name, text in zip(table.columns, cells, strict=True):
            unfit = blemish(text) or failed(text)
            if unfit:
                faults.add(table.place(number, name), unfit.template, **dict(unfit.values))
