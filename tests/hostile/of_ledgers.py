"""Databases that are not the ledger: triggers, views, other tables, other programs' files."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from tests.alike import answered
from tests.hostile.case import CHECK, SCORE, VERIFY, Case, Lay, several

MB = 2**20
STATUS = ("status",)
LOG = ("ledger", "log")
LEDGER = "data/qsq.db"


def _scored(*statements: str) -> Callable[[Path], None]:
    """The county's ledger with one event, changed by hand."""

    def lay(root: Path) -> None:
        assert answered(root, *SCORE).code == 0
        database = sqlite3.connect(root / LEDGER)
        for statement in statements:
            database.execute(statement)
        database.commit()
        database.close()

    return lay


def _file(content: bytes) -> Lay:
    return lambda root: (root / LEDGER).write_bytes(content)


ENDLESS = (
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x, x, x, x, x, x, x, x, x FROM n"
)
FINALISE = ("score", "feedback", "2023Q1")
COPY = "CREATE TABLE kept AS SELECT * FROM events"
UNGUARDED = ("DROP TRIGGER events_update", "DROP TRIGGER events_delete")

CHANGES: dict[str, tuple[str, ...]] = {
    "trigger-that-swallows-events": ("CREATE TRIGGER t BEFORE INSERT ON events BEGIN SELECT RAISE(IGNORE); END",),
    "trigger-that-copies-events": ("CREATE TABLE stolen (a)", "CREATE TRIGGER t AFTER INSERT ON events BEGIN INSERT INTO stolen VALUES (new.payload); END"),
    "trigger-that-runs-long": (f"CREATE TRIGGER t BEFORE INSERT ON events BEGIN SELECT count(*) FROM ({ENDLESS}); END",),
    "trigger-that-loads": ("CREATE TRIGGER t BEFORE INSERT ON events BEGIN SELECT load_extension('/tmp/owned'); END",),
    "guards-dropped": UNGUARDED,
    "view-in-place-of-events": (COPY, *UNGUARDED, "DROP TABLE events", "CREATE VIEW events AS SELECT * FROM kept"),
    "view-without-end": (*UNGUARDED, "DROP TABLE events", f"CREATE VIEW events AS {ENDLESS}"),
    "view-of-snapshots-without-end": ("DROP TRIGGER snapshots_update", "DROP TRIGGER snapshots_delete", "DROP TABLE snapshots", "CREATE VIEW snapshots (digest, content) AS SELECT x, x FROM (WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n)"),
    "no-events": (*UNGUARDED, "DROP TABLE events"),
    "other-columns": (*UNGUARDED, "DROP TABLE events", "CREATE TABLE events (a, b)"),
    "generated-column": (*UNGUARDED, "DROP TABLE events", "CREATE TABLE events (sequence INTEGER PRIMARY KEY, time, actor, kind, period, subject, payload, previous, digest AS (hex(zeroblob(100000000))))"),
    "a-table-more": ("CREATE TABLE more (a)",),
    "an-index-on-an-expression": ("CREATE INDEX i ON events (upper(actor))",),
}  # fmt: skip


UNREAD = {
    name for name, changes in CHANGES.items() if any(change.startswith("DROP TABLE") for change in changes)
}
"""Those in which what is read is no table of the ledger's; the rest is read, and nothing recorded in it."""


def _another_version(root: Path) -> None:
    _scored("PRAGMA user_version = 99")(root)


