"""How a village's year came about, line by line, as a calculator confirms it (CONTRACT.md section 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from qsq.awards.annual import award
from qsq.awards.derivation import YearDerivation, YearPlaces
from qsq.awards.honours import UNDECIDED, Decision
from qsq.awards.standing import Achieved, VillageYear
from qsq.domain.faults import Place
from qsq.domain.scheme.scheme import Annual, CadreShare, GradeRule, Honour
from tests.unit.builders import (
    Number,
    annual,
    cadre,
    eligibility,
    grade_rule,
    honour,
    period,
    periods,
    scheme,
    year,
)
from tests.unit.told import block, told

RED = replace(honour("red-flag", 1, prize="100.01", uplift="30%", grade="good"), name="红旗村")
MODEL = replace(honour("model", 1, prize=60, uplift="12.5%"), name="模范村")
ADVANCED = replace(honour("advanced", None, prize=10), name="先进村")
GOOD, PASSED = replace(grade_rule("good", least=80), name="优秀"), replace(grade_rule("passed"), name="合格")
RULES = annual(
    RED,
    MODEL,
    ADVANCED,
    weights=(1, 2, 0, "0.5"),
    review_share="10%",
    conditions=eligibility(min_periods=2, max_yellow_cards=1, min_mark="60.5"),
    ties=["fewest_yellow_cards"],
    split=("60%", "40%"),
    cadre_share=CadreShare.BY_BASE,
)
GRADED = replace(RULES, grades=(GOOD, PASSED))
CADRES = (
    replace(cadre("A1-1", 3000), name="张三"),
    replace(cadre("A1-2", "2400.05"), name="李四"),
    replace(cadre("A1-3", 1000), name="王五"),
)
YEARS = (
    year("A1", period(1, "88.88"), period(2, 80), review="91.5", cadres=CADRES),
    year("A2", period(1, "88.88"), period(2, 80, card=True), review="91.5"),
    year("A3", period(1, 70), period(2, "70.33"), period(3, 99)),
    year("B1", period(1, 75, card=True, vetoed=True), period(4, 50, card=True), recommended=False, review=20),
    year("B2", period(3, 90)),
    year("B3", period(1, 90), period(2, 90), review=90),
)
STRUCK = Decision(struck={"B3": "违纪"})
RANKS = {
    "2023Q1": {"A1": 2, "A2": 2, "A3": 5, "B1": 4, "B3": 1},
    "2023Q2": {"A1": 2, "A2": 2, "A3": 4, "B3": 1},
    "2023Q3": {"A3": 1, "B2": 2},
    "2023Q4": {"B1": 1},
}
PLACES = {"A1": YearPlaces(Place("recommendations.csv", "A2"), Place("review.csv", "B2"))}


def derivation(
    years: Sequence[VillageYear],
    rules: Annual = GRADED,
    decision: Decision = UNDECIDED,
    ranks: Mapping[str, Mapping[str, int]] = RANKS,
    grades: Sequence[GradeRule] = (),
) -> YearDerivation:
    awards = award(scheme(year=rules, grades=grades), years, decision=decision)
    return YearDerivation(awards, years, decision, ranks, PLACES)


OF_VILLAGES = {
    "A1": """
        annual_mark by annual_mark: (1 − 10%) × (1 × 88.88 + 2 × 80.00) ÷ (1 + 2) + 10% × 91.5 ≈ 83.81
          2023Q1 by period_mark: 88.88 = 88.88 [rank 2; code A1; period 2023Q1]
          2023Q2 by period_mark: 80.00 = 80.00 [rank 2; code A1; period 2023Q2]
          review by review: 91.5 = 91.5 (review.csv B2)
        grade by grade_taken: 优秀
        honour by eligible: ✓
          honour by recommended: ✓ (recommendations.csv A2)
          honour by min_periods: 2 ≥ 2 = ✓
          honour by no_veto: 0 = 0 = ✓
          honour by yellow_cards: 0 ≤ 1 = ✓
          honour by min_mark: 83.81 ≥ 60.5 = ✓
        order by order: 1 + 0 = 1 [size 3]
          A2 by behind: 83.81 = 83.81, 1 > 0 = ✓ [rank 2; village A2村; code A2; keys mark,fewest_yellow_cards; name ]
        honour by honour: 1 ≤ 1 = ✓ [name 红旗村; count 1]
        prize by prize: 60.01 + 40.00 = 100.01
          welfare by welfare: ⌊100.01 × 0.6 ÷ 1 ÷ 0.01⌋ × 0.01 + 0.01 ≈ 60.01
            welfare by extra: 0 < 1 = ✓ [unit 0.01; left 1; before 0; rest 3/5]
          cadres by cadres: ⌊100.01 × 0.4 ÷ 1 ÷ 0.01⌋ × 0.01 ≈ 40.00
            cadres by extra: 1 < 1 = ✗ [unit 0.01; left 1; before 1; rest 2/5]
          A1-1 by cadre_share: ⌊40 × 3000 ÷ 6400.05 ÷ 0.01⌋ × 0.01 + 0.01 ≈ 18.75 [name 张三]
            A1-1 by extra: 1 < 2 = ✓ [unit 0.01; left 2; before 1; rest 126126/128001]
          A1-2 by cadre_share: ⌊40 × 2400.05 ÷ 6400.05 ÷ 0.01⌋ × 0.01 ≈ 15.00 [name 李四]
            A1-2 by extra: 2 < 2 = ✗ [unit 0.01; left 2; before 2; rest 2500/128001]
          A1-3 by cadre_share: ⌊40 × 1000 ÷ 6400.05 ÷ 0.01⌋ × 0.01 + 0.01 ≈ 6.25 [name 王五]
            A1-3 by extra: 0 < 2 = ✓ [unit 0.01; left 2; before 0; rest 127376/128001]
        A1-1 by uplift: 3000 × 30% = 900.00 [name 张三]
        A1-2 by uplift: 2400.05 × 30% ≈ 720.02 [name 李四]
        A1-3 by uplift: 1000 × 30% = 300.00 [name 王五]
    """,
    "A3": """
        annual_mark by annual_mark: (1 − 10%) × (1 × 70.00 + 2 × 70.33) ÷ (1 + 2) + 10% × 0 ≈ 63.20
          2023Q1 by period_mark: 70.00 = 70.00 [rank 5; code A3; period 2023Q1]
          2023Q2 by period_mark: 70.33 = 70.33 [rank 4; code A3; period 2023Q2]
          2023Q3 by period_mark: 99.00 = 99.00 [rank 1; code A3; period 2023Q3]
          review by review: 0 = 0
        grade by grade_missed: 优秀
          annual_mark by from: 63.20 ≥ 80 = ✗
        grade by grade_taken: 合格
        honour by eligible: ✓
          honour by recommended: ✓
          honour by min_periods: 3 ≥ 2 = ✓
          honour by no_veto: 0 = 0 = ✓
          honour by yellow_cards: 0 ≤ 1 = ✓
          honour by min_mark: 63.20 ≥ 60.5 = ✓
        order by order: 1 + 2 = 3 [size 3]
          A2 by before: 83.81 > 63.20 = ✓ [rank 2; village A2村; code A2; keys mark; name ]
        honour by honour: 1 ≤ 1 = ✓ [name 先进村; count 1]
          honour by honour_grade: ✗ [name 红旗村]
          A2 by last_of_honour: 83.81 > 63.20 = ✓ [rank 2; village A2村; code A2; keys mark; name 模范村]
        prize by prize: 6.00 + 4.00 = 10.00
          welfare by welfare: 10 × 0.6 ÷ 1 = 6.00
          cadres by cadres: 10 × 0.4 ÷ 1 = 4.00
    """,
    "B1": """
        annual_mark by annual_mark: (1 − 10%) × (1 × 75.00 + 0.5 × 50.00) ÷ (1 + 0.5) + 10% × 20 = 62.00
          2023Q1 by period_mark: 75.00 = 75.00 [rank 4; code B1; period 2023Q1]
          2023Q4 by period_mark: 50.00 = 50.00 [rank 1; code B1; period 2023Q4]
          review by review: 20 = 20
        grade by grade_missed: 优秀
          veto by no_veto: ✗
        grade by grade_taken: 合格
        honour by ineligible: ✗
          honour by recommended: ✗
          honour by min_periods: 2 ≥ 2 = ✓
          honour by no_veto: 1 = 0 = ✗
          honour by yellow_cards: 2 ≤ 1 = ✗
          honour by min_mark: 62.00 ≥ 60.5 = ✓
    """,
    "B2": """
        honour by ineligible: ✗
          honour by recommended: ✓
          honour by min_periods: 0 ≥ 2 = ✗
          honour by no_veto: 0 = 0 = ✓
          honour by yellow_cards: 0 ≤ 1 = ✓
    """,
    "B3": """
        annual_mark by annual_mark: (1 − 10%) × (1 × 90.00 + 2 × 90.00) ÷ (1 + 2) + 10% × 90 = 90.00
          2023Q1 by period_mark: 90.00 = 90.00 [rank 1; code B3; period 2023Q1]
          2023Q2 by period_mark: 90.00 = 90.00 [rank 1; code B3; period 2023Q2]
          review by review: 90 = 90
        grade by grade_taken: 优秀
        honour by ineligible: ✗
          honour by recommended: ✓
          honour by min_periods: 2 ≥ 2 = ✓
          honour by no_veto: 0 = 0 = ✓
          honour by yellow_cards: 0 ≤ 1 = ✓
          honour by min_mark: 90.00 ≥ 60.5 = ✓
          honour by struck: ✗ [reason 违纪]
    """,
}
"""Q3 weighs nothing: B2 has no annual mark. B1 has a veto and two cards, B3 was struck by the standing committee."""


@pytest.mark.parametrize("code", OF_VILLAGES)
def test_a_year_is_told_from_the_periods_marks_to_the_uplifts(code: str) -> None:
    found = derivation(YEARS, decision=STRUCK).outcome(code)
    assert list(told(found)) == block(OF_VILLAGES[code])


def test_who_stands_between_two_is_told_with_both_and_with_the_key_that_parts_them() -> None:
    found = derivation(YEARS, decision=STRUCK)
    assert list(told(found.order("A2"))) == block("""
        order by order: 1 + 1 = 2 [size 3]
          A1 by before: 83.81 = 83.81, 0 < 1 = ✓ [rank 1; village A1村; code A1; keys mark,fewest_yellow_cards; name ]
          A3 by behind: 63.20 < 83.81 = ✓ [rank 3; village A3村; code A3; keys mark; name ]
    """)


def beside(*years: VillageYear, ties: Sequence[str]) -> list[str]:
    """How A1 is told to stand beside the other of two."""
    rules = annual(ties=ties, conditions=eligibility(min_periods=1))
    (order,) = derivation(years, rules).order("A1")
    return list(told(order.parts))


def in_category(number: int, mark: Number) -> VillageYear:
    return year(
        f"A{number}", replace(period(1, 80), categories={"party": Achieved(Fraction(mark), Fraction(100))})
    )


@pytest.mark.parametrize(
    ("years", "ties", "line"),
    [
        (
            (year("A1", *periods(70, 90)), year("A2", *periods("60.5", "99.5"))),
            ("best_period",),
            "A2 by before: 80.00 = 80.00, 99.50 > 90.00 = ✓ [rank 1; village A2村; code A2; keys mark,best_period; name ]",
        ),
        (
            (year("A1", *periods(81, 79)), year("A2", *periods(80, 80))),
            ("fewest_yellow_cards", "latest_period"),
            "A2 by before: 80.00 = 80.00, 0 = 0, 0.00 = 0.00, 0.00 = 0.00, 80.00 > 79.00 = ✓ [rank 1; village A2村; code A2; keys mark,fewest_yellow_cards,latest_period; name ]",
        ),
        (
            (in_category(1, 7), in_category(2, "7.5")),
            ("category:party", "best_period"),
            "A2 by before: 80.00 = 80.00, 7.50 > 7.00 = ✓ [rank 1; village A2村; code A2; keys mark,category:party; name ]",
        ),
        (
            (year("A0"), year("A1")),
            ("best_period",),
            "A0 by level: 80.00 = 80.00, 80.00 = 80.00 = ✓ [rank 1; village A0村; code A0; keys mark,best_period; name ]",
        ),
    ],
)
def test_equal_marks_are_parted_key_by_key_up_to_the_first_that_differs(
    years: tuple[VillageYear, VillageYear], ties: Sequence[str], line: str
) -> None:
    assert beside(*years, ties=ties) == [line]


RISEN = replace(honour("risen", 1, by_improvement=True), name="跃升村")


def test_improvement_is_told_where_a_rule_looks_at_it() -> None:
    years = (year("A1", *periods(70, 80, "80.02")), year("A2", *periods(90, 80, 85)))
    assert not list(derivation(years, annual()).improvement("A1"))
    found = derivation(years, annual(RISEN))
    assert list(told(found.improvement("A1"))) == [
        "improvement by improvement: 80.02 − (70.00 + 80.00 + 80.02) ÷ 3 ≈ 3.35"
    ]
    assert list(told(found.improvement("A2"))) == [
        "improvement by improvement: 85.00 − (90.00 + 80.00 + 85.00) ÷ 3 = 0.00"
    ]


def test_an_honour_by_improvement_is_told_by_who_improved_more() -> None:
    years = (
        year("A1", *periods(70, 80)),
        year("A2", *periods(70, 90)),
        year("A3", *periods(90, 80)),
        year("A4", *periods(85, 95)),
    )
    rules = annual(replace(RED, grade=""), RISEN, conditions=eligibility(min_periods=1))
    found = derivation(years, rules)
    assert list(told(found.honour("A1"))) == block("""
        honour by no_honour: ✗
          A4 by last_of_honour: 90.00 > 75.00 = ✓ [rank 1; village A4村; code A4; keys mark; name 红旗村]
          A2 by last_of_honour: 10.00 > 5.00 = ✓ [rank 3; village A2村; code A2; keys improvement; name 跃升村]
    """)
    assert list(told(found.honour("A3")))[-1] == "  honour by improved: -5.00 > 0 = ✗ [name 跃升村]"


def honours(*years: VillageYear, asked: str, rules: Sequence[Honour]) -> list[str]:
    return list(told(derivation(years, annual(*rules)).honour(asked)))


def test_villages_that_tie_over_a_border_are_told_that_nobody_has_decided() -> None:
    tied = (year("A1"), year("A2"), year("A3", *periods(90, 90, 90, 90)))
    red, model = (replace(one, grade="") for one in (RED, MODEL))
    assert honours(*tied, asked="A2", rules=[red, model]) == block("""
        honour by no_honour: ✗
          A3 by last_of_honour: 90.00 > 80.00 = ✓ [rank 1; village A3村; code A3; keys mark; name 红旗村]
          honour by undecided: 2 ≤ 1 = ✗ [name 模范村]
    """)


def test_an_honour_that_nobody_takes_is_told_as_empty() -> None:
    assert honours(year("A1"), asked="A1", rules=[replace(MODEL, count=0)]) == block("""
        honour by no_honour: ✗
          honour by honour_empty: ✗ [name 模范村]
    """)


def test_places_of_an_honour_are_counted_among_those_that_take_it() -> None:
    three = (year("A1"), year("A2", *periods(90, 90, 90, 90)), year("A3", *periods(85, 85, 85, 85)))
    assert honours(*three, asked="A3", rules=[replace(MODEL, count=3)]) == [
        "honour by honour: 2 ≤ 3 = ✓ [name 模范村; count 3]"
    ]
    assert honours(*three, asked="A1", rules=[ADVANCED]) == [
        "honour by honour: 3 ≤ 3 = ✓ [name 先进村; count 3]"
    ]


@pytest.mark.parametrize("code", ["B1", "B2", "B3"])
def test_who_cannot_be_honoured_has_neither_order_nor_honour_nor_prize(code: str) -> None:
    found = derivation(YEARS, decision=STRUCK)
    assert [*found.order(code), *found.honour(code), *found.prize(code)] == []


def test_a_year_without_a_review_is_the_mean_of_its_periods() -> None:
    found = derivation([year("A1", *periods(80, "80.01"))], annual())
    (mark,) = found.annual_mark("A1")
    assert (mark.line, mark.rounded) == ("(1 × 80.00 + 1 × 80.01) ÷ (1 + 1) = 80.01", True)
    assert [part.of for part in mark.parts] == ["2023Q1", "2023Q2"]


def test_cadres_share_alike_where_the_rules_say_so() -> None:
    rules = annual(replace(RED, grade=""), cadre_share=CadreShare.EQUAL)
    (prize, *_uplifts) = derivation([year("A1", cadres=CADRES)], rules).prize("A1")
    assert list(told(prize.parts[2:4])) == block("""
        A1-1 by cadre_share: ⌊50 × 1 ÷ 3 ÷ 0.01⌋ × 0.01 + 0.01 ≈ 16.67 [name 张三]
          A1-1 by extra: 0 < 2 = ✓ [unit 0.01; left 2; before 0; rest 2/3]
        A1-2 by cadre_share: ⌊50 × 1 ÷ 3 ÷ 0.01⌋ × 0.01 + 0.01 ≈ 16.67 [name 李四]
          A1-2 by extra: 1 < 2 = ✓ [unit 0.01; left 2; before 1; rest 2/3]
    """)


def test_conditions_that_the_rules_do_not_ask_are_not_told() -> None:
    rules = replace(
        annual(),
        eligibility=replace(
            eligibility(), min_periods=0, forbid_veto=False, max_yellow_cards=None, min_mark=None
        ),
    )
    found = derivation([year("A9")], rules).eligible("A9")
    assert list(told([found])) == block("""
        honour by eligible: ✓
          honour by recommended: ✓
          honour by min_periods: 4 ≥ 1 = ✓
    """)


def test_every_condition_of_a_better_grade_is_told_with_what_was_found() -> None:
    """80.00 of 85; 30 of 100 in a category and in an item; the first period's grade; two for one place."""
    shared = {"party": Achieved(Fraction(30), Fraction(100))}
    first = replace(period(1, 80), categories=shared, items=shared, grade="passed")
    one = replace(year("A1", first), with_rules=(first.period,))
    strict = replace(
        grade_rule("best", least=85, each_category="50%", each_item="60%"), name="最好", every_period="good"
    )
    few = replace(grade_rule("good", at_most="50%"), name="优秀")
    rules = replace(annual(), grades=(strict, few, PASSED))
    found = derivation([one, year("A2", *periods(80))], rules, grades=(GOOD, PASSED))
    assert list(told(found.grade("A1"))) == block("""
        grade by grade_missed: 最好
          annual_mark by from: 80.00 ≥ 85 = ✗
          party by each_category: 30.00 ≥ 50 = ✗
          party by each_item: 30.00 ≥ 60 = ✗
          2023Q1 by every_period: ✗
        grade by grade_missed: 优秀
          rank by at_most: 2 ≤ 1 = ✗
        grade by grade_taken: 合格
    """)
