"""`qsq ledger`: what happened stands unchanged, or it is found out."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qsq import Workspace, __version__
from qsq.domain.values.check_code import check_code
from qsq.ledger.ledger import LEAST_SQLITE, Draft, Ledger
from qsq.year.handbook import page
from tests.alike import taken_once
from tests.conftest import Qsq, called
from tests.intake.builders import change

if TYPE_CHECKING:
    from qsq.domain.faults import Message

SCORE = ("score", "quarter", "2023Q1", "--json")


@taken_once
def scored_three_times(root: Path) -> None:
    called(*SCORE, workspace=root)
    for old, new in (("4.5", "4"), ("B3,shore.clean,3", "B3,shore.clean,2")):
        change(root, "data/2023/q1/observations/town.csv", old, new)
        called(*SCORE, workspace=root)


@pytest.fixture
def recorded(small: Path) -> Path:
    """The tests' own county with three revisions of its first period."""
    scored_three_times(small)
    return small


def test_events_are_listed_and_filtered(qsq: Qsq, recorded: Path) -> None:
    events = qsq("ledger", "log", "--json", workspace=recorded).answer["events"]
    assert [one["sequence"] for one in events] == [1, 2, 3]
    assert [one["payload"]["revision"] for one in events] == [1, 2, 3]
    assert qsq("ledger", "log", "--period", "2023Q2", "--json", workspace=recorded).answer["events"] == []
    assert len(qsq("ledger", "log", "--actor", "city", "--json", workspace=recorded).answer["events"]) == 3
    shown = qsq("ledger", "log", workspace=recorded).out
    assert "period scored revision 3" in shown
    assert check_code(events[2]["digest"]) in shown


def test_a_ledger_that_nobody_touched_is_whole(qsq: Qsq, recorded: Path) -> None:
    run = qsq("ledger", "verify", "--json", workspace=recorded)
    assert run.code == 0
    assert (run.answer["whole"], run.answer["events"], run.answer["first_wrong"]) == (True, 3, None)
    assert "whole: 3 events" in qsq("ledger", "verify", workspace=recorded).out


def tamper(workspace: Path, *statements: str, guards: bool) -> None:
    """Change the database past the program; `guards` puts the triggers back as they were."""
    database = sqlite3.connect(workspace / "data/qsq.db")
    triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in triggers:
        database.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        assert database.execute(statement).rowcount != 0, statement
    for _name, sql in triggers if guards else ():
        database.execute(sql)
    database.commit()
    database.close()


@pytest.mark.parametrize(
    ("statement", "event"),
    [
        ("DELETE FROM events WHERE sequence = 1", 1),
        ("DELETE FROM events WHERE sequence = 2", 2),
        ("UPDATE events SET sequence = 9 WHERE sequence = 3", 3),
        ("DELETE FROM snapshots", 1),
        ("UPDATE snapshots SET content = zeroblob(9)", 1),
        ("UPDATE snapshots SET content = x'789c030000000001'", 1),
        ("INSERT INTO snapshots VALUES ('0123', x'00')", None),
        ("DROP TRIGGER IF EXISTS absent", None),
        ("CREATE TABLE other (x TEXT)", None),
    ],
)
def test_other_changes_are_found_too(statement: str, event: int | None, qsq: Qsq, recorded: Path) -> None:
    tamper(recorded, statement, guards=event is not None)
    run = qsq("ledger", "verify", "--json", workspace=recorded)
    assert run.code == 1
    assert run.answer["whole"] is False
    assert run.answer["first_wrong"] == event


@pytest.mark.parametrize(
    "statement", ["UPDATE events SET actor = 'x'", "DELETE FROM events", "DELETE FROM snapshots"]
)
def test_the_guards_refuse_to_change_anything(statement: str, recorded: Path) -> None:
    database = sqlite3.connect(recorded / "data/qsq.db")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        database.execute(statement)
    database.close()


