"""What rounding alone decides: money, a card, a limit, a tie."""

from dataclasses import replace
from fractions import Fraction

from qsq.awards.annual import award
from qsq.domain.scheme.checklist import Combine, How
from qsq.domain.scheme.scheme import Missing
from qsq.fairness.borders import Stake, period_borders, year_borders
from qsq.fairness.narrow import narrow_borders
from qsq.fairness.rounding import Decided, decided_by_rounding
from qsq.fairness.standing import alone, exact_stances, exactly_earned, printed_stances
from qsq.scoring.evaluation import Evaluation, evaluate
from qsq.scoring.marks import TaskMark
from tests.unit.builders import (
    Number,
    annual,
    card_rule,
    checklist,
    entered,
    grade_rule,
    item,
    marks_rule,
    periods,
    ratio,
    rewards,
    scheme,
    seen,
    task,
    village,
    year,
)

LISTED = checklist(
    item("a", task("a.a", 1, ratio(3)), weight=1), item("b", task("b.a", 1, ratio(3)), weight=1)
)


def decided(values: dict[str, tuple[Number, Number]], **rules: object) -> tuple[Decided, ...]:
    """What rounding decides among villages with these values of two tasks, each for half of 100 whole marks."""
    standing = scheme(
        marks=marks_rule(100, 0),
        money=rewards(6000, ("100%",)),
        cards=card_rule(last=0, below=0, spare_at=0, smallest_pool=9),
        **rules,  # type: ignore[arg-type]
    )
    inputs = entered({code: {"a.a": one, "b.a": two} for code, (one, two) in values.items()})
    evaluation = evaluate(standing, LISTED, [village(code) for code in values], inputs, Missing.BLOCK)
    return found_in(evaluation, inputs)


def found_in(evaluation: Evaluation, inputs: object) -> tuple[Decided, ...]:
    exact = alone(exact_stances(evaluation, inputs, city=False), "q1")  # type: ignore[arg-type]
    printed = {one.marks.village.code: Fraction(one.marks.town_mark) for one in evaluation.villages}
    return decided_by_rounding(period_borders(evaluation), exact, printed)


def test_a_village_that_is_better_without_rounding_is_named_with_the_difference() -> None:
    """A share of 1.4 of 3 points rounds to 0, one of 1.5 to 1 whole point: 50 before 93 and a third."""
    (found,) = decided({"V1": ("1.5", "0"), "V2": ("1.4", "1.4")})
    assert (found.border.stake, found.border.name) == (Stake.MONEY, "1")
    assert (found.before, found.behind) == ("V1", "V2")
    assert found.marks == (Fraction(25), Fraction(140, 3))
    assert found.difference == Fraction(65, 3)


def test_where_rounding_decides_nothing_nothing_is_told() -> None:
    assert decided({"V1": ("3", "3"), "V2": ("0", "0"), "V3": ("0", "3")}) == ()


def test_equal_ones_that_rounding_puts_apart_are_named() -> None:
    (found,) = decided({"V1": ("1.5", "0"), "V2": ("0.75", "0.75")})
    assert (found.before, found.behind) == ("V1", "V2")
    assert found.difference == 0


def test_a_tie_that_rounding_made_is_named() -> None:
    (found,) = decided({"V1": ("3", "2.9"), "V2": ("3", "3")})
    assert found.border.tied
    assert (found.before, found.behind) == ("V1", "V2")
    assert found.difference == Fraction(5, 3)


def test_a_limit_that_rounding_reached_or_missed_is_named() -> None:
    good = (grade_rule("good", least=50), grade_rule("rest"))
    found = decided({"V1": ("1.5", "0"), "V2": ("1.4", "3"), "V3": ("0", "0")}, grades=good)
    (limit,) = [one for one in found if one.border.limit is not None]
    assert (limit.before, limit.behind) == ("V1", "")
    assert limit.marks == (Fraction(25), Fraction(50))


def test_rounds_are_put_together_before_they_are_rounded() -> None:
    each = {"x": seen(1), "x#2": seen(2), "x#3": seen("3"), "x#4": seen("NA")}
    for how, expected in (
        (How.MEAN, Fraction(2, 3)),
        (How.TRIMMED_MEAN, Fraction(2, 3)),
        (How.LOWEST, Fraction(1, 3)),
    ):
        looked = task("x", 1, ratio(3), Combine(4, how))
        assert exactly_earned(TaskMark(looked, "", 1), each, None) == expected
    assert exactly_earned(TaskMark(task("x", 1, ratio(3)), "", 0), {}, None) == 0


def test_borders_are_told_the_narrowest_first() -> None:
    standing = scheme(money=rewards(6000, ("50%", "30%", "20%")), cards=card_rule(last=1, below=20))
    values: dict[str, tuple[Number, Number]] = {
        "V1": (3, 3),
        "V2": (3, 2),
        "V3": (2, "1.9"),
        "V4": (1, 2),
        "V5": (1, 1),
    }
    inputs = entered({code: {"a.a": one, "b.a": two} for code, (one, two) in values.items()})
    evaluation = evaluate(standing, LISTED, [village(code) for code in values], inputs, Missing.BLOCK)
    borders = tuple(period_borders(evaluation))
    standings = alone(printed_stances(evaluation, city=False), "q1")
    found = narrow_borders(borders, standings)
    margins = [one.margin for one in found]
    assert margins == sorted(margins, key=lambda one: one or 0)
    places = {one.border.name: (one.before, one.behind) for one in found if one.border.stake is Stake.MONEY}
    assert places == {"1": ("V1", "V2"), "2": ("V2", "V3"), "3": ("V3", "V4")}
    (card,) = [one for one in found if one.border.name == "last"]
    assert (card.before, card.behind) == ("V4", "V5")
    (below,) = [one for one in found if one.border.name == "below"]
    assert (below.before, below.behind) == ("V5", "")
    assert below.gap == 33 - 20, "each task earned 0.33 as printed"


def test_an_annual_grade_that_goes_to_a_share_has_a_border_in_the_order_of_the_year() -> None:
    rules = annual(ties=["best_period"])
    rules = replace(rules, grades=(grade_rule("good", at_most="50%"), grade_rule("rest")))
    awards = award(
        scheme(year=rules),
        [
            year("A", *periods(80, 80, 80, 80)),
            year("B", *periods(90, 70, 80, 80), recommended=False),
            year("C", *periods(95, 95, 95, 95)),
            year("D", *periods(79, 79, 79, 79)),
        ],
    )
    (found,) = [one for one in year_borders(awards) if one.stake is Stake.GRADE]
    assert (found.name, found.before, found.behind) == ("good", ("C", "B"), ("A", "D"))
    assert found.limit is None
