"""提示单 as documents."""

from collections.abc import Mapping

from qsq.documents.document import Column, Document, Kind, Table
from qsq.documents.remind.slips import LAGS, tasks_told, tenths
from qsq.documents.wording.worded import Facts, Worded
from qsq.domain.observed.reminders import Reminder
from qsq.domain.scheme.checklist import Task
from qsq.domain.values.file_names import file_name
from qsq.domain.values.numbers import percent


def reminder_slip(
    worded: Worded, common: Facts, town: str, reminder: Reminder, tasks: Mapping[str, Task], *, draft: bool
) -> Document:
    """What a town's leader talks over with a village's secretary."""
    facts = {
        **common,
        "town": town,
        "village": reminder.village.name,
        "code": reminder.village.code,
        "done": percent(tenths(reminder)),
        "reasons": "、".join(LAGS[lag] for lag in reminder.lags),
        "undone": len(reminder.undone),
    }
    columns = (Column("任务", 52), Column("情况", 22, Kind.CENTRED))
    table = Table(columns, tasks_told(reminder, tasks))
    file = file_name(reminder.village.code, reminder.village.name)
    return worded.document(facts, {"tasks": table}, draft=draft, file=file)
