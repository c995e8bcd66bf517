"""Days and periods as Chinese documents write them."""

from datetime import date

from qsq.domain.periods import Month, Period

_NUMERALS = ("", "一", "二", "三", "四")


def chinese_date(day: date) -> str:
    """A day: 2023年4月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_period(period: Period) -> str:
    """A period: 2023年第一季度."""
    return f"{period.year}年第{_NUMERALS[period.number]}季度"


def chinese_month(month: Month) -> str:
    """A month: 2023年2月."""
    return f"{month.year}年{month.number}月"
