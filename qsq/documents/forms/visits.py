"""走访登记表: empty rows for the visits of a month, with the officials and places to choose from."""

from collections.abc import Sequence

from qsq.documents.forms.form import Form, FormField
from qsq.documents.forms.head import FormHead
from qsq.documents.forms.of_villages import day, words

_ROWS = 60
_PURPOSES = ("走访", "点评会", "问题", "纠纷")


def visit_form(head: FormHead, officials: Sequence[str], places: Sequence[str]) -> Form:
    """The form for visits.

    Args:
        head: which form it is.
        officials: each by id and name.
        places: each by code and name.
    """
    fields = (
        day(message="走访的日期，如 2023-02-06"),
        FormField("official", "干部", 26, entry=True, choices=tuple(officials), message="从列表里选"),
        FormField("place", "地点", 28, entry=True, choices=tuple(places), message="从列表里选镇或村"),
        FormField("purpose", "事由", 10, entry=True, choices=_PURPOSES, message="从列表里选"),
        words("note", "备注", 40, "问题和纠纷要写明是什么；走访和点评会可不填", optional=True),
    )
    rows = [("",) * len(fields)] * _ROWS
    steps = ("一次走访写一行：日期、干部、地点、事由；问题和纠纷在备注里写明。",)
    return head.form(fields, rows, steps, ("经办人",))
