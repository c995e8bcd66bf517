"""A village's marks against its own mean."""

from fractions import Fraction

import pytest

from qsq.awards.improvement import against_own_mean, signed
from qsq.domain.values.numbers import Scale


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        ([], []),
        (["80"], ["0.00"]),
        (["80", "90"], ["-5.00", "+5.00"]),
        (["80", "80"], ["0.00", "0.00"]),
        (["80.00", "80.01", "80.01"], ["-0.01", "0.00", "0.00"]),  # the mean is 80.0066…
        (["70", "80", "93"], ["-11.00", "-1.00", "+12.00"]),
        (["80.00", "80.01"], ["-0.01", "+0.01"]),  # a half is rounded by its size
    ],
)
def test_each_mark_is_held_against_the_mean_of_all(marks: list[str], told: list[str]) -> None:
    found = against_own_mean([Fraction(one) for one in marks], Scale(2))
    assert [signed(units, Scale(2)) for units in found] == told
