"""The days of a public notice, by the State Council's calendar and the office's own."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qsq.domain.faults import Refused
from qsq.domain.scheme.scheme import NoticeRule
from qsq.domain.steps.working_days import notice_days
from qsq.rules.calendar_file import WorkingDays, calendar_file


class Files:
    """A workspace of one file."""

    def __init__(self, path: str = "", content: str = "") -> None:
        self.contents = {path: content.encode()}

    def read(self, path: str) -> bytes | None:
        return self.contents.get(path)

    def names(self, path: str) -> tuple[str, ...]:
        return (path,)

    def folders(self, path: str) -> tuple[str, ...]:
        return (path,)


def last_day(begun: date, days: int = 5, *, first_counts: bool = True, own: str = "") -> date:
    files = Files(calendar_file(begun.year), own) if own else Files()
    return notice_days(begun, NoticeRule(days, first_counts), WorkingDays(files)).last


@pytest.mark.parametrize(
    ("begun", "first_counts", "last"),
    [
        (date(2023, 4, 10), True, date(2023, 4, 14)),  # Monday to Friday
        (date(2023, 4, 10), False, date(2023, 4, 17)),
        (date(2023, 4, 15), True, date(2023, 4, 21)),  # hung up on a Saturday
        (date(2023, 4, 3), True, date(2023, 4, 10)),  # 清明: Wednesday 5 April is off
        (date(2023, 1, 19), True, date(2023, 1, 30)),  # 春节: 21-27 January off, 28 and 29 made up
        (
            date(2023, 9, 28),
            True,
            date(2023, 10, 10),
        ),  # 中秋、国庆: 29 September - 6 October off, 7 and 8 made up
    ],
)
def test_a_notice_of_five_working_days(begun: date, first_counts: bool, last: date) -> None:
    assert last_day(begun, first_counts=first_counts) == last


def test_the_office_may_have_days_off_of_its_own() -> None:
    assert last_day(date(2023, 4, 10), own="days_off: ['2023-04-12']") == date(2023, 4, 17)
    assert last_day(date(2023, 4, 10), own="make_up_days: ['2023-04-15']\ndays_off: ['2023-04-12']") == date(
        2023, 4, 15
    )


def test_a_year_that_nobody_knows_needs_the_offices_file() -> None:
    with pytest.raises(Refused, match=r"rules/2031/calendar.yaml: the days off of 2031 are not known"):
        last_day(date(2031, 4, 7))
    assert last_day(date(2031, 4, 7), own="days_off: ['2031-04-08']") == date(2031, 4, 14)


def test_a_notice_over_the_years_end_needs_both_years() -> None:
    with pytest.raises(Refused, match="2027"):
        last_day(date(2026, 12, 30))


def test_a_wrong_calendar_is_refused_with_its_lines() -> None:
    own = "days_off:\n  - '2022-04-12'\n  - '2023-05-01'\nmake_up_days:\n  - '2023-05-01'\n"
    with pytest.raises(Refused) as refused:
        last_day(date(2023, 4, 10), own=own)
    assert [str(fault.place) for fault in refused.value.faults] == [
        "rules/2023/calendar.yaml:line 2",
        "rules/2023/calendar.yaml:line 5",
    ]
    with pytest.raises(Refused, match="expected a date"):
        last_day(date(2023, 4, 10), own="days_off: [4月12日]")


@given(st.dates(date(2004, 2, 1), date(2026, 6, 1)), st.integers(1, 10), st.booleans())
def test_a_notice_hangs_for_exactly_its_working_days(begun: date, days: int, first_counts: bool) -> None:
    works = WorkingDays(Files())
    found = notice_days(begun, NoticeRule(days, first_counts), works)
    hung = [found.first + timedelta(days=n) for n in range((found.last - found.first).days + 1)]
    counted = [day for day in hung if works(day) and (first_counts or day != begun)]
    assert found.first == begun
    assert len(counted) == days
    assert works(found.last)
