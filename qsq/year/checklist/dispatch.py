"""镇级派单、村级接单: a town sends the issued list on, its villages take it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from qsq.domain.county.officials import Level, Unit
from qsq.domain.county.places import Town
from qsq.domain.faults import Fault, Faults, Message, Refused, message
from qsq.domain.forms.stamp import FormKind
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.checklist_changes import Dispatched, early_without_reason, warnings_of
from qsq.domain.steps.checklist_state import (
    ChecklistMoment,
    ChecklistStep,
    checklist_state_of,
    unmet_in_checklist,
)
from qsq.domain.steps.event_kinds import ChecklistEvent
from qsq.domain.values.file_names import file_name
from qsq.domain.values.periods import Period
from qsq.intake.dispatch import due_dates, load_dispatch
from qsq.intake.forms.acceptances import read_acceptances
from qsq.intake.forms.village_rows import VillageRow
from qsq.intake.observed.period_inputs import load_targets
from qsq.ledger.canonical import canonical, digest
from qsq.ledger.encoding.rules import DISPATCHED, TOWN_RULES
from qsq.ledger.ledger import Draft, Ledger
from qsq.year.checklist.changed_lists import changed_by_town
from qsq.year.checklist.dispatch_table import DispatchTable, handed_in
from qsq.year.checklist.documents import ChecklistReports, day_of
from qsq.year.checklist.papers import ChecklistPapers
from qsq.year.checklist.rules_and_targets import RulesAndTargets
from qsq.year.desk.acting import Acting
from qsq.year.desk.conditions import must_be_met
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.loading import load_rules
from qsq.year.desk.papers import write_sent_out
from qsq.year.desk.progress import Progress
from qsq.year.desk.rows import each_taken
from qsq.year.desk.step import no_papers, nothing, step
from qsq.year.desk.wording import worded
from qsq.year.desk.writing import folder_written_whole
from qsq.year.recorded.basis import RECORD
from qsq.year.registers.acceptances import acceptance_register
from qsq.year.registers.handed_out import NamedForm, apart, form_reader, write_forms
from qsq.year.registers.progress import progress_forms


@dataclass(frozen=True, slots=True)
class TownStep:
    """A step of a town or its villages.

    Attributes:
        units: whom it concerned: a town's code, or villages' codes.
        recorded: how many of them are new.
        files: paths from the workspace's root.
        documents: the town's list and those of its villages as PDF and Word.
        forms: what the town is to fill in, paths as well.
    """

    period: Period
    revision: int
    units: tuple[str, ...]
    recorded: int
    warnings: tuple[Message, ...] = ()
    files: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "period": str(self.period),
            "revision": self.revision,
            "units": list(self.units),
            "recorded": self.recorded,
            "files": list(self.files),
            "documents": list(self.documents),
            "forms": list(self.forms),
        }


def dispatch(acting: Acting, period: Period, named: str, file: Path | None = None) -> TownStep:
    """Send the issued list on to a town's villages; see `Workspace.checklist.dispatch`."""
    code, office = acting.town(named), acting.office
    town = Town(code, acting.town_name(code))
    target = office.root / "out" / acting.period / "dispatch" / file_name(town.code, town.name)
    return step(
        office,
        allowed=lambda: acting.allow([Unit(Level.TOWN, town.code)]),
        checked=lambda: _checked(acting, period, town, file),
        recorded=lambda ledger, list_: _recorded(acting, ledger, list_),
        written=lambda _ledger, sent: _written(acting, sent, target),
        folder=target,
    )


def dispatch_all(acting: Acting, period: Period, progress: Progress) -> TownStep:
    """Send the list on in every town that has not yet; see `Workspace.checklist.dispatch_all`."""
    with acting.office.ledger_to_read() as ledger:
        state = checklist_state_of(ledger.events(period=str(period)))
    towns = sorted({one.town_code for one in acting.register.evaluated} - state.dispatched)
    acting.allow(Unit(Level.TOWN, code) for code in towns)
    _check_all(acting, period, towns)
    with progress(str(period), len(towns)) as one_done:
        sent = []
        for code in towns:
            sent.append(dispatch(acting, period, code))
            one_done()
    return TownStep(
        period,
        sent[0].revision if sent else state.revision,
        tuple(towns),
        sum(one.recorded for one in sent),
        tuple(warning for one in sent for warning in one.warnings),
        tuple(file for one in sent for file in one.files),
        tuple(file for one in sent for file in one.documents),
        tuple(file for one in sent for file in one.forms),
    )


