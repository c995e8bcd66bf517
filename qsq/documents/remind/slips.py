"""提示单: a slip for each village that is called in, and the lists of them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from qsq.documents.writers.excel import Column, PrintedList
from qsq.domain.observed.reminders import Lag, Reminder
from qsq.domain.scheme.checklist import Task
from qsq.domain.values.numbers import percent

LAGS = {Lag.SLOW: "进度慢", Lag.POOR: "完成差", Lag.FAR_BEHIND: "单项重点任务明显落后"}
"""Why a village is called in, as slips say it."""


def slip(scheme: str, month: str, town: str, reminder: Reminder, tasks: Mapping[str, Task]) -> PrintedList:
    """What the town's leader talks over with the village's secretary."""
    columns = (Column("任务", 52), Column("情况", 22, centred=True))
    return PrintedList(
        title=f"{month}工作提示单",
        lines=(scheme, f"{town} {reminder.village.name}（{reminder.village.code}）", _why(reminder)),
        columns=columns,
        rows=tasks_told(reminder, tasks),
        closing=(
            "问题：",
            "办法：",
            "完成时限：            谈话人：            谈话日期：      年    月    日",
        ),
        landscape=False,
    )


def tasks_told(reminder: Reminder, tasks: Mapping[str, Task]) -> tuple[tuple[str, str], ...]:
    """What a slip says of each task that is not done, or in which the village is far behind."""
    return tuple(
        (tasks[task].text, "未完成，明显落后于全镇" if task in reminder.behind else "未完成")
        for task in dict.fromkeys((*reminder.undone, *reminder.behind))
    )


def reminded_list(
    scheme: str, month: str, towns: Mapping[str, str], reminders: Sequence[Reminder]
) -> PrintedList:
    """The villages that are called in, for a town or for the city's office."""
    columns = (
        Column("镇(街道)", 18), Column("村(社区)", 24), Column("村代码", 16, centred=True),
        Column("完成率", 10, centred=True), Column("未完成条数", 11, number=True), Column("提示原因", 34),
    )  # fmt: skip
    rows = tuple(
        (
            towns[one.village.town_code], one.village.name, one.village.code, percent(tenths(one)),
            str(len(one.undone)), "、".join(LAGS[lag] for lag in one.lags),
        )
        for one in reminders
    )  # fmt: skip
    return PrintedList(f"{month}工作提示名单", (scheme,), columns, rows, (0,))


def _why(reminder: Reminder) -> str:
    lags = "、".join(LAGS[lag] for lag in reminder.lags)
    return f"到期任务完成率 {percent(tenths(reminder))} · {lags}"


def tenths(reminder: Reminder) -> Fraction:
    """The share done, in whole tenths of a percent."""
    return Fraction(round(reminder.done * 1000), 1000)
