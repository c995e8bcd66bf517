"""data/qsq.db: an append-only chain of events, and snapshots by digest.

Each event carries the digest of itself and of the event before it, so that a change to any of them shows;
triggers refuse to update or delete. It is SHA-256, or SM3 where the scheme asked for it at the beginning.
"""

import json
import os
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import chain, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from qsq.domain.faults import Fault, Message, Place, QsqError, message
from qsq.domain.steps.event_kinds import OtherEvent, RevocationEvent
from qsq.domain.steps.revocation import revoked
from qsq.domain.values.digests import DigestKind
from qsq.late import late, library
from qsq.ledger.canonical import canonical, digest, kind_in
from qsq.ledger.selection import selected
from qsq.ledger.settled import settle

if TYPE_CHECKING:
    import secrets
    import tempfile

    from qsq.ledger import problems, shapes
else:
    problems, shapes = late("qsq.ledger", "problems", "shapes")
    secrets, tempfile = library("secrets"), library("tempfile")


UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""What is raised of a file that SQLite cannot use; the latter where it would name what is no text by now."""

LEAST_SQLITE = (3, 37)
"""The first SQLite whose tables hold to their types (STRICT); an old system has an older one."""

_BUSY_SECONDS = 30
_MOST_BYTES = 1 << 28
"""How large a snapshot can be; what unpacks to more was never kept."""

_MOST_NESTED = 16
"""How deep a payload can be nested; deeper ones were never recorded."""

Tell = Callable[[Message], None]
"""Where the ledger says what people should know of a step that is taken all the same."""

_FIRST = (
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
MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST,)
"""The migrations, which make of a ledger of each version the next one: never changed, only added to.

