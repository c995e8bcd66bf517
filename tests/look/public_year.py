"""A workspace whose year 2023 of 祁阳 is final and confirmed, step by step through `qsq.Workspace`."""

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from qsq.api.workspace import Workspace
from qsq.domain.faults import Place
from qsq.domain.observed.reminders import Talk
from qsq.domain.values.periods import Month, Period, PeriodKind, periods_of
from qsq.intake.forms.signatures import SignedSheet
from qsq.year.awards.decide import Ruling
from qsq.year.init.start import copy_year_2023

OUT = Path(__file__).parents[2] / "out" / "look"
"""Where everything lies that is to be looked at."""

YEAR = 2023
CLERK = "city-1"
ONE_DAY = timedelta(days=1)
LATE = datetime(2024, 3, 8, 9, tzinfo=timezone(timedelta(hours=8)))
"""When all of it is recorded: the same moment each time, so that the ledger is the same each time."""
REMINDED = Month(YEAR, 2)


def workspace_of(root: Path) -> Workspace:
    """The workspace as its clerk uses it."""
    return Workspace(root, CLERK, lambda: LATE)


def public_year() -> Workspace:
    """The workspace of the year, made where there is none yet."""
    county = OUT / "county"
    if not county.exists():
        partial = OUT / "county.partial"
        shutil.rmtree(partial, ignore_errors=True)
        make_public_year(partial)
        partial.rename(county)
    return workspace_of(county)


def make_public_year(root: Path, told: Callable[[str], object] = print) -> None:
    """Take every step of the year in `root`, from the first period's score to the confirmed list."""
    root.mkdir(parents=True, exist_ok=True)
    copy_year_2023(root)
    workspace = workspace_of(root)
    _call_in(workspace)
    for period in periods_of(YEAR, PeriodKind.QUARTER):
        make_public(workspace, period)
        told(f"{period} is final")
    workspace.awards.year(YEAR, on="2024-01-20")
    workspace.awards.decide(YEAR, Ruling("常委会〔2024〕3号", "市批〔2024〕1号"), "2024-01-20")
    last = workspace.awards.notice(YEAR, "2024-01-22").answer["last_day"]
    workspace.awards.confirm(YEAR, date.fromisoformat(last) + ONE_DAY)
    told(f"{YEAR} is confirmed")


def make_public(workspace: Workspace, period: Period) -> None:
    """Score a period, have it signed by all, hang it up and make it final."""
    day = period.last_day + timedelta(days=5)
    workspace.score.period(period, on=day)
    result = workspace.score.feedback(period, day).result
    sheets = [
        SignedSheet(unit, f"{unit.code}-1", result.code(unit), Place(str(unit))) for unit in result.units()
    ]
    workspace.score.sign(period, sheets, day)
    noticed = workspace.score.notice(period, day)
    workspace.score.finalise(period, noticed.days.last + ONE_DAY)


def _call_in(workspace: Workspace) -> None:
    """February's progress: one village reports nothing done, and is talked with."""
    folder = workspace.office.root / "data" / str(YEAR) / REMINDED.period(PeriodKind.QUARTER).key / "progress"
    folder.mkdir(exist_ok=True)
    villages = (workspace.office.root / "data" / "villages.csv").read_text("utf-8").splitlines()[1:]
    codes = [line.split(",")[0] for line in villages if not line.endswith(",no")]
    late = "431181107243"
    rows = [f"{code},party-life.returnees,{'0%' if code == late else '100%'}" for code in codes]
    (folder / f"{REMINDED}.csv").write_text("\n".join(["village_code,task,done", *rows]) + "\n", "utf-8")
    workspace.remind.month(REMINDED, REMINDED.last_day)
    talk = Talk("分管领导", "党组织书记", "谈心未开展", "分片包干", date(2023, 3, 10))
    workspace.remind.record(REMINDED, late, talk, REMINDED.last_day)
