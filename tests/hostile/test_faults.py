"""A command that is killed, or whose disk fails, at any of its calls: the ledger is whole, and the next run goes on."""

import errno
import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from time import time

import pytest

from qsq.ledger.ledger import Ledger
from qsq.ledger.verification import verify
from qsq.year.batch.backups import half_made
from qsq.year.batch.log import LOG_FILE
from qsq.year.score.aside import forget_what_is_recorded
from tests.alike import contents
from tests.conftest import copied_once_made, made_once
from tests.hostile.commands import COMMANDS, READERS, STEPS, Step, make_eves, name_of

needs_a_failing_disk = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("gcc") is None, reason="the failing disk needs Linux and gcc"
)

KILLS = int(os.environ.get("QSQ_KILLS_OF_EACH", "10"))
"""At how many of its calls each command is killed."""

POINTS = int(os.environ.get("QSQ_POINTS", "2"))
"""From how many of its calls on the disk fails each command, in each of the ways."""

WAYS = {"killed": 0, "broken": errno.EIO, "full": errno.ENOSPC}


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
    """The county's folder, on a disk that may fail; its clock stands still."""

    folder: Path
    shim: Path
    clock: int = field(default_factory=lambda: int(time()))

    def beside(self, name: str) -> "Disk":
        """Another one, at the same time."""
        return Disk(self.folder.with_name(name), self.shim, self.clock)

    def run(
        self, words: list[str], at: int = 0, error: int = 0, **more: str
    ) -> subprocess.CompletedProcess[str]:
        """A command; broken from the call of that number on."""
        variables = {
            **os.environ,
            "LD_PRELOAD": str(self.shim),
            "QSQ_SHIM_UNDER": str(self.folder),
            "QSQ_SHIM_AT": str(at),
            "QSQ_SHIM_ERRNO": str(error),
            "QSQ_SHIM_CLOCK": str(self.clock),
            **more,
        }
        call = [sys.executable, "-m", "qsq", *words]
        return subprocess.run(call, env=variables, capture_output=True, text=True, timeout=300, check=False)

    def take(self, step: Step, at: int = 0, error: int = 0, **more: str) -> subprocess.CompletedProcess[str]:
        """A step, as `run`."""
        return self.run(step.typed(self.folder), at, error, **more)

    def calls(self, step: Step) -> list[str]:
        """What a step does to the disk when all goes well, call by call."""
        log = self.folder.with_suffix(".log")
        run = self.take(step, QSQ_SHIM_LOG=str(log))
        assert run.returncode in {0, 4}, run
        return log.read_text("utf-8").splitlines() if log.exists() else []

    def recorded(self) -> list[object]:
        """The county's events; its ledger is whole."""
        path = self.folder / "small" / "data" / "qsq.db"
        return events_of(path) if path.exists() else []

    def files(self) -> dict[str, object]:
        """Every file by its path; a ledger by its events, since SQLite may lay the same out in other pages."""
        found = {
            name: content
            for name, content in contents(self.folder).items()
            if ".db-" not in name and not name.endswith(LOG_FILE)
        }
        return {
            name: everything_of(self.folder / name) if name.endswith(".db") else content
            for name, content in found.items()
        }

    def logged(self) -> list[str]:
        """What the nightly run says that it did; a run that is killed behind an event says nothing of it."""
        log = self.folder / "small" / LOG_FILE
        return log.read_text("utf-8").splitlines() if log.exists() else []

    def half_made(self) -> list[str]:
        """What a step leaves that is nobody's."""
        left = [
            path
            for path in self.folder.rglob(".*")
            if path.suffix in {".tmp", ".old"} or ".tmp-" in path.name
        ]
        return sorted(str(path.relative_to(self.folder)) for path in left)

    def by_night(self) -> None:
        """What the nightly run removes."""
        root = self.folder / "small"
        for left in half_made(root):
            left.unlink()
        if (root / "data" / "qsq.db").exists():
            with Ledger.open_read_only(root / "data" / "qsq.db") as ledger:
                forget_what_is_recorded(root, ledger)

    def an_hour_later(self) -> None:
        """What was begun is old by now."""
        for path in self.folder.rglob(".*"):
            os.utime(path, (time() - 7200, time() - 7200), follow_symlinks=False)


def everything_of(path: Path) -> tuple[list[object], dict[str, object]]:
    """A ledger's events and what it keeps with them."""
    with Ledger.open_read_only(path) as ledger:
        return list(ledger.history()), dict(ledger.snapshots())


def events_of(path: Path) -> list[object]:
    """All that a ledger holds, with its times and digests; it is whole."""
    with Ledger.open(path) as ledger:
        found = verify(ledger)
        assert found.whole, found.wrong
        return list(ledger.history())


