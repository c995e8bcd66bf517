"""Documents as workbooks: a sheet a table, figures as numbers, codes as text, totals as they are printed."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import Any

from qsq.documents.document import SIGNED_ROW_MM, Cells, Column, Document, Heading, Picture, Table
from qsq.documents.seal import Seal
from qsq.documents.writers.workbook import (
    decimals_of,
    fixed_properties,
    lines_needed,
    number_of,
    page,
    sheet_name,
    workbook,
)

_LINE_POINTS = 14
_TITLE_LINE_POINTS = 24
_AIR = 4
_SIGNED_POINTS = SIGNED_ROW_MM * 72 / 25.4
_TITLE_SIZE, _SIZE, _SMALL_SIZE = 16, 10, 7
_MOST_FROZEN = 220
"""How many points may stay in sight above the rows that are scrolled."""

_OF_A4, _LEGIBLE = 146, 230
"""The characters of a row that A4 takes lying as they are, and as small as can still be read."""

_MOST_ON_A_PAGE = 44
"""Rows that, with what stands around them, can still be read when they are brought onto one page."""

_NO_TABLE = Table((Column("", 80),), ())
_CODE = 0.6
"""How large a QR code stands on a sheet: about 27 mm."""


class ExcelWriter:
    """Writes every table of the documents as a sheet, with the texts around it, to sort and add up in."""

    ending = ".xlsx"

    def write(self, documents: Sequence[Document], created: date) -> bytes:
        """The file's bytes; `created` is the date in its properties."""
        content = io.BytesIO()
        with workbook(content) as book:
            fixed_properties(book, documents[0].title, created)
            formats = _Formats(book)
            names: set[str] = set()
            for document in documents:
                for section in _sections(document):
                    name = sheet_name(section.table.name or document.title, names)
                    sheet = book.add_worksheet(name)
                    _Sheet(sheet, section, formats, compact=document.compact).write(document)
        return content.getvalue()


Line = tuple[str, str]
"""A text that stands over all columns, and its style."""


@dataclass(slots=True)
class _SheetSection:
    """A table with what stands before and behind it; a document without one is a section of texts alone."""

    table: Table = _NO_TABLE
    above: list[Line] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)


def _sections(document: Document) -> list[_SheetSection]:
    """The sheets of a document: what stands between two tables goes with the second of them."""
    found, texts = [], list(_head(document))
    for part in document.parts:
        if isinstance(part, Table):
            found.append(_SheetSection(part.on_pages if document.compact else part, texts))
            texts = []
        elif not isinstance(part, Picture):
            texts.append((part.text, "heading" if isinstance(part, Heading) else "paragraph"))
    if found:
        found[-1].below += texts
    else:
        found.append(_SheetSection(above=texts))
    found[-1].below += [(text, "end") for text in (document.signature, document.dated) if text]
    return found


def _head(document: Document) -> Iterator[Line]:
    if document.number:
        yield document.number, "line"
    if document.addressee:
        yield f"{document.addressee}：", "paragraph"


