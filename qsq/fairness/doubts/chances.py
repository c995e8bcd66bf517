"""How often chance alone gives what was seen: seeded draws of villages, and many questions asked at once."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from qsq.late import library

if TYPE_CHECKING:
    import numpy as np

    from qsq.fairness.columns import Whole
else:
    np = library("numpy")

LEVEL = Fraction(1, 50)
"""Of what is told, at most this share is told by chance, in the long run of years. With one in twenty, more
than that of the honest years in `tests/unit/test_who_marks.py` told something: ranks are not quite alike."""

_AT_ONCE = 4000
"""How many draws are worked out together, so that they stay near the processor."""


def told(chances: Sequence[Fraction], level: Fraction = LEVEL) -> tuple[bool, ...]:
    """Which of many questions are worth telling, after Benjamini and Hochberg (1995)."""
    limit = Fraction(-1)
    for number, chance in enumerate(sorted(chances), start=1):
        if chance <= level * number / len(chances):
            limit = chance
    return tuple(chance <= limit for chance in chances)


def as_far(seen: int, drawn: int) -> Fraction:
    """The chance of what as many draws reached, what was seen being one of them."""
    return Fraction(seen + 1, drawn + 1)


def drawn_villages(dice: "np.random.PCG64", draws: int, size: int, whole: int) -> Iterator["Whole"]:
    """Draws of so many different ones of the whole, all equally likely: a row each, some thousand at once."""
    for start in range(0, draws, _AT_ONCE):
        number = min(_AT_ONCE, draws - start)
        rows, left = np.arange(number), np.tile(np.arange(whole, dtype=np.int32), (number, 1))
        raw = dice.random_raw(number * size).reshape(size, number)
        for place in range(size):
            other = place + (raw[place] % np.uint64(whole - place)).astype(np.int64)
            taken = left[rows, other].copy()
            left[rows, other] = left[:, place]
            left[:, place] = taken
        yield left[:, :size]


def shuffled(dice: "np.random.PCG64", draws: int, blocks: "Whole") -> "Whole":
    """Orders of the rows, each block shuffled in its own places; a row a draw.

    Args:
        dice: where the draws come from.
        draws: how many.
        blocks: the number of each row's block; rows of a block are neighbours, blocks in rising order.
    """
    raw = dice.random_raw(draws * len(blocks)).reshape(draws, len(blocks))
    keys = (raw >> np.uint64(24)) + (blocks.astype(np.uint64) << np.uint64(40))
    bits, most = len(blocks).bit_length(), int(blocks.max(initial=0)).bit_length() + 40
    if bits + most > 64:  # noqa: PLR2004 - a key's bits
        order: Whole = np.argsort(keys, axis=1, kind="stable")
        return order
    rows = np.arange(
        len(blocks), dtype=np.uint64
    )  # behind the keys: to sort is faster than to tell the order
    ordered = np.sort((keys << np.uint64(bits)) + rows, axis=1) & np.uint64(2**bits - 1)
    return ordered.astype(np.int64)


def standing(values: "Whole") -> "Whole":
    """How many values each is above, less how many it is below; together 0."""
    ordered = np.sort(values)
    below = np.searchsorted(ordered, values, side="left")
    above = len(values) - np.searchsorted(ordered, values, side="right")
    found: Whole = below - above
    return found
