"""What every form's row about a village says: which village, whether it is ticked, on which day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from qsq.domain.county.places import Register
from qsq.domain.faults import Faults, Place
from qsq.domain.folder import Folder
from qsq.domain.values.texts import quoted
from qsq.intake.cells import code_of, date_of, refuse_name, unique_rows
from qsq.intake.columns import Columns
from qsq.intake.forms.printed import HandedOut
from qsq.intake.sheets.spelling import half_width, yes_or_no
from qsq.intake.tables import InputTable, Row, read_file

Said = TypeVar("Said")

NOWHERE = Place("")
"""The place of what was typed in a command."""

NAMES = ("town_name", "village_name")
"""Columns that are checked against the code of the village where they are filled."""


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
    """

    register: Register
    today: date
    faults: Faults
    handed_out: HandedOut | None = None

    def table(self, folder: Folder, file: str, columns: Columns) -> InputTable | None:
        """The table of a file; None, noted, where it is none or another form than was handed out."""
        before, handed_out = self.faults.noted, self.handed_out
        stamp = handed_out.stamp_of(folder, file, self.faults) if handed_out else None
        if self.faults.noted > before:
            return None
        table = read_file(folder, file, columns, self.faults)
        if table:
            table.named = True
        if table and handed_out and stamp:
            handed_out.check_printed(table, stamp, self.faults)
        return table if self.faults.noted == before else None

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
        names = {one.code: one.name for one in self.register.evaluated}
        towns, town_of = self.register.town_names(), self.register.town_of()
        rows = table.rows() if table else iter(())
        if once:
            rows = unique_rows(rows, lambda row: row["village_code"], "village_code", self.faults)
        for row in rows:
            code = code_of(row, "village_code", names, "village_code", self.faults)
            if code is not None:
                self._named(row, "village_name", names[code])
                self._named(row, "town_name", towns[town_of[code]])
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

    def _named(self, row: Row, column: str, name: str) -> None:
        if row[column] and row[column] != name and half_width(row[column]) != half_width(name):
            refuse_name(row, column, name, self.faults)


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
        faults.add(row.place(column), "{column} is empty; expected what or who", column=column)
    return not empty
