"""data/YEAR/qN/observations/* → what the departments and towns saw (CONTRACT.md section 4)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from qsq.domain.county.places import Register, Village, VillageKind
from qsq.domain.faults import Fault, Faults, Message, Place, message
from qsq.domain.folder import Folder
from qsq.domain.observed.observation import NOT_APPLICABLE, Observation
from qsq.domain.scheme.checklist import Checklist, Item, Task
from qsq.domain.scheme.department_sheet import TOWN_AID, VILLAGE_AID
from qsq.domain.values.chinese_dates import periods_named
from qsq.domain.values.periods import Period
from qsq.domain.values.texts import quoted, shortened
from qsq.intake.cells import code_of, refuse_name
from qsq.intake.observed.observation_shapes import NAMES, columns_of, is_of_wide, long_tables, name_of
from qsq.intake.observed.stated import StatedByColumn
from qsq.intake.observed.values import plain_text, read_value
from qsq.intake.observed.whole_rows import Made, WholeRows
from qsq.intake.sheets.spelling import half_width, not_applicable
from qsq.intake.tables import ENDINGS, InputTable, Row, read_tables


def observations_folder(period: Period) -> str:
    """Where a period's observations stand."""
    return f"data/{period.year}/{period.key}/observations"


@dataclass(slots=True)
class Observed:
    """What was read.

    Attributes:
        by_village: observations by village code, then by the name of the task's round.
        left_out: those of villages that take no part, which nothing is made of.
        not_read: files of the folder that are no tables, and its folders.
    """

    by_village: dict[str, dict[str, Observation]] = field(default_factory=dict)
    left_out: list[Place] = field(default_factory=list)
    not_read: list[Fault] = field(default_factory=list)


def load_observations(folder: Folder, checklist: Checklist, register: Register, faults: Faults) -> Observed:
    """All observations of a period; what is wrong with them is noted, row by row."""
    reader, not_read = _ObservationReader(folder, checklist, register, faults), []
    path = observations_folder(checklist.period)
    for name in folder.names(path):
        file = f"{path}/{name}"
        if name.startswith((".", "~$")):
            continue
        if not name.lower().endswith(ENDINGS):
            unread = message("{file} is not read: only .csv, .xlsx, .xls and .ods are", file=file)
            not_read.append(Fault(Place(file), unread))
            continue
        reader.read(file)
    for name in folder.folders(path):
        if not name.startswith("."):
            file = f"{path}/{name}"
            unread = message("{file} is a folder and is not read; put its files beside it", file=file)
            not_read.append(Fault(Place(file), unread))
    observed = reader.observed()
    observed.not_read = not_read
    return observed


def _refuse_other_period(table: InputTable, period: Period, faults: Faults) -> None:
    """A sheet whose title names other periods than this is not this one's, though its tasks may be alike."""
    named = periods_named(table.title, period.kind)
    if named and period not in named:
        faults.add(
            table.place(table.header),
            "this sheet is of {found}; expected one of {period}",
            found=", ".join(map(str, sorted(named))),
            period=period,
        )


