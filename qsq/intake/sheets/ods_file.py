"""Sheets of an .ods, the file of LibreOffice and WPS: every cell as it is shown."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from xml.parsers import expat

from qsq.domain.faults import message
from qsq.domain.values.numbers import NUMBER
from qsq.domain.values.texts import quoted
from qsq.intake.sheets.number_formats import is_zero, per_cent
from qsq.intake.sheets.sheet import (
    MOST_CELLS,
    Area,
    Cell,
    Sheet,
    UnfitWorkbook,
    Unread,
    broken,
    damaged,
    far_cell,
)
from qsq.intake.sheets.xlsx_parts import Parts, local

_SHOWN = re.compile(
    r"(?P<sign>[-−(]?)[^\d.(−-]*(?:(?P<whole>\d+ )?(?P<over>\d+)/(?P<under>\d+)"
    r"|(?P<digits>\d[\d,]*(?:\.\d*)?|\.\d+)(?P<power>[eE][-+]?\d{1,3})?)\s*(?P<behind>[^\d]*)"
)


@dataclass(slots=True)
class _Grid:
    """A table while it is read."""

    name: str
    hidden: bool
    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    empty_above: int = 0


def read_ods(file: str, content: bytes) -> list[Sheet]:
    """The sheets that hold anything; raises what the libraries raise, and `UnfitWorkbook`."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts, reader = Parts(archive), _ContentReader()
        if b"encryption-data" in b"".join(parts.chunks("META-INF/manifest.xml")):
            raise UnfitWorkbook(message("a password protects the workbook; save it without one"))
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.text
        parts.parse("content.xml", parser)
    return [Sheet(file, grid.name, grid.rows, grid.merged, grid.hidden) for grid in reader.grids if grid.rows]


class _ContentReader:
    """Follows the tags; what is empty and repeated is laid out only where something filled follows."""

    def __init__(self) -> None:
        self.grids: list[_Grid] = []
        self.hidden: set[str] = set()
        self.style = ""
        self.row: list[Cell] = []
        self.gap, self.repeated_row = 0, 1
        self.cell: dict[str, str] = {}
        self.lines: list[str] | None = None
        self.aside, self.area = 0, 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag, known = local(name), {local(key): value for key, value in attributes.items()}
        if tag == "style":
            self.style = known.get("name", "")
        elif tag == "table-properties" and known.get("display") == "false":
            self.hidden.add(self.style)
        elif tag == "table":
            hidden = known.get("style-name", "") in self.hidden or known.get("display") == "false"
            self.grids.append(_Grid(known.get("name", ""), hidden))
        elif tag == "table-row":
            self.row, self.gap = [], 0
            self.repeated_row = _count(known, "number-rows-repeated")
        elif tag in _CELLS:
            self.cell = known | {"failed": "error" if "error" in attributes.values() else ""}
            self.lines = []
        elif tag == "annotation":
            self.aside += 1
        elif self.lines is not None and not self.aside:
            if tag == "p":
                self.lines.append("")
            elif tag in _SPACES and self.lines:
                self.lines[-1] += _SPACES[tag] * min(_count(known, "c"), _MOST_SPACES)

    def text(self, text: str) -> None:
        if self.lines and not self.aside:
            self.lines[-1] += text

    def end(self, name: str) -> None:
        tag = local(name)
        if tag == "annotation":
            self.aside -= 1
        elif tag in _CELLS:
            self._take_cell("\n".join(self.lines or ()))
            self.lines = None
        elif tag == "table-row":
            self._take_row()

    def _take_cell(self, text: str) -> None:
        grid, cell, count = (
            self.grids[-1],
            _cell(self.cell, text),
            _count(self.cell, "number-columns-repeated"),
        )
        if cell == "":
            self.gap += count
        else:
            far = len(self.row) + self.gap + count
            if far * self.repeated_row + self.area > MOST_CELLS:
                raise far_cell(grid.name, far - 1, len(grid.rows) + grid.empty_above + self.repeated_row)
            self.row += [""] * self.gap + [cell] * count
            self.gap = 0
        wide, high = (_count(self.cell, f"number-{way}-spanned") for way in ("columns", "rows"))
        if wide * high > 1:
            top, left = len(grid.rows) + grid.empty_above + 1, len(self.row) + self.gap - 1
            grid.merged.append((top, left, top + high - 1, left + wide - 1))

    def _take_row(self) -> None:
        grid = self.grids[-1]
        if not self.row:
            grid.empty_above += self.repeated_row
            return
        self.area += len(self.row) * self.repeated_row + grid.empty_above
        if self.area > MOST_CELLS:
            raise far_cell(grid.name, len(self.row) - 1, len(grid.rows) + grid.empty_above + 1)
        grid.rows += [[]] * grid.empty_above + [self.row] * self.repeated_row
        grid.empty_above = 0


_CELLS = {"table-cell", "covered-table-cell"}
_SPACES = {"s": " ", "tab": "\t", "line-break": "\n"}
_MOST_SPACES = 100
"""Spaces in a row that are taken; nobody types more."""


def _count(attributes: Mapping[str, str], name: str) -> int:
    count = int(attributes.get(name, "1"))
    if count < 1:
        raise damaged()
    return count


def _cell(attributes: Mapping[str, str], text: str) -> Cell:
    """A cell as it is shown."""
    kind, value = attributes.get("value-type", ""), attributes.get("value", "")
    if attributes["failed"] or (attributes.get("formula") and text.startswith(("#", "Err:"))):
        return broken(text)
    if attributes.get("formula") and not kind:
        return broken(f"={attributes['formula'].partition('=')[2]}")
    if kind == "percentage":
        return per_cent(value)
    if kind in {"float", "currency"}:
        return _number(value, text.strip())
    if kind == "date":
        return attributes.get("date-value", text).removesuffix("T00:00:00")
    if kind == "boolean":
        return attributes.get("boolean-value") == "true"
    return text or attributes.get("string-value", "")


def _number(value: str, text: str) -> Cell:
    """A number with the unit that is shown behind it; refused where another number is shown, or none."""
    if NUMBER.fullmatch(value) is None:
        raise damaged()
    held = Fraction(value)
    if not text or (held == 0 and is_zero(text)):
        return float(value)
    found = _SHOWN.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
    shows, last_place = _shown(found) if found else (None, 0)
    if found is None or shows is None or abs(shows - held) > last_place:
        return Unread(
            message(
                "the cell shows {found} and holds {held}; format it as a number and enter it again",
                found=quoted(text),
                held=value,
            )
        )
    behind = found["behind"].strip().removesuffix(")" if found["sign"] == "(" else "\n")
    return f"{Decimal(value):f}{behind}" if behind else float(value)


_LONGEST_NUMBER = 100
"""Characters of a number as it is shown, with its unit."""


def _shown(found: re.Match[str]) -> tuple[Fraction, Fraction]:
    """The number that is shown, and how much its last place counts."""
    if found["over"]:
        parts = int(found["under"]) or 1
        size, last_place = int(found["whole"] or 0) + Fraction(int(found["over"]), parts), Fraction(1, parts)
    else:
        digits = Decimal(found["digits"].replace(",", "") + (found["power"] or ""))
        size, last_place = Fraction(digits), Fraction(10) ** int(digits.as_tuple().exponent)
    return (-size if found["sign"] else size), last_place
