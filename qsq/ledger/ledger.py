"""data/qsq.db: an append-only chain of events, and snapshots by digest.

Each event carries the SHA-256 of itself and of the event before it, so that a change to any of them
shows; triggers refuse to update or delete.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from qsq.domain.faults import QsqError, message
from qsq.domain.revocation import RevocationKind, revoked
from qsq.ledger.canonical import canonical, digest

VERSION = 1
_BUSY_SECONDS = 30

_SCHEMA = (
    """CREATE TABLE events (
        sequence INTEGER PRIMARY KEY,
        time TEXT NOT NULL,
        actor TEXT NOT NULL,
        kind TEXT NOT NULL,
        period TEXT NOT NULL,
        subject TEXT NOT NULL,
        payload TEXT NOT NULL,
        previous TEXT NOT NULL,
        digest TEXT NOT NULL UNIQUE
    ) STRICT""",
    "CREATE INDEX events_by_kind ON events (kind, period, sequence)",
    "CREATE TABLE snapshots (digest TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT, WITHOUT ROWID",
    *(
        f"""CREATE TRIGGER {table}_{action} BEFORE {action} ON {table}
        BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"""
        for table in ("events", "snapshots")
        for action in ("update", "delete")
    ),
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened.

    Attributes:
        sequence: 1, 2, 3 …
        time: ISO 8601 with its offset.
        actor: who did it.
        kind: what was done, such as `evaluation`.
        period: such as `2023Q1`.
        subject: what it was done to, such as a village's code; empty for the whole.
        payload: further values that JSON can write.
        previous: the digest of the event before it; empty for the first.
    """

    sequence: int
    time: str
    actor: str
    kind: str
    period: str
    subject: str
    payload: Mapping[str, Any]
    previous: str

    @classmethod
    def of_row(cls, row: tuple[Any, ...]) -> Self:
        """The event that a row of the table holds.

        Raises:
            ValueError: its payload is no JSON.
        """
        sequence, time, actor, kind, period, subject, payload, previous, _digest = row
        return cls(sequence, time, actor, kind, period, subject, json.loads(payload), previous)

    @property
    def digest(self) -> str:
        """The SHA-256 over the event, the digest before it included."""
        return digest(canonical(self))


@dataclass(frozen=True, slots=True)
class Draft:
    """An event that is not recorded yet."""

    time: str
    actor: str
    kind: str
    period: str
    payload: Mapping[str, Any]
    subject: str = ""


