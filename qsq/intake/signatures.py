"""Signed sheets: one from the command line, or a file of them for a whole town."""

from dataclasses import dataclass
from pathlib import Path

from qsq.domain.county.officials import Unit
from qsq.domain.county.places import Register
from qsq.domain.faults import Faults, Place, Refused
from qsq.domain.folder import Folder
from qsq.intake.cells import unique_rows
from qsq.intake.columns import Columns
from qsq.intake.officials import read_unit, units_written
from qsq.intake.tables import read_file

SIGNATURES = Columns(("office", "signer", "code"), ("scan",))


@dataclass(frozen=True, slots=True)
class SignedSheet:
    """A signed sheet as it was typed in.

    Attributes:
        unit: the town or village whose sheet it is.
        signer: the id of the official who signed.
        code: the check code on the sheet, as it was typed.
        scan: a picture of the sheet.
    """

    unit: Unit
    signer: str
    code: str
    place: Place
    scan: Path | None = None


def read_signatures(folder: Folder, file: str, register: Register) -> tuple[SignedSheet, ...]:
    """The sheets of a file with the columns office, signer, code and, where there are, scan.

    Raises:
        Refused: the file is wrong or not there; all faults are listed.
    """
    faults = Faults()
    table = read_file(folder, file, SIGNATURES, faults)
    found, units = [], units_written(register)
    for row in unique_rows(table.rows(), lambda row: row["office"], "office", faults) if table else ():
        unit = read_unit(row, units, faults)
        scan = Path(row["scan"]) if row["scan"] else None
        if unit is not None:
            found.append(SignedSheet(unit, row["signer"], row["code"], row.place("code"), scan))
    if faults.found:
        raise Refused(faults.found)
    return tuple(found)
