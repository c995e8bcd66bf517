"""Where the year stands, on one screen: each quarter, the awards, what waits for whom, what to type next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from qsq.domain.checklist_state import ChecklistState, checklist_state_of
from qsq.domain.due_work import Due
from qsq.domain.periods import Quarter, quarters_of
from qsq.domain.quarter_state import QuarterState, state_of
from qsq.domain.turns import Turn
from qsq.domain.year_state import YearState, year_state_of
from qsq.year.office import Office
from qsq.year.outlook import Outlook, look
from qsq.year.rules import quarters_with_rules
from qsq.year.turns import turns_of


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """A quarter's stand; `rules` says whether there are any."""

    quarter: Quarter
    rules: bool
    checklist: ChecklistState
    evaluation: QuarterState


@dataclass(frozen=True, slots=True)
class Status:
    """Where a workspace stands.

    Attributes:
        towns: how many towns have villages that take part.
        villages: how many villages take part.
        due: what the batch would do.
    """

    day: date
    year: int
    towns: int
    villages: int
    quarters: tuple[QuarterRow, ...]
    awards: YearState
    due: tuple[Due, ...]
    turns: tuple[Turn, ...]

    @property
    def command(self) -> str:
        """What to type next; empty where nothing is to be done."""
        if self.due:
            return "qsq batch run"
        return self.turns[0].command if self.turns else ""

    def answer(self) -> dict[str, Any]:
        """The answer for programs, less the sentences of the turns."""
        return {
            "day": self.day.isoformat(),
            "year": str(self.year),
            "quarters": [_row_answer(one) for one in self.quarters],
            "awards": {
                "revision": self.awards.revision,
                "decided": self.awards.decided,
                "confirmed": self.awards.confirmed,
                "paid": len(self.awards.paid),
            },
            "due": [{"job": due.job, "period": due.period, "since": due.day.isoformat()} for due in self.due],
            "next": self.command or None,
        }


def _row_answer(one: QuarterRow) -> dict[str, Any]:
    notice = one.evaluation.notice
    return {
        "quarter": str(one.quarter),
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
    known = quarters_with_rules(office.folder())
    year = _year(outlook, known)
    with office.ledger_to_read() as ledger:
        rows = []
        for quarter in quarters_of(year):
            events = ledger.events(period=str(quarter))
            row = QuarterRow(quarter, quarter in known, checklist_state_of(events), state_of(events))
            rows.append(row)
        awards = year_state_of(ledger.events(period=str(year)))
    return Status(
        day=outlook.acting.today,
        year=year,
        towns=len({village.town_code for village in register.evaluated}),
        villages=len(register.evaluated),
        quarters=tuple(rows),
        awards=awards,
        due=outlook.due(),
        turns=turns_of(outlook),
    )


def _year(outlook: Outlook, known: Iterable[Quarter]) -> int:
    """The year that something is to be done in, else the newest with rules that has begun."""
    today = outlook.acting.today
    in_hand = [one.quarter.year for one in outlook.quarters] or [one.year for one in outlook.years]
    begun = [quarter.year for quarter in known if quarter.first_day <= today]
    return max(in_hand or begun or [today.year])
