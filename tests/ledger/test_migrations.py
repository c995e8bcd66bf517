"""A ledger of an older version is brought forward when it is opened: all or nothing, and no event changes."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qsq.domain.faults import QsqError
from qsq.ledger.ledger import MIGRATIONS, Draft, Ledger
from qsq.ledger.verification import verify
from qsq.year.desk.office import LEDGER_FILE
from tests.ledger.a_ledger import a_ledger

_NOTES = ("CREATE TABLE notes (sequence INTEGER NOT NULL, text TEXT NOT NULL) STRICT",
          "INSERT INTO notes SELECT sequence, 'of version 1' FROM events")  # fmt: skip


class Later(Ledger):
    """The ledger of a later program, whose tables are others."""

    migrations = (*MIGRATIONS, _NOTES)


class Broken(Ledger):
    """One whose migration fails when half of it is done."""

    migrations = (*MIGRATIONS, (_NOTES[0], "INSERT INTO nothing VALUES (1)"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A ledger of this version with an event of every kind."""
    a_ledger(tmp_path)
    return tmp_path / LEDGER_FILE


def version(file: Path) -> int:
    with sqlite3.connect(file) as database:
        (found,) = database.execute("PRAGMA user_version").fetchone()
    database.close()
    return int(found)


def test_the_version_is_the_number_of_migrations(file: Path) -> None:
    assert version(file) == len(MIGRATIONS)


def test_an_older_ledger_is_brought_forward_and_no_event_changes(file: Path) -> None:
    with Ledger.open(file) as ledger:
        before, head = ledger.history(), ledger.head()
    with Later.open(file) as ledger:
        assert ledger.history() == before
        assert ledger.head() == head
        assert verify(ledger).whole, "its tables are those of a ledger that was made anew"
        assert "notes" in dict(ledger.schema())
    assert version(file) == 2
    with Later.open(file) as ledger:
        assert ledger.history() == before, "the second time there is nothing to do"


def test_a_backup_of_an_older_version_is_read_and_stays_as_it_is(file: Path, tmp_path: Path) -> None:
    backup = tmp_path / "qsq-2024-05-31.db"
    with Ledger.open(file) as ledger:
        ledger.copy_to(backup)
        head = ledger.head()
    content = backup.read_bytes()
    with Later.open_read_only(backup) as ledger:
        assert ledger.head() == head
        assert verify(ledger).whole
    assert backup.read_bytes() == content


def test_an_older_copy_is_read_with_its_write_ahead_log(file: Path, tmp_path: Path) -> None:
    with Ledger.open(file) as ledger:
        with ledger.transaction():
            ledger.append(Draft("2024-06-02T09:00:00+00:00", "boss", "visit", "", {"day": "2024-06-02",
                "place": "A1", "purpose": "visit", "note": ""}, "boss"))  # fmt: skip
        head = ledger.head()
        for ending in ("", "-wal"):
            shutil.copyfile(f"{file}{ending}", tmp_path / f"copy.db{ending}")
        assert (tmp_path / "copy.db-wal").stat().st_size
        with Later.open_read_only(tmp_path / "copy.db") as copy:
            assert copy.head() == head


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(file: Path) -> None:
    with pytest.raises(QsqError, match="cannot be opened"):
        Broken.open(file)
    assert version(file) == 1
    with Ledger.open(file) as ledger:
        assert "notes" not in dict(ledger.schema())
        assert verify(ledger).whole


def test_an_older_program_refuses_what_a_newer_one_brought_forward(file: Path) -> None:
    Later.open(file).__exit__()
    for opened in (Ledger.open, Ledger.open_read_only):
        with pytest.raises(QsqError, match="has version 2; this program knows version 1: install the newer"):
            opened(file)


@pytest.mark.parametrize("opened", [Broken.open, Broken.open_read_only, Ledger.open, Ledger.open_read_only])
def test_a_ledger_that_cannot_be_opened_is_not_kept_open(
    file: Path, opened: Callable[[Path], Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows would let nobody put a better one in its place."""
    if opened in (Ledger.open, Ledger.open_read_only):
        Later.open(file).__exit__()
    made: list[sqlite3.Connection] = []

    class Noted(sqlite3.Connection):
        def __init__(self, *at: Any, **how: Any) -> None:
            super().__init__(*at, **how)
            made.append(self)

    monkeypatch.setattr(sqlite3, "connect", Noted)
    with pytest.raises(QsqError):
        opened(file)
    assert made
    for one in made:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            one.execute("SELECT 1")
