"""What the state machines of a period and of a year have in common: conditions, and the first that fails."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from qsq.domain.faults import Message
from qsq.domain.working_days import NoticeDays

M = TypeVar("M")
C = TypeVar("C", bound=StrEnum)


class Happened(Protocol):
    """What a machine reads of an event."""

    @property
    def sequence(self) -> int:
        """Its number in the ledger."""

    @property
    def kind(self) -> str:
        """What was done."""

    @property
    def subject(self) -> str:
        """What it was done to."""

    @property
    def payload(self) -> Mapping[str, Any]:
        """Its values."""


@dataclass(frozen=True, slots=True)
class Guard(Generic[M]):
    """Whether a condition holds at a moment, and what is told where it does not.

    Attributes:
        waits: people have something to do first (exit code 4); else the step is out of order (5).
    """

    holds: Callable[[M], bool]
    template: str
    waits: bool = False


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
    """The first of the conditions that does not hold; None where all do.

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
    return None


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
