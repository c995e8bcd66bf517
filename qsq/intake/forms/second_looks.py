"""A round's sheet of second values: village, task, value and note, each as it was asked and once."""

from collections.abc import Mapping
from dataclasses import dataclass

from qsq.domain.faults import Faults, Message
from qsq.domain.folder import Folder
from qsq.domain.observed.observation import NOT_APPLICABLE
from qsq.domain.scheme.checklist import Task
from qsq.domain.scheme.methods import Value
from qsq.domain.values.texts import quoted
from qsq.intake.cells import coded, unique_rows
from qsq.intake.columns import Columns
from qsq.intake.forms.agreeing import NAMES
from qsq.intake.forms.village_rows import FormReader
from qsq.intake.observed.values import plain_text, read_value
from qsq.intake.sheets.spelling import half_width
from qsq.intake.tables import Row

SECOND_LOOKS = Columns(("village_code", "task", "value"), ("note", *NAMES, "method"))


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What was seen at the second look; `text` is NA where the task does not apply."""

    village: str
    task: str
    text: str
    note: str

    @property
    def key(self) -> tuple[str, str]:
        """The village and task."""
        return self.village, self.task

    def value_of(self, task: Task) -> Value | None:
        """The value; None where the task does not apply."""
        value = None if self.text == NOT_APPLICABLE else read_value(task, self.text)
        return None if isinstance(value, Message) else value


def read_second_looks(
    folder: Folder,
    file: str,
    reader: FormReader,
    asked: Mapping[tuple[str, str], Task],
    recorded: Mapping[tuple[str, str], str],
) -> tuple[SecondLook, ...]:
    """The second values of a file; a row without one is not looked at yet.

    Args:
        folder: that the file stands in.
        file: its path.
        reader: what reads the round's form.
        asked: what is to be looked at again.
        recorded: what was entered before, which stands.

    Raises:
        Refused: the file is wrong or not there; all faults are listed.
    """
    table, faults = reader.table(folder, file, SECOND_LOOKS), reader.faults
    tasks = [task for _village, task in asked]
    rows = (row for row in (table.rows() if table else ()) if row["value"])
    looks = [
        _look(row, coded(row["task"], tasks), asked, recorded, faults)
        for row in unique_rows(rows, lambda row: f"{row['village_code']} {row['task']}", "task", faults)
    ]
    faults.refuse()
    return tuple(one for one in looks if one is not None)


def _look(
    row: Row,
    task_id: str,
    asked: Mapping[tuple[str, str], Task],
    recorded: Mapping[tuple[str, str], str],
    faults: Faults,
) -> SecondLook | None:
    key = half_width(row["village_code"]), half_width(task_id)
    if key not in asked:
        faults.add(
            row.place("task"),
            "{village} {task} was not drawn; expected what the round's sheet asks for",
            village=key[0],
            task=key[1],
        )
        return None
    text, task = row["value"], asked[key]
    if half_width(text) in {NOT_APPLICABLE, "N/A", "不适用"}:
        text = NOT_APPLICABLE
        if not row["note"]:
            faults.add(row.place("note"), "NA needs a note that says why the task does not apply")
    else:
        value = read_value(task, text)
        if isinstance(value, Message):
            faults.add(row.place("value"), "{task}: {problem}", task=key[1], problem=value)
            return None
        text = plain_text(text, value)
    if recorded.get(key, text) != text:
        faults.add(
            row.place("value"),
            "found {found}, recorded before as {before}: a second look stands",
            found=quoted(text),
            before=quoted(recorded[key]),
        )
    return SecondLook(*key, text, row["note"])
