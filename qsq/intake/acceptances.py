"""A file of villages that took their list: one column, village_code."""

from qsq.domain.county.places import Register
from qsq.domain.faults import Faults, Refused
from qsq.domain.folder import Folder
from qsq.intake.cells import code_of, unique_rows
from qsq.intake.columns import Columns
from qsq.intake.tables import read_file

VILLAGES = Columns(("village_code",))


def read_villages(folder: Folder, file: str, register: Register) -> tuple[str, ...]:
    """The villages' codes, in file order.

    Raises:
        Refused: the file is wrong or not there; all faults are listed.
    """
    faults = Faults()
    table = read_file(folder, file, VILLAGES, faults)
    known = {village.code for village in register.evaluated}
    rows = unique_rows(table.rows(), lambda row: row["village_code"], "village_code", faults) if table else ()
    codes = [code_of(row, "village_code", known, "village_code", faults) for row in rows]
    if faults.found:
        raise Refused(faults.found)
    return tuple(code for code in codes if code is not None)
