"""Where a period's evaluation stands, derived from its events alone; and what may come next.

The one state machine of a period: a table of steps with the conditions that each needs, in the order in
which they are asked. It refuses a step out of order, says what comes first and whose turn it is, and the
diagram in the documentation is drawn from it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from qsq.domain.county.officials import Level, Unit
from qsq.domain.faults import Message, message
from qsq.domain.steps.event_kinds import ChecklistEvent, PeriodEvent
from qsq.domain.steps.machine import (
    Days,
    Guard,
    Happened,
    Rests,
    Unmet,
    first_unmet,
    hangs,
    happened_on,
    is_over,
    noted,
    notice_of,
    rests_on,
)
from qsq.domain.steps.revocation import after_all, takes_back
from qsq.domain.steps.working_days import NoticeDays

_KINDS = frozenset(PeriodEvent)


@dataclass(frozen=True, slots=True)
class PeriodState:
    """Where a period stands.

    Attributes:
        revision: the newest result's; 0 where there is none. All below concerns this revision.
        fed_back: whether the towns have their sign-off sheets.
        towns: codes of the towns whose leader signed a sheet that prints what this revision's does.
        villages: codes of the villages whose secretary signed one.
        carried: who of them signed in an older revision, as texts of units.
        open_objections: ids of those that wait for a resolution, in order.
        held: the result was final and that was taken back: people end the notice, not the batch.
        objected: the days of all objections of the period, by id.
        issued: the day on which the period's checklist was first issued.
        days: the newest days of all that happened in the period, whatever the revision.
    """

    revision: int = 0
    provisional: bool = False
    fed_back: bool = False
    towns: frozenset[str] = frozenset()
    villages: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()
    notice: NoticeDays | None = None
    open_objections: tuple[str, ...] = ()
    final: bool = False
    held: bool = False
    objected: Mapping[str, date] = field(default_factory=dict)
    issued: date | None = None
    days: Days = field(default_factory=dict)

    @property
    def objections(self) -> int:
        """How many were raised in the period."""
        return len(self.objected)

    @property
    def latest(self) -> date | None:
        """The newest day of all that happened."""
        return max(self.days.values(), default=None)

    @property
    def signed_in_part(self) -> bool:
        """Whether anyone signed what this revision says."""
        return bool(self.towns or self.villages)

    def after(self, event: Happened) -> "PeriodState":
        """The state when the event has happened; a signature under an older sheet changes nothing."""
        if takes_back(event, PeriodEvent.FINALISATION):
            return replace(self, held=True)
        if event.kind == ChecklistEvent.ISSUE:
            return replace(self, issued=self.issued or happened_on(event))
        if event.kind not in _KINDS:
            return self
        return replace(self._moved(event), days=noted(self.days, event))

    def _moved(self, event: Happened) -> "PeriodState":
        """The state without the day of the event."""
        payload = event.payload
        match event.kind:
            case PeriodEvent.EVALUATION:
                return self._evaluated(payload)
            case PeriodEvent.OBJECTION:
                waiting = (*self.open_objections, event.subject)
                objected = {**self.objected, event.subject: happened_on(event)}
                return replace(self, open_objections=waiting, objected=objected)
            case PeriodEvent.RESOLUTION:
                still_open = tuple(one for one in self.open_objections if one != event.subject)
                return replace(self, open_objections=still_open)
            case _:
                return self._of_revision(event) if payload.get("revision") == self.revision else self

    def _evaluated(self, payload: Mapping[str, Any]) -> "PeriodState":
        """A new revision: signatures hold whose sheets print the same, all else is done anew."""
        changed = payload.get("changed_sheets")
        signed = {str(unit): unit for unit in self._signed()}
        held = frozenset() if changed is None else frozenset(signed) - frozenset(changed)
        return PeriodState(
            revision=int(payload["revision"]),
            provisional=payload["missing"] is not None,
            fed_back=self.fed_back and changed == [],
            towns=frozenset(signed[one].code for one in held if signed[one].level is Level.TOWN),
            villages=frozenset(signed[one].code for one in held if signed[one].level is Level.VILLAGE),
            carried=held,
            open_objections=self.open_objections,
            objected=self.objected,
            issued=self.issued,
        )

    def _signed(self) -> Iterator[Unit]:
        yield from (Unit(Level.TOWN, code) for code in self.towns)
        yield from (Unit(Level.VILLAGE, code) for code in self.villages)

    def _of_revision(self, event: Happened) -> "PeriodState":
        match event.kind:
            case PeriodEvent.FEEDBACK:
                return replace(self, fed_back=True)
            case PeriodEvent.TOWN_SIGNATURE:
                return replace(self, towns=self.towns | {event.subject})
            case PeriodEvent.VILLAGE_SIGNATURE:
                return replace(self, villages=self.villages | {event.subject})
            case PeriodEvent.NOTICE:
                return replace(self, notice=notice_of(event), held=False)
            case PeriodEvent.FINALISATION:
                return replace(self, final=True)
            case _:
                return self


def state_of(events: Iterable[Happened]) -> PeriodState:
    """Where a period stands after its events, oldest first; what was taken back never happened."""
    return after_all(PeriodState(), events)


class PeriodCondition(StrEnum):
    """What a step may need."""

    NOT_FINAL = "not final"
    BEGUN = "period begun"
    NEWEST = "not before the revision before"
    EVALUATED = "evaluated"
    CONCLUSIVE = "conclusive"
    FED_BACK = "fed back"
    SIGNED = "signed by all"
    ON_NOTICE = "on notice"
    NOTICE_RUNS = "notice runs"
    OBJECTION_OPEN = "objection open"
    NOTICE_OVER = "notice over"
    NO_OBJECTION = "no objection open"


class PeriodStep(StrEnum):
    """What people do with a period's evaluation; the command's name."""

    SUBMIT = "submit"
    SCORE = "period"
    FEEDBACK = "feedback"
    SIGN = "sign"
    NOTICE = "notice"
    OBJECT = "object"
    RESOLVE = "resolve"
    FINALISE = "finalise"


NEEDS: dict[PeriodStep, tuple[PeriodCondition, ...]] = {
    PeriodStep.SUBMIT: (PeriodCondition.NOT_FINAL, PeriodCondition.BEGUN),
    PeriodStep.SCORE: (PeriodCondition.NOT_FINAL, PeriodCondition.BEGUN, PeriodCondition.NEWEST),
    PeriodStep.FEEDBACK: (PeriodCondition.EVALUATED, PeriodCondition.CONCLUSIVE),
    PeriodStep.SIGN: (PeriodCondition.EVALUATED, PeriodCondition.FED_BACK, PeriodCondition.NOT_FINAL),
    PeriodStep.NOTICE: (
        PeriodCondition.EVALUATED,
        PeriodCondition.FED_BACK,
        PeriodCondition.SIGNED,
        PeriodCondition.NO_OBJECTION,
    ),
    PeriodStep.OBJECT: (
        PeriodCondition.EVALUATED,
        PeriodCondition.NOT_FINAL,
        PeriodCondition.ON_NOTICE,
        PeriodCondition.NOTICE_RUNS,
    ),
    PeriodStep.RESOLVE: (PeriodCondition.NOT_FINAL, PeriodCondition.OBJECTION_OPEN),
    PeriodStep.FINALISE: (
        PeriodCondition.EVALUATED,
        PeriodCondition.ON_NOTICE,
        PeriodCondition.NOTICE_OVER,
        PeriodCondition.NO_OBJECTION,
    ),
}
"""What each step needs, in the order in which it is asked."""


@dataclass(frozen=True, slots=True)
class PeriodMoment:
    """A period as a step finds it.

    Attributes:
        period: such as `2023Q1`.
        today: the day of the step.
        towns: codes of the towns that have to sign.
        villages: codes of the villages that have to sign.
        begins: the period's first day; where that is still to come, the day it is.
        objection: the id of the objection that the step is about.
    """

    period: str
    state: PeriodState
    today: date
    towns: frozenset[str] = frozenset()
    villages: frozenset[str] = frozenset()
    begins: date = date.min
    objection: str = ""

    @property
    def unsigned_towns(self) -> tuple[str, ...]:
        """Codes of the towns whose leader has not signed yet."""
        return tuple(sorted(self.towns - self.state.towns))

    @property
    def unsigned_villages(self) -> tuple[str, ...]:
        """Codes of the villages whose secretary has not signed yet."""
        return tuple(sorted(self.villages - self.state.villages))


def unmet(step: PeriodStep, moment: PeriodMoment) -> Unmet | None:
    """The first condition that the step needs and that does not hold; None where it may be taken."""
    return first_unmet(NEEDS[step], _GUARDS, moment, _told)


_GUARDS: dict[PeriodCondition, Guard[PeriodMoment]] = {
    PeriodCondition.NOT_FINAL: Guard(
        lambda moment: not moment.state.final,
        "{period} is final: its result can no longer change",
    ),
    PeriodCondition.BEGUN: Guard(
        lambda moment: moment.today >= moment.begins,
        "{day} is before {begins}, on which {period} begins",
        rests=Rests("checklist issue", lambda moment: moment.state.issued),
    ),
    PeriodCondition.NEWEST: Guard(
        lambda moment: moment.state.latest is None or moment.today >= moment.state.latest,
        "{day} is before {latest}, the newest day of what was done with revision {revision} of {period};"
        " expected a day from {latest} on",
    ),
    PeriodCondition.EVALUATED: Guard(
        lambda moment: moment.state.revision > 0,
        "{period} is not evaluated; first, by the city: qsq score period {period}",
    ),
    PeriodCondition.CONCLUSIVE: Guard(
        lambda moment: not moment.state.provisional,
        "the newest result of {period} is provisional; first, when all observations are in, by the city:"
        " qsq score period {period}",
        rests=rests_on("score period", PeriodEvent.EVALUATION),
    ),
    PeriodCondition.FED_BACK: Guard(
        lambda moment: moment.state.fed_back,
        "revision {revision} of {period} is not fed back to the towns; first, by the city:"
        " qsq score feedback {period}",
        rests=rests_on("score feedback", PeriodEvent.FEEDBACK),
    ),
    PeriodCondition.SIGNED: Guard(
        lambda moment: not (moment.unsigned_towns or moment.unsigned_villages),
        "revision {revision} of {period} waits for the signatures of {towns} town leaders and {villages}"
        " village secretaries; it is their turn: qsq score sign {period}",
        waits=True,
        rests=rests_on("score sign", PeriodEvent.TOWN_SIGNATURE, PeriodEvent.VILLAGE_SIGNATURE),
    ),
    PeriodCondition.ON_NOTICE: Guard(
        lambda moment: moment.state.notice is not None,
        "revision {revision} of {period} is not on public notice; first, by the city:"
        " qsq score notice {period}",
        rests=rests_on("score notice", PeriodEvent.NOTICE),
    ),
    PeriodCondition.NOTICE_RUNS: Guard(
        lambda moment: hangs(moment.state.notice, moment.today),
        "the notice of {period} runs from {first} to {last}; objections are taken on these days",
    ),
    PeriodCondition.NOTICE_OVER: Guard(
        lambda moment: is_over(moment.state.notice, moment.today),
        "the notice of {period} runs to the end of {last}; it is the villagers' turn",
        waits=True,
    ),
    PeriodCondition.NO_OBJECTION: Guard(
        lambda moment: not moment.state.open_objections,
        "objections of {period} are open: {objections}; it is the city's turn: qsq score resolve {period}",
        waits=True,
        rests=rests_on("score resolve", PeriodEvent.RESOLUTION),
    ),
    PeriodCondition.OBJECTION_OPEN: Guard(
        lambda moment: bool(moment.state.open_objections),
        "no objection of {period} is open",
        rests=Rests("score object", lambda moment: moment.state.objected.get(moment.objection)),
    ),
}


def _told(moment: PeriodMoment, template: str) -> Message:
    state, notice = moment.state, moment.state.notice
    return message(
        template,
        period=moment.period,
        revision=state.revision,
        day=moment.today,
        begins=moment.begins,
        latest=state.latest or "",
        towns=len(moment.unsigned_towns),
        villages=len(moment.unsigned_villages),
        first=notice.first if notice else "",
        last=notice.last if notice else "",
        objections=", ".join(state.open_objections),
    )
