"""`qsq score bulk`: a wide table comes out as `score period` has it; faults by row and column."""

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from qsq import Workspace
from qsq.documents.writers.csv_table import csv_bytes
from qsq.domain.faults import Faults
from qsq.intake.sheets.csv_file import read_csv
from tests.conftest import EXAMPLES, Qsq, example
from tests.wide import Table, as_csv, wide_table

BULK = ("score", "bulk")
ITEMS = ("full", "mark", "city_full", "city_mark")


def read(file: Path) -> list[dict[str, Any]]:
    return list(parquet.read_table(file).to_pylist())


def answers(qsq: Qsq, table: Path, workspace: Path, *options: str) -> list[dict[str, Any]]:
    """The villages that come of a table, row by row."""
    output = table.with_name("marks.parquet")
    run = qsq(*BULK, table, output, "--json", *options, workspace=workspace)
    assert (run.code, run.err) == (0, "")
    return read(output)


def expected(workspace: Path, period: str) -> list[dict[str, Any]]:
    """The same by the engine, as `score period --export` has it."""
    frame = Workspace(workspace).score.period(period).to_frame()
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


@pytest.mark.parametrize(
    ("name", "period"),
    [
        ("mini", "2023Q1"),
        ("mini", "2023Q3"),
        ("ties", "2023Q4"),
        ("months", "2023-02"),
        ("half-years", "2023H1"),
    ],
)
def test_an_example_comes_out_as_by_the_engine(qsq: Qsq, tmp_path: Path, name: str, period: str) -> None:
    workspace = example(name, tmp_path)
    found = answers(
        qsq, as_csv(wide_table(workspace, period), tmp_path / "wide.csv"), workspace, "--period", period
    )
    for row, own in zip(found, expected(workspace, period), strict=True):
        assert {name: row[name] for name in own} == own


