"""Simulated years in which towns truly differ, to hold tests of how departments mark to."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from qsq.fairness.doubts.shares import Shares, jointly
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

_BETWEEN, _IN_VILLAGE, _STEPS = 0.7, 0.7, 10


@dataclass(frozen=True)
class Year:
    """A year: for each village its town, its true standing and what each department found, without limits."""

    towns: Marks
    true: Marks
    found: Marks
    goes_with: Marks
    limits: Marks

    def shares(self) -> Shares:
        """What departments found, in tenths that end at their limits."""
        tenths = np.floor(np.minimum(self.found, self.limits) * _STEPS).astype(int)
        return {
            f"D{number:02}": [Fraction(int(one)) for one in tenths[:, number]]
            for number in range(tenths.shape[1])
        }

    def leanings(self, seed: int) -> Leanings:
        """How departments mark towns."""
        return year_leanings([self], seed)

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


def year_leanings(periods: Sequence[Year], seed: int) -> Leanings:
    """How departments mark towns in all periods of a year jointly."""
    towns = periods[0].towns
    names = [f"T{town:02}" for town in range(towns.max() + 1)]
    return leanings(jointly([one.shares() for one in periods]), names, towns, seed)


def honest_periods(
    seed: int,
    *,
    lasting: float = 0.5,
    drift: float = 0.5,
    limited: bool = False,
    sizes: Sequence[int] = SIZES,
) -> list[Year]:
    """Four periods of a year in which nobody leans.

    Args:
        seed: of all that is drawn.
        lasting: how much of the variance by which a look errs is the same in all periods of a village.
        drift: how much of what villages and towns differ by comes anew in each period.
        limited: whether departments give full marks to many, from none to half of the villages.
        sizes: how many villages the towns have.
    """
    dice = np.random.default_rng(seed)
    towns = np.repeat(np.arange(len(sizes)), sizes)

    def differences() -> Marks:
        of_towns: Marks = dice.normal(size=len(sizes))[towns] * _BETWEEN
        return of_towns + dice.normal(size=len(towns)) * _IN_VILLAGE

    true, goes_with = differences(), dice.uniform(0.4, 1.2, size=DEPARTMENTS)
    stays = dice.normal(size=(len(towns), DEPARTMENTS)) * np.sqrt(lasting)
    periods = []
    for _period in range(4):
        now = true + differences() * drift
        errors = stays + dice.normal(size=stays.shape) * np.sqrt(1 - lasting)
        found = now[:, None] * goes_with + errors
        periods.append(Year(towns, now, found, goes_with, _limits(found, dice, limited=limited)))
    return periods


def _limits(found: Marks, dice: np.random.Generator, *, limited: bool) -> Marks:
    if not limited:
        return np.full(DEPARTMENTS, np.inf)
    at: Marks = found.mean(axis=0) + dice.uniform(0, 3, size=DEPARTMENTS) * found.std(axis=0)
    return at


def honest(
    seed: int, *, between: float = _BETWEEN, limited: bool = False, sizes: Sequence[int] = SIZES
) -> Year:
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
    return Year(towns, true, found, goes_with, _limits(found, dice, limited=limited))
