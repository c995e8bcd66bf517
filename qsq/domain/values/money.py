"""Money in whole fen."""

from fractions import Fraction

from qsq.domain.values.numbers import Rounding, Scale

FEN = Scale(2, Rounding.HALF_UP)
"""Yuan written with two decimals; the one rounding of money (uplifts) is half up."""


def fen(yuan: Fraction) -> int:
    """An amount in yuan as fen.

    Raises:
        ValueError: the amount is not whole fen.
    """
    amount = yuan * FEN.unit
    if amount.denominator != 1:
        raise ValueError(yuan)
    return int(amount)


def yuan(amount: int) -> str:
    """Fen as yuan with both decimals: 170455 is `1704.55`."""
    return FEN.text(amount)


def yuan_grouped(amount: int) -> str:
    """Fen as yuan for people: 99000000 is `990,000.00`."""
    whole, decimals = FEN.text(amount).split(".")
    return f"{int(whole):,}.{decimals}"
