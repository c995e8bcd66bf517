"""Where a period's checklist stands, derived from its events alone; and what may come next.

市级开单、镇级派单、村级接单: of the same make as the state machine of an evaluation (`period_state`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from qsq.domain.faults import Message, message
from qsq.domain.steps.event_kinds import ChecklistEvent
from qsq.domain.steps.machine import (
    Days,
    Guard,
    Happened,
    Rests,
    Unmet,
    first_unmet,
    happened_on,
    noted,
    rests_on,
)
from qsq.domain.steps.revocation import after_all

_KINDS = frozenset(ChecklistEvent)


@dataclass(frozen=True, slots=True)
class ChecklistState:
    """Where a checklist stands.

    Attributes:
        revision: the newest list's; 0 where none is issued. All below concerns this revision.
        dispatched: codes of the towns that sent it on, none of whose villages' lists changed since.
        taken: codes of the villages that took their list as it is, each with their town's.
        sent: the days on which the towns dispatched last, by code.
        days: the newest days of all that happened, whatever the revision.
    """

    revision: int = 0
    dispatched: frozenset[str] = frozenset()
    taken: frozenset[tuple[str, str]] = frozenset()
    sent: Mapping[str, date] = field(default_factory=dict)
    days: Days = field(default_factory=dict)

    @property
    def accepted(self) -> frozenset[str]:
        """Codes of the villages that took it."""
        return frozenset(village for village, _town in self.taken)

    def after(self, event: Happened) -> "ChecklistState":
        """The state when the event has happened; lists that say something else are sent and taken anew."""
        if event.kind not in _KINDS:
            return self
        return replace(self._moved(event), days=noted(self.days, event))

    def _moved(self, event: Happened) -> "ChecklistState":
        """The state without the day of the event."""
        if event.kind == ChecklistEvent.ISSUE:
            return self._issued(event.payload)
        if event.payload.get("revision") != self.revision:
            return self
        if event.kind == ChecklistEvent.DISPATCH:
            changed = event.payload.get("changed_lists")
            others = frozenset(
                (village, town)
                for village, town in self.taken
                if town != event.subject or (changed is not None and village not in changed)
            )
            sent = {**self.sent, event.subject: happened_on(event)}
            return replace(self, dispatched=self.dispatched | {event.subject}, taken=others, sent=sent)
        return replace(self, taken=self.taken | {(event.subject, event.payload["town_code"])})

    def _issued(self, payload: Mapping[str, Any]) -> "ChecklistState":
        """A new list: what prints the same stays sent on and taken; of an older program's, nothing does."""
        revision, changed = int(payload["revision"]), payload.get("changed_lists")
        if changed is None:
            return ChecklistState(revision)
        gone = {village for villages in changed.values() for village in villages}
        return replace(
            self,
            revision=revision,
            dispatched=self.dispatched - changed.keys(),
            taken=frozenset(pair for pair in self.taken if pair[0] not in gone),
        )


def checklist_state_of(events: Iterable[Happened]) -> ChecklistState:
    """Where a checklist stands after its period's events, oldest first; what was taken back is left out."""
    return after_all(ChecklistState(), events)


class ChecklistCondition(StrEnum):
    """What a step may need."""

    NEAR = "not a year before the period"
    NEWEST = "not before the list before"
    ISSUED = "issued"
    AS_ISSUED = "rules as issued"
    DISPATCHED = "dispatched by the town"


class ChecklistStep(StrEnum):
    """What people do with a checklist; the command's name."""

    ISSUE = "issue"
    DISPATCH = "dispatch"
    ACCEPT = "accept"


CHECKLIST_NEEDS: dict[ChecklistStep, tuple[ChecklistCondition, ...]] = {
    ChecklistStep.ISSUE: (ChecklistCondition.NEAR, ChecklistCondition.NEWEST),
    ChecklistStep.DISPATCH: (ChecklistCondition.ISSUED, ChecklistCondition.AS_ISSUED),
    ChecklistStep.ACCEPT: (ChecklistCondition.ISSUED, ChecklistCondition.DISPATCHED),
}
"""What each step needs, in the order in which it is asked."""


@dataclass(frozen=True, slots=True)
class ChecklistMoment:
    """A checklist as a step finds it.

    Attributes:
        today: the day of the step.
        town_code: of the town whose step it is; empty for the city's.
        as_issued: whether the rule files still say what was issued.
        begins: the period's first day.
    """

    period: str
    state: ChecklistState
    today: date
    town_code: str = ""
    town_name: str = ""
    as_issued: bool = True
    begins: date = date.min


def unmet_in_checklist(step: ChecklistStep, moment: ChecklistMoment) -> Unmet | None:
    """The first condition that the step needs and that does not hold; None where it may be taken."""
    return first_unmet(CHECKLIST_NEEDS[step], _GUARDS, moment, _told)


_GUARDS: dict[ChecklistCondition, Guard[ChecklistMoment]] = {
    ChecklistCondition.NEAR: Guard(
        lambda moment: moment.today >= moment.begins.replace(year=moment.begins.year - 1),
        "{day} is more than a year before {begins}, on which {period} begins",
    ),
    ChecklistCondition.NEWEST: Guard(
        lambda moment: moment.today >= max(moment.state.days.values(), default=date.min),
        "{day} is before {latest}, the newest day of what was done with revision {revision} of {period};"
        " expected a day from {latest} on",
    ),
    ChecklistCondition.ISSUED: Guard(
        lambda moment: moment.state.revision > 0,
        "the checklist of {period} is not issued; first, by the city: qsq checklist issue {period}",
        rests=rests_on("checklist issue", ChecklistEvent.ISSUE),
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
        rests=Rests("checklist dispatch", lambda moment: moment.state.sent.get(moment.town_code)),
    ),
}


def _told(moment: ChecklistMoment, template: str) -> Message:
    return message(
        template,
        period=moment.period,
        revision=moment.state.revision,
        day=moment.today,
        begins=moment.begins,
        latest=max(moment.state.days.values(), default=date.min),
        town=moment.town_code,
        name=moment.town_name,
    )
