"""Days and periods as Chinese documents write them."""

import re
from dataclasses import dataclass
from datetime import date

from qsq.domain.values.periods import Month, Period, PeriodKind, periods_of

_YEAR = re.compile(r"\d{4}", re.ASCII)
_WHOLE_YEAR = re.compile(r"(?<!\d)([12]\d{3})年(?![\d一二三四上下])", re.ASCII)
_QUARTERS = ("一季度", "二季度", "三季度", "四季度")
_HALVES = ("上半年", "下半年")


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """What Chinese documents call the periods of a kind.

    Attributes:
        kind: before a noun: 季度奖励.
        unit: after 各 or 每, and as the head of a column: 各季度.
        this: the one that a document is about: 本季度.
        before: the one before it.
        after: the one after it.
    """

    kind: str
    unit: str
    this: str
    before: str
    after: str


PERIOD_WORDS = {
    PeriodKind.MONTH: PeriodWords("月度", "月份", "本月", "上月", "下月"),
    PeriodKind.TWO_MONTHS: PeriodWords("双月", "双月", "本期", "上期", "下期"),
    PeriodKind.QUARTER: PeriodWords("季度", "季度", "本季度", "上季度", "下季度"),
    PeriodKind.HALF_YEAR: PeriodWords("半年", "半年", "本期", "上期", "下期"),
    PeriodKind.YEAR: PeriodWords("年度", "年度", "本年度", "上年度", "下年度"),
}


def chinese_date(day: date) -> str:
    """A day: 2023年4月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_period(period: Period) -> str:
    """A period: 2023年5月, 2023年一季度, 2023年上半年, 2023年."""
    return f"{period.year}年{_within_year(period)}"


def periods_named(text: str, kind: PeriodKind) -> frozenset[Period]:
    """The periods within a year that a text names, in Chinese or as files write them; days name none."""
    if kind is PeriodKind.YEAR:
        return frozenset()
    years = {int(year) for year in _YEAR.findall(text)}
    every = (period for year in sorted(years) for period in periods_of(year, kind))
    return frozenset(one for one in every if _names(text, one))


def spans_named(text: str, kind: PeriodKind) -> frozenset[Period]:
    """The periods of a kind that a text names, whole years too; days and parts of a year name no year."""
    if kind is not PeriodKind.YEAR:
        return periods_named(text, kind)
    return frozenset(Period(int(year), 1, kind) for year in _WHOLE_YEAR.findall(text))


def _names(text: str, period: Period) -> bool:
    names = f"{re.escape(chinese_period(period))}|{re.escape(str(period))}"
    return re.search(rf"(?:{names})(?![\d-])", text, re.IGNORECASE) is not None


def short_chinese_period(period: Period) -> str:
    """A period within its year: 5月, 一季度, 上半年, 全年."""
    return _within_year(period) or "全年"


def _within_year(period: Period) -> str:
    match period.kind:
        case PeriodKind.MONTH:
            return f"{period.number}月"
        case PeriodKind.TWO_MONTHS:
            first, last = period.months
            return f"{first.number}至{last.number}月"
        case PeriodKind.QUARTER:
            return _QUARTERS[period.number - 1]
        case PeriodKind.HALF_YEAR:
            return _HALVES[period.number - 1]
        case PeriodKind.YEAR:
            return ""


def chinese_month(month: Month) -> str:
    """A month: 2023年2月."""
    return f"{month.year}年{month.number}月"
