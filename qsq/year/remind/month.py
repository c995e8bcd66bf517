"""一月一提示: find the lagging villages of a month, note the talks, show what was not followed up."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from qsq.domain.county.officials import Level, Unit
from qsq.domain.faults import WrongUse, message
from qsq.domain.forms.stamp import FormKind
from qsq.domain.observed.reminders import Reminder, Talk
from qsq.domain.steps.event_kinds import OtherEvent
from qsq.domain.steps.follow_state import FollowMoment, FollowStep, unmet_in_follow_up
from qsq.domain.steps.machine import happened_on
from qsq.domain.values.periods import Month
from qsq.intake.forms.talks import read_talks
from qsq.intake.forms.village_rows import VillageRow
from qsq.ledger.ledger import Draft, Event, Ledger
from qsq.year.desk.acting import Acting
from qsq.year.desk.conditions import must_be_met
from qsq.year.desk.loading import Rules
from qsq.year.desk.papers import write_sent_out, write_workbooks
from qsq.year.desk.rows import each_taken
from qsq.year.desk.step import no_papers, nothing, step
from qsq.year.desk.writing import folder_written_whole
from qsq.year.registers.handed_out import NamedForm, apart, form_reader, write_forms
from qsq.year.remind.documents import (
    kept_with_reminders,
    reminder_bundles,
    reminder_list,
    reminder_registers,
    told,
)
from qsq.year.remind.lagging import found_reminders


@dataclass(frozen=True, slots=True)
class Reminded:
    """A month's reminders.

    Attributes:
        recorded: how many are new.
        files: paths from the workspace's root.
        documents: the slips as PDF and Word.
        forms: the towns' reminder registers, paths as well.
    """

    month: Month
    reminders: tuple[Reminder, ...]
    recorded: int
    files: tuple[str, ...]
    documents: tuple[str, ...]
    forms: tuple[str, ...]

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "month": str(self.month),
            "reminders": [
                {
                    "village_code": one.village.code,
                    "reasons": list(one.lags),
                    "undone": list(one.undone),
                    "far_behind": list(one.behind),
                }
                for one in self.reminders
            ],
            "recorded": self.recorded,
            "files": list(self.files),
            "documents": list(self.documents),
            "forms": list(self.forms),
        }


def remind(acting: Acting, month: Month) -> Reminded:
    """Find and record a month's lagging villages; see `Workspace.remind.month`."""
    office = acting.office
    target = office.root / "out" / str(month) / "reminders"
    return step(
        office,
        allowed=acting.allow_city,
        checked=lambda: found_reminders(acting, month),
        recorded=lambda ledger, found: _recorded(acting, ledger, month, *found),
        written=lambda ledger, called: _written(acting, ledger, month, called, target),
        folder=target,
    )


@dataclass(frozen=True, slots=True)
class _Called:
    """Who is called in; `new` counts those who were not before."""

    reminders: tuple[Reminder, ...]
    new: int


def _recorded(
    acting: Acting, ledger: Ledger, month: Month, rules: Rules, found: tuple[Reminder, ...]
) -> _Called:
    begins = acting.office.earliest(month.first_day)
    must_be_met(unmet_in_follow_up(FollowStep.REMIND, FollowMoment(acting.today, str(month), begins)))
    newest = {one.subject: one for one in ledger.events(OtherEvent.REMINDER, str(month))}
    new = [one for one in found if not _same(newest.get(one.village.code), one)]
    kept = kept_with_reminders(ledger, acting.office.folder(), rules) if new else {}
    for one in new:
        ledger.append(acting.event(OtherEvent.REMINDER, one.village.code, **told(one), **kept))
    return _Called(found, len(new))


def _written(acting: Acting, ledger: Ledger, month: Month, called: _Called, target: Path) -> Reminded:
    office = acting.office
    bundles, city = reminder_bundles(acting, ledger, month), reminder_list(acting, ledger, month)
    with folder_written_whole(office.root, target) as made:
        write_workbooks(made, [city, *bundles], month.last_day)
        write_sent_out(office, made, {"提示单": bundles}, month.last_day)
        registers = reminder_registers(acting, ledger, month).values()
        forms = write_forms(made, registers, month.last_day)
    every, documents = office.papers_in(target)
    files, handed_out = apart(every, forms)
    return Reminded(month, called.reminders, called.new, files, documents, handed_out)


def _same(event: Event | None, reminder: Reminder) -> bool:
    return event is not None and (event.payload["reasons"], event.payload["undone"]) == (
        list(reminder.lags),
        list(reminder.undone),
    )


def record_register(acting: Acting, month: Month, file: str) -> "Noted":
    """Note the talks of a register, all or none; see `Workspace.remind.record_file`."""
    reader = form_reader(acting, FormKind.REMINDERS, partial(_register_of, acting, month))
    rows = read_talks(acting.office.folder(), file, reader)
    return Noted(month, len(rows), record_talks(acting, month, rows))


def _register_of(acting: Acting, month: Month, town: str) -> NamedForm | None:
    """A town's register as it would be handed out now."""
    with acting.office.ledger_to_read() as ledger:
        return reminder_registers(acting, ledger, month).get(town)


@dataclass(frozen=True, slots=True)
class Noted:
    """The talks of a file; `recorded` is how many of them are new."""

    month: Month
    rows: int
    recorded: int

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {"month": str(self.month), "rows": self.rows, "recorded": self.recorded}


def record_talks(acting: Acting, month: Month, named: Sequence[VillageRow[Talk]]) -> int:
    """Note talks, all or none, and tell how many are new; see `Workspace.remind.record`."""
    rows = acting.with_codes(named)
    for row in rows:
        lacking = [name for name, value in row.said.values().items() if not value.strip()]
        if lacking:
            raise WrongUse(message("a talk needs {lacking}", lacking=", ".join(lacking)))
    return step(
        acting.office,
        allowed=lambda: acting.allow(Unit(Level.VILLAGE, row.village) for row in rows),
        checked=nothing,
        recorded=lambda ledger, _nothing: _noted(acting, ledger, month, rows),
        written=no_papers,
    )


def _noted(acting: Acting, ledger: Ledger, month: Month, rows: Sequence[VillageRow[Talk]]) -> int:
    """How many are new."""
    reminded = {one.subject: one for one in ledger.events(OtherEvent.REMINDER, str(month))}
    noted = [(one.subject, dict(one.payload)) for one in ledger.events(OtherEvent.TALK, str(month))]
    drafts = each_taken(rows, lambda row: _talk(acting.on(row.day), month, reminded.get(row.village), row))
    before = len(noted)
    for row, draft in zip(rows, drafts, strict=True):
        values = row.said.values().items()
        if not any(village == row.village and values <= said.items() for village, said in noted):
            ledger.append(draft)
            noted.append((row.village, row.said.values()))
    return len(noted) - before


def _talk(acting: Acting, month: Month, reminded: Event | None, row: VillageRow[Talk]) -> Draft:
    """The event of a talk, when it follows a reminder."""
    called_in = happened_on(reminded) if reminded else None
    moment = FollowMoment(acting.today, str(month), village=row.village, called_in=called_in)
    must_be_met(unmet_in_follow_up(FollowStep.TALK, moment))
    return acting.event(OtherEvent.TALK, row.village, **row.said.values())
