"""A department's form that came back: whose it is, of which period, and whether it is as printed.

A table of an office's own has no stamp, and is read as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from qsq.documents.checklist.department_form import DepartmentForm
from qsq.domain.county.officials import Level, Unit
from qsq.domain.county.places import Register
from qsq.domain.faults import Fault, Faults, Place, Refused
from qsq.domain.folder import Folder
from qsq.domain.forms.stamp import FormKind, Stamp
from qsq.domain.steps.event_kinds import ChecklistEvent
from qsq.domain.values.periods import Period
from qsq.domain.values.texts import quoted
from qsq.intake.forms.stamps import changed_cells, changed_heads, read_stamp
from qsq.intake.observed.observation_shapes import columns_of
from qsq.intake.tables import read_tables
from qsq.ledger.ledger import Event, Ledger
from qsq.year.checklist.forms import ChecklistForms
from qsq.year.checklist.rules_and_targets import asked_then, load_asked
from qsq.year.desk.loading import Rules
from qsq.year.forms.older import changed_since


@dataclass(frozen=True, slots=True)
class HandedInForm:
    """A form that came back, with what it was printed from."""

    stamp: Stamp
    form: DepartmentForm


def check_form(
    folder: Folder, ledger: Ledger, rules: Rules, unit: Unit, path: str, faults: Faults
) -> HandedInForm | None:
    """The form that lies at `path` of `folder`; None where it has no stamp, or is another's (noted).

    Args:
        folder: the workspace, with the file in it.
        ledger: tells what was issued.
        rules: of the period of which observations are handed in.
        unit: whose they are.
        path: of the file.
        faults: takes what is wrong: another form, or what was changed in what is locked.
    """
    stamp = read_stamp(path, folder.read(path) or b"")
    if stamp is None:
        return None
    period, before = rules.checklist.period, faults.noted
    issued = ledger.events(ChecklistEvent.ISSUE, str(period))
    _refuse_other(stamp, rules, unit, path, faults)
    if faults.noted == before and stamp.revision > _revision(issued):
        faults.add(
            Place(path),
            "this form is of revision {found} of {period}, which was not issued here; issue the list and fill"
            " in that form",
            found=stamp.revision,
            period=period,
        )
    if faults.noted > before:
        return None
    form = _as_issued(folder, ledger, issued, stamp, unit)
    if stamp.revision < _revision(issued):
        _refuse_older(path, stamp, _of_older(ledger, issued, stamp, unit), form, _revision(issued), faults)
    elif form is None:
        faults.add(Place(path), "nothing is asked of {unit} in {period}", unit=unit, period=period)
    if form is None or faults.noted > before:
        return None
    _refuse_changes(folder, path, stamp, form, faults)
    return HandedInForm(stamp, form)


def _refuse_other(stamp: Stamp, rules: Rules, unit: Unit, path: str, faults: Faults) -> None:
    """Another kind of form, another city's, another period's, another unit's: each with what to do."""
    city, period, register = rules.scheme.city_code, rules.checklist.period, rules.register
    names = {**register.town_names(), **register.department_names()}
    if stamp.form is not FormKind.SCORES:
        faults.add(
            Place(path),
            "this form is a {found}; expected a {expected}",
            found=stamp.form.chinese,
            expected=FormKind.SCORES.chinese,
        )
    if stamp.scheme != city:
        faults.add(
            Place(path),
            "this form is of the city {found}; expected one of {expected}: send it back",
            found=quoted(stamp.scheme),
            expected=quoted(city),
        )
    if stamp.period != str(period):
        faults.add(
            Place(path),
            "this form is of {found}; expected one of {period}: hand it in for {found}, or fill in the form"
            " of {period}",
            found=stamp.period,
            period=period,
        )
    if stamp.unit != unit.code:
        faults.add(
            Place(path),
            "this is the form of {found}; expected the one of {unit}: hand it in for {found}",
            found=quoted(names.get(stamp.unit, stamp.unit)),
            unit=quoted(unit_name(register, unit)),
        )


def unit_name(register: Register, unit: Unit) -> str:
    """What people call a department or a town."""
    names = register.town_names() if unit.level is Level.TOWN else register.department_names()
    return names.get(unit.code, unit.code)


def _revision(issued: Sequence[Event]) -> int:
    """The newest revision; 0 where none was issued."""
    return int(issued[-1].payload["revision"]) if issued else 0


def _of_older(ledger: Ledger, issued: Sequence[Event], stamp: Stamp, unit: Unit) -> DepartmentForm | None:
    """The form as an older revision printed it; None where it was not recorded, or asked nothing."""
    for event in issued:
        if int(event.payload["revision"]) == stamp.revision:
            try:
                return ChecklistForms(asked_then(ledger, event), stamp.revision).of(unit)
            except Refused:  # an earlier program's record, which cannot be read any more
                return None
    return None


def _refuse_older(
    path: str,
    stamp: Stamp,
    then: DepartmentForm | None,
    now: DepartmentForm | None,
    newest: int,
    faults: Faults,
) -> None:
    """Note an older revision's form where the newest asks something else, and what; else it is as good."""
    changed = changed_since(then, now) if then and now else None
    if changed == ():
        return
    faults.add(
        Place(path),
        "this form is of revision {found} of {period}; revision {newest} was issued since: copy the figures"
        " into that form",
        found=stamp.revision,
        period=stamp.period,
        newest=newest,
    )
    faults.found += [Fault(Place(path), what) for what in changed or ()]


def _as_issued(
    folder: Folder, ledger: Ledger, issued: tuple[Event, ...], stamp: Stamp, unit: Unit
) -> DepartmentForm | None:
    """The form as it was printed: from what was recorded, or from files that a town has changed since."""
    recorded = ChecklistForms(asked_then(ledger, issued[-1]), stamp.revision).of(unit)
    if unit.level is Level.DEPARTMENT or (recorded and stamp.fits(recorded.stamp.digest)):
        return recorded
    asked = load_asked(folder, Period.read(stamp.period), Faults())
    return ChecklistForms(asked, stamp.revision).of(unit) if asked else recorded


def _refuse_changes(folder: Folder, path: str, stamp: Stamp, form: DepartmentForm, faults: Faults) -> None:
    """What is locked and was changed; tables that cannot be read are told of where they are read."""
    heads = {column.name: column.head for column in form.columns}
    for table in read_tables(folder, path, columns_of, Faults()):
        changed_cells(table, stamp, form.locked, form.locked_rows, faults)
        changed_heads(table, heads, faults)
