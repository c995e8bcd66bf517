"""A column of a table, whatever its type → its different texts, and which of them each row has."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from qsq.bulk.columns import NO_ROW, WordColumn
from qsq.intake.bulk.arrays import numbers_of, whole_numbers
from qsq.late import library

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    from qsq.bulk.whole import Whole
else:
    np, pa = library("numpy"), library("pyarrow")


class Distinct(NamedTuple):
    """The different texts of a column, and for each row which of them it has; `NO_ROW` where it is empty."""

    texts: tuple[str, ...]
    places: "Whole"

    def named(self) -> WordColumn:
        """A column of words, in which an empty cell is a word too."""
        if len(self.places) == 0 or self.places.min() > NO_ROW:
            return WordColumn(self.texts, self.places)
        return WordColumn((*self.texts, ""), np.where(self.places > NO_ROW, self.places, len(self.texts)))


def distinct(column: Any) -> Distinct:
    """The texts of a column as a person would write them; a cell of blanks alone is empty.

    Raises:
        TypeError: the column holds neither texts nor numbers nor yes and no.
    """
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    text_of = _text_of(encoded.dictionary.type)
    places = numbers_of(encoded.indices, NO_ROW)
    used = np.zeros(len(encoded.dictionary) + 1, dtype=bool)  # a dictionary may be the whole table's
    used[places] = True
    rows = np.flatnonzero(used[:-1])
    texts = [
        "" if word is None else text_of(word)
        for word in encoded.dictionary.take(whole_numbers(rows)).to_pylist()
    ]
    known = {text: place for place, text in enumerate(dict.fromkeys(filter(None, texts)))}
    table = np.full(len(used), NO_ROW, dtype=np.intp)
    table[rows] = [known.get(text, NO_ROW) for text in texts]
    return Distinct(tuple(known), table[places])


def _text_of(kind: Any) -> Callable[[Any], str]:
    is_ = pa.types
    if is_.is_string(kind) or is_.is_large_string(kind) or is_.is_string_view(kind):
        return str.strip
    if is_.is_null(kind) or is_.is_integer(kind):
        return str
    if is_.is_boolean(kind):
        return lambda value: str(value).lower()
    if is_.is_decimal(kind):
        return _of_decimal
    if is_.is_floating(kind):
        return _of_float
    raise TypeError(kind)


def _of_decimal(value: Decimal) -> str:
    """A decimal without needless zeros: 3.50 is 3.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _of_float(value: float) -> str:
    """A number as a spreadsheet shows it; what is none stays `nan` or `inf`, which no method reads."""
    return str(int(value)) if value.is_integer() else repr(value)
