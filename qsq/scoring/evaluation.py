"""一季一评比: a period evaluated, from observations to ranks, rewards and yellow cards."""

from collections.abc import Sequence
from dataclasses import dataclass

from qsq.domain.county.places import Village
from qsq.domain.observed.observation import PeriodInputs
from qsq.domain.results.town_marks import TownMark, town_marks
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.grades import Graded, Part, TakenGrade, grades_of
from qsq.domain.scheme.scheme import Missing, Scheme
from qsq.scoring.marks import VillageMarks, mark_villages
from qsq.scoring.ranking import PoolKey, Ranked, ranked_in_city, ranked_in_pools
from qsq.scoring.rewards import Reward, place_amounts, pool_money, pool_rewards
from qsq.scoring.yellow_cards import YellowCard, yellow_cards


@dataclass(frozen=True, slots=True)
class VillageResult:
    """A village's period; `reward` in fen, and `money` what it is made of.

    Attributes:
        grade: None where the scheme has no grades.
    """

    marks: VillageMarks
    rank: int
    city_rank: int
    money: Reward
    yellow_card: YellowCard | None
    grade: TakenGrade | None = None

    @property
    def reward(self) -> int:
        """What it is paid."""
        return self.money.amount


@dataclass(frozen=True, slots=True)
class PoolResult:
    """A pool and its villages by rank, then code.

    Attributes:
        money: what its places have in fen, a part of the pot or the amounts.
        paid: what its villages are paid in fen, for their places and otherwise.
    """

    key: PoolKey
    money: int
    paid: int
    villages: tuple[VillageResult, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that a print-out, an explanation or an auditor needs of a period.

    Attributes:
        missing: what a missing observation meant.
        villages: in the order of their codes.
        pools: by town code, kind and group.
        towns: in the order of their codes; those without evaluated villages are left out.
    """

    scheme: Scheme
    checklist: Checklist
    missing: Missing
    villages: tuple[VillageResult, ...]
    pools: tuple[PoolResult, ...]
    towns: tuple[TownMark, ...]


def evaluate(
    scheme: Scheme,
    checklist: Checklist,
    villages: Sequence[Village],
    inputs: PeriodInputs,
    missing: Missing,
) -> Evaluation:
    """Mark, rank, reward and warn the villages of a period (CONTRACT.md sections 5-7).

    Args:
        scheme: the standing rules.
        checklist: the period's rules, the towns' among them.
        villages: those that take part, at least one.
        inputs: all that was entered for the period.
        missing: what a missing observation means; `BLOCK` reads it as not applicable, since a caller
            who blocks has asked `completeness.owed` before.

    Raises:
        NothingApplicable: villages have no applicable item and so no mark.
    """
    marks = mark_villages(scheme, checklist, villages, inputs, missing)
    tie_break = scheme.ranking.tie_break
    pools = ranked_in_pools(marks, scheme.ranking.pool, tie_break)
    city_ranks = {one.marks.village.code: one.rank for one in ranked_in_city(marks, tie_break)}
    money = pool_money(pools, scheme.rewards)
    results = tuple(_pool_result(key, pool, money[key], city_ranks, scheme) for key, pool in pools.items())
    every = [village for pool in results for village in pool.villages]
    by_code = tuple(sorted(every, key=lambda one: one.marks.village.code))
    towns = town_marks([(one.village.town_code, one.city_mark) for one in marks], scheme.marks.scale)
    return Evaluation(scheme, checklist, missing, by_code, results, towns)


def _pool_result(
    key: PoolKey, pool: Sequence[Ranked], money: int, city_ranks: dict[str, int], scheme: Scheme
) -> PoolResult:
    cards = yellow_cards(pool, scheme.yellow_card, scheme.marks.scale)
    judged = [_graded(one) for one in pool] if scheme.grades else ()
    grades = grades_of(judged, scheme.grades, scheme.marks.scale)
    rewards = pool_rewards(pool, money, scheme.rewards, cards, grades, scheme.marks.scale)
    villages = tuple(
        VillageResult(
            marks=ranked.marks,
            rank=ranked.rank,
            city_rank=city_ranks[ranked.marks.village.code],
            money=rewards[ranked.marks.village.code],
            yellow_card=cards.get(ranked.marks.village.code),
            grade=grades.get(ranked.marks.village.code),
        )
        for ranked in pool
    )
    places = sum(place_amounts(money, scheme.rewards)[: len(pool)])
    whole = money if scheme.rewards.places else places
    return PoolResult(key, whole, sum(one.amount for one in rewards.values()), villages)


def _graded(ranked: Ranked) -> Graded:
    """What decides a village's grade: the figures of its town mark, as they are printed."""
    items: dict[str, Part] = {}
    categories: dict[str, Part] = {}
    for one in ranked.marks.items:
        if one.mark is not None and one.full is not None:
            items[one.item.id] = Part(one.mark, one.full)
            so_far = categories.get(one.item.category, Part(0, 0))
            categories[one.item.category] = Part(so_far.mark + one.mark, so_far.full + one.full)
    marks = ranked.marks
    return Graded(marks.village.code, marks.town_mark, ranked.rank, categories, items, last=marks.vetoed)
