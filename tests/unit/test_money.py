"""Money is whole fen inside, yuan with both decimals outside (CONTRACT.md section 9)."""

import pytest

from qsq.domain.values.money import FEN, fen, yuan, yuan_grouped, yuan_told
from tests.unit.builders import exact


@pytest.mark.parametrize(
    ("amount", "in_fen"), [("0", 0), ("0.01", 1), ("15000", 1500000), ("1704.55", 170455), ("0.1", 10)]
)
def test_yuan_are_whole_fen(amount: str, in_fen: int) -> None:
    assert fen(exact(amount)) == in_fen


@pytest.mark.parametrize("amount", ["0.001", "0.005", "1/3", "99.999"])
def test_less_than_a_fen_is_refused_and_never_rounded_away(amount: str) -> None:
    with pytest.raises(ValueError, match=amount if "/" in amount else "/"):
        fen(exact(amount))


@pytest.mark.parametrize(
    ("in_fen", "written"),
    [(0, "0.00"), (1, "0.01"), (10, "0.10"), (170455, "1704.55"), (1500000, "15000.00")],
)
def test_money_is_written_with_both_decimals(in_fen: int, written: str) -> None:
    """Section 9: `"15000.00"`."""
    assert yuan(in_fen) == written


@pytest.mark.parametrize(
    ("in_fen", "written"),
    [(0, "0.00"), (99999, "999.99"), (100000, "1,000.00"), (99000000, "990,000.00"), (5, "0.05")],
)
def test_money_for_people_has_its_thousands_grouped(in_fen: int, written: str) -> None:
    assert yuan_grouped(in_fen) == written


def test_half_a_fen_is_rounded_up() -> None:
    """Section 8: an uplift is rounded half_up to fen."""
    assert FEN.units(exact("720.125")) == 72013
    assert FEN.units(exact("720.135")) == 72014
    assert FEN.units(exact("720.1249")) == 72012


@pytest.mark.parametrize(
    ("in_fen", "told"),
    [
        (99000000, "99万元"),
        (1000000, "1万元"),
        (1250000, "1.25万元"),
        (990000, "9900元"),
        (480000, "4800元"),
        (270025, "2700.25元"),
        (1000001, "10000.01元"),
        (-1000000, "-1万元"),
        (0, "0元"),
    ],
)
def test_prose_tells_whole_hundreds_from_ten_thousand_yuan_on_in_ten_thousands(
    in_fen: int, told: str
) -> None:
    assert yuan_told(in_fen) == told
