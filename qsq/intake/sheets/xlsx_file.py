"""Sheets of an .xlsx: values by calamine; by a second pass what it does not tell.

That are numbers shown as percentages or with a unit, errors, formulas without a result, merged cells. The
second pass reads every tag only where a quick look finds any of these, or an unusual way of writing.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from qsq.intake.sheets.number_formats import PLAIN, look_of, shown
from qsq.intake.sheets.sheet import MOST_CELLS, Area, Cell, Sheet, broken, far_cell, number_of_letters
from qsq.intake.sheets.xlsx_parts import Parts, SheetPart, local

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_ANY_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_USUAL_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: s="\d+")?(?: t="(?:s|n|b|str|inlineStr|d)")?(/?)>'
)
_MERGED = re.compile(rb"<(?:[\w.-]+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Za-z]+)(\d+):([A-Za-z]+)(\d+)")
_UNUSUAL = re.compile(rb"<!|<(?:[\w.-]+:)?f[\s/>]")
_REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})", re.ASCII)


@dataclass(slots=True)
class _Seen:
    """What the second pass saw of a sheet.

    Attributes:
        width: the column of the last filled cell, from 1; 0 where none is filled.
        height: its row.
        cells: cells that are read otherwise than calamine reads them, by row and column.
    """

    width: int = 0
    height: int = 0
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)


def read_xlsx(file: str, content: bytes) -> list[Sheet]:
    """The sheets that hold anything; raises what the libraries raise, and `UnfitWorkbook`."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts, area, found = Parts(archive), 0, list[tuple[SheetPart, _Seen]]()
        formats = {number: code for number, code in parts.formats().items() if look_of(code) != PLAIN}
        for sheet in parts.sheets():
            seen = _usual(parts, sheet, formats) or _tag_by_tag(parts, sheet, formats)
            area += seen.width * seen.height
            if area > MOST_CELLS:
                raise far_cell(sheet.name, seen.width - 1, seen.height)
            if seen.height:
                found.append((sheet, seen))
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - read only where there is a workbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [
        Sheet(file, sheet.name, _rows(book.get_sheet_by_name(sheet.name), seen), seen.merged, sheet.hidden)
        for sheet, seen in found
    ]


def _rows(sheet: "CalamineSheet", seen: _Seen) -> Iterator[Sequence[Cell]]:
    """Rows as calamine reads them, with those cells in place that it does not tell."""
    read = iter(sheet.iter_rows() if sheet.height else ())
    left = [""] * (sheet.start[1] if sheet.start else 0)  # calamine leaves out empty columns, not empty rows
    for number in range(1, seen.height + 1):
        row: list[Cell] = [*left, *next(read, ())]
        for column, cell in seen.cells.get(number, {}).items():
            row += [""] * (column + 1 - len(row))
            row[column] = cell
        yield row


def _usual(parts: Parts, sheet: SheetPart, formats: Mapping[int, str]) -> _Seen | None:
    """What a sheet of nothing but plain values holds; None where a tag is not of the usual kind."""
    seen, rest = _Seen(), b""
    styled = re.compile(rb's="(?:%s)"' % b"|".join(b"%d" % number for number in formats)) if formats else None
    for chunk in parts.chunks(sheet.part):
        text, cut = rest + chunk, (rest + chunk).rfind(b"<")
        text, rest = text[:cut], text[cut:]
        cells = _USUAL_CELL.findall(text)
        if (
            len(cells) != len(_ANY_CELL.findall(text))
            or _UNUSUAL.search(text)
            or (styled and styled.search(text))
        ):
            return None
        filled = [(column, row) for column, row, empty in cells if not empty]
        if filled:
            width = max(number_of_letters(name.decode()) + 1 for name in {column for column, _row in filled})
            seen.width = max(seen.width, width)
            seen.height = max(seen.height, *map(int, {row for _column, row in filled}))
        seen.merged += [_area(*(part.decode() for part in found)) for found in _MERGED.findall(text)]
    return seen


def _area(first: str, top: str, last: str, bottom: str) -> Area:
    return int(top), number_of_letters(first), int(bottom), number_of_letters(last)


def _tag_by_tag(parts: Parts, sheet: SheetPart, formats: Mapping[int, str]) -> _Seen:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    reader = _TagReader(formats)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parts.parse(sheet.part, parser)
    return reader.seen


class _TagReader:
    """Follows the tags of a sheet; a row or cell without its place stands behind the one before."""

    def __init__(self, formats: Mapping[int, str]) -> None:
        self.seen = _Seen()
        self.formats = formats
        self.row, self.column = 0, -1
        self.style, self.kind = 0, ""
        self.value: list[str] | None = None
        self.formula: list[str] | None = None
        self.inline = False
        self.into: list[str] | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = local(name)
        if tag == "c":
            place = _REFERENCE.fullmatch(attributes.get("r", ""))
            self.column = number_of_letters(place[1]) if place else self.column + 1
            self.row = int(place[2]) if place else self.row
            self.style, self.kind = int(attributes.get("s", "0")), attributes.get("t", "n")
            self.value = self.formula = self.into = None
            self.inline = False
        elif tag == "v":
            self.value = self.into = []
        elif tag == "f":
            self.formula = self.into = []
        elif tag == "is":
            self.inline = True
        elif tag == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), -1
        elif tag == "mergeCell":
            corners = [_REFERENCE.fullmatch(corner) for corner in attributes.get("ref", "").split(":")]
            if len(corners) == _CORNERS and all(corners):
                self.seen.merged.append(
                    _area(*(part for corner in corners if corner for part in corner.groups()))
                )

    def text(self, text: str) -> None:
        if self.into is not None:
            self.into.append(text)

    def end(self, name: str) -> None:
        tag = local(name)
        if tag in {"v", "f"}:
            self.into = None
        elif tag == "c" and (self.inline or self.value is not None or self.formula is not None):
            self.seen.width = max(self.seen.width, self.column + 1)
            self.seen.height = max(self.seen.height, self.row)
            cell = self._otherwise()
            if cell is not None:
                self.seen.cells.setdefault(self.row, {})[self.column] = cell

    def _otherwise(self) -> Cell | None:
        """The cell as it is to be read; None where calamine reads it so."""
        value = "".join(self.value or ())
        if self.kind == "e":
            return broken(value)
        if self.formula is not None and (self.value is None or (not value and self.kind == "n")):
            return broken(f"={''.join(self.formula)}")
        if self.kind == "n" and value and self.style in self.formats:
            return shown(value, self.formats[self.style])
        return None


_CORNERS = 2
