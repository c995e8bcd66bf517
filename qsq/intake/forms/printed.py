"""A form that came back is held against the one that was handed out: by its stamp, and by what is locked."""

from collections.abc import Callable
from dataclasses import dataclass

from qsq.domain.faults import ColumnNames, Faults, Place
from qsq.domain.folder import Folder
from qsq.domain.forms.stamp import Stamp
from qsq.domain.values.chinese_dates import spans_named
from qsq.domain.values.periods import Period
from qsq.intake.forms.stamps import changed_cells, read_stamp
from qsq.intake.tables import InputTable


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """A form as it would be printed now.

    Attributes:
        locked: the names of the locked columns.
        rows: what stands in them.
        asked: the names of the columns that are filled in.
    """

    stamp: Stamp
    locked: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedOut:
    """The forms of one kind that a step hands out.

    Attributes:
        stamp: of any of them: its scheme, kind and period are those of all; without a period, any will do.
        of: the one of a unit; None where that has none.
        earlier: the same with the columns that such forms had before; None where they never had others.
    """

    stamp: Stamp
    of: Callable[[str], PrintedForm | None]
    earlier: Callable[[str], PrintedForm | None] | None = None

    def stamp_of(self, folder: Folder, file: str, faults: Faults) -> Stamp | None:
        """The stamp of a file, if any; noted where it is that of another form."""
        stamp, place = read_stamp(file, folder.read(file) or b""), Place(file)
        if stamp is None:
            return None
        if stamp.scheme != self.stamp.scheme:
            faults.add(
                place,
                "the form is of another scheme, {found}; expected one of {expected}: fill in our own",
                found=stamp.scheme,
                expected=self.stamp.scheme,
            )
        elif stamp.form is not self.stamp.form:
            faults.add(
                place,
                "the file is a form of another kind, {found}; expected: {expected}",
                found=stamp.form.chinese,
                expected=self.stamp.form.chinese,
            )
        elif self.stamp.period not in ("", stamp.period):
            faults.add(
                place,
                "the form is of {found}; expected one of {expected}: name its period, or fill in the form of"
                " {expected}",
                found=stamp.period or "-",
                expected=self.stamp.period or "-",
            )
        return stamp

    def check_printed(self, table: InputTable, stamp: Stamp | None, faults: Faults) -> frozenset[str]:
        """Note where a form is of another period, not the newest, or no longer what was printed.

        Returns:
            The columns that are as they were printed.
        """
        self._check_title(table, stamp, faults)
        if stamp is None:
            return frozenset()
        before, printed = faults.noted, self._like(table, stamp.unit)
        if printed is None:
            faults.add(
                Place(table.file),
                "there is no such form for {unit}; fill in the form that was handed out last",
                unit=stamp.unit or "-",
            )
        elif stamp.revision != printed.stamp.revision:
            faults.add(
                Place(table.file),
                "the form is of revision {found}, the newest is {newest}; fill in that one",
                found=stamp.revision,
                newest=printed.stamp.revision,
            )
        elif lacking := [name for name in printed.asked if name not in table.at]:
            faults.add(
                table.place(table.header),
                "the form lacks what was printed in it: {lacking}; fill in the form as it was issued",
                lacking=ColumnNames(", ".join(lacking)),
            )
        else:
            changed_cells(table, stamp, printed.locked, printed.rows, faults)
        return frozenset(printed.locked if printed and faults.noted == before else ())

    def _like(self, table: InputTable, unit: str) -> PrintedForm | None:
        """The form that a table is to be, with the columns of an earlier one where it has all of those."""
        earlier = self.earlier(unit) if self.earlier else None
        return earlier if earlier and table.at.keys() >= {*earlier.locked} else self.of(unit)

    def _check_title(self, table: InputTable, stamp: Stamp | None, faults: Faults) -> None:
        """Note a title that says another period: a stamp was lost, or written over.

        Above a form stands one period alone; above an office's own table others may be named beside it.
        """
        if not self.stamp.period:
            return
        wanted = Period.read(self.stamp.period)
        named = spans_named(table.title, wanted.kind)
        if named and (wanted not in named or (stamp is not None and len(named) > 1)):
            faults.add(
                Place(table.file),
                "its title says {found}; expected {expected}: name its period, or fill in the form of"
                " {expected}",
                found=", ".join(map(str, sorted(named, key=str))),
                expected=wanted,
            )
