"""What was done by mistake is taken back by an act, with a reason; what rests on it falls with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qsq.domain.county.officials import Level, Unit
from qsq.domain.faults import Fault, Message, OutOfOrder, Place, Waiting, WrongUse, message
from qsq.domain.steps.checklist_state import checklist_state_of
from qsq.domain.steps.event_kinds import (
    NAMES,
    ChecklistEvent,
    OtherEvent,
    PeriodEvent,
    RevocationEvent,
    YearEvent,
)
from qsq.domain.steps.machine import happened_on
from qsq.domain.steps.period_state import state_of
from qsq.domain.steps.revocable import ACTS, Act, Named, act_called, falling, newest_of, units_of
from qsq.domain.steps.year_state import year_state_of
from qsq.domain.values.file_names import file_name
from qsq.ledger.ledger import Event, Ledger
from qsq.year.awards.recommend import put_back
from qsq.year.desk.acting import Acting
from qsq.year.desk.office import LEDGER_FILE
from qsq.year.desk.step import step

_REVOCATION = RevocationEvent.REVOCATION
_WITHOUT_STATE = (OtherEvent.RECOMMENDATION, OtherEvent.TALK, OtherEvent.VISIT, OtherEvent.CLOSED)
_PAPERS: dict[str, str] = {
    ChecklistEvent.DISPATCH: "dispatch",
    PeriodEvent.NOTICE: "notice",
    PeriodEvent.FINALISATION: "review",
    YearEvent.NOTICE: "notice",
    YearEvent.CONFIRMATION: "payment",
}
"""The folders in out/PERIOD that steps write."""

Agree = Callable[[Sequence[Message]], bool]
"""Asks people whether all of this shall fall."""


def not_asked(_falls: Sequence[Message]) -> bool:
    """Nobody was asked, so nobody agreed."""
    return False


@dataclass(frozen=True, slots=True)
class RevocationRequest:
    """What someone wants to take back.

    Attributes:
        subject: which of several; empty where there is but one.
        reason: why.
    """

    act: Act
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class Revoked:
    """What was taken back.

    Attributes:
        events: the act's own event, then those that fell with it.
        papers: folders and files in out/ that hold no longer.
        recorded: False where it was taken back before.
    """

    act: Act
    period: str
    events: tuple[Event, ...]
    papers: tuple[str, ...]
    recorded: bool

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "act": self.act.name,
            "period": self.period,
            "recorded": self.recorded,
            "events": [
                {
                    "sequence": one.sequence,
                    "kind": one.kind,
                    "period": one.period,
                    "subject": one.subject,
                }
                for one in self.events
            ],
            "papers": list(self.papers),
        }

    @property
    def warnings(self) -> tuple[Message, ...]:
        """What people have to see to in the world outside."""
        paid = [one.subject for one in self.events if one.kind == YearEvent.PAYMENT]
        money = message(
            "prizes that were marked as paid are unpaid again: {villages}; see where the money is",
            villages=", ".join(paid),
        )
        papers = message("these papers hold no longer: {papers}", papers=", ".join(self.papers))
        return ((money,) if paid else ()) + ((papers,) if self.papers else ())


def wanted_act(called: str, named: Mapping[str, str]) -> tuple[Act, str]:
    """The act that a caller means, and which of several.

    Args:
        called: command group and name.
        named: how one of several is named; empty values name nothing.

    Raises:
        WrongUse: there is no such act, or not exactly what it asks for is named.
    """
    group, _space, name = called.partition(" ")
    given = {key: value for key, value in named.items() if value}
    key, subject = next(iter(given.items()), ("", ""))
    act = act_called(group, name, Named(key)) if len(given) < 2 else None  # noqa: PLR2004 - one or none
    if act is None:
        raise WrongUse(
            message(
                "found {found}; what can be taken back: {known}",
                found=" ".join((name, *(f"--{key}" for key in given))),
                known=", ".join(_called(one) for one in ACTS if one.group == group),
            )
        )
    return act, subject


def subject_called(acting: Acting, act: Act, text: str) -> str:
    """Which of several a caller means: a town or village by its code or name, else the text as it is.

    Raises:
        WrongUse: several towns or villages have that name.
    """
    level = {Named.TOWN: Level.TOWN, Named.VILLAGE: Level.VILLAGE}.get(act.named)
    return acting.unit(Unit(level, text)).code if level else text


def _called(act: Act) -> str:
    return " ".join(filter(None, (act.name, act.named and f"--{act.named}")))


def revoke(acting: Acting, wanted: RevocationRequest, agree: Agree = not_asked) -> Revoked:
    """Take an act back; see `Workspace.revoke`."""
    if not wanted.reason.strip():
        raise WrongUse(message("what is taken back is taken back with a reason: --reason TEXT"))
    with acting.office.ledger_to_read() as ledger:
        before = _revoked_before(acting, ledger, wanted)
        if before:
            return Revoked(wanted.act, acting.period, before, (), recorded=False)
        events = _falls(acting, ledger, wanted)
    return step(
        acting.office,
        allowed=lambda: acting.allow(units_of(events)),
        checked=lambda: _must_be_agreed(acting, events, agree),
        recorded=lambda ledger, _agreed: _recorded(acting, ledger, wanted, events),
        written=lambda ledger, done: _written(acting, ledger, wanted, done),
    )


def _must_be_agreed(acting: Acting, events: Sequence[Event], agree: Agree) -> None:
    """Raise where nobody agrees that these fall.

    Raises:
        WrongUse: the day is before that of what is taken back.
        Waiting: nobody agreed; what would fall is listed.
    """
    _must_not_be_earlier(acting, events[0])
    told = tuple(_told(event) for event in events)
    if not agree(told):
        raise Waiting(
            message("{count} steps are taken back; agree to it with --yes", count=len(events)),
            [Fault(_place(event), what) for event, what in zip(events, told, strict=True)],
        )


def _recorded(
    acting: Acting, ledger: Ledger, wanted: RevocationRequest, events: tuple[Event, ...]
) -> Revoked:
    if _falls(acting, ledger, wanted) != events:
        raise OutOfOrder(message("someone took a step meanwhile; look again and call again"))
    _append(acting, ledger, wanted, events)
    return Revoked(wanted.act, acting.period, events, _papers(acting, events), recorded=True)


def _written(acting: Acting, ledger: Ledger, wanted: RevocationRequest, done: Revoked) -> Revoked:
    """Lay back what stood in the place of a recommendation that was taken back."""
    if done.events[0].kind == OtherEvent.RECOMMENDATION:
        put_back(acting, ledger, wanted.subject)
    return done


def _falls(acting: Acting, ledger: Ledger, wanted: RevocationRequest) -> tuple[Event, ...]:
    """The act's event and what rests on it.

    Raises:
        OutOfOrder: no such act stands.
    """
    own = ledger.events(period=acting.period)
    first = newest_of(wanted.act, wanted.subject, own)
    if first is None or not _counts(first, own):
        raise OutOfOrder(
            message(
                "nothing that could be taken back stands in {period}: {what}",
                period=acting.period or LEDGER_FILE,
                what=_called_so(wanted.act.kind, wanted.subject),
            )
        )
    _must_not_be_answered(first, own)
    if first.payload.get("upheld"):
        raise OutOfOrder(
            message(
                "{objection} was upheld and the figures were corrected for it; what is wrong now is"
                " corrected in data/ and counted anew",
                objection=first.subject,
            )
        )
    of_year = ledger.events(period=acting.period[:4]) if first.kind == PeriodEvent.FINALISATION else ()
    every = {event.sequence: event for event in (*own, *of_year)}
    return falling(first, every.values())


def _counts(event: Event, events: Sequence[Event]) -> bool:
    """Whether an event still bears on where its period or year stands; a later one may have replaced it.

    That the days of steps go by it does not count.
    """
    if event.kind in _WITHOUT_STATE:
        return True
    without = [one for one in events if one != event]
    return (
        replace(state_of(events), days={}) != replace(state_of(without), days={})
        or replace(year_state_of(events), days={}) != replace(year_state_of(without), days={})
        or replace(checklist_state_of(events), days={}) != replace(checklist_state_of(without), days={})
    )


def _must_not_be_answered(event: Event, events: Sequence[Event]) -> None:
    """Raise where an objection is resolved: its resolution is taken back first."""
    resolutions = (PeriodEvent.RESOLUTION, YearEvent.RESOLUTION)
    answered = any(one.kind in resolutions and one.subject == event.subject for one in events)
    if event.kind in (PeriodEvent.OBJECTION, YearEvent.OBJECTION) and answered:
        raise OutOfOrder(
            message("{objection} is resolved; first take its resolution back", objection=event.subject)
        )


def _must_not_be_earlier(acting: Acting, event: Event) -> None:
    """Raise where something would be taken back before the day on which it was done."""
    done = happened_on(event)
    if acting.today < done:
        raise WrongUse(
            message(
                "{day} is before {done}, the day of what is taken back; expected a day from it on",
                day=acting.today,
                done=done,
            )
        )


def _append(acting: Acting, ledger: Ledger, wanted: RevocationRequest, events: Sequence[Event]) -> None:
    """One revocation for each period whose events fall, the act's own first."""
    for period in dict.fromkeys(event.period for event in events):
        own = [event for event in events if event.period == period]
        values: dict[str, Any] = {
            "act": wanted.act.name,
            "events": [event.sequence for event in own],
            "kinds": sorted({event.kind for event in own}),
            "reason": wanted.reason,
            "of": acting.period,
        }
        ledger.append(replace(acting.event(_REVOCATION, wanted.subject, **values), period=period))


