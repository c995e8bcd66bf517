"""A round's sheet of second values: village, task, value and note, each as it was asked and once."""

from collections.abc import Mapping
from dataclasses import dataclass

from qsq.domain.faults import Faults, Message, Refused
from qsq.domain.folder import Folder
from qsq.domain.observed.observation import NOT_APPLICABLE
from qsq.domain.scheme.checklist import Task
from qsq.domain.scheme.methods import Value
from qsq.domain.values.texts import quoted
from qsq.intake.cells import unique_rows
from qsq.intake.columns import Columns
from qsq.intake.observed.values import plain_text, read_value
from qsq.intake.sheets.spelling import half_width
from qsq.intake.tables import Row, read_file

_AIDS = ("村名", "内容")
SECOND_LOOKS = Columns(("village_code", "task", "value"), ("note",), _AIDS)
HEADS = ("village_code", "村名", "task", "内容", "value", "note")
"""The heads of a sheet, which does not tell what was seen first."""


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
    folder: Folder, file: str, asked: Mapping[tuple[str, str], Task], recorded: Mapping[tuple[str, str], str]
) -> tuple[SecondLook, ...]:
    """The second values of a file; a row without one is not looked at yet.

    Args:
        folder: that the file stands in.
        file: its path.
        asked: what is to be looked at again.
        recorded: what was entered before, which stands.

    Raises:
        Refused: the file is wrong or not there; all faults are listed.
    """
    faults = Faults()
    table = read_file(folder, file, SECOND_LOOKS, faults)
    rows = (row for row in (table.rows() if table else ()) if row["value"])
    looks = [
        _look(row, asked, recorded, faults)
        for row in unique_rows(rows, lambda row: f"{row['village_code']} {row['task']}", "task", faults)
    ]
    if faults.found:
        raise Refused(faults.found)
    return tuple(one for one in looks if one is not None)


def _look(
    row: Row,
    asked: Mapping[tuple[str, str], Task],
    recorded: Mapping[tuple[str, str], str],
    faults: Faults,
) -> SecondLook | None:
    key = half_width(row["village_code"]), half_width(row["task"])
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
            faults.add(row.place("value"), "{task}: {problem}", task=task.id, problem=value)
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
