"""Days and periods as Chinese documents write them."""

from datetime import date

from qsq.domain.periods import Month, Quarter

_NUMERALS = ("", "一", "二", "三", "四")


def chinese_date(day: date) -> str:
    """A day: 2023年4月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_quarter(quarter: Quarter) -> str:
    """A quarter: 2023年第一季度."""
    return f"{quarter.year}年第{_NUMERALS[quarter.number]}季度"


def chinese_month(month: Month) -> str:
    """A month: 2023年2月."""
    return f"{month.year}年{month.number}月"
