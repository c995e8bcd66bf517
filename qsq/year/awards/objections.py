"""Objections to a year's list while its notice hangs, and how they end."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from qsq.domain.county.officials import CITY, Level, Unit
from qsq.domain.faults import WrongUse, message
from qsq.domain.forms.stamp import FormKind
from qsq.domain.observed.objections import Objection
from qsq.domain.steps.event_kinds import YearEvent
from qsq.domain.steps.year_state import YearStep, year_state_of
from qsq.intake.forms.objections import read_objections
from qsq.intake.forms.village_rows import VillageRow
from qsq.ledger.ledger import Ledger
from qsq.year.awards.draw_up import decision_of, draw_up
from qsq.year.awards.stand import Done, YearStand, honoured
from qsq.year.awards.year import record_list
from qsq.year.desk.acting import Acting
from qsq.year.desk.conditions import must_be_open, was_said_before
from qsq.year.desk.rows import each_taken
from qsq.year.desk.step import no_papers, nothing, step
from qsq.year.recorded.change import Change
from qsq.year.recorded.list_basis import list_basis
from qsq.year.recorded.year_list import newest_list_event
from qsq.year.registers.handed_out import NamedForm, form_reader
from qsq.year.registers.objections import objection_form_of


def object_to(acting: Acting, named: Sequence[VillageRow[Objection]]) -> tuple[Done, ...]:
    """Record objections to the year's list, all or none; see `Workspace.awards.object_to`."""
    rows = acting.with_codes(named, honoured(acting))
    return step(
        acting.office,
        allowed=lambda: acting.allow(Unit(Level.VILLAGE, row.village) for row in rows),
        checked=nothing,
        recorded=lambda ledger, _nothing: tuple(
            each_taken(rows, lambda row: _objected(acting.on(row.day), ledger, row))
        ),
        written=no_papers,
    )


def object_form(acting: Acting, file: str) -> tuple[Done, ...]:
    """Record the objections of a form, all or none; see `Workspace.awards.object_file`."""
    reader = form_reader(acting, FormKind.OBJECTION, partial(_form_of, acting))
    return object_to(acting, read_objections(acting.office.folder(), file, reader))


def _form_of(acting: Acting, town: str) -> NamedForm | None:
    """A town's form as it would be handed out now."""
    with acting.office.ledger_to_read() as ledger:
        events = ledger.events(period=acting.period)
        basis = list_basis(acting, ledger, newest_list_event(events))
    span, revision = f"{acting.period}年", year_state_of(events).revision
    return objection_form_of(basis.scheme, basis.register, acting.period, span, town, revision)


def _objected(acting: Acting, ledger: Ledger, row: VillageRow[Objection]) -> Done:
    year = YearStand(acting, ledger)
    year.must_allow(YearStep.OBJECT)
    said = {"revision": year.state.revision, "village_code": row.village, **row.said.values()}
    objections = [event for event in year.events if event.kind == YearEvent.OBJECTION]
    same = [event.subject for event in objections if said.items() <= dict(event.payload).items()]
    raised = len(ledger.history(YearEvent.OBJECTION, acting.period))
    name = same[0] if same else f"{acting.period}-{raised + 1}"
    if not same:
        ledger.append(acting.event(YearEvent.OBJECTION, name, **said))
    return Done(acting.period, year.state.revision, {"objection": name}, not same)


def resolve(acting: Acting, objection: str, reason: str, *, upheld: bool) -> Done:
    """End an objection; upheld, the list goes back for a new decision. See `Workspace.awards.resolve`."""
    if not reason.strip():
        raise WrongUse(message("an objection is resolved with a reason: --reason TEXT"))
    return step(
        acting.office,
        allowed=lambda: acting.allow([CITY]),
        checked=nothing,
        recorded=lambda ledger, _nothing: _resolved(acting, ledger, objection, reason, upheld=upheld),
        written=no_papers,
    )


def _resolved(acting: Acting, ledger: Ledger, objection: str, reason: str, *, upheld: bool) -> Done:
    year, said = YearStand(acting, ledger), {"upheld": upheld, "reason": reason}
    before = was_said_before(year.events, YearEvent.RESOLUTION, objection, said)
    if not before:
        year.must_allow(YearStep.RESOLVE, objection)
        must_be_open(objection, year.state.open_objections)
        ledger.append(acting.event(YearEvent.RESOLUTION, objection, **said, revision=year.state.revision))
        if upheld:
            _correct(acting, ledger, objection, reason)
    year = YearStand(acting, ledger)
    changes = _changed(year, objection) if upheld else []
    told = {"objection": objection, "upheld": upheld, "changes": changes}
    return Done(acting.period, year.state.revision, told, not before, honours=year.honour_names())


def _correct(acting: Acting, ledger: Ledger, objection: str, reason: str) -> None:
    """Record the list of the inputs as they are corrected by now."""
    decision = decision_of(ledger, int(acting.period))
    found = draw_up(acting.office, ledger, int(acting.period), decision, draft=False)
    record_list(acting.office, ledger, found, Change(acting.today, reason, objection))


def _changed(year: YearStand, objection: str) -> list[dict[str, Any]]:
    """What the newest list changes of the one that was objected to."""
    raised = next(one for one in year.events if (one.kind, one.subject) == (YearEvent.OBJECTION, objection))
    now = {one.village_code: one.honour for one in year.listed().honours}
    return year.changes_to(now, raised.payload.get("revision"))
