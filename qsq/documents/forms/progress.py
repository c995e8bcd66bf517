"""进度表: a row a village, a column a task that is due by the end of a month, for the share that is done."""

from collections.abc import Mapping, Sequence
from datetime import date

from qsq.documents.forms.form import Form, FormField
from qsq.documents.forms.head import FormHead
from qsq.documents.forms.of_villages import VILLAGE_FIELDS, village_cells, words
from qsq.domain.county.places import Village
from qsq.domain.forms.task_heads import head_of
from qsq.domain.scheme.checklist import Task

Due = Sequence[tuple[Village, Sequence[tuple[Task, date]]]]
"""Each village with its tasks that are due, and when they are."""

_ANSWER = "做完了填是，没做填否，做了一部分填百分数，如 60%"
_TASK_WIDTH = 11


def progress_form(head: FormHead, due: Due, towns: Mapping[str, str], ordinary: date) -> Form:
    """The progress form of a month.

    Args:
        head: which form it is.
        due: what is asked.
        towns: their names by code.
        ordinary: the day by which the list wants what names no other, which goes without saying.
    """
    tasks = {task.id: task for _village, asked in due for task, _day in asked}
    days = {one: {day for _village, asked in due for task, day in asked if task.id == one} for one in tasks}
    fields = (
        *VILLAGE_FIELDS,
        *(
            words(one.id, _heading(one, days[one.id], ordinary), _TASK_WIDTH, _ANSWER)
            for one in tasks.values()
        ),
        words("note", "备注", 18, "可不填；为什么没有做完", optional=True),
    )
    asked_of = [(village, {task.id for task, _day in asked}) for village, asked in due]
    rows = [
        (*village_cells(village, towns), *("" if one in asked else None for one in tasks), "")
        for village, asked in asked_of
        if asked
    ]
    steps = (
        "到月底要完成的任务，每个村做到多少：做完填是，没做填否，做了一部分填百分数；空着算没有报，灰色的不用填。",
    )
    return head.form(fields, rows, steps, ("镇(街道)经办人",))


def _heading(task: Task, days: set[date], ordinary: date) -> str:
    until = min(days)
    return head_of(task.id, task.text, None if until == ordinary else until, differs=len(days) > 1)


def progress_rows_form(head: FormHead, due: Due, towns: Mapping[str, str]) -> Form:
    """The form as it was before, a row a village and task: handed out no more, yet still taken in."""
    fields = (
        *VILLAGE_FIELDS,
        FormField("task", "任务", 42),
        FormField("due", "期限", 12),
        words("done", "完成率", 9, _ANSWER),
        words("note", "备注", 18, "可不填；为什么没有做完", optional=True),
    )
    rows = [
        (*village_cells(village, towns), f"{task.id} {task.text}", day.isoformat(), "", "")
        for village, asked in due
        for task, day in asked
    ]
    return head.form(fields, rows, ("到月底要完成的任务，每个村做到多少。",))
