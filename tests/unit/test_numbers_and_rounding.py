"""Numbers: read exactly, rounded once, written with all decimals (CONTRACT.md sections 2 and 6)."""

from fractions import Fraction

import pytest

from qsq.domain.values.numbers import Rounding, Scale, percent, plain, read_number, read_result, round_ratio
from tests.unit.builders import exact

EVERY_ROUNDING = [
    ("0", 2, "0.00"),
    ("7", 3, "7.000"),
    ("87.344", 2, "87.34"),
    ("87.346", 2, "87.35"),
    ("87.3450001", 2, "87.35"),
    ("87.3449999", 2, "87.34"),
    ("1/3", 2, "0.33"),
    ("2/3", 2, "0.67"),
    ("1/3", 0, "0"),
    ("2/3", 0, "1"),
    ("99.9996", 3, "100.000"),
]
"""Figures off the half, which both roundings round alike."""


@pytest.mark.parametrize("rounding", list(Rounding))
@pytest.mark.parametrize(("figure", "decimals", "printed"), EVERY_ROUNDING)
def test_a_figure_off_the_half_goes_to_the_nearer_place(
    figure: str, decimals: int, printed: str, rounding: Rounding
) -> None:
    """Section 6: rounded to `decimals` places, from an exact value."""
    scale = Scale(decimals, rounding)
    assert scale.text(scale.units(exact(figure))) == printed


@pytest.mark.parametrize(
    ("figure", "decimals", "up", "even"),
    [
        ("0.5", 0, "1", "0"),
        ("1.5", 0, "2", "2"),
        ("2.5", 0, "3", "2"),
        ("3.5", 0, "4", "4"),
        ("16.5", 0, "17", "16"),
        ("0.25", 1, "0.3", "0.2"),
        ("0.35", 1, "0.4", "0.4"),
        ("87.345", 2, "87.35", "87.34"),
        ("87.355", 2, "87.36", "87.36"),
        ("2.675", 2, "2.68", "2.68"),
        ("2.665", 2, "2.67", "2.66"),
        ("0.005", 2, "0.01", "0.00"),
        ("1.0005", 3, "1.001", "1.000"),
        ("99.995", 2, "100.00", "100.00"),
    ],
)
def test_an_exact_half_goes_up_or_to_the_even_figure(figure: str, decimals: int, up: str, even: str) -> None:
    """Section 6: `half_up`, or `half_even` of GB/T 8170."""
    for rounding, printed in ((Rounding.HALF_UP, up), (Rounding.HALF_EVEN, even)):
        scale = Scale(decimals, rounding)
        assert scale.text(scale.units(exact(figure))) == printed


def test_a_figure_is_not_rounded_in_steps() -> None:
    """Section 6: 87.3449 is 87.34, though 87.345, its own rounding, would be 87.35."""
    assert Scale(2).text(Scale(2).units(exact("87.3449"))) == "87.34"


def test_money_and_marks_are_half_up_unless_told() -> None:
    assert Scale(2) == Scale(2, Rounding.HALF_UP)


@pytest.mark.parametrize(
    ("numerator", "denominator", "up", "even"),
    [(0, 7, 0, 0), (7, 7, 1, 1), (3, 6, 1, 0), (9, 6, 2, 2), (4, 9, 0, 0), (5, 9, 1, 1), (15, 6, 3, 2)],
)
def test_a_quotient_need_not_be_in_lowest_terms(numerator: int, denominator: int, up: int, even: int) -> None:
    """Section 6: 3 ÷ 6 is a half as 1 ÷ 2 is."""
    assert round_ratio(numerator, denominator, Rounding.HALF_UP) == up
    assert round_ratio(numerator, denominator, Rounding.HALF_EVEN) == even


@pytest.mark.parametrize(
    ("decimals", "units", "printed"),
    [
        (0, 17, "17"),
        (0, 0, "0"),
        (1, 5, "0.5"),
        (2, 8735, "87.35"),
        (2, 8700, "87.00"),
        (2, 5, "0.05"),
        (2, 50, "0.50"),
        (2, 0, "0.00"),
        (2, -5, "-0.05"),
        (2, -8735, "-87.35"),
        (3, 1234567, "1234.567"),
    ],
)
def test_a_figure_is_written_with_all_its_decimals(decimals: int, units: int, printed: str) -> None:
    """Section 9: `"87.35"`, `"15000.00"`."""
    assert Scale(decimals).text(units) == printed


def test_units_are_read_back_as_the_number_they_are() -> None:
    assert Scale(2).exact(8735) == Fraction("87.35")
    assert Scale(0).exact(17) == 17


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("4", "4"),
        ("013307", "13307"),
        ("2.675", "2.675"),
        ("0.1", "1/10"),
        ("-0.5", "-1/2"),
        ("+3", "3"),
        (".5", "1/2"),
        ("5.", "5"),
        ("1.50", "3/2"),
        ("1e3", "1000"),
        ("25E-1", "5/2"),
        ("999999999999999", "999999999999999"),
        ("0.000000000000001", "1/1000000000000000"),
    ],
)
def test_a_number_is_read_exactly(text: str, number: str) -> None:
    """Section 2: from its text into an exact decimal, never through a binary float."""
    assert read_number(text) == Fraction(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1e999",
        "1e9999",
        "-1e999",
        "1e-999",
        "1000000000000000",
        "1e15",
        "0.0000000000000001",
        "nan",
        "NaN",
        "inf",
        "-Infinity",
        "\uff11\uff12",  # full-width 12
        "4\uff0e5",  # a full-width point
        "\u0664",  # an Arabic 4
        "1,000",
        "1_000",
        "4.5亩",
        "50%",
        "1/2",
        "0x10",
        "1 2",
        " 1",
        "1\n",
        ".",
        "-",
        "e5",
        "--1",
        "1.2.3",
        "NA",
    ],
)
def test_what_is_no_short_decimal_number_is_refused(text: str) -> None:
    """Section 2: exact decimals of at most 15 digits before and after the point, in ASCII figures."""
    with pytest.raises(ValueError, match=r".*"):
        read_number(text)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("0", "0"),
        ("100", "100"),
        ("1.5", "1.5"),
        ("0.50", "0.5"),
        ("0.125", "0.125"),
        ("0.15", "0.15"),
        ("0.02", "0.02"),
        ("0.005", "0.005"),
        ("0.25", "0.25"),
        ("-1.5", "-1.5"),
        ("1000.001", "1000.001"),
        ("1/3", "1/3"),
        ("5/6", "5/6"),
    ],
)
def test_a_number_of_the_rules_is_written_without_needless_zeros(number: str, written: str) -> None:
    assert plain(Fraction(number)) == written


@pytest.mark.parametrize(
    ("share", "written"), [("0", "0%"), ("1/2", "50%"), ("1", "100%"), ("1/8", "12.5%"), ("0.003", "0.3%")]
)
def test_a_share_is_written_in_percent(share: str, written: str) -> None:
    assert percent(Fraction(share)) == written


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.25", "0.25"),
        ("0.0333333333333333", "0.0333333333333333"),
        ("0.033333333333333333", "0.0333333333333333"),
        ("66.6666666666666667", "66.6666666666667"),
        ("1e-20", "0.00000000000000000001"),
    ],
)
def test_the_result_of_a_formula_is_read_to_fifteen_digits(text: str, number: str) -> None:
    assert read_result(text) == exact(number)


@pytest.mark.parametrize("text", ["eight", "", "1e15", "1" * 16, "123456789012345678.5"])
def test_what_is_no_number_or_too_large_is_no_result(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        read_result(text)
