"""No step is of an earlier day than what it rests on, nor of a day to come: a table of all steps."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import typer

from qsq.api.workspace import Workspace
from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.main import app
from qsq.domain.county.officials import Level, Unit
from qsq.domain.faults import QsqError
from qsq.domain.observed.reminders import Talk
from qsq.domain.steps.checklist_state import CHECKLIST_NEEDS
from qsq.domain.steps.follow_state import FOLLOW_NEEDS
from qsq.domain.steps.period_state import NEEDS
from qsq.domain.steps.year_state import YEAR_NEEDS
from qsq.year.awards.decide import Ruling
from qsq.year.desk import papers
from tests.conftest import made_once
from tests.documents.county import MONTH, PERIOD, YEAR, noon, sheets_of, started

VISITS = "date,official,place,purpose,note\n2023-02-10,T1-officer,A1,problem,路灯\n"
TALK = Talk("镇长", "书记", "慢", "帮", date(2023, 4, 20))
Taken = Callable[[Workspace, str], object]


@dataclass(frozen=True, slots=True)
class Row:
    """A step of the year: the day before the first on which it may be taken, its own day, and itself."""

    too_early: str
    day: str
    take: Taken


def _signed(county: Workspace, day: str) -> object:
    return county.score.sign(PERIOD, sheets_of(county.score.feedback(PERIOD, "2023-04-04").result), day)


def _file(county: Workspace, name: str) -> Path:
    return county.office.root / name


def _submitted(county: Workspace, day: str) -> object:
    file = _file(county, "data/2023/q1/observations/agriculture.csv")
    return county.score.submit(PERIOD, file, Unit(Level.DEPARTMENT, "agriculture"), day)


def _imported(county: Workspace, day: str) -> object:
    file = _file(county, "visits.csv")
    file.write_text(VISITS, "utf-8")
    return county.visits.import_(file, day)


def _problem(county: Workspace) -> str:
    return county.visits.problems()[0].id


def _revoking(act: str, period: str, **named: str) -> Taken:
    return lambda county, day: county.revoke(
        act, period, named, reason="误记", agree=lambda _falls: True, on=day
    )


def _reopened(county: Workspace, day: str) -> object:
    return _revoking("visits closing", "", visit=_problem(county))(county, day)


def _refinalised(county: Workspace, day: str) -> object:
    _revoking("score finalisation", PERIOD)(county, day)
    return county.score.finalise(PERIOD, day)


def _looked_again(county: Workspace, day: str) -> object:
    """Nothing applies on a second look, wherever the dice fell."""
    sheet = county.office.root / county.recheck.draw(PERIOD, "31415926535").sheet
    book = openpyxl.load_workbook(sheet)
    head, *rows = (row for row in book.worksheets[1].iter_rows() if row[0].row >= _head(book.worksheets[1]))
    at = [cell.value for cell in head]
    for row in rows:
        if row[at.index("村代码")].value:
            row[at.index("评分")].value, row[at.index("备注")].value = "NA", "没有"
    book.save(sheet)
    return county.recheck.enter(PERIOD, sheet, day)


def _head(table: Any) -> int:
    """The row of the headings."""
    rows: Iterator[int] = (
        row[0].row for row in table.iter_rows() if "村代码" in [cell.value for cell in row]
    )
    return next(rows)


STEPS: dict[str, Row] = {
    "checklist issue": Row("2021-12-31", "2023-01-03", lambda it, day: it.checklist.issue(PERIOD, on=day)),
    "checklist dispatch": Row(
        "2023-01-02", "2023-01-04", lambda it, day: it.checklist.dispatch(PERIOD, "T1", day)
    ),
    "checklist accept": Row(
        "2023-01-03", "2023-01-05", lambda it, day: it.checklist.accept(PERIOD, ["A1"], day)
    ),
    "visits import": Row("2023-02-09", "2023-02-11", _imported),
    "visits problems --hand-on": Row(
        "2023-02-10", "2023-02-12", lambda it, day: it.visits.follow(_problem(it), to="供电所", on=day)
    ),
    "visits problems --close": Row(
        "2023-02-11", "2023-02-13", lambda it, day: it.visits.follow(_problem(it), closed="已修", on=day)
    ),
    "visits revoke": Row("2023-02-12", "2023-02-14", _reopened),
    "remind month": Row("2023-02-28", "2023-03-31", lambda it, day: it.remind.month(MONTH, day)),
    "remind record": Row(
        "2023-03-30", "2023-04-01", lambda it, day: it.remind.record(MONTH, "A1", TALK, on=day)
    ),
    "checklist revoke": Row(
        "2023-01-04", "2023-01-06", _revoking("checklist acceptance", PERIOD, village="A1")
    ),
    "remind revoke": Row("2023-03-31", "2023-04-02", _revoking("remind talk", MONTH, village="A1")),
    "score submit": Row("2023-01-02", "2023-04-02", _submitted),
    "score period": Row("2023-01-02", "2023-04-03", lambda it, day: it.score.period(PERIOD, on=day)),
    "recheck draw": Row(
        "2023-04-02", "2023-04-03", lambda it, day: it.recheck.draw(PERIOD, "31415926535", on=day)
    ),
    "recheck enter": Row("2023-04-02", "2023-04-03", _looked_again),
    "score feedback": Row("2023-04-02", "2023-04-04", lambda it, day: it.score.feedback(PERIOD, day)),
    "score sign": Row("2023-04-03", "2023-04-07", _signed),
    "score notice": Row("2023-04-06", "2023-04-10", lambda it, day: it.score.notice(PERIOD, day)),
    "score object": Row(
        "2023-04-09", "2023-04-12", lambda it, day: it.score.object_to(PERIOD, "A1", "", "分低", day)
    ),
    "score resolve": Row(
        "2023-04-11",
        "2023-04-13",
        lambda it, day: it.score.resolve(PERIOD, "2023Q1-1", "无误", upheld=False, on=day),
    ),
    "score finalise": Row("2023-04-12", "2023-04-15", lambda it, day: it.score.finalise(PERIOD, day)),
    "score revoke": Row("2023-04-14", "2023-04-16", _refinalised),
    "awards recommend": Row(
        "2022-12-31", "2024-01-09", lambda it, day: it.awards.recommend(YEAR, "T1", ["A1"], day)
    ),
    "awards year": Row("2023-04-15", "2024-01-11", lambda it, day: it.awards.year(YEAR, on=day)),
    "awards decide": Row(
        "2024-01-10", "2024-01-12", lambda it, day: it.awards.decide(YEAR, Ruling("3号", "1号"), day)
    ),
    "awards notice": Row("2024-01-11", "2024-01-15", lambda it, day: it.awards.notice(YEAR, day)),
    "awards object": Row(
        "2024-01-14", "2024-01-16", lambda it, day: it.awards.object_to(YEAR, "A1", "", "不实", day)
    ),
    "awards resolve": Row(
        "2024-01-15",
        "2024-01-17",
        lambda it, day: it.awards.resolve(YEAR, "2023-1", "无误", upheld=False, on=day),
    ),
    "awards confirm": Row("2024-01-16", "2024-01-20", lambda it, day: it.awards.confirm(YEAR, day)),
    "awards pay": Row("2024-01-19", "2024-01-22", lambda it, day: it.awards.pay(YEAR, every=True, on=day)),
    "awards revoke": Row("2024-01-19", "2024-01-23", _revoking("awards confirmation", YEAR)),
}
"""Every step, in the order of the year."""

LOOKS = {"inbox", "next", "outbox", "status", "batch run", "remind status"}
"""Commands with a day that record no step of their own."""

TOMORROW = str(noon().date() + timedelta(days=1))
WRONG = {"before what it rests on": "", "the first day of all": "0001-01-01", "tomorrow": TOMORROW}


Codes = dict[str, dict[str, int | None]]


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory) -> Codes:
    """What became of every step on its wrong days, each tried when it could be taken but for the day."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(papers, "SENT_OUT", ())  # workbooks alone: what is sent out takes long to set
        made = made_once(tmp_path_factory, "days-of-steps", _try_all)
    codes: Codes = json.loads((made / "codes.json").read_text("utf-8"))
    return codes