class _ObservationReader:
    """Reads tables of observations; a period has tens of thousands, so the common row goes a short way.

    The rows of one file are held at a time: where something stands first is looked up by reading again.
    """

    def __init__(self, folder: Folder, checklist: Checklist, register: Register, faults: Faults) -> None:
        self.folder = folder
        self.faults = faults
        self.checklist = checklist
        self.register = register
        self.villages = {village.code: village for village in register.villages}
        self.towns = register.town_names()
        self.asked_of_alike: dict[tuple[str, VillageKind, str], dict[str, Task]] = {}
        self.asked = {village.code: self._asked_of(village) for village in register.villages}
        self.every = _tasks(checklist.all_items)
        self.of_city = _tasks(checklist.items)
        self.known_in = {code: _tasks(checklist.items_of(code)) for code in self.towns}
        self.files: list[str] = []
        self.made: Made = {}
        self.stated = StatedByColumn(self.villages)
        self.whole_rows = WholeRows(self.of_city, self.asked, self.stated, self.made, self._names_of_code)
        self.twice: list[tuple[Row, str, str]] = []
        self.told: set[Place] = set()

    def read(self, file: str) -> None:
        """Take the rows of a file's tables; what is wrong is noted."""
        self.files.append(file)
        for table in read_tables(self.folder, file, columns_of, self.faults):
            _refuse_other_period(table, self.checklist.period, self.faults)
            if "value" not in table.at:
                table.lines = self.whole_rows.left_over(table)
            for part in long_tables(table, self.every, self.faults):
                self._read_long(part)

    def _read_long(self, table: InputTable) -> None:
        doubtful = bool(table.numbers) or not table.at.keys().isdisjoint(NAMES)
        asked_of, place_of, made = self.asked, self.stated.place, self.made
        for number, cells in table.lines:
            code, name, text, note, number_of_round = cells[:5]
            if number_of_round:
                name = name_of(name, number_of_round)
            task = asked_of.get(code, _NOTHING).get(name)
            if task is None or doubtful:
                code, name, task = self._looked_into(Row(table, number, cells))
            if task is None or not text:
                continue
            seen = made.get((id(task), text, note)) or self._observation(Row(table, number, cells), task)
            column, place = self.stated.column(name), place_of[code]
            if column[place] is None:
                column[place] = seen
            else:
                self.twice.append((Row(table, number, cells), code, name))

    def observed(self) -> Observed:
        """All that was stated, without what takes no part."""
        found = Observed()
        by_village, left_out = self.stated.by_village(), set[tuple[str, str]]()
        for village in self.register.villages:
            if not village.evaluated:
                left_out |= {(village.code, name) for name in by_village[village.code]}
                by_village[village.code] = {}
        first = self._first({(code, name) for _row, code, name in self.twice} | left_out)
        in_order = sorted(filter(left_out.__contains__, first), key=lambda one: self.stated.place[one[0]])
        found.left_out = [first[one] for one in in_order]
        for row, code, name in self.twice:
            self.faults.add(
                row.place("village_code"),
                "{village} and {task} stand twice, first at {first}; keep one of them, even where they agree",
                village=code,
                task=name,
                first=first[code, name],
            )
        found.by_village = by_village
        return found

    def _first(self, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], Place]:
        """Where villages and tasks stand first, in one more pass through the files."""
        found: dict[tuple[str, str], Place] = {}
        keys: dict[tuple[str, str, str], tuple[str, str]] = {}
        for table in self._again() if wanted else ():
            for number, cells in table.lines:
                written = cells[0], cells[1], cells[4]
                key = keys.get(written)
                if key is None:
                    key = keys[written] = half_width(cells[0]), name_of(cells[1], cells[4])
                if key in wanted and key not in found and cells[2]:
                    found[key] = table.place(number, "village_code")
        return found

    def _again(self) -> Iterator[InputTable]:
        """All tables once more; their faults are noted already."""
        for file in self.files:
            for table in read_tables(self.folder, file, columns_of, Faults()):
                yield from long_tables(table, self.every, Faults())

    def _asked_of(self, village: Village) -> dict[str, Task]:
        """What is read of a village, by the name of the round; of one that takes no part, anything."""
        if not village.evaluated:
            return _tasks(self.checklist.items_of(village.town_code))
        alike = village.town_code, village.kind, village.group
        if alike not in self.asked_of_alike:
            self.asked_of_alike[alike] = _tasks(self.checklist.items_for(village))
        return self.asked_of_alike[alike]

    def _looked_into(self, row: Row) -> tuple[str, str, Task | None]:
        """Village, round's name and task of a row that may be wrong; no task where nothing can be stated."""
        wide = is_of_wide(row.table)
        faults = Faults() if wide and row.place("village_code") in self.told else self.faults
        code = code_of(row, "village_code", self.villages, "village_code", faults)
        village = None if code is None else self.villages[code]
        name = name_of(row["task"], row["round"])
        if village is None:
            task = self.every.get(name)
        else:
            self._check_names(row, village, faults)
            task = self.asked[village.code].get(name)
        if wide:
            self.told.add(row.place("village_code"))
        if task is None:
            self._unknown(row, village)
        elif village is None and row["value"]:
            self._observation(row, task)
        return code or "", name, None if village is None else task

    def _unknown(self, row: Row, village: Village | None) -> None:
        """A round that there is not, an item that is not for the village, or no task at all."""
        name = half_width(row["task"])
        known = self.every if village is None else self.known_in[village.town_code]
        if village is not None and name_of(row["task"], row["round"]) in known:
            if row["value"] and not_applicable(row["value"]) is None:
                self.faults.add(
                    row.place("value"),
                    "found {found} for {task}, which does not apply to {village} {name}: the item is for"
                    " other villages, or the town drops it; expected an empty cell or NA",
                    found=quoted(row["value"]),
                    task=name,
                    village=village.code,
                    name=village.name,
                )
        elif name in known:
            self.faults.add(
                row.place("round"),
                "found round {found} of {task}; expected 1 … {rounds}",
                found=quoted(row["round"]),
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
                row.place("task"),
                "there is no task {found}; expected item.task as in the rules",
                found=shortened(name),
            )
            return
        self.faults.add(
            row.place("task"),
            "there is no task {found} in the checklist of {town}; expected item.task as in the rules",
            found=shortened(name),
            town=self.towns[village.town_code],
        )

    def _check_names(self, row: Row, village: Village, faults: Faults) -> None:
        """A sheet of which only some columns were sorted has names beside wrong codes."""
        for column, name in self._names_of(village).items():
            if column in row.table.at and row[column] != name:
                refuse_name(row, column, name, faults)

    def _names_of_code(self, code: str) -> dict[str, str]:
        return self._names_of(self.villages[code]) if code in self.villages else {}

    def _names_of(self, village: Village) -> dict[str, str]:
        """What a sheet may say beside a village's code, by column."""
        town = self.towns[village.town_code]
        return {
            TOWN_AID: town,
            VILLAGE_AID: village.name,
            "town_name": town,
            "village_name": village.name,
            "town_code": village.town_code,
        }

    def _observation(self, row: Row, task: Task) -> Observation:
        """What a row states; where it is unfit, which is noted, it holds its place without a value."""
        text, note = row["value"], row["note"]
        reason = not_applicable(text)
        if reason is not None:
            seen = Observation(NOT_APPLICABLE, None, "；".join(dict.fromkeys(filter(None, (reason, note)))))
            if not seen.note:
                self.faults.add(row.place("note"), "NA needs a note that says why the task does not apply")
                return seen
        else:
            value = read_value(task, text)
            if isinstance(value, Message):
                self.faults.add(row.place("value"), "{task}: {problem}", task=task.id, problem=value)
                return Observation(text, None, note)
            seen = Observation(plain_text(text, value), value, note)
        self.made[id(task), text, note] = seen
        return seen


_NOTHING: dict[str, Task] = {}


def _tasks(items: Sequence[Item]) -> dict[str, Task]:
    return {name: task for item in items for task in item.tasks for name in task.rounds}
