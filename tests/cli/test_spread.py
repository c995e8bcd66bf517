"""Parts of a table marked on several machines: the same to the last digit, whoever falls out in between."""

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pyarrow import parquet

from qsq import Workspace
from qsq.year.score.bulk.spread import Spread
from tests.conftest import REPOSITORY
from tests.wide import as_csv, wide_table


def tables(tmp_path: Path) -> tuple[pd.DataFrame, list[dict[str, Any]]]:
    """The 608 villages of 祁阳 as a wide table, and what `qsq score bulk` makes of it."""
    source, output = as_csv(wide_table(REPOSITORY), tmp_path / "wide.csv"), tmp_path / "marks.parquet"
    Workspace(REPOSITORY).score.bulk(source, output, "2023Q1")
    frame = pd.read_csv(source, dtype=str, keep_default_na=False)
    return frame, list(parquet.read_table(output).to_pylist())


def towns_of(frame: pd.DataFrame) -> list[pd.DataFrame]:
    """Parts of whole towns."""
    return [town for _code, town in frame.groupby("town_code")]


def assert_the_same(spread: Spread, marks: pd.DataFrame, expected: list[dict[str, Any]]) -> None:
    ranks = spread.ranks(marks[spread.compact()]).set_index("village_code").to_dict("index")
    found = marks.set_index("village_code").to_dict("index")
    assert set(found) == {row["village_code"] for row in expected}
    for row in expected:
        mine, stands = found[row["village_code"]], ranks[row["village_code"]]
        for name in ("town_mark", "city_mark", "bonus", "deduction", *(n for n in row if n.endswith("mark"))):
            assert mine[name.replace(".", "/")] == (0 if row[name] is None else row[name].scaleb(2))
        for name in (n for n in row if n.endswith("full")):
            assert mine[name.replace(".", "/")] == (-1 if row[name] is None else row[name].scaleb(2))
        assert (stands["rank"], stands["city_rank"]) == (row["rank"], row["city_rank"])
        assert stands["reward"] == row["reward"].scaleb(2)
        assert stands["yellow_card"] == row["yellow_card"]


@pytest.mark.torture
def test_parts_of_whole_towns_give_what_the_whole_gives(tmp_path: Path) -> None:
    """Sent and received as between machines, in any order, empty ones among them."""
    frame, expected = tables(tmp_path)
    spread = pickle.loads(pickle.dumps(Workspace(REPOSITORY).score.spread("2023Q1")))  # noqa: S301 - our own
    parts = [spread.marks(part) for part in (*reversed(towns_of(frame)), frame[:0])]
    assert [list(part.columns) for part in parts] == [list(spread.columns())] * len(parts)
    assert_the_same(spread, pd.concat(parts), expected)


def test_what_is_wrong_in_a_part_is_told(tmp_path: Path) -> None:
    frame, _expected = tables(tmp_path)
    spread = Workspace(REPOSITORY).score.spread("2023Q1")
    frame.loc[1, "party-life.study"] = "甲"
    with pytest.raises(ValueError, match="row 2"):
        spread.marks(frame[:4])
    with pytest.raises(ValueError, match="twice"):
        spread.ranks(pd.concat([spread.marks(frame[3:5])] * 2))


class DiesOnce:
    """Marks a part; the first process that is called falls out in the middle of it."""

    def __init__(self, marks: Callable[[pd.DataFrame], pd.DataFrame], marker: Path) -> None:
        self._marks, self._marker = marks, str(marker)

    def __call__(self, part: pd.DataFrame) -> pd.DataFrame:
        try:
            os.close(os.open(self._marker, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return self._marks(part)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    def each(self, parts: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        """As `mapInPandas` calls it."""
        return map(self, parts)


@pytest.mark.torture
@pytest.mark.filterwarnings("ignore")
def test_dask_gives_the_same_though_a_worker_is_killed(tmp_path: Path) -> None:
    dd = pytest.importorskip("dask.dataframe", reason="Dask is not installed: requirements/dask.txt")
    distributed = pytest.importorskip("distributed", reason="Dask is not installed: requirements/dask.txt")
    frame, expected = tables(tmp_path)
    spread = Workspace(REPOSITORY).score.spread("2023Q1")
    dying = DiesOnce(spread.marks, tmp_path / "died")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster),
    ):
        rows = dd.from_map(lambda town: town, towns_of(frame), meta=frame[:0])
        marks = rows.map_partitions(dying, meta=spread.empty()).compute()
    assert (tmp_path / "died").exists()
    assert_the_same(spread, marks, expected)


@pytest.mark.torture
@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
def test_spark_gives_the_same_though_a_worker_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sql = pytest.importorskip("pyspark.sql", reason="PySpark is not installed: requirements/spark.txt")
    frame, expected = tables(tmp_path)
    spread = Workspace(REPOSITORY).score.spread("2023Q1")
    dying = DiesOnce(spread.marks, tmp_path / "died")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    builder = sql.SparkSession.builder.master("local[2,4]")
    quiet = builder.config("spark.ui.enabled", "false").config("spark.driver.bindAddress", "127.0.0.1")
    session = quiet.config("spark.driver.host", "127.0.0.1").getOrCreate()
    try:
        slashed = frame.rename(columns=lambda name: name.replace(".", "/"))
        rows = session.createDataFrame(slashed).repartition(4, "town_code")
        marks = rows.mapInPandas(dying.each, schema=spread.sql()).toPandas()
    finally:
        session.stop()
    assert (tmp_path / "died").exists()
    assert_the_same(spread, marks, expected)
