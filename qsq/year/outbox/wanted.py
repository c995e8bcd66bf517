"""Forms that no step prints and that are wanted of towns by where the periods and years stand.

村名册 before a year begins, 目标表 until all villages have their own, 走访登记表 month by
month, 推荐表 and 村干部名册 when the year's periods are final. Who sent one back, as far as the data
tells, is asked no more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from qsq.domain.faults import QsqError
from qsq.domain.forms.stamp import FormKind
from qsq.domain.values.chinese_dates import chinese_month, chinese_period
from qsq.domain.values.periods import Period
from qsq.year.desk.acting import Acting
from qsq.year.registers.lacking import (
    towns_without_cadres,
    towns_without_recommendation,
    towns_without_targets,
    towns_without_visits,
)
from qsq.year.status.outlook import Outlook, PeriodOutlook, YearOutlook

_SOON = timedelta(days=31)
"""How long before a period begins what its list needs is asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A form that some towns still owe.

    Attributes:
        period: the period, month or year; empty for a form of none.
        called: the same as documents write it.
        folder: in out/, where the form lies.
        towns: who owes it.
        until: the day until which it is asked for; None where that is past or none is set.
        since: the day from which it is; one that was handed out before was another one.
    """

    kind: FormKind
    period: str
    called: str
    folder: str
    towns: frozenset[str]
    until: date | None = None
    since: date = date.min


def wanted(outlook: Outlook) -> tuple[Wanted, ...]:
    """The forms that are wanted on the day of an outlook, of whichever towns owe them."""
    return tuple(_wanted(outlook))


def _wanted(outlook: Outlook) -> Iterator[Wanted]:
    acting = outlook.acting
    soon = [one for one in outlook.unissued if acting.today < one.first_day <= acting.today + _SOON]
    for found in (
        *_lists_of_villages(outlook, soon),
        *(form for period in soon for form in _targets(acting, period, period.first_day)),
        *(form for one in outlook.periods for form in _of_period(acting, one)),
        *(form for one in outlook.years if one.to_be_listed for form in _of_year(acting, one)),
    ):
        if found.towns:
            until = found.until if found.until and found.until >= acting.today else None
            yield replace(found, until=until)


def _lists_of_villages(outlook: Outlook, soon: list[Period]) -> Iterator[Wanted]:
    """Before a year begins and its first list is issued; nothing tells that they came back."""
    begun = {one.period.year for one in outlook.periods if one.ahead.checklist.revision}
    for period in soon[:1]:
        if period.year not in begun:
            towns, day = frozenset(town.code for town in outlook.acting.register.towns), period.first_day
            yield Wanted(FormKind.REGISTER, "", f"{period.year}年", "villages", towns, day, day - _SOON)


def _of_period(acting: Acting, one: PeriodOutlook) -> Iterator[Wanted]:
    """Targets that still lack, and the visits of the months that have begun."""
    ahead = one.ahead
    if ahead.evaluated or not ahead.checklist.revision:
        return
    yield from _targets(acting, one.period, ahead.deadline)
    for month in one.period.months if ahead.checks_visits else ():
        if month.first_day <= acting.today:
            towns, folder = towns_without_visits(acting, month), f"{month}/visits"
            yield Wanted(FormKind.VISITS, str(month), chinese_month(month), folder, towns, month.last_day)


def _targets(acting: Acting, period: Period, until: date) -> Iterator[Wanted]:
    try:
        towns = towns_without_targets(acting, period)
    except QsqError:  # rules or targets are wrong, which is told where they are read
        return
    folder = f"{period}/targets"
    yield Wanted(FormKind.TARGETS, str(period), chinese_period(period), folder, towns, until)


def _of_year(acting: Acting, one: YearOutlook) -> Iterator[Wanted]:
    """What the year's list is made from besides its periods."""
    year, recommending = str(one.year), towns_without_recommendation(acting, one.year) or frozenset()
    yield Wanted(FormKind.RECOMMENDATION, year, f"{year}年", f"{year}/recommendation", recommending)
    try:
        towns = towns_without_cadres(acting, one.year)
    except QsqError:
        return
    yield Wanted(FormKind.CADRES, year, f"{year}年", f"{year}/cadres", towns)
