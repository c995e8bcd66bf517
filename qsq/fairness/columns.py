"""A period as columns of whole numbers: ranks under thousands of other weights at once, as the engine's.

Every full mark, item mark, mark, rank and tie-break is worked out in whole numbers of 64 bits, or in Python's
own where those would not hold them; `tests/unit/test_columns.py` holds them to the engine, draw by draw.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any, NamedTuple

from qsq.bulk.whole import HELD, full_marks, one_key, ranks_of, rounded
from qsq.domain.scheme.scheme import TieBreak, TieRule
from qsq.domain.values.numbers import Rounding
from qsq.late import library
from qsq.scoring.evaluation import Evaluation
from qsq.scoring.marks import ItemMark, VillageMarks
from qsq.scoring.ranking import PoolKey, pool_of
from qsq.scoring.weights import weighted_items

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[Any]
else:
    np = library("numpy")

_TOWN, _CITY = 0, 1
"""Which of the two marks."""

_AT_ONCE = 250
"""How many draws are worked out together, so that they stay near the processor."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What other weights make of a period: a row for each village by code, a column for each draw."""

    mark: "Whole"
    rank: "Whole"


class _Column(NamedTuple):
    """An item of a group of villages.

    Attributes:
        place: among all items of the list.
        category: the item's.
        weights: its effective weights in the town mark and the city mark, as whole numbers; 0 for none.
        parts: the different shares of the points that were earned, each once: what the full mark is
            multiplied with and, by `wholes`, divided by.
        earned: for each village, which of them it earned.
    """

    place: int
    item: str
    category: str
    weights: tuple[int, int]
    parts: "Whole"
    wholes: "Whole"
    earned: "Whole"


class _Group(NamedTuple):
    """Villages that share full marks, by their rows."""

    rows: "Whole"
    columns: tuple[_Column, ...]


class VillageColumns:
    """A period's villages, to be ranked under other weights.

    Attributes:
        codes: the villages, in the order of the rows.
        items: the ids of all items, the city's first, then those that towns added, in the order of factors.
    """

    def __init__(self, evaluation: Evaluation, codes: Collection[str] | None = None) -> None:
        """Take all villages, or those with these codes."""
        self._scheme = evaluation.scheme
        marks = [one.marks for one in evaluation.villages if codes is None or one.marks.village.code in codes]
        self.codes = tuple(one.village.code for one in marks)
        every = evaluation.checklist.all_items
        places = {id(item): place for place, item in enumerate(every)}
        self.items = tuple(item.id for item in every)
        self._groups = tuple(_groups(evaluation, marks, places))
        self._adjusted = np.array([one.bonus - one.deduction for one in marks])
        self._unvetoed = np.array([not one.vetoed for one in marks], dtype=np.int64)
        self._constant = {
            TieRule.LEAST_DEDUCTIONS: _dense([-one.deduction_sum for one in marks]),
            TieRule.MOST_BONUS: _dense([one.bonus_sum for one in marks]),
        }
        pools: dict[PoolKey, list[int]] = {}
        for row, one in enumerate(marks):
            pools.setdefault(pool_of(one.village, self._scheme.ranking.pool), []).append(row)
        self._pools = tuple(map(np.array, pools.values()))
        self._whole = (np.arange(len(marks)),)

    def ranked(self, factors: "Whole", *, trusted: bool = True, city: bool = False) -> Drawn:
        """Town marks and ranks in the pools, each item's weight multiplied by its factor.

        Args:
            factors: whole numbers, a row for each draw and a column for each of `items`; only their
                proportions count.
            trusted: False where the factors themselves are the weights.
            city: whether city marks and ranks in the city are wanted instead.
        """
        which, pools = (_CITY, self._whole) if city else (_TOWN, self._pools)
        keys = [key for key in self._scheme.ranking.tie_break if key.id]
        found = [
            self._placed(self._marks(some, keys, which, trusted=trusted), pools) for some in _some(factors)
        ]
        return Drawn(
            *(np.concatenate([getattr(one, name) for one in found], axis=1) for name in ("mark", "rank"))
        )

    def city(self, factors: "Whole", keys: Sequence[TieBreak], *, trusted: bool = True) -> "DrawnMarks":
        """City marks, and the city marks of the categories or items that keys look at; as `ranked`."""
        found = [self._marks(some, keys, _CITY, trusted=trusted) for some in _some(factors)]
        return DrawnMarks(
            np.concatenate([one.mark for one in found], axis=1),
            {key: np.concatenate([one.tied[key] for one in found], axis=1) for key in keys},
        )

    def _placed(self, marks: "DrawnMarks", pools: Sequence["Whole"]) -> Drawn:
        ranks, key = np.empty(marks.mark.shape, dtype=np.int64), self._key(marks)
        for rows in pools:
            ranks[rows] = ranks_of(key[rows])
        return Drawn(marks.mark, ranks)

    def _marks(
        self, factors: "Whole", keys: Sequence[TieBreak], which: int, *, trusted: bool
    ) -> "DrawnMarks":
        """The town marks or the city marks."""
        shape = len(self.codes), len(factors)
        marks = DrawnMarks(np.zeros(shape, np.int64), {key: np.zeros(shape, np.int64) for key in keys})
        for group in self._groups:
            self._mark(group, factors, which, marks, trusted=trusted)
        np.maximum(marks.mark + self._adjusted[:, None], 0, out=marks.mark)
        return marks

    def _mark(
        self, group: _Group, factors: "Whole", which: int, marks: "DrawnMarks", *, trusted: bool
    ) -> None:
        """Work out the town or city marks of a group's villages, before adjustments."""
        own = [one for one in group.columns if one.weights[which]]
        weights = [one.weights[which] if trusted else 1 for one in own]
        fulls = full_marks(weights, factors[:, [one.place for one in own]], self._scheme.marks.total)
        seen = {key: np.zeros((len(group.rows), len(factors)), np.int64) for key in marks.tied}
        together = np.zeros((len(group.rows), len(factors)), dtype=np.int64)
        for column, full in zip(own, fulls, strict=True):
            earned = _item_marks(full, column, self._scheme.marks.scale.rounding)[column.earned]
            together += earned
            for key in seen:
                if _looks_at(key, column):
                    seen[key] += earned
        marks.mark[group.rows] = together
        for key, sums in seen.items():
            marks.tied[key][group.rows] = sums

    def _key(self, marks: "DrawnMarks") -> "Whole":
        """One number for each village and draw, the higher the better."""
        parts = [np.broadcast_to(self._unvetoed[:, None], marks.mark.shape), marks.mark]
        for key in self._scheme.ranking.tie_break:
            constant = self._constant.get(key.rule)
            parts.append(
                marks.tied[key] if constant is None else np.broadcast_to(constant[:, None], marks.mark.shape)
            )
        return one_key(parts)


