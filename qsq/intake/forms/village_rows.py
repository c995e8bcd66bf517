"""What every form's row about a village says: which village, whether it is ticked, on which day."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from qsq.domain.county.places import Register
from qsq.domain.faults import ColumnNames, Faults, Place
from qsq.domain.folder import Folder
from qsq.domain.values.texts import quoted
from qsq.intake.cells import code_of, date_of, unique_rows
from qsq.intake.columns import Columns
from qsq.intake.forms.agreeing import Words, note_disagreement
from qsq.intake.forms.printed import HandedOut
from qsq.intake.forms.seen_cells import SeenCells
from qsq.intake.sheets.spelling import yes_or_no
from qsq.intake.tables import InputTable, Row, Shape, read_file, shape_of, sheets_of

Said = TypeVar("Said")

NOWHERE = Place("")
"""The place of what was typed in a command."""


@dataclass(frozen=True, slots=True)
class VillageRow(Generic[Said]):
    """A row that was filled in.

    Attributes:
        village: its code.
        said: what the row says of it.
        day: when that was; None where the row does not say.
    """

    village: str
    said: Said
    day: date | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class FormReader:
    """A file with rows about villages, while it is read.

    Attributes:
        register: of the towns and villages.
        today: the last day that a row may be of.
        faults: takes what is wrong.
        handed_out: the forms that a file with a stamp has to be one of.
        words: behind codes in the form's own lists, besides those of places.
    """

    register: Register
    today: date
    faults: Faults
    handed_out: HandedOut | None = None
    words: Words = field(default_factory=dict)

    def table(self, folder: Folder, file: str, columns: Columns | Shape) -> InputTable | None:
        """The table of a file; None, noted, where it is none or another form than was handed out."""
        before, handed_out = self.faults.noted, self.handed_out
        stamp = handed_out.stamp_of(folder, file, self.faults) if handed_out else None
        if self.faults.noted > before:
            return None
        towns = self.register.town_names()
        town = stamp.unit if stamp and stamp.unit in towns else ""
        table = self._read(folder, file, columns, towns.get(town, ""))
        if table is None:
            return None
        sure = handed_out.check_printed(table, stamp, self.faults) if handed_out else frozenset[str]()
        if self.faults.noted > before:
            return None
        note_disagreement(table, sure, town, self.register, self.words, self.faults)
        return table

    def _read(self, folder: Folder, file: str, columns: Columns | Shape, whose: str) -> InputTable | None:
        """The table with its cells named as people see them; None, noted so too, where it is none."""
        faults = Faults()
        table = read_file(folder, file, columns, faults)
        if table is not None:
            table.named, table.whose = True, whose
            return table
        content = folder.read(file) if file else None
        seen = SeenCells(sheets_of(file, content or b"", "", Faults()), shape_of(columns), whose)
        self.faults.found += [fault.moved(file, seen.named) for fault in faults.found]
        return None

    def rows(
        self, folder: Folder, file: str, columns: Columns, *, once: bool = True
    ) -> Iterator[tuple[Row, str]]:
        """The rows with the codes of their evaluated villages; what is wrong with those is noted.

        Args:
            folder: that the file stands in.
            file: its path.
            columns: its own.
            once: whether a village may stand in one row only.
        """
        table = self.table(folder, file, columns)
        known = {one.code for one in self.register.evaluated}
        rows = table.rows() if table else iter(())
        if once:
            rows = unique_rows(rows, lambda row: row["village_code"], "village_code", self.faults)
        for row in rows:
            code = code_of(row, "village_code", known, "village_code", self.faults)
            if code is not None:
                yield row, code

    def day(self, row: Row, column: str = "date") -> date | None:
        """The day in a cell; None where it is empty, or wrong and noted."""
        day = date_of(row, column, self.faults) if row[column] else None
        if day is not None and day > self.today:
            self.faults.add(
                row.place(column),
                "{day} is still to come; expected a day until {today}",
                day=day,
                today=self.today,
            )
        return day


def ticked(row: Row, column: str, faults: Faults) -> bool:
    """Whether a row is ticked; where the table has no such column, all rows are."""
    if column not in row.table.at:
        return True
    said = yes_or_no(row[column]) if row[column] else False
    if said is None:
        faults.add(
            row.place(column), "found {found}; expected 是 or √, or an empty cell", found=quoted(row[column])
        )
    return bool(said)


def filled(row: Row, columns: tuple[str, ...], faults: Faults) -> bool:
    """Whether any of the columns is filled; where only some are, the empty ones are noted."""
    empty = [column for column in columns if not row[column]]
    if len(empty) == len(columns):
        return False
    for column in empty:
        faults.add(row.place(column), "{column} is empty; expected what or who", column=ColumnNames(column))
    return not empty
