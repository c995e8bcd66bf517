"""A hundred single changes to a ledger by SQL: each is found and named, or stands in docs/ledger.md as inherent."""

import random
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from qsq import Workspace
from qsq.domain.steps.event_kinds import OtherEvent
from qsq.ledger.ledger import Ledger
from qsq.year.desk.known_heads import HEAD_FILE
from qsq.year.desk.office import LEDGER_FILE, Office
from qsq.year.ledger.upkeep import verified
from tests.conftest import REPOSITORY, Qsq, small_workspace
from tests.ledger.a_ledger import LATE, a_ledger, by_sql, fill, rechained

Change = Callable[[Path], object]
DEEP = "[" * 400 + "]" * 400


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("untouched") / "ws"
    root.mkdir()
    a_ledger(root)
    return root


@pytest.fixture
def root(untouched: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(untouched, tmp_path / "ws"))


def office(root: Path) -> Office:
    return Office(root, "auditor", lambda: LATE)


def sql(*statements: str) -> Change:
    return lambda root: by_sql(root, *statements)


def event(column: str, text: str, number: int) -> tuple[str, Change, str]:
    statement = f"UPDATE events SET {column} = {text} WHERE sequence = {number}"
    return f"{column} of {number}", sql(statement), f"event {number}"


def forged(kind: str, key: str, value: Any) -> tuple[str, Change, str]:
    """A payload of another shape in a chain that is right again; None takes the key away."""

    def change(values: dict[str, Any]) -> None:
        values["payload"][key] = value
        if value is None:
            del values["payload"][key]

    return (
        f"{kind}.{key}={str(value)[:12]}",
        lambda root: rechained(root, change, kind),
        f"its {key} is missing",
    )


def forged_column(kind: str, column: str, value: str, told: str) -> tuple[str, Change, str]:
    def change(values: dict[str, Any]) -> None:
        values[column] = value

    return f"{kind} {column}={value[:20]}", lambda root: rechained(root, change, kind), told


def cut(count: int) -> Change:
    return sql(f"DELETE FROM events WHERE sequence > (SELECT max(sequence) FROM events) - {count}")


def without_papers(change: Change) -> Change:
    """The same where out/ and the backups are gone."""

    def both(root: Path) -> None:
        change(root)
        shutil.rmtree(root / "out")
        shutil.rmtree(root / "backups")

    return both


def _emptied(root: Path) -> None:
    (root / LEDGER_FILE).write_bytes(b"")


def _begun_anew(root: Path) -> None:
    (root / LEDGER_FILE).unlink()
    office(root).ledger().__exit__()


def _half(root: Path) -> None:
    file = root / LEDGER_FILE
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _rotten(root: Path) -> None:
    file = root / LEDGER_FILE
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    file.write_bytes(bytes(content))


def _no_text(root: Path) -> None:
    """A byte of the tables' definitions that is no text, which SQLite would name."""
    file = root / LEDGER_FILE
    content = file.read_bytes()
    assert b"payload TEXT" in content
    file.write_bytes(content.replace(b"payload TEXT", b"payload \xa4EXT"))


def _noise(root: Path) -> None:
    (root / LEDGER_FILE).write_bytes(b"no database, only text that is long enough" * 40)


def _of_another_program(root: Path) -> None:
    """A database that has a table of events too, made by someone else."""
    (root / LEDGER_FILE).unlink()
    by_sql(root, "CREATE TABLE events (name TEXT UNIQUE, day TEXT)")


def _deep(values: dict[str, Any]) -> None:
    values["payload"]["x"] = [[[[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]]]]


