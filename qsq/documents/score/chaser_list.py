"""催报名单: who owes how much, for the city's office."""

from collections.abc import Sequence
from datetime import date

from qsq.documents.document import Cells, Column, Document, Table
from qsq.domain.values.chinese_dates import chinese_date

LIST = "催报名单"
"""The name of its file."""

_OWED = Column("尚缺评分意见（条）", 24, Cells.COUNT)


def chaser_list(scheme: str, period: str, deadline: date, owing: Sequence[tuple[str, int]]) -> Document:
    """The list: departments, and towns for what they added, with how many observations they owe."""
    rows = tuple((name, str(count)) for name, count in owing)
    table = Table((Column("部门、镇（街道）", 30), _OWED), rows, name="名单")
    lines = (scheme, f"截止日期：{chinese_date(deadline)}")
    return Document(f"{period}评分意见催报名单", (table,), lines)