@dataclass(frozen=True)
class Trial:
    """A step before which the county stands as in `eve`, and what it leaves when all goes well."""

    step: Step
    eve: Path
    whole: Disk

    def breaks_off(self, point: int, call: str, way: str) -> None:
        """The step breaks off before a call: nothing is lost, and the next run leaves what it always leaves."""
        told = (self.step.words, point, call, way)
        disk = self.whole.beside(str(point))
        copied_once_made(self.eve, disk.folder)
        before, expected = disk.recorded(), self.whole.recorded()
        broken = disk.take(self.step, point, WAYS[way])
        assert broken.returncode in ({-9} if way == "killed" else {0, 1, 4}), (told, broken)
        assert "Traceback" not in broken.stderr, (told, broken)
        assert "fault of the program" not in broken.stderr + broken.stdout, (told, broken)
        after = disk.recorded()
        assert after[: len(before)] == before or after == expected, (told, "lost")
        if broken.stdout and broken.returncode != 1:
            assert after == expected, (told, "acknowledged and lost")
        disk.an_hour_later()
        again = disk.take(self.step)
        assert again.returncode in {0, 4}, (told, again)
        disk.by_night()
        assert disk.files() == self.whole.files(), told
        assert set(disk.logged()) <= set(self.whole.logged()), told
        assert disk.logged()[-1:] == self.whole.logged()[-1:], told
        assert disk.half_made() == [], told
        shutil.rmtree(disk.folder)


BROKEN = [
    pytest.param(number, way, id=f"{step.name}-{way}") for number, step in enumerate(STEPS) for way in WAYS
]
"""Each command in each way."""


def points_of(step: Step, way: str) -> int:
    """At how many calls a command is broken."""
    return POINTS if way != "killed" else KILLS if step.kills is None else min(step.kills, KILLS)


def test_every_command_of_the_program_writes_or_only_reads() -> None:
    """What is killed is drawn from the program's own tables: a new command is in neither list, and this fails."""
    writing, reading = {step.name for step in STEPS}, {name_of(words) for words in READERS}
    assert writing | reading == set(COMMANDS)
    assert not writing & reading


def test_all_are_killed_five_hundred_times() -> None:
    """As `make torture` kills them."""
    assert sum(step.kills or 10 for step in STEPS) >= 500


@needs_a_failing_disk
@pytest.mark.torture
@pytest.mark.long
@pytest.mark.parametrize(("number", "way"), BROKEN)
def test_a_command_that_breaks_off_is_completed_by_the_next(
    number: int, way: str, eves: Path, shim: Path, tmp_path: Path
) -> None:
    step, eve = STEPS[number], eves / str(number)
    whole = Disk(tmp_path / "whole", shim)
    copied_once_made(eve, whole.folder)
    calls = whole.calls(step)
    chance = random.Random(f"{step.words} {way}")
    for point in sorted(chance.sample(range(len(calls)), points_of(step, way))):
        Trial(step, eve, whole).breaks_off(point + 1, calls[point], way)


@needs_a_failing_disk
@pytest.mark.torture
@pytest.mark.long
@pytest.mark.parametrize("words", READERS)
def test_a_command_that_only_reads_leaves_every_file_as_it_was(
    words: str, eves: Path, shim: Path, tmp_path: Path
) -> None:
    disk = Disk(tmp_path / "read", shim)
    copied_once_made(eves / str(len(STEPS) - 1), disk.folder)
    before = disk.files()
    run = disk.take(Step(words))
    assert run.returncode in {0, 1, 4, 5}, run
    assert "fault of the program" not in run.stdout + run.stderr
    assert disk.files() == before


@needs_a_failing_disk
@pytest.mark.torture
@pytest.mark.long
@pytest.mark.parametrize("name", ["checklist accept", "ledger backup", "ledger export", "ledger restore"])
def test_a_name_is_given_to_what_is_on_the_disk_and_kept_there(
    name: str, eves: Path, shim: Path, tmp_path: Path
) -> None:
    """A file is synced before it takes another's place, its folder afterwards; so is SQLite's log of a commit."""
    number = next(at for at, one in enumerate(STEPS) if one.name == name)
    disk = Disk(tmp_path / "whole", shim)
    copied_once_made(eves / str(number), disk.folder)
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


@needs_a_failing_disk
@pytest.mark.torture
@pytest.mark.long
def test_a_drive_without_locks_is_told_and_nothing_is_recorded(
    eves: Path, shim: Path, tmp_path: Path
) -> None:
    number = next(at for at, one in enumerate(STEPS) if one.name == "checklist accept")
    disk = Disk(tmp_path / "drive", shim)
    copied_once_made(eves / str(number), disk.folder)
    before = disk.recorded()
    run = disk.take(STEPS[number], QSQ_SHIM_NO_LOCKS="1")
    assert run.returncode == 1, run
    assert "fault of the program" not in run.stdout + run.stderr
    assert disk.recorded() == before
