"""催报单: what a department still owes, town by town."""

from collections.abc import Sequence
from datetime import date

from qsq.documents.document import Cells, Column, Document, Table
from qsq.domain.values.chinese_dates import chinese_date

_OWED = Column("尚缺评分意见（条）", 24, Cells.COUNT)

Counts = Sequence[tuple[str, int]]
"""Names with the observations that lack."""


def chaser(scheme: str, period: str, department: str, deadline: date, towns: Counts) -> Document:
    """The list that goes to a department."""
    total = sum(count for _town, count in towns)
    table = Table((Column("镇（街道）", 30), _OWED), _rows(towns), (("合计", str(total)),), "催报单")
    lines = (scheme, f"截止日期：{chinese_date(deadline)} · 共缺 {total} 条")
    return Document(f"{department} {period}评分意见催报单", (table,), lines)


def chaser_list(scheme: str, period: str, deadline: date, departments: Counts) -> Document:
    """The list for the city's office: departments with what they owe."""
    table = Table((Column("部门", 30), _OWED), _rows(departments), name="名单")
    lines = (scheme, f"截止日期：{chinese_date(deadline)}")
    return Document(f"{period}评分意见催报名单", (table,), lines)


def _rows(counts: Counts) -> tuple[tuple[str, ...], ...]:
    return tuple((name, str(count)) for name, count in counts)
