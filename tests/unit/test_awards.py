"""年终一总评 as a whole: from the villages' years to honours, prizes and quotas (CONTRACT.md section 8)."""

from dataclasses import replace

from qsq.awards.annual import AnnualAwards, HonouredVillage, Totals, award
from qsq.awards.honours import Decision
from qsq.awards.merit_quota import MeritQuota
from qsq.awards.standing import VillageYear
from tests.unit.builders import (
    annual,
    cadre,
    eligibility,
    honour,
    period,
    periods,
    scheme,
    year,
)

RULES = scheme(
    year=annual(
        honour("red-flag", 1, prize="100.01", uplift="30%"),
        honour("model", 1, prize=60, uplift="20%"),
        conditions=eligibility(min_periods=2, max_yellow_cards=1, min_mark=60),
        ties=["fewest_yellow_cards"],
    )
)

YEARS = (
    year("A1", *periods(90, 80), cadres=[cadre("A1-1", 3000), cadre("A1-2", "2400.05"), cadre("A1-3", 0)]),
    year("A2", *periods(95, 95), recommended=False, cadres=[cadre("A2-1")]),
    year("A3", *periods(80, 90, cards=1), cadres=[cadre("A3-1", 1000)]),
    year("B1", period(2, 50, card=True, vetoed=True), town="T2"),
    year("B2", period(1, 70, reward="12.50"), period(2, 70, reward=7), town="T2", cadres=[cadre("B2-1")]),
)
"""A1 and A3 both have 85.00; A3's card puts it second."""


def awarded(*years: VillageYear) -> AnnualAwards:
    return award(RULES, years or YEARS)


def line(one: HonouredVillage) -> tuple[int, str, str, int]:
    return one.placed.order, one.village_code, one.placed.honour.id, one.placed.candidate.mark


def test_honours_go_to_the_eligible_in_order() -> None:
    found = awarded()
    assert [line(one) for one in found.awards] == [(1, "A1", "red-flag", 8500), (2, "A3", "model", 8500)]
    assert found.eligible == 3
    assert found.undecided == ()


def test_each_prize_is_that_of_the_honour() -> None:
    """100.01: welfare 50.01, cadres 50.00, three cadres 16.67, 16.67, 16.66; uplift 30 %.

    60: 30 and 30 for the one cadre; uplift 20 %.
    """
    first, second = (one.prize for one in awarded().awards)
    assert (first.amount, first.welfare, first.cadres) == (10001, 5001, 5000)
    assert [(member.share, member.uplift) for member in first.members] == [
        (1667, 90000),
        (1667, 72002),
        (1666, 0),
    ]
    assert (second.amount, second.welfare, second.cadres) == (6000, 3000, 3000)
    assert [(member.share, member.uplift) for member in second.members] == [(3000, 20000)]


def test_each_village_that_is_not_eligible_is_listed_with_its_mark_and_all_reasons() -> None:
    """Section 8."""
    found = [(one.year.village.code, one.mark, " ".join(one.reasons)) for one in awarded().ineligible]
    assert found == [("A2", 9500, "not_recommended"), ("B1", 5000, "min_periods veto min_mark")]


def test_totals_add_up_what_was_given() -> None:
    """Section 9: `period_rewards` counts what was in fact paid, honoured or not."""
    assert awarded().totals == Totals(
        prizes=16001, welfare=8001, cadres=8000, uplift=90000 + 72002 + 20000, period_rewards=1950
    )


def test_quotas_rise_with_the_honours_of_the_year() -> None:
    """Section 8: T1 has 5 cadres, 4 of them honoured: 0.75 and 1.15; T2 has one."""
    assert awarded().merit_quota == (MeritQuota("T1", 5, 0, 1), MeritQuota("T2", 1, 0, 0))


def test_tied_villages_over_a_border_take_no_honour_no_prize_and_no_quota() -> None:
    """Section 8: the tied are named; the next keeps the place that the order gives it."""
    ten = [cadre(f"A1-{number}") for number in range(10)]
    found = awarded(
        year("A1", *periods(80, 80), cadres=ten),
        year("A2", *periods(80, 80)),
        year("A3", *periods(70, 70)),
    )
    assert found.awards == ()
    assert [(one.honour.id, one.places, one.villages) for one in found.undecided] == [
        ("red-flag", 1, ("A1", "A2"))
    ]
    assert found.totals.prizes == 0
    assert found.merit_quota == (MeritQuota("T1", 10, 1, 1),)
    assert found.eligible == 3
    assert found.ineligible == ()


def test_who_is_struck_takes_no_honour_and_the_next_moves_up() -> None:
    found = award(RULES, YEARS, decision=Decision(struck={"A1": "违纪"}))
    assert [line(one) for one in found.awards] == [(1, "A3", "red-flag", 8500), (2, "B2", "model", 7000)]
    assert found.eligible == 2
    assert [one.year.village.code for one in found.ineligible] == ["A2", "B1"]
    assert [one.village.code for one in found.marked] == ["A1", "A2", "A3", "B1", "B2"], "its mark stays"


def test_a_decision_settles_the_tie_of_a_year() -> None:
    tied = (year("A1", *periods(80, 80)), year("A2", *periods(80, 80)))
    assert award(RULES, tied).awards == ()
    found = award(RULES, tied, decision=Decision(order=("A2", "A1")))
    assert [line(one) for one in found.awards] == [(1, "A2", "red-flag", 8000), (2, "A1", "model", 8000)]
    assert found.undecided == ()


def test_rewards_of_villages_that_have_left_the_roll_count_too() -> None:
    assert award(RULES, YEARS, paid_to_others=50).totals.period_rewards == 2000


def test_a_village_without_any_period_is_not_eligible_and_does_not_stop_the_year() -> None:
    (found,) = awarded(replace(YEARS[0], periods=())).ineligible
    assert (found.mark, " ".join(found.reasons)) == (None, "min_periods min_mark")


def test_the_awards_keep_the_scheme_that_they_were_made_by() -> None:
    assert awarded().scheme is RULES
