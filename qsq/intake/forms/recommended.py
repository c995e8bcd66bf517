"""The recommendation form: which of its villages a town recommends to the year's honours."""

from qsq.domain.folder import Folder
from qsq.intake.columns import Columns
from qsq.intake.forms.agreeing import NAMES
from qsq.intake.forms.village_rows import FormReader, VillageRow, ticked

_CONDITIONS = ("marks", "mean", "cards", "vetoes", "conditions")
RECOMMENDED = Columns(("village_code",), (*NAMES, "recommended", *_CONDITIONS))


def read_recommended(folder: Folder, file: str, reader: FormReader) -> tuple[VillageRow[bool], ...]:
    """The villages of a form, in file order, with whether each is recommended.

    Raises:
        Refused: the file is wrong or not there; all faults are listed.
    """
    found = [
        VillageRow(code, ticked(row, "recommended", reader.faults), place=row.place("village_code"))
        for row, code in reader.rows(folder, file, RECOMMENDED)
    ]
    reader.faults.refuse()
    return tuple(found)
