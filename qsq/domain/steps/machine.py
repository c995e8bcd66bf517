"""What all state machines have in common: conditions, the first that fails, and the days of what happened.

A step is not of an earlier day than what it rests on: each condition says which step made it hold, and when.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from qsq.domain.faults import Message, message
from qsq.domain.steps.working_days import NoticeDays


class Dated(Protocol):
    """A moment as a step finds it."""

    @property
    def today(self) -> date:
        """The day of the step."""


class Remembering(Protocol):
    """A state that knows the days of what happened."""

    @property
    def days(self) -> "Days":
        """The newest day by the kind of event."""


class Stated(Dated, Protocol):
    """A moment with the state that it finds."""

    @property
    def state(self) -> Remembering:
        """Where it stands."""


M = TypeVar("M", bound=Dated)
S = TypeVar("S", bound=Stated)
C = TypeVar("C", bound=StrEnum)


class Happened(Protocol):
    """What a machine reads of an event."""

    @property
    def sequence(self) -> int:
        """Its number in the ledger."""

    @property
    def time(self) -> str:
        """When it was recorded, in ISO 8601."""

    @property
    def kind(self) -> str:
        """What was done."""

    @property
    def subject(self) -> str:
        """What it was done to."""

    @property
    def payload(self) -> Mapping[str, Any]:
        """Its values."""


Days = Mapping[str, date]
"""The newest day of what happened, by the kind of event."""


def happened_on(event: Happened) -> date:
    """The day on which something happened: the one that was named, else that of its recording."""
    return date.fromisoformat(str(event.payload.get("on") or event.time[:10]))


def noted(days: Days, event: Happened) -> Days:
    """The days with an event's; an earlier one changes nothing."""
    day = happened_on(event)
    return {**days, event.kind: max(day, days.get(event.kind, day))}


def newest(days: Days, kinds: Iterable[str]) -> date | None:
    """The newest day of what happened of these kinds; None where nothing did."""
    return max((days[kind] for kind in kinds if kind in days), default=None)


@dataclass(frozen=True, slots=True)
class Rests(Generic[M]):
    """The step that made a condition hold.

    Attributes:
        step: its command, such as `score feedback`.
        day: when it was taken; None where it was not, or nobody has to take it.
    """

    step: str
    day: Callable[[M], date | None]


def rests_on(step: str, *kinds: str) -> Rests[S]:
    """The step that made a condition hold, on the newest day of the events of these kinds."""
    return Rests(step, lambda moment: newest(moment.state.days, kinds))


@dataclass(frozen=True, slots=True)
class Guard(Generic[M]):
    """Whether a condition holds at a moment, and what is told where it does not.

    Attributes:
        waits: people have something to do first (exit code 4); else the step is out of order (5).
        rests: what made it hold; whatever needs the condition is not of an earlier day.
    """

    holds: Callable[[M], bool]
    template: str
    waits: bool = False
    rests: Rests[M] | None = None


@dataclass(frozen=True, slots=True)
class Unmet:
    """Why a step cannot be taken; `waits` as in `Guard`."""

    condition: str
    what: Message
    waits: bool = False


def first_unmet(
    needs: Iterable[C],
    guards: Mapping[C, Guard[M]],
    moment: M,
    told: Callable[[M, str], Message],
) -> Unmet | None:
    """The first of the conditions that does not hold, or holds since a later day only; None where all do.

    Args:
        needs: the step's conditions, in the order in which they are asked.
        guards: of every condition.
        moment: what the step finds.
        told: fills a guard's template from the moment.
    """
    for condition in needs:
        guard = guards[condition]
        if not guard.holds(moment):
            return Unmet(condition, told(moment, guard.template), guard.waits)
        if guard.rests and (since := guard.rests.day(moment)) and moment.today < since:
            return Unmet(condition, too_early(moment.today, guard.rests.step, since))
    return None


def too_early(today: date, step: str, since: date) -> Message:
    """What is told of a step's day that is before the day of the step that it rests on."""
    return message(
        "{day} is before {since}, the day of the step that this one rests on: qsq {step}; expected a day"
        " from {since} on",
        day=today,
        since=since,
        step=step,
    )


def notice_of(event: Happened) -> NoticeDays:
    """The days of the notice that an event began."""
    first, last = event.payload["first_day"], event.payload["last_day"]
    return NoticeDays(date.fromisoformat(first), date.fromisoformat(last))


def hangs(notice: NoticeDays | None, today: date) -> bool:
    """Whether a notice hangs on that day."""
    return notice is not None and notice.first <= today <= notice.last


def is_over(notice: NoticeDays | None, today: date) -> bool:
    """Whether a notice has run out before that day."""
    return notice is not None and notice.last < today
