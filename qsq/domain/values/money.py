"""Money in whole fen."""

from fractions import Fraction

from qsq.domain.values.numbers import Rounding, Scale, plain

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


def yuan_told(amount: int) -> str:
    """Fen as prose tells them: 99000000 is `99万元`, 480000 `4800元`, 270025 `2700.25元`."""
    hundreds, rest = divmod(amount, _HUNDRED_YUAN)
    if rest or abs(hundreds) < _MYRIAD_IN_HUNDREDS:
        return f"{yuan(amount).removesuffix('.00')}元"
    return f"{plain(Fraction(hundreds, _MYRIAD_IN_HUNDREDS))}万元"


_HUNDRED_YUAN = 100_00
_MYRIAD_IN_HUNDREDS = 100
