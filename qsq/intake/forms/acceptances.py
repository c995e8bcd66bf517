"""The acceptance register: which villages took their list, and when."""

from qsq.domain.folder import Folder
from qsq.intake.columns import Columns
from qsq.intake.forms.agreeing import NAMES
from qsq.intake.forms.village_rows import FormReader, VillageRow, ticked

ACCEPTANCES = Columns(("village_code",), (*NAMES, "accepted", "date"))


def read_acceptances(folder: Folder, file: str, reader: FormReader) -> tuple[VillageRow[None], ...]:
    """The villages that took their list, in file order; all that stand there where nothing is to be ticked.

    Raises:
        Refused: the file is wrong or not there; all faults are listed.
    """
    found = [
        VillageRow(code, None, reader.day(row), row.place("village_code"))
        for row, code in reader.rows(folder, file, ACCEPTANCES)
        if ticked(row, "accepted", reader.faults)
    ]
    reader.faults.refuse()
    return tuple(found)