def test_an_export_is_the_same_every_time_and_rebuilds_an_equal_ledger(
    qsq: Qsq, recorded: Path, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    assert qsq("ledger", "export", first, "--json", workspace=recorded).code == 0
    other = tmp_path / "other"
    qsq("init", other, "--year", "2023")
    assert qsq("ledger", "import", first, "--json", workspace=other).answer["events"] == 3
    qsq("ledger", "export", second, workspace=other)
    assert first.read_bytes() == second.read_bytes()
    assert qsq("ledger", "verify", workspace=other).code == 0
    assert qsq("ledger", "import", first, "--json", workspace=other).answer["events"] == 3
    assert qsq("score", "feedback", "2023Q1", workspace=recorded).code == 0
    assert qsq("ledger", "export", second, workspace=recorded).code == 0
    assert qsq("ledger", "import", second, "--json", workspace=other).code == 5


def test_a_changed_export_is_refused_with_its_line_and_nothing_is_kept(
    qsq: Qsq, recorded: Path, tmp_path: Path
) -> None:
    file, other = tmp_path / "ledger.jsonl", tmp_path / "other"
    qsq("ledger", "export", file, workspace=recorded)
    qsq("init", other, "--year", "2023")
    *lines, end = file.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace('"actor":"city"', '"actor":"town"')
    lines[-1] = lines[-1].replace('"content":"', '"content":"AAAA')
    file.write_text("\n".join([*lines, "{}", "no json", end, lines[0]]), encoding="utf-8")
    run = qsq("ledger", "import", file, "--json", workspace=other)
    assert run.code == 3
    assert [where for _file, where, _text in run.places] == [
        "line 2", *(f"line {len(lines) + number}" for number in range(5))
    ]  # fmt: skip
    assert qsq("ledger", "log", "--json", workspace=other).answer["events"] == []


@pytest.mark.parametrize(
    "change_of",
    [
        lambda lines: lines[:-1],
        lambda lines: lines[:2],
        lambda lines: lines[:0],
        lambda lines: [*lines[:3], lines[-1]],
        lambda lines: [*lines[:-1], lines[-1].replace('"end":"', '"end":"0')],
        lambda lines: [*lines[:-1], '{"end": "", "lines": 0}'],
        lambda lines: [lines[0].replace('"actor":"city"', '"actor":null'), *lines[1:]],
        lambda lines: ["[" * 100_000, *lines],
        lambda lines: [lines[0].replace('"missing":null', f'"missing":{"[" * 900}{"]" * 900}'), *lines[1:]],
    ],
)
def test_a_cut_or_foreign_export_is_refused_wholly(
    change_of: Callable[[list[str]], list[str]], qsq: Qsq, recorded: Path, tmp_path: Path
) -> None:
    file, other = tmp_path / "ledger.jsonl", tmp_path / "other"
    qsq("ledger", "export", file, workspace=recorded)
    qsq("init", other, "--year", "2023")
    file.write_text("\n".join(change_of(file.read_text("utf-8").splitlines())), "utf-8")
    assert qsq("ledger", "import", file, "--json", workspace=other).code == 3
    assert qsq("ledger", "log", "--json", workspace=other).answer["events"] == []


def test_a_snapshot_of_another_ledger_is_refused(qsq: Qsq, recorded: Path, tmp_path: Path) -> None:
    """An export made right by hand, with one snapshot too many."""
    file, other = tmp_path / "ledger.jsonl", tmp_path / "other"
    with Ledger.open(recorded / "data/qsq.db") as ledger, ledger.transaction():
        ledger.keep("别县的表".encode())
    qsq("ledger", "export", file, workspace=recorded)
    qsq("init", other, "--year", "2023")
    run = qsq("ledger", "import", file, "--json", workspace=other)
    assert run.code == 3
    assert "belongs to no event" in run.places[0][2]


def test_a_backup_is_a_whole_ledger(qsq: Qsq, recorded: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "qsq.db"
    assert qsq("ledger", "backup", copy, "--json", workspace=recorded).code == 0
    other = tmp_path / "other"
    qsq("init", other, "--year", "2023")
    (other / "data/qsq.db").write_bytes(copy.read_bytes())
    assert qsq("ledger", "verify", "--json", workspace=other).answer["events"] == 3


def test_a_backup_that_is_not_whole_is_not_kept(qsq: Qsq, recorded: Path, tmp_path: Path) -> None:
    tamper(recorded, "UPDATE events SET actor = 'x' WHERE sequence = 2", guards=True)
    run = qsq("ledger", "backup", tmp_path / "copy.db", "--json", workspace=recorded)
    assert run.code == 1
    assert run.places == [("copy.db", "", "event 2 was changed: its digest does not fit")]
    assert list(tmp_path.glob("*copy*")) == []


def test_a_restored_backup_keeps_the_old_ledger_and_says_what_is_lost(
    qsq: Qsq, recorded: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    qsq("ledger", "backup", copy, workspace=recorded)
    change(recorded, "data/2023/q1/observations/town.csv", "B2,shore.clean,5", "B2,shore.clean,1")
    qsq(*SCORE, workspace=recorded)
    qsq("ledger", "backup", recorded / "backups" / "qsq-2023-05-01.db", workspace=recorded)
    run = qsq("ledger", "restore", copy, "--json", workspace=recorded)
    assert run.code == 0
    assert (run.answer["events"], run.answer["lost"], run.answer["recorded"]) == (3, 1, True)
    events = qsq("ledger", "log", "--json", workspace=recorded).answer["events"]
    assert [one["kind"] for one in events] == ["evaluation"] * 3 + ["restored"]
    assert qsq("ledger", "verify", "--json", workspace=recorded).answer["whole"] is True
    with Ledger.open_read_only(recorded / run.answer["aside"]) as kept:
        assert len(kept.history()) == 4
    again = qsq("ledger", "restore", copy, "--json", workspace=recorded)
    assert again.answer["recorded"] is False
    assert len(qsq("ledger", "log", "--json", workspace=recorded).answer["events"]) == 4
    assert sorted(path.name for path in (recorded / "data").glob("*qsq*")) == [
        Path(run.answer["aside"]).name, "qsq.db"
    ]  # fmt: skip


def test_a_backup_is_restored_beside_what_a_killed_program_left(
    qsq: Qsq, recorded: Path, tmp_path: Path
) -> None:
    copy, data = tmp_path / "copy.db", recorded / "data"
    qsq("ledger", "backup", copy, workspace=recorded)
    left_by_a_kill(recorded)
    assert (data / "qsq.db-wal").stat().st_size > 0
    run = qsq("ledger", "restore", copy, "--json", workspace=recorded)
    assert run.code == 0
    assert qsq("ledger", "verify", "--json", workspace=recorded).answer["events"] == 4
    with Ledger.open_read_only(recorded / run.answer["aside"]) as kept:
        assert len(kept.history()) == 4, "what stood in the log is kept aside too"


def test_an_older_copy_in_the_ledgers_place_is_told_at_the_next_step(qsq: Qsq, recorded: Path) -> None:
    old = (recorded / "data/qsq.db").read_bytes()
    change(recorded, "data/2023/q1/observations/town.csv", "B2,shore.clean,5", "B2,shore.clean,1")
    qsq(*SCORE, workspace=recorded)
    qsq("ledger", "backup", recorded / "backups" / "qsq-2023-05-01.db", workspace=recorded)
    assert qsq(*SCORE, workspace=recorded).err == ""
    (recorded / "data/qsq.db").write_bytes(old)
    run = qsq("score", "feedback", "2023Q1", "--json", workspace=recorded)
    assert run.code == 0
    assert run.err.count("older copy stands in its place") == 1
    run = qsq("ledger", "verify", "--json", workspace=recorded)
    assert run.code == 1
    assert "backups/qsq-2023-05-01.db carries the head" in run.answer["warnings"][0]


@pytest.mark.parametrize("content", [b"", b"no database, only text that is long enough" * 40])
def test_what_is_no_whole_ledger_is_not_restored(
    content: bytes, qsq: Qsq, recorded: Path, tmp_path: Path
) -> None:
    before = qsq("ledger", "log", "--json", workspace=recorded).answer
    (tmp_path / "copy.db").write_bytes(content)
    assert qsq("ledger", "restore", tmp_path / "copy.db", "--json", workspace=recorded).code == 1
    assert qsq("ledger", "log", "--json", workspace=recorded).answer == before


def test_an_emptied_ledger_is_told_and_a_backup_takes_its_place(
    qsq: Qsq, recorded: Path, tmp_path: Path
) -> None:
    qsq("ledger", "backup", tmp_path / "copy.db", workspace=recorded)
    (recorded / "data/qsq.db").write_bytes(b"")
    run = qsq("ledger", "verify", "--json", workspace=recorded)
    assert (run.code, run.answer["whole"]) == (1, False)
    assert "emptied" in run.answer["warnings"][0]
    assert "restore" in qsq(*SCORE, workspace=recorded).answer["error"]["message"]
    assert (recorded / "data/qsq.db").read_bytes() == b"", "nothing is begun anew"
    assert qsq("ledger", "restore", tmp_path / "copy.db", workspace=recorded).code == 0
    assert qsq("ledger", "verify", "--json", workspace=recorded).answer["events"] == 4


def left_by_a_kill(workspace: Path) -> None:
    """An event more, in the write-ahead log alone, as a machine leaves it that loses its power."""
    database, folder = workspace / "data" / "qsq.db", workspace / "as it was"
    with Ledger.open(database) as ledger:
        with ledger.transaction():
            ledger.append(Draft("2999-01-01T00:00:00+08:00", "city", "later", "2023Q1", {}))
        shutil.copytree(database.parent, folder)
    shutil.copytree(folder, database.parent, dirs_exist_ok=True)
    shutil.rmtree(folder)


def test_a_read_only_copy_is_read_with_its_log(recorded: Path) -> None:
    left_by_a_kill(recorded)
    before = {path: path.read_bytes() for path in (recorded / "data").glob("qsq.db*")}
    with Ledger.open_read_only(recorded / "data/qsq.db") as ledger:
        assert ledger.head()[0] == 4
    assert {path: path.read_bytes() for path in (recorded / "data").glob("qsq.db*")} == before


def test_a_clock_that_went_back_is_told_and_recorded(small: Path, qsq: Qsq) -> None:
    told: list[Message] = []
    noon = datetime(2023, 4, 3, 12, tzinfo=UTC)
    Workspace(small, clock=lambda: noon, tell=told.append).score.period("2023Q1")
    change(small, "data/2023/q1/observations/town.csv", "B2,shore.clean,5", "B2,shore.clean,1")
    Workspace(small, clock=lambda: noon - timedelta(seconds=1), tell=told.append).score.period("2023Q1")
    assert [one.template.partition(":")[0] for one in told] == ["the clock went back"]
    events = qsq("ledger", "log", "--json", workspace=small).answer["events"]
    assert [one["kind"] for one in events] == ["evaluation", "clock_back", "evaluation"]
    assert events[1]["payload"] == {"before": events[0]["time"], "program": __version__}
    assert qsq("ledger", "verify", workspace=small).code == 0
    left_by_a_kill(small)
    change(small, "data/2023/q1/observations/town.csv", "B2,shore.clean,1", "B2,shore.clean,2")
    run = qsq(*SCORE, workspace=small)
    assert run.code == 0
    assert "the clock went back" in run.err


def test_every_write_waits_for_the_disk(recorded: Path) -> None:
    with Ledger.open(recorded / "data/qsq.db") as ledger:
        assert ledger._db.execute("PRAGMA synchronous").fetchone() == (2,)
        assert ledger._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_file_that_is_no_ledger_is_told(qsq: Qsq, small: Path) -> None:
    (small / "data/qsq.db").write_text("not a database, only text that is long enough" * 40, encoding="utf-8")
    run = qsq(*SCORE, workspace=small)
    assert run.code == 1
    assert "ledger" in run.answer["error"]["message"]


@pytest.mark.parametrize("kind", ["a pipe", "a device", "a folder", "the root"])
def test_what_is_no_file_is_no_ledger_and_never_waited_for(
    qsq: Qsq, recorded: Path, tmp_path: Path, kind: str
) -> None:
    file = {"a device": Path("/dev/zero"), "the root": Path("/")}.get(kind, tmp_path / "copy.db")
    if kind == "a pipe":
        os.mkfifo(file)
    elif kind == "a folder":
        file.mkdir()
    run = qsq("ledger", "restore", file, "--actor", "clerk", workspace=recorded)
    assert run.code == 1
    assert "is no file and so no ledger" in run.err


def test_a_ledger_on_a_disk_that_takes_no_more_is_read(
    qsq: Qsq, recorded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = qsq("ledger", "log", "--json", workspace=recorded).out

    def full(*_arguments: object) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
        raise error

    monkeypatch.setattr(Ledger, "_prepare", full)
    assert qsq("ledger", "log", "--json", workspace=recorded).out == before
    assert qsq("ledger", "verify", "--json", workspace=recorded).answer["whole"] is True
    assert qsq("score", "quarter", "2023Q2", workspace=recorded).code != 0


def test_an_sqlite_that_knows_no_table_of_ours_is_told_with_what_to_do(
    qsq: Qsq, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 26, 0))
    monkeypatch.setattr("sqlite3.sqlite_version", "3.26.0")
    run = qsq("score", "quarter", "2023Q1", workspace=small)
    assert run.code == 1
    assert "needs SQLite 3.37 or newer, and this Python has 3.26.0" in run.err
    assert not (small / "data" / "qsq.db").exists()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_handbook_tells_the_least_sqlite(language: str) -> None:
    assert f"SQLite {'.'.join(map(str, LEAST_SQLITE))}" in page("install", language).text