def _try_all(folder: Path) -> None:
    county = started(
        folder, renamed={"places: [50%, 30%, 20%]": "places: [60%, 40%]"}
    )  # else nothing is to be drawn
    found: Codes = {}
    for name, row in STEPS.items():
        found[name] = {
            wrong: _refusal(county, row.take, day or row.too_early) for wrong, day in WRONG.items()
        }
        row.take(county, row.day)
    (folder / "codes.json").write_text(json.dumps(found), "utf-8")


def _refusal(county: Workspace, take: Taken, day: str) -> int | None:
    """The exit code of the refusal; None where there is none, or it leaves something behind."""
    before = _events(county)
    try:
        take(county, day)
    except QsqError as error:
        return error.code if _events(county) == before else None
    return None


def _events(county: Workspace) -> int:
    with county.office.ledger_to_read() as ledger:
        return len(ledger.events())


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_of_a_wrong_day_is_refused_and_leaves_nothing(tried: Codes, step: str, wrong: str) -> None:
    assert tried[step][wrong] in {2, 3, 4, 5}


def test_the_table_has_every_step_of_the_state_machines() -> None:
    machines: dict[str, Iterable[str]] = {"checklist": CHECKLIST_NEEDS, "score": NEEDS, "awards": YEAR_NEEDS}
    steps = {f"{group} {step}" for group, needs in machines.items() for step in needs}
    assert steps | set(FOLLOW_NEEDS) <= set(STEPS)


def test_the_table_has_every_command_that_takes_a_day() -> None:
    dated = {name for name, command in _commands() if any("--on" in one.opts for one in command.params)}
    commands = {" ".join(step.split()[:2]) for step in STEPS} - {"score period"} | {"score quarter"}
    assert dated - LOOKS - {"score period"} == commands


def _commands() -> Iterator[tuple[str, Any]]:
    group: Any = typer.main.get_command(app)
    for name in COMMANDS:
        command: Any = group.get_command(None, name)
        if hasattr(command, "list_commands"):
            yield from (
                (f"{name} {one}", command.get_command(None, one)) for one in command.list_commands(None)
            )
        else:
            yield name, command
