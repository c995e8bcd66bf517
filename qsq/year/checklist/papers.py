"""The workbooks of a checklist: the city's list, a form for each department, a list for each village."""

from collections.abc import Sequence
from pathlib import Path

from qsq.documents.checklist.department_sheet import write_department_sheet
from qsq.domain.scheme.checklist_changes import Dispatched
from qsq.domain.values.file_names import file_name
from qsq.year.checklist.documents import ChecklistReports
from qsq.year.checklist.forms import ChecklistForms
from qsq.year.desk.loading import Rules
from qsq.year.desk.papers import workbook_writers, write_bundles, write_workbooks
from qsq.year.desk.progress import Progress


class ChecklistPapers:
    """Writes the workbooks of a checklist into a folder."""

    def __init__(self, root: Path, rules: Rules, reports: ChecklistReports) -> None:
        self._root, self._rules, self._reports = root, rules, reports
        self._created = rules.checklist.period.first_day
        self._towns = rules.register.town_names()

    def write(self, forms: ChecklistForms, progress: Progress) -> None:
        """Everything that the city issues."""
        checklist, villages = self._rules.checklist, self._rules.register.evaluated
        issuing = list(forms.of_departments())
        by_town = dict.fromkeys(village.town_code for village in villages)
        with progress(checklist.title, 1 + len(issuing) + len(villages)) as step:
            (self._root / "departments").mkdir()
            for name, form in issuing:
                write_department_sheet(self._root / "departments" / name, form, self._created)
                step()
            lists = {self._root: [self._reports.city()]}
            lists |= {self._town_folder(town): self._reports.villages(town, ()) for town in by_town}
            write_bundles(lists, workbook_writers(), self._created, step)
            for town_code, name, form in forms.of_towns():
                write_department_sheet(self._town_folder(town_code) / name, form, self._created)

    def write_dispatched(self, town_code: str, rows: Sequence[Dispatched]) -> None:
        """The lists of a town's villages, with what the town broke its tasks down to."""
        write_workbooks(self._root, self._reports.villages(town_code, rows), self._created)

    def _town_folder(self, town_code: str) -> Path:
        folder = self._root / "towns" / file_name(town_code, self._towns[town_code])
        folder.mkdir(parents=True, exist_ok=True)
        return folder
