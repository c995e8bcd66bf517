"""Other weights, drawn by a seed: the same on every machine, whatever else is installed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qsq.late import library

if TYPE_CHECKING:
    import numpy as np

    from qsq.fairness.columns import Whole
else:
    np = library("numpy")

WITHIN = 1000
"""The factor that leaves a weight as it is."""

_POINTS = 2**30
"""The parts of the whole that weights are drawn in where none is trusted."""


def within(seed: int, draws: int, items: int, permille: int) -> "Whole":
    """Factors that change each weight by at most so many thousandths, all of them equally likely."""
    raw = np.random.PCG64(seed).random_raw(draws * items).reshape(draws, items)
    return (raw % np.uint64(2 * permille + 1)).astype(np.int64) + (WITHIN - permille)


def untrusted(seed: int, draws: int, items: int) -> "Whole":
    """Shares of the whole weight, every way of sharing it out equally likely; none is 0."""
    raw = np.random.PCG64(seed).random_raw(draws * (items - 1)).reshape(draws, items - 1)
    cuts = np.sort((raw % np.uint64(_POINTS)).astype(np.int64), axis=1)
    ends = np.full((draws, 1), _POINTS)
    return np.diff(np.concatenate([np.zeros_like(ends), cuts, ends], axis=1), axis=1) + 1


def without_each(items: Sequence[str]) -> "Whole":
    """Factors that leave out one item after the other."""
    return 1 - np.eye(len(items), dtype=np.int64)
