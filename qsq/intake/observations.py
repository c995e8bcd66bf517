"""data/YEAR/qN/observations/* → what the departments and towns saw (CONTRACT.md section 4)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from qsq.domain.checklist import Checklist, Item, Task
from qsq.domain.department_sheet import AIDS, TOWN_AID, VILLAGE_AID
from qsq.domain.faults import Fault, Faults, Message, Place, message
from qsq.domain.folder import Folder
from qsq.domain.observation import NOT_APPLICABLE, Observation
from qsq.domain.periods import Period
from qsq.domain.places import Kind, Register, Village
from qsq.intake.tables import Columns, Row, Table, code_of, read_csv
from qsq.intake.values import read_value

OBSERVATIONS = Columns(("village_code", "task", "value", "note"), ("round",), aids=AIDS)


def observations_folder(period: Period) -> str:
    """Where a period's observations stand."""
    return f"data/{period.year}/{period.key}/observations"


@dataclass(slots=True)
class Observed:
    """What was read.

    Attributes:
        by_village: observations by village code, then by the name of the task's round.
        left_out: those of villages that take no part, which nothing is made of.
        not_read: files of the folder that are neither .csv nor .xlsx.
    """

    by_village: dict[str, dict[str, Observation]] = field(default_factory=dict)
    left_out: list[Place] = field(default_factory=list)
    not_read: list[Fault] = field(default_factory=list)


def load_observations(folder: Folder, checklist: Checklist, register: Register, faults: Faults) -> Observed:
    """All observations of a period; what is wrong with them is noted, row by row."""
    reader, not_read = _Reader(checklist, register, faults), []
    path = observations_folder(checklist.period)
    for name in folder.names(path):
        file = f"{path}/{name}"
        if name.startswith((".", "~$")):
            continue
        suffix = name.rpartition(".")[2].lower()
        if suffix == "csv":
            table = read_csv(folder, file, OBSERVATIONS, faults)
            tables = [] if table is None else [table]
        elif suffix == "xlsx":
            from qsq.intake.excel import read_workbook  # noqa: PLC0415 - read only where there is a workbook

            tables = read_workbook(file, folder.read(file) or b"", OBSERVATIONS, ("village_code",), faults)
        else:
            unread = message("{file} is not read: only .csv and .xlsx are", file=file)
            not_read.append(Fault(Place(file), unread))
            continue
        for table in tables:
            reader.read(table)
    observed = reader.observed()
    observed.not_read = not_read
    return observed


