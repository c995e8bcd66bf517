"""Events as a table."""

from collections.abc import Mapping, Sequence

from rich.console import Console

from qsq.cli.tables.batch import jobs
from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _, said, unit_said
from qsq.domain.county.officials import Level, Unit
from qsq.domain.steps.event_kinds import NAMES, OtherEvent, RevocationEvent
from qsq.domain.steps.revocation import revoked
from qsq.domain.values.check_code import check_code
from qsq.ledger.ledger import Event
from qsq.ledger.verification import Verified


def print_log(console: Console, events: Sequence[Event]) -> None:
    """What happened, oldest first; the head is each event's check code."""
    number, names = _("no."), event_names()
    made = table(
        _("Events"), number, _("time"), _("actor"), _("what"), _("period"), _("head"), right=[number]
    )
    gone = revoked(events)
    for event in events:
        head = check_code(event.digest)
        what = _what(event, names) + (" " + _("(taken back)") if event.sequence in gone else "")
        made.add_row(str(event.sequence), event.time, event.actor, what, event.period, head)
    console.print(made)


def print_verified(console: Console, found: Verified) -> None:
    """Whether the ledger is whole; what is wrong stands among the warnings."""
    if found.whole:
        text = _("the ledger is whole: {count} events, head {head}")
        console.print(text.format(count=found.events, head=found.head or "-"), style="green", soft_wrap=True)
    else:
        text = _("the ledger is not whole: {count} events are right, from the first one on")
        console.print(text.format(count=found.events), style="bold red")
    if found.hung:
        what = f"{event_names().get(found.hung.kind, found.hung.kind)} {found.hung.period}"
        text = _("the head is that of event {sequence}: {what}, {time}")
        console.print(text.format(sequence=found.hung.sequence, what=what, time=found.hung.time))


def event_names() -> dict[str, str]:
    """What each kind of event is called."""
    return {kind: said(name) for kind, name in NAMES.items()}


def _what(event: Event, names: Mapping[str, str]) -> str:
    """The event's name, what it was done to, and the revision; a kind of a newer program by its id."""
    revision = event.payload.get("revision")
    shown = _("revision {revision}").format(revision=revision) if revision else ""
    parts = (names.get(event.kind, event.kind), _subject(event), shown, _fallen(event, names))
    return " ".join(filter(None, parts))


def _fallen(event: Event, names: Mapping[str, str]) -> str:
    """What a revocation takes back, and why."""
    if event.kind != RevocationEvent.REVOCATION:
        return ""
    kinds = ", ".join(names.get(kind, kind) for kind in event.payload["kinds"])
    numbers = ", ".join(map(str, event.payload["events"]))
    text = _("{kinds} (no. {numbers}): {reason}")
    return text.format(kinds=kinds, numbers=numbers, reason=event.payload["reason"])


def _subject(event: Event) -> str:
    if event.kind == OtherEvent.BATCH:
        return jobs().get(event.subject, event.subject)
    level, _colon, code = event.subject.partition(":")
    return unit_said(Unit(Level(level), code)) if event.kind == OtherEvent.SUBMISSION else event.subject
