"""Pools, ranks and tie-breaks (CONTRACT.md section 7)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter
from typing import assert_never

from qsq.domain.county.places import Village, VillageKind
from qsq.domain.scheme.scheme import PoolField, TieBreak, TieRule
from qsq.domain.values.ranks import ranks
from qsq.scoring.marks import ItemMark, VillageMarks


@dataclass(frozen=True, slots=True)
class PoolKey:
    """What the villages of a pool have in common; empty fields are not looked at."""

    town_code: str = ""
    kind: VillageKind | None = None
    group: str = ""

    @property
    def order(self) -> tuple[str, int, str]:
        """Pools by lower town code, then communities before villages, then group."""
        return self.town_code, 0 if self.kind is None else list(VillageKind).index(self.kind), self.group


def pool_of(village: Village, fields: Sequence[PoolField]) -> PoolKey:
    """The pool that a village is in."""
    return PoolKey(
        village.town_code if PoolField.TOWN in fields else "",
        village.kind if PoolField.KIND in fields else None,
        village.group if PoolField.GROUP in fields else "",
    )


@dataclass(frozen=True, slots=True)
class Ranked:
    """A village and its rank; villages that tie share a rank and the next one skips."""

    marks: VillageMarks
    rank: int


def ranked_in_pools(
    marks: Iterable[VillageMarks], fields: Sequence[PoolField], tie_break: Sequence[TieBreak]
) -> dict[PoolKey, tuple[Ranked, ...]]:
    """The pools in their order, each with its villages by rank and then code."""
    members: dict[PoolKey, list[VillageMarks]] = {}
    for one in marks:
        members.setdefault(pool_of(one.village, fields), []).append(one)
    return {
        key: _by_rank(members[key], lambda one: one.town_mark, tie_break, lambda item: item.mark)
        for key in sorted(members, key=lambda pool: pool.order)
    }


def ranked_in_city(marks: Sequence[VillageMarks], tie_break: Sequence[TieBreak]) -> tuple[Ranked, ...]:
    """All villages by city mark."""
    return _by_rank(marks, lambda one: one.city_mark, tie_break, lambda item: item.city_mark)


def _by_rank(
    marks: Sequence[VillageMarks],
    mark_of: Callable[[VillageMarks], int],
    tie_break: Sequence[TieBreak],
    item_mark: Callable[[ItemMark], int | None],
) -> tuple[Ranked, ...]:
    """Better villages first: not vetoed, higher mark, then the tie-break's keys, for equal marks alone."""
    equal: dict[tuple[bool, int], list[VillageMarks]] = {}
    for one in marks:
        equal.setdefault((one.vetoed, -mark_of(one)), []).append(one)
    ordered = []
    for mark in sorted(equal):
        keys = tie_break if len(equal[mark]) > 1 else ()
        tied = [
            ((mark, [_tie_key(one, key, item_mark) for key in keys]), one.village.code, one)
            for one in equal[mark]
        ]
        ordered += sorted(tied, key=itemgetter(0, 1))
    places = ranks([standing for standing, _code, _one in ordered])
    return tuple([Ranked(one, rank) for (_standing, _code, one), rank in zip(ordered, places, strict=True)])


def _tie_key(one: VillageMarks, key: TieBreak, item_mark: Callable[[ItemMark], int | None]) -> Fraction | int:
    match key.rule:
        case TieRule.CATEGORY:
            return -sum([item_mark(item) or 0 for item in one.items if item.item.category == key.id])
        case TieRule.ITEM:
            return -sum(item_mark(item) or 0 for item in one.items if item.item.id == key.id)
        case TieRule.LEAST_DEDUCTIONS:
            return one.deduction_sum
        case TieRule.MOST_BONUS:
            return one.bonus_sum and -one.bonus_sum  # the same nothing is told at once to be equal
        case TieRule.FEWEST_YELLOW_CARDS | TieRule.BEST_PERIOD | TieRule.LATEST_PERIOD | TieRule.IMPROVEMENT:
            raise ValueError(key)  # a year's rules alone have them
        case _:
            assert_never(key.rule)
