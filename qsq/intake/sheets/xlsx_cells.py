"""What calamine does not tell of the cells of an .xlsx: how far they reach, and which are read otherwise.

Those are numbers shown as percentages, with a unit or not at all, errors, formulas without a result; and
merged cells. A sheet that is written as usual is looked through by patterns, any other tag by tag.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from xml.parsers import expat

from qsq.domain.faults import message
from qsq.intake.sheets.number_formats import hides_text, is_plain, shown, shows_otherwise
from qsq.intake.sheets.sheet import Area, Cell, UnfitWorkbook, broken, number_of_letters
from qsq.intake.sheets.xlsx_parts import Parts, local

_START = b"<c "
_REST = rb'(?: s="\d+")?(?: t="(?:s|n|b|str|inlineStr|d|e)")?(?: (?:cm|vm|ph)="\d+")*'
_OTHER_CELL = re.compile(rb'<c (?!r="[A-Z]{1,3}\d{1,7}"%s/?>)' % _REST)
_OTHER_NAME = re.compile(rb":[cf][\s/>]")
_OTHER_TAGS = (b"<c>", b"<c/", b"<c\n", b"<c\r", b"<c\t", b"<!")
_CODED_VALUE = re.compile(rb"<v>[^<&]*&#")

_FILLED = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"%s>' % _REST)
_PLACE = rb'<c r="([A-Z]{1,3})(\d{1,7})"'
_FORMULA = rb"<f(?: [^<>]*)?(?:/>|>[^<]*</f>)"
_ANY_FORMULA = re.compile(rb"<f[ />]")
_COMPUTED = re.compile(_FORMULA + rb"<v>[^<]+</v></c>")
_ZERO = re.compile(_FORMULA + rb"<v>0</v></c>")
_EMPTY_TEXT = re.compile(rb' t="str"[^<>]*>%s<v></v></c>' % _FORMULA)
_UNCOMPUTED = re.compile(
    _PLACE + rb'(?: s="\d+")?(?: t="n")?>(?=<f)(?:<f(?: [^<>]*)?(?:/>|>([^<]*)</f>))(?:<v></v>|<v/>)?</c>'
)
_ANY_ERROR = b' t="e"'
_ERROR = re.compile(_PLACE + rb'(?: s="\d+")? t="e">(?:%s)?<v>([^<]*)</v></c>' % _FORMULA)
_MERGED = re.compile(rb"<(?:[\w.-]+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Za-z]+)(\d+):([A-Za-z]+)(\d+)")
_PREFIX = re.compile(rb"<([\w.-]+:)worksheet[\s>]")

_IN_PIECES = re.compile(
    rb"<(?:[\w.-]+:)?c\s(?![^<>]*\bt\s*=\s*[\"']str[\"'])[^<>]*>"
    rb"(?:<(?:[\w.-]+:)?f\b[^<>]*(?:/>|>[^<]*</[^<>]*>))?<(?:[\w.-]+:)?v\s*>[^<&]*(?:&|<!)"
)
"""A number that calamine reads in part."""

_REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})", re.ASCII)
_LETTERS, _DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"0123456789"


@dataclass(slots=True)
class Seen:
    """What was seen of a sheet.

    Attributes:
        width: the column of the last filled cell, from 1; 0 where none is filled.
        height: its row.
        cells: cells that are read otherwise than calamine reads them, by row and column.
    """

    width: int = 0
    height: int = 0
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)

    def take(self, row: int, column: int, cell: Cell) -> None:
        """Note a cell that is read otherwise."""
        self.cells.setdefault(row, {})[column] = cell


@dataclass(frozen=True, slots=True)
class Formats:
    """What of a workbook says how its cells are read.

    Attributes:
        of_numbers: formats that show a number otherwise than it is, by the number of the cells' style.
        of_texts: those that show a text otherwise.
        zeros_wait: whether a formula's 0 is only what stands there until it is computed.
    """

    of_numbers: Mapping[int, str]
    of_texts: Mapping[int, str]
    zeros_wait: bool = False


def formats_of(parts: Parts) -> Formats:
    """The formats of a workbook that matter."""
    codes = parts.formats()
    return Formats(
        {style: code for style, code in codes.items() if not is_plain(code)},
        {style: code for style, code in codes.items() if hides_text(code)},
        parts.computed_on_load(),
    )


def seen_of(parts: Parts, part: str, formats: Formats) -> Seen:
    """What a sheet holds.

    Raises:
        UnfitWorkbook: calamine would read it wrongly.
    """
    return _usual(parts.chunks(part), formats) or _tag_by_tag(parts, part, formats)


def _usual(chunks: Iterable[bytes], formats: Formats) -> Seen | None:
    """What a sheet holds that is written as usual; None where it is not."""
    seen = Seen()
    with_text = _styled(formats.of_texts, rb' t="(?:s|str|inlineStr)"')
    for text in _whole_cells(chunks):
        if _is_strange(text) or (with_text and with_text.search(text)):
            return None
        if formats.zeros_wait and b"<f" in text and _ZERO.search(text):
            return None
        _reach(seen, _FILLED.findall(text))
        if not (
            _take_formulas(seen, text) and _take_errors(seen, text) and _take_styled(seen, text, formats)
        ):
            return None
        if b"mergeCell" in text:
            seen.merged += [_area(*(part.decode() for part in found)) for found in _MERGED.findall(text)]
    return seen


def _is_strange(text: bytes) -> bool:
    """Whether a cell is not written as usual; each of the looks is a quick one."""
    return bool(
        _OTHER_CELL.search(text)
        or any(tag in text for tag in _OTHER_TAGS)
        or _OTHER_NAME.search(text)
        or (b"&#" in text and _CODED_VALUE.search(text))
    )


def _whole_cells(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """A sheet piece by piece, cut before a cell or a tag; a prefix that all names have is taken off."""
    rest, prefix = b"", None
    for chunk in chunks:
        if prefix is None:
            _refuse_other_encoding(chunk)
            found = _PREFIX.search(chunk)
            prefix = found[1] if found else b""
        text = rest + chunk
        if prefix:
            text = text.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</")
        cut = text.rfind(_START)
        if cut < 1:
            cut = text.rfind(b"<")
        if cut == 0 and b">" in text:  # blanks without end behind a tag: they are not carried along
            cut = len(text)
        rest = text[cut:]
        yield text[:cut]
    yield rest


def _reach(seen: Seen, places: list[bytes]) -> None:
    if not places:
        return
    joined = b" ".join(places)
    columns, rows = (set(joined.translate(None, part).split()) for part in (_DIGITS, _LETTERS))
    seen.width = max(seen.width, *(number_of_letters(name.decode()) + 1 for name in columns))
    seen.height = max(seen.height, *map(int, rows))


def _take_formulas(seen: Seen, text: bytes) -> bool:
    """Note formulas without a result; False where not every formula is understood."""
    if b"<f" not in text:
        return True
    left = len(_ANY_FORMULA.findall(text)) - len(_COMPUTED.findall(text))
    if not left:
        return True
    bare = _UNCOMPUTED.findall(text)
    for column, row, formula in bare:
        seen.take(int(row), number_of_letters(column.decode()), broken(f"={_text(formula)}"))
    return left == len(bare) + len(_EMPTY_TEXT.findall(text))


def _take_errors(seen: Seen, text: bytes) -> bool:
    """Note errors; False where not every error is understood."""
    if _ANY_ERROR not in text:
        return True
    errors = _ERROR.findall(text)
    for column, row, error in errors:
        seen.take(int(row), number_of_letters(column.decode()), broken(_text(error)))
    return len(errors) == text.count(_ANY_ERROR)


def _take_styled(seen: Seen, text: bytes, formats: Formats) -> bool:
    """Note numbers that are shown otherwise; False where not every such cell is understood."""
    with_number = _styled(formats.of_numbers, rb'(?: t="n")?(?:>| (?!t=))')
    if not with_number or not with_number.search(text):
        return True
    pattern = re.compile(
        _PLACE + _style(formats.of_numbers) + rb'(?: t="n")?>(?:%s)?<v>([^<]+)</v></c>' % _FORMULA
    )
    cells = pattern.findall(text)
    for column, row, style, value in cells:
        cell = shown(value.decode(), formats.of_numbers[int(style)])
        if cell is not None:
            seen.take(int(row), number_of_letters(column.decode()), cell)
    return len(cells) == len(with_number.findall(text))


def _styled(formats: Mapping[int, str], rest: bytes) -> re.Pattern[bytes] | None:
    """Finds the cells of styles; None where there are no such styles."""
    return re.compile(_style(formats) + rest) if formats else None


def _style(formats: Mapping[int, str]) -> bytes:
    return rb' s="(%s)"' % b"|".join(b"%d" % style for style in formats)


def _text(written: bytes) -> str:
    return unescape(written.decode(errors="replace"))


def _area(first: str, top: str, last: str, bottom: str) -> Area:
    return int(top), number_of_letters(first), int(bottom), number_of_letters(last)


def _refuse_other_encoding(chunk: bytes) -> None:
    if b"\0" in chunk[:100]:
        raise _unlike()


def _unlike() -> UnfitWorkbook:
    return UnfitWorkbook(
        message("its cells are written as few programs read them; open it and save it again as .xlsx")
    )


def _tag_by_tag(parts: Parts, part: str, formats: Formats) -> Seen:
    rest = b""
    for chunk in parts.chunks(part):
        text = rest + chunk
        if (b"&" in text or b"<!" in text) and _IN_PIECES.search(text):
            raise _unlike()
        rest = text[-_LONGEST_CELL:]
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    reader = _TagReader(formats)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parts.parse(part, parser)
    return reader.seen


_LONGEST_CELL = 10_000
"""Bytes of a cell that stands across two pieces of a sheet; a formula has at most 8,192 characters."""


class _TagReader:
    """Follows the tags of a sheet; a row or cell without its place stands behind the one before."""

    def __init__(self, formats: Formats) -> None:
        self.seen = Seen()
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
            if place is None and "r" in attributes:
                raise _unlike()
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
        elif tag == "c" and self._is_filled():
            seen = self.seen
            seen.width, seen.height = max(seen.width, self.column + 1), max(seen.height, self.row)
            cell = self._otherwise()
            if cell is not None:
                seen.take(self.row, self.column, cell)

    def _is_filled(self) -> bool:
        return self.inline or self.kind == "e" or self.value is not None or self.formula is not None

    def _waits(self, value: str) -> bool:
        """Whether a formula's value only stands there until it is computed."""
        return self.kind == "n" and (not value or (self.formats.zeros_wait and value == "0"))

    def _otherwise(self) -> Cell | None:
        """The cell as it is to be read; None where calamine reads it so."""
        value = "".join(self.value or ())
        if self.kind == "e":
            return broken(value or "#?")
        if self.formula is not None and (self.value is None or self._waits(value)):
            return broken(f"={''.join(self.formula)}")
        if self.kind == "n" and value.strip() and self.style in self.formats.of_numbers:
            return shown(value.strip(), self.formats.of_numbers[self.style])
        if self.kind in _TEXTS and self.style in self.formats.of_texts and (value or self.inline):
            return shows_otherwise(self.formats.of_texts[self.style])
        return None


_CORNERS = 2
_TEXTS = {"s", "str", "inlineStr"}
