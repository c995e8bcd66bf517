"""Who marks how: where a department ranks a town's villages otherwise than the others' findings suggest.

Towns truly differ, so a department's marks are not held to those of other towns. Each village has a place
among all that the department marked. What the other departments found there tells where villages like it
stand with this department; how far a town's villages stand from that, together, is held to as many villages
drawn from the whole county. Of all cells of departments and towns, those are told that Benjamini and
Hochberg let pass.

What is held is not the place but the normal score that goes with it, so that a step counts as much among the
best as in the middle. Scores are whole millionths, so that they are the same on every machine. A village's
view by the others is drawn towards its town's mean as far as they disagree on single villages: else the good
towns would seem overrated, and the others underrated, by whoever is looked at (regression to the mean).
`tests/unit/test_who_marks.py` plants leanings, and differences that are none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

from qsq.fairness.doubts.chances import as_far, drawn_villages, standing, told
from qsq.fairness.doubts.shares import Shares, jointly, shares_found
from qsq.late import library
from qsq.scoring.evaluation import Evaluation

if TYPE_CHECKING:
    import numpy as np

    from qsq.fairness.columns import Whole
else:
    np = library("numpy")

_MILLION = 1_000_000
_FEWEST_OTHERS, _FEWEST_TOWNS, _FEWEST_VILLAGES, _FEWEST_OF_TOWN = 3, 3, 60, 5
"""Fewer than that tell nothing: other departments, towns, villages in all, villages of a town."""

_NEAR, _NEAREST = 10, 30
"""Villages like one: a tenth of all on either side; at the ends, at least one in thirty."""

_DRAWS, _SELDOM, _FINER = 1000, 5, 200
"""Draws at first; what so few of them reach is drawn again, so many times for each question asked."""


class WhyNot(StrEnum):
    """Why nothing can be told."""

    FEW_DEPARTMENTS = "few_departments"
    FEW_TOWNS = "few_towns"
    FEW_VILLAGES = "few_villages"


@dataclass(frozen=True, slots=True)
class Leaning:
    """How a department marks a town.

    Attributes:
        villages: how many of the town's it marked.
        own: their mean place with the department, of 100, the first the best.
        like: the mean place, with the same department, of villages that the others found like them.
        chance: of a difference as large, for as many villages drawn from the whole county.
        told: whether it is worth a question, all questions considered.
    """

    department: str
    town: str
    villages: int
    own: Fraction
    like: Fraction
    chance: Fraction
    told: bool


@dataclass(frozen=True, slots=True)
class Leanings:
    """How all departments mark all towns.

    Attributes:
        cells: by department, then town; empty where nothing can be told.
        why_not: None where something can.
    """

    cells: tuple[Leaning, ...] = ()
    why_not: WhyNot | None = None

    @property
    def told(self) -> tuple[Leaning, ...]:
        """Those worth a question, the least likely first."""
        return tuple(sorted((one for one in self.cells if one.told), key=lambda one: one.chance))


class _Marked(NamedTuple):
    """A department's villages.

    Attributes:
        rows: which of all.
        towns: the number of each one's town.
        places: theirs, in millionths from -1 to 1, the higher the better.
        like: those of villages that the others found like them.
        apart: how far they stand above these, in normal scores; together about 0.
    """

    department: str
    rows: "Whole"
    towns: "Whole"
    places: "Whole"
    like: "Whole"
    apart: "Whole"


def who_marks_how(evaluations: Sequence[Evaluation], seed: int) -> Leanings:
    """How each department marks each town in a period, or in a year's periods jointly.

    Args:
        evaluations: of the periods, in their order; a village is of the town of its last one.
        seed: the same one draws the same villages.
    """
    town_of = {
        one.marks.village.code: one.marks.village.town_code
        for evaluation in evaluations
        for one in evaluation.villages
    }
    codes, names = sorted(town_of), sorted(set(town_of.values()))
    towns = np.array([names.index(town_of[code]) for code in codes])
    return leanings(jointly([shares_found(one, codes) for one in evaluations]), names, towns, seed)


def leanings(shares: Shares, names: Sequence[str], towns: "Whole", seed: int) -> Leanings:
    """How departments mark towns.

    Args:
        shares: of each department, what each village earned of its points; of a year, its mean place.
        names: the towns' codes.
        towns: the number of each village's town.
        seed: of the draws.
    """
    if len(shares) <= _FEWEST_OTHERS:
        return Leanings(why_not=WhyNot.FEW_DEPARTMENTS)
    if len(names) < _FEWEST_TOWNS:
        return Leanings(why_not=WhyNot.FEW_TOWNS)
    looked = list(_looked(shares, towns))
    if not looked:
        return Leanings(why_not=WhyNot.FEW_VILLAGES)
    cells = list(_cells(looked, names))
    chances = _chances(looked, cells, seed)
    tells = told(chances)
    return Leanings(
        tuple(
            Leaning(
                department=one.department,
                town=names[town],
                villages=len(own),
                own=_place(own, one.places),
                like=_place(own, one.like),
                chance=chance,
                told=tell,
            )
            for (one, town, own), chance, tell in zip(cells, chances, tells, strict=True)
        )
    )


def _looked(shares: Shares, towns: "Whole") -> Iterator[_Marked]:
    """What each department found, where enough others looked too."""
    places, known = _places(list(shares.values()))
    scores = _normal(places)
    together, counts, squares = scores.sum(axis=1), known.sum(axis=1), (scores**2).sum(axis=1)
    for number, department in enumerate(shares):
        rows = np.flatnonzero(known[:, number] & (counts > _FEWEST_OTHERS))
        if len(rows) < _FEWEST_VILLAGES:
            continue
        own, others = scores[rows, number], counts[rows] - 1
        rest = together[rows] - own
        spread = (squares[rows] - own**2 - rest**2 // others) // (others - 1) // others
        view = _drawn_in(rest // others, spread, towns[rows])
        apart = own - _like(view, own)
        yield _Marked(
            department=department,
            rows=rows,
            towns=towns[rows],
            places=places[rows, number],
            like=_like(view, places[rows, number]),
            apart=apart - apart.sum() // len(apart),
        )


def _places(shares: Sequence[Sequence[Fraction | None]]) -> tuple["Whole", "Whole"]:
    """Places in millionths, a row a village and a column a department; and where there is one."""
    columns, known = [], []
    for listed in shares:
        values = sorted({one for one in listed if one is not None})
        order = {value: at for at, value in enumerate(values)}
        dense = np.array([-1 if one is None else order[one] for one in listed])
        has = dense >= 0
        column = np.zeros(len(listed), np.int64)
        column[has] = standing(dense[has]) * _MILLION // max(1, int(has.sum()))
        columns.append(column)
        known.append(has)
    return np.stack(columns, axis=1), np.stack(known, axis=1)


def _normal(places: "Whole") -> "Whole":
    """The normal score of each place, in millionths; 0 where there is none."""
    values, at = np.unique(places, return_inverse=True)
    quantile = NormalDist().inv_cdf
    scores = [round(quantile((int(one) / _MILLION + 1) / 2) * _MILLION) for one in values]
    return np.array(scores, dtype=np.int64)[at].reshape(places.shape)


def _drawn_in(found: "Whole", spread: "Whole", towns: "Whole") -> "Whole":
    """What others found of each village, drawn towards its town's mean.

    Args:
        found: the mean score with the others.
        spread: how far the others disagree on it, squared, over how many they are.
        towns: the number of each village's town.
    """
    members = np.bincount(towns)
    sums = np.zeros(len(members), np.int64)
    np.add.at(sums, towns, found)
    mean = (sums // np.maximum(members, 1))[towns]
    within = int(((found - mean) ** 2).sum())
    trusted = max(0, within - int(spread.sum())) * _MILLION // max(within, 1)
    drawn: Whole = mean + (found - mean) * trusted // _MILLION
    return drawn


def _like(view: "Whole", places: "Whole") -> "Whole":
    """The mean of the villages on either side by the others' view, as many on each."""
    whole = len(view)
    order = np.argsort(view, kind="stable")
    sums = np.concatenate([np.zeros(1, np.int64), np.cumsum(places[order])])
    at = np.arange(whole)
    near = np.maximum(np.minimum(np.minimum(at, whole - 1 - at), whole // _NEAR), whole // _NEAREST)
    first, last = np.maximum(at - near, 0), np.minimum(at + near, whole - 1) + 1
    found = np.empty(whole, np.int64)
    found[order] = (sums[last] - sums[first]) // (last - first)
    return found


_Cell = tuple[_Marked, int, "Whole"]
"""A department, a town's number, and which of the department's villages are the town's."""


def _cells(looked: Sequence[_Marked], names: Sequence[str]) -> Iterator[_Cell]:
    """Departments and towns with enough villages."""
    for one in looked:
        for town in range(len(names)):
            own = np.flatnonzero(one.towns == town)
            if _FEWEST_OF_TOWN <= len(own) < len(one.rows):
                yield one, town, own


def _place(rows: "Whole", places: "Whole") -> Fraction:
    """The mean place of villages, of 100."""
    return 50 - Fraction(int(places[rows].sum()) * 50, len(rows) * _MILLION)


def _chances(looked: Sequence[_Marked], cells: Sequence[_Cell], seed: int) -> list[Fraction]:
    """How often as many villages of the whole county stand as far apart, for each cell."""
    dice = np.random.PCG64(seed)
    seen = _seen_at_first(looked, cells, dice)
    found = []
    for (one, _town, own), number in zip(cells, seen, strict=True):
        if number > _SELDOM:
            found.append(as_far(number, _DRAWS))
            continue
        draws, far = _FINER * len(cells), abs(int(one.apart[own].sum()))
        drawn = drawn_villages(dice, draws, len(own), len(one.apart))
        again = sum(int((abs(one.apart[rows].sum(axis=1)) >= far).sum()) for rows in drawn)
        found.append(as_far(again, draws))
    return found


def _seen_at_first(looked: Sequence[_Marked], cells: Sequence[_Cell], dice: "np.random.PCG64") -> list[int]:
    """How many of the first draws stand as far apart; departments with the same villages share the draws."""
    sizes = sorted({(one.rows.tobytes(), len(own)) for one, _town, own in cells})
    far: dict[tuple[str, int], Whole] = {}
    for rows, size in sizes:
        alike = [one for one in looked if one.rows.tobytes() == rows]
        (drawn,) = drawn_villages(dice, _DRAWS, size, len(alike[0].rows))
        for one in alike:
            far[one.department, size] = np.sort(abs(one.apart[drawn].sum(axis=1)))
    return [
        _DRAWS - int(np.searchsorted(far[one.department, len(own)], abs(int(one.apart[own].sum()))))
        for one, _town, own in cells
    ]
