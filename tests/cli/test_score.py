"""`qsq score`: what it prints, records and exports (CONTRACT.md sections 4 and 9)."""

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from qsq import Workspace
from qsq.ledger.canonical import canonical
from qsq.ledger.ledger import Event, Ledger
from tests.conftest import Qsq

if TYPE_CHECKING:
    from collections.abc import Callable

PERIOD = ("score", "quarter", "2023Q1")


def test_the_villages_of_a_town_are_shown_with_ranks_rewards_and_cards(qsq: Qsq, small: Path) -> None:
    run = qsq(*PERIOD, "--town", "东镇", workspace=small)
    assert run.code == 0
    lines = [line.split() for line in run.out.splitlines()]
    assert ["1", "A1", "东一村", "101.00", "101.00", "1", "1,500.00", "+1.00"] in lines
    assert "西一村" not in run.out


def test_all_pools_are_shown_at_a_glance(qsq: Qsq, small: Path) -> None:
    run = qsq(*PERIOD, workspace=small)
    assert "东镇" in run.out
    assert "西镇" in run.out
    assert "4,800.00" in run.out


def test_a_town_that_does_not_exist_is_wrong_use(qsq: Qsq, small: Path) -> None:
    run = qsq(*PERIOD, "--town", "南镇", workspace=small)
    assert run.code == 2
    assert "南镇" in run.err


def test_scoring_again_records_nothing_new(qsq: Qsq, small: Path) -> None:
    first = qsq(*PERIOD, "--json", workspace=small).answer
    again = qsq(*PERIOD, "--json", workspace=small)
    assert again.answer == first
    assert first["revision"] == 1
    assert len(events(small)) == 1


def test_a_result_is_recorded_as_canonical_json(small: Path) -> None:
    recorded = bytes(Workspace(small).score.period("2023Q1").result)
    assert recorded == canonical(json.loads(recorded))


def test_the_order_of_rows_changes_neither_answer_nor_digest(qsq: Qsq, small: Path) -> None:
    adjustments = small / "data/2023/q1/adjustments.csv"
    more = "A2,bonus,1,获县级表彰,organisation\nA2,deduction,2,通报,organisation\nA2,veto,,事故,agriculture\nA2,veto,,污染,agriculture\n"
    adjustments.write_text(adjustments.read_text(encoding="utf-8") + more, encoding="utf-8")
    first = qsq(*PERIOD, "--json", workspace=small).answer
    for path in small.glob("data/2023/q1/**/*.csv"):
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join([header, *reversed(rows)]) + "\n", encoding="utf-8")
    assert qsq(*PERIOD, "--json", workspace=small).answer == first


def test_changed_inputs_make_a_new_revision_and_keep_the_older(qsq: Qsq, small: Path) -> None:
    first = qsq(*PERIOD, "--json", workspace=small).answer
    town = small / "data/2023/q1/observations/town.csv"
    town.write_text(town.read_text(encoding="utf-8").replace("4.5", "4"), encoding="utf-8")
    second = qsq(*PERIOD, "--json", workspace=small).answer
    assert second["revision"] == 2
    assert second["rules_sha256"] == first["rules_sha256"]
    assert second["inputs_sha256"] != first["inputs_sha256"]
    older, newer = events(small)
    assert older.payload["result_sha256"] != newer.payload["result_sha256"]
    with Ledger.open(small / "data/qsq.db") as ledger:
        kept = ledger.kept(older.payload["files"]["data/2023/q1/observations/town.csv"])
        assert b"4.5" in kept
        assert newer.previous == older.digest


def test_a_comment_in_the_rules_makes_no_new_revision(qsq: Qsq, small: Path) -> None:
    first = qsq(*PERIOD, "--json", workspace=small).answer
    rules = small / "rules/2023/q1.yaml"
    rules.write_text("# 已校对\n" + rules.read_text(encoding="utf-8"), encoding="utf-8")
    assert qsq(*PERIOD, "--json", workspace=small).answer == first


def events(workspace: Path) -> tuple[Event, ...]:
    with Workspace(workspace).office.ledger() as ledger:
        return ledger.events("evaluation", "2023Q1")