COLUMNS = ("time", "actor", "kind", "period", "subject", "payload", "previous", "digest")
FOUND: list[tuple[str, Change, str]] = [
    *(event(column, f"{column} || ' '", number) for column in COLUMNS for number in (1, 16, 28)),
    event("payload", "replace(payload, '30000', '50000')", 27),
    event("payload", "replace(payload, ':', ': ')", 12),
    event("payload", "'{}'", 12),
    event("payload", "'[]'", 12),
    event("payload", "'no json'", 12),
    event("payload", f"'{DEEP}'", 12),
    event("payload", "'{\"x\":" + "[" * 100_000 + "'", 12),
    event("payload", "CAST(x'ff22' AS TEXT)", 12),
    event("actor", "CAST(x'fffe' AS TEXT)", 5),
    event("sequence", "99", 7),
    event("sequence", "0", 1),
    ("first gone", sql("DELETE FROM events WHERE sequence = 1"), "event 1 is missing"),
    ("one gone", sql("DELETE FROM events WHERE sequence = 14"), "event 14 is missing"),
    ("all gone", sql("DELETE FROM events"), "台账校验码.txt carries the head"),
    ("all gone, snapshots too", sql("DELETE FROM events", "DELETE FROM snapshots"), "carries the head"),
    ("doubled", sql("INSERT INTO events SELECT 31, time, actor, kind, period, subject, payload, previous,"
                    " digest || '0' FROM events WHERE sequence = 30"), "event 31"),
    ("cut by one", cut(1), "backups/qsq-2024-05-31.db carries the head"),
    ("cut to the notice of the year", cut(7), "backups/qsq-2024-05-31.db carries the head"),
    ("cut below the notice", cut(15), "out/2023Q1/notice/台账校验码.txt carries the head"),
    ("cut below the sheets", cut(18), "out/2023Q1/feedback/台账校验码.txt carries the head"),
    ("emptied", _emptied, "was emptied"),
    ("begun anew", _begun_anew, "carries the head"),
    ("half of the file", _half, "malformed"),
    ("rotten pages", _rotten, "malformed"),
    ("tables that are no text", _no_text, "malformed"),
    ("no database", _noise, "not a database"),
    ("a snapshot gone", sql("DELETE FROM snapshots WHERE digest = (SELECT max(digest) FROM snapshots)"),
     "is missing or was changed"),
    ("all snapshots gone", sql("DELETE FROM snapshots"), "event 1: the ledger's snapshot"),
    ("snapshots of zeros", sql("UPDATE snapshots SET content = zeroblob(9)"), "is missing or was changed"),
    ("snapshots of another content", sql("UPDATE snapshots SET content = x'789c030000000001'"), "was changed"),
    ("more behind a snapshot", sql("UPDATE snapshots SET content = CAST(content || x'00' AS BLOB)"), "was changed"),
    ("a snapshot cut", sql("UPDATE snapshots SET content = substr(content, 1, 8)"), "was changed"),
    ("a snapshot renamed", sql("UPDATE snapshots SET digest = 'x' || substr(digest, 2) WHERE digest ="
                               " (SELECT min(digest) FROM snapshots)"), "snapshot"),
    ("a snapshot more", sql("INSERT INTO snapshots VALUES ('0123', x'00')"), "0123"),
    ("snapshots exchanged", sql("UPDATE snapshots SET content = (SELECT content FROM snapshots AS other WHERE"
                                " other.digest = (SELECT min(digest) FROM snapshots)) WHERE digest ="
                                " (SELECT max(digest) FROM snapshots)"), "was changed"),
    ("a table more", sql("CREATE TABLE other (x TEXT)"), "guards against change were altered"),
    ("a view", sql("CREATE VIEW other AS SELECT * FROM events"), "guards against change were altered"),
    ("an index gone", sql("DROP INDEX events_by_kind"), "guards against change were altered"),
    ("a trigger more", sql("CREATE TRIGGER other AFTER INSERT ON events BEGIN SELECT 1; END"),
     "guards against change were altered"),
    ("a column more", sql("ALTER TABLE events ADD COLUMN other TEXT"), "guards against change were altered"),
    ("a column renamed", sql("ALTER TABLE events RENAME COLUMN actor TO who"), "guards against change"),
    ("a table renamed", sql("ALTER TABLE snapshots RENAME TO other"), "guards against change were altered"),
    ("no snapshots", sql("DROP TABLE snapshots"), "guards against change were altered"),
    ("a later version", sql("PRAGMA user_version = 99"), "has version 99"),
    ("no version", sql("PRAGMA user_version = 0"), "cannot be opened: its version was removed"),
    ("another program's", _of_another_program, "is another program's database, not a ledger"),
    ("statistics", sql("ANALYZE"), "guards against change were altered"),
    forged_column("feedback", "time", "2020-01-01T00:00:00+08:00", "is earlier than that of the event before it"),
    forged_column("finalisation", "time", "2023-01-20T18:00:00-10:00", "is earlier than that of the event before"),
    forged_column("feedback", "time", "gestern", "gestern is no time"),
    forged_column("feedback", "time", "2023-01-14T09:00:00", "is no time"),
    forged_column("evaluation", "period", "2023Q9", "its period is missing"),
    forged_column("reminder", "period", "2023Q1", "its period is missing"),
    forged_column("awards", "period", "x", "its period is missing"),
    forged_column("batch", "subject", "x", "its subject is missing"),
    ("deep nesting", lambda root: rechained(root, _deep, "evaluation"), "its payload was changed"),
    forged("issue", "revision", None),
    forged("issue", "files", ["x"]),
    forged("dispatch", "tasks_sha256", None),
    forged("acceptance", "town_code", None),
    forged("submission", "files", {"a.csv": "0"}),
    forged("reminder", "reasons", "slow"),
    forged("talk", "until", None),
    forged("visit", "day", "2023-02-30"),
    forged("visit", "purpose", "holiday"),
    forged("problem_closed", "text", None),
    forged("evaluation", "revision", "1"),
    forged("evaluation", "revision", 0),
    forged("evaluation", "missing", "perhaps"),
    forged("evaluation", "result_sha256", None),
    forged("evaluation", "files", None),
    forged("evaluation", "record", {"scheme": "x"}),
    forged("feedback", "revision", True),
    forged("town_signature", "signer", None),
    forged("notice", "last_day", "soon"),
    forged("objection", "village_code", 7),
    forged("resolution", "upheld", "yes"),
    forged("finalisation", "on", None),
    forged("recommendation", "villages", "A1"),
    forged("decision", "order", None),
    forged("decision", "struck", []),
    forged("awards_notice", "first_day", None),
    forged("awards_resolution", "upheld", None),
    forged("payment", "prize", 30000),
    forged("revocation", "events", ["27"]),
    ("a snapshot that lacks", lambda root: rechained(
        root, lambda values: values["payload"].update(result_sha256="0" * 64), "awards"), "snapshot 000"),
    ("a record that lacks", lambda root: rechained(
        root, lambda values: values["payload"].update(record={"scheme": "0" * 64}), "evaluation"), "snapshot 000"),
    ("a file that lacks", lambda root: rechained(
        root, lambda values: values["payload"].update(files={"x": "0" * 64}), "evaluation"), "snapshot 000"),
    ("the past rewritten", lambda root: rechained(
        root, lambda values: values.update(actor="x"), "issue"), "out/2023Q1/feedback/台账校验码.txt carries"),
    ("a payment rewritten", lambda root: rechained(
        root, lambda values: values["payload"].update(prize="50000.00"), "payment"), "carries the head"),
]  # fmt: skip
"""What was changed, how, and a part of what is told of it."""