def _check_all(acting: Acting, period: Period, towns: Sequence[str]) -> None:
    """Look at the lists of all towns before the first is sent on.

    Raises:
        Refused: rules or tables are wrong; all faults are listed, each once.
    """
    found: dict[Fault, None] = {}
    for code in towns:
        try:
            _checked(acting, period, Town(code, acting.town_name(code)))
        except Refused as refused:
            found |= dict.fromkeys(refused.faults)
    if found:
        raise Refused(found)


@dataclass(frozen=True, slots=True)
class _TownList:
    """The list that a town sends on: as it was asked for, and what the town broke its tasks down to."""

    town: Town
    asked: RulesAndTargets
    rows: tuple[Dispatched, ...]
    folder: DiskFolder
    table: DispatchTable | None = None

    @property
    def checklist(self) -> Checklist:
        return self.asked.rules.checklist

    @property
    def digest(self) -> str:
        """Of what the town adds to the issued list."""
        added = TOWN_RULES.encode(self.checklist.of_town(self.town.code))
        return digest(canonical([added, digest(DISPATCHED.content(self.rows))]))


@dataclass(frozen=True, slots=True)
class _Sent:
    """A list that was sent on, and when; `new` is False where it was sent so before."""

    list: _TownList
    revision: int
    new: bool
    day: date


def _checked(acting: Acting, period: Period, town: Town, file: Path | None = None) -> _TownList:
    """The town's list, with the table that it hands in.

    Raises:
        Refused: its rules or its table are wrong; all faults are listed.
    """
    folder, faults = acting.office.folder(), Faults()
    rules = load_rules(folder, period, faults)
    table = handed_in(acting, rules, town.code, file) if rules and file else None
    if table:
        folder = table.folder
    named = table is not None
    rows = (
        load_dispatch(folder, rules.checklist, acting.register, town.code, faults, named=named)
        if rules
        else ()
    )
    targets = load_targets(folder, rules.checklist, rules.register, faults) if rules else None
    if rules is None or targets is None or faults.found:
        raise Refused(table.as_handed_in(fault) if table else fault for fault in faults.found)
    return _TownList(town, RulesAndTargets(rules, targets), rows, folder, table)


def _recorded(acting: Acting, ledger: Ledger, sent: _TownList) -> _Sent:
    events, town = ledger.events(period=acting.period), sent.town
    state = checklist_state_of(events)
    same = sent.asked.is_issued(ledger, events)
    moment = ChecklistMoment(acting.period, state, acting.today, town.code, town.name, as_issued=same)
    must_be_met(unmet_in_checklist(ChecklistStep.DISPATCH, moment))
    own = [one for one in events if (one.kind, one.subject) == (ChecklistEvent.DISPATCH, town.code)]
    new = town.code not in state.dispatched or own[-1].payload["tasks_sha256"] != sent.digest
    if new:
        said: dict[str, Any] = {"revision": state.revision, "tasks_sha256": sent.digest}
        if own:
            said["changed_lists"] = changed_by_town(ledger, own[-1], sent.asked, sent.rows)
        kept = sent.asked.kept(ledger, sent.folder)
        kept[RECORD][DISPATCHED.name] = ledger.keep(DISPATCHED.content(sent.rows))
        ledger.append(acting.event(ChecklistEvent.DISPATCH, town.code, **said, **kept))
    return _Sent(sent, state.revision, new, acting.today if new else day_of(own[-1]))


def _written(acting: Acting, sent: _Sent, target: Path) -> TownStep:
    office, asked, rows = acting.office, sent.list.asked, sent.list.rows
    if sent.list.table:
        sent.list.table.lay()
    town, period = sent.list.town.code, sent.list.checklist.period
    reports = ChecklistReports(partial(worded, sent.list.folder), asked, draft=False, sent_on=sent.day)
    bundles = reports.town(town, rows)
    with folder_written_whole(office.root, target) as made:
        ChecklistPapers(made, asked.rules, reports).write_dispatched(town, rows)
        write_sent_out(office, made, {"": bundles}, period.first_day)
        forms = write_forms(made, _forms(acting, sent), period.first_day)
    every, documents = office.papers_in(target)
    files, handed_out = apart(every, forms)
    warnings = _warnings(acting, sent.list)
    return TownStep(period, sent.revision, (town,), int(sent.new), warnings, files, documents, handed_out)


