"""进度表: a row a village and task that is due by the end of a month, for the share that is done."""

from collections.abc import Mapping, Sequence
from datetime import date

from qsq.documents.forms.form import Form, FormField
from qsq.documents.forms.head import FormHead
from qsq.documents.forms.of_villages import VILLAGE_FIELDS, village_cells, words
from qsq.domain.county.places import Village
from qsq.domain.scheme.checklist import Task

_FIELDS = (
    *VILLAGE_FIELDS,
    FormField("task", "任务", 42),
    FormField("due", "期限", 12),
    words("done", "完成率", 9, "做完了填是，没做填否，做了一部分填百分数，如 60%"),
    words("note", "备注", 18, "可不填；为什么没有做完", optional=True),
)


def progress_form(
    head: FormHead,
    due: Sequence[tuple[Village, Sequence[tuple[Task, date]]]],
    towns: Mapping[str, str],
) -> Form:
    """The progress form of a month.

    Args:
        head: which form it is.
        due: each village with its tasks that are due, and when they are.
        towns: their names by code.
    """
    rows = [
        (*village_cells(village, towns), f"{task.id} {task.text}", day.isoformat(), "", "")
        for village, tasks in due
        for task, day in tasks
    ]
    steps = ("到月底要完成的任务，每个村做到多少：做完填是，没做填否，做了一部分填百分数；空着算没有报。",)
    return head.form(_FIELDS, rows, steps, ("镇(街道)经办人",))
