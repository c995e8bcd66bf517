"""Who may be honoured at all (CONTRACT.md section 8)."""

from enum import StrEnum
from fractions import Fraction
from math import ceil

from qsq.awards.standing import VillageYear
from qsq.domain.scheme.scheme import Eligibility
from qsq.domain.values.numbers import Scale


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
        mark: its annual mark in units; None where no period that weighs anything brought it one: it is
            below any least mark and, where nothing else stands against it, marked in too few periods.
        rule: the conditions.
        scale: of the mark.
    """
    most, least = rule.max_yellow_cards, rule.min_mark
    holds = {
        Reason.NOT_RECOMMENDED: not year.recommended,
        Reason.MIN_PERIODS: len(year.periods) < rule.min_periods,
        Reason.VETO: rule.forbid_veto and year.vetoed,
        Reason.YELLOW_CARDS: most is not None and year.yellow_cards > most,
        Reason.MIN_MARK: least is not None and (mark is None or scale.exact(mark) < least),
    }
    reasons = tuple(reason for reason, against in holds.items() if against)
    return reasons or ((Reason.MIN_PERIODS,) if mark is None else ())


def most_recommendations(villages: int, quota: Fraction | None) -> int:
    """How many of its villages a town may recommend: the quota's share, rounded up; all without one."""
    return villages if quota is None else ceil(villages * quota)
