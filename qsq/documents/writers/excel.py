"""What all Excel files of qsq share: fixed properties, formats, page set-up; the same bytes every time."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from math import ceil
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from xlsxwriter import Workbook

from qsq.documents.seal import Seal
from qsq.domain.values.texts import hidden_in

_A4 = 9
_LONGEST_SHEET = 31
_NOT_IN_SHEETS = "[]:*?/\\'\n"
_RESERVED_SHEET = "history"

_MARGIN_INCHES = 0.5
_LINE_POINTS = 13
_MOST_DECIMALS = 6
_CODE = 0.6
"""How large a QR code stands on a sheet: about 27 mm."""

_TEXTS_STAY_TEXTS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""A village called `=1+1` is no formula, one called `http://…` no link, wherever it is written."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a printed list: its heading and its width in characters.

    Attributes:
        number: whether its cells are numbers to sort and calculate with; a text among them stays one.
    """

    heading: str
    width: int
    centred: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class PrintedList:
    """A list as a document: a title, lines under it, a table, and lines that close it.

    Attributes:
        merged: columns in which equal cells of neighbouring rows join.
        seal: what stands at its end in small type and as a code; None for nothing.
    """

    title: str
    lines: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[int, ...] = ()
    closing: tuple[str, ...] = ()
    landscape: bool = True
    seal: Seal | None = None


@contextmanager
def workbook(target: Path | io.BytesIO) -> Iterator[Any]:
    """A new workbook to fill, written to `target` when all went well.

    It is made in memory: what xlsxwriter raises of a disk is no OSError, and would end what it should not.
    """
    content = io.BytesIO() if isinstance(target, Path) else target
    book = Workbook(content, {"in_memory": True, **_TEXTS_STAY_TEXTS})
    yield book
    book.close()
    if isinstance(target, Path):
        target.write_bytes(content.getvalue())


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A sheet's name that spreadsheets take and that none of those `taken` has; it is added to them."""
    plain = "".join(" " if one in _NOT_IN_SHEETS or hidden_in(one) else one for one in wanted).strip()
    plain = f"{plain}_" if plain.lower() == _RESERVED_SHEET else plain or "_"
    name, number = _cut(plain, _LONGEST_SHEET), 1
    while name.lower() in taken:
        number += 1
        name = f"{_cut(plain, _LONGEST_SHEET - len(str(number)) - 1)} {number}"
    taken.add(name.lower())
    return name


def _cut(text: str, units: int) -> str:
    """As much of a text as takes so many units of UTF-16, in which spreadsheets count."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")


def fixed_properties(book: Any, title: str, created: date = date(2000, 1, 1)) -> None:
    """Name the document; a fixed date makes its bytes the same every time."""
    stamp = datetime(created.year, created.month, created.day, tzinfo=UTC).replace(tzinfo=None)
    book.set_properties({"title": title, "author": "qsq", "created": stamp})


def page(sheet: Any, header_row: int, *, landscape: bool = True) -> None:
    """A4, all columns on one page's width, the header repeated, page numbers."""
    sheet.set_paper(_A4)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(_MARGIN_INCHES, _MARGIN_INCHES, 0.6, 0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header_row)
    sheet.set_footer("&C— &P —")


def write_list(path: Path, content: PrintedList, created: date) -> None:
    """Write a printed list as a workbook of one sheet."""
    write_lists(path, [("清单", content)], created)


def write_lists(path: Path, contents: Iterable[tuple[str, PrintedList]], created: date) -> None:
    """Write printed lists, each with the name wanted for its sheet, as one workbook."""
    listed, taken = list(contents), set[str]()
    with workbook(path) as book:
        fixed_properties(book, listed[0][1].title, created)
        formats = _formats(book)
        for name, content in listed:
            _write_sheet(book.add_worksheet(sheet_name(name, taken)), content, formats)