CASES = (
    *(Case(f"ledger-{name}-verified", _scored(*changes), VERIFY, code=1) for name, changes in CHANGES.items()),
    *(Case(f"ledger-{name}-written", _scored(*changes), FINALISE, code=1, says="altered") for name, changes in CHANGES.items()),
    *(Case(f"ledger-{name}-shown", _scored(*changes), STATUS, code=1 if name in UNREAD else 4, says="altered" * (name in UNREAD)) for name, changes in CHANGES.items()),
    Case("ledger-of-another-version", _another_version, STATUS, code=1, says="install the newer program"),
    Case("ledger-of-version-below-nought", _scored("PRAGMA user_version = -1"), STATUS, code=1),
    Case("ledger-of-no-version", _scored("PRAGMA user_version = 0"), STATUS, code=1, says="its version was removed"),
    Case("ledger-of-another-program", lambda root: sqlite3.connect(root / LEDGER).executescript("CREATE TABLE a (b); INSERT INTO a VALUES (1);").close(), STATUS, code=1, says="another program's database"),
    Case("ledger-that-is-text", _file(b"x" * 5000), STATUS, code=1),
    Case("ledger-that-is-empty", _file(b""), STATUS, code=1, says="emptied"),
    Case("ledger-with-only-its-head", _file(b"SQLite format 3\0" + bytes(5000)), STATUS, code=1),
    Case("ledger-that-is-a-pipe", lambda root: os.mkfifo(root / LEDGER), STATUS, code=1, says="no file"),
    Case("ledger-that-is-a-folder", lambda root: (root / LEDGER).mkdir(), STATUS, code=1, says="no file"),
    Case("ledger-that-leads-out", lambda root: _moved_out(root), STATUS, code=1, says="leads out"),
    Case("ledger-that-leads-out-written", lambda root: _moved_out(root), SCORE, code=1, says="leads out"),
    Case("ledger-that-leads-out-verified", lambda root: _moved_out(root), VERIFY, code=1, says="leads out"),
    Case("ledger-that-leads-to-dev-zero", lambda root: (root / LEDGER).symlink_to("/dev/zero"), CHECK, code=0),
    Case("ledger-with-a-log-of-noughts", several(_scored(), lambda root: Path(f"{root / LEDGER}-wal").write_bytes(bytes(50_000))), STATUS, code=4),
    Case("ledger-with-a-log-that-is-a-link", several(_scored(), lambda root: Path(f"{root / LEDGER}-wal").symlink_to(root.parents[1] / "outside" / "wal")), STATUS, code=4),
    Case("restored-from-a-device", _scored(), ("ledger", "restore", "/dev/zero"), code=1, says="no file"),
    Case("restored-from-text", several(_scored(), lambda root: (root / "a.db").write_bytes(b"x" * 5000)), ("ledger", "restore", "{root}/a.db"), code=1),
    Case("restored-with-a-trigger", lambda root: _copied(root, CHANGES["trigger-that-swallows-events"]), ("ledger", "restore", "{root}/a.db"), code=1, says="altered"),
    Case("restored-with-a-view", lambda root: _copied(root, CHANGES["view-without-end"]), ("ledger", "restore", "{root}/a.db"), code=1, says="altered"),
    Case("imported-from-a-device", lambda _root: None, ("ledger", "import", "/dev/zero"), code=1),
    Case("imported-deep", lambda root: (root / "a.jsonl").write_text("[" * 1_000_000), ("ledger", "import", "{root}/a.jsonl"), says="not a line"),
    Case("proof-that-is-a-device", lambda _root: None, ("proof", "check", "/dev/zero", "--head", "0" * 64), code=1),
    Case("proof-deep", lambda root: (root / "a.txt").write_text("[" * 1_000_000), ("proof", "check", "{root}/a.txt", "--head", "0" * 64)),
    Case("proof-of-700-mb", lambda root: _sparse(root / "a.txt"), ("proof", "check", "{root}/a.txt", "--head", "0" * 64), code=1, heavy=True),
)  # fmt: skip


def _moved_out(root: Path) -> None:
    _scored()(root)
    outside = root.parents[1] / "outside" / "qsq.db"
    (root / LEDGER).rename(outside)
    (root / LEDGER).symlink_to(outside)


def _copied(root: Path, changes: tuple[str, ...]) -> None:
    _scored()(root)
    copy = root / "a.db"
    copy.write_bytes((root / LEDGER).read_bytes())
    database = sqlite3.connect(copy)
    for statement in changes:
        database.execute(statement)
    database.commit()
    database.close()


def _sparse(path: Path) -> None:
    with path.open("wb") as made:
        made.truncate(700 * MB)
