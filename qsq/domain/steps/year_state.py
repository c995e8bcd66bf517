"""Where a year's awards stand, derived from their events alone; and what may come next.

The one state machine of a year, of the same make as that of a period (`period_state`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from qsq.domain.faults import Message, message
from qsq.domain.steps.event_kinds import YearEvent
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

_KINDS = frozenset(YearEvent)


@dataclass(frozen=True, slots=True)
class YearState:
    """Where a year stands.

    Attributes:
        revision: the newest list's; 0 where there is none. A decision makes a revision of its own.
        decided: whether the newest list is the standing committee's.
        open_objections: ids of those that wait for a resolution, in order.
        held: the list was confirmed and that was taken back: people confirm it, not the batch.
        paid: codes of the villages whose prize was paid.
        objected: the days of all objections of the year, by id.
        days: the newest days of all that happened, whatever the revision.
    """

    revision: int = 0
    decided: bool = False
    notice: NoticeDays | None = None
    open_objections: tuple[str, ...] = ()
    confirmed: bool = False
    held: bool = False
    paid: frozenset[str] = frozenset()
    objected: Mapping[str, date] = field(default_factory=dict)
    days: Days = field(default_factory=dict)

    @property
    def objections(self) -> int:
        """How many were raised in the year."""
        return len(self.objected)

    @property
    def latest(self) -> date | None:
        """The newest day of all that happened."""
        return max(self.days.values(), default=None)

    def after(self, event: Happened) -> "YearState":
        """The state when the event has happened."""
        if takes_back(event, YearEvent.CONFIRMATION):
            return replace(self, held=True)
        if event.kind not in _KINDS:
            return self
        return replace(self._moved(event), days=noted(self.days, event))

    def _moved(self, event: Happened) -> "YearState":
        """The state without the day of the event."""
        match event.kind:
            case YearEvent.AWARDS | YearEvent.DECISION:
                decided = event.kind == YearEvent.DECISION
                return replace(self, revision=int(event.payload["revision"]), decided=decided, notice=None)
            case YearEvent.NOTICE:
                return replace(self, notice=notice_of(event), held=False)
            case YearEvent.OBJECTION:
                waiting = (*self.open_objections, event.subject)
                objected = {**self.objected, event.subject: happened_on(event)}
                return replace(self, open_objections=waiting, objected=objected)
            case YearEvent.RESOLUTION:
                return self._resolved(event)
            case YearEvent.CONFIRMATION:
                return replace(self, confirmed=True)
            case YearEvent.PAYMENT:
                return replace(self, paid=self.paid | {event.subject})
            case _:
                return self

    def _resolved(self, event: Happened) -> "YearState":
        """An objection that is upheld sends the list back to the standing committee."""
        waiting = tuple(one for one in self.open_objections if one != event.subject)
        if event.payload["upheld"]:
            return replace(self, open_objections=waiting, decided=False, notice=None)
        return replace(self, open_objections=waiting)


def year_state_of(events: Iterable[Happened]) -> YearState:
    """Where a year stands after its events, oldest first; what was taken back never happened."""
    return after_all(YearState(), events)


class YearCondition(StrEnum):
    """What a step may need."""

    BEGUN = "year begun"
    PERIODS_FINAL = "not before the periods' end"
    NEWEST = "not before the list before"
    LISTED = "listed"
    DECIDED = "decided"
    ON_NOTICE = "on notice"
    NOTICE_RUNS = "notice runs"
    NOTICE_OVER = "notice over"
    OBJECTION_OPEN = "objection open"
    NO_OBJECTION = "no objection open"
    NOT_CONFIRMED = "not confirmed"
    CONFIRMED = "confirmed"


class YearStep(StrEnum):
    """What people do with a year's awards; the command's name."""

    RECOMMEND = "recommend"
    LIST = "year"
    DECIDE = "decide"
    NOTICE = "notice"
    OBJECT = "object"
    RESOLVE = "resolve"
    CONFIRM = "confirm"
    PAY = "pay"


YEAR_NEEDS: dict[YearStep, tuple[YearCondition, ...]] = {
    YearStep.RECOMMEND: (YearCondition.NOT_CONFIRMED, YearCondition.BEGUN),
    YearStep.LIST: (YearCondition.NOT_CONFIRMED, YearCondition.PERIODS_FINAL, YearCondition.NEWEST),
    YearStep.DECIDE: (
        YearCondition.NOT_CONFIRMED,
        YearCondition.LISTED,
        YearCondition.NO_OBJECTION,
        YearCondition.NEWEST,
    ),
    YearStep.NOTICE: (YearCondition.LISTED, YearCondition.DECIDED, YearCondition.NO_OBJECTION),
    YearStep.OBJECT: (YearCondition.NOT_CONFIRMED, YearCondition.ON_NOTICE, YearCondition.NOTICE_RUNS),
    YearStep.RESOLVE: (YearCondition.NOT_CONFIRMED, YearCondition.OBJECTION_OPEN),
    YearStep.CONFIRM: (
        YearCondition.LISTED,
        YearCondition.DECIDED,
        YearCondition.ON_NOTICE,
        YearCondition.NOTICE_OVER,
        YearCondition.NO_OBJECTION,
    ),
    YearStep.PAY: (YearCondition.CONFIRMED,),
}
"""What each step needs, in the order in which it is asked."""


@dataclass(frozen=True, slots=True)
class YearMoment:
    """A year as a step of the day `today` finds it.

    Attributes:
        begins: its first day; where that is still to come, the day it is.
        periods_final: the day on which the last of its periods was made final.
        objection: the id of the objection that the step is about.
    """

    year: str
    state: YearState
    today: date
    begins: date = date.min
    periods_final: date = date.min
    objection: str = ""


def unmet_in_year(step: YearStep, moment: YearMoment) -> Unmet | None:
    """The first condition that the step needs and that does not hold; None where it may be taken."""
    return first_unmet(YEAR_NEEDS[step], _GUARDS, moment, _told)


_GUARDS: dict[YearCondition, Guard[YearMoment]] = {
    YearCondition.NOT_CONFIRMED: Guard(
        lambda moment: not moment.state.confirmed,
        "the awards of {year} are confirmed and can no longer change",
    ),
    YearCondition.BEGUN: Guard(
        lambda moment: moment.today >= moment.begins,
        "{day} is before {begins}, on which {year} begins",
    ),
    YearCondition.PERIODS_FINAL: Guard(
        lambda moment: moment.today >= moment.periods_final,
        "{day} is before {final}, on which the last period of {year} was made final",
    ),
    YearCondition.NEWEST: Guard(
        lambda moment: moment.state.latest is None or moment.today >= moment.state.latest,
        "{day} is before {latest}, the newest day of what was done with the awards of {year}; expected a"
        " day from {latest} on",
    ),
    YearCondition.LISTED: Guard(
        lambda moment: moment.state.revision > 0,
        "the awards of {year} are not drawn up; first, by the city: qsq awards year {year}",
        rests=rests_on("awards year", YearEvent.AWARDS),
    ),
    YearCondition.DECIDED: Guard(
        lambda moment: moment.state.decided,
        "the awards of {year} are not decided; it is the standing committee's turn: qsq awards decide {year}",
        rests=rests_on("awards decide", YearEvent.DECISION),
    ),
    YearCondition.ON_NOTICE: Guard(
        lambda moment: moment.state.notice is not None,
        "the awards of {year} are not on public notice; first, by the city: qsq awards notice {year}",
        rests=rests_on("awards notice", YearEvent.NOTICE),
    ),
    YearCondition.NOTICE_RUNS: Guard(
        lambda moment: hangs(moment.state.notice, moment.today),
        "the notice of {year} runs from {first} to {last}; objections are taken on these days",
    ),
    YearCondition.NOTICE_OVER: Guard(
        lambda moment: is_over(moment.state.notice, moment.today),
        "the notice of {year} runs to the end of {last}; it is the villagers' turn",
        waits=True,
    ),
    YearCondition.OBJECTION_OPEN: Guard(
        lambda moment: bool(moment.state.open_objections),
        "no objection to the awards of {year} is open",
        rests=Rests("awards object", lambda moment: moment.state.objected.get(moment.objection)),
    ),
    YearCondition.NO_OBJECTION: Guard(
        lambda moment: not moment.state.open_objections,
        "objections to the awards of {year} are open: {objections}; it is the city's turn:"
        " qsq awards resolve {year}",
        waits=True,
        rests=rests_on("awards resolve", YearEvent.RESOLUTION),
    ),
    YearCondition.CONFIRMED: Guard(
        lambda moment: moment.state.confirmed,
        "the awards of {year} are not confirmed; first, by the city: qsq awards confirm {year}",
        rests=rests_on("awards confirm", YearEvent.CONFIRMATION),
    ),
}


def _told(moment: YearMoment, template: str) -> Message:
    notice = moment.state.notice
    return message(
        template,
        year=moment.year,
        day=moment.today,
        begins=moment.begins,
        final=moment.periods_final,
        latest=moment.state.latest or "",
        first=notice.first if notice else "",
        last=notice.last if notice else "",
        objections=", ".join(moment.state.open_objections),
    )
