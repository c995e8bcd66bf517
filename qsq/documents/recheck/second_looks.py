"""抽查复核表: a row for each village-task to be looked at again, without what was seen first."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from qsq.documents.checklist.marking import marking
from qsq.documents.forms.form import Form, FormField
from qsq.documents.forms.head import FormHead
from qsq.documents.forms.of_villages import VILLAGE_FIELDS, blank, village_cells, words
from qsq.domain.county.places import Village
from qsq.domain.scheme.checklist import Task

_FIELDS = (
    *VILLAGE_FIELDS,
    FormField("task", "任务", 46),
    FormField("method", "方法", 30),
    words("value", "评分", 12, "写看到的，写法同部门评分表；不适用写 NA"),
    words("note", "备注", 24, "NA 要写原因"),
)


class AskedAgain(NamedTuple):
    """What is to be looked at again.

    Attributes:
        id: the task's as it is entered again: of a year with its period before it.
    """

    village: Village
    id: str
    task: Task


def second_look_form(head: FormHead, asked: Iterable[AskedAgain], towns: Mapping[str, str]) -> Form:
    """The form of a round.

    Args:
        head: which form it is; its revision is the round's number.
        asked: what is to be looked at again, in order.
        towns: their names by code.
    """
    rows = []
    for village, name, task in asked:
        unit = f"（{task.unit}）" if task.unit else ""
        told = (*village_cells(village, towns), f"{name} {task.text}{unit}", marking(task))
        rows.append(blank(told, 2))
    steps = ("到村里再看一遍，把看到的写在评分里；不要去问第一次评了多少。",)
    return head.form(_FIELDS, rows, steps, ("复核人", "监督人"))
