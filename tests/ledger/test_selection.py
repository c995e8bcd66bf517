"""Events are read through the ledger's index, whatever of kind and period is given."""

import sqlite3
from collections.abc import Iterator

import pytest

from qsq.ledger.ledger import MIGRATIONS
from qsq.ledger.selection import selected

_HAPPENED = (("evaluation", "2023Q1"), ("notice", "2023Q1"), ("evaluation", "2023Q2"), ("visit", "2023-04"))


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    """A ledger's tables with four events."""
    with sqlite3.connect(":memory:") as database:
        for statement in (one for migration in MIGRATIONS for one in migration):
            database.execute(statement)
        for number, (kind, period) in enumerate(_HAPPENED, 1):
            values = (number, "", "", kind, period, "", "{}", "", str(number))
            database.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        yield database
    database.close()


@pytest.mark.parametrize("kind", ["", "evaluation", "notice", "payment"])
@pytest.mark.parametrize("period", ["", "2023Q1", "2023Q2", "2024"])
def test_the_events_of_a_kind_and_a_period(database: sqlite3.Connection, kind: str, period: str) -> None:
    found = [row[0] for row in database.execute(*selected(kind, period))]
    assert found == [
        number
        for number, (its_kind, its_period) in enumerate(_HAPPENED, 1)
        if kind in ("", its_kind) and period in ("", its_period)
    ]


@pytest.mark.parametrize(("kind", "period"), [("notice", "2023Q1"), ("notice", ""), ("", "2023Q1")])
def test_no_other_event_is_looked_at(database: sqlite3.Connection, kind: str, period: str) -> None:
    statement, values = selected(kind, period)
    plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert any("USING INDEX events_by_kind" in step for step in plan), plan
    assert not any(step.startswith("SCAN events") for step in plan), plan
