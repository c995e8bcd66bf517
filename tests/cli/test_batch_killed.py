"""A batch that is killed at any moment is completed by the next run: nothing lost, nothing doubled."""

import os
import random
import shutil
import time
import traceback
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qsq import Workspace
from qsq.ledger.ledger import Ledger
from qsq.ledger.verification import verify
from tests.cli.a_year import DAY, People, county
from tests.cli.driven import FIRST, NIGHTS, driven_once
from tests.conftest import called
from tests.processes import PROCESSES

KILLS = int(os.environ.get("QSQ_KILLS", "25"))
"""At each of the eight nights; more that come too late are not counted."""

BROKEN = "broken.txt"

MISSED = "everything since January"
"""The night of scoring where the batch did not run since the first of January."""


def night(root: Path, day: date) -> None:
    """A run of the batch, as a process that can be killed; what broke it is kept."""
    try:
        Workspace(root).batch.run(day)
    except BaseException:
        (root / BROKEN).write_text(traceback.format_exc(), "utf-8")
        raise


@dataclass(frozen=True)
class Content:
    """A ledger without the times of its events, and the papers beside it."""

    events: list[tuple[Any, ...]]
    snapshots: list[str]
    papers: dict[str, bytes]


def content_of(root: Path) -> Content:
    with Ledger.open(root / "data" / "qsq.db") as ledger:
        assert verify(ledger).whole
        events = [(one.actor, one.kind, one.period, one.subject, one.payload) for one in ledger.events()]
        snapshots = [key for key, _content in ledger.snapshots()]
    papers = {
        str(path.relative_to(root)): path.read_bytes()
        for path in (root / "out").rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts)
    }
    return Content(events, snapshots, papers)


def missed(folder: Path) -> Path:
    """A county whose batch last ran on the first of January; its people went on until the end of March."""
    root = county(folder)
    people = People(called, folder, root)
    Workspace(root).batch.run(FIRST)
    for days in range(90):
        people.act(FIRST + days * DAY)
    return root


@pytest.mark.torture
@pytest.mark.parametrize("name", [*NIGHTS, MISSED])
def test_a_killed_run_is_completed_by_the_next(
    name: str, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    day = NIGHTS["scoring" if name == MISSED else name]
    eve = driven_once(tmp_path_factory).eves / str(day)
    root = missed(tmp_path) if name == MISSED else Path(shutil.copytree(eve, tmp_path / "small"))
    before = content_of(root).events if (root / "data" / "qsq.db").exists() else []
    whole = tmp_path / "whole"
    shutil.copytree(root, whole)
    started = time.perf_counter()
    _run(whole, day)
    longest = time.perf_counter() - started
    expected, chance, kills, tries = content_of(whole), random.Random(name), 0, 0
    assert len(expected.events) > len(before), "a night without work"
    while kills < KILLS:
        tries += 1
        assert tries < 20 * KILLS, "the kills come too late"
        copy = tmp_path / f"copy{tries}"
        shutil.copytree(root, copy)
        kills += _killed(copy, day, chance.uniform(0, longest))
        _run(copy, day)
        assert content_of(copy) == expected
        shutil.rmtree(copy)


def _run(root: Path, day: date) -> None:
    process = PROCESSES.Process(target=night, args=(root, day))
    process.start()
    process.join(60)
    broken = root / BROKEN
    assert process.exitcode == 0, broken.read_text("utf-8") if broken.exists() else "before it ran"


def _killed(root: Path, day: date, after: float) -> bool:
    """Whether the run was killed before its end."""
    process = PROCESSES.Process(target=night, args=(root, day))
    process.start()
    process.join(after)
    process.kill()
    process.join(60)
    return process.exitcode == -9