def _write_sheet(sheet: Any, content: PrintedList, formats: Mapping[str, Any]) -> None:
    last = len(content.columns) - 1
    sheet.merge_range(0, 0, 0, last, content.title, formats["title"])
    sheet.set_row(0, 30)
    for row, text in enumerate(content.lines, start=1):
        sheet.merge_range(row, 0, row, last, text, formats["line"])
    header = len(content.lines) + 1
    headings = [lines_needed(column.heading, column.width - 1) for column in content.columns]
    sheet.set_row(header, _LINE_POINTS * max(headings) + 4)
    for at, column in enumerate(content.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(header, at, column.heading, formats["head"])
    for row, cells in enumerate(content.rows, start=header + 1):
        sheet.set_row(row, _LINE_POINTS * _lines(content, cells) + 4)
        for at, text in enumerate(cells):
            if at not in content.merged:
                _write_cell(sheet, row, at, text, content.columns[at], formats)
    _write_merged(sheet, content, header + 1, formats)
    for row, text in enumerate(content.closing, start=header + 2 + len(content.rows)):
        sheet.merge_range(row, 0, row, last, text, formats["line"])
        sheet.set_row(row, 2 * _LINE_POINTS)
    if content.seal:
        end = header + 2 + len(content.rows) + len(content.closing)
        write_seal(sheet, end, last, content.seal, formats["small"])
    sheet.freeze_panes(header + 1, 0)
    page(sheet, header, landscape=content.landscape)


def write_seal(sheet: Any, row: int, last: int, seal: Seal, small: Any) -> None:
    """Write from a row on what a paper says of itself and of the ledger, as text and as a code."""
    for at, text in enumerate(seal.lines, start=row):
        across(sheet, at, last, text, small)
        sheet.set_row(at, _LINE_POINTS - 2)
    if seal.png:
        code = {"image_data": io.BytesIO(seal.png), "x_scale": _CODE, "y_scale": _CODE, "y_offset": 4}
        sheet.insert_image(row + len(seal.lines), 0, "code.png", {**code, "description": seal.text})


def across(sheet: Any, row: int, last: int, text: str, style: Any) -> None:
    """Write a text over all columns, up to the last."""
    if last:
        sheet.merge_range(row, 0, row, last, text, style)
    else:
        sheet.write_string(row, 0, text, style)


def _write_cell(sheet: Any, row: int, at: int, text: str, column: Column, formats: Mapping[str, Any]) -> None:
    number = number_of(text) if column.number else None
    if number is None or decimals_of(number) > _MOST_DECIMALS:
        sheet.write_string(row, at, text, formats["centred" if column.centred else "cell"])
    else:
        sheet.write_number(row, at, number, formats[f"number {decimals_of(number)}"])


def number_of(text: str) -> Decimal | None:
    """The number that a text writes, if any."""
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def decimals_of(number: Decimal) -> int:
    """How many decimals a number is written with."""
    return max(0, -int(number.as_tuple().exponent))


def _lines(content: PrintedList, cells: Sequence[str]) -> int:
    """How many lines the row's longest cell takes; spreadsheets do not find out where cells are merged."""
    needed = [
        lines_needed(text, column.width - 1)
        for at, (text, column) in enumerate(zip(cells, content.columns, strict=True))
        if at not in content.merged
    ]
    return max(1, *needed)


def lines_needed(text: str, width: int) -> int:
    """How many lines a text takes in so many columns of Latin characters."""
    return sum(max(1, ceil(columns_of(line) / width)) for line in text.split("\n"))


def columns_of(text: str) -> int:
    """How many columns of a terminal or a spreadsheet a text takes: two for a Chinese character."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _write_merged(sheet: Any, content: PrintedList, first: int, formats: Mapping[str, Any]) -> None:
    """Runs of rows that agree in a merged column and in the merged ones before it become one cell."""
    for place, at in enumerate(content.merged):
        keys = [tuple(cells[other] for other in content.merged[: place + 1]) for cells in content.rows]
        column = content.columns[at]
        for start, end in _runs(keys):
            text = content.rows[start][at]
            if start != end:
                style = formats["centred" if column.centred else "cell"]
                sheet.merge_range(first + start, at, first + end, at, "", style)
            _write_cell(sheet, first + start, at, text, column, formats)


def _runs(keys: Sequence[object]) -> list[tuple[int, int]]:
    """The first and last indexes of runs of equal keys."""
    if not keys:
        return []
    starts = [index for index, key in enumerate(keys) if index == 0 or key != keys[index - 1]]
    ends = [*(start - 1 for start in starts[1:]), len(keys) - 1]
    return list(zip(starts, ends, strict=True))


def _formats(book: Any) -> dict[str, Any]:
    cell = {"font_name": "宋体", "font_size": 10, "text_wrap": True, "valign": "vcenter", "border": 1}
    plain = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
    title = {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"}
    return {
        "title": book.add_format(title),
        "line": book.add_format(plain),
        "small": book.add_format({**plain, "font_size": 7}),
        "head": book.add_format({**cell, "font_name": "黑体", "align": "center", "bg_color": "#F2F2F2"}),
        "cell": book.add_format(cell),
        "centred": book.add_format({**cell, "align": "center"}),
        **{
            f"number {count}": book.add_format({**cell, **_decimal(count)})
            for count in range(_MOST_DECIMALS + 1)
        },
    }


def _decimal(count: int) -> dict[str, str]:
    """How a number with so many decimals looks."""
    return {"align": "center", "num_format": format(0, f".{count}f")}
