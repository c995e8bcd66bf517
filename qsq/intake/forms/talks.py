"""The reminder register: who spoke with whom of the villages that were called in, and what came of it."""

from qsq.domain.folder import Folder
from qsq.domain.observed.reminders import Talk
from qsq.intake.cells import date_of
from qsq.intake.columns import Columns
from qsq.intake.forms.agreeing import NAMES
from qsq.intake.forms.village_rows import FormReader, VillageRow, filled

_OF_TALK = ("who", "with", "problem", "method", "until")
_ANSWERED = ("who", "with", "method", "until")
"""What a form leaves empty for the town to fill in."""

TALKS = Columns(("village_code", *_OF_TALK), (*NAMES, "date", "reasons", "share"))


def read_talks(folder: Folder, file: str, reader: FormReader) -> tuple[VillageRow[Talk], ...]:
    """The talks that were held, in file order; a village without any is left out.

    Raises:
        Refused: the file is wrong or not there, or a talk lacks something; all faults are listed.
    """
    found = []
    for row, code in reader.rows(folder, file, TALKS, once=False):
        if any(row[column] for column in _ANSWERED):
            whole = filled(row, _OF_TALK, reader.faults)
            until = date_of(row, "until", reader.faults) if row["until"] else None
            day = reader.day(row)
            if whole and until is not None:
                talk = Talk(row["who"], row["with"], row["problem"], row["method"], until)
                found.append(VillageRow(code, talk, day, row.place("village_code")))
    reader.faults.refuse()
    return tuple(found)
