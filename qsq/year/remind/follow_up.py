"""What became of the villages that were called in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qsq.domain.steps.event_kinds import OtherEvent
from qsq.domain.values.periods import Month
from qsq.year.desk.acting import Acting


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What became of the villages that were called in.

    Attributes:
        open: villages without a talk, by code.
        overdue: villages whose talk's new date has passed, with that date.
    """

    month: Month
    called: int
    open: tuple[str, ...]
    overdue: Mapping[str, str]
    names: Mapping[str, str]

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "month": str(self.month),
            "called_in": self.called,
            "without_talk": list(self.open),
            "overdue": [{"village_code": code, "until": until} for code, until in self.overdue.items()],
        }


def follow_up(acting: Acting, month: Month) -> FollowUp:
    """What was not followed up; see `Workspace.remind.status`."""
    with acting.office.ledger_to_read() as ledger:
        called = sorted({one.subject for one in ledger.events(OtherEvent.REMINDER, str(month))})
        until = {one.subject: str(one.payload["until"]) for one in ledger.events(OtherEvent.TALK, str(month))}
    today = acting.today.isoformat()
    towns = acting.register.town_names()
    return FollowUp(
        month=month,
        called=len(called),
        open=tuple(code for code in called if code not in until),
        overdue={code: until[code] for code in called if until.get(code, today) < today},
        names={one.code: f"{towns[one.town_code]} {one.name}" for one in acting.register.villages},
    )
