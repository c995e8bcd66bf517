"""Days that count for a public notice: working days by a calendar that is given."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from qsq.domain.scheme.scheme import NoticeRule

IsWorkingDay = Callable[[date], bool]
"""Tells working days from days off."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NoticeDays:
    """The first and the last day on which a notice hangs; the last one counts to its end."""

    first: date
    last: date


def notice_days(begun: date, rule: NoticeRule, is_working_day: IsWorkingDay) -> NoticeDays:
    """The days of a notice that is hung up on `begun`.

    The day itself counts where the rule says so and it is a working day.
    """
    start = begun if rule.first_day_counts else begun + _DAY
    counted = filter(is_working_day, _days_from(start))
    return NoticeDays(begun, next(islice(counted, rule.working_days - 1, None)))


def _days_from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += _DAY
