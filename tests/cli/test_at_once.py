"""Eight processes at once on one workspace lose nothing and double nothing."""

import os
import shutil
from pathlib import Path

import pytest

from tests.cli.test_people_steps import UNITS
from tests.conftest import Qsq
from tests.processes import run_at_once

PROCESSES = 8


def at_once(workspace: Path, calls: list[list[str]]) -> list[int]:
    """Exit codes of commands that are started together."""
    environment = {**os.environ, "QSQ_WORKSPACE": str(workspace), "QSQ_ACTOR": "clerk"}
    return [run.code for run in run_at_once(calls, environment)]


def kinds(qsq: Qsq, workspace: Path) -> list[str]:
    return [event["kind"] for event in qsq("ledger", "log", "--json", workspace=workspace).answer["events"]]


def test_eight_first_scorings_are_one_event(qsq: Qsq, small: Path) -> None:
    assert at_once(small, [["score", "quarter", "2023Q1"]] * PROCESSES) == [0] * PROCESSES
    assert kinds(qsq, small) == ["evaluation"]


def test_eight_signatures_are_eight_events(qsq: Qsq, small: Path) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    sheets = qsq("score", "feedback", "2023Q1", "--json", workspace=small).answer["sheets"]
    options = {"town": "--leader", "village": "--secretary"}
    calls = [
        [
            "score",
            "sign",
            "2023Q1",
            f"--{one['level']}",
            one["unit"],
            options[one["level"]],
            UNITS[one["unit"]],
            "--code",
            one["code"],
        ]
        for one in sheets
    ]
    assert len(calls) == PROCESSES
    assert at_once(small, calls) == [0] * PROCESSES
    assert sorted(kinds(qsq, small)[2:]) == ["town_signature"] * 2 + ["village_signature"] * 6
    assert qsq("ledger", "verify", "--json", workspace=small).answer["whole"] is True


def test_eight_backups_to_one_file_are_a_whole_ledger(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    file = tmp_path / "copies" / "copy.db"
    assert at_once(small, [["ledger", "backup", str(file)]] * PROCESSES) == [0] * PROCESSES
    assert [path.name for path in file.parent.iterdir()] == ["copy.db"]
    shutil.copyfile(file, small / "data" / "qsq.db")
    assert qsq("ledger", "verify", "--json", workspace=small).answer["whole"] is True


@pytest.mark.torture
def test_eight_exports_to_one_file_are_a_whole_export(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    file = tmp_path / "copy.jsonl"
    assert at_once(small, [["ledger", "export", str(file)]] * PROCESSES) == [0] * PROCESSES
    once = file.read_bytes()
    assert qsq("ledger", "export", file, workspace=small).code == 0
    assert file.read_bytes() == once


@pytest.mark.torture
@pytest.mark.parametrize(
    ("words", "folder"),
    [
        (["checklist", "issue", "2023Q1", "--on", "2023-01-03"], "2023Q1/checklist"),
        (["board", "build", "--draft"], "board-draft"),
        (["report", "circular", "2023Q1", "--format", "docx"], "2023Q1/report/circular"),
        (["score", "feedback", "2023Q1"], "2023Q1/feedback"),
    ],
)
def test_eight_that_write_one_folder_leave_it_whole(
    qsq: Qsq, small: Path, words: list[str], folder: str
) -> None:
    qsq("score", "quarter", "2023Q1", workspace=small)
    assert at_once(small, [words] * PROCESSES) == [0] * PROCESSES
    target = small / "out" / folder
    first = {path.relative_to(target): path.read_bytes() for path in target.rglob("*") if path.is_file()}
    assert first
    assert [
        path.name for path in target.parent.iterdir() if path.name.startswith(".") and path.suffix != ""
    ] == []
    assert qsq(*words, workspace=small).code == 0
    assert {
        path.relative_to(target): path.read_bytes() for path in target.rglob("*") if path.is_file()
    } == first
