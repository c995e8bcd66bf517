"""The period's warnings (CONTRACT.md section 7)."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from math import ceil

from qsq.domain.scheme.scheme import YellowCardRule
from qsq.domain.values.numbers import Scale
from qsq.scoring.ranking import Ranked


class YellowCard(StrEnum):
    """Why a card fell: the first reason that applies, in this order."""

    VETO = "veto"
    BELOW = "below"
    LAST = "last"


def yellow_cards(pool: Sequence[Ranked], rule: YellowCardRule | None, scale: Scale) -> dict[str, YellowCard]:
    """The cards that fall in a pool, by village code; none where the scheme has no rule for them."""
    if rule is None:
        return {}
    # A mark is a whole number of units, so a limit between two units is the upper one.
    below, spare_at = (ceil(limit * scale.unit) for limit in (rule.below, rule.spare_at))
    last = rule.last if len(pool) >= rule.smallest_pool else 0
    tied = Counter(ranked.rank for ranked in pool)

    def card_of(ranked: Ranked) -> YellowCard | None:
        mark = ranked.marks.town_mark
        if ranked.marks.vetoed:
            return YellowCard.VETO
        if mark < below:
            return YellowCard.BELOW
        behind = len(pool) - (ranked.rank - 1) - tied[ranked.rank]
        if mark >= spare_at or behind >= last:
            return None
        return YellowCard.LAST

    cards = {ranked.marks.village.code: card_of(ranked) for ranked in pool}
    return {code: card for code, card in cards.items() if card is not None}
