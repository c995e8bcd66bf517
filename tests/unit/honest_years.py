"""Simulated years in which towns truly differ, to hold tests of how departments mark to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from qsq.fairness.doubts.who_marks import Leanings, leanings

Marks = np.ndarray[Any, np.dtype[Any]]

SIZES = (
    9,
    10,
    11,
    14,
    15,
    15,
    15,
    15,
    18,
    18,
    20,
    21,
    21,
    22,
    24,
    26,
    27,
    27,
    29,
    31,
    32,
    35,
    35,
    36,
    36,
    46,
)
"""How many villages the towns of the shipped year have."""

DEPARTMENTS = 14
"""How many departments that year has."""

_IN_VILLAGE, _STEPS = 0.7, 10


@dataclass(frozen=True)
class Year:
    """A year: for each village its town, its true standing and what each department found, without limits."""

    towns: Marks
    true: Marks
    found: Marks
    goes_with: Marks
    limits: Marks

    def leanings(self, seed: int) -> Leanings:
        """How departments mark towns, from marks in tenths that end at their limits."""
        tenths = np.floor(np.minimum(self.found, self.limits) * _STEPS).astype(int)
        shares: Mapping[str, Sequence[Fraction | None]] = {
            f"D{number:02}": [Fraction(int(one)) for one in tenths[:, number]]
            for number in range(tenths.shape[1])
        }
        return leanings(shares, [f"T{town:02}" for town in range(self.towns.max() + 1)], self.towns, seed)

    def leant(self, department: int, town: int) -> "Year":
        """The same year; a department adds one standard deviation of what it found to a town's villages."""
        found = self.found.copy()
        found[self.towns == town, department] += self.found[:, department].std()
        return Year(self.towns, self.true, found, self.goes_with, self.limits)

    def known_to_all(self, department: int, town: int) -> float:
        """How far a town is from 0, in standard errors, to one who knows all that is true in this year."""
        own = self.towns == town
        error = self.found[own, department] - self.goes_with[department] * self.true[own]
        return float(abs(error.mean()) * np.sqrt(own.sum()))


def honest(seed: int, *, between: float = 0.7, limited: bool = False, sizes: Sequence[int] = SIZES) -> Year:
    """A year in which nobody leans.

    Args:
        seed: of all that is drawn.
        between: how far towns truly differ, where villages of a town differ by 0.7 and each look errs by 1.
        limited: whether departments give full marks to many, from none to half of the villages.
        sizes: how many villages the towns have.
    """
    dice = np.random.default_rng(seed)
    towns = np.repeat(np.arange(len(sizes)), sizes)
    true = dice.normal(size=len(sizes))[towns] * between + dice.normal(size=len(towns)) * _IN_VILLAGE
    goes_with = dice.uniform(0.4, 1.2, size=DEPARTMENTS)
    found = true[:, None] * goes_with + dice.normal(size=(len(towns), DEPARTMENTS))
    limits = np.full(DEPARTMENTS, np.inf)
    if limited:
        limits = found.mean(axis=0) + dice.uniform(0, 3, size=DEPARTMENTS) * found.std(axis=0)
    return Year(towns, true, found, goes_with, limits)