def _revoked_before(acting: Acting, ledger: Ledger, wanted: RevocationRequest) -> tuple[Event, ...]:
    """What fell where the newest such act was taken back already, in these very words."""
    if newest_of(wanted.act, wanted.subject, ledger.events(period=acting.period)):
        return ()
    said = {"act": wanted.act.name, "reason": wanted.reason, "of": acting.period}
    same = [
        event
        for event in ledger.events(_REVOCATION)
        if event.subject == wanted.subject and said.items() <= dict(event.payload).items()
    ]
    gone = {number for event in same for number in event.payload["events"]}
    return tuple(event for event in ledger.history() if event.sequence in gone)


def _told(event: Event) -> Message:
    return message(
        "{what}, {period}, {day}, by {actor}",
        what=_called_so(event.kind, event.subject),
        period=event.period,
        day=happened_on(event),
        actor=event.actor,
    )


def _called_so(kind: str, subject: str) -> Message:
    """What something is called, and which of several it is."""
    name = NAMES[kind]
    return message("{what} {subject}", what=name, subject=subject) if subject else name


def _place(event: Event) -> Place:
    return Place(LEDGER_FILE, f"event {event.sequence}")


def _papers(acting: Acting, events: Sequence[Event]) -> tuple[str, ...]:
    """What was written into out/ for the events and is there still."""
    towns = acting.register.town_names()
    found = []
    for event in events:
        folder = _PAPERS.get(event.kind)
        if folder is None:
            continue
        path = f"out/{event.period}/{folder}"
        if event.kind == ChecklistEvent.DISPATCH:
            path += "/" + file_name(event.subject, towns.get(event.subject, event.subject))
        found.append(path)
    return tuple(path for path in found if (acting.office.root / path).exists())
