"""`qsq ledger`: what happened stands unchanged, or it is found out."""

import random
import sqlite3
from pathlib import Path

import pytest

from qsq.domain.check_code import check_code
from tests.conftest import Qsq
from tests.intake.builders import change

SCORE = ("score", "quarter", "2023Q1", "--json")


@pytest.fixture
def recorded(qsq: Qsq, small: Path) -> Path:
    """The tests' own county with three revisions of its first period."""
    qsq(*SCORE, workspace=small)
    for old, new in (("4.5", "4"), ("B3,shore.clean,3", "B3,shore.clean,2")):
        change(small, "data/2023/q1/observations/town.csv", old, new)
        qsq(*SCORE, workspace=small)
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


def test_a_head_that_was_written_down_is_found_again(qsq: Qsq, recorded: Path) -> None:
    head = qsq("ledger", "verify", "--json", workspace=recorded).answer["head_code"]
    change(recorded, "data/2023/q1/observations/town.csv", "B2,shore.clean,5", "B2,shore.clean,1")
    qsq(*SCORE, workspace=recorded)
    assert qsq("ledger", "verify", "--head", head.lower(), workspace=recorded).code == 0
    tamper(recorded, "DELETE FROM events WHERE sequence > 2", guards=True)
    run = qsq("ledger", "verify", "--head", head, "--json", workspace=recorded)
    assert run.code == 1
    assert head in run.answer["warnings"][0]
    assert qsq("ledger", "verify", "--head", "ABCDEFGH", workspace=recorded).code == 2


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


def changes(count: int) -> list[tuple[str, int]]:
    """Single changes, each with the event that is then the first wrong one (0: none of them itself)."""
    dice = random.Random(20230331)
    found = []
    for _number in range(count):
        event = dice.randint(1, 3)
        column = dice.choice(["time", "actor", "kind", "period", "subject", "payload", "previous", "digest"])
        text = dice.choice(
            ["'x'", f"{column} || ' '", f"substr({column}, 2) || 'y'", f"upper({column}) || '0'"]
        )
        found.append((f"UPDATE events SET {column} = {text} WHERE sequence = {event}", event))
    return found


@pytest.mark.parametrize(("statement", "event"), changes(100))
def test_every_single_change_to_an_event_is_found(
    statement: str, event: int, qsq: Qsq, recorded: Path
) -> None:
    tamper(recorded, statement, guards=True)
    run = qsq("ledger", "verify", "--json", workspace=recorded)
    assert run.code == 1
    assert run.answer["first_wrong"] == event
    assert str(event) in run.answer["warnings"][0]


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
    assert qsq("ledger", "import", first, "--json", workspace=other).code == 5


def test_a_changed_export_is_refused_with_its_line_and_nothing_is_kept(
    qsq: Qsq, recorded: Path, tmp_path: Path
) -> None:
    file, other = tmp_path / "ledger.jsonl", tmp_path / "other"
    qsq("ledger", "export", file, workspace=recorded)
    qsq("init", other, "--year", "2023")
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace('"actor":"city"', '"actor":"town"')
    lines[-1] = lines[-1].replace('"content":"', '"content":"AAAA')
    file.write_text("\n".join([*lines, "{}", "no json"]), encoding="utf-8")
    run = qsq("ledger", "import", file, "--json", workspace=other)
    assert run.code == 3
    assert [where for _file, where, _text in run.places] == [
        "line 2", f"line {len(lines)}", f"line {len(lines) + 1}", f"line {len(lines) + 2}"
    ]  # fmt: skip
    assert qsq("ledger", "log", "--json", workspace=other).answer["events"] == []


def test_a_backup_is_a_whole_ledger(qsq: Qsq, recorded: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "qsq.db"
    assert qsq("ledger", "backup", copy, "--json", workspace=recorded).code == 0
    other = tmp_path / "other"
    qsq("init", other, "--year", "2023")
    (other / "data/qsq.db").write_bytes(copy.read_bytes())
    assert qsq("ledger", "verify", "--json", workspace=other).answer["events"] == 3


def test_a_file_that_is_no_ledger_is_told(qsq: Qsq, small: Path) -> None:
    (small / "data/qsq.db").write_text("not a database, only text that is long enough" * 40, encoding="utf-8")
    run = qsq(*SCORE, workspace=small)
    assert run.code == 1
    assert "ledger" in run.answer["error"]["message"]
