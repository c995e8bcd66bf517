"""What callers name in words: a period, a month, a day, a year, a meaning of missing observations."""

from datetime import date

from qsq.domain.faults import WrongUse, message
from qsq.domain.scheme.scheme import Missing
from qsq.domain.values.periods import Month, Period
from qsq.domain.values.periods import read_year as year_of


def read_period(period: str | Period) -> Period:
    """The period that a caller names."""
    if isinstance(period, Period):
        return period
    try:
        return Period.read(period)
    except ValueError:
        raise WrongUse(
            message("found {found}; expected a period such as 2023Q1 or 2023-02", found=period)
        ) from None


def read_month(month: str | Month) -> Month:
    """The month that a caller names."""
    if isinstance(month, Month):
        return month
    try:
        return Month.read(month)
    except ValueError:
        raise WrongUse(message("found {found}; expected a month such as 2023-02", found=month)) from None


def read_day(day: str | date | None) -> date | None:
    """The day that a caller names, if any."""
    return None if day is None else named_day(day)


def named_day(day: str | date) -> date:
    """The day that a caller names."""
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise WrongUse(message("found {found}; expected a day such as 2023-04-10", found=day)) from None


def read_year(year: str | int) -> int:
    """The year that a caller names."""
    try:
        return year_of(str(year))
    except ValueError:
        raise WrongUse(message("found {found}; expected a year such as 2023", found=year)) from None


def read_when(kind: str, period: str) -> Period | Month | int:
    """The period that a caller names, of the kind that is asked for."""
    if kind == "period":
        return read_period(period)
    return read_month(period) if kind == "month" else read_year(period)


def read_missing(missing: str | Missing | None) -> Missing | None:
    """What a caller says that a missing observation means."""
    if missing is None:
        return None
    try:
        return Missing(missing)
    except ValueError:
        raise WrongUse(message("found {found}; expected block, exclude or zero", found=missing)) from None