class Ledger:
    """An open ledger; use it as a context manager."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @classmethod
    def open(cls, path: Path) -> Self:
        """The ledger at `path`, made where there is none.

        Raises:
            QsqError: the file is no ledger, a newer one, or lies where SQLite cannot keep it safe.
        """
        try:
            connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
            ledger = cls(connection)
            ledger._prepare(path)
        except sqlite3.Error as error:
            raise _not_opened(path, error) from error
        return ledger

    @classmethod
    def open_read_only(cls, path: Path) -> Self:
        """The ledger at `path` in a folder that cannot be written to, such as an auditor's copy.

        Raises:
            QsqError: the file is no ledger, or another version.
        """
        try:
            connection = sqlite3.connect(
                f"{path.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None
            )
            ledger = cls(connection)
            ledger._must_be_known(path)
        except sqlite3.Error as error:
            raise _not_opened(path, error) from error
        return ledger

    @classmethod
    def in_memory(cls) -> Self:
        """An empty ledger that nothing keeps, to compare others with."""
        ledger = cls(sqlite3.connect(":memory:", isolation_level=None))
        ledger._make()
        return ledger

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def _prepare(self, path: Path) -> None:
        (mode,) = self._db.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":
            raise QsqError(
                message(
                    "the ledger {path} lies on a disk without write-ahead log (a network share?);"
                    " move the workspace to a local disk",
                    path=path,
                )
            )
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA foreign_keys = ON")
        if self._version() == 0:
            with self.transaction():
                self._make()
        self._must_be_known(path)

    def _must_be_known(self, path: Path) -> None:
        if self._version() != VERSION:
            raise QsqError(
                message(
                    "the ledger {path} has version {found}; this program knows version {known}:"
                    " install the newer program",
                    path=path,
                    found=self._version(),
                    known=VERSION,
                )
            )

    def _make(self) -> None:
        if self._version() == 0:
            for statement in _SCHEMA:
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {VERSION}")

    def _version(self) -> int:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        return int(version)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; one writer at a time."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def append(self, draft: Draft) -> Event:
        """Record an event; call it within a transaction."""
        row = self._db.execute(
            "SELECT sequence, digest FROM events ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
        sequence, previous = row or (0, "")
        event = Event(
            sequence + 1,
            draft.time,
            draft.actor,
            draft.kind,
            draft.period,
            draft.subject,
            draft.payload,
            previous,
        )
        self._insert(event)
        return event

    def _insert(self, event: Event) -> None:
        self._db.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                event.sequence,
                event.time,
                event.actor,
                event.kind,
                event.period,
                event.subject,
                canonical(event.payload).decode(),
                event.previous,
                event.digest,
            ),
        )

    def events(self, kind: str = "", period: str = "") -> tuple[Event, ...]:
        """The events that hold, or those of a kind and period, oldest first; see `history`."""
        gone = revoked(self.history(RevocationKind.REVOCATION, period))
        return tuple(event for event in self.history(kind, period) if event.sequence not in gone)

    def history(self, kind: str = "", period: str = "") -> tuple[Event, ...]:
        """All events, or those of a kind and period, oldest first; what was taken back among them."""
        return tuple(map(Event.of_row, self.rows(kind, period)))

    def rows(self, kind: str = "", period: str = "") -> Iterator[tuple[Any, ...]]:
        """Events as they stand in the table, oldest first: those of a kind and period, or all."""
        return self._db.execute(
            "SELECT sequence, time, actor, kind, period, subject, payload, previous, digest FROM events"
            " WHERE ? IN ('', kind) AND ? IN ('', period) ORDER BY sequence",
            (kind, period),
        )

    def schema(self) -> tuple[tuple[str, str], ...]:
        """The names and definitions of tables, indexes and triggers, by name."""
        rows = self._db.execute("SELECT name, coalesce(sql, '') FROM sqlite_master ORDER BY name")
        return tuple((str(name), str(sql)) for name, sql in rows)

    def copy_to(self, path: Path) -> None:
        """Copy the ledger to a new file while others may write to it (SQLite's online backup)."""
        target = sqlite3.connect(path)
        try:
            self._db.backup(target)
        finally:
            target.close()

    def restore(self, event: Event) -> None:
        """Put an exported event back; call it within a transaction, oldest first."""
        self._insert(event)

    def snapshots(self) -> Iterator[tuple[str, bytes]]:
        """All snapshots with their digests, by digest.

        Raises:
            QsqError: one was changed.
        """
        for (key,) in self._db.execute("SELECT digest FROM snapshots ORDER BY digest").fetchall():
            yield key, self.kept(key)

    def keep(self, content: bytes) -> str:
        """Keep a snapshot and return its digest; call it within a transaction."""
        key = digest(content)
        if not self._db.execute("SELECT 1 FROM snapshots WHERE digest = ?", (key,)).fetchone():
            self._db.execute("INSERT INTO snapshots VALUES (?, ?)", (key, zlib.compress(content, 1)))
        return key

    def kept(self, key: str) -> bytes:
        """The snapshot with that digest.

        Raises:
            QsqError: there is none, or it was changed.
        """
        row = self._db.execute("SELECT content FROM snapshots WHERE digest = ?", (key,)).fetchone()
        try:
            content = zlib.decompress(row[0]) if row else b""
        except (zlib.error, TypeError):
            content = b""
        if digest(content) != key:
            raise QsqError(message("the ledger's snapshot {digest} is missing or was changed", digest=key))
        return content


def _not_opened(path: Path, error: sqlite3.Error) -> QsqError:
    from qsq.ledger.problems import of_sqlite  # noqa: PLC0415 - only for errors

    return QsqError(
        message("the ledger {path} cannot be opened: {problem}", path=path, problem=of_sqlite(error))
    )