def test_missing_observations_block_and_say_who_owes_what(qsq: Qsq, small: Path) -> None:
    (small / "data/2023/q1/observations/town.csv").unlink()
    run = qsq(*PERIOD, "--json", workspace=small)
    assert run.code == 4
    assert [where for _file, where, _text in run.places] == ["town"]
    check = qsq("score", "check", "2023Q1", "--json", workspace=small)
    assert check.code == 4
    assert check.answer["missing"] == 3
    assert check.answer["departments"][0]["towns"] == [{"town_code": "T2", "missing": 3}]
    text = qsq("score", "check", "2023Q1", workspace=small).out
    assert "西镇" in text


def test_nothing_missing_is_said_so(qsq: Qsq, small: Path) -> None:
    run = qsq("score", "check", "2023Q1", workspace=small)
    assert run.code == 0
    assert "all 27 observations are there" in run.out


@pytest.mark.parametrize(("reading", "town_mark"), [("exclude", "95.00"), ("zero", "79.16")])
def test_missing_observations_read_otherwise_make_a_provisional_result(
    reading: str, town_mark: str, qsq: Qsq, small: Path
) -> None:
    """西二村: 40 × 5/5 + 60 × 5.5/6 without its town's item; 33.33 + 50 × 5.5/6 + 0 of 16.67 with it."""
    town = small / "data/2023/q1/observations/town.csv"
    town.write_text("village_code,task,value,note\n", encoding="utf-8")
    run = qsq(*PERIOD, "--missing", reading, "--json", workspace=small)
    assert run.code == 0
    assert run.answer["provisional"] is True
    assert run.answer["villages"][4]["town_mark"] == town_mark
    assert "PROVISIONAL" in qsq(*PERIOD, "--missing", reading, workspace=small).out
    awards = qsq("awards", "year", "2023", "--draft", "--json", workspace=small).answer
    assert any("provisional" in text for text in awards["warnings"])


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_the_wide_table_holds_exact_marks(ending: str, qsq: Qsq, small: Path, tmp_path: Path) -> None:
    file = tmp_path / f"q1.{ending}"
    assert qsq(*PERIOD, "--export", file, "--json", workspace=small).code == 0
    readers: dict[str, Callable[[], list[Any]]] = {
        "csv": lambda: pd.read_csv(file, dtype=str).to_dict("records"),
        "xlsx": lambda: rows_of_sheet(file),
        "parquet": lambda: pd.read_parquet(file).to_dict("records"),
    }
    rows = readers[ending]()
    assert [row["village_code"] for row in rows] == ["A1", "A2", "A3", "B1", "B2", "B3"]
    assert Decimal(str(rows[0]["party.full"])) == Decimal("40.00")
    assert Decimal(str(rows[0]["grain.mark"])) == Decimal("60.00")
    first = file.read_bytes()
    qsq(*PERIOD, "--export", file, "--json", workspace=small)
    assert file.read_bytes() == first


def test_the_wide_table_has_the_figures_of_the_answer(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    file = tmp_path / "q1.csv"
    answer = qsq(*PERIOD, "--export", file, "--json", workspace=small).answer
    rows = pd.read_csv(file, dtype=str, keep_default_na=False).to_dict("records")
    assert len(rows) == len(answer["villages"])
    for row, village in zip(rows, answer["villages"], strict=True):
        plain = ("village_code", "village_name", "town_code", "town_mark", "city_mark", "bonus", "deduction")
        assert {key: row[key] for key in plain} == {key: village[key] for key in plain}
        assert (int(row["rank"]), int(row["city_rank"])) == (village["rank"], village["city_rank"])
        own = {one["item"]: one for one in village["items"]}
        for name in ("party", "grain", "shore"):
            figures = own.get(name, {})
            for key in ("full", "mark", "city_full", "city_mark"):
                assert row[f"{name}.{key}"] == (figures.get(key) or ""), (village["village_code"], name, key)


def rows_of_sheet(file: Path) -> list[dict[str, object]]:
    sheet = load_workbook(file).active
    assert sheet is not None
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip([str(name) for name in header], row, strict=True)) for row in rows]


def test_another_ending_is_wrong_use(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    run = qsq(*PERIOD, "--export", tmp_path / "q1.doc", "--json", workspace=small)
    assert run.code == 2
    assert ".doc" in run.answer["error"]["message"]


def test_the_python_api_gives_a_frame(small: Path) -> None:
    frame = Workspace(small).score.period("2023Q1").to_frame()
    assert list(frame["village_code"]) == ["A1", "A2", "A3", "B1", "B2", "B3"]
    assert frame["town_mark"][0] == Decimal("101.00")
    assert frame["shore.city_full"].isna().all()
