"""Where a year's awards stand, derived from their events alone; and what may come next.

The one state machine of a year, of the same make as that of a period (`period_state`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from qsq.domain.faults import Message, message
from qsq.domain.revocation import in_force, takes_back
from qsq.domain.steps import Guard, Happened, Unmet, first_unmet, hangs, is_over, notice_of
from qsq.domain.working_days import NoticeDays


class YearKind(StrEnum):
    """The events of a year's awards."""

    AWARDS = "awards"
    DECISION = "decision"
    NOTICE = "awards_notice"
    OBJECTION = "awards_objection"
    RESOLUTION = "awards_resolution"
    CONFIRMATION = "confirmation"
    PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class YearState:
    """Where a year stands.

    Attributes:
        revision: the newest list's; 0 where there is none. A decision makes a revision of its own.
        decided: whether the newest list is the standing committee's.
        open_objections: ids of those that wait for a resolution, in order.
        objections: how many were raised in the year.
        held: the list was confirmed and that was taken back: people confirm it, not the batch.
        paid: codes of the villages whose prize was paid.
    """

    revision: int = 0
    decided: bool = False
    notice: NoticeDays | None = None
    open_objections: tuple[str, ...] = ()
    objections: int = 0
    confirmed: bool = False
    held: bool = False
    paid: frozenset[str] = frozenset()

    def after(self, event: Happened) -> "YearState":
        """The state when the event has happened."""
        if takes_back(event, YearKind.CONFIRMATION):
            return replace(self, held=True)
        match event.kind:
            case YearKind.AWARDS | YearKind.DECISION:
                decided = event.kind == YearKind.DECISION
                return replace(self, revision=int(event.payload["revision"]), decided=decided, notice=None)
            case YearKind.NOTICE:
                return replace(self, notice=notice_of(event), held=False)
            case YearKind.OBJECTION:
                waiting = (*self.open_objections, event.subject)
                return replace(self, open_objections=waiting, objections=self.objections + 1)
            case YearKind.RESOLUTION:
                return self._resolved(event)
            case YearKind.CONFIRMATION:
                return replace(self, confirmed=True)
            case YearKind.PAYMENT:
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
    state = YearState()
    for event in in_force(events):
        state = state.after(event)
    return state


class YearCondition(StrEnum):
    """What a step may need."""

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

    LIST = "year"
    DECIDE = "decide"
    NOTICE = "notice"
    OBJECT = "object"
    RESOLVE = "resolve"
    CONFIRM = "confirm"
    PAY = "pay"


YEAR_NEEDS: dict[YearStep, tuple[YearCondition, ...]] = {
    YearStep.LIST: (YearCondition.NOT_CONFIRMED,),
    YearStep.DECIDE: (YearCondition.NOT_CONFIRMED, YearCondition.LISTED, YearCondition.NO_OBJECTION),
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
    """A year as a step of the day `today` finds it."""

    year: str
    state: YearState
    today: date


def unmet_in_year(step: YearStep, moment: YearMoment) -> Unmet | None:
    """The first condition that the step needs and that does not hold; None where it may be taken."""
    return first_unmet(YEAR_NEEDS[step], _GUARDS, moment, _told)


_GUARDS: dict[YearCondition, Guard[YearMoment]] = {
    YearCondition.NOT_CONFIRMED: Guard(
        lambda moment: not moment.state.confirmed,
        "the awards of {year} are confirmed and can no longer change",
    ),
    YearCondition.LISTED: Guard(
        lambda moment: moment.state.revision > 0,
        "the awards of {year} are not drawn up; first, by the city: qsq awards year {year}",
    ),
    YearCondition.DECIDED: Guard(
        lambda moment: moment.state.decided,
        "the awards of {year} are not decided; it is the standing committee's turn: qsq awards decide {year}",
    ),
    YearCondition.ON_NOTICE: Guard(
        lambda moment: moment.state.notice is not None,
        "the awards of {year} are not on public notice; first, by the city: qsq awards notice {year}",
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
        lambda moment: bool(moment.state.open_objections), "no objection to the awards of {year} is open"
    ),
    YearCondition.NO_OBJECTION: Guard(
        lambda moment: not moment.state.open_objections,
        "objections to the awards of {year} are open: {objections}; it is the city's turn:"
        " qsq awards resolve {year}",
        waits=True,
    ),
    YearCondition.CONFIRMED: Guard(
        lambda moment: moment.state.confirmed,
        "the awards of {year} are not confirmed; first, by the city: qsq awards confirm {year}",
    ),
}


def _told(moment: YearMoment, template: str) -> Message:
    notice = moment.state.notice
    return message(
        template,
        year=moment.year,
        first=notice.first if notice else "",
        last=notice.last if notice else "",
        objections=", ".join(moment.state.open_objections),
    )
