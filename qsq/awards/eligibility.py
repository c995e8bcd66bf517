"""Who may be honoured at all (CONTRACT.md section 8)."""

from enum import StrEnum
from fractions import Fraction
from math import ceil

from qsq.awards.standing import VillageYear
from qsq.domain.numbers import Scale
from qsq.domain.scheme import Eligibility


class Reason(StrEnum):
    """Why a village is not eligible, in the order in which reasons are listed."""

    NOT_RECOMMENDED = "not_recommended"
    MIN_PERIODS = "min_periods"
    VETO = "veto"
    YELLOW_CARDS = "yellow_cards"
    MIN_MARK = "min_mark"


def reasons_against(
    year: VillageYear, mark: int | None, rule: Eligibility, scale: Scale
) -> tuple[Reason, ...]:
    """All reasons why the village is not eligible; none where it is.

    Args:
        year: the village's year.
        mark: its annual mark in units; None where it has none, which is below any least mark.
        rule: the conditions.
        scale: of the mark.
    """
    vetoed = any(period.vetoed for period in year.periods)
    holds = {
        Reason.NOT_RECOMMENDED: not year.recommended,
        Reason.MIN_PERIODS: len(year.periods) < rule.min_periods,
        Reason.VETO: rule.forbid_veto and vetoed,
        Reason.YELLOW_CARDS: year.yellow_cards > rule.max_yellow_cards,
        Reason.MIN_MARK: mark is None or scale.exact(mark) < rule.min_mark,
    }
    return tuple(reason for reason, against in holds.items() if against)


def most_recommendations(villages: int, quota: Fraction) -> int:
    """How many of its villages a town may recommend: the quota's share, rounded up."""
    return ceil(villages * quota)
