"""等次: the first grade whose conditions all hold (CONTRACT.md sections 7 and 8)."""

import pytest

from qsq.domain.scheme.grades import GradeCondition, Graded, Part, Short, TakenGrade, grades_of
from qsq.domain.scheme.scheme import GradeRule
from tests.unit.builders import SCALE, Number, exact, grade_rule, units

PASSED = grade_rule("passed", least=60)
FAILED = grade_rule("failed")


def judged(
    code: str, mark: Number, place: int = 1, *, vetoed: bool = False, **parts: tuple[Number, Number]
) -> Graded:
    """A village of this mark; its parts, each a category with one item, as (mark, full)."""
    items = {name: Part(units(mark), units(full)) for name, (mark, full) in parts.items()}
    return Graded(code, units(mark), place, items, items, last=vetoed)


def taken(rules: list[GradeRule], *villages: Graded) -> str:
    """The grades, in the order of the villages."""
    found = grades_of(villages, rules, SCALE)
    return " ".join(found[one.code].id for one in villages)


@pytest.mark.parametrize(
    ("mark", "grade"), [("90", "excellent"), ("89.99", "passed"), ("60", "passed"), ("59.99", "failed")]
)
def test_a_grade_from_a_mark_is_taken_at_that_mark(mark: str, grade: str) -> None:
    assert taken([grade_rule("excellent", least=90), PASSED, FAILED], judged("A", mark)) == grade


@pytest.mark.parametrize(("mark", "grade"), [("20", "good"), ("19.99", "passed")])
@pytest.mark.parametrize("condition", ["each_category", "each_item"])
def test_every_part_needs_its_share_compared_without_rounding(condition: str, mark: str, grade: str) -> None:
    """Section 7: 60 % of 33.33 is 19.998, which 19.99 misses and a rounded 20.00 would too, but 20 does not."""
    rules = [grade_rule("good", **{condition: "60%"}), PASSED, FAILED]
    assert taken(rules, judged("A", 80, a=("60", "66.67"), b=(mark, "33.33"))) == grade


def test_what_fell_short_is_told_with_what_was_wanted() -> None:
    rules = [grade_rule("good", least=90, each_item="60%"), PASSED, FAILED]
    found = grades_of([judged("A", 80, a=(70, 70), b=(10, 30))], rules, SCALE)["A"]
    assert found == TakenGrade(
        "passed",
        (
            Short("good", GradeCondition.FROM, "", 8000, exact(9000)),
            Short("good", GradeCondition.EACH_ITEM, "b", 1000, exact(1800)),
        ),
    )


def test_a_limit_has_whole_places_and_a_tie_over_its_border_drops_all_who_tie() -> None:
    """Section 7: ⌊50 % × 5⌋ = 2 places; the second and third tie, so that one place stays empty."""
    rules = [grade_rule("good", at_most="50%"), FAILED]
    villages = [judged(code, 90, place) for code, place in (("A", 1), ("B", 2), ("C", 2), ("D", 4), ("E", 5))]
    assert taken(rules, *villages) == "good failed failed failed failed"
    short = grades_of(villages, rules, SCALE)["B"].short
    assert short == (Short("good", GradeCondition.AT_MOST, "", 3, exact(2)),)


def test_a_limit_counts_those_alone_who_fulfil_the_rest() -> None:
    """Section 7: the first lacks the mark, so the second and third take the two places."""
    rules = [grade_rule("good", least=80, at_most="50%"), FAILED]
    assert taken(
        rules,
        judged("A", 70, 1),
        *(judged(code, 90, place) for code, place in (("B", 2), ("C", 3), ("D", 4))),
    ) == ("failed good good failed")


def test_a_limit_of_a_second_grade_counts_those_who_took_no_better_one() -> None:
    rules = [grade_rule("good", at_most="25%"), grade_rule("fair", at_most="25%"), FAILED]
    assert (
        taken(rules, *(judged(code, 90, place) for place, code in enumerate("ABCD", 1)))
        == "good fair failed failed"
    )


def test_a_vetoed_village_takes_the_last_grade_and_no_place() -> None:
    """Section 7."""
    rules = [grade_rule("good", at_most="50%"), PASSED, FAILED]
    assert taken(rules, judged("A", 99, 2, vetoed=True), judged("B", 90, 1)) == "failed good"


def test_a_year_may_ask_for_a_grade_in_every_period() -> None:
    """Section 8: that grade or a better one in each; without one it is not fulfilled."""
    rules = [GradeRule("first", "一类", every_period="passed"), GradeRule("last", "二类")]
    order = ["excellent", "passed", "failed"]
    for grades, expected in (
        ({"2023Q1": "excellent", "2023Q2": "passed"}, "first"),
        ({"2023Q1": "excellent", "2023Q2": "failed"}, "last"),
        ({"2023Q1": "excellent", "2023Q2": None}, "last"),
    ):
        one = Graded("A", 9000, 1, {}, {}, period_grades=grades)
        assert grades_of([one], rules, SCALE, order)["A"].id == expected
