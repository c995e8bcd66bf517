"""Where the year stands, on one screen: each period, the awards, what waits for whom, what to type next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from qsq.domain.faults import Fault
from qsq.domain.steps.checklist_state import ChecklistState, checklist_state_of
from qsq.domain.steps.due_work import Due
from qsq.domain.steps.next_command import NextCommand
from qsq.domain.steps.period_state import PeriodState, state_of
from qsq.domain.steps.turns import Turn
from qsq.domain.steps.year_state import YearState, year_state_of
from qsq.domain.values.periods import Period, periods_of
from qsq.rules.period_file import periods_with_rules
from qsq.year.desk.office import Office
from qsq.year.status.outlook import Outlook, look
from qsq.year.status.turns import turns_of


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period's stand; `rules` says whether there are any."""

    period: Period
    rules: bool
    checklist: ChecklistState
    evaluation: PeriodState


@dataclass(frozen=True, slots=True)
class Status:
    """Where a workspace stands.

    Attributes:
        towns: how many towns have villages that take part.
        villages: how many villages take part.
        due: what the batch would do.
        refused: what is wrong with the rules of periods in hand.
    """

    day: date
    year: int
    towns: int
    villages: int
    periods: tuple[PeriodRow, ...]
    awards: YearState
    due: tuple[Due, ...]
    turns: tuple[Turn, ...]
    refused: tuple[Fault, ...]

    @property
    def command(self) -> str:
        """What to type next; empty where nothing is to be done."""
        if self.refused:
            return NextCommand.CHECK_RULES.line()
        if self.due:
            return NextCommand.RUN_BATCH.line()
        return self.turns[0].command if self.turns else ""

    def answer(self) -> dict[str, Any]:
        """The answer for programs, without the sentences of the turns."""
        return {
            "day": self.day.isoformat(),
            "year": str(self.year),
            "periods": [_row_answer(one) for one in self.periods],
            "awards": {
                "revision": self.awards.revision,
                "decided": self.awards.decided,
                "confirmed": self.awards.confirmed,
                "paid": len(self.awards.paid),
            },
            "due": [{"job": due.job, "period": due.period, "since": due.day.isoformat()} for due in self.due],
            "next": self.command or None,
        }


def _row_answer(one: PeriodRow) -> dict[str, Any]:
    notice = one.evaluation.notice
    return {
        "period": str(one.period),
        "rules": one.rules,
        "issued": one.checklist.revision,
        "dispatched": len(one.checklist.dispatched),
        "accepted": len(one.checklist.accepted),
        "revision": one.evaluation.revision,
        "signed_towns": len(one.evaluation.towns),
        "signed_villages": len(one.evaluation.villages),
        "notice_until": notice.last.isoformat() if notice else None,
        "final": one.evaluation.final,
    }


def status(office: Office, on: date | None) -> Status:
    """Where the year stands; see `Workspace.status`."""
    outlook = look(office, on)
    register = outlook.acting.register
    kind = outlook.acting.scheme.period
    known = periods_with_rules(office.folder(), kind)
    year = _year(outlook, known)
    with office.ledger_to_read() as ledger:
        rows = []
        for period in periods_of(year, kind):
            events = ledger.events(period=str(period))
            row = PeriodRow(period, period in known, checklist_state_of(events), state_of(events))
            rows.append(row)
        awards = year_state_of(ledger.events(period=str(year)))
    return Status(
        day=outlook.acting.today,
        year=year,
        towns=len({village.town_code for village in register.evaluated}),
        villages=len(register.evaluated),
        periods=tuple(rows),
        awards=awards,
        due=outlook.due(),
        turns=turns_of(outlook),
        refused=outlook.refused,
    )


def _year(outlook: Outlook, known: Iterable[Period]) -> int:
    """The first year that something is to be done in, else the newest with rules that has begun."""
    today = outlook.acting.today
    open_years = [one.year for one in outlook.years]
    open_years += [one.period.year for one in outlook.periods if not one.ahead.evaluation.final]
    begun = [period.year for period in known if period.first_day <= today]
    return min(open_years) if open_years else max(begun, default=today.year)
