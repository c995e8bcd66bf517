"""Towns report how far their villages are: a form's rows are put into the table of the month."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from qsq.domain.county.officials import Level, Unit
from qsq.domain.faults import Faults, Refused
from qsq.domain.forms.stamp import FormKind
from qsq.domain.scheme.checklist_changes import Dispatched
from qsq.domain.steps.checklist_state import checklist_state_of
from qsq.domain.steps.event_kinds import ChecklistEvent
from qsq.domain.values.numbers import percent
from qsq.domain.values.periods import Month
from qsq.intake.observed.progress_reports import (
    PROGRESS,
    ProgressRow,
    progress_file,
    progress_rows,
    progress_shape,
)
from qsq.year.desk.acting import Acting
from qsq.year.desk.loading import Rules
from qsq.year.desk.step import nothing, step
from qsq.year.recorded.basis import dispatched_of
from qsq.year.recorded.issued_list import rules_for
from qsq.year.registers.handed_out import NamedForm, form_reader
from qsq.year.registers.laid import Rows, RowsLaid, lay_rows
from qsq.year.registers.progress import earlier_progress_form_of, progress_form_of


def report_progress(acting: Acting, month: Month, file: str) -> RowsLaid:
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
    words = {"task": rules.checklist.task_texts()}
    now, before = (
        partial(_form_of, acting, rules, month, made) for made in (progress_form_of, earlier_progress_form_of)
    )
    reader = form_reader(acting, FormKind.PROGRESS, now, words, before)
    table = reader.table(acting.office.folder(), file, progress_shape)
    rows = progress_rows(table, rules.checklist, rules.register, reader.faults)
    reader.faults.refuse()
    return rows


_Form = Callable[[Rules, Sequence[Dispatched], Month, str, int], NamedForm | None]


def _form_of(acting: Acting, rules: Rules, month: Month, made: _Form, town: str) -> NamedForm | None:
    """A town's form as it would be handed out now."""
    period = str(rules.checklist.period)
    with acting.office.ledger_to_read() as ledger:
        revision = checklist_state_of(ledger.events(period=period)).revision
        sent = [one for one in ledger.events(ChecklistEvent.DISPATCH, period) if one.subject == town]
        if not sent:
            return None
        rows = dispatched_of(ledger, sent[-1])
    return made(rules, rows, month, town, revision)


def _laid(acting: Acting, rules: Rules, month: Month, rows: Sequence[ProgressRow]) -> RowsLaid:
    """The month's table with these rows in the place of those of the same villages and tasks."""
    return lay_rows(
        acting.office,
        str(month),
        progress_file(rules.checklist.period, month),
        PROGRESS,
        ("village_code", "task", "done", "note"),
        _written(rows),
        lambda table, faults: _written(progress_rows(table, rules.checklist, rules.register, faults)),
    )


def _written(rows: Iterable[ProgressRow]) -> Rows:
    return {(row.village, row.task): (row.village, row.task, percent(row.share), row.note) for row in rows}
