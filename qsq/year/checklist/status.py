"""How far a checklist has come: which towns dispatched it, which villages accepted it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from qsq.domain.county.places import Register, Village
from qsq.domain.steps.checklist_state import ChecklistState, checklist_state_of
from qsq.domain.values.periods import Period
from qsq.year.desk.acting import Acting


@dataclass(frozen=True, slots=True)
class ChecklistStatus:
    """How far a checklist has come."""

    period: Period
    register: Register
    state: ChecklistState

    def waiting(self) -> tuple[Village, ...]:
        """The villages that have not taken it yet, by code."""
        return tuple(one for one in self.register.evaluated if one.code not in self.state.accepted)

    def by_town(self) -> list[tuple[str, str, bool, int, int]]:
        """Each town with villages: code, name, whether it dispatched, villages that accepted, villages."""
        villages = Counter(village.town_code for village in self.register.evaluated)
        waiting = Counter(village.town_code for village in self.waiting())
        return [
            (
                town.code,
                town.name,
                town.code in self.state.dispatched,
                villages[town.code] - waiting[town.code],
                villages[town.code],
            )
            for town in self.register.towns
            if villages[town.code]
        ]

    @property
    def done(self) -> bool:
        """Whether every village has taken it."""
        return self.state.revision > 0 and not self.waiting()

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "period": str(self.period),
            "revision": self.state.revision,
            "towns": [
                {"town_code": code, "dispatched": dispatched, "accepted": accepted, "villages": villages}
                for code, _name, dispatched, accepted, villages in self.by_town()
            ],
            "waiting": [village.code for village in self.waiting()],
        }


def status(acting: Acting, period: Period) -> ChecklistStatus:
    """How far a checklist has come; see `Workspace.checklist.status`."""
    with acting.office.ledger_to_read() as ledger:
        state = checklist_state_of(ledger.events(period=str(period)))
    return ChecklistStatus(period, acting.register, state)
