"""A command that is killed, or whose disk fails, at any of its calls: the ledger is whole, and the next run goes on."""

import errno
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Any

import pytest

from qsq.ledger.ledger import Ledger
from qsq.ledger.verification import verify
from qsq.year.desk.writing import left_half_made
from tests.cli.test_people_steps import UNITS
from tests.conftest import called, made_once, small_workspace

if sys.platform != "linux" or shutil.which("gcc") is None:
    pytest.skip("the failing disk needs Linux and gcc", allow_module_level=True)

pytestmark = [pytest.mark.torture, pytest.mark.long]

POINTS = int(os.environ.get("QSQ_POINTS", "5"))
"""At how many calls each writing command is broken, in each of the ways."""

WAYS = {"killed": 0, "broken": errno.EIO, "full": errno.ENOSPC}


@dataclass(frozen=True)
class Step:
    """A command that writes; `{root}` and `{folder}` stand for the county and the folder around it."""

    words: str
    actor: str = "clerk"

    @property
    def name(self) -> str:
        """The command, such as `score sign`."""
        return " ".join(self.words.split()[:2])


STEPS = (
    Step("checklist issue 2023Q1 --on 2023-01-02"),
    Step("checklist dispatch 2023Q1 --town T1 --on 2023-01-03", "T1-lead"),
    Step("checklist accept 2023Q1 --village A1 --on 2023-01-04", "A1-sec"),
    Step("visits import {folder}/visits.csv --on 2023-03-01"),
    Step("score submit 2023Q1 {folder}/agriculture.csv --department agriculture --on 2023-04-03", "agri"),
    Step("score quarter 2023Q1 --on 2023-04-07"),
    Step("score feedback 2023Q1 --on 2023-04-08"),
    Step("score sign 2023Q1 --file {folder}/signed.csv --on 2023-04-09"),
    Step("score notice 2023Q1 --on 2023-04-10"),
    Step("score finalise 2023Q1 --on 2023-04-18"),
    Step("report circular 2023Q1 --format docx"),
    Step("board build --draft"),
    Step("proof write A1 2023Q1"),
    Step("outbox --on 2023-04-19"),
    Step("awards year 2023 --on 2024-01-11"),
    Step("awards decide 2023 --document 常委会〔2024〕3号 --approval 市批〔2024〕1号 --on 2024-01-12"),
    Step("awards notice 2023 --on 2024-01-15"),
    Step("awards confirm 2023 --on 2024-01-24"),
    Step("awards pay 2023 --all --on 2024-01-25"),
    Step("ledger backup {root}/backups/copy.db"),
    Step("ledger export {folder}/copy.jsonl"),
    Step("ledger restore {folder}/older.db"),
)


def words_of(step: Step, folder: Path) -> list[str]:
    """The call of a step in the county that lies in a folder."""
    root = folder / "small"
    words = [word.format(root=root, folder=folder) for word in step.words.split()]
    return (
        [*words, "--actor", step.actor, "--json", "--workspace", str(root)]
        if _has_actor(step)
        else [
            *words,
            "--json",
            "--workspace",
            str(root),
        ]
    )


def _has_actor(step: Step) -> bool:
    return step.words.split()[0] in {"checklist", "visits", "score", "awards", "outbox"}


def make_eves(folder: Path) -> None:
    """The county before each of the steps, in order, each with what its people bring."""
    first = folder / "0"
    root = small_workspace(first)
    seen = "data/2023/q1/observations/agriculture.csv"
    shutil.move(root / seen, first / "agriculture.csv")
    (first / "visits.csv").write_text(
        "date,official,place,purpose,note\n2023-01-05,T1-officer,A1,visit,\n", "utf-8"
    )
    for number, step in enumerate(STEPS):
        eve = folder / str(number)
        if step.name == "score sign":
            _bring_signatures(eve)
        if step.name == "awards year":
            assert called("ledger", "backup", eve / "older.db", workspace=eve / "small").code == 0
        shutil.copytree(eve, folder / str(number + 1), ignore=shutil.ignore_patterns("qsq.db-*"))
        run = called(*words_of(step, folder / str(number + 1)))
        assert run.code in {0, 4}, (step, run)


def _bring_signatures(eve: Path) -> None:
    """The file of signatures, with the codes that stand on the sheets."""
    sheets = called("score", "feedback", "2023Q1", "--on", "2023-04-08", "--json", workspace=eve / "small")
    codes = {sheet["unit"]: sheet["code"] for sheet in sheets.answer["sheets"]}
    lines = ["office,signer,code", *(f"{unit},{signer},{codes[unit]}" for unit, signer in UNITS.items())]
    (eve / "signed.csv").write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture(scope="session")
def eves(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "eves-of-faults", make_eves)


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(folder: Path) -> None:
        source = Path(__file__).with_name("shim.c")
        flags = ["-shared", "-fPIC", "-O1", "-o", str(folder / "shim.so")]
        subprocess.run(["gcc", *flags, str(source), "-ldl"], check=True, capture_output=True)

    return made_once(tmp_path_factory, "shim", make) / "shim.so"


