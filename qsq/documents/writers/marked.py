"""A file as it was handed in, in a workbook of its own: what is wrong in it red, with why, and listed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qsq.documents.writers.form import STILL
from qsq.documents.writers.workbook import (
    columns_of,
    fixed_properties,
    lines_needed,
    page,
    sheet_name,
    workbook,
)
from qsq.domain.scheme.department_sheet import GUIDE_SHEET

_RED = "#FF7C80"
_WIDEST, _NARROWEST = 36, 6
_TOP_ROWS = 12
"""The row that names the columns is one of the first."""

_LINE_POINTS = 15
_BORDER = {"border": 1, "border_color": "#BFBFBF"}
_PLAIN = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "num_format": "@"}
_LOOKS: Mapping[str, Mapping[str, object]] = {
    "title": {**_PLAIN, "font_name": "黑体", "font_size": 16},
    "above": _PLAIN,
    "head": {**_PLAIN, **_BORDER, "text_wrap": True, "bold": True, "align": "center", "bg_color": "#F2E4E4"},
    "cell": {**_PLAIN, **_BORDER, "text_wrap": True},
    "wrong": {**_PLAIN, **_BORDER, "text_wrap": True, "bg_color": _RED},
}

Cells = Mapping[tuple[int, int], str]
"""What is wrong with cells, by row and column from 0."""


@dataclass(frozen=True, slots=True)
class MarkedSheet:
    """A table as it was handed in; every cell stands where it stood.

    Attributes:
        name: of the sheet.
        rows: from the first, as they look.
        wrong: the cells that are red, and why.
    """

    name: str
    rows: Sequence[Sequence[str]]
    wrong: Cells

    @property
    def header(self) -> int:
        """The row that names the columns, from 0: none above it is as full, and none below it fuller."""
        top = range(min(_TOP_ROWS, len(self.rows)))
        return max(top, key=lambda number: sum(map(bool, self.rows[number])), default=0)


def write_marked(
    path: Path, title: str, faults: Sequence[tuple[str, str]], sheets: Sequence[MarkedSheet]
) -> None:
    """Write the tables, and before them the list of what is wrong: each where, and what.

    Args:
        path: the file.
        title: what the file is.
        faults: all of them, of the file as a whole too.
        sheets: its tables.
    """
    with workbook(path) as book:
        fixed_properties(book, title)
        looks = {name: book.add_format(dict(look)) for name, look in _LOOKS.items()}
        _list_faults(book, looks, title, faults)
        taken = {GUIDE_SHEET}
        for sheet in sheets:
            _write(book.add_worksheet(sheet_name(sheet.name, taken)), looks, sheet)


def _list_faults(book: Any, looks: Mapping[str, Any], title: str, faults: Sequence[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(GUIDE_SHEET)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 1, 70)
    sheet.write_string(0, 0, title, looks["title"])
    told = f"有{len(faults)}处要改：见后面表里红色的格和批注，以及下面的清单；改好后交回本表。"
    sheet.write_string(1, 0, told, looks["above"])
    for at, word in enumerate(("位置", "要改的")):
        sheet.write_string(3, at, word, looks["head"])
    for row, (where, what) in enumerate(faults, start=4):
        sheet.set_row(row, 3 + _LINE_POINTS * max(lines_needed(where, 35), lines_needed(what, 69)))
        sheet.write_string(row, 0, where, looks["cell"])
        sheet.write_string(row, 1, what, looks["cell"])
    page(sheet)


def _write(sheet: Any, looks: Mapping[str, Any], table: MarkedSheet) -> None:
    header, widths = table.header, _widths(table.rows[table.header :])
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    for number, row in enumerate(table.rows):
        if number < header:
            _write_above(sheet, looks, number, row)
            continue
        lines = [lines_needed(text, width - 1) for text, width in zip(row, widths, strict=False)]
        sheet.set_row(number, 3 + _LINE_POINTS * max(lines, default=1))
        look = looks["head" if number == header else "cell"]
        for at in range(len(widths)):
            sheet.write(number, at, (row[at] if at < len(row) else "") or None, look)
    for (number, at), why in table.wrong.items():
        text = table.rows[number][at] if at < len(table.rows[number]) else ""
        sheet.write(number, at, text or None, looks["wrong"])
        sheet.write_comment(number, at, why, {"author": "qsq", "x_scale": 2})
    sheet.freeze_panes(header + 1, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page(sheet)
    sheet.activate()


def _write_above(sheet: Any, looks: Mapping[str, Any], number: int, row: Sequence[str]) -> None:
    """What stands above the table; not the row that counts what is empty, which would no longer be so."""
    counts = any(text.startswith(STILL) for text in row)
    for at, text in enumerate(() if counts else row):
        sheet.write(number, at, text or None, looks["above" if number else "title"])


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Columns as wide as what stands in them, within reason."""
    longest = [0] * max(map(len, rows), default=0)
    for row in rows:
        for at, text in enumerate(row):
            longest[at] = max(longest[at], columns_of(text))
    return [min(_WIDEST, max(_NARROWEST, one + 2)) for one in longest]
