"""Which acts can be taken back, who may do so, and what falls with each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from qsq.domain.county.officials import CITY, Level, Unit
from qsq.domain.steps.event_kinds import ChecklistEvent, OtherEvent, PeriodEvent, YearEvent
from qsq.domain.steps.machine import Happened


class Named(StrEnum):
    """How one of several acts of a kind is named; the command's option."""

    NOTHING = ""
    TOWN = "town"
    VILLAGE = "village"
    OBJECTION = "objection"
    VISIT = "visit"
    """The number of its event: `V12`."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be taken back.

    Attributes:
        group: the command group, as in `qsq score revoke`.
        name: what the command calls it.
        kind: the event that it is recorded as.
        named: how one of several is named.
    """

    group: str
    name: str
    kind: str
    named: Named = Named.NOTHING


ACTS = (
    Act("checklist", "dispatch", ChecklistEvent.DISPATCH, Named.TOWN),
    Act("checklist", "acceptance", ChecklistEvent.ACCEPTANCE, Named.VILLAGE),
    Act("remind", "talk", OtherEvent.TALK, Named.VILLAGE),
    Act("visits", "visit", OtherEvent.VISIT, Named.VISIT),
    Act("visits", "closing", OtherEvent.CLOSED, Named.VISIT),
    Act("score", "signature", PeriodEvent.TOWN_SIGNATURE, Named.TOWN),
    Act("score", "signature", PeriodEvent.VILLAGE_SIGNATURE, Named.VILLAGE),
    Act("score", "notice", PeriodEvent.NOTICE),
    Act("score", "objection", PeriodEvent.OBJECTION, Named.OBJECTION),
    Act("score", "resolution", PeriodEvent.RESOLUTION, Named.OBJECTION),
    Act("score", "finalisation", PeriodEvent.FINALISATION),
    Act("awards", "recommendation", OtherEvent.RECOMMENDATION, Named.TOWN),
    Act("awards", "decision", YearEvent.DECISION),
    Act("awards", "notice", YearEvent.NOTICE),
    Act("awards", "objection", YearEvent.OBJECTION, Named.OBJECTION),
    Act("awards", "resolution", YearEvent.RESOLUTION, Named.OBJECTION),
    Act("awards", "confirmation", YearEvent.CONFIRMATION),
    Act("awards", "payment", YearEvent.PAYMENT, Named.VILLAGE),
)
"""All acts, by command group, in the order of the year."""

BEARS: dict[str, tuple[str, ...]] = {
    ChecklistEvent.DISPATCH: (ChecklistEvent.ACCEPTANCE,),
    OtherEvent.VISIT: (OtherEvent.VISIT, OtherEvent.HANDED_ON, OtherEvent.CLOSED),
    PeriodEvent.TOWN_SIGNATURE: (PeriodEvent.NOTICE,),
    PeriodEvent.VILLAGE_SIGNATURE: (PeriodEvent.NOTICE,),
    PeriodEvent.NOTICE: (PeriodEvent.FINALISATION,),
    PeriodEvent.RESOLUTION: (PeriodEvent.FINALISATION,),
    PeriodEvent.FINALISATION: (YearEvent.AWARDS, YearEvent.DECISION),
    OtherEvent.RECOMMENDATION: (YearEvent.AWARDS, YearEvent.DECISION),
    YearEvent.AWARDS: (YearEvent.DECISION,),
    YearEvent.DECISION: (YearEvent.NOTICE,),
    YearEvent.NOTICE: (YearEvent.CONFIRMATION,),
    YearEvent.RESOLUTION: (YearEvent.CONFIRMATION,),
    YearEvent.CONFIRMATION: (YearEvent.PAYMENT,),
}
"""What rests on an event of a kind and falls with it; an objection, the villagers' own act, rests on none."""


H = TypeVar("H", bound=Happened)


def act_called(group: str, name: str, named: Named) -> Act | None:
    """The act of a command group with that name, of which one is named in that way."""
    return next((act for act in ACTS if (act.group, act.name, act.named) == (group, name, named)), None)


def newest_of(act: Act, subject: str, events: Sequence[H]) -> H | None:
    """The newest event of an act, and of that subject where several can stand beside each other."""
    for event in reversed(events):
        if event.kind == act.kind and subject == _name_of(act, event):
            return event
    return None


def _name_of(act: Act, event: Happened) -> str:
    match act.named:
        case Named.NOTHING:
            return ""
        case Named.VISIT if event.kind == OtherEvent.VISIT:
            return f"V{event.sequence}"
        case _:
            return event.subject


def falling(first: H, events: Iterable[H]) -> tuple[H, ...]:
    """An event and all later ones that rest on it, oldest first.

    Args:
        first: what is taken back.
        events: those that hold, of the period and of the year that it belongs to.
    """
    fallen = [first]
    later = sorted((one for one in events if one.sequence > first.sequence), key=lambda one: one.sequence)
    revision = max((_revision(one) for one in events if one.kind == PeriodEvent.EVALUATION), default=0)
    for event in later:
        replaced = event.kind == PeriodEvent.NOTICE and _revision(event) < revision
        if not replaced and any(_rests(event, one) for one in fallen):
            fallen.append(event)
    return tuple(fallen)


def _revision(event: Happened) -> int:
    return int(event.payload["revision"])


def _rests(event: Happened, on: Happened) -> bool:
    if event.kind not in BEARS.get(on.kind, ()):
        return False
    match on.kind:
        case ChecklistEvent.DISPATCH:
            return bool(event.payload["town_code"] == on.subject)
        case OtherEvent.VISIT if event.kind == OtherEvent.VISIT:
            return bool(event.payload.get("replaces") == on.sequence)
        case OtherEvent.VISIT:
            return event.subject == f"V{on.sequence}"
        case _:
            return True


def kinds_falling(kinds: Iterable[str]) -> tuple[str, ...]:
    """The kinds that can fall with events of these kinds, each once, nearest first."""
    found: dict[str, None] = {}
    waiting = list(kinds)
    while waiting:
        bears = [one for one in BEARS.get(waiting.pop(0), ()) if one not in found]
        found |= dict.fromkeys(bears)
        waiting += bears
    return tuple(found)


def units_of(events: Iterable[Happened]) -> Iterator[Unit]:
    """Whose business it is to take events back: of each, whose step it was."""
    for event in events:
        match event.kind:
            case ChecklistEvent.DISPATCH | OtherEvent.RECOMMENDATION | PeriodEvent.TOWN_SIGNATURE:
                yield Unit(Level.TOWN, event.subject)
            case ChecklistEvent.ACCEPTANCE | OtherEvent.TALK | PeriodEvent.VILLAGE_SIGNATURE:
                yield Unit(Level.VILLAGE, event.subject)
            case PeriodEvent.OBJECTION | YearEvent.OBJECTION:
                yield Unit(Level.VILLAGE, event.payload["village_code"])
            case _:
                yield CITY
