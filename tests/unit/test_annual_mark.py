"""The mark of the year, from the periods and the review, rounded once (CONTRACT.md section 8)."""

from dataclasses import replace
from fractions import Fraction

import pytest

from qsq.awards.standing import annual_mark
from qsq.domain.scheme.scheme import Annual, Marks
from qsq.domain.values.numbers import Rounding
from tests.unit.builders import Number, annual, marks_rule, period, periods, year


def written(
    *marks: Number, rule: Annual | None = None, review: Number | None = None, marks_as: Marks | None = None
) -> str:
    """The annual mark of a village with these marks in its first periods."""
    scale = marks_as or marks_rule()
    found = annual_mark(year("A1", *periods(*marks), review=review), rule or annual(), scale)
    assert found is not None
    return scale.scale.text(found)


def test_equal_weights_make_the_plain_mean() -> None:
    """Section 8: (80 + 85.5 + 90 + 91.1) ÷ 4 = 86.65."""
    assert written(80, "85.5", 90, "91.1") == "86.65"


def test_periods_weigh_as_the_scheme_says() -> None:
    """Section 8: (80 + 85.5 + 1.5 × 90 + 91.1) ÷ 4.5 = 391.6 ÷ 4.5 = 87.0222… exactly."""
    assert written(80, "85.5", 90, "91.1", rule=annual(weights=(1, 1, "1.5", 1))) == "87.02"


def test_only_the_periods_that_the_village_has_are_weighed() -> None:
    """Section 8: ÷ Σ(weights of the periods the village has): (70 × 2 + 100 × 3) ÷ 5."""
    rule = annual(weights=(7, 2, 5, 3))
    found = annual_mark(year("A1", period(2, 70), period(4, 100)), rule, marks_rule())
    assert found == 8800


def test_a_village_without_a_period_has_no_mark() -> None:
    assert annual_mark(replace(year("A1"), periods=()), annual(), marks_rule()) is None


@pytest.mark.parametrize(
    ("share", "review", "mark"),
    [
        ("0%", None, "80.00"),
        ("30%", 90, "83.00"),  # 0.7 × 80 + 0.3 × 90
        ("30%", "70.55", "77.17"),  # 56 + 21.165 = 77.165, half up
        ("100%", "64.5", "64.50"),
        ("0%", 90, "80.00"),
    ],
)
def test_a_review_brings_in_its_share(share: str, review: Number | None, mark: str) -> None:
    """Section 8: (1 − review_share) × mean + review_share × review mark."""
    assert written(80, 80, 80, 80, rule=annual(review_share=share), review=review) == mark


def test_the_mark_is_rounded_once_and_not_the_mean_before_it() -> None:
    """Section 8: mean 80.005; half of it and half of 80 is 80.0025; from 80.01 it would be 80.005."""
    assert written("80.00", "80.01", rule=annual(review_share="50%"), review=80) == "80.00"


@pytest.mark.parametrize(
    ("marks", "rounding", "mark"),
    [
        ((16, 17), Rounding.HALF_EVEN, "16"),
        ((17, 18), Rounding.HALF_EVEN, "18"),
        ((16, 17), Rounding.HALF_UP, "17"),
    ],
)
def test_the_year_is_rounded_as_its_periods_are(
    marks: tuple[int, int], rounding: Rounding, mark: str
) -> None:
    """Sections 6 and 8: whole marks, 16.5 and 17.5."""
    assert written(*marks, marks_as=marks_rule(total=20, decimals=0, rounding=rounding)) == mark


def test_a_period_that_weights_does_not_name_has_one() -> None:
    """Section 8: (60 × 3 + 80) ÷ 4."""
    rule = replace(annual(), weights={"q1": Fraction(3)})
    assert written(60, 80, rule=rule) == "65.00"


def test_a_review_that_lacks_brings_nothing() -> None:
    assert written(80, 90, rule=annual(review_share="20%")) == "68.00"