def test_types_of_parquet_mean_what_their_texts_do(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    """Whole numbers, decimals, floats, yes and no, words of a dictionary."""
    rows = wide_table(small)
    table = pa.table({name: [row[name] or None for row in rows] for name in rows[0]})
    kinds = {
        "grain.hazards": pa.int8(),
        "shore.clean": pa.float64(),
        "target:grain.seedlings": pa.decimal128(9, 3),
        "party.study": pa.dictionary(pa.int8(), pa.string()),
        "bonus": pa.int64(),
        "deduction": pa.decimal128(5, 2),
        "town_code": pa.large_string(),
    }
    for name, kind in kinds.items():
        column = (
            table[name].cast(pa.float64()).cast(kind) if pa.types.is_integer(kind) else table[name].cast(kind)
        )
        table = table.set_column(table.schema.get_field_index(name), name, column)
    yes = pa.array([row["party.meeting"] == "是" for row in rows])
    table = table.set_column(table.schema.get_field_index("party.meeting"), "party.meeting", yes)
    file = tmp_path / "wide.parquet"
    parquet.write_table(table, file)
    assert answers(qsq, file, small) == answers(qsq, as_csv(rows, tmp_path / "wide.csv"), small)


def test_rows_stay_where_they_are_whatever_their_order(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    rows = wide_table(small)
    found = answers(qsq, as_csv(rows[::-1], tmp_path / "wide.csv"), small)
    assert found[::-1] == answers(qsq, as_csv(rows, tmp_path / "wide.csv"), small)


def test_chinese_headings_words_and_gb18030(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    rows = wide_table(small)
    names = {
        "village_code": "村代码", "village_name": "村名", "town_code": "镇代码", "kind": "类型", "group": "分组",
        "bonus": "加分", "deduction": "扣分", "veto": "一票否决", "target:grain.seedlings": "目标：grain.seedlings",
    }  # fmt: skip
    chinese = [
        {names.get(name, name): {"village": "村"}.get(text, text) for name, text in row.items()}
        for row in rows
    ]
    table = as_csv(chinese, tmp_path / "wide.csv", "gb18030")
    assert answers(qsq, table, small) == answers(qsq, as_csv(rows, tmp_path / "utf8.csv"), small)


def test_counties_are_scored_each_by_itself_and_ranked_together(
    qsq: Qsq, small: Path, tmp_path: Path
) -> None:
    rows = wide_table(small)
    twice = [
        {**row, "village_code": f"{county}{row['village_code']}", "county_code": county, "province_code": "P"}
        for county in "XY"
        for row in rows
    ]
    alone = answers(qsq, as_csv(rows, tmp_path / "alone.csv"), small)
    found = answers(qsq, as_csv(twice, tmp_path / "wide.csv"), small)
    same = [name for name in alone[0] if name != "village_code"]
    for own, *others in zip(alone, found[: len(rows)], found[len(rows) :], strict=True):
        for other in others:
            assert {name: own[name] for name in same} == {name: other[name] for name in same}
            assert other["overall_rank"] == other["province_rank"] == 2 * own["city_rank"] - 1
    towns = read(tmp_path / "marks.towns.parquet")
    assert [(one["county_code"], one["town_code"], one["rank"]) for one in towns] == [
        ("X", "T1", 1), ("X", "T2", 2), ("Y", "T1", 1), ("Y", "T2", 2),
    ]  # fmt: skip


def test_csv_and_parquet_say_the_same(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    table = as_csv(wide_table(small), tmp_path / "wide.csv")
    assert qsq(*BULK, table, tmp_path / "marks.csv", workspace=small).code == 0
    by_csv = pd.read_csv(tmp_path / "marks.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    for row, own in zip(by_csv.to_dict("records"), answers(qsq, table, small), strict=True):
        told = {name: "" if value is None else str(value) for name, value in own.items()}
        assert row == told | {"vetoed": str(own["vetoed"]).lower()}


def test_names_behind_an_apostrophe_are_read_as_every_other_table_reads_them(
    qsq: Qsq, small: Path, tmp_path: Path
) -> None:
    names = ["=东一村", "+86", "'-西", "@甲", "-5", "丁"]
    rows = [{**row, "village_name": name} for row, name in zip(wide_table(small), names, strict=True)]
    cells = ([row[name] for name in rows[0]] for row in rows)
    table = tmp_path / "wide.csv"
    table.write_bytes(csv_bytes(list(rows[0]), cells))
    assert "'=东一村" in table.read_text("utf-8-sig")
    assert [row["village_name"] for row in answers(qsq, table, small)] == names
    assert qsq(*BULK, table, tmp_path / "marks.csv", workspace=small).code == 0
    (sheet,) = read_csv("marks.csv", (tmp_path / "marks.csv").read_bytes(), Faults())
    heads, *found = sheet.rows
    assert [row[heads.index("village_name")] for row in found] == names


def faulty(rows: Table, **cells: str) -> Table:
    """The rows, with other cells in the second."""
    return [row if number != 1 else {**row, **cells} for number, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("column", "found", "told"),
    [
        ("grain.hazards", "-1", "-1"),
        ("grain.hazards", "1.5", "1.5"),
        ("grain.hazards", "NA", "reason"),
        ("party.study", "甲", "优 / 良 / 差"),
        ("party.meeting", "maybe", "是 / 否"),
        ("shore.clean", "3", "does not apply"),
        ("grain.seedlings", "340km", "340km"),
        ("target:grain.seedlings", "0", "> 0"),
        ("target:grain.seedlings", "", "target is missing"),
        ("bonus", "-1", "≥ 0"),
        ("bonus", "0.0000001", "0.000001"),
        ("veto", "perhaps", "perhaps"),
        ("kind", "city", "city"),
        ("town_code", "", "missing"),
        ("village_code", " ", "missing"),
        ("village_code", "A1", "twice"),
    ],
)
def test_a_wrong_cell_is_told_by_row_and_column(
    qsq: Qsq, small: Path, tmp_path: Path, column: str, found: str, told: str
) -> None:
    table = as_csv(faulty(wide_table(small), **{column: found}), tmp_path / "wide.csv")
    run = qsq(*BULK, table, tmp_path / "marks.parquet", "--json", workspace=small)
    (place,) = run.answer["error"]["places"]
    assert (run.code, place["where"]) == (3, "row 3")
    assert told in place["message"]
    assert not (tmp_path / "marks.parquet").exists()


def test_all_faults_are_told_at_once(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    rows = [{**row, "grain.hazards": "x", "party.study": "y"} for row in wide_table(small)]
    run = qsq(
        *BULK, as_csv(rows, tmp_path / "wide.csv"), tmp_path / "marks.parquet", "--json", workspace=small
    )
    assert (run.code, len(run.answer["error"]["places"])) == (3, 12)


@pytest.mark.parametrize(
    ("heading", "told"),
    [("grain.nothing", "grain.nothing"), ("村代码", "twice")],
)
def test_headings_are_known(qsq: Qsq, small: Path, tmp_path: Path, heading: str, told: str) -> None:
    rows = [{**row, heading: ""} for row in wide_table(small)]
    run = qsq(
        *BULK, as_csv(rows, tmp_path / "wide.csv"), tmp_path / "marks.parquet", "--json", workspace=small
    )
    assert run.code == 3
    assert told in run.answer["error"]["places"][0]["message"]


def test_a_column_that_is_needed_is_asked_for(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    rows = [{name: text for name, text in row.items() if name != "kind"} for row in wide_table(small)]
    run = qsq(*BULK, as_csv(rows, tmp_path / "wide.csv"), tmp_path / "marks.parquet", workspace=small)
    assert run.code == 3
    assert "kind" in run.err


def test_what_is_missing_waits_and_may_be_read_otherwise(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    table = as_csv(faulty(wide_table(small), **{"party.study": ""}), tmp_path / "wide.csv")
    run = qsq(*BULK, table, tmp_path / "marks.parquet", "--json", workspace=small)
    assert run.code == 4
    assert "party.study: 1 village lacks it" in run.answer["error"]["places"][0]["message"]
    run = qsq(*BULK, table, tmp_path / "marks.parquet", "--missing", "zero", "--json", workspace=small)
    assert (run.code, run.answer["provisional"]) == (0, True)


def test_villages_that_take_no_part_are_left_out(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    rows = [{**row, "evaluated": "否" if row["village_code"] == "A1" else ""} for row in wide_table(small)]
    found = answers(qsq, as_csv(rows, tmp_path / "wide.csv"), small)
    assert [row["village_code"] for row in found] == ["A2", "A3", "B1", "B2", "B3"]
    assert found[0]["rank"] == 1


def test_codes_are_text(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    rows = wide_table(small)
    table = pa.table({name: [row[name] for row in rows] for name in rows[0]})
    table = table.set_column(0, "village_code", pa.array(range(len(rows))))
    parquet.write_table(table, tmp_path / "wide.parquet")
    run = qsq(*BULK, tmp_path / "wide.parquet", tmp_path / "marks.parquet", workspace=small)
    assert run.code == 3
    assert "int64" in run.err


@pytest.mark.parametrize(
    ("name", "content"), [("wide.parquet", b"PAR1 no more"), ("wide.csv", b'a,b\n"1'), ("wide.csv", b"")]
)
def test_a_file_that_is_none_is_refused(
    qsq: Qsq, small: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    run = qsq(*BULK, tmp_path / name, tmp_path / "marks.parquet", workspace=small)
    assert run.code == 3
    assert "Traceback" not in run.err


def test_a_period_is_named_where_there_are_several(qsq: Qsq, tmp_path: Path) -> None:
    run = qsq(*BULK, tmp_path / "wide.csv", tmp_path / "marks.parquet", workspace=EXAMPLES / "mini")
    assert run.code == 2
    assert "2023Q1, 2023Q2, 2023Q3, 2023Q4" in run.err


def test_a_wide_table_in_excel_is_no_input(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    assert qsq(*BULK, tmp_path / "wide.xlsx", tmp_path / "marks.parquet", workspace=small).code == 2
    assert qsq(*BULK, tmp_path / "wide.csv", tmp_path / "marks.xlsx", workspace=small).code == 2
