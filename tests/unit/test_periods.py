"""期: months, two months, quarters, half-years and years (CONTRACT.md section 1)."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qsq.domain.values.periods import Month, Period, PeriodKind, periods_of, read_year


@pytest.mark.parametrize(
    "text", ["2023-02", "2023-12", "2023B1", "2023B6", "2023Q1", "1999Q4", "2023H1", "2023H2", "2023"]
)
def test_a_period_is_read_and_written_alike(text: str) -> None:
    assert str(Period.read(text)) == text


def test_a_period_knows_its_year_and_number() -> None:
    assert Period.read("2023Q3") == Period(2023, 3, PeriodKind.QUARTER)
    assert Period.read("2023-11") == Period(2023, 11, PeriodKind.MONTH)
    assert Period.read("2023") == Period(2023, 1, PeriodKind.YEAR)


@pytest.mark.parametrize("text", ["2023q1", "\uff12023Q1", "2023\uff311", "２０２３ｑ１"])
def test_case_and_full_width_forms_do_not_matter(text: str) -> None:
    assert Period.read(text) == Period(2023, 1, PeriodKind.QUARTER)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023Q0",
        "2023Q5",
        "2023-Q1",
        "2023Q1 ",
        " 2023Q1",
        "2023Q11",
        "23Q1",
        "0023Q1",
        "0023",
        "2023-13",
        "2023-00",
        "2023-2",
        "2023B7",
        "2023H3",
        "2023m02",
        "2023Q1\n",
    ],
)
def test_anything_else_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Period.read(text)


@pytest.mark.parametrize(
    ("text", "key", "first", "last"),
    [
        ("2023Q1", "q1", date(2023, 1, 1), date(2023, 3, 31)),
        ("2023Q2", "q2", date(2023, 4, 1), date(2023, 6, 30)),
        ("2023Q3", "q3", date(2023, 7, 1), date(2023, 9, 30)),
        ("2023Q4", "q4", date(2023, 10, 1), date(2023, 12, 31)),
        ("2023-02", "m02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-02", "m02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", "m12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2023B2", "b2", date(2023, 3, 1), date(2023, 4, 30)),
        ("2023H2", "h2", date(2023, 7, 1), date(2023, 12, 31)),
        ("2023", "y", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_a_period_has_a_key_and_a_first_and_last_day(text: str, key: str, first: date, last: date) -> None:
    period = Period.read(text)
    assert (period.key, period.first_day, period.last_day) == (key, first, last)


def test_periods_follow_one_another_over_the_turn_of_the_year() -> None:
    assert Period(2023, 1, PeriodKind.QUARTER).next == Period(2023, 2, PeriodKind.QUARTER)
    assert Period(2023, 4, PeriodKind.QUARTER).next == Period(2024, 1, PeriodKind.QUARTER)
    assert Period(2023, 4, PeriodKind.QUARTER).previous == Period(2023, 3, PeriodKind.QUARTER)
    assert Period(2023, 1, PeriodKind.QUARTER).previous == Period(2022, 4, PeriodKind.QUARTER)


def test_a_year_has_four_periods_in_order() -> None:
    assert [str(period) for period in periods_of(2023, PeriodKind.QUARTER)] == [
        "2023Q1",
        "2023Q2",
        "2023Q3",
        "2023Q4",
    ]


def test_periods_are_in_the_order_of_time() -> None:
    assert sorted(
        [
            Period(2024, 1, PeriodKind.QUARTER),
            Period(2023, 4, PeriodKind.QUARTER),
            Period(2023, 1, PeriodKind.QUARTER),
        ]
    ) == [
        Period(2023, 1, PeriodKind.QUARTER),
        Period(2023, 4, PeriodKind.QUARTER),
        Period(2024, 1, PeriodKind.QUARTER),
    ]


@pytest.mark.parametrize("kind", PeriodKind)
def test_the_periods_of_a_year_fill_it_without_a_gap(kind: PeriodKind) -> None:
    periods = periods_of(2024, kind)
    assert periods[0].first_day == date(2024, 1, 1)
    assert periods[-1].last_day == date(2024, 12, 31)
    assert all(one.next == two and two.previous == one for one, two in pairwise(periods))
    assert [month.number for period in periods for month in period.months] == list(range(1, 13))
    assert all(Period.read(str(period)) == period for period in periods)


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.sampled_from(PeriodKind))
def test_a_day_lies_in_its_period(day: date, kind: PeriodKind) -> None:
    period = Period.of(day, kind)
    assert period.first_day <= day <= period.last_day


@pytest.mark.parametrize(
    ("text", "same"), [("2023q1", True), ("２０２３Q1", True), ("2023Q2", False), ("?", False)]
)
def test_a_text_writes_this_very_period(text: str, same: bool) -> None:
    assert Period.read("2023Q1").is_written(text) is same


@pytest.mark.parametrize(
    ("text", "previous", "last"),
    [
        ("2023Q1", "2022Q4", False),
        ("2023Q4", "2023Q3", True),
        ("2023-01", "2022-12", False),
        ("2023", "2022", True),
    ],
)
def test_a_period_has_one_before_it_and_may_end_its_year(text: str, previous: str, last: bool) -> None:
    period = Period.read(text)
    assert (str(period.previous), period.is_last_of_year) == (previous, last)


def test_a_period_has_its_months_in_order() -> None:
    assert [str(month) for month in Period.read("2023Q2").months] == ["2023-04", "2023-05", "2023-06"]
    assert [str(month) for month in Period.read("2023-02").months] == ["2023-02"]
    assert len(Period.read("2023").months) == 12


def test_a_month_is_read_and_nothing_else_is_one() -> None:
    assert Month.read("2023-02") == Month(2023, 2)
    assert (Month(2023, 2).first_day, Month(2023, 2).last_day) == (date(2023, 2, 1), date(2023, 2, 28))
    with pytest.raises(ValueError, match="2023Q1"):
        Month.read("2023Q1")


def test_a_year_is_read_in_any_width_and_nothing_else_is_one() -> None:
    assert read_year("２０２３") == read_year("2023") == 2023
    for text in ("23", "02023", "2023Q1", "0023"):
        with pytest.raises(ValueError, match=text):
            read_year(text)
