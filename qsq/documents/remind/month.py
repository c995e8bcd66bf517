"""提示单: a slip for each village that is called in, and the lists of them."""

from collections.abc import Mapping, Sequence
from datetime import date

from qsq.documents.document import Cells, Column, Document, Table
from qsq.documents.wording.units import town_sender, village_word
from qsq.documents.wording.worded import Facts, Worded
from qsq.domain.county.places import Town
from qsq.domain.observed.reminders import Lag, Reminder
from qsq.domain.scheme.checklist import Task
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.file_names import file_name
from qsq.domain.values.numbers import Scale, percent

_LAGS = {Lag.SLOW: "进度慢", Lag.POOR: "完成差", Lag.FAR_BEHIND: "单项重点任务明显落后"}
"""Why a village is called in, as papers say it."""

_DONE = Scale(3)
"""The share done, in tenths of a percent."""


def reminder_slip(
    worded: Worded,
    common: Facts,
    town: Town,
    reminder: Reminder,
    tasks: Mapping[str, Task],
    *,
    day: date | None,
    draft: bool,
) -> Document:
    """What a town's leader talks over with a village's secretary."""
    village = reminder.village
    facts = {
        **common,
        "town": town.name,
        "sender": town_sender(town),
        "village": village.name,
        "unit_word": village_word(village.kind),
        "code": village.code,
        "done": done_told(reminder),
        "reasons": reasons_told(reminder),
        "undone": len(reminder.undone),
    }
    columns = (Column("任务", 52), Column("情况", 22, Cells.CENTRED))
    table = Table(columns, tasks_told(reminder, tasks), name=village.code)
    file = file_name(village.code, village.name)
    dated = day if worded.is_signed else None
    return worded.document(facts, {"tasks": table}, day=dated, draft=draft, file=file)


def tasks_told(reminder: Reminder, tasks: Mapping[str, Task]) -> tuple[tuple[str, str], ...]:
    """What a slip says of each task that is not done, or in which the village is far behind."""
    return tuple(
        (tasks[task].text, "未完成，明显落后于全镇" if task in reminder.behind else "未完成")
        for task in dict.fromkeys((*reminder.undone, *reminder.behind))
    )


def reminded_list(
    scheme: Scheme, month: str, towns: Mapping[str, str], reminders: Sequence[Reminder], day: date | None
) -> Document:
    """The villages that are called in, for a town or for the city's office."""
    columns = (
        Column("镇（街道）", 18), Column("村（社区）", 24), Column("村代码", 16, Cells.CENTRED),
        Column("完成率", 10, Cells.CENTRED), Column("未完成条数", 11, Cells.COUNT),
        Column("提示原因", 34),
    )  # fmt: skip
    rows = tuple(
        (
            towns[one.village.town_code], one.village.name, one.village.code, done_told(one),
            str(len(one.undone)), reasons_told(one),
        )
        for one in reminders
    )  # fmt: skip
    table = Table(columns, rows, name="名单", joined=(0,))
    return Document(f"{month}工作提示名单", (table,), (scheme.name,), signature=scheme.office_name, day=day)


def done_told(reminder: Reminder) -> str:
    """The share of a village's due tasks that is done."""
    return percent(_DONE.exact(_DONE.units(reminder.done)))


def reasons_told(reminder: Reminder) -> str:
    """Why a village is called in."""
    return "、".join(_LAGS[lag] for lag in reminder.lags)
