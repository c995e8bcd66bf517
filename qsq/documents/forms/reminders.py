"""提示登记表: a row a village that is called in, for the talk with it."""

from collections.abc import Mapping, Sequence

from qsq.documents.forms.form import Form, FormField
from qsq.documents.forms.head import FormHead
from qsq.documents.forms.of_villages import VILLAGE_FIELDS, day, village_cells, words
from qsq.documents.remind.month import done_told, reasons_told, tasks_told
from qsq.domain.observed.reminders import Reminder
from qsq.domain.scheme.checklist import Task

_FIELDS = (
    *VILLAGE_FIELDS,
    FormField("reasons", "提示原因", 16),
    FormField("share", "到期完成率", 12),
    words("problem", "问题", 32, "已按进度写好未完成的任务，可改写"),
    words("who", "谈话人", 12, "镇(街道)谁去谈"),
    words("with", "谈话对象", 12, "与村里谁谈"),
    words("method", "方法", 26, "传授的方法、商定的办法"),
    day("until", "新期限", "商定完成的日期，如 2023-04-05"),
    day(message="谈话的日期，如 2023-04-02"),
)


def reminder_form(
    head: FormHead, reminders: Sequence[Reminder], tasks: Mapping[str, Task], towns: Mapping[str, str]
) -> Form:
    """The reminder register of these villages."""
    rows = [
        (
            *village_cells(one.village, towns),
            reasons_told(one),
            done_told(one),
            "；".join(text for text, _how in tasks_told(one, tasks)),
            *[""] * 5,
        )
        for one in reminders
    ]
    steps = ("谈过的村写上谈话人、谈话对象、方法、新期限和日期；没有谈的空着，以后补交。",)
    return head.form(_FIELDS, rows, steps, ("镇(街道)分管领导",))
