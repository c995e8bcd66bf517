"""The workbooks of a checklist: the city's list, a form for each department, a list for each village."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from qsq.documents.checklist.department_sheet import AskedRow, town_form, write_department_sheet
from qsq.domain.scheme.checklist import Item
from qsq.domain.scheme.checklist_changes import Dispatched
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.file_names import file_name
from qsq.intake.observed.observations import observations_folder
from qsq.year.checklist.documents import ChecklistReports
from qsq.year.desk.loading import Rules
from qsq.year.desk.papers import workbook_writers, write_bundles, write_workbooks
from qsq.year.desk.progress import Progress


class ChecklistPapers:
    """Writes the workbooks of a checklist into a folder."""

    def __init__(self, root: Path, rules: Rules, reports: ChecklistReports) -> None:
        self._root, self._rules, self._reports = root, rules, reports
        self._created = rules.checklist.period.first_day
        self._towns = rules.register.town_names()

    def write(self, progress: Progress) -> None:
        """Everything that the city issues."""
        checklist, villages = self._rules.checklist, self._rules.register.evaluated
        issuing = list(dict.fromkeys(item.department for item in checklist.items))
        by_town = dict.fromkeys(village.town_code for village in villages)
        with progress(checklist.title, 1 + len(issuing) + len(villages)) as step:
            (self._root / "departments").mkdir()
            for department in issuing:
                self._department(department)
                step()
            lists = {self._root: [self._reports.city()]}
            lists |= {self._town_folder(town): self._reports.villages(town, ()) for town in by_town}
            write_bundles(lists, workbook_writers(), self._created, step)
            for town in checklist.towns:
                self._town(town.town_code)

    def _department(self, department: str) -> None:
        items = [item for item in self._rules.checklist.items if item.department == department]
        path = self._root / "departments" / file_name(department, ending=".xlsx")
        name = self._rules.register.department_names()[department]
        self._form(path, name, list(self._asked(items)))

    def _town(self, town_code: str) -> None:
        """The form in which a town marks what it added."""
        items = self._rules.checklist.of_town(town_code).add
        rows = [row for row in self._asked(items) if row.village.town_code == town_code]
        if rows:
            path = self._town_folder(town_code) / f"{town_form(town_code)}.xlsx"
            self._form(path, self._towns[town_code], rows)

    def _form(self, path: Path, name: str, rows: list[AskedRow]) -> None:
        title = f"{chinese_period(self._rules.checklist.period)} {name} 评分意见"
        write_department_sheet(path, title, self._created, rows, self._return_to())

    def _return_to(self) -> str:
        """Whom a form that is filled in goes to, and where it is laid."""
        period = self._rules.checklist.period
        return f"{self._rules.scheme.office_short}，放入 {observations_folder(period)}/ 文件夹"

    def _asked(self, items: list[Item] | tuple[Item, ...]) -> Iterator[AskedRow]:
        """Every task of the items for every village to which it applies."""
        checklist = self._rules.checklist
        dropped = {town.town_code: town.dropped for town in checklist.towns}
        for item in items:
            for task in item.tasks:
                for village in self._rules.register.evaluated:
                    if item.id not in dropped.get(village.town_code, ()) and item.is_for(village):
                        yield AskedRow(village, self._towns[village.town_code], task)

    def write_dispatched(self, town_code: str, rows: Sequence[Dispatched]) -> None:
        """The lists of a town's villages, with what the town broke its tasks down to."""
        write_workbooks(self._root, self._reports.villages(town_code, rows), self._created)

    def _town_folder(self, town_code: str) -> Path:
        folder = self._root / "towns" / file_name(town_code, self._towns[town_code])
        folder.mkdir(parents=True, exist_ok=True)
        return folder
