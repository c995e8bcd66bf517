"""Exact numbers: read from text, rounded once, written with all their decimals (CONTRACT.md section 6)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import assert_never

NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?P<exponent>[eE][-+]?\d{1,3})?", re.ASCII)
MOST_DIGITS = 15
"""Digits before and after the decimal point that a number may have: what a spreadsheet can hold."""


_OF_A_COUNTY = 200_000
"""Different numbers that are kept at hand; a county enters a few thousand."""


@lru_cache(_OF_A_COUNTY)
def read_number(text: str) -> Fraction:
    """The number that `text` writes, exactly.

    Raises:
        ValueError: the text is no decimal number, or one of more than `MOST_DIGITS` digits.
    """
    match = NUMBER.fullmatch(text)
    if match is None:
        raise ValueError(text)
    number = Decimal(text)
    if match["exponent"] or len(text) > MOST_DIGITS:
        decimals = -int(number.as_tuple().exponent)
        if decimals > MOST_DIGITS or number.adjusted() >= MOST_DIGITS:
            raise ValueError(text)
    return Fraction(number)


def read_result(text: str) -> Fraction:
    """The number that a cell shows: as `read_number`, or to 15 significant digits what has more decimals.

    A spreadsheet computes to so many digits; 1/30 is 0.0333333333333333 there.

    Raises:
        ValueError: the text is no decimal number, or one of more than `MOST_DIGITS` digits before the point.
    """
    try:
        return read_number(text)
    except ValueError:
        if NUMBER.fullmatch(text) is None:
            raise
    number = Decimal(text)
    if number.adjusted() >= MOST_DIGITS:
        raise ValueError(text)
    return Fraction(number.normalize(_AS_A_SPREADSHEET))


_AS_A_SPREADSHEET = Context(prec=MOST_DIGITS)


class Rounding(StrEnum):
    """How the half of a last place is rounded; `half_even` is GB/T 8170."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"


def round_ratio(numerator: int, denominator: int, rounding: Rounding) -> int:
    """Numerator ÷ denominator as a whole number, one below 0 by its size; the denominator is above 0."""
    if numerator < 0:
        return -round_ratio(-numerator, denominator, rounding)
    whole, rest = divmod(numerator, denominator)
    doubled = 2 * rest
    if doubled != denominator:
        return whole + (doubled > denominator)
    match rounding:
        case Rounding.HALF_UP:
            return whole + 1
        case Rounding.HALF_EVEN:
            return whole + whole % 2
        case _:
            assert_never(rounding)


@dataclass(frozen=True, slots=True)
class Scale:
    """The decimals that a printed figure has, and how it is rounded to them."""

    decimals: int
    rounding: Rounding = Rounding.HALF_UP

    @property
    def unit(self) -> int:
        """How many units of the last decimal place make 1."""
        return int(10**self.decimals)

    def units(self, exact: Fraction) -> int:
        """A number in units of the last decimal place, rounded."""
        return round_ratio(exact.numerator * self.unit, exact.denominator, self.rounding)

    def exact(self, units: int) -> Fraction:
        """The number that so many units are."""
        return Fraction(units, self.unit)

    def text(self, units: int) -> str:
        """So many units as text with all decimals: 8735 is `87.35`."""
        if not self.decimals:
            return str(units)
        digits = str(abs(units)).rjust(self.decimals + 1, "0")
        sign = "-" if units < 0 else ""
        return f"{sign}{digits[: -self.decimals]}.{digits[-self.decimals :]}"


def added(numbers: Iterable[Fraction]) -> Fraction:
    """What numbers add up to; `sum` would reduce a fraction at each step."""
    every = tuple(numbers)
    parts = lcm(*(one.denominator for one in every))
    return Fraction(sum(one.numerator * (parts // one.denominator) for one in every), parts)


def plain(number: Fraction) -> str:
    """A number read from text, as text again without needless zeros: 3/2 is `1.5`.

    A number that no decimal text writes (1/3) is written as a fraction.
    """
    return _plain(number.numerator, number.denominator)


@lru_cache(maxsize=4096)  # points, targets and weights are the same in hundreds of villages' papers
def _plain(numerator: int, denominator: int) -> str:
    rest, places = denominator, 0
    while rest % 10 == 0:
        rest //= 10
        places += 1
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
            places += 1
    if rest != 1:
        return f"{numerator}/{denominator}"
    return Scale(places).text(numerator * 10**places // denominator)


def percent(share: Fraction) -> str:
    """A share as a percentage: 1/2 is `50%`."""
    return plain(share * 100) + "%"
