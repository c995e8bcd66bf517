"""The quarter's warnings (CONTRACT.md section 7)."""

from collections.abc import Sequence
from enum import StrEnum

from qsq.domain.numbers import Scale
from qsq.domain.scheme import YellowCardRule
from qsq.scoring.ranking import Ranked


class YellowCard(StrEnum):
    """Why a card fell: the first reason that applies, in this order."""

    VETO = "veto"
    BELOW = "below"
    LAST = "last"


def yellow_cards(pool: Sequence[Ranked], rule: YellowCardRule, scale: Scale) -> dict[str, YellowCard]:
    """The cards that fall in a pool, by village code."""
    return {
        ranked.marks.village.code: card
        for ranked in pool
        if (card := _yellow_card(ranked, pool, rule, scale)) is not None
    }


def _yellow_card(
    ranked: Ranked, pool: Sequence[Ranked], rule: YellowCardRule, scale: Scale
) -> YellowCard | None:
    mark = scale.exact(ranked.marks.town_mark)
    if ranked.marks.vetoed:
        return YellowCard.VETO
    if mark < rule.below:
        return YellowCard.BELOW
    behind = sum(other.rank > ranked.rank for other in pool)
    if len(pool) >= rule.smallest_pool and behind < rule.last and mark < rule.spare_at:
        return YellowCard.LAST
    return None
