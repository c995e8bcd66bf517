"""The forms of a period's checklist: one for each department, one for each town that added items."""

from collections.abc import Iterator
from dataclasses import dataclass

from qsq.documents.checklist.department_form import (
    AskedRow,
    DepartmentForm,
    Return,
    department_form,
    form_file,
)
from qsq.domain.county.officials import Level, Unit
from qsq.domain.forms.stamp import FormKind, Stamp
from qsq.domain.scheme.checklist import Item
from qsq.domain.values.chinese_dates import chinese_period
from qsq.year.checklist.rules_and_targets import RulesAndTargets


@dataclass(frozen=True, slots=True)
class ChecklistForms:
    """The forms that a list asks its marks with.

    Attributes:
        revision: of the list that was issued.
        called: what their files are called.
    """

    asked: RulesAndTargets
    revision: int
    called: str = FormKind.SCORES.chinese

    def of_departments(self) -> Iterator[tuple[str, DepartmentForm]]:
        """Each with the name of its file."""
        taken: set[str] = set()
        for department in dict.fromkeys(item.department for item in self.asked.rules.checklist.items):
            form = self.of(Unit(Level.DEPARTMENT, department))
            if form is not None:
                yield self._file(self._names[department], department, taken), form

    def of_towns(self) -> Iterator[tuple[str, str, DepartmentForm]]:
        """Each with its town's code and the name of its file."""
        for town in self.asked.rules.checklist.towns:
            form = self.of(Unit(Level.TOWN, town.town_code))
            if form is not None:
                yield town.town_code, self._file(self._towns[town.town_code], town.town_code, set()), form

    def of(self, unit: Unit) -> DepartmentForm | None:
        """The form of a department or a town; None where it is asked nothing."""
        of_town = unit.level is Level.TOWN
        rows = list(self._rows_of_town(unit.code) if of_town else self._rows_of_department(unit.code))
        if not rows:
            return None
        rules, name = self.asked.rules, (self._towns if of_town else self._names)[unit.code]
        stamp = Stamp(
            scheme=rules.scheme.city_code,
            form=FormKind.SCORES,
            period=str(rules.checklist.period),
            unit=unit.code,
            revision=self.revision,
            digest="",
        )
        return department_form(stamp, (chinese_period(rules.checklist.period), name), rows, self._back())

    @property
    def _names(self) -> dict[str, str]:
        return self.asked.rules.register.department_names()

    @property
    def _towns(self) -> dict[str, str]:
        return self.asked.rules.register.town_names()

    def _rows_of_department(self, department: str) -> Iterator[AskedRow]:
        for item in self.asked.rules.checklist.items:
            if item.department == department:
                yield from self._rows(item)

    def _rows_of_town(self, town_code: str) -> Iterator[AskedRow]:
        for item in self.asked.rules.checklist.of_town(town_code).add:
            yield from (row for row in self._rows(item) if row.village.town_code == town_code)

    def _rows(self, item: Item) -> Iterator[AskedRow]:
        """Every task of an item for every village to which it applies."""
        rules, towns = self.asked.rules, self._towns
        dropped = {town.town_code: town.dropped for town in rules.checklist.towns}
        for task in item.tasks:
            for village in rules.register.evaluated:
                if item.id not in dropped.get(village.town_code, ()) and item.is_for(village):
                    target = self.asked.targets.get((village.code, task.id)) if task.per_village else None
                    yield AskedRow(village, towns[village.town_code], item, task, target)

    def _back(self) -> Return:
        scheme = self.asked.rules.scheme
        return Return(scheme.office_short, self.asked.rules.checklist.due, scheme.office.to_ask)

    def _file(self, name: str, code: str, taken: set[str]) -> str:
        """Period and name; the code too where two have one name."""
        period = self.asked.rules.checklist.period
        file = form_file(period, name, self.called)
        if file.casefold() in taken:
            file = form_file(period, f"{name}（{code}）", self.called)
        taken.add(file.casefold())
        return f"{file}.xlsx"
