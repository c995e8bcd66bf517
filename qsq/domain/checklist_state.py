"""Where a period's checklist stands, derived from its events alone; and what may come next.

市级开单、镇级派单、村级接单: of the same make as the state machine of an evaluation (`period_state`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from qsq.domain.faults import Message, message
from qsq.domain.revocation import in_force
from qsq.domain.steps import Guard, Happened, Unmet, first_unmet


class ChecklistKind(StrEnum):
    """The events of a checklist."""

    ISSUE = "issue"
    DISPATCH = "dispatch"
    ACCEPTANCE = "acceptance"


@dataclass(frozen=True, slots=True)
class ChecklistState:
    """Where a checklist stands.

    Attributes:
        revision: the newest list's; 0 where none is issued. All below concerns this revision.
        dispatched: codes of the towns that sent it on.
        taken: codes of the villages that took it as their town dispatched it last, each with the town's.
    """

    revision: int = 0
    dispatched: frozenset[str] = frozenset()
    taken: frozenset[tuple[str, str]] = frozenset()

    @property
    def accepted(self) -> frozenset[str]:
        """Codes of the villages that took it."""
        return frozenset(village for village, _town in self.taken)

    def after(self, event: Happened) -> "ChecklistState":
        """The state when the event has happened; a new list is sent on and taken anew."""
        if event.kind == ChecklistKind.ISSUE:
            return ChecklistState(int(event.payload["revision"]))
        if event.payload.get("revision") != self.revision:
            return self
        if event.kind == ChecklistKind.DISPATCH:
            others = frozenset(pair for pair in self.taken if pair[1] != event.subject)
            return replace(self, dispatched=self.dispatched | {event.subject}, taken=others)
        if event.kind == ChecklistKind.ACCEPTANCE:
            return replace(self, taken=self.taken | {(event.subject, event.payload["town_code"])})
        return self


def checklist_state_of(events: Iterable[Happened]) -> ChecklistState:
    """Where a checklist stands after its period's events, oldest first; what was taken back is left out."""
    state = ChecklistState()
    for event in in_force(events):
        state = state.after(event)
    return state


class ChecklistCondition(StrEnum):
    """What a step may need."""

    ISSUED = "issued"
    AS_ISSUED = "rules as issued"
    DISPATCHED = "dispatched by the town"


class ChecklistStep(StrEnum):
    """What people do with a checklist after it is issued; the command's name."""

    DISPATCH = "dispatch"
    ACCEPT = "accept"


CHECKLIST_NEEDS: dict[ChecklistStep, tuple[ChecklistCondition, ...]] = {
    ChecklistStep.DISPATCH: (ChecklistCondition.ISSUED, ChecklistCondition.AS_ISSUED),
    ChecklistStep.ACCEPT: (ChecklistCondition.ISSUED, ChecklistCondition.DISPATCHED),
}
"""What each step needs, in the order in which it is asked."""


@dataclass(frozen=True, slots=True)
class ChecklistMoment:
    """A checklist as a town's step finds it.

    Attributes:
        as_issued: whether the rule files still say what was issued.
    """

    period: str
    state: ChecklistState
    town_code: str
    town_name: str
    as_issued: bool = True


def unmet_in_checklist(step: ChecklistStep, moment: ChecklistMoment) -> Unmet | None:
    """The first condition that the step needs and that does not hold; None where it may be taken."""
    return first_unmet(CHECKLIST_NEEDS[step], _GUARDS, moment, _told)


_GUARDS: dict[ChecklistCondition, Guard[ChecklistMoment]] = {
    ChecklistCondition.ISSUED: Guard(
        lambda moment: moment.state.revision > 0,
        "the checklist of {period} is not issued; first, by the city: qsq checklist issue {period}",
    ),
    ChecklistCondition.AS_ISSUED: Guard(
        lambda moment: moment.as_issued,
        "the rules of {period} have changed since revision {revision} was issued; first, by the city:"
        " qsq checklist issue {period} --reason TEXT",
    ),
    ChecklistCondition.DISPATCHED: Guard(
        lambda moment: moment.town_code in moment.state.dispatched,
        "{name} has not dispatched revision {revision} of {period}; first, by the town:"
        " qsq checklist dispatch {period} --town {town}",
    ),
}


def _told(moment: ChecklistMoment, template: str) -> Message:
    return message(
        template,
        period=moment.period,
        revision=moment.state.revision,
        town=moment.town_code,
        name=moment.town_name,
    )
