"""Days are counted in the scheme's time zone, wherever the machine stands."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qsq.api.workspace import Workspace

LATE = datetime(2023, 4, 9, 17, tzinfo=UTC)
"""On the evening of 9 April in London, in the night of the 10th in Beijing, at noon of the 9th in New York."""


@pytest.mark.parametrize(
    ("line", "day", "time"),
    [
        ("", date(2023, 4, 10), "2023-04-10T01:00:00+08:00"),
        ("time_zone: Asia/Urumqi\n", date(2023, 4, 9), "2023-04-09T23:00:00+06:00"),
        ("time_zone: America/New_York\n", date(2023, 4, 9), "2023-04-09T13:00:00-04:00"),
        ("time_zone: nowhere\n", date(2023, 4, 10), "2023-04-10T01:00:00+08:00"),
    ],
    ids=["China's unless given", "another", "one with summer time", "a wrong one, told elsewhere"],
)
def test_today_is_the_schemes(small: Path, line: str, day: date, time: str) -> None:
    scheme = small / "rules" / "scheme.yaml"
    scheme.write_text(scheme.read_text("utf-8") + line, "utf-8")
    office = Workspace(small, "clerk", lambda: LATE).office
    assert office.today() == day
    assert office.clock().isoformat() == time


def test_a_step_is_recorded_with_the_schemes_day(small: Path) -> None:
    workspace = Workspace(small, "clerk", lambda: LATE)
    workspace.score.period("2023Q1")
    with workspace.office.ledger_to_read() as ledger:
        assert [event.time for event in ledger.events()] == ["2023-04-10T01:00:00+08:00"]
