"""Prizes split into welfare and cadres, cadres' shares and uplifts (CONTRACT.md section 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from qsq.awards.standing import Cadre
from qsq.domain.scheme.scheme import CadreShare, Honour, PrizeSplit
from qsq.domain.values.money import FEN
from qsq.domain.values.sharing import share_out


@dataclass(frozen=True, slots=True)
class Member:
    """What a cadre of an honoured village gets, in fen."""

    cadre: Cadre
    share: int
    uplift: int


@dataclass(frozen=True, slots=True)
class Prize:
    """A village's prize in fen: `welfare` and `cadres` add up to it, the members' shares to `cadres`.

    Where the village has no cadre on the list, nobody takes the cadres' part.
    """

    amount: int
    welfare: int
    cadres: int
    members: tuple[Member, ...]


def prize_of(honour: Honour, cadres: Sequence[Cadre], split: PrizeSplit, rule: CadreShare) -> Prize:
    """The prize of a village that takes `honour`."""
    welfare, for_cadres = share_out(honour.prize, [split.welfare, split.cadres])
    shares = _cadre_shares(for_cadres, cadres, rule)
    members = tuple(
        Member(cadre, share, FEN.units(FEN.exact(cadre.base_bonus) * honour.uplift))
        for cadre, share in zip(cadres, shares, strict=True)
    )
    return Prize(honour.prize, welfare, for_cadres, members)


def _cadre_shares(amount: int, cadres: Sequence[Cadre], rule: CadreShare) -> tuple[int, ...]:
    if not cadres:
        return ()
    match rule:
        case CadreShare.EQUAL:
            return share_out(amount, [1] * len(cadres))
        case CadreShare.BY_BASE:
            return share_out(amount, [cadre.base_bonus for cadre in cadres])
        case _:
            assert_never(rule)
