"""The data package of a board: its tables as CSV and JSON, and a list of all files with their digests.

The list follows the Data Package standard of Frictionless Data (https://datapackage.org/standard/data-package/).
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from qsq.board.facts import BoardFacts, PeriodFacts, YearFacts
from qsq.board.package.rules import rules_published
from qsq.board.package.tables import PublishedTable, honours_table, period_tables
from qsq.board.page import Field, Page
from qsq.domain.values.texts import no_formula

DATA, LIST = "data", "datapackage.json"
_BOM = "\ufeff"
"""Tells Excel that a CSV file is UTF-8."""
_MEDIA = {"csv": "text/csv", "json": "application/json", "py": "text/x-python", "html": "text/html"}


def data_files(facts: BoardFacts) -> Iterator[Page]:
    """The tables of all periods and years, and the program that counts them again."""
    yield Page("verify.py", files("qsq.board.package").joinpath("verify.py").read_text("utf-8"))
    for year in facts.years:
        yield from _year(year, facts.level)


def period_folder(facts: PeriodFacts) -> str:
    """Where a period's tables lie."""
    return f"{DATA}/{facts.period}"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file of the board as it was written: how many bytes, their SHA-256, and a table's columns."""

    size: int
    digest: str
    fields: tuple[Field, ...] = ()


def contents(facts: BoardFacts, written: Mapping[str, WrittenFile]) -> Page:
    """The list of all files of a board by path: sizes, digests, and the columns of tables."""
    resources = [_resource(path, one) for path, one in sorted(written.items())]
    package = {
        "profile": "data-package",
        "name": "board",
        "title": facts.scheme,
        "resources": resources,
    }
    return Page(LIST, _json(package))


def _year(year: YearFacts, level: str) -> Iterator[Page]:
    for facts in year.periods:
        folder = period_folder(facts)
        rules = rules_published(facts.scheme, facts.checklist, facts.missing)
        yield Page(f"{folder}/rules.json", _json(rules))
        for table in period_tables(facts, level):
            yield from _both(folder, table)
    if year.awards:
        yield from _both(f"{DATA}/{year.year}", honours_table(year.awards, level))


def _both(folder: str, table: PublishedTable) -> Iterator[Page]:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows(map(no_formula, row) for row in table.rows)
    yield Page(f"{folder}/{table.name}.csv", _BOM + text.getvalue(), table.fields)
    rows = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in table.rows)
    yield Page(
        f"{folder}/{table.name}.json", f'{{"columns": {json.dumps(table.columns)}, "rows": [\n{rows}\n]}}\n'
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _resource(path: str, file: WrittenFile) -> dict[str, Any]:
    stem, _, ending = path.rpartition(".")
    return {
        "name": f"{stem.replace('/', '-').lower()}-{ending}",
        "path": path,
        "format": ending,
        "mediatype": _MEDIA[ending],
        "bytes": file.size,
        "hash": f"sha256:{file.digest}",
        **({"schema": {"fields": list(file.fields)}} if file.fields else {}),
    }
