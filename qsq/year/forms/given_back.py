"""A form that was refused is given back as it was filled in, with its faulty cells red and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qsq.documents.checklist.department_form import DepartmentForm, form_file
from qsq.documents.checklist.department_sheet import write_department_sheet
from qsq.domain.faults import Fault
from qsq.domain.scheme.department_sheet import CODE, NOTE
from qsq.domain.values.periods import Period
from qsq.domain.values.texts import in_sight
from qsq.intake.forms.grids import Grids
from qsq.intake.sheets.spelling import half_width
from qsq.year.desk.office import Say
from qsq.year.desk.writing import file_made_whole, inside

_MOST_LISTED = 40
"""Faults that the cover lists; all of them stand beside their cells."""


@dataclass(frozen=True, slots=True)
class GivenBack:
    """Where a form is given back, and in which words.

    Attributes:
        root: the workspace's.
        name: of whom it is, as people call it.
    """

    root: Path
    period: Period
    name: str
    say: Say

    @property
    def file(self) -> str:
        """The marked copy, from the workspace's root."""
        return returned_file(self.period, self.name)

    def write(self, form: DepartmentForm, grids: Grids, faults: Sequence[Fault]) -> None:
        """The form with what was entered in it; rows and columns stand as they were issued."""
        target = inside(self.root, self.root / self.file)
        target.parent.mkdir(parents=True, exist_ok=True)
        with file_made_whole(target) as made:
            marked = _with_list(form, faults, self.say)
            entries, marks = _entered(form, grids), _marks(grids, faults, self.say)
            write_department_sheet(made, marked, self.period.first_day, entries, marks)


def returned_file(period: Period, name: str) -> str:
    """Where a form is given back, from the workspace's root; `name` is a department's or a town's."""
    return f"out/{period}/returned/{form_file(period, name)}（退回）.xlsx"


_Cells = dict[tuple[str, str], str]


def _entered(form: DepartmentForm, grids: Grids) -> _Cells:
    """What was entered, by village and column; of a village that stands twice what stands first."""
    names, found = [field.name for field in form.fields if field.entry], _Cells()
    for grid in grids.by_sheet.values():
        for number in grid.below:
            code = half_width(grid.text(number, CODE))
            for name in names:
                text = grid.text(number, name)
                if text:
                    found.setdefault((code, name), in_sight(text))
    return found


def _marks(grids: Grids, faults: Sequence[Fault], say: Say) -> _Cells:
    """What is wrong with a cell; what is wrong with a row stands at its note."""
    found: dict[tuple[str, str], list[str]] = {}
    for fault in faults:
        spot = grids.at(fault.place.where)
        if spot is not None and spot.number > spot.grid.header:
            key = half_width(spot.grid.text(spot.number, CODE)), half_width(spot.column) or NOTE
            found.setdefault(key, []).append(say(fault.shown))
    return {key: "\n".join(said) for key, said in found.items()}


def _with_list(form: DepartmentForm, faults: Sequence[Fault], say: Say) -> DepartmentForm:
    """The form whose cover says what is wrong."""
    first = faults[:_MOST_LISTED]
    listed = tuple(
        (fault.place.seen or ("表头" if fault.place.where else "整表"), say(fault.shown)) for fault in first
    )
    told = ("退回", f"有{len(faults)}处要改，见红色的格和批注、下面的清单；改好后交回本表")
    cover = replace(form.cover, facts=(told, *form.cover.facts), details=(*listed, *form.cover.details))
    return replace(form, cover=cover)
