"""An evaluation as a wide pandas table, for people who analyse further."""

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from qsq.domain.values.money import FEN
from qsq.domain.values.numbers import Scale
from qsq.domain.values.texts import no_formula
from qsq.late import late
from qsq.scoring.evaluation import Evaluation, VillageResult
from qsq.year.desk.writing import replace_whole
from qsq.year.score.export.target import SHEET, export_target

if TYPE_CHECKING:
    from qsq.documents.writers import workbook as workbooks
else:
    (workbooks,) = late("qsq.documents.writers", "workbook")


def frame_of(evaluation: Evaluation) -> pd.DataFrame:
    """A row for each village by code; marks and money as exact Decimals, what does not apply as None."""
    columns = _item_columns(evaluation)
    scale = evaluation.scheme.marks.scale
    rows = [_row(result, columns, scale) for result in evaluation.villages]
    return pd.DataFrame(rows, dtype=object)


def frame_of_rows(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """A table of rows that begin with the same columns."""
    return pd.DataFrame(rows, dtype=object)


def write_frame(frame: pd.DataFrame, path: Path) -> None:
    """Write a table by the ending of `path`: .csv, .xlsx or .parquet; raises as `export_target` does."""
    target = export_target(path)
    replace_whole(target, _WRITERS[path.suffix.lower()](frame))


def _item_columns(evaluation: Evaluation) -> list[str]:
    """The ids of all items, the city's first, then those that towns added, by town."""
    items = [item.id for item in evaluation.checklist.items]
    added = [item.id for town in evaluation.checklist.towns for item in town.add]
    return list(dict.fromkeys([*items, *added]))


def _row(result: VillageResult, columns: list[str], scale: Scale) -> dict[str, Any]:
    marks, village = result.marks, result.marks.village
    row: dict[str, Any] = {
        "village_code": village.code,
        "village_name": village.name,
        "town_code": village.town_code,
        "kind": str(village.kind),
        "town_mark": _decimal(marks.town_mark, scale),
        "city_mark": _decimal(marks.city_mark, scale),
        "rank": result.rank,
        "city_rank": result.city_rank,
        "vetoed": marks.vetoed,
        "bonus": _decimal(marks.bonus, scale),
        "deduction": _decimal(marks.deduction, scale),
        "reward": _decimal(result.reward, FEN),
        "grade": result.grade and result.grade.id,
        "yellow_card": None if result.yellow_card is None else str(result.yellow_card),
    }
    of_item = {mark.item.id: mark for mark in marks.items}
    for item in columns:
        mark = of_item.get(item)
        row[f"{item}.full"] = _decimal(mark.full if mark else None, scale)
        row[f"{item}.mark"] = _decimal(mark.mark if mark else None, scale)
        row[f"{item}.city_full"] = _decimal(mark.city_full if mark else None, scale)
        row[f"{item}.city_mark"] = _decimal(mark.city_mark if mark else None, scale)
    return row


def _decimal(units: int | None, scale: Scale) -> Decimal | None:
    return None if units is None else Decimal(scale.text(units))


def _xlsx(frame: pd.DataFrame) -> bytes:
    content = io.BytesIO()
    with workbooks.workbook(content) as book:
        workbooks.fixed_properties(book, SHEET)
        sheet = book.add_worksheet(SHEET)
        sheet.freeze_panes(1, 2)
        decimals = _DecimalFormats(book)
        for column, name in enumerate(frame.columns):
            sheet.write_string(0, column, name)
            for row, value in enumerate(frame[name], start=1):
                _write(sheet, row, column, value, decimals)
    return content.getvalue()


class _DecimalFormats(dict[int, Any]):
    """Number formats by the decimals that they show, made when first needed."""

    def __init__(self, book: Any) -> None:
        super().__init__()
        self._book = book

    def __missing__(self, places: int) -> Any:
        self[places] = self._book.add_format({"num_format": f"0.{'0' * places}" if places else "0"})
        return self[places]


def _write(sheet: Any, row: int, column: int, value: object, decimals: _DecimalFormats) -> None:
    if isinstance(value, Decimal):
        sheet.write_number(row, column, value, decimals[-int(value.as_tuple().exponent)])
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)


def _parquet(frame: pd.DataFrame) -> bytes:
    content = io.BytesIO()
    frame.to_parquet(content, index=False)
    return content.getvalue()


def _csv(frame: pd.DataFrame) -> bytes:
    plain = frame.map(lambda value: no_formula(value) if isinstance(value, str) else value)
    return plain.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


_WRITERS = {".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet}
