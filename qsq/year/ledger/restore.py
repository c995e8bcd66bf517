"""A backup put in the place of the ledger, which is kept aside; what is lost by it is recorded."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qsq.domain.faults import QsqError, message
from qsq.domain.steps.event_kinds import OtherEvent
from qsq.ledger.ledger import Ledger
from qsq.ledger.problems import of_sqlite
from qsq.ledger.settled import settle
from qsq.ledger.verification import lost_heads
from qsq.year.desk.known_heads import known_heads
from qsq.year.desk.office import LEDGER_FILE, Office
from qsq.year.desk.writing import file_made_whole, inside
from qsq.year.ledger.upkeep import must_be_whole

_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a ledger that is in use, or was when its machine stopped."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup that took the ledger's place.

    Attributes:
        events: how many events the backup holds.
        lost: how many heads are known from papers and backups that it has not.
        aside: where the old ledger is kept; empty where there was none.
        recorded: False where the backup stood in the ledger's place already.
    """

    events: int
    lost: int
    aside: str
    recorded: bool

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "events": self.events,
            "lost": self.lost,
            "aside": self.aside or None,
            "recorded": self.recorded,
        }


def restore(office: Office, file: Path) -> Restored:
    """Put a copy of the ledger in its place.

    Raises:
        QsqError: the copy is not whole, or the ledger is in use; nothing is changed.
    """
    current = inside(office.root, office.root / LEDGER_FILE)
    events, head = must_be_whole(file, file)
    if _stands(current, events, head):
        return Restored(events, 0, "", recorded=False)
    with file_made_whole(current) as made:
        try:
            with Ledger.open_read_only(file) as copy:
                copy.copy_to(made)
            lost = _recorded(office, made, file, _head_of(current))
            must_be_whole(made, file)
        finally:
            for left in _beside(made):
                left.unlink(missing_ok=True)
        aside = _aside(current, office.clock().strftime("%Y%m%dT%H%M%S"))
    return Restored(events, lost, aside, recorded=True)


def _stands(current: Path, events: int, head: str) -> bool:
    """Whether the copy was restored before, and nothing has happened since."""
    if not current.is_file():
        return False
    try:
        with Ledger.open_read_only(current) as ledger:
            last = ledger.history(OtherEvent.RESTORED)[-1:]
            return ledger.has(events, head) and [event.sequence for event in last] == [ledger.head()[0]] == [
                events + 1
            ]
    except (QsqError, sqlite3.Error):
        return False


def _head_of(current: Path) -> str:
    """The head of the ledger that is replaced; empty where it cannot be read."""
    try:
        with Ledger.open_read_only(current) as ledger:
            return ledger.head()[1]
    except (QsqError, OSError, sqlite3.Error):
        return ""


def _recorded(office: Office, made: Path, file: Path, replaced: str) -> int:
    """Record in the copy that it was restored, and the heads that went with the ledger it replaces."""
    with Ledger.open(made) as ledger, ledger.transaction():
        lost = {head.digest for head in lost_heads(ledger, known_heads(office.root))}
        payload: dict[str, Any] = {"file": file.name, "lost": sorted(lost), "replaced": replaced or None}
        ledger.append(office.event(OtherEvent.RESTORED, "", **payload))
    return len(lost)


def _aside(current: Path, stamp: str) -> str:
    """Move the ledger and what SQLite keeps beside it out of the way; the new name from the root.

    Raises:
        QsqError: another program uses it.
    """
    if not current.exists():
        return ""
    _must_be_unused(current)
    for named in current.parent.glob(f"{current.stem}-before-*{current.suffix}"):
        if named.samefile(current):  # by a run that was cut off
            return f"{named.parent.name}/{named.name}"
    kept = current.with_name(f"{current.stem}-before-{stamp}{current.suffix}")
    number = 1
    while kept.exists():
        number += 1
        kept = kept.with_name(f"{current.stem}-before-{stamp}-{number}{current.suffix}")
    for old in _beside(current):
        if old.exists():
            old.rename(f"{kept}{old.name.removeprefix(current.name)}")
    _kept_too(current, kept)
    return f"{kept.parent.name}/{kept.name}"


def _kept_too(current: Path, kept: Path) -> None:
    """Give the ledger a second name: it keeps its own until another file takes it, all at once."""
    try:
        kept.hardlink_to(current)
    except OSError:  # a disk that knows no links
        current.rename(kept)
    settle(kept.parent)


def _must_be_unused(current: Path) -> None:
    """Raise where another program has the ledger open; one that is damaged nobody can use."""
    connection = sqlite3.connect(current, timeout=5, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError as error:
        raise QsqError(
            message("the ledger {path} cannot be replaced: {problem}", path=current, problem=of_sqlite(error))
        ) from error
    except sqlite3.DatabaseError:
        return
    finally:
        connection.close()


def _beside(file: Path) -> list[Path]:
    return [file.with_name(f"{file.name}{ending}") for ending in _BESIDE]
