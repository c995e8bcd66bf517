"""The tests' own county with a year that is public: one period, a reminder, a confirmed list."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from qsq.api.workspace import Workspace
from qsq.domain.county.officials import Level, Unit
from qsq.domain.faults import Place
from qsq.domain.observed.reminders import Talk
from qsq.domain.values.periods import Period, PeriodKind
from qsq.intake.forms.signatures import SignedSheet
from qsq.year.awards.decide import Ruling
from tests.alike import gone

PERIOD = Period(2023, 1, PeriodKind.QUARTER)
CLOCK = datetime(2024, 3, 8, 9, tzinfo=timezone(timedelta(hours=8)))
MARCH = date(2023, 3, 31)
AMOUNTS = ("prize: 300", "prize: 7771"), ("prize: 200", "prize: 5553"), ("pool: 6000", "pool: 6101")
"""Amounts that are like no part of a prize, no uplift and no mark of the county."""


def workspace_of(root: Path) -> Workspace:
    """The workspace as its clerk uses it, always at the same moment."""
    return Workspace(root, "clerk", lambda: CLOCK)


def score(root: Path) -> Workspace:
    """The period is scored, and nothing more."""
    workspace = workspace_of(root)
    workspace.score.period(PERIOD, on="2023-04-03")
    return workspace


def hang_up(root: Path) -> Workspace:
    """The period is scored, signed by all and hung up on 10 April 2023."""
    gone(root, "hung up", lambda: _hang_up(score(root)))
    return workspace_of(root)


def show(root: Path) -> Path:
    """The board of that day."""

    def take() -> None:
        hang_up(root).board.build()

    gone(root, "shown", take)
    return root / "out" / "board"


def _hang_up(workspace: Workspace) -> None:
    result = workspace.score.feedback(PERIOD, "2023-04-04").result
    sheets = [SignedSheet(unit, _signer(unit), result.code(unit), Place("")) for unit in result.units()]
    workspace.score.sign(PERIOD, sheets, "2023-04-09")
    workspace.score.notice(PERIOD, "2023-04-10")


def _signer(unit: Unit) -> str:
    return f"{unit.code}-{'lead' if unit.level is Level.TOWN else 'sec'}"


def make_public(root: Path) -> Workspace:
    """A reminder and a talk in March, the period final, the year's list confirmed."""
    scheme = root / "rules" / "scheme.yaml"
    text = scheme.read_text("utf-8") + "reminders: {slow: 50%, poor: 60%, far_behind: 50%}\n"
    for old, new in AMOUNTS:
        text = text.replace(old, new)
    scheme.write_text(text, "utf-8")
    _call_in(root)
    workspace = hang_up(root)
    workspace.score.finalise(PERIOD, "2023-04-15")
    workspace.awards.year(2023, on="2024-01-20")
    workspace.awards.decide(2023, Ruling("县委〔2024〕3号", "市批〔2024〕1号"), "2024-01-20")
    workspace.awards.notice(2023, "2024-01-22")
    workspace.awards.confirm(2023, "2024-01-29")
    return workspace


def _call_in(root: Path) -> None:
    """In March A1 had done a fifth of its meetings, all others all; it was talked with."""
    rows = [
        f"{code},party.meeting,{'20%' if code == 'A1' else '是'}"
        for code in ("A1", "A2", "A3", "B1", "B2", "B3")
    ]
    file = root / "data" / "2023" / "q1" / "progress" / "2023-03.csv"
    file.parent.mkdir()
    file.write_text("\n".join(["village_code,task,done", *rows]) + "\n", "utf-8")
    workspace = workspace_of(root)
    workspace.remind.month("2023-03", MARCH)
    talk = Talk("张主任", "李书记", "会议未开", "分片召集", date(2023, 4, 5))
    workspace.remind.record("2023-03", "A1", talk, MARCH)


def make_namesakes(root: Path) -> None:
    """西一村 of 西镇 bears the name of 东一村 of 东镇."""
    file = root / "data" / "villages.csv"
    file.write_text(file.read_text("utf-8").replace("西一村", "东一村"), "utf-8")
