"""Signed sheets: one from the command line, or a file of them for a whole town."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qsq.domain.county.officials import Unit
from qsq.domain.faults import Place
from qsq.domain.folder import Folder
from qsq.intake.cells import refuse_name, unique_rows
from qsq.intake.columns import Columns
from qsq.intake.forms.village_rows import FormReader, ticked
from qsq.intake.officials import read_unit, unit_names, units_written

SIGNATURES = Columns(("office", "signer", "code"), ("scan", "name", "signed", "date"))


@dataclass(frozen=True, slots=True)
class SignedSheet:
    """A signed sheet as it was typed in.

    Attributes:
        unit: the town or village whose sheet it is.
        signer: the official who signed, by id or name.
        code: the check code on the sheet, as it was typed.
        scan: a picture of the sheet.
        day: when it was signed; None where the sheet does not say.
    """

    unit: Unit
    signer: str
    code: str
    place: Place
    scan: Path | None = None
    day: date | None = None


def read_signatures(folder: Folder, file: str, reader: FormReader) -> tuple[SignedSheet, ...]:
    """The signed sheets of a file; those that are to be ticked and are not, are left out.

    Raises:
        Refused: the file is wrong or not there; all faults are listed.
    """
    faults = reader.faults
    table = reader.table(folder, file, SIGNATURES)
    found, units, names = [], units_written(reader.register), unit_names(reader.register)
    for row in unique_rows(table.rows(), lambda row: row["office"], "office", faults) if table else ():
        unit = read_unit(row, units, faults)
        if unit is None or not ticked(row, "signed", faults):
            continue
        if row["name"] and row["name"] != names.get(unit):
            refuse_name(row, "name", names.get(unit, unit.code), faults)
        scan = Path(row["scan"]) if row["scan"] else None
        sheet = SignedSheet(unit, row["signer"], row["code"], row.place("code"), scan, reader.day(row))
        found.append(sheet)
    faults.refuse()
    return tuple(found)
