"""Towns report how far their villages are: a form's rows are put into the table of the month."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from qsq.domain.county.officials import Level, Unit
from qsq.domain.faults import Faults, Place, Refused
from qsq.domain.forms.stamp import FormKind
from qsq.domain.steps.checklist_state import ChecklistEvent, checklist_state_of
from qsq.domain.values.numbers import percent
from qsq.domain.values.periods import Month
from qsq.intake.observed.progress_reports import PROGRESS, ProgressRow, progress_file, progress_rows
from qsq.intake.tables import read_file, table_there
from qsq.ledger.encoding.rules import DISPATCHED
from qsq.year.desk.acting import Acting
from qsq.year.desk.loading import Rules
from qsq.year.desk.step import nothing, step
from qsq.year.desk.writing import write_whole
from qsq.year.recorded.basis import RECORD
from qsq.year.recorded.issued_list import rules_for
from qsq.year.registers.handed_out import NamedForm, form_reader
from qsq.year.registers.progress import progress_form_of


@dataclass(frozen=True, slots=True)
class ProgressLaid:
    """A form of progress as it was taken.

    Attributes:
        file: the month's table, from the workspace's root.
        rows: how many villages and tasks the form tells of.
        recorded: how many of them the table did not hold as they are.
    """

    month: Month
    file: str
    rows: int
    recorded: int

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {"month": str(self.month), "file": self.file, "rows": self.rows, "recorded": self.recorded}


def report_progress(acting: Acting, month: Month, file: str) -> ProgressLaid:
    """Put a form's rows into the month's table; see `Workspace.remind.progress`."""
    rules = _rules(acting, month)
    rows = _read(acting, rules, month, file)
    return step(
        acting.office,
        allowed=lambda: acting.allow(Unit(Level.VILLAGE, row.village) for row in rows),
        checked=nothing,
        recorded=lambda _ledger, _nothing: rows,
        written=lambda _ledger, taken: _laid(acting, rules, month, taken),
    )


def _rules(acting: Acting, month: Month) -> Rules:
    folder, faults = acting.office.folder(), Faults()
    with acting.office.ledger_to_read() as ledger:
        rules = rules_for(ledger, folder, month.period(acting.scheme.period), faults)
    if rules is None or faults.found:
        raise Refused(faults.found)
    return rules


def _read(acting: Acting, rules: Rules, month: Month, file: str) -> list[ProgressRow]:
    reader = form_reader(acting, FormKind.PROGRESS, partial(_form_of, acting, rules, month))
    table = reader.table(acting.office.folder(), file, PROGRESS)
    rows = progress_rows(table, rules.checklist, rules.register, reader.faults)
    reader.faults.refuse()
    return rows


def _form_of(acting: Acting, rules: Rules, month: Month, town: str) -> NamedForm | None:
    """A town's form as it would be handed out now."""
    period = str(rules.checklist.period)
    with acting.office.ledger_to_read() as ledger:
        revision = checklist_state_of(ledger.events(period=period)).revision
        sent = [one for one in ledger.events(ChecklistEvent.DISPATCH, period) if one.subject == town]
        if not sent:
            return None
        record = sent[-1].payload.get(RECORD)
        rows = DISPATCHED.value(ledger.kept(record[DISPATCHED.name])) if record else ()
    return progress_form_of(rules, rows, month, town, revision)


def _laid(acting: Acting, rules: Rules, month: Month, rows: Sequence[ProgressRow]) -> ProgressLaid:
    """The month's table with these rows in the place of those of the same villages and tasks."""
    office, faults = acting.office, Faults()
    folder, path = office.folder(), progress_file(rules.checklist.period, month)
    there = table_there(folder, path, faults)
    if there not in (None, path):
        faults.add(Place(str(there)), "the program writes progress as .csv; save this file as one")
    table = read_file(folder, path, PROGRESS, faults) if there == path else None
    before = {_key(row): row for row in progress_rows(table, rules.checklist, rules.register, faults)}
    faults.refuse()
    new = [row for row in rows if before.get(_key(row)) != row]
    if new:
        every = before | {_key(row): row for row in new}
        write_whole(office.root, office.root / path, _table(every[key] for key in sorted(every)))
    return ProgressLaid(month, path, len(rows), len(new))


def _key(row: ProgressRow) -> tuple[str, str]:
    return row.village, row.task


def _table(rows: Iterable[ProgressRow]) -> bytes:
    """The rows as a table that spreadsheets open rightly."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("village_code", "task", "done", "note"))
    writer.writerows((row.village, row.task, percent(row.share), row.note) for row in rows)
    return text.getvalue().encode("utf-8-sig")
