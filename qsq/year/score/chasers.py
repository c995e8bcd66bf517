"""催报: whoever owes observations gets the form, filled in as far as it is, and red where it lacks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from qsq.documents.checklist.department_form import DepartmentForm
from qsq.documents.checklist.department_sheet import Cells, write_department_sheet
from qsq.documents.document import Bundle
from qsq.documents.score.chaser_list import LIST, chaser_list
from qsq.domain.county.officials import Level, Unit
from qsq.domain.faults import Faults, OutOfOrder, message
from qsq.domain.forms.stamp import FormKind
from qsq.domain.observed.observation import Observation
from qsq.domain.scheme.department_sheet import NOTE
from qsq.domain.steps.event_kinds import ChecklistEvent
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.periods import Period
from qsq.intake.officials import office_names
from qsq.scoring.completeness import Owed
from qsq.year.checklist.forms import ChecklistForms
from qsq.year.checklist.rules_and_targets import asked_then, load_asked
from qsq.year.desk.acting import Acting
from qsq.year.desk.papers import write_workbooks
from qsq.year.desk.writing import folder_written_whole
from qsq.year.score.check import Completeness, check, owed_by_unit

_CALLED = f"催报{FormKind.SCORES.chinese}"


@dataclass(frozen=True, slots=True)
class Chased:
    """The chasers of a period.

    Attributes:
        departments: how many departments owe observations.
        missing: how many observations they owe.
        forms: paths from the workspace's root, and that of the list of who owes.
    """

    period: Period
    departments: int
    missing: int
    forms: tuple[str, ...]

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "period": str(self.period),
            "departments": self.departments,
            "missing": self.missing,
            "forms": list(self.forms),
        }


def chase(acting: Acting, period: Period) -> Chased:
    """Write a form for whoever owes observations; see `Workspace.score.chase`."""
    acting.allow_city()
    found = check(acting.office, period)
    departments = len({one.department for one in found.owed})
    forms = _written(acting, found) if found.owed else ()
    return Chased(period, departments, len(found.owed), forms)


def _written(acting: Acting, found: Completeness) -> tuple[str, ...]:
    owing, names = owed_by_unit(found.owed), office_names(found.register)
    forms, root = dict(_forms(acting, found.period)), acting.office.root
    due = next(iter(forms.values()))[1].due
    totals = [(names[unit], len(lacking)) for unit, lacking in owing.items()]
    listed = chaser_list(acting.scheme.name, chinese_period(found.period), due, totals)
    target = root / "out" / str(found.period) / "chasers"
    with folder_written_whole(root, target) as made_in:
        write_workbooks(made_in, [Bundle(LIST, (listed,))], due)
        for unit, lacking in owing.items():
            file, form = forms[unit]
            cells = _cells(form, lacking)
            told, entries = _with_count(form, len(lacking)), _entries(form, found.observations)
            write_department_sheet(made_in / file, told, found.period.first_day, entries, lacking=cells)
    return acting.office.files_in(target)


def _forms(acting: Acting, period: Period) -> Iterator[tuple[Unit, tuple[str, DepartmentForm]]]:
    """The forms of all units as they were issued, a town's as it asks by now, with the names of their files.

    Raises:
        OutOfOrder: the list was not issued.
        Refused: what towns ask by now is wrong; all faults are listed.
    """
    with acting.office.ledger_to_read() as ledger:
        issued = ledger.events(ChecklistEvent.ISSUE, str(period))
        if not issued:
            raise OutOfOrder(
                message(
                    "the checklist of {period} is not issued; first, by the city: qsq checklist issue"
                    " {period}",
                    period=period,
                )
            )
        then, faults = asked_then(ledger, issued[-1]), Faults()
    now = load_asked(acting.office.folder(), period, faults)
    faults.refuse()
    revision = int(issued[-1].payload["revision"])
    for file, form in ChecklistForms(then, revision, _CALLED).of_departments():
        yield Unit(Level.DEPARTMENT, form.stamp.unit), (file, form)
    for town, file, form in ChecklistForms(now or then, revision, _CALLED).of_towns():
        yield Unit(Level.TOWN, town), (file, form)


def _with_count(form: DepartmentForm, count: int) -> DepartmentForm:
    """The form that says how much lacks."""
    told = ("催报", f"还缺{count}条评分意见，见红色的格；填过的已经带上，填好交回本表")
    cover = replace(form.cover, facts=(told, *form.cover.facts))
    return replace(form, title=f"{form.title}　催报：还缺{count}条", cover=cover)


def _cells(form: DepartmentForm, lacking: Sequence[Owed]) -> frozenset[tuple[str, str]]:
    """The cells of what lacks, by village and column: all rounds of a task of which none is in."""
    owed = {(one.village_code, one.task) for one in lacking}
    return frozenset(
        (code, column.name)
        for column in form.columns
        for code in column.asked
        if (code, column.task.id) in owed
    )


def _entries(form: DepartmentForm, seen: Mapping[str, Mapping[str, Observation]]) -> Cells:
    """What was handed in, by village and column; what does not apply has its reason in its cell."""
    found, notes = {}, dict[str, list[str]]()
    for column in form.columns:
        for code in column.asked:
            one = seen.get(code, {}).get(column.name)
            if one is None:
                continue
            found[code, column.name] = f"不适用：{one.note}" if one.value is None else one.text
            if one.value is not None and one.note:
                notes.setdefault(code, []).append(one.note)
    return found | {(code, NOTE): "；".join(dict.fromkeys(said)) for code, said in notes.items()}