A new ledger is made by all of them, so it has the very tables of one that was brought forward.
"""


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
            ValueError: its payload is no JSON object, or one that is nested too deep.
        """
        sequence, time, actor, kind, period, subject, payload, previous, _digest = row
        try:
            values = json.loads(payload)
        except (TypeError, RecursionError) as error:
            raise ValueError(payload) from error
        if not isinstance(values, dict) or is_deep(values):
            raise ValueError(payload)
        return cls(sequence, time, actor, kind, period, subject, values, previous)

    def answer(self) -> dict[str, Any]:
        """The event for programs."""
        return {
            "sequence": self.sequence,
            "time": self.time,
            "actor": self.actor,
            "kind": self.kind,
            "period": self.period,
            "subject": self.subject,
            "payload": self.payload,
            "digest": self.digest,
        }

    @property
    def text(self) -> bytes:
        """What its digest is taken of, the digest before it included; these names stay for ever."""
        return canonical(
            {
                "": "Event",
                "sequence": self.sequence,
                "time": self.time,
                "actor": self.actor,
                "kind": self.kind,
                "period": self.period,
                "subject": self.subject,
                "payload": self.payload,
                "previous": self.previous,
            }
        )

    @property
    def digest(self) -> str:
        """The digest of the event's text, of the kind that it names."""
        return digest(self.text, self.kept_by)

    @property
    def kept_by(self) -> DigestKind:
        """The kind of its digest."""
        return kind_in(self.payload)


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

    migrations = MIGRATIONS

    def __init__(
        self,
        connection: sqlite3.Connection,
        tell: Tell | None = None,
        closing: ExitStack | None = None,
        last: int | None = None,
    ) -> None:
        self.asked: Callable[[], DigestKind] = lambda: DigestKind.SHA256
        """Tells by which digest a ledger shall be kept that has no event yet."""
        self._db = connection
        self._tell = tell
        self._closing = closing or ExitStack()
        self._closing.callback(connection.close)
        self._last = last

    @classmethod
    def open(cls, path: Path, tell: Tell | None = None) -> Self:
        """The ledger at `path`, made where there is none; one of an older version is brought forward.

        Raises:
            QsqError: the file is no ledger, a newer one or emptied, or lies where SQLite cannot keep it safe;
                or SQLite is too old.
        """
        _must_be_new_enough()
        _must_hold_something(path)
        try:
            if not path.exists():
                cls._make_whole(path)
            return cls._connected(path, tell)
        except UNREADABLE as error:
            raise _not_opened(path, error) from error

    @classmethod
    def _make_whole(cls, path: Path) -> None:
        """Make a new ledger that appears whole or not at all: one that is empty was emptied.

        Where another process made it meanwhile, that one stands; where a disk knows no links, or takes
        nothing, SQLite makes it or says why not.
        """
        made = path.with_name(f".{secrets.token_hex(8)}.tmp")
        try:
            with suppress(OSError), cls.in_memory() as empty, made.open("xb") as file:
                file.write(empty.serialized())
                file.flush()
                os.fsync(file.fileno())
                path.hardlink_to(made)
                settle(path.parent)
        finally:
            made.unlink(missing_ok=True)

    @classmethod
    def _connected(cls, path: Path, tell: Tell | None = None) -> Self:
        ledger = cls(sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None), tell)
        with ledger._closed_on_failure():
            ledger._prepare(path)
        return ledger

    @classmethod
    def open_read_only(cls, path: Path) -> Self:
        """The ledger at `path`, which stays as it is, such as an auditor's copy or a backup.

        What stands in its write-ahead log is read too: both are copied for that. One of an older version is
        brought forward in memory.

        Raises:
            QsqError: the file is no ledger, or a newer version; or SQLite is too old.
        """
        _must_be_new_enough()
        _must_hold_something(path)
        log = Path(f"{path}-wal")
        with ExitStack() as made:
            address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
            if log.is_file() and log.stat().st_size:
                folder = Path(made.enter_context(tempfile.TemporaryDirectory(prefix="qsq-")))
                shutil.copyfile(path, folder / path.name)
                shutil.copyfile(log, folder / log.name)
                address = f"{(folder / path.name).as_uri()}?mode=rw"
            try:
                connection = sqlite3.connect(address, uri=True, isolation_level=None)
                ledger = cls(connection, closing=made.pop_all())
                with ledger._closed_on_failure():
                    ledger._must_be_known(path)
                    return ledger._in_newest_version()
            except UNREADABLE as error:
                raise _not_opened(path, error) from error

    @classmethod
    def in_memory(cls, copied: sqlite3.Connection | None = None) -> Self:
        """A ledger in the newest version that nothing keeps: a copy of one, or an empty one."""
        ledger = cls(sqlite3.connect(":memory:", isolation_level=None))
        with ledger._closed_on_failure():
            if copied is not None:
                copied.backup(ledger._db)
            ledger._bring_forward()
        return ledger

    def _in_newest_version(self) -> Self:
        """Itself; where it is of an older version, a copy in memory in its place."""
        if self._version() == len(self.migrations):
            return self
        with self:
            return self.in_memory(self._db)

    def serialized(self) -> bytes:
        """The whole database, as a file of it holds it."""
        return self._db.serialize()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    @contextmanager
    def _closed_on_failure(self) -> Iterator[None]:
        """Close it where what is done within fails: Windows neither moves nor replaces an open file."""
        with ExitStack() as failed:
            failed.enter_context(self)
            yield
            failed.pop_all()

    def _prepare(self, path: Path) -> None:
        self._must_be_ours(path)
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
        self._bring_forward()
        self._must_be_known(path)

    def _must_be_ours(self, path: Path) -> None:
        if not self._lacks_version():
            return
        if self._was_ours():
            raise QsqError(
                message(
                    "the ledger {path} cannot be opened: its version was removed, which this program"
                    " never does; put a backup in its place with: qsq ledger restore FILE",
                    path=path,
                )
            )
        raise QsqError(message("{path} is another program's database, not a ledger", path=path))

    def _must_be_known(self, path: Path) -> None:
        self._must_be_ours(path)
        if not 0 < self._version() <= len(self.migrations):
            raise QsqError(
                message(
                    "the ledger {path} has version {found}; this program knows version {known}:"
                    " install the newer program",
                    path=path,
                    found=self._version(),
                    known=len(self.migrations),
                )
            )
        tables, known = dict(self.schema()), dict(_schema_of(len(self.migrations), type(self).in_memory))
        if any(tables.get(name) != known[name] for name in _TABLES):
            raise _schema_altered()

    def _bring_forward(self) -> None:
        """Make the tables of the newest version of those that there are, all or nothing."""
        if self._version() >= len(self.migrations) or self._lacks_version():
            return
        with self._all_or_nothing():  # by now another process may have done it
            for statement in chain.from_iterable(self.migrations[self._version() :]):
                self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {len(self.migrations)}")

    def _lacks_version(self) -> bool:
        """Whether tables are in the file without a version: it stays as it is."""
        return self._version() == 0 and self.schema() != ()

    def _was_ours(self) -> bool:
        """Whether a table or guard is in the file as this program makes those of a new ledger."""
        return any(definition in self.migrations[0] for _name, definition in self.schema())

    def _version(self) -> int:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        return int(version)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; one writer at a time.

        Raises:
            QsqError: a table or guard was altered: what is written might be lost, or more be written.
        """
        with self._all_or_nothing():
            if self.schema() != _schema_of(len(self.migrations), type(self).in_memory):
                raise _schema_altered()
            yield

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def append(self, draft: Draft) -> Event:
        """Record an event; call it within a transaction.

        Where the clock went back since the event before, that is told and recorded first.
        """
        row = self._db.execute(
            "SELECT sequence, digest, time FROM events ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
        sequence, previous, before = row or (0, "", draft.time)
        draft = _kept_by(draft, self.kept_by() or self.asked())
        if runs_back(before, draft.time):
            marked = self._next(_clock_back(draft, before), sequence, previous)
            sequence, previous = marked.sequence, marked.digest
            if self._tell:
                self._tell(
                    message(
                        "the clock went back: the event before is of {before}, now it is {now};"
                        " set this machine's clock right (this is recorded)",
                        before=before,
                        now=draft.time,
                    )
                )
        return self._next(draft, sequence, previous)

    def kept_by(self) -> DigestKind | None:
        """By which digest the ledger is kept, as its first event says; None where it has none."""
        row = self._db.execute("SELECT payload FROM events WHERE sequence = 1").fetchone()
        return kind_in(json.loads(row[0])) if row else None

    def _next(self, draft: Draft, sequence: int, previous: str) -> Event:
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
        gone = revoked(self.history(RevocationEvent.REVOCATION, period))
        return tuple(event for event in self.history(kind, period) if event.sequence not in gone)

    def history(self, kind: str = "", period: str = "") -> tuple[Event, ...]:
        """All events, or those of a kind and period, oldest first; what was taken back among them.

        Raises:
            QsqError: one of them is not what its kind has to be; it is named.
        """
        return tuple(map(_sound_event, self.rows(kind, period)))

    def until(self, event: Event) -> Self:
        """The ledger as its readers found it when the event was the newest; it is closed with this one."""
        return type(self)(self._db, last=event.sequence)

    def rows(self, kind: str = "", period: str = "") -> Iterator[tuple[Any, ...]]:
        """Events as they stand in the table, oldest first: those of a kind and period, or all."""
        found = self._db.execute(*selected(kind, period))
        last = self._last
        return found if last is None else takewhile(lambda row: row[0] <= last, found)

    def head(self) -> tuple[int, str]:
        """The last event's number and digest; 0 and nothing where there is none."""
        row = self._db.execute("SELECT sequence, digest FROM events ORDER BY sequence DESC LIMIT 1")
        sequence, found = row.fetchone() or (0, "")
        return sequence, found

    def has(self, sequence: int, key: str) -> bool:
        """Whether the event of that number has that digest."""
        row = self._db.execute("SELECT digest FROM events WHERE sequence = ?", (sequence,)).fetchone()
        return row is not None and row[0] == key

    def damage(self) -> str:
        """What SQLite finds wrong with the file itself; empty where nothing is."""
        (found,) = self._db.execute("PRAGMA integrity_check(1)").fetchone()
        return "" if found == "ok" else str(found)

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
        if not self.keeps(key):
            self._db.execute("INSERT INTO snapshots VALUES (?, ?)", (key, zlib.compress(content, 1)))
        return key

    def keeps(self, key: str) -> bool:
        """Whether there is a snapshot with that digest."""
        return bool(self._db.execute("SELECT 1 FROM snapshots WHERE digest = ?", (key,)).fetchone())

    def kept(self, key: str) -> bytes:
        """The snapshot with that digest.

        Raises:
            QsqError: there is none, or it was changed.
        """
        row = self._db.execute("SELECT content FROM snapshots WHERE digest = ?", (key,)).fetchone()
        content = _unpacked(row[0]) if row else None
        if content is None or digest(content) != key:
            raise QsqError(message("the ledger's snapshot {digest} is missing or was changed", digest=key))
        return content


