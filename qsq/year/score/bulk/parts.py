"""A part of a table marked by itself, here or on another machine; the parts together, for their ranks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qsq.bulk.columns import WordColumn
from qsq.bulk.marks import MarkedVillages, mark, narrow
from qsq.bulk.standing import Compact, Standings, standing
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.scheme import Missing, Scheme
from qsq.intake.bulk.reading import Rows
from qsq.late import late, library

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from pyarrow import compute

    from qsq.bulk.whole import Whole
else:
    np, pa = library("numpy"), library("pyarrow")
    (compute,) = late("pyarrow", "compute")


@dataclass(frozen=True, slots=True)
class MarkedPart:
    """What is kept of some rows: who they are, where they stood, and their marks."""

    number: "Whole"
    codes: Any
    names: Any
    county: WordColumn
    province: WordColumn
    town: WordColumn
    kind: WordColumn
    group: WordColumn
    marked: MarkedVillages


def part_of(scheme: Scheme, checklist: Checklist, rows: Rows, missing: Missing) -> MarkedPart:
    """Mark some rows; there is at least one."""
    columns = rows.columns
    return MarkedPart(
        number=rows.number,
        codes=rows.codes,
        names=rows.names,
        county=rows.county,
        province=rows.province,
        town=columns.town,
        kind=columns.kind,
        group=columns.group,
        marked=narrow(mark(scheme, checklist, columns, missing)),
    )


@dataclass(frozen=True, slots=True)
class Order:
    """Villages by their codes.

    Attributes:
        rows: the rows in that order; None where they stand in it.
        twice: the rows whose code stands before them in that order too.
    """

    rows: "Whole | None"
    twice: "Whole"


def order_of(parts: Sequence[MarkedPart]) -> Order:
    """The order of the villages of all parts."""
    codes = pa.chunked_array([part.codes for part in parts], pa.string()).combine_chunks()
    if _rise(codes):
        return Order(None, np.array([], dtype=np.int64))
    rows = compute.sort_indices(codes)
    ordered = codes.take(rows)
    same = compute.equal(ordered.slice(1), ordered.slice(0, len(ordered) - 1))
    found = rows.to_numpy()
    return Order(found, found[1:][same.to_numpy(zero_copy_only=False)])


def _rise(codes: Any) -> bool:
    before, after = codes.slice(0, len(codes) - 1), codes.slice(1)
    return bool(compute.all(compute.less(before, after), min_count=0).as_py())


def standing_of(scheme: Scheme, parts: Sequence[MarkedPart], order: Order) -> Standings:
    """How the villages of all parts stand among each other, row by row as they came."""
    compact = _compact(parts)
    if order.rows is None:
        return standing(scheme, compact)
    found = standing(scheme, _taken(compact, order.rows))
    back = np.empty_like(order.rows)
    back[order.rows] = np.arange(len(back))
    return found.taken(back)


def _compact(parts: Sequence[MarkedPart]) -> Compact:
    marked = [part.marked for part in parts]
    return Compact(
        county=WordColumn.joined([part.county for part in parts]),
        province=WordColumn.joined([part.province for part in parts]),
        town=WordColumn.joined([part.town for part in parts]),
        kind=WordColumn.joined([part.kind for part in parts]),
        group=WordColumn.joined([part.group for part in parts]),
        town_mark=np.concatenate([one.town_mark for one in marked]),
        city_mark=np.concatenate([one.city_mark for one in marked]),
        vetoed=np.concatenate([one.vetoed for one in marked]),
        town_keys=np.concatenate([one.town_keys for one in marked], axis=1),
        city_keys=np.concatenate([one.city_keys for one in marked], axis=1),
        fits=np.concatenate([one.fits for one in marked], axis=1),
    )


def _taken(compact: Compact, rows: "Whole") -> Compact:
    return Compact(
        county=compact.county.taken(rows),
        province=compact.province.taken(rows),
        town=compact.town.taken(rows),
        kind=compact.kind.taken(rows),
        group=compact.group.taken(rows),
        town_mark=compact.town_mark[rows],
        city_mark=compact.city_mark[rows],
        vetoed=compact.vetoed[rows],
        town_keys=compact.town_keys[:, rows],
        city_keys=compact.city_keys[:, rows],
        fits=compact.fits[:, rows],
    )
