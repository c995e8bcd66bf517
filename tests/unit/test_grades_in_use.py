"""Grades and towns as a period and a year make use of them (CONTRACT.md sections 7 and 8)."""

from dataclasses import replace
from fractions import Fraction

import pytest

from qsq.awards.annual import AnnualAwards, award, without_cadres
from qsq.awards.standing import Achieved, PeriodStanding, VillageYear
from qsq.domain.results.town_marks import TownMark
from qsq.domain.scheme.scheme import GradeRule, Missing, Rewards
from qsq.domain.values.money import fen
from qsq.scoring.evaluation import Evaluation, evaluate
from tests.unit.builders import (
    Number,
    annual,
    cadre,
    card_rule,
    checklist,
    eligibility,
    entered,
    exact,
    grade_rule,
    honour,
    item,
    period,
    scheme,
    veto,
    village,
    year,
)

FAILED = grade_rule("failed")
NOBODY = card_rule(last=0, below=0)


def evaluated(
    rules: list[GradeRule], *, money: Rewards | None = None, vetoed: str = "", **marks: tuple[Number, Number]
) -> Evaluation:
    """Villages by what they earned in two items of 50 each; those that begin with B are T2's."""
    listed = checklist(item("a", category="party"), item("b"))
    inputs = entered(
        {code: {"a.all": first, "b.all": second} for code, (first, second) in marks.items()},
        adjustments={vetoed: [veto()]} if vetoed else {},
    )
    villages = [village(code, "T2" if code.startswith("B") else "T1") for code in marks]
    asked = scheme(grades=rules, money=money, cards=NOBODY)
    return evaluate(asked, listed, villages, inputs, Missing.BLOCK)


def grades_of(found: Evaluation) -> list[str]:
    return [one.grade.id if one.grade else "" for one in found.villages]


@pytest.mark.parametrize(
    ("rule", "grades"),
    [
        (grade_rule("good", least=90), ["good", "failed"]),
        (grade_rule("good", each_category="80%"), ["good", "failed"]),
        (grade_rule("good", each_item="80%"), ["good", "failed"]),
        (grade_rule("good", at_most="50%"), ["good", "failed"]),
        (grade_rule("good", each_item="90%"), ["failed", "failed"]),
    ],
)
def test_a_periods_grade_goes_by_mark_parts_and_rank(rule: GradeRule, grades: list[str]) -> None:
    assert grades_of(evaluated([rule, FAILED], A1=(10, 8), A2=(10, 7))) == grades


def test_a_vetoed_village_takes_the_last_grade() -> None:
    found = evaluated([grade_rule("good", least=50), FAILED], A1=(10, 10), A2=(10, 8), vetoed="A1")
    assert grades_of(found) == ["failed", "good"]


def test_without_grades_no_village_has_one() -> None:
    assert grades_of(evaluated([], A1=(10, 8))) == [""]


def test_towns_are_marked_by_their_villages_city_marks() -> None:
    found = evaluated([], A1=(10, 10), A2=(10, 5), B1=(9, 9))
    assert found.towns == (TownMark("T1", 8750, 2, 2), TownMark("T2", 9000, 1, 1))


def test_a_pool_says_what_its_places_have_in_either_form() -> None:
    pot = Rewards(pool=fen(exact(900)), places=(exact("50%"), exact("30%"), exact("20%")))
    by_pot = evaluated([], money=pot, A1=(10, 10), A2=(10, 5), B1=(9, 9))
    assert [(one.money, one.paid) for one in by_pot.pools] == [(60000, 48000), (30000, 15000)]
    amounts = Rewards(amounts=(fen(exact(500)), fen(exact(300)), fen(exact(200))))
    by_amounts = evaluated([], money=amounts, A1=(10, 10), A2=(10, 5), B1=(9, 9))
    assert [(one.money, one.paid) for one in by_amounts.pools] == [(80000, 80000), (50000, 50000)]


def standing(number: int, mark: Number, grade: str, **parts: tuple[Number, Number]) -> PeriodStanding:
    """A village's period with its grade, and its items, each a category too, as (mark, full)."""
    achieved = {name: Achieved(exact(got), exact(full)) for name, (got, full) in parts.items()}
    return replace(period(number, mark), grade=grade, categories=achieved, items=achieved)


