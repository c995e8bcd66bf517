"""目标表: the villages' own targets, handed out to the towns, and laid into the period's table."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from qsq.documents.forms.head import FormHead
from qsq.documents.forms.targets import target_form, target_words
from qsq.domain.county.officials import Level, Unit
from qsq.domain.county.places import Village
from qsq.domain.faults import Faults, Refused
from qsq.domain.folder import Folder
from qsq.domain.forms.stamp import FormKind
from qsq.domain.observed.observation import VillageTask
from qsq.domain.scheme.checklist import Task
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.numbers import plain
from qsq.domain.values.periods import Period
from qsq.intake.cells import coded
from qsq.intake.observed.period_inputs import TARGETS, load_targets, targets_in, targets_table
from qsq.intake.tables import InputTable, read_table
from qsq.year.desk.acting import Acting
from qsq.year.desk.loading import Rules, load_rules
from qsq.year.desk.step import nothing, step
from qsq.year.registers.handed_out import FormsWritten, NamedForm, form_reader, hand_out, of_town
from qsq.year.registers.laid import Rows, RowsLaid, lay_rows


def hand_out_targets(acting: Acting, period: Period) -> FormsWritten:
    """Write the towns' forms; see `Workspace.checklist.target_forms`."""
    acting.allow_city()
    return write_targets(acting, period)


def write_targets(acting: Acting, period: Period) -> FormsWritten:
    """Write the towns' forms of a period's targets as they stand.

    Raises:
        Refused: rules or targets are wrong; all faults are listed.
    """
    rules = _rules(acting, period)
    return hand_out(acting, "targets", list(_forms(acting, rules)), period.first_day)


def lay_targets(acting: Acting, period: Period, file: str) -> RowsLaid:
    """Put a form's targets into the period's table; see `Workspace.checklist.targets`."""
    rules = _rules(acting, period)
    tasks = (task for item in rules.checklist.all_items for task in item.tasks)
    words = {"task": {task.id: target_words(task) for task in tasks}}
    reader = form_reader(acting, FormKind.TARGETS, lambda town: of_town(_forms(acting, rules), town), words)
    table = reader.table(acting.office.folder(), file, TARGETS)
    targets = targets_in(table, rules.checklist, rules.register, reader.faults) if table else {}
    reader.faults.refuse()
    return step(
        acting.office,
        allowed=lambda: acting.allow(Unit(Level.VILLAGE, village) for village, _task in targets),
        checked=nothing,
        recorded=lambda _ledger, _nothing: _written(targets),
        written=lambda _ledger, rows: _laid(acting, rules, rows),
    )


def _rules(acting: Acting, period: Period) -> Rules:
    faults = Faults()
    rules = load_rules(acting.office.folder(), period, faults)
    if rules is None or faults.found:
        raise Refused(faults.found)
    return rules


def _laid(acting: Acting, rules: Rules, rows: Rows) -> RowsLaid:
    def read(table: InputTable | None, faults: Faults) -> Rows:
        return _written(targets_in(table, rules.checklist, rules.register, faults)) if table else {}

    path = targets_table(rules.checklist.period)
    return lay_rows(acting.office, acting.period, path, TARGETS, TARGETS.required, rows, read)


def _written(targets: Mapping[VillageTask, Fraction]) -> Rows:
    return {key: (*key, plain(target)) for key, target in targets.items()}


def _forms(acting: Acting, rules: Rules) -> Iterator[NamedForm]:
    """The forms of all towns that have tasks with targets.

    Raises:
        Refused: the period's targets are wrong; all faults are listed.
    """
    folder, faults, period = acting.office.folder(), Faults(), rules.checklist.period
    now = load_targets(folder, rules.checklist, rules.register, faults) or {}
    faults.refuse()
    known = [task.id for item in rules.checklist.all_items for task in item.tasks]
    last = _last(folder, period, known)
    names = rules.register.town_names()
    for town in rules.register.towns:
        asked = [(village, _with_targets(rules, village)) for village in rules.register.of_town(town.code)]
        if any(tasks for _village, tasks in asked):
            head = FormHead(
                scheme=rules.scheme,
                kind=FormKind.TARGETS,
                period=str(period),
                span=chinese_period(period),
                unit=town.code,
                unit_name=town.name,
            )
            yield NamedForm(head.file, target_form(head, asked, names, now, last))


def _with_targets(rules: Rules, village: Village) -> list[Task]:
    """A village's tasks that have a target of its own."""
    items = rules.checklist.items_for(village)
    return [task for item in items for task in item.tasks if task.per_village]


def _last(folder: Folder, period: Period, known: list[str]) -> dict[VillageTask, str]:
    """The targets of the same tasks a year ago, else in the period before, as they were written."""
    for earlier in (Period(period.year - 1, period.number, period.kind), period.previous):
        table = read_table(folder, targets_table(earlier), TARGETS, Faults())
        if table:
            rows = table.rows()
            return {(row["village_code"], coded(row["task"], known)): row["target"] for row in rows}
    return {}
