"""Formulas of an .xls that were never computed, or of which nobody can tell.

The program that wrote them left a 0 and a wish to be computed on opening, or an empty result, as a formula
with an empty text has too. xlrd tells neither; both stand in the formula's record.
"""

from collections.abc import Iterator
from struct import unpack_from

_SHEET, _FORMULA, _END = 0x85, 0x06, 0x0A
_HEAD = 4
_ON_OPENING = 0x02


def uncomputed_formulas(stream: bytes, base: int) -> dict[str, frozenset[tuple[int, int]]]:
    """Rows and columns, from 0, by the name of the sheet; `base` is where the workbook's stream begins."""
    sheets = [record for code, record in _records(stream, base) if code == _SHEET]
    return {
        _name(sheet): frozenset(_in_sheet(stream, base + unpack_from("<I", sheet)[0])) for sheet in sheets
    }


def _in_sheet(stream: bytes, at: int) -> Iterator[tuple[int, int]]:
    for code, record in _records(stream, at):
        if code == _FORMULA and len(record) >= _OF_FORMULA:
            row, column, _style, value, wishes = unpack_from("<HHH8sH", record)
            if _is_empty(value) or (value == _ZERO and wishes & _ON_OPENING):
                yield row, column


_OF_FORMULA = 16
_ZERO = bytes(8)


def _is_empty(value: bytes) -> bool:
    """Whether a result is neither number, text, yes or no, nor error."""
    return value[0] == _EMPTY and value[6:] == b"\xff\xff"


_EMPTY = 3


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of a part of the workbook, up to its end."""
    while at + _HEAD <= len(stream):
        code, length = unpack_from("<HH", stream, at)
        if code == _END:
            return
        yield code, stream[at + _HEAD : at + _HEAD + length]
        at += _HEAD + length


def _name(sheet: bytes) -> str:
    """The name in a sheet's record, of one byte a character or of two."""
    length, wide = sheet[6], sheet[7] & 1
    text = sheet[8 : 8 + length * (2 if wide else 1)]
    return text.decode("utf-16-le" if wide else "latin-1", errors="replace")
