"""Who may be honoured at all, and all the reasons why not (CONTRACT.md section 8)."""

import pytest

from qsq.awards.eligibility import most_recommendations, reasons_against
from qsq.awards.standing import PeriodStanding, VillageYear
from qsq.domain.scheme.scheme import Eligibility
from tests.unit.builders import SCALE, Number, eligibility, exact, period, periods, units, year


def against(of: VillageYear, mark: Number | None = 80, rule: Eligibility | None = None) -> str:
    """The reasons, in order; by default four periods, one card, no veto and a mark of 60 are asked."""
    in_units = None if mark is None else units(mark)
    return " ".join(reasons_against(of, in_units, rule or eligibility(), SCALE))


def test_a_village_that_fulfils_everything_is_eligible() -> None:
    assert against(year("A1")) == ""


def test_a_village_must_be_recommended_by_its_town() -> None:
    assert against(year("A1", recommended=False)) == "not_recommended"


@pytest.mark.parametrize(("least", "reasons"), [(0, ""), (2, ""), (3, ""), (4, "min_periods")])
def test_a_village_must_be_marked_in_enough_periods(least: int, reasons: str) -> None:
    """Section 8: at least `min_periods`; three here."""
    assert against(year("A1", *periods(80, 80, 80)), rule=eligibility(min_periods=least)) == reasons


VETOED_ONCE = (period(1, 80), period(2, 80, vetoed=True), period(3, 80), period(4, 80))


def test_a_veto_in_any_period_excludes_where_the_scheme_says_so() -> None:
    """Section 8: no veto in any period where `forbid_veto`."""
    assert against(year("A1", *VETOED_ONCE)) == "veto"
    assert against(year("A1", *VETOED_ONCE), rule=eligibility(forbid_veto=False)) == ""


@pytest.mark.parametrize(("cards", "reasons"), [(0, ""), (1, ""), (2, "yellow_cards"), (4, "yellow_cards")])
def test_a_village_may_have_so_many_yellow_cards_and_no_more(cards: int, reasons: str) -> None:
    """Section 8: at most `max_yellow_cards`, one here."""
    assert against(year("A1", *periods(80, 80, 80, 80, cards=cards))) == reasons


@pytest.mark.parametrize(("mark", "reasons"), [("59.99", "min_mark"), ("60", ""), ("60.01", "")])
def test_a_village_must_reach_the_least_mark(mark: str, reasons: str) -> None:
    """Section 8: annual mark at least `min_mark`."""
    assert against(year("A1"), mark) == reasons


def test_the_least_mark_is_compared_exactly() -> None:
    rule = eligibility(min_mark="60.005")
    assert against(year("A1"), "60.00", rule) == "min_mark"
    assert against(year("A1"), "60.01", rule) == ""


def test_a_village_without_a_mark_is_below_any_least_mark() -> None:
    rule = eligibility(min_periods=0, min_mark=0)
    assert against(year("A1"), None, rule) == "min_mark"


def test_all_reasons_are_listed_in_the_contracts_order() -> None:
    """Sections 8 and 9: not_recommended, min_periods, veto, yellow_cards, min_mark."""
    bad: tuple[PeriodStanding, ...] = (
        period(1, 40, card=True, vetoed=True),
        period(2, 40, card=True),
    )
    found = against(year("A1", *bad, recommended=False), 40)
    assert found == "not_recommended min_periods veto yellow_cards min_mark"


def test_some_reasons_keep_their_order() -> None:
    assert against(year("A1", *periods(40, 40)), 40) == "min_periods min_mark"


@pytest.mark.parametrize(
    ("villages", "quota", "most"),
    [
        (20, "20%", 4),
        (21, "20%", 5),  # 4.2
        (24, "20%", 5),  # 4.8
        (25, "20%", 5),
        (1, "20%", 1),
        (0, "20%", 0),
        (7, "0%", 0),
        (7, "100%", 7),
        (3, "33.3%", 1),  # 0.999
        (1000, "0.1%", 1),
        (1001, "0.1%", 2),  # 1.001
    ],
)
def test_a_town_may_recommend_its_quota_rounded_up(villages: int, quota: str, most: int) -> None:
    """Section 8: a share of its villages, rounded up."""
    assert most_recommendations(villages, exact(quota)) == most


def test_without_a_quota_a_town_may_recommend_all() -> None:
    assert most_recommendations(7, None) == 7


def test_a_village_without_a_mark_is_marked_in_too_few_periods() -> None:
    nothing_asked = Eligibility()
    assert against(year("A1"), None, nothing_asked) == "min_periods"
    assert against(year("A1", recommended=False), None, nothing_asked) == "not_recommended"
