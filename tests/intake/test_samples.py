"""The filled samples of the handbook's page of tables: each is read as it stands there, in Chinese too."""

import runpy
from pathlib import Path
from typing import Any

import pytest

from qsq.intake.columns import IN_CHINESE
from tests.conftest import REPOSITORY
from tests.intake.readers import READERS, Reader, Rows, outcome, prepared, written_csv

SHOWN: dict[str, Any] = {
    one.title[1]: one for one in runpy.run_path(str(REPOSITORY / "docs" / "make_tables.py"))["TABLES"]
}


def reader_of(shown: Any) -> Reader:
    """The reader that takes such a table."""
    return next(one for one in READERS.values() if one.columns is shown.columns)


def with_the_rest(shown: Any, reader: Reader) -> Rows:
    """The sample's rows, then those of the reader's own table that are of other villages or towns."""
    header, *others = reader.rows
    key = shown.header[0]
    known = {row[0] for row in shown.rows}
    rest = [
        [dict(zip(header, row, strict=True)).get(name, "") for name in shown.header]
        for row in others
        if dict(zip(header, row, strict=True))[key] not in known
    ]
    return [list(shown.header), *map(list, shown.rows), *rest]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("shown", SHOWN.values(), ids=list(SHOWN))
def test_a_sample_is_read(small: Path, shown: Any, language: str) -> None:
    reader = reader_of(shown)
    path, rows = prepared(small, reader), with_the_rest(shown, reader)
    if language == "zh":
        named = IN_CHINESE | shown.columns.chinese
        rows[0] = [named.get(name, name) for name in rows[0]]
    written_csv(path, rows)
    found, refused = outcome(small, reader)
    assert refused == []
    assert found is not None
