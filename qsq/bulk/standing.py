"""Ranks, towns, cards, grades and rewards of many villages at once (CONTRACT.md section 7).

It is the second pass: it looks at a few whole numbers of each village, whoever marked it and where. Where
villages are of several counties, each county is ranked, carded and paid as if it ran the scheme by itself.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Any, NamedTuple

from qsq.bulk.columns import WordColumn
from qsq.bulk.whole import one_key, rounded
from qsq.domain.scheme.scheme import GradeRule, PoolField, Rewards, Scheme, YellowCardRule
from qsq.domain.values.numbers import Scale
from qsq.domain.values.sharing import share_out
from qsq.late import library
from qsq.scoring.rewards import place_amounts
from qsq.scoring.yellow_cards import YellowCard

if TYPE_CHECKING:
    import numpy as np

    from qsq.bulk.whole import Whole
else:
    np = library("numpy")

CARDS = (None, YellowCard.VETO, YellowCard.BELOW, YellowCard.LAST)
"""The cards, as `Standings.card` numbers them."""


@dataclass(frozen=True, slots=True)
class Compact:
    """What decides ranks and money: villages of all parts together, by their codes; see `MarkedVillages`."""

    county: WordColumn
    province: WordColumn
    town: WordColumn
    kind: WordColumn
    group: WordColumn
    town_mark: "Whole"
    city_mark: "Whole"
    vetoed: "Whole"
    town_keys: "Whole"
    city_keys: "Whole"
    fits: "Whole"


class Towns(NamedTuple):
    """The towns by county and code: codes as words of columns, marks, ranks in the county, sizes."""

    county: WordColumn
    town: WordColumn
    mark: "Whole"
    rank: "Whole"
    villages: "Whole"


@dataclass(frozen=True, slots=True)
class Standings:
    """How villages stand.

    Attributes:
        rank: in the pool, by town mark.
        city_rank: in the county, by city mark, as the next two.
        card: the place of its card in `CARDS`.
        grade: the place of its grade in the scheme's; none are given where the scheme has none.
        reward: in fen.
    """

    rank: "Whole"
    city_rank: "Whole"
    province_rank: "Whole"
    overall_rank: "Whole"
    card: "Whole"
    grade: "Whole"
    reward: "Whole"
    towns: Towns

    def taken(self, rows: Any) -> "Standings":
        """Some of the villages, or all in another order; the towns as they are."""
        return Standings(
            self.rank[rows],
            self.city_rank[rows],
            self.province_rank[rows],
            self.overall_rank[rows],
            self.card[rows],
            self.grade[rows],
            self.reward[rows],
            self.towns,
        )


def standing(scheme: Scheme, villages: Compact) -> Standings:
    """How villages stand among each other; there is at least one."""
    scale, county = scheme.marks.scale, villages.county.in_order()
    pool = _pools(scheme, villages, county)
    unvetoed = (~villages.vetoed).astype(np.int64)
    in_pool = _within(pool, one_key([unvetoed, villages.town_mark, *villages.town_keys]))
    by_city = one_key([unvetoed, villages.city_mark, *villages.city_keys])
    card = _cards(scheme.yellow_card, villages, in_pool, scale)
    grade = _grades(scheme.grades, villages, pool, in_pool)
    return Standings(
        rank=in_pool.rank,
        city_rank=_within(county, by_city).rank,
        province_rank=_within(villages.province.in_order(), by_city).rank,
        overall_rank=_within(np.zeros_like(county), by_city).rank,
        card=card,
        grade=grade,
        reward=_rewards(scheme, villages, county, pool, in_pool, card, grade),
        towns=_towns(villages, county, scale),
    )


def _pools(scheme: Scheme, villages: Compact, county: "Whole") -> "Whole":
    """A number for each village's pool, in the order of counties, then of pools, without gaps."""
    fields = scheme.ranking.pool
    parts = [county]
    for field, column in (
        (PoolField.TOWN, villages.town),
        (PoolField.KIND, villages.kind),  # communities come before villages, as the words do
        (PoolField.GROUP, villages.group),
    ):
        if field in fields:
            parts.append(column.in_order())
    found: Whole = np.unique(one_key(parts), return_inverse=True)[1]
    return found


class _Ranked(NamedTuple):
    """Ranks among villages that stand together, and all that goes by them.

    Attributes:
        tied: how many share the rank.
        before: how many of these have a lower code.
        size: how many stand together.
    """

    rank: "Whole"
    tied: "Whole"
    before: "Whole"
    size: "Whole"


