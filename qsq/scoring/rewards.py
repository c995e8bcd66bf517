"""A period's rewards: shared out to pools, then to places (CONTRACT.md section 7)."""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from qsq.domain.scheme import Rewards
from qsq.domain.sharing import share_out
from qsq.scoring.ranking import PoolKey, Ranked


def pool_money(pools: Mapping[PoolKey, Sequence[Ranked]], rewards: Rewards) -> dict[PoolKey, int]:
    """Each pool's part of the period's money, in fen, in proportion to its number of villages."""
    money = share_out(rewards.pool, [len(pool) for pool in pools.values()])
    return dict(zip(pools, money, strict=True))


def pool_rewards(
    pool: Sequence[Ranked], money: int, rewards: Rewards, carded: Collection[str] = ()
) -> dict[str, int]:
    """What each village of a pool takes, in fen, by code; the money of a vetoed or carded one's is unpaid.

    Args:
        pool: by rank, then code.
        money: the pool's part.
        rewards: shares of the places.
        carded: codes of the villages with a yellow card.
    """
    of_place = share_out(money, rewards.places)
    paid: dict[str, int] = {}
    for rank, group in groupby(pool, key=lambda ranked: ranked.rank):
        tied = [ranked.marks for ranked in group]
        together = sum(of_place[rank - 1 : rank - 1 + len(tied)])
        shares = share_out(together, [1] * len(tied))
        paid |= {
            marks.village.code: 0 if marks.vetoed or marks.village.code in carded else share
            for marks, share in zip(tied, shares, strict=True)
        }
    return paid
