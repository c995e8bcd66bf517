"""Events as a table."""

from collections.abc import Mapping, Sequence

from rich.console import Console

from qsq.cli.language import _, unit_said
from qsq.cli.tables.batch import jobs
from qsq.cli.tables.table import table
from qsq.domain.check_code import check_code
from qsq.domain.checklist_state import ChecklistKind
from qsq.domain.event_kinds import OtherKind
from qsq.domain.officials import Level, Unit
from qsq.domain.period_state import Kind
from qsq.domain.year_state import YearKind
from qsq.ledger.ledger import Event


def print_log(console: Console, events: Sequence[Event]) -> None:
    """What happened, oldest first; the head is each event's check code."""
    number, names = _("no."), event_names()
    made = table(
        _("Events"), number, _("time"), _("actor"), _("what"), _("period"), _("head"), right=[number]
    )
    for event in events:
        head = check_code(event.digest)
        what = _what(event, names)
        made.add_row(str(event.sequence), event.time, event.actor, what, event.period, head)
    console.print(made)


def event_names() -> dict[str, str]:
    """What each kind of event is called."""
    return {
        ChecklistKind.ISSUE: _("checklist issued"),
        ChecklistKind.DISPATCH: _("checklist dispatched"),
        ChecklistKind.ACCEPTANCE: _("checklist accepted"),
        OtherKind.SUBMISSION: _("observations handed in"),
        OtherKind.REMINDER: _("village called in"),
        OtherKind.TALK: _("talk noted"),
        OtherKind.VISIT: _("visit noted"),
        OtherKind.HANDED_ON: _("problem handed on"),
        OtherKind.CLOSED: _("problem closed"),
        Kind.EVALUATION: _("period scored"),
        Kind.FEEDBACK: _("result fed back"),
        Kind.TOWN_SIGNATURE: _("signed by the town"),
        Kind.VILLAGE_SIGNATURE: _("signed by the village"),
        Kind.NOTICE: _("notice of the period"),
        Kind.OBJECTION: _("objection to the period"),
        Kind.RESOLUTION: _("objection to the period resolved"),
        Kind.FINALISATION: _("period made final"),
        OtherKind.RECOMMENDATION: _("villages recommended"),
        YearKind.AWARDS: _("awards drawn up"),
        YearKind.DECISION: _("awards decided"),
        YearKind.NOTICE: _("notice of the awards"),
        YearKind.OBJECTION: _("objection to the awards"),
        YearKind.RESOLUTION: _("objection to the awards resolved"),
        YearKind.CONFIRMATION: _("awards confirmed"),
        YearKind.PAYMENT: _("prize paid"),
        OtherKind.BATCH: _("batch"),
        OtherKind.REFUSED: _("attempt refused"),
    }


def _what(event: Event, names: Mapping[str, str]) -> str:
    """The event's name, what it was done to, and the revision; a kind of a newer program by its id."""
    revision = event.payload.get("revision")
    shown = _("revision {revision}").format(revision=revision) if revision else ""
    return " ".join(filter(None, (names.get(event.kind, event.kind), _subject(event), shown)))


def _subject(event: Event) -> str:
    if event.kind == OtherKind.BATCH:
        return jobs().get(event.subject, event.subject)
    level, _colon, code = event.subject.partition(":")
    return unit_said(Unit(Level(level), code)) if event.kind == OtherKind.SUBMISSION else event.subject
