"""Whole numbers by the column: shared out, rounded and ranked many at once, as the engine does one by one.

They are of 64 bits, or Python's own where those would not hold them; nothing wraps.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, assert_never

from qsq.domain.values.numbers import Rounding
from qsq.late import library

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[Any]
else:
    np = library("numpy")

HELD = 2**62
"""Up to where whole numbers of 64 bits are added and multiplied without a second thought."""


def full_marks(weights: Sequence[int], factors: "Whole", total: int) -> "Whole":
    """Full marks by largest remainder: a row for each item, a column for each draw."""
    kind = kind_for(sum(weights) * int(factors.max(initial=1)) * total)
    shares: Whole = factors.astype(kind) * np.array(weights, dtype=kind)
    together = np.maximum(shares.sum(axis=1, keepdims=True), 1)
    cut = shares * total // together
    rest = shares * total - cut * together
    left = np.minimum(shares.sum(axis=1, keepdims=True), 1) * total - cut.sum(axis=1, keepdims=True)
    order = np.argsort(-rest, axis=1, kind="stable")
    extra = np.zeros(shares.shape, dtype=np.int64)
    np.put_along_axis(extra, order, (np.arange(len(weights)) < left).astype(np.int64), axis=1)
    marks: Whole = (cut + extra).astype(np.int64).T
    return marks


def rounded(numerators: "Whole", denominators: Any, rounding: Rounding) -> "Whole":
    """Quotients as whole numbers; numerators are not below 0."""
    halves = 2 * numerators + denominators
    found: Whole = halves // (2 * denominators)
    match rounding:
        case Rounding.HALF_UP:
            return found
        case Rounding.HALF_EVEN:
            even: Whole = found - ((halves == found * 2 * denominators) & (found % 2 == 1))
            return even
        case _:
            assert_never(rounding)


def rounded_by_size(numerators: "Whole", denominators: Any, rounding: Rounding) -> "Whole":
    """Quotients as whole numbers; those below 0 by their size."""
    if len(numerators) == 0 or numerators.min() >= 0:
        return rounded(numerators, denominators, rounding)
    sizes: Whole = rounded(abs(numerators), denominators, rounding) * np.where(numerators < 0, -1, 1)
    return sizes


def wide_enough(most: int, *numbers: "Whole") -> tuple["Whole", ...]:
    """The numbers as such as hold what comes of them, which is `most` at the most."""
    kind = kind_for(most)
    return tuple(one.astype(kind, copy=False) for one in numbers)


def narrowed(numbers: "Whole") -> "Whole":
    """The numbers in the smallest kind that holds them."""
    size = largest(numbers)
    kind = np.int16 if size < 2**15 else np.int32 if size < 2**31 else np.int64
    return numbers.astype(kind)


def largest(numbers: "Whole") -> int:
    """The size of the largest one; 0 where there is none."""
    return max(int(numbers.max()), -int(numbers.min())) if numbers.size else 0


def one_key(parts: Sequence["Whole"]) -> "Whole":
    """Several numbers as one that orders alike, the first counting most."""
    key: Whole = parts[0].astype(np.int64)
    spans = int(key.max()) - int(key.min()) + 1
    key = key - key.min()
    for part in parts[1:]:
        low = part.min()
        span = int(part.max()) - int(low) + 1
        if spans * span >= HELD:
            key = np.unique(key, return_inverse=True)[1].reshape(part.shape)
            spans = int(key.max()) + 1
        key, spans = key * span + (part - low), spans * span
    return key


def ranks_of(key: "Whole") -> "Whole":
    """Ranks in each column, the highest first: equal ones share a rank and the next one skips."""
    order = np.argsort(-key, axis=0)
    ordered = np.take_along_axis(key, order, axis=0)
    starts = np.arange(len(key))[:, None] * np.ones((1, key.shape[1]), dtype=np.int64)
    starts[1:][ordered[1:] == ordered[:-1]] = 0
    places = np.maximum.accumulate(starts, axis=0) + 1
    found = np.empty_like(places)
    np.put_along_axis(found, order, places, axis=0)
    return found


def kind_for(most: int) -> type:
    """The kind of whole numbers that holds so much."""
    return np.int64 if most < HELD else object