class DrawnMarks(NamedTuple):
    """Marks, and for each key of the tie-break that looks at items what it sees."""

    mark: "Whole"
    tied: dict[TieBreak, "Whole"]


def _some(factors: "Whole") -> Iterator["Whole"]:
    """Draws that are worked out together."""
    return (factors[at : at + _AT_ONCE] for at in range(0, len(factors), _AT_ONCE))


def _looks_at(key: TieBreak, column: _Column) -> bool:
    return key.id == (column.category if key.rule is TieRule.CATEGORY else column.item)


def _dense(values: Sequence[Fraction]) -> "Whole":
    """Whole numbers in the order of the values."""
    places = {value: place for place, value in enumerate(sorted(set(values)))}
    return np.array([places[value] for value in values])


def _groups(
    evaluation: Evaluation, marks: Sequence[VillageMarks], places: dict[int, int]
) -> Iterator[_Group]:
    """Villages that have the same items with the same weights."""
    with_rules = {rules.town_code for rules in evaluation.checklist.towns}
    found: dict[tuple[str, tuple[bool, ...]], list[int]] = {}
    for row, one in enumerate(marks):
        rules = one.village.town_code if one.village.town_code in with_rules else ""
        applies = tuple(item.full is not None for item in one.items)
        found.setdefault((rules, applies), []).append(row)
    unit = evaluation.scheme.marks.scale.unit
    for (rules, applies), rows in found.items():
        weighted = weighted_items(evaluation.checklist, rules)
        times = lcm(
            *(weight.denominator for one in weighted for weight in (one.town_weight, one.city_weight or 1))
        )
        yield _Group(
            np.array(rows),
            tuple(
                _Column(
                    places[id(one.item)],
                    one.item.id,
                    one.item.category,
                    (int(one.town_weight * times), int((one.city_weight or 0) * times)),
                    *_parts([marks[row].items[at] for row in rows], unit),
                )
                for at, one in enumerate(weighted)
                if applies[at]
            ),
        )


def _parts(marks: Sequence[ItemMark], unit: int) -> tuple["Whole", "Whole", "Whole"]:
    """The different shares of the points that villages earned, and which of them each did."""
    pairs = [(one.earned * one.points.denominator, one.points.numerator * unit) for one in marks]
    places = {pair: place for place, pair in enumerate(dict.fromkeys(pairs))}
    parts, wholes = (np.array(one)[:, None] for one in zip(*places, strict=True))
    return parts, wholes, np.array([places[pair] for pair in pairs])


def _item_marks(full: "Whole", column: _Column, rounding: Rounding) -> "Whole":
    """Full mark × what was earned ÷ what could be, rounded once: a row a share, a column a draw."""
    parts, wholes = column.parts, column.wholes
    most = 4 * int(full.max(initial=1)) * int(abs(parts).max()) + 2 * int(wholes.max())
    if most >= HELD:
        full, parts, wholes = full.astype(object), parts.astype(object), wholes.astype(object)
    elif (wholes == wholes[0]).all():
        wholes = wholes[0, 0]  # numpy divides by one number much faster than by many
    sizes = rounded(full * abs(parts), wholes, rounding)
    return (sizes * np.sign(parts)).astype(np.int64) if (parts < 0).any() else sizes.astype(np.int64)