def _forms(acting: Acting, sent: _Sent) -> Iterator[NamedForm]:
    """What the town fills in after it dispatched."""
    period, town = sent.list.checklist.period, sent.list.town.code
    register = acceptance_register(acting.scheme, acting.register, period, town, sent.revision)
    if register:
        yield register
    yield from progress_forms(sent.list.asked.rules, sent.list.rows, town, sent.revision)


def _warnings(acting: Acting, sent: _TownList) -> tuple[Message, ...]:
    checklist, town = sent.checklist, sent.town
    return (
        *warnings_of(checklist, acting.today, acting.scheme.lead_days),
        *early_without_reason(sent.rows, due_dates(checklist, town.code)),
        *_nothing_added(town.name, added=bool(checklist.of_town(town.code).add)),
    )


def _nothing_added(town: str, *, added: bool) -> tuple[Message, ...]:
    return () if added else (message("{name} adds no item of its own; one or two are expected", name=town),)


def accept(acting: Acting, period: Period, named: Sequence[VillageRow[None]]) -> TownStep:
    """Take the list, all villages that are named or none; see `Workspace.checklist.accept`."""
    rows = acting.with_codes(named)
    return step(
        acting.office,
        allowed=lambda: acting.allow(Unit(Level.VILLAGE, row.village) for row in rows),
        checked=nothing,
        recorded=lambda ledger, _nothing: _accepted(acting, ledger, period, rows),
        written=no_papers,
    )


def accept_all(acting: Acting, period: Period, town: str = "") -> TownStep:
    """Take the list for every village, or every one of a town, that has not; see `Workspace.checklist`."""
    with acting.office.ledger_to_read() as ledger:
        state = checklist_state_of(ledger.events(period=str(period)))
    of = acting.town(town) if town else ""
    villages = [one for one in acting.register.evaluated if of in ("", one.town_code)]
    sent_on = [one.code for one in villages if of or one.town_code in state.dispatched]
    left = [code for code in sent_on if code not in state.accepted]
    codes = left if sent_on else [one.code for one in villages]
    return accept(acting, period, [VillageRow(code, None) for code in codes])


def accept_register(acting: Acting, period: Period, file: str) -> TownStep:
    """Take the list for the villages that a register ticks; see `Workspace.checklist.accept`."""
    reader = form_reader(acting, FormKind.ACCEPTANCE, partial(_register_of, acting, period))
    return accept(acting, period, read_acceptances(acting.office.folder(), file, reader))


def _register_of(acting: Acting, period: Period, town: str) -> NamedForm | None:
    """A town's register as it would be handed out now."""
    with acting.office.ledger_to_read() as ledger:
        state = checklist_state_of(ledger.events(period=str(period)))
    return acceptance_register(acting.scheme, acting.register, period, town, state.revision)


def _accepted(acting: Acting, ledger: Ledger, period: Period, rows: Sequence[VillageRow[None]]) -> TownStep:
    town_of, towns = acting.register.town_of(), acting.register.town_names()
    state = checklist_state_of(ledger.events(period=str(period)))

    def acceptance(row: VillageRow[None]) -> Draft:
        town, on_day = town_of[row.village], acting.on(row.day)
        moment = ChecklistMoment(str(period), state, on_day.today, town, towns[town])
        must_be_met(unmet_in_checklist(ChecklistStep.ACCEPT, moment))
        said = {"revision": state.revision, "town_code": town}
        return on_day.event(ChecklistEvent.ACCEPTANCE, row.village, **said)

    drafts = {draft.subject: draft for draft in each_taken(rows, acceptance)}
    new = [draft for code, draft in drafts.items() if code not in state.accepted]
    for draft in new:
        ledger.append(draft)
    return TownStep(period, state.revision, tuple(row.village for row in rows), len(new))
