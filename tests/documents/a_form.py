"""A small form with one column of each kind, for tests."""

from dataclasses import replace

from qsq.documents.forms.form import Cover, FieldKind, Form, FormField, digest_of
from qsq.domain.forms.stamp import FormKind, Stamp

FIELDS = (
    FormField("village_code", "村代码", 14),
    FormField("村", "村", 12),
    FormField("note", "备注", 10, hidden=True),
    FormField("kind", "类型", 10, entry=True, choices=("村", "社区"), message="选村或社区"),
    FormField("points", "分值", 10, entry=True, message="填数字", kind=FieldKind.NUMBER),
    FormField("date", "日期", 14, entry=True, message="如 2023-03-31", kind=FieldKind.DATE),
    FormField(
        "place", "地点", 20, entry=True, choices=tuple(f"第{one}会议室，很长的名字" for one in range(40))
    ),
    FormField("reason", "原因", 24, entry=True, message="写明原因"),
)
ROWS = (
    ("001", "东凼村", "", "村", "1.5", "2023-03-31", "", "=1+1"),
    ("002", "西洑村", "x", "", "", "", "", ""),
    ("003", "北村", "", "社区", None, None, None, ""),
)
COVER = Cover((("填什么", "各村的分值"), ("期限", "2023年3月31日")), ("只填黄格。",), ("填表人", "负责人"))


def a_form(rows: tuple[tuple[str | None, ...], ...] = ROWS) -> Form:
    """The form, of the rows given."""
    stamp = Stamp("431181", FormKind.TARGETS, "2023Q1", "agriculture", 2, digest_of(FIELDS, rows))
    return Form(stamp, "2023年一季度目标表", ("只填黄格。",), FIELDS, rows, COVER)


def other_period() -> Form:
    """The form of another period."""
    form = a_form()
    return replace(form, stamp=replace(form.stamp, period="2023Q2"))
