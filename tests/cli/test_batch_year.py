"""The whole of 2023 day by day, driven by the batch, with the people's steps in between."""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from qsq.domain.values.periods import PeriodKind, periods_of
from tests.cli.a_year import DAY
from tests.cli.driven import driven_once
from tests.conftest import Qsq

MONTHS = [str(month) for period in periods_of(2023, PeriodKind.QUARTER) for month in period.months]
PERIODS = [str(period) for period in periods_of(2023, PeriodKind.QUARTER)]

WAITED = {
    "qsq checklist dispatch 2023Q2 --town CODE --actor ID",
    "qsq checklist accept 2023Q2 --village CODE --actor ID",
    "qsq score submit 2023Q2 FILE --department ID --actor ID",
    "qsq score feedback 2023Q2",
    "qsq score sign 2023Q2 --town CODE --leader ID --code CODE --actor ID",
    "qsq score sign 2023Q2 --village CODE --secretary ID --code CODE --actor ID",
    "qsq score notice 2023Q2 --actor ID",
    "qsq score object 2023Q2 --village CODE --text TEXT --actor ID",
    "qsq awards year 2023",
    "qsq awards object 2023 --village CODE --text TEXT --actor ID",
    "qsq awards pay 2023 --all --actor ID",
}
"""What people were waited for at the end of a night of the second period, and of the year."""


@pytest.mark.torture
def test_the_whole_year_day_by_day(
    qsq: Qsq, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    year = driven_once(tmp_path_factory)
    done, waited = dict[tuple[str, str], date](), set[str]()
    for day, answer in year.nights.items():
        waited |= {turn["command"] for turn in answer["waiting"]}
        for step in answer["steps"]:
            if step["outcome"] == "done" and step["job"] != "backup":
                assert (step["job"], step["period"]) not in done, (day, step)
                done[step["job"], step["period"]] = day
    assert len(year.nights) >= 365
    assert Counter(job for job, _period in done) == {
        "issue": 4, "remind": 12, "visits": 12, "chase": 4, "score": 4, "finalise": 4, "confirm": 1,
    }  # fmt: skip
    _each_on_its_day(done)
    assert {one for one in waited if {"2023", "2023Q2"} & set(one.split())} == WAITED
    root = Path(shutil.copytree(year.root, tmp_path / "small"))
    _the_ledger_tells_it(qsq, root)
    last = qsq("batch", "run", "--on", str(max(year.nights) + DAY), "--json", workspace=root)
    assert (last.code, last.answer["waiting"]) == (0, [])


def _each_on_its_day(done: dict[tuple[str, str], date]) -> None:
    """Work falls due on the first day of a period or month; scoring waits for what comes late."""
    firsts = [period.first_day for period in periods_of(2023, PeriodKind.QUARTER)]
    assert [done["issue", period] for period in PERIODS] == firsts
    after = [period.last_day for period in periods_of(2023, PeriodKind.QUARTER)]
    assert [done["chase", period] for period in PERIODS] == [last - 5 * DAY for last in after]
    assert [done["score", period] for period in PERIODS] == [last + 3 * DAY for last in after]
    ends = [
        month.last_day + DAY for period in periods_of(2023, PeriodKind.QUARTER) for month in period.months
    ]
    assert [done["remind", month] for month in MONTHS] == ends
    assert all(0 <= (done["visits", month] - end).days <= 3 for month, end in zip(MONTHS, ends, strict=True))


def _the_ledger_tells_it(qsq: Qsq, root: Path) -> None:
    events = qsq("ledger", "log", "--json", workspace=root).answer["events"]
    ticks = Counter((event["subject"], event["period"]) for event in events if event["kind"] == "batch")
    assert set(ticks.values()) == {1}
    assert len(ticks) == 41
    kinds = Counter((event["kind"], event["period"]) for event in events)
    assert [kinds["evaluation", period] for period in PERIODS] == [1, 2, 1, 1]
    assert [kinds["finalisation", period] for period in PERIODS] == [1, 1, 1, 1]
    assert [kinds["village_signature", period] for period in PERIODS] == [6, 7, 6, 6]
    assert [kinds["town_signature", period] for period in PERIODS] == [2, 3, 2, 2]
    assert [kinds["reminder", month] for month in MONTHS] == [1] * 12
    assert [kinds["talk", month] for month in MONTHS] == [1] * 12
    assert kinds["payment", "2023"] == 2
    assert qsq("ledger", "verify", "--json", workspace=root).answer["whole"] is True
