"""A form's rows put into a table of the workspace, in the place of those of the same key."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qsq.documents.writers.csv_table import csv_bytes
from qsq.domain.faults import Faults, Message, Place
from qsq.intake.columns import Columns
from qsq.intake.tables import InputTable, read_file, table_there
from qsq.year.desk.office import Office
from qsq.year.desk.writing import write_whole


@dataclass(frozen=True, slots=True)
class RowsLaid:
    """The rows of a form as they were laid.

    Attributes:
        span: the period, month or year.
        file: the table, from the workspace's root.
        rows: how many the form has.
        recorded: how many of them, or of those that went, the table did not hold so.
        warnings: what may be meant otherwise.
    """

    span: str
    file: str
    rows: int
    recorded: int
    warnings: tuple[Message, ...] = ()

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {"period": self.span, "file": self.file, "rows": self.rows, "recorded": self.recorded}


Rows = Mapping[tuple[str, ...], tuple[str, ...]]
"""Rows as they are written, by what tells them apart."""


def lay_rows(
    office: Office,
    span: str,
    path: str,
    columns: Columns,
    written: Sequence[str],
    rows: Rows,
    read: Callable[[InputTable | None, Faults], Rows],
    given_up: Callable[[tuple[str, ...]], bool] = lambda _row: False,
) -> RowsLaid:
    """Put rows into a table, within a step; what stands above its header stays.

    Args:
        office: whose workspace it is.
        span: of the table.
        path: where it lies, as .csv.
        columns: that it may have.
        written: the names of those that are written.
        rows: of the form.
        read: the table's rows as they are written, faults noted.
        given_up: which of the table's rows go, where the form lacks them.

    Raises:
        Refused: the table is wrong, or no .csv; all faults are listed.
    """
    faults, folder = Faults(), office.folder()
    there = table_there(folder, path, faults)
    if there not in (None, path):
        faults.add(Place(str(there)), "the program writes this table as .csv; save the file as one")
    table = read_file(folder, path, columns, faults) if there == path else None
    before, above = read(table, faults), table.above if table else ()
    faults.refuse()
    kept = {key: row for key, row in before.items() if key in rows or not given_up(row)}
    after = {**kept, **rows}
    changed = sum(before.get(key) != row for key, row in rows.items()) + len(before) - len(kept)
    if changed:
        write_whole(office.root, office.root / path, csv_bytes(written, after.values(), above))
    return RowsLaid(span, path, len(rows), changed)
