"""What comes of very many villages as tables: exact decimals, written part by part to Parquet or CSV."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qsq.bulk.marks import NONE, MarkedVillages
from qsq.bulk.standing import CARDS, Standings
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.money import FEN
from qsq.intake.bulk.ahead import ahead
from qsq.intake.bulk.apostrophes import without_formulas
from qsq.intake.bulk.arrays import chosen, decimals, whole_numbers, yes_or_no
from qsq.late import late, library
from qsq.year.desk.writing import file_made_whole
from qsq.year.score.bulk.parts import MarkedPart

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from pyarrow import csv, parquet

else:
    csv, parquet = late("pyarrow", "csv", "parquet")
    np, pa = library("numpy"), library("pyarrow")

TOWN_COLUMNS = ("county_code", "town_code", "mark", "rank", "villages")


def village_batches(
    scheme: Scheme, parts: Sequence[MarkedPart], standing: Standings, *, counties: bool, provinces: bool
) -> Iterator[Any]:
    """The villages part by part, as they came; columns as `score period --export` has them."""
    start = 0
    for part in parts:
        end = start + len(part.codes)
        own = standing.taken(slice(start, end))
        columns = _heads(scheme, part, own, counties=counties, provinces=provinces)
        columns |= _items(part.marked, scheme.marks.scale.decimals)
        yield pa.RecordBatch.from_arrays(list(columns.values()), list(columns))
        start = end


def _heads(
    scheme: Scheme, part: MarkedPart, standing: Standings, *, counties: bool, provinces: bool
) -> dict[str, Any]:
    marked, places = part.marked, scheme.marks.scale.decimals
    no_names = chosen([""], np.zeros(len(part.codes), dtype=np.int64)).cast(pa.string())
    found = {
        "village_code": part.codes,
        "village_name": no_names if part.names is None else part.names.cast(pa.string()),
        "town_code": chosen(*part.town),
        "kind": chosen(*part.kind),
        "town_mark": decimals(marked.town_mark, places),
        "city_mark": decimals(marked.city_mark, places),
        "rank": whole_numbers(standing.rank),
        "city_rank": whole_numbers(standing.city_rank),
        "vetoed": yes_or_no(marked.vetoed),
        "bonus": decimals(marked.bonus, places),
        "deduction": decimals(marked.deduction, places),
        "reward": decimals(standing.reward, FEN.decimals),
        "grade": chosen([*(one.id for one in scheme.grades), None], standing.grade),
        "yellow_card": chosen([None if card is None else str(card) for card in CARDS], standing.card),
    }
    if counties:
        found |= {"county_code": chosen(*part.county), "overall_rank": whole_numbers(standing.overall_rank)}
    if provinces:
        found |= {
            "province_code": chosen(*part.province),
            "province_rank": whole_numbers(standing.province_rank),
        }
    return found


def _items(marked: MarkedVillages, places: int) -> dict[str, Any]:
    """Full mark and mark of each item, for the town and for the city; empty where it does not apply."""
    found: dict[str, Any] = {}
    ids = [name for name, _category in marked.items]
    for name in dict.fromkeys(ids):
        own = [number for number, other in enumerate(ids) if other == name]
        for full_name, mark_name, fulls, marks in (
            ("full", "mark", marked.fulls, marked.marks),
            ("city_full", "city_mark", marked.city_fulls, marked.city_marks),
        ):
            full = fulls[:, own].max(axis=1)[marked.group]
            there = None if full.size and full.min() > NONE else full > NONE
            found[f"{name}.{full_name}"] = decimals(full, places, there)
            found[f"{name}.{mark_name}"] = decimals(marks[own].sum(axis=0), places, there)
    return found


def town_batch(scheme: Scheme, standing: Standings) -> Any:
    """The towns by county and code."""
    towns = standing.towns
    columns = (
        chosen(*towns.county),
        chosen(*towns.town),
        decimals(towns.mark, scheme.marks.scale.decimals),
        whole_numbers(towns.rank),
        whole_numbers(towns.villages),
    )
    return pa.RecordBatch.from_arrays(list(columns), list(TOWN_COLUMNS))


def write(target: Path, batches: Iterable[Any]) -> None:
    """Write a table by the ending of its name, whole or not at all; it has at least one batch."""
    given = ahead(batches)
    first = next(given)
    with (
        file_made_whole(target) as temporary,
        _WRITERS[target.suffix.lower()](temporary, first.schema) as add,
    ):
        add(first)
        for batch in given:
            add(batch)


@contextmanager
def _parquet(path: Path, schema: Any) -> Iterator[Callable[[Any], None]]:
    with parquet.ParquetWriter(path, schema, store_decimal_as_integer=True) as writer:
        yield writer.write_batch


@contextmanager
def _csv(path: Path, schema: Any) -> Iterator[Callable[[Any], None]]:
    with path.open("wb") as file:
        file.write(",".join(schema.names).encode("utf-8-sig") + b"\n")
        plain = pa.schema([(field.name, _plain(field.type)) for field in schema])
        with csv.CSVWriter(
            file, plain, write_options=csv.WriteOptions(include_header=False, quoting_style="needed")
        ) as writer:
            yield lambda batch: writer.write_batch(without_formulas(batch.cast(plain)))


def _plain(kind: Any) -> Any:
    return pa.string() if pa.types.is_dictionary(kind) else kind


_WRITERS = {".parquet": _parquet, ".csv": _csv}
