"""A ledger with an event of every kind, its papers' heads and a backup; and ways to forge it."""

import json
import sqlite3
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qsq.domain.steps.event_kinds import (
    ChecklistEvent,
    EventKind,
    OtherEvent,
    PeriodEvent,
    RevocationEvent,
    YearEvent,
)
from qsq.ledger.canonical import digest
from qsq.ledger.ledger import Draft, Event
from qsq.year.desk.known_heads import write_head
from qsq.year.desk.office import LEDGER_FILE, Office
from qsq.year.ledger.upkeep import backup

_TOTALS = ("prizes", "welfare", "cadres", "uplift", "period_rewards")
_LIST = {"year": "2023", "honours": [], "totals": dict.fromkeys(_TOTALS, "0.00"), "periods": []}
CONTENTS = (
    b"scheme: x\n",
    b'{"villages": []}',
    json.dumps({"answer": _LIST, "v": 1}).encode(),
    b"village_code,task,value\n",
)
"""Snapshots: rules, a result, a list, a file that was handed in."""

LATE = datetime(2024, 6, 1, tzinfo=UTC)


def a_ledger(root: Path) -> Office:
    """A workspace's ledger with an event of every kind."""
    office = Office(root, "city", lambda: LATE)
    fill(office)
    backup(office, root / "backups" / "qsq-2024-05-31.db")
    return office


def fill(office: Office, besides: Collection[str] = ()) -> None:
    """Record an event of every kind, less those that are there `besides`, and the heads of its papers."""
    events = [one for one in _events([digest(content) for content in CONTENTS]) if one[0] not in besides]
    named = str([payload for _kind, _period, _subject, payload in events])
    with office.ledger() as ledger, ledger.transaction():
        for content in CONTENTS:
            if digest(content) in named:
                ledger.keep(content)
        for number, (kind, period, subject, payload) in enumerate(events, start=1):
            time = f"2023-{1 + number // 28:02}-{1 + number % 28:02}T09:00:00+08:00"
            event = ledger.append(Draft(time, "clerk", kind, period, payload, subject))
            if kind in (PeriodEvent.FEEDBACK, PeriodEvent.NOTICE, YearEvent.NOTICE):
                folder = office.root / "out" / period / kind
                folder.mkdir(parents=True)
                write_head(folder, event)


