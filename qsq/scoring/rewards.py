"""A period's rewards: shared out to pools, then to places (CONTRACT.md section 7)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from math import ceil

from qsq.domain.scheme.grades import TakenGrade
from qsq.domain.scheme.scheme import Rewards
from qsq.domain.values.numbers import Scale
from qsq.domain.values.sharing import share_out
from qsq.scoring.ranking import PoolKey, Ranked


class Unpaid(StrEnum):
    """Why a village takes no reward: the first reason that applies, in this order."""

    VETO = "veto"
    YELLOW_CARD = "yellow_card"
    FROM = "from"


def pool_money(pools: Mapping[PoolKey, Sequence[Ranked]], rewards: Rewards) -> dict[PoolKey, int]:
    """Each pool's part of the period's money, in fen, in proportion to its number of villages."""
    money = share_out(rewards.pool, [len(pool) for pool in pools.values()])
    return dict(zip(pools, money, strict=True))


@dataclass(frozen=True, slots=True)
class Reward:
    """What a village takes, in fen, or would take: `place`, `base` and `grade` are its parts.

    Attributes:
        unpaid: why it takes nothing of them; None where it takes them.
    """

    place: int = 0
    base: int = 0
    grade: int = 0
    unpaid: Unpaid | None = None

    @property
    def amount(self) -> int:
        """What is paid."""
        return 0 if self.unpaid else self.whole

    @property
    def whole(self) -> int:
        """What its parts add up to, paid or not."""
        return self.place + self.base + self.grade


def pool_rewards(
    pool: Sequence[Ranked],
    money: int,
    rewards: Rewards,
    carded: Collection[str],
    grades: Mapping[str, TakenGrade],
    scale: Scale,
) -> dict[str, Reward]:
    """What each village of a pool takes, by code; what a vetoed or carded one does not take is unpaid.

    Args:
        pool: by rank, then code.
        money: the pool's part of the pot.
        rewards: the rule.
        carded: codes of the villages with a yellow card.
        grades: by code; none where the scheme has no grades.
        scale: of the marks.
    """
    places = _place_money(pool, place_amounts(money, rewards))
    least = ceil(rewards.least * scale.unit)  # a mark is a whole number of units
    found = {}
    for ranked in pool:
        marks, code = ranked.marks, ranked.marks.village.code
        unpaid = (
            Unpaid.VETO
            if marks.vetoed
            else Unpaid.YELLOW_CARD
            if code in carded
            else Unpaid.FROM
            if marks.town_mark < least
            else None
        )
        grade = rewards.by_grade.get(grades[code].id, 0) if code in grades else 0
        found[code] = Reward(places[code], rewards.base, grade, unpaid)
    return found


def place_amounts(money: int, rewards: Rewards) -> tuple[int, ...]:
    """What the places of a pool take, first place first; `money` is the pool's part of the pot."""
    return share_out(money, rewards.places) if rewards.places else rewards.amounts


def _place_money(pool: Sequence[Ranked], of_place: Sequence[int]) -> dict[str, int]:
    """The money of each village's place, by code; those that tie share that of their places."""
    found: dict[str, int] = {}
    for rank, group in groupby(pool, key=lambda ranked: ranked.rank):
        tied = [ranked.marks for ranked in group]
        together = sum(of_place[rank - 1 : rank - 1 + len(tied)])
        shares = share_out(together, [1] * len(tied)) if together else [0] * len(tied)
        found |= {marks.village.code: share for marks, share in zip(tied, shares, strict=True)}
    return found
