"""派单表: the table in which a town breaks its tasks down, handed out, handed in, and laid in its place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from qsq.documents.forms.dispatch import dispatch_form
from qsq.documents.forms.head import FormHead
from qsq.domain.faults import Fault, Faults, Refused, WrongUse, message
from qsq.domain.forms.stamp import FormKind
from qsq.domain.scheme.checklist_changes import Dispatched
from qsq.domain.steps.checklist_state import checklist_state_of
from qsq.domain.steps.event_kinds import ChecklistEvent
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.file_names import file_name
from qsq.domain.values.periods import Period
from qsq.intake.dispatch import DISPATCH, due_dates, load_dispatch, table_to_lay
from qsq.intake.tables import ENDINGS
from qsq.ledger.ledger import Ledger
from qsq.year.desk.acting import Acting
from qsq.year.desk.files import DiskFolder, read_outside
from qsq.year.desk.loading import Rules
from qsq.year.desk.writing import remove, write_whole
from qsq.year.recorded.basis import dispatched_of
from qsq.year.registers.handed_out import NamedForm, form_reader


@dataclass(frozen=True, slots=True)
class DispatchTable:
    """A table that a town hands in.

    Attributes:
        file: as it was named.
        path: where it is laid, from the workspace's root.
        others: the town's tables with other endings, in whose place it is laid.
        folder: the workspace as it is with the table in its place.
    """

    file: str
    path: str
    content: bytes
    others: tuple[str, ...]
    folder: DiskFolder

    def as_handed_in(self, fault: Fault) -> Fault:
        """A fault with the name of the file that was handed in, not of where it would lie."""
        return fault.moved(self.path, lambda place: replace(place, file=self.file))

    def lay(self) -> None:
        """Lay it in its place."""
        root = self.folder.root
        write_whole(root, root / self.path, self.content)
        for other in self.others:
            remove(root, root / other)


def handed_in(acting: Acting, rules: Rules, town: str, file: Path) -> DispatchTable:
    """A table that a town hands in.

    Raises:
        WrongUse: it is no table by its name.
        Refused: it is another form, an older one, or one that was changed in what is locked.
    """
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise WrongUse(message("{file} is not read: only .csv, .xlsx, .xls and .ods are", file=file))
    content, folder = read_outside(file), acting.office.folder()
    path = table_to_lay(rules.checklist, town, ending, folder)
    same = [f"{path.removesuffix(ending)}{one}" for one in ENDINGS]
    others = tuple(one for one in same if one != path and folder.read(one) is not None)
    words = {"task": rules.checklist.task_texts()}
    reader = form_reader(acting, FormKind.DISPATCH, lambda unit: _form_of(acting, rules, unit), words)
    reader.table(folder, str(file.resolve()), DISPATCH)
    reader.faults.refuse()
    laid = folder.with_file(path, content, instead_of=others)
    return DispatchTable(str(file), path, content, others, laid)


def _form_of(acting: Acting, rules: Rules, town: str) -> NamedForm | None:
    """A town's form as it would be handed out now."""
    with acting.office.ledger_to_read() as ledger:
        revision = checklist_state_of(ledger.events(period=acting.period)).revision
        return town_dispatch_form(
            rules, town, revision, before_of(ledger, acting.office.folder(), rules, town)
        )


def dispatch_forms(ledger: Ledger, folder: DiskFolder, rules: Rules, revision: int) -> Iterator[NamedForm]:
    """The forms of all towns, each in its folder."""
    for town in rules.register.towns:
        form = town_dispatch_form(rules, town.code, revision, before_of(ledger, folder, rules, town.code))
        if form:
            yield replace(form, folder=f"towns/{file_name(town.code, town.name)}")


def town_dispatch_form(
    rules: Rules, town: str, revision: int, before: tuple[Dispatched, ...]
) -> NamedForm | None:
    """A town's form; None where it is no town of the register, or has no villages that take part.

    Args:
        rules: the period's.
        town: its code.
        revision: of the list that is issued.
        before: what the town wants already, or wanted last time.
    """
    checklist, villages = rules.checklist, rules.register.of_town(town)
    if not villages:
        return None
    items = checklist.applicable_items(town)
    head = FormHead(
        scheme=rules.scheme,
        kind=FormKind.DISPATCH,
        period=str(checklist.period),
        span=chinese_period(checklist.period),
        unit=town,
        unit_name=rules.register.town_names()[town],
        revision=revision,
    )
    tasks = [task for item in items for task in item.tasks]
    return NamedForm(head.file, dispatch_form(head, tasks, due_dates(checklist, town), villages, before))


def before_of(ledger: Ledger, folder: DiskFolder, rules: Rules, town: str) -> tuple[Dispatched, ...]:
    """What a town wants by its table as it lies, else what it wanted in the period before."""
    faults = Faults()
    try:
        lying = load_dispatch(folder, rules.checklist, rules.register, town, faults)
    except Refused:
        lying = ()
    if lying and not faults.found:
        return lying
    due = due_dates(rules.checklist, town)
    last = _sent_on(ledger, rules.checklist.period.previous, town)
    return tuple(replace(row, due=due[row.task], reason="") for row in last if row.task in due)


def _sent_on(ledger: Ledger, period: Period, town: str) -> tuple[Dispatched, ...]:
    """How a town broke a period's tasks down last."""
    events = [one for one in ledger.events(ChecklistEvent.DISPATCH, str(period)) if one.subject == town]
    return dispatched_of(ledger, events[-1]) if events else ()
