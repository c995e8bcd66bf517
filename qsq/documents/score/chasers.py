"""催报单: what a department still owes, town by town."""

from collections.abc import Mapping, Sequence
from datetime import date

from qsq.documents.writers.excel import Column, PrintedList
from qsq.domain.values.chinese_dates import chinese_date


def chaser(
    scheme: str, period: str, department: str, deadline: date, counts: Sequence[tuple[str, int]]
) -> PrintedList:
    """The list that goes to a department; `counts` are towns with the observations that lack."""
    total = sum(count for _town, count in counts)
    columns = (Column("镇(街道)", 30), Column("尚缺评分意见（条）", 24, number=True))
    return PrintedList(
        title=f"{department} {period}评分意见催报单",
        lines=(scheme, f"截止日期：{chinese_date(deadline)} · 共缺 {total} 条"),
        columns=columns,
        rows=(*((town, str(count)) for town, count in counts), ("合计", str(total))),
        landscape=False,
    )


def chaser_list(scheme: str, period: str, deadline: date, counts: Mapping[str, int]) -> PrintedList:
    """The list for the city's office: departments with the observations that lack."""
    columns = (Column("部门", 30), Column("尚缺评分意见（条）", 24, number=True))
    rows = tuple((department, str(count)) for department, count in counts.items())
    lines = (scheme, f"截止日期：{chinese_date(deadline)}")
    return PrintedList(f"{period}评分意见催报名单", lines, columns, rows, landscape=False)
