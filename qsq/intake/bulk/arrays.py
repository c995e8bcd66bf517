"""Arrow's arrays straight from memory: `pyarrow.array`, its scalars and `to_numpy` would import pandas."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from qsq.late import library

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from qsq.bulk.whole import Whole
else:
    np, pa = library("numpy"), library("pyarrow")

_DIGITS = 18
"""Digits of a decimal that a whole number of 64 bits holds."""


def whole_numbers(numbers: "Whole") -> Any:
    """Whole numbers of 64 bits."""
    return pa.Array.from_buffers(pa.int64(), len(numbers), [None, _buffer(numbers.astype(np.int64))])


def numbers_of(column: Any, empty: int) -> "Whole":
    """The whole numbers of a column; `empty` where it has none."""
    there, held = column.buffers()[:2]
    end = column.offset + len(column)
    numbers: Whole = np.frombuffer(held, dtype=column.type.to_pandas_dtype())[column.offset : end]
    if not column.null_count:
        return numbers
    valid = np.unpackbits(np.frombuffer(there, dtype=np.uint8), bitorder="little")[column.offset : end]
    return np.where(valid, numbers, empty)


def yes_or_no(mask: "Whole") -> Any:
    """Yes and no."""
    return pa.Array.from_buffers(pa.bool_(), len(mask), [None, _bits(mask)])


def chosen(words: Sequence[str | None], places: "Whole") -> Any:
    """Texts by their places among a few, which are held once; None is null."""
    encoded = [(word or "").encode() for word in words]
    ends = np.cumsum([0, *map(len, encoded)]).astype(np.int32)
    held = pa.Array.from_buffers(
        pa.string(), len(words), [None, _buffer(ends), pa.py_buffer(b"".join(encoded))]
    )
    there = np.array([word is not None for word in words], dtype=bool)
    valid = None if there.all() else _bits(there[places])
    indices = pa.Array.from_buffers(pa.int32(), len(places), [valid, _buffer(places.astype(np.int32))])
    return pa.DictionaryArray.from_arrays(indices, held)


def decimals(units: "Whole", places: int, there: "Whole | None" = None) -> Any:
    """Units of the last decimal place as exact decimals; null where nothing is `there`."""
    pairs = np.empty((len(units), 2), dtype=np.int64)
    pairs[:, 0] = units
    pairs[:, 1] = pairs[:, 0] >> 63  # the upper half is the sign alone
    valid = None if there is None else _bits(there)
    return pa.Array.from_buffers(pa.decimal128(_DIGITS, places), len(units), [valid, _buffer(pairs)])


def _buffer(numbers: "Whole") -> Any:
    return pa.py_buffer(np.ascontiguousarray(numbers))


def _bits(mask: "Whole") -> Any:
    return pa.py_buffer(np.packbits(mask, bitorder="little"))