INHERENT: list[tuple[str, Change]] = [
    ("cut-tail", without_papers(cut(3))),
    ("rewritten-past", without_papers(lambda root: rechained(
        root, lambda values: values["payload"].update(prize="50000.00"), "payment"))),
    ("new-ledger", without_papers(_begun_anew)),
    ("unread-settings", sql("PRAGMA application_id = 7")),
]  # fmt: skip
"""What nothing within an unkeyed chain shows, by its name in docs/ledger.md."""


def test_the_ledger_is_whole_and_holds_every_kind_of_event(root: Path) -> None:
    found = verified(office(root))
    assert (found.wrong, found.events) == ((), 30)


def test_there_are_a_hundred_changes() -> None:
    assert len(FOUND) + len(INHERENT) >= 100


@pytest.mark.parametrize(("change", "told"), [pytest.param(*rest, id=name) for name, *rest in FOUND])
def test_each_single_change_is_found_and_named(change: Change, told: str, root: Path) -> None:
    change(root)
    found = verified(office(root))
    assert not found.whole
    assert any(told in str(wrong) for wrong in found.wrong), [str(wrong) for wrong in found.wrong]


def changes(count: int) -> list[tuple[str, int]]:
    """Single changes by chance, each with the event that is then the first wrong one."""
    dice = random.Random(20230331)
    found = []
    for _number in range(count):
        number, column = dice.randint(1, 30), dice.choice(COLUMNS)
        text = dice.choice(
            ["'x'", f"{column} || ' '", f"substr({column}, 2) || 'y'", f"upper({column}) || '0'"]
        )
        found.append((f"UPDATE events SET {column} = {text} WHERE sequence = {number}", number))
    return found


@pytest.mark.parametrize(("statement", "number"), changes(100))
def test_every_change_by_chance_is_found(statement: str, number: int, root: Path) -> None:
    by_sql(root, statement)
    found = verified(office(root))
    assert (found.sequence, found.events) == (number, number - 1)
    assert f"event {number}" in str(found.wrong[0])


