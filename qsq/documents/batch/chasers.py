"""催报单: what a department still owes, town by town."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from qsq.documents.document import Cells, Column, Document, Table
from qsq.domain.values.chinese_dates import chinese_date

_OWED = Column("尚缺评分意见（条）", 24, Cells.COUNT)

_IN_WORDS = (Column("镇（街道）", 14), Column("村（社区）", 16), Column("任务", 60))

Counts = Sequence[tuple[str, int]]
"""Names with the observations that lack."""


def chaser(
    scheme: str, period: str, department: str, deadline: date, owed: Sequence[tuple[str, str, str]]
) -> Document:
    """The list that goes to a department: how many for each town, then each by town, village and task."""
    counts = Counter(town for town, _village, _task in owed)
    total = (("合计", str(len(owed))),)
    table = Table((Column("镇（街道）", 30), _OWED), _rows(tuple(counts.items())), total, "催报单")
    listed = Table(_IN_WORDS, tuple(owed), name="缺哪些")
    lines = (scheme, f"截止日期：{chinese_date(deadline)} · 共缺 {len(owed)} 条")
    return Document(f"{department} {period}评分意见催报单", (table, listed), lines)


def chaser_list(scheme: str, period: str, deadline: date, departments: Counts) -> Document:
    """The list for the city's office: departments with what they owe."""
    table = Table((Column("部门", 30), _OWED), _rows(departments), name="名单")
    lines = (scheme, f"截止日期：{chinese_date(deadline)}")
    return Document(f"{period}评分意见催报名单", (table,), lines)


def _rows(counts: Counts) -> tuple[tuple[str, ...], ...]:
    return tuple((name, str(count)) for name, count in counts)
