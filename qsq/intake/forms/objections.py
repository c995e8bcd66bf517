"""The objection form: who objects to what of which village's result."""

from qsq.domain.faults import ColumnNames
from qsq.domain.folder import Folder
from qsq.domain.observed.objections import Objection
from qsq.intake.columns import Columns
from qsq.intake.forms.agreeing import NAMES
from qsq.intake.forms.village_rows import FormReader, VillageRow

OBJECTIONS = Columns(("village_code", "text"), (*NAMES, "by", "date"))


def read_objections(folder: Folder, file: str, reader: FormReader) -> tuple[VillageRow[Objection], ...]:
    """The objections, in file order; a village that objects to nothing is left out.

    Raises:
        Refused: the file is wrong or not there; all faults are listed.
    """
    found = []
    for row, code in reader.rows(folder, file, OBJECTIONS, once=False):
        if row["text"]:
            said = Objection(row["by"], row["text"])
            found.append(VillageRow(code, said, reader.day(row), row.place("village_code")))
        elif row["by"] or row["date"]:
            reader.faults.add(
                row.place("text"), "{column} is empty; expected what or who", column=ColumnNames("text")
            )
    reader.faults.refuse()
    return tuple(found)