class _Reader:
    """Reads tables of observations; a period has tens of thousands, so the common row goes a short way."""

    def __init__(self, checklist: Checklist, register: Register, faults: Faults) -> None:
        self.faults = faults
        self.checklist = checklist
        self.register = register
        self.villages = {village.code: village for village in register.villages}
        self.towns = register.town_names()
        self.asked_of_alike: dict[tuple[str, Kind, str], dict[str, Task]] = {}
        self.asked = {village.code: self._asked_of(village) for village in register.villages}
        self.tables: list[Table] = []
        self.made: dict[tuple[int, str, str], Observation] = {}
        self.stated: dict[str, dict[str, Observation]] = {code: {} for code in self.villages}

    def read(self, table: Table) -> None:
        """Take a table's rows; what is wrong is noted."""
        self.tables.append(table)
        doubtful = bool(table.numbers) or not table.at.keys().isdisjoint(AIDS)
        asked_of, stated_of, made = self.asked, self.stated, self.made
        for number, cells in table.lines:
            code, name, text, note, number_of_round = cells[:5]
            if number_of_round:
                name = _name(name, number_of_round)
            task = asked_of.get(code, _NOTHING).get(name)
            if task is None or doubtful:
                task = self._looked_into(Row(table, number, cells))
            if task is None or not text:
                continue
            seen = made.get((id(task), text, note)) or self._observation(Row(table, number, cells), task)
            stated = stated_of[code]
            if name in stated:
                self._twice(Row(table, number, cells))
            else:
                stated[name] = seen

    def observed(self) -> Observed:
        """All that was stated, less what takes no part."""
        found = Observed()
        for code, stated in self.stated.items():
            if not self.villages[code].evaluated:
                found.left_out += [self._first(code, name) for name in stated]
                stated.clear()
        found.by_village = self.stated
        return found

    def _looked_into(self, row: Row) -> Task | None:
        """The task of a row that may be wrong; None, with faults noted, where nothing can be stated."""
        code = code_of(row, "village_code", self.villages, "village_code", self.faults)
        village = None if code is None else self.villages[code]
        if village is None:
            task = _tasks(self.checklist.all_items).get(_named(row))
        else:
            self._check_names(row, village)
            task = self.asked[village.code].get(_named(row))
        if task is None:
            self._unknown(row, village)
        elif village is None and row["value"]:
            self._observation(row, task)
        return None if village is None else task

    def _twice(self, row: Row) -> None:
        code, name = row["village_code"], _named(row)
        self.faults.add(
            row.place("village_code"),
            "{village} and {task} stand twice, first at {first}; keep one of them, even where they agree",
            village=code,
            task=name,
            first=self._first(code, name),
        )

    def _first(self, code: str, name: str) -> Place:
        """Where a village and task stand first."""
        rows = (row for table in self.tables for row in table.rows() if row["value"])
        return next(
            row.place("village_code") for row in rows if row["village_code"] == code and _named(row) == name
        )

    def _asked_of(self, village: Village) -> dict[str, Task]:
        """What is read of a village, by the name of the round; of one that takes no part, anything."""
        if not village.evaluated:
            return _tasks(self.checklist.items_of(village.town_code))
        alike = village.town_code, village.kind, village.group
        if alike not in self.asked_of_alike:
            self.asked_of_alike[alike] = _tasks(self.checklist.items_for(village))
        return self.asked_of_alike[alike]

    def _unknown(self, row: Row, village: Village | None) -> None:
        """A round that there is not, an item that is not for the village, or no task at all."""
        name = row["task"]
        items = self.checklist.all_items if village is None else self.checklist.items_of(village.town_code)
        known = _tasks(items)
        if village is not None and _named(row) in known:
            if row["value"] not in ("", NOT_APPLICABLE):
                self.faults.add(
                    row.place("value"),
                    "found {found} for {task}, which does not apply to {village} {name}: the item is for"
                    " other villages, or the town drops it; expected an empty cell or NA",
                    found=f"“{row['value']}”",
                    task=name,
                    village=village.code,
                    name=village.name,
                )
        elif name in known:
            self.faults.add(
                row.place("round"),
                "found round {found} of {task}; expected 1 … {rounds}",
                found=f"“{row['round']}”",
                task=name,
                rounds=len(known[name].rounds),
            )
        else:
            self._unknown_task(row, name, village)

    def _unknown_task(self, row: Row, name: str, village: Village | None) -> None:
        if not name:
            self.faults.add(row.place("task"), "the task is missing; expected item.task as in the checklist")
            return
        if village is None:
            self.faults.add(
                row.place("task"), "there is no task {found}; expected item.task as in the rules", found=name
            )
            return
        self.faults.add(
            row.place("task"),
            "there is no task {found} in the checklist of {town}; expected item.task as in the rules",
            found=name,
            town=self.towns[village.town_code],
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

    def _observation(self, row: Row, task: Task) -> Observation:
        """What a row states; where it is unfit, which is noted, it holds its place without a value."""
        text, note = row["value"], row["note"]
        value = None if text == NOT_APPLICABLE else read_value(task, text)
        if isinstance(value, Message):
            self.faults.add(row.place("value"), "{task}: {problem}", task=task.id, problem=value)
            return Observation(text, None, note)
        seen = Observation(text, value, note)
        if value is None and not note:
            self.faults.add(row.place("note"), "NA needs a note that says why the task does not apply")
            return seen
        self.made[id(task), text, note] = seen
        return seen


_NOTHING: dict[str, Task] = {}


def _tasks(items: Sequence[Item]) -> dict[str, Task]:
    return {name: task for item in items for task in item.tasks for name in task.rounds}


def _named(row: Row) -> str:
    """The name of the round that a row is about."""
    return _name(row["task"], row["round"])


def _name(task: str, number: str) -> str:
    """The name of a round's observations from what a row says; empty is the first round."""
    return task if number in {"", "1"} else f"{task}#{number}"