def _events(keys: list[str]) -> list[tuple[EventKind, str, str, Mapping[str, Any]]]:
    rules, result, listed, file = keys
    noticed = {"revision": 1, "first_day": "2023-04-10", "last_day": "2023-04-14"}
    signed = {"revision": 1, "signer": "T1-lead", "code": "23456789"}
    said = {"revision": 1, "village_code": "A1", "by": "某某", "text": "没有隐患"}
    ended = {"upheld": False, "reason": "属实", "revision": 1}
    issued = {"revision": 1, "rules_sha256": rules, "files": {"rules/scheme.yaml": rules}}
    marked = {
        **issued,
        "record": {"scheme": rules, "inputs": file},
        "inputs_sha256": file,
        "result_sha256": result,
        "missing": None,
    }
    decided = {
        "revision": 2,
        "result_sha256": listed,
        "document": "3号",
        "approval": "",
        "order": [],
        "struck": {},
    }
    called_in = {"reasons": ["slow"], "undone": ["a.b"], "behind": []}
    visit = {"day": "2023-02-01", "place": "A1", "purpose": "problem", "note": "路"}
    return [
        (ChecklistEvent.ISSUE, "2023Q1", "", issued),
        (ChecklistEvent.DISPATCH, "2023Q1", "T1", {"revision": 1, "tasks_sha256": rules}),
        (ChecklistEvent.ACCEPTANCE, "2023Q1", "A1", {"revision": 1, "town_code": "T1"}),
        (OtherEvent.SUBMISSION, "2023Q1", "town:T1", {"sha256": file, "files": {"a.csv": file}}),
        (OtherEvent.REMINDER, "2023-02", "A1", called_in),
        (OtherEvent.TALK, "2023-02", "A1", {"until": "2023-03-01"}),
        (OtherEvent.VISIT, "", "boss", visit),
        (OtherEvent.HANDED_ON, "", "V7", {"text": "交水利局"}),
        (OtherEvent.CLOSED, "", "V7", {"text": "修好了"}),
        (OtherEvent.BATCH, "2023Q1", "issue", {"on": "2023-01-01", "due": "2023-01-01", "what": ""}),
        (OtherEvent.REFUSED, "2023Q1", "", {"step": "score sign", "reason": "x"}),
        (PeriodEvent.EVALUATION, "2023Q1", "", marked),
        (PeriodEvent.FEEDBACK, "2023Q1", "", {"revision": 1}),
        (PeriodEvent.TOWN_SIGNATURE, "2023Q1", "T1", signed),
        (PeriodEvent.VILLAGE_SIGNATURE, "2023Q1", "A1", signed),
        (PeriodEvent.NOTICE, "2023Q1", "", noticed),
        (PeriodEvent.OBJECTION, "2023Q1", "2023Q1-1", said),
        (PeriodEvent.RESOLUTION, "2023Q1", "2023Q1-1", ended),
        (PeriodEvent.FINALISATION, "2023Q1", "", {"revision": 1, "on": "2023-04-17"}),
        (OtherEvent.RECOMMENDATION, "2023", "T1", {"villages": ["A1"]}),
        (YearEvent.AWARDS, "2023", "", {"revision": 1, "result_sha256": listed}),
        (YearEvent.DECISION, "2023", "", decided),
        (YearEvent.NOTICE, "2023", "", {**noticed, "revision": 2}),
        (YearEvent.OBJECTION, "2023", "2023-1", {**said, "revision": 2}),
        (YearEvent.RESOLUTION, "2023", "2023-1", ended),
        (YearEvent.CONFIRMATION, "2023", "", {"revision": 2, "on": "2023-05-01"}),
        (YearEvent.PAYMENT, "2023", "A1", {"prize": "30000.00"}),
        (RevocationEvent.REVOCATION, "2023", "A1", {"events": [27], "kinds": ["payment"], "reason": "退回"}),
        (OtherEvent.RECHECK, "2023Q1", "3141592653", {"revision": 1, "draws": 3, "on_list": ["A1"]}),
        (OtherEvent.SECOND_LOOK, "2023Q1", "", {"revision": 1, "values": [["A1", "a.b", "80", ""]]}),
    ]


def by_sql(root: Path, *statements: str) -> None:
    """Change the ledger past the program, its triggers dropped and put back as they were."""
    database = sqlite3.connect(root / LEDGER_FILE)
    triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in triggers:
        database.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        database.execute(statement)
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for name, sql in triggers:
        if name.partition("_")[0] in tables:
            database.execute(sql)
    database.commit()
    database.close()


def rechained(root: Path, change: Callable[[dict[str, Any]], object], kind: str) -> None:
    """What a forger does who knows the program: change an event and make the chain from it on right again."""
    database = sqlite3.connect(root / LEDGER_FILE)
    columns = "sequence, time, actor, kind, period, subject, payload, previous"
    rows = database.execute(f"SELECT {columns} FROM events ORDER BY sequence").fetchall()
    statements, before, changed = [], "", False
    for row in rows:
        values = dict(zip(columns.split(", "), row, strict=True))
        values["payload"] = json.loads(values["payload"])
        if values["kind"] == kind and not changed:
            changed = True
            change(values)
        event = Event(**{**values, "previous": before})
        payload = json.dumps(values["payload"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        sets = {name: getattr(event, name) for name in columns.split(", ")} | {"payload": payload}
        before = event.digest
        texts = [f"{name} = {_quoted(value)}" for name, value in {**sets, "digest": before}.items()]
        statements.append(f"UPDATE events SET {', '.join(texts)} WHERE sequence = {row[0]}")
    database.close()
    assert changed, kind
    by_sql(root, *statements)


def _quoted(value: object) -> str:
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"