def _within(together: "Whole", key: "Whole") -> _Ranked:
    """Ranks by the highest key of those with the same number in `together`: 1, 2, 2, 4."""
    order = np.lexsort((-key, together))
    groups, keys = together[order], key[order]
    here = np.arange(len(order))
    begins = np.append(True, groups[1:] != groups[:-1])
    differs = begins | np.append(True, keys[1:] != keys[:-1])
    first = np.maximum.accumulate(np.where(begins, here, 0))
    tie = np.maximum.accumulate(np.where(differs, here, 0))
    sizes, ties = (np.diff(np.append(np.flatnonzero(starts), len(order))) for starts in (begins, differs))
    found = (
        tie - first + 1,
        ties[np.cumsum(differs) - 1],
        here - tie,
        sizes[np.cumsum(begins) - 1],
    )
    back = np.empty_like(order)
    back[order] = here
    return _Ranked(*(one[back] for one in found))


def _cards(rule: YellowCardRule | None, villages: Compact, in_pool: _Ranked, scale: Scale) -> "Whole":
    """The first reason that applies: veto, below, last."""
    none, veto, under, last = range(len(CARDS))
    if rule is None:
        return np.full(len(villages.vetoed), none)
    below, spare_at = (ceil(limit * scale.unit) for limit in (rule.below, rule.spare_at))
    behind = in_pool.size - (in_pool.rank - 1) - in_pool.tied
    at_the_end = (in_pool.size >= rule.smallest_pool) & (behind < rule.last) & (villages.town_mark < spare_at)
    found: Whole = np.select(
        [villages.vetoed, villages.town_mark < below, at_the_end], [veto, under, last], none
    )
    return found


def _grades(rules: tuple[GradeRule, ...], villages: Compact, pool: "Whole", in_pool: _Ranked) -> "Whole":
    """The first grade whose conditions hold; one with a limit of places drops all who tie over its border."""
    last = max(len(rules) - 1, 0)
    found = np.full(len(pool), last)
    taken = villages.vetoed.copy()
    for number, rule in enumerate(rules[:-1]):
        fit = np.flatnonzero(villages.fits[number] & ~taken)
        if rule.at_most is not None and len(fit):
            among = _within(pool[fit], -in_pool.rank[fit])
            places = _places(rule.at_most, in_pool.size[fit])
            fit = fit[among.rank - 1 + among.tied <= places]
        found[fit], taken[fit] = number, True
    return found


def _places(share: Fraction, sizes: "Whole") -> "Whole":
    """The share of each number of villages, cut to a whole number."""
    different, which = np.unique(sizes, return_inverse=True)
    found: Whole = np.array([floor(share * int(size)) for size in different])[which]
    return found


def _rewards(
    scheme: Scheme,
    villages: Compact,
    county: "Whole",
    pool: "Whole",
    in_pool: _Ranked,
    card: "Whole",
    grade: "Whole",
) -> "Whole":
    """Place, base and grade together, in fen; nothing for who is vetoed, carded or under the least mark."""
    rewards = scheme.rewards
    amounts = _place_money(rewards, _pool_money(rewards.pool, county, pool)[pool], in_pool)
    whole = amounts + rewards.base
    if scheme.grades:
        whole = whole + np.array([rewards.by_grade.get(one.id, 0) for one in scheme.grades])[grade]
    unpaid = (
        villages.vetoed | (card > 0) | (villages.town_mark < ceil(rewards.least * scheme.marks.scale.unit))
    )
    found: Whole = np.where(unpaid, 0, whole)
    return found


def _pool_money(pot: int, county: "Whole", pool: "Whole") -> "Whole":
    """Each pool's part of its county's pot, in fen, by the number of its villages."""
    sizes, first = np.bincount(pool), np.unique(pool, return_index=True)[1]
    counties = county[first]  # pools come county by county
    edges = np.flatnonzero(np.append(True, counties[1:] != counties[:-1])).tolist()
    parts = [
        share_out(pot, sizes[start:end].tolist())
        for start, end in zip(edges, [*edges[1:], len(sizes)], strict=True)
    ]
    return np.array([money for part in parts for money in part], dtype=np.int64)


def _place_money(rewards: Rewards, money: "Whole", in_pool: _Ranked) -> "Whole":
    """What each village's place takes; those that tie share that of their places, lower codes the odd fen."""
    different, which = np.unique(money, return_inverse=True)
    places = [place_amounts(int(one), rewards) for one in different]
    most = max(map(len, places))
    sums = np.array([[sum(own[:count]) for count in range(most + 1)] for own in places], dtype=np.int64)
    start, end = np.minimum(in_pool.rank - 1, most), np.minimum(in_pool.rank - 1 + in_pool.tied, most)
    together = sums[which, end] - sums[which, start]
    found: Whole = together // in_pool.tied + (in_pool.before < together % in_pool.tied)
    return found


def _towns(villages: Compact, county: "Whole", scale: Scale) -> Towns:
    """Each town's mean of printed city marks, rounded once, and its rank in its county."""
    key = one_key([county, villages.town.in_order()])
    _keys, first, town, sizes = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    sums = np.zeros(len(first), dtype=np.int64)
    np.add.at(sums, town, villages.city_mark)
    mark = rounded(sums, sizes, scale.rounding)
    return Towns(
        villages.county.taken(first),
        villages.town.taken(first),
        mark,
        _within(county[first], mark).rank,
        sizes,
    )