_TABLES = ("events", "snapshots")
"""What is read; a view in the place of one could say anything, and without end."""


@lru_cache
def _schema_of(_version: int, kind: Callable[[], Ledger]) -> tuple[tuple[str, str], ...]:
    """The tables and guards of a new ledger, by name."""
    with kind() as fresh:
        return fresh.schema()


def _schema_altered() -> QsqError:
    return QsqError(message("the ledger's tables or their guards against change were altered"))


def is_deep(value: object, left: int = _MOST_NESTED) -> bool:
    """Whether a value is nested deeper than any payload."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return left == 0 or any(is_deep(one, left - 1) for one in inner if isinstance(one, (dict, list)))


def runs_back(before: str, now: str) -> bool:
    """Whether a time is earlier than the one before it; one that cannot be read is not."""
    try:
        return datetime.fromisoformat(now) < datetime.fromisoformat(before)
    except (TypeError, ValueError):
        return False


def _kept_by(draft: Draft, kind: DigestKind) -> Draft:
    """The event, which names its digest where it is not the usual one."""
    said = {} if kind is DigestKind.SHA256 else {"digest": str(kind)}
    return replace(draft, payload={**draft.payload, **said})


def _clock_back(draft: Draft, before: str) -> Draft:
    program = {key: value for key, value in draft.payload.items() if key in {"program", "digest"}}
    return Draft(draft.time, draft.actor, OtherEvent.CLOCK_BACK, "", {"before": before, **program})


def _sound_event(row: tuple[Any, ...]) -> Event:
    try:
        event = Event.of_row(row)
    except ValueError:
        raise _altered(row[0], "payload") from None
    wrong = shapes.misfit(event.kind, event.period, event.subject, event.payload)
    if wrong:
        raise _altered(row[0], wrong)
    return event


def _altered(sequence: int, key: str) -> QsqError:
    place = Place("data/qsq.db", f"event {sequence}")
    return QsqError(
        message("the ledger was changed; all that is wrong is told by: qsq ledger verify"),
        [Fault(place, message("its {key} is missing or wrong", key=key))],
    )


def _unpacked(content: object) -> bytes | None:
    """A snapshot's content; None where it was not packed so."""
    if not isinstance(content, bytes):
        return None
    packed = zlib.decompressobj()
    try:
        found = packed.decompress(content, _MOST_BYTES)
    except zlib.error:
        return None
    return found if packed.eof and not packed.unused_data else None


def _must_be_new_enough() -> None:
    """Refuse an SQLite that knows no table of ours.

    Raises:
        QsqError: this Python came with an older one.
    """
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        raise QsqError(
            message(
                "the ledger needs SQLite {least} or newer, and this Python has {found}; take a newer Python:"
                " qsq help install",
                least=".".join(map(str, LEAST_SQLITE)),
                found=sqlite3.sqlite_version,
            )
        )


def _must_hold_something(path: Path) -> None:
    """Raise where a folder, a pipe or a device is there, or a file with nothing in it.

    SQLite would wait for a pipe, and take an empty file for a new ledger.
    """
    if path.exists() and not path.is_file():
        raise QsqError(message("{path} is no file and so no ledger; name a copy of one", path=path))
    if path.is_file() and path.stat().st_size == 0:
        raise QsqError(
            message(
                "the ledger {path} was emptied; put a backup in its place with: qsq ledger restore FILE"
                " (or remove it, where nothing was ever recorded)",
                path=path,
            )
        )


def _not_opened(path: Path, error: sqlite3.Error | UnicodeDecodeError) -> QsqError:
    return QsqError(
        message("the ledger {path} cannot be opened: {problem}", path=path, problem=problems.of_sqlite(error))
    )