class _Sheet:
    """A sheet that is filled from its top, row by row."""

    def __init__(self, sheet: Any, section: _SheetSection, formats: "_Formats", *, compact: bool) -> None:
        self._sheet, self._section, self._table, self._formats = sheet, section, section.table, formats
        air = 1 if compact and section.table.is_wide else 2
        self._widths = [column.width + air for column in section.table.columns]
        self._row = 0

    def write(self, document: Document) -> None:
        """All that a document says around the table, and the table."""
        draft = "（草案）" if document.draft else ""
        used = self._across(document.title.replace("\n", "") + draft, "title")
        used += sum(self._across(text, "line") for text in document.lines)
        used += sum(self._across(text, style) for text, style in self._section.above)
        if self._table is not _NO_TABLE:
            self._head(freeze=used < _MOST_FROZEN, sortable=not document.compact)
            self._rows()
        self._row += 1
        for text, style in self._section.below:
            self._across(text, style, air=12)
        if document.foot:
            self._across(document.foot, "small")
        if document.seal:
            self._seal(document.seal)
        whole = document.compact and not self._table.is_wide and len(self._table.rows) <= _MOST_ON_A_PAGE
        page(self._sheet, landscape=self._table.is_wide, whole=whole)
        self._side_by_side()

    def _side_by_side(self) -> None:
        """Figures that would be too small on one page's width stand on several, each with whose they are."""
        kinds, width = [column.kind for column in self._table.columns], sum(self._widths)
        kept = kinds.index(Cells.FIGURE) if Cells.FIGURE in kinds else 0
        if width <= _LEGIBLE or not kept:
            return
        told = sum(self._widths[:kept])
        self._sheet.repeat_columns(0, kept - 1)
        self._sheet.fit_to_pages(ceil((width - told) / (_OF_A4 - told)), 0)

    def _across(self, text: str, style: str, air: int = _AIR) -> int:
        """Write a text over all columns; the height of its row in points."""
        size = {"title": _TITLE_SIZE, "small": _SMALL_SIZE}.get(style, _SIZE)
        lines = lines_needed(text, max(1, sum(self._widths) * _SIZE // size - 2))
        last, look = len(self._widths) - 1, self._formats.of(style)
        if last:
            self._sheet.merge_range(self._row, 0, self._row, last, text, look)
        else:
            self._sheet.write_string(self._row, 0, text, look)
        line = {"title": _TITLE_LINE_POINTS, "small": _LINE_POINTS - 5}.get(style, _LINE_POINTS)
        height = line * lines + (air if style != "small" else 2)
        self._sheet.set_row(self._row, height)
        self._row += 1
        return height

    def _head(self, *, freeze: bool, sortable: bool) -> None:
        for at, (column, width) in enumerate(zip(self._table.columns, self._widths, strict=True)):
            self._sheet.set_column(at, at, width)
            self._sheet.write_string(self._row, at, column.heading, self._formats.of("head"))
        headings = (column.heading for column in self._table.columns)
        lines = (lines_needed(text, width - 1) for text, width in zip(headings, self._widths, strict=True))
        self._sheet.set_row(self._row, _LINE_POINTS * max(lines) + _AIR)
        self._sheet.repeat_rows(self._row)
        if freeze:
            self._sheet.freeze_panes(self._row + 1, 0)
        if sortable and not self._table.joined:  # joined cells cannot be sorted, nor can halves
            last = len(self._widths) - 1
            self._sheet.autofilter(self._row, 0, self._row + len(self._table.rows), last)
        self._row += 1

    def _rows(self) -> None:
        table, first = self._table, self._row
        lines = [1] * len(table.rows)
        for at, (column, width) in enumerate(zip(table.columns, self._widths, strict=True)):
            for begin, end in table.runs(at):
                text = table.rows[begin][at]
                if begin != end:
                    look = self._formats.of(str(column.kind))
                    self._sheet.merge_range(first + begin, at, first + end, at, "", look)
                self._cell(first + begin, at, text, column.kind)
                each = ceil(lines_needed(text, width - 1) / (end - begin + 1))
                lines[begin : end + 1] = [max(each, one) for one in lines[begin : end + 1]]
        least = _SIGNED_POINTS if table.is_signed else 0
        for row, needed in enumerate(lines, start=first):
            self._sheet.set_row(row, max(least, _LINE_POINTS * needed + _AIR))
        for row, cells in enumerate(table.totals, start=first + len(table.rows)):
            for at, (text, column) in enumerate(zip(cells, table.columns, strict=True)):
                self._cell(row, at, text, column.kind, "total ")
        self._row = first + len(table.rows) + len(table.totals)

    def _cell(self, row: int, at: int, text: str, kind: Cells, style: str = "") -> None:
        number = number_of(text) if kind in {Cells.COUNT, Cells.FIGURE} else None
        if not text:
            self._sheet.write_blank(row, at, None, self._formats.of(f"{style}{kind}"))
        elif number is None:
            self._sheet.write_string(row, at, text, self._formats.of(f"{style}{kind}"))
        else:
            look = self._formats.of(f"{style}{kind}", decimals_of(number))
            self._sheet.write_number(row, at, number, look)

    def _seal(self, seal: Seal) -> None:
        """What a paper says of itself and of the ledger, as text and as a code."""
        for text in seal.lines:
            self._across(text, "small")
        if seal.png:
            code = {"image_data": io.BytesIO(seal.png), "x_scale": _CODE, "y_scale": _CODE, "y_offset": 4}
            self._sheet.insert_image(self._row, 0, "code.png", {**code, "description": seal.text})


class _Formats:
    """The workbook's formats, each made when first needed."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, int], Any] = {}

    def of(self, style: str, decimals: int = 0) -> Any:
        if (style, decimals) not in self._made:
            self._made[style, decimals] = self._book.add_format(_look(style, decimals))
        return self._made[style, decimals]


_PLAIN = {"font_name": "宋体", "font_size": _SIZE, "valign": "vcenter", "text_wrap": True}
_ACROSS: dict[str, dict[str, Any]] = {
    "title": {**_PLAIN, "font_name": "黑体", "font_size": _TITLE_SIZE, "align": "center"},
    "line": {**_PLAIN, "align": "center"},
    "paragraph": _PLAIN,
    "heading": {**_PLAIN, "font_name": "黑体"},
    "end": {**_PLAIN, "align": "right"},
    "small": {**_PLAIN, "font_size": _SMALL_SIZE},
    "head": {**_PLAIN, "font_name": "黑体", "border": 1, "align": "center", "bg_color": "#F2F2F2"},
}


def _look(style: str, decimals: int) -> dict[str, Any]:
    if style in _ACROSS:
        return _ACROSS[style]
    bold = {"font_name": "黑体"} if style.startswith("total ") else {}
    number = f"0.{'0' * decimals}" if decimals else "0"
    aligned = {
        Cells.TEXT: {"num_format": "@"},
        Cells.CENTRED: {"align": "center", "num_format": "@"},
        Cells.COUNT: {"align": "center", "num_format": number},
        Cells.FIGURE: {"align": "right", "num_format": number},
        Cells.SIGNED: {"num_format": "@"},
    }
    return {**_PLAIN, "border": 1, **bold, **aligned[Cells(style.removeprefix("total "))]}
