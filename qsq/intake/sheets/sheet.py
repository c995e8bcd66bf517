"""A sheet as it was filled in: rows of cells, of a CSV file or of a workbook."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from qsq.domain.faults import Message, Place, message
from qsq.domain.values.texts import shortened


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that shows something and holds no value that could be read; `why` says what to do."""

    why: Message


Cell = str | float | int | bool | date | datetime | time | timedelta | Unread

Area = tuple[int, int, int, int]
"""Merged cells: first row, first column, last row, last column; from 1 and from 0."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet.

    Attributes:
        name: of the workbook's sheet; empty for CSV.
        rows: from the first, all the way to the last that is filled.
        merged: areas of cells that were merged into one.
        hidden: whether people do not see it.
        guide: the first line of the workbook's guide, which says what the workbook is.
    """

    file: str
    name: str
    rows: Iterable[Sequence[Cell]]
    merged: Sequence[Area] = ()
    hidden: bool = False
    guide: str = ""

    def place(self, where: str = "") -> Place:
        """A spot of the sheet, or the sheet as a whole."""
        return Place(self.file, "!".join(filter(None, (self.name, where))))


class KeptRows:
    """Rows that are read once, as far as anyone goes, and can be gone through again."""

    def __init__(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._left, self._read = iter(rows), list[Sequence[Cell]]()
        self._problem: Exception | None = None

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        """The rows from the first; what could not be read is raised each time."""
        at = 0
        while at < len(self._read) or self._reads_on():
            yield self._read[at]
            at += 1

    def _reads_on(self) -> bool:
        if self._problem is not None:
            raise self._problem
        try:
            self._read.append(next(self._left))
        except StopIteration:
            return False
        except Exception as problem:
            self._problem = problem
            raise
        return True


def text_of(cell: Cell) -> str:
    """A cell as people see it, in one line: whole numbers without decimals, others with 15 digits."""
    match cell:
        case str():
            return " ".join(cell.split()) if "\n" in cell else cell.strip()
        case bool():
            return "true" if cell else "false"
        case float():
            return f"{cell:.15g}"
        case datetime() if cell.time() == time():
            return str(cell.date())
        case _:
            return str(cell)


def text_if_read(cell: Cell) -> str:
    """The same; empty where the cell cannot be read."""
    return "" if isinstance(cell, Unread) else text_of(cell)


def letters(column: int) -> str:
    """A column's name in a spreadsheet, counted from 0: 27 is AB."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def number_of_letters(name: str) -> int:
    """A column's number from its name, counted from 0: AB is 27."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def broken(found: str) -> Unread:
    """A cell that holds an error such as #DIV/0!, or a formula without its result."""
    return Unread(
        message(
            "found {found}, an error or a formula without a value; enter the value itself",
            found=shortened(found),
        )
    )


_FAILED = re.compile(
    r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!"
    r"|GETTING_DATA|名称[?？]|#+)|Err:\d+|=\s*[-+]?(?:[A-Z]{2,}[A-Z.]*\(|[A-Z]{1,3}\$?\d).*",
    re.IGNORECASE,
)


def failed(text: str) -> Message | None:
    """What is said of a text that a failed formula leaves, or a formula itself, in CSV and cells of text."""
    return broken(text).why if text[:1] in _SIGNS and _FAILED.fullmatch(text) else None


def may_have_failed(texts: Sequence[str]) -> bool:
    """Whether any of many texts may be one that a formula leaves; a quick look before a slow one."""
    together = "".join(texts)
    return any(sign in together for sign in _SIGNS) and any(text[:1] in _SIGNS for text in set(texts) if text)


_SIGNS = frozenset("#=E")


class UnfitWorkbook(Exception):  # noqa: N818 - an answer, not a failure of the program
    """A workbook that is not read as a whole: why, and where that is seen."""

    def __init__(self, what: Message, where: str = "") -> None:
        super().__init__(str(what))
        self.what = what
        self.where = where


def damaged() -> UnfitWorkbook:
    """A workbook that was cut off or changed on its way."""
    return UnfitWorkbook(
        message(
            "the workbook is damaged, its end may be missing; copy it again, or open it and save it again"
        )
    )


MOST_CELLS = 4_500_000
"""Cells up to the last that is filled, on all sheets; far more than any period needs."""


def far_cell(sheet: str, column: int, row: int) -> UnfitWorkbook:
    """What is said of a cell so far out that reading the area up to it would take all memory."""
    return UnfitWorkbook(
        message("a cell is filled in far from the table; delete its row and its column and save again"),
        f"{sheet}!{letters(column)}{row}",
    )