def graded(rules: list[GradeRule], *years: VillageYear, forbid_veto: bool = True) -> AnnualAwards:
    """The year under these annual grades; a period's are good and failed."""
    conditions = eligibility(min_periods=1, min_mark=0, forbid_veto=forbid_veto)
    of_year = replace(annual(honour("red", None, grade="good"), conditions=conditions), grades=tuple(rules))
    return award(scheme(year=of_year, grades=[grade_rule("good", least=80), FAILED]), years)


def annual_grades_of(found: AnnualAwards) -> list[str]:
    return [one.grade.id if one.grade else "" for one in found.marked]


TWO = (
    year("A1", standing(1, 90, "good", a=(9, 10)), standing(2, 80, "good", a=(5, 10))),
    year("A2", standing(1, 95, "good", a=(9, 10)), standing(2, 70, "failed", a=(4, 10))),
)
"""Annual marks of 85.00 and 82.50; of item a 14 and 13 of 20."""


@pytest.mark.parametrize(
    ("rule", "grades"),
    [
        (grade_rule("good", least=83), ["good", "failed"]),
        (grade_rule("good", each_category="70%"), ["good", "failed"]),
        (grade_rule("good", each_item="70%"), ["good", "failed"]),
        (grade_rule("good", each_item="65%"), ["good", "good"]),
        (grade_rule("good", each_item="71%"), ["failed", "failed"]),
        (grade_rule("good", at_most="50%"), ["good", "failed"]),
        (grade_rule("good", at_most="49%"), ["failed", "failed"]),
    ],
)
def test_a_years_grade_goes_by_the_annual_mark_and_all_periods_together(
    rule: GradeRule, grades: list[str]
) -> None:
    assert annual_grades_of(graded([rule, FAILED], *TWO)) == grades


def test_a_grade_may_ask_for_one_in_every_period_that_has_rules() -> None:
    rules = [replace(grade_rule("good"), every_period="good"), FAILED]
    periods_with_rules = tuple(one.period for one in TWO[0].periods)
    years = [replace(one, with_rules=periods_with_rules) for one in TWO]
    assert annual_grades_of(graded(rules, *years)) == ["good", "failed"]
    absent = replace(years[0], periods=years[0].periods[:1])
    assert annual_grades_of(graded(rules, absent)) == ["failed"]


@pytest.mark.parametrize(("forbid_veto", "grades"), [(True, ["failed"]), (False, ["good"])])
def test_a_veto_in_a_period_gives_the_last_grade_where_it_is_forbidden(
    forbid_veto: bool, grades: list[str]
) -> None:
    vetoed = year("A1", replace(standing(1, 90, "good"), vetoed=True))
    rules = [grade_rule("good", least=80), FAILED]
    assert annual_grades_of(graded(rules, vetoed, forbid_veto=forbid_veto)) == grades


def test_an_honour_that_asks_for_a_grade_is_open_to_that_one_alone() -> None:
    found = graded([grade_rule("good", least=83), FAILED], *TWO)
    assert [one.village_code for one in found.awards] == ["A1"]
    assert found.awards[0].placed.candidate.grade == "good"


def test_a_village_without_a_mark_has_no_grade_and_is_in_no_towns_mark() -> None:
    """Its only period weighs nothing."""
    weightless = replace(
        annual(conditions=eligibility(min_periods=0, min_mark=0)), weights={"q1": Fraction(0)}
    )
    asked = replace(weightless, grades=(grade_rule("good", least=80), FAILED))
    years = (year("A1", period(1, 90)), year("A2", period(1, 50), period(2, 90)))
    found = award(scheme(year=asked, grades=[grade_rule("good", least=80), FAILED]), years)
    assert [(one.village.code, one.mark) for one in found.marked] == [("A2", 9000)]
    assert found.towns == (TownMark("T1", 9000, 1, 1),)
    assert [(one.year.village.code, one.mark) for one in found.ineligible] == [("A1", None)]


def test_a_prize_without_anyone_to_take_the_cadres_part_is_named() -> None:
    rules = scheme(year=annual(honour("red", None), conditions=eligibility(min_periods=1)))
    found = award(rules, (year("A1", period(1, 90), cadres=[cadre("A1-1")]), year("A2", period(1, 80))))
    assert [one.village_code for one in without_cadres(found.awards)] == ["A2"]
    in_welfare = scheme(
        year=annual(honour("red", None), conditions=eligibility(min_periods=1), split=("100%", 0))
    )
    assert without_cadres(award(in_welfare, (year("A2", period(1, 80)),)).awards) == ()
