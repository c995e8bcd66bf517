"""Quarters are written `2023Q1` (CONTRACT.md section 1)."""

from datetime import date

import pytest

from qsq.domain.periods import Quarter, quarters_of


@pytest.mark.parametrize("text", ["2023Q1", "2023Q4", "1999Q2"])
def test_a_quarter_is_read_and_written_alike(text: str) -> None:
    assert str(Quarter.read(text)) == text


def test_a_quarter_knows_its_year_and_number() -> None:
    assert Quarter.read("2023Q3") == Quarter(2023, 3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023",
        "2023Q0",
        "2023Q5",
        "2023q1",
        "2023-Q1",
        "2023Q1 ",
        " 2023Q1",
        "2023Q11",
        "23Q1",
        "0023Q1",
        "2023Q1\n",
        "\uff12023Q1",  # a full-width 2
        "2023\uff311",  # a full-width Q
        "2023-02",
    ],
)
def test_anything_else_is_no_quarter(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Quarter.read(text)


@pytest.mark.parametrize(
    ("text", "key", "first", "last"),
    [
        ("2023Q1", "q1", date(2023, 1, 1), date(2023, 3, 31)),
        ("2023Q2", "q2", date(2023, 4, 1), date(2023, 6, 30)),
        ("2023Q3", "q3", date(2023, 7, 1), date(2023, 9, 30)),
        ("2023Q4", "q4", date(2023, 10, 1), date(2023, 12, 31)),
    ],
)
def test_a_quarter_has_three_months(text: str, key: str, first: date, last: date) -> None:
    quarter = Quarter.read(text)
    assert (quarter.key, quarter.first_day, quarter.last_day) == (key, first, last)


def test_quarters_follow_one_another_over_the_turn_of_the_year() -> None:
    assert Quarter(2023, 1).next == Quarter(2023, 2)
    assert Quarter(2023, 4).next == Quarter(2024, 1)
    assert Quarter(2023, 4).previous == Quarter(2023, 3)
    assert Quarter(2023, 1).previous == Quarter(2022, 4)


def test_a_year_has_four_quarters_in_order() -> None:
    assert [str(quarter) for quarter in quarters_of(2023)] == ["2023Q1", "2023Q2", "2023Q3", "2023Q4"]


def test_quarters_are_in_the_order_of_time() -> None:
    assert sorted([Quarter(2024, 1), Quarter(2023, 4), Quarter(2023, 1)]) == [
        Quarter(2023, 1),
        Quarter(2023, 4),
        Quarter(2024, 1),
    ]
