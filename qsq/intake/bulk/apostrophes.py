"""Texts of CSV by the column, as `no_formula` writes them and `meant_by` reads them."""

import re
from typing import TYPE_CHECKING, Any

from qsq.domain.values.texts import BEGINS_FORMULA, NUMBER
from qsq.late import late, library

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow import compute as pc
else:
    pa = library("pyarrow")
    (pc,) = late("pyarrow", "compute")

_FORMULA = f"(?s)^'*[{re.escape(BEGINS_FORMULA)}]."


def without_formulas(batch: Any) -> Any:
    """The rows with each text as `no_formula` writes it."""
    return _each_text(batch, _no_formulas)


def as_meant(batch: Any) -> Any:
    """The rows with each text as `meant_by` reads it."""
    return _each_text(batch, _meant_by)


def _each_text(batch: Any, change: Any) -> Any:
    columns = [change(one) if pa.types.is_string(one.type) else one for one in batch.columns]
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)


def _no_formulas(texts: Any) -> Any:
    quoted = pc.binary_join_element_wise("'", texts, "")
    return pc.if_else(_looks_like_one(texts), quoted, texts)


def _meant_by(texts: Any) -> Any:
    behind_one = pc.starts_with(texts, "'")
    if not pc.any(behind_one).as_py():  # hardly any column has one
        return texts
    return pc.if_else(pc.and_(behind_one, _looks_like_one(texts)), pc.utf8_slice_codeunits(texts, 1), texts)


def _looks_like_one(texts: Any) -> Any:
    is_number = pc.match_substring_regex(texts, f"^'*{NUMBER}$")
    return pc.and_not(pc.match_substring_regex(texts, _FORMULA), is_number)