@dataclass(frozen=True)
class Disk:
    """The county's folder, on a disk that may fail."""

    folder: Path
    shim: Path

    def run(self, step: Step, at: int = 0, error: int = 0, **more: str) -> subprocess.CompletedProcess[str]:
        """A step; broken from the call of that number on."""
        variables = {
            **os.environ,
            "LD_PRELOAD": str(self.shim),
            "QSQ_SHIM_UNDER": str(self.folder),
            "QSQ_SHIM_AT": str(at),
            "QSQ_SHIM_ERRNO": str(error),
            **more,
        }
        call = [sys.executable, "-m", "qsq", *words_of(step, self.folder)]
        return subprocess.run(call, env=variables, capture_output=True, text=True, timeout=300, check=False)

    def calls(self, step: Step) -> list[str]:
        """What a step does to the disk when all goes well, call by call."""
        log = self.folder.with_suffix(".log")
        run = self.run(step, QSQ_SHIM_LOG=str(log))
        assert run.returncode in {0, 4}, run
        return log.read_text("utf-8").splitlines() if log.exists() else []


def recorded(folder: Path) -> list[tuple[Any, ...]]:
    """The ledger's events without their times and digests; it is whole."""
    path = folder / "small" / "data" / "qsq.db"
    if not path.exists():
        return []
    with Ledger.open(path) as ledger:
        found = verify(ledger)
        assert found.whole, found.wrong
        return [
            (one.actor, one.kind, one.period, one.subject, _plain(one.payload)) for one in ledger.history()
        ]


def _plain(payload: Mapping[str, Any]) -> str:
    return re.sub(r"[0-9a-f]{64}", "…", json.dumps(payload, ensure_ascii=False, sort_keys=True))


def half_made(folder: Path) -> list[str]:
    """What a step leaves that is nobody's: the nightly run removes what lies beside the ledger."""
    left = [path for path in folder.rglob(".*") if path.suffix in {".tmp", ".old"} or ".tmp-" in path.name]
    nightly = left_half_made(folder / "small" / "data")
    return [str(path.relative_to(folder)) for path in left if path not in nightly]


def an_hour_later(folder: Path) -> None:
    """What was begun is old by now."""
    for path in folder.rglob(".*"):
        os.utime(path, (time() - 7200, time() - 7200), follow_symlinks=False)


BROKEN = [
    pytest.param(number, way, id=f"{step.name}-{way}") for number, step in enumerate(STEPS) for way in WAYS
]
"""Each command in each way."""


@pytest.mark.parametrize(("number", "way"), BROKEN)
def test_a_command_that_breaks_off_is_completed_by_the_next(
    number: int, way: str, eves: Path, shim: Path, tmp_path: Path
) -> None:
    step, eve = STEPS[number], eves / str(number)
    before = recorded(eve)
    whole = Disk(tmp_path / "whole", shim)
    shutil.copytree(eve, whole.folder)
    calls, expected = whole.calls(step), recorded(whole.folder)
    assert len(calls) > 1
    chance = random.Random(f"{step.name} {way}")
    for point in sorted(chance.sample(range(1, len(calls) + 1), min(len(calls), POINTS))):
        disk = Disk(tmp_path / str(point), shim)
        shutil.copytree(eve, disk.folder)
        broken = disk.run(step, point, WAYS[way])
        assert "Traceback" not in broken.stderr, broken.stderr
        assert "fault of the program" not in broken.stderr + broken.stdout, (point, calls[point - 1], broken)
        assert broken.returncode == -9 if way == "killed" else broken.returncode in {0, 1, 4}, (
            point,
            calls[point - 1],
            broken,
        )
        after = recorded(disk.folder)
        assert after[: len(before)] == before or step.name == "ledger restore", (point, calls[point - 1])
        if broken.returncode == 0 and way != "killed":
            assert len(after) >= len(expected), "acknowledged and lost"
        an_hour_later(disk.folder)
        again = disk.run(step)
        assert again.returncode in {0, 4}, (point, calls[point - 1], again)
        assert recorded(disk.folder) == expected, (point, calls[point - 1])
        assert half_made(disk.folder) == [], (point, calls[point - 1])
        shutil.rmtree(disk.folder)


@pytest.mark.parametrize("name", ["checklist accept", "ledger backup", "ledger export", "ledger restore"])
def test_a_name_is_given_to_what_is_on_the_disk_and_kept_there(
    name: str, eves: Path, shim: Path, tmp_path: Path
) -> None:
    """A file is synced before it takes another's place, its folder afterwards; so is SQLite's log of a commit."""
    number = next(at for at, one in enumerate(STEPS) if one.name == name)
    disk = Disk(tmp_path / "whole", shim)
    shutil.copytree(eves / str(number), disk.folder)
    calls = disk.calls(STEPS[number])
    named = [
        (at, call.split(" ", 1)[1]) for at, call in enumerate(calls) if call.startswith(("rename", "link"))
    ]
    for at, path in named:
        if ".locks" not in path:
            assert f"sync {Path(path).parent}" in calls[at:], (path, calls)
            assert any(call.startswith("sync") for call in calls[:at]), calls
    assert named or name == "checklist accept"
    if name == "checklist accept":
        log = f"{disk.folder}/small/data/qsq.db-wal"
        last = max(at for at, call in enumerate(calls) if call == f"write {log}")
        assert f"sync {log}" in calls[last:]


def test_a_drive_without_locks_is_told_and_nothing_is_recorded(
    eves: Path, shim: Path, tmp_path: Path
) -> None:
    number = next(at for at, one in enumerate(STEPS) if one.name == "checklist accept")
    disk = Disk(tmp_path / "drive", shim)
    shutil.copytree(eves / str(number), disk.folder)
    before = recorded(disk.folder)
    run = disk.run(STEPS[number], QSQ_SHIM_NO_LOCKS="1")
    assert run.returncode == 1, run
    assert "fault of the program" not in run.stdout + run.stderr
    assert recorded(disk.folder) == before
