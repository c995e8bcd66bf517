"""data/YEAR/qN/observations/* → what the departments and towns saw (CONTRACT.md section 4)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qsq.domain.checklist import Checklist, Item, Task
from qsq.domain.department_sheet import AIDS, TOWN_AID, VILLAGE_AID
from qsq.domain.faults import Faults, Message, Place
from qsq.domain.folder import Folder
from qsq.domain.observation import NOT_APPLICABLE, Observation
from qsq.domain.periods import Quarter
from qsq.domain.places import Register, Village
from qsq.intake.excel import read_workbook
from qsq.intake.tables import Columns, Row, Table, code_of, read_csv
from qsq.intake.values import read_value

if TYPE_CHECKING:
    from qsq.domain.methods import Value

OBSERVATIONS = Columns(("village_code", "task", "value", "note"), aids=AIDS)


def observations_folder(quarter: Quarter) -> str:
    """Where a quarter's observations stand."""
    return f"data/{quarter.year}/{quarter.key}/observations"


@dataclass(slots=True)
class Observed:
    """What was read.

    Attributes:
        by_village: observations by village code, then task id.
        left_out: those of villages and items that take no part, which nothing is made of.
    """

    by_village: dict[str, dict[str, Observation]] = field(default_factory=dict)
    left_out: list[Place] = field(default_factory=list)
    not_read: list[Place] = field(default_factory=list)


def load_observations(folder: Folder, checklist: Checklist, register: Register, faults: Faults) -> Observed:
    """All observations of a quarter; what is wrong with them is noted, row by row."""
    reader = _Reader(checklist, register, faults)
    path = observations_folder(checklist.quarter)
    for name in folder.names(path):
        file = f"{path}/{name}"
        if name.startswith((".", "~$")):
            continue
        suffix = name.rpartition(".")[2].lower()
        if suffix == "csv":
            table = read_csv(folder, file, OBSERVATIONS, faults)
            reader.read([table] if table else [])
        elif suffix == "xlsx":
            content = folder.read(file) or b""
            reader.read(read_workbook(file, content, OBSERVATIONS, ("village_code",), faults))
        else:
            reader.observed.not_read.append(Place(file))
    return reader.observed


class _Reader:
    def __init__(self, checklist: Checklist, register: Register, faults: Faults) -> None:
        self.faults = faults
        self.villages = {village.code: village for village in register.villages}
        self.towns = register.town_names()
        self.checklist = checklist
        self.tasks: dict[str, dict[str, Task]] = {}
        self.dropped = {rules.town_code: rules.dropped for rules in checklist.towns}
        self.values: dict[tuple[int, str], Value | Message] = {}
        self.first: dict[tuple[str, str], Row] = {}
        self.observed = Observed()

    def read(self, tables: list[Table]) -> None:
        for table in tables:
            for row in table.rows():
                self._row(row)

    def _row(self, row: Row) -> None:
        code, name, text = row["village_code"], row["task"], row["value"]
        known = code_of(row, "village_code", self.villages, "village_code", self.faults)
        village = self.villages[code] if known else None
        if village is not None:
            self._check_names(row, village)
        task = self._tasks_of(village).get(name)
        if task is None:
            self._unknown_task(row, name, village)
        if task is None or not text:
            return
        observation = self._observation(row, task, text)
        if village is None or self._stands_twice(row, code, name) or observation is None:
            return
        if not village.evaluated or name.partition(".")[0] in self.dropped.get(village.town_code, ()):
            self.observed.left_out.append(row.place("village_code"))
            return
        self.observed.by_village.setdefault(code, {})[name] = observation

    def _tasks_of(self, village: Village | None) -> Mapping[str, Task]:
        """The tasks that a village's town knows; of an unknown village, those that any town knows."""
        town_code = village.town_code if village else ""
        if town_code not in self.tasks:
            items = self.checklist.items_of(town_code) if village else self._all_items()
            self.tasks[town_code] = {task.id: task for item in items for task in item.tasks}
        return self.tasks[town_code]

    def _all_items(self) -> list[Item]:
        return [*self.checklist.items, *(item for town in self.checklist.towns for item in town.add)]

    def _stands_twice(self, row: Row, code: str, name: str) -> bool:
        first = self.first.setdefault((code, name), row)
        if first is row:
            return False
        self.faults.add(
            row.place("village_code"),
            "{village} and {task} stand twice, first at {first}; keep one of them, even where they agree",
            village=code,
            task=name,
            first=first.place("village_code"),
        )
        return True

    def _unknown_task(self, row: Row, name: str, village: Village | None) -> None:
        if not name:
            self.faults.add(row.place("task"), "the task is missing; expected item.task as in the checklist")
            return
        self.faults.add(
            row.place("task"),
            "there is no task {found} in the checklist of {town}; expected item.task as in the rules",
            found=name,
            town=self.towns[village.town_code] if village else "",
        )

    def _check_names(self, row: Row, village: Village) -> None:
        """A sheet of which only some columns were sorted has names beside wrong codes."""
        names = {TOWN_AID: self.towns[village.town_code], VILLAGE_AID: village.name}
        for aid, name in names.items():
            if aid in row.table.at and row[aid] != name:
                self.faults.add(
                    row.place(aid),
                    "found {found} beside the code of {expected}; the rows were mixed up:"
                    " sort whole rows only",
                    found=row[aid],
                    expected=name,
                )

    def _observation(self, row: Row, task: Task, text: str) -> Observation | None:
        note = row["note"]
        if text == NOT_APPLICABLE:
            if not note:
                self.faults.add(row.place("note"), "NA needs a note that says why the task does not apply")
                return None
            return Observation(text, None, note)
        key = id(task), text
        if key not in self.values:
            self.values[key] = read_value(task, text)
        value = self.values[key]
        if isinstance(value, Message):
            self.faults.add(row.place("value"), "{task}: {problem}", task=task.id, problem=value)
            return None
        return Observation(text, value, note)


def rows_of(observed: Observed) -> Iterator[tuple[str, str, Observation]]:
    """All observations by village code and task id, in that order."""
    for code, tasks in sorted(observed.by_village.items()):
        for task, observation in sorted(tasks.items()):
            yield code, task, observation
