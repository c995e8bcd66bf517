"""Eight processes at once on one workspace lose nothing and double nothing."""

import os
import subprocess
import sys
from pathlib import Path

from tests.cli.test_people_steps import UNITS
from tests.conftest import Qsq

PROCESSES = 8


def at_once(workspace: Path, calls: list[list[str]]) -> list[int]:
    """Exit codes of commands that are started together."""
    environment = {**os.environ, "QSQ_WORKSPACE": str(workspace), "QSQ_ACTOR": "clerk"}
    command = [sys.executable, "-m", "qsq"]
    started = [
        subprocess.Popen(
            [*command, *call], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for call in calls
    ]
    return [process.wait(timeout=120) for process in started]


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
