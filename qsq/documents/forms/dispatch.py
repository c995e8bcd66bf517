"""派单表: a town's tasks with its own date, wanted result and person, for all its villages or for one."""

from collections.abc import Mapping, Sequence
from datetime import date

from qsq.documents.forms.form import Form, FormField
from qsq.documents.forms.head import FormHead
from qsq.documents.forms.of_villages import day, words
from qsq.domain.county.places import Village
from qsq.domain.scheme.checklist import Task
from qsq.domain.scheme.checklist_changes import Dispatched

_ROWS_FOR_VILLAGES = 20
"""Empty rows for what is asked of one village otherwise than of the others."""


def dispatch_form(
    head: FormHead,
    tasks: Sequence[Task],
    due_of: Mapping[str, date],
    villages: Sequence[Village],
    before: Sequence[Dispatched],
) -> Form:
    """The form in which a town breaks its tasks down.

    Args:
        head: which form it is.
        tasks: that the town's villages are asked.
        due_of: the city's date of each, by its id.
        villages: the town's.
        before: what the town wants already, or wanted last time.
    """
    named = {task.id: f"{task.id} {task.text}" for task in tasks}
    of_village = {village.code: f"{village.code} {village.name}" for village in villages}
    fields = (
        FormField("task", "任务", 46, entry=True, choices=tuple(named.values()), message="从列表里选任务"),
        FormField("city_due", "清单期限", 13),
        FormField(
            "village_code", "村代码", 20, entry=True, choices=tuple(of_village.values()),
            message="空着就是全镇各村；只对一个村另有要求的，从列表里选那个村", optional=True,
        ),
        day("due", "期限", "镇里要求完成的日期，不晚于清单期限"),
        words("result", "预期结果", 28, "做到什么程度；不用细化的空着", optional=True),
        words("person", "责任人", 14, "谁负责；不用细化的空着", optional=True),
        words("reason", "原因", 20, "期限比清单提前的，写明为什么", optional=True),
    )  # fmt: skip
    last = {(row.task, row.village_code): row for row in before if row.task in named}
    keys = sorted({*last, *((task, "") for task in named)}, key=lambda key: ([*named].index(key[0]), key[1]))
    rows = [
        _row(named[task], due_of[task], of_village.get(code, ""), last.get((task, code)))
        for task, code in keys
        if not code or code in of_village
    ]
    rows += [("",) * len(fields)] * _ROWS_FOR_VILLAGES
    steps = (
        "每条任务写上期限、预期结果和责任人；不用细化的任务，结果和责任人空着。",
        "对某个村另有要求的，在下面的空行里选任务和村，再写期限、预期结果和责任人。",
        "上一次写的结果和责任人已经带过来，可以改。",
    )
    return head.form(fields, rows, steps, ("镇(街道)主要领导",))


def _row(task: str, city_due: date, village: str, last: Dispatched | None) -> tuple[str, ...]:
    due = last.due if last else city_due
    said = (last.result, last.person, last.reason) if last else ("", "", "")
    return task, city_due.isoformat(), village, due.isoformat(), *said