@pytest.mark.parametrize(("name", "change"), INHERENT)
def test_what_cannot_be_found_is_in_the_documentation(name: str, change: Change, root: Path) -> None:
    change(root)
    assert verified(office(root)).whole
    text = (REPOSITORY / "docs" / "ledger.md").read_text("utf-8")
    assert f"`{name}`" in text


def test_the_documentation_names_nothing_inherent_that_is_found() -> None:
    text = (REPOSITORY / "docs" / "ledger.md").read_text("utf-8")
    assert set(re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE)) == {name for name, _change in INHERENT}


def test_an_emptied_ledger_begins_no_new_one(root: Path) -> None:
    _emptied(root)
    assert not verified(office(root)).whole
    assert (root / LEDGER_FILE).read_bytes() == b""


def test_heads_that_a_restored_backup_gave_up_are_missed_no_more(root: Path) -> None:
    lost = [path.read_text("utf-8").split()[-1] for path in (root / "out").rglob(HEAD_FILE)]
    _begun_anew(root)
    shutil.rmtree(root / "backups")
    assert len(verified(office(root)).wrong) == 3
    with office(root).ledger() as ledger, ledger.transaction():
        ledger.append(office(root).event(OtherEvent.RESTORED, "", lost=lost))
    assert verified(office(root)).whole


MISSHAPEN = [one for one in FOUND if "=" in one[0] or one[0] == "deep nesting"]


def commands() -> Iterator[tuple[str, ...]]:
    yield from (("ledger", "log"), ("status",), ("village", "A1"), ("audit", "mark", "A1", "2023Q1"))
    yield from (("score", "quarter", "2023Q1"), ("visits", "problems"), ("awards", "year", "2023", "--draft"))


@pytest.fixture(scope="session")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tests' own county with a result that was counted, and an event of every other kind."""
    county = small_workspace(tmp_path_factory.mktemp("scored"))
    Workspace(county, clock=lambda: datetime(2023, 1, 1, tzinfo=UTC)).score.period("2023Q1")
    fill(office(county), besides=("evaluation",))
    return county


@pytest.fixture
def county(scored: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(scored, tmp_path / "county"))


def test_the_commands_work_on_what_is_whole(qsq: Qsq, county: Path) -> None:
    runs = [qsq(*command, "--json", workspace=county) for command in commands()]
    assert [run.code for run in runs if run.code == 1] == []
    assert verified(office(county)).whole


@pytest.mark.parametrize(("change"), [pytest.param(one[1], id=one[0]) for one in MISSHAPEN[::3]])
def test_no_command_breaks_on_what_verify_finds(change: Change, qsq: Qsq, county: Path) -> None:
    change(county)
    for command in commands():
        run = qsq(*command, "--json", workspace=county)
        assert "fault of the program" not in run.out + run.err, (command, run.out)
        assert run.code in {0, 1, 2, 3, 4, 5}


def test_a_wrong_event_is_told_with_its_place(qsq: Qsq, county: Path) -> None:
    by_name = {name: change for name, change, _told in FOUND}
    by_name["visit.purpose=holiday"](county)
    run = qsq("ledger", "log", "--json", workspace=county)
    assert run.code == 1
    assert run.places == [("data/qsq.db", "event 8", "its purpose is missing or wrong")]


@pytest.mark.parametrize(
    "content", [b"{}", b"[]", b"no json", b"\xff", b'{"v":1,"answer":{"villages":[{}]}}']
)
def test_a_result_of_another_shape_is_told_with_its_place(content: bytes, qsq: Qsq, county: Path) -> None:
    with office(county).ledger() as ledger, ledger.transaction():
        key = ledger.keep(content)
    rechained(county, lambda values: values["payload"].update(result_sha256=key), "evaluation")
    for command in (
        ("audit", "mark", "A1", "2023Q1"),
        ("village", "A1"),
        ("awards", "year", "2023", "--draft"),
    ):
        run = qsq(*command, "--json", workspace=county)
        assert run.code == 1
        places = [("data/qsq.db", f"snapshot {key}", "its content is nothing that this program records")]
        assert run.places == places


def test_a_ledger_is_read_without_being_written(root: Path) -> None:
    before = (root / LEDGER_FILE).read_bytes()
    with Ledger.open_read_only(root / LEDGER_FILE) as ledger:
        assert len(ledger.history()) == 30
    assert (root / LEDGER_FILE).read_bytes() == before
