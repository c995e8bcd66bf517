"""The papers of a checklist: the city's list, a sheet for each department, a list for each village."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from qsq.documents.checklist.department_sheet import AskedRow, write_department_sheet
from qsq.documents.checklist.lists import city_list, village_list
from qsq.documents.writers.excel import write_list
from qsq.domain.county.places import TOWN_DEPARTMENT, Village
from qsq.domain.observed.observation import VillageTask
from qsq.domain.scheme.checklist import Item
from qsq.domain.scheme.checklist_changes import Dispatched, rows_for
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.file_names import file_name
from qsq.intake.observations import observations_folder
from qsq.year.desk.loading import Rules
from qsq.year.desk.progress import Progress


class ChecklistPapers:
    """Writes the files of a checklist into a folder."""

    def __init__(self, root: Path, rules: Rules, targets: Mapping[VillageTask, Fraction]) -> None:
        self.root = root
        self.rules = rules
        self.targets = targets
        self.created = rules.checklist.period.first_day
        self.departments = rules.register.department_names()
        self.towns = rules.register.town_names()

    def write(self, progress: Progress) -> None:
        """Everything that the city issues."""
        checklist, villages = self.rules.checklist, self.rules.register.evaluated
        issuing = list(dict.fromkeys(item.department for item in checklist.items))
        with progress(checklist.title, 1 + len(issuing) + len(villages)) as step:
            write_list(
                self.root / file_name(checklist.title, ending=".xlsx"),
                city_list(self.rules.scheme, checklist, self.departments),
                self.created,
            )
            step()
            (self.root / "departments").mkdir()
            for department in issuing:
                self._department(department)
                step()
            for village in villages:
                self._village(self._town_folder(village.town_code), village, {})
                step()
            for town in checklist.towns:
                self._town(town.town_code)

    def _department(self, department: str) -> None:
        items = [item for item in self.rules.checklist.items if item.department == department]
        path = self.root / "departments" / file_name(department, ending=".xlsx")
        self._sheet(path, self.departments[department], list(self._asked(items)))

    def _town(self, town_code: str) -> None:
        """The sheet in which a town marks what it added."""
        items = self.rules.checklist.of_town(town_code).add
        rows = [row for row in self._asked(items) if row.village.town_code == town_code]
        if rows:
            path = self._town_folder(town_code) / self._form_of(town_code)
            self._sheet(path, self.towns[town_code], rows)

    @staticmethod
    def _form_of(town_code: str) -> str:
        return file_name(f"{TOWN_DEPARTMENT}-{town_code}", ending=".xlsx")

    def _sheet(self, path: Path, name: str, rows: list[AskedRow]) -> None:
        title = f"{chinese_period(self.rules.checklist.period)} {name} 评分意见"
        write_department_sheet(path, title, self.created, rows, self._return_to())

    def _return_to(self) -> str:
        """Whom a sheet that is filled in goes to, and where it is laid."""
        period = self.rules.checklist.period
        return f"{self.rules.scheme.office_short}，放入 {observations_folder(period)}/ 文件夹"

    def _asked(self, items: list[Item] | tuple[Item, ...]) -> Iterator[AskedRow]:
        """Every task of the items for every village to which it applies."""
        checklist = self.rules.checklist
        dropped = {town.town_code: town.dropped for town in checklist.towns}
        for item in items:
            for task in item.tasks:
                for village in self.rules.register.evaluated:
                    if item.id not in dropped.get(village.town_code, ()) and item.is_for(village):
                        yield AskedRow(village, self.towns[village.town_code], task)

    def write_dispatched(self, town_code: str, rows: tuple[Dispatched, ...]) -> None:
        """The lists of a town's villages, with what the town broke its tasks down to."""
        for village in self.rules.register.of_town(town_code):
            self._village(self.root, village, rows_for(village.code, rows))

    def _village(self, folder: Path, village: Village, dispatched: Mapping[str, Dispatched]) -> None:
        content = village_list(
            self.rules.scheme,
            self.rules.checklist,
            village,
            self.towns[village.town_code],
            self.departments,
            self.targets,
            dispatched,
        )
        form = self._form_of(village.town_code)
        name = file_name(village.code, village.name, ending=".xlsx", beside=[form])
        write_list(folder / name, content, self.created)

    def _town_folder(self, town_code: str) -> Path:
        folder = self.root / "towns" / file_name(town_code, self.towns[town_code])
        folder.mkdir(parents=True, exist_ok=True)
        return folder
