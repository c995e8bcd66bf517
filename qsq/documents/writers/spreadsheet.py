"""Documents' tables as Excel sheets: figures as numbers, codes as text, totals as the program's values."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from qsq.documents.document import Document, Kind, Table
from qsq.documents.writers.excel import (
    across,
    decimals_of,
    fixed_properties,
    lines_needed,
    number_of,
    page,
    sheet_name,
    workbook,
    write_seal,
)

_LINE_POINTS = 14


class ExcelWriter:
    """Writes every table of the documents as a sheet that people can sort and add up."""

    ending = ".xlsx"

    def write(self, documents: Sequence[Document], created: date) -> bytes:
        """The file's bytes; `created` is the date in its properties."""
        content = io.BytesIO()
        with workbook(content) as book:
            fixed_properties(book, documents[0].title, created)
            formats = _Formats(book)
            names: set[str] = set()
            for document in documents:
                for table in document.tables:
                    name = sheet_name(table.name or document.title, names)
                    _write(book.add_worksheet(name), document, table, formats)
        return content.getvalue()


def _write(sheet: Any, document: Document, table: Table, formats: "_Formats") -> None:
    last = len(table.columns) - 1
    draft = "（草案）" if document.draft else ""
    title = document.title.replace("\n", "")
    across(sheet, 0, last, title + draft, formats.of("title"))
    sheet.set_row(0, 30)
    for row, text in enumerate(document.lines, start=1):
        across(sheet, row, last, text, formats.of("line"))
    header = len(document.lines) + 1
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width + 2)
        sheet.write_string(header, at, column.heading, formats.of("head"))
    headings = tuple(column.heading for column in table.columns)
    _height(sheet, header, table, headings)
    for row, cells in enumerate(table.rows, start=header + 1):
        _row(sheet, row, table, cells, formats, "")
    for row, cells in enumerate(table.totals, start=header + 1 + len(table.rows)):
        _row(sheet, row, table, cells, formats, "total ")
    if document.seal:
        end = header + 1 + len(table.rows) + len(table.totals)
        write_seal(sheet, end + 1, last, document.seal, formats.of("small"))
    sheet.freeze_panes(header + 1, 0)
    sheet.autofilter(header, 0, header + len(table.rows), last)
    page(sheet, header, landscape=document.landscape)


def _row(sheet: Any, row: int, table: Table, cells: Sequence[str], formats: "_Formats", style: str) -> None:
    _height(sheet, row, table, cells)
    for at, (text, column) in enumerate(zip(cells, table.columns, strict=True)):
        number = number_of(text) if column.kind in {Kind.COUNT, Kind.FIGURE} else None
        if not text:
            sheet.write_blank(row, at, None, formats.of(f"{style}{column.kind}"))
        elif number is None:
            sheet.write_string(row, at, text, formats.of(f"{style}{column.kind}"))
        else:
            sheet.write_number(row, at, number, formats.of(f"{style}{column.kind}", decimals_of(number)))


def _height(sheet: Any, row: int, table: Table, cells: Sequence[str]) -> None:
    pairs = zip(cells, table.columns, strict=True)
    needed = max(lines_needed(text, column.width + 1) for text, column in pairs)
    sheet.set_row(row, _LINE_POINTS * needed + 4)


class _Formats:
    """The workbook's formats, each made when first needed."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, int], Any] = {}

    def of(self, style: str, decimals: int = 0) -> Any:
        if (style, decimals) not in self._made:
            self._made[style, decimals] = self._book.add_format(_looks(style, decimals))
        return self._made[style, decimals]


def _looks(style: str, decimals: int) -> dict[str, Any]:
    plain = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
    cell = {**plain, "border": 1}
    bold = {"font_name": "黑体"} if style.startswith("total ") else {}
    match style.removeprefix("total "):
        case "title":
            return {"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"}
        case "line":
            return {**plain, "align": "center"}
        case "small":
            return {**plain, "font_size": 7}
        case "head":
            return {**cell, "font_name": "黑体", "align": "center", "bg_color": "#F2F2F2"}
        case Kind.CENTRED:
            return {**cell, **bold, "align": "center", "num_format": "@"}
        case Kind.COUNT:
            return {**cell, **bold, "align": "center", "num_format": "0"}
        case Kind.FIGURE:
            return {
                **cell,
                **bold,
                "align": "right",
                "num_format": f"0.{'0' * decimals}" if decimals else "0",
            }
        case _:
            return {**cell, **bold, "num_format": "@"}
