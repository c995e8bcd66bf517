"""Honours filled in order, and ties that the program must not decide (CONTRACT.md section 8)."""

import pytest

from qsq.awards.honours import UNDECIDED, Candidate, Decision, Placed, Undecided, place_honours
from qsq.domain.scheme.scheme import Annual
from tests.unit.builders import SCALE, grade_rule, honour, periods, units, year

Found = tuple[str, list[tuple[str, int, str]]]


def placed_by(marks: dict[str, int], counts: dict[str, int], decision: Decision = UNDECIDED) -> Found:
    """Honours for villages of these marks: `order village honour`, and what is undecided."""
    candidates = [Candidate(year(code), units(mark)) for code, mark in marks.items()]
    honours = tuple(honour(name, count) for name, count in counts.items())
    placed, undecided = place_honours(candidates, Annual(honours=honours), SCALE, decision)
    return written(placed), [told(one) for one in undecided]


def written(placed: tuple[Placed, ...]) -> str:
    return " ".join(f"{one.order}:{one.candidate.year.village.code}:{one.honour.id}" for one in placed)


def told(one: Undecided) -> tuple[str, int, str]:
    return one.honour.id, one.places, " ".join(one.villages)


TWO = {"red": 1, "model": 2}


def test_honours_are_filled_in_file_order_by_count() -> None:
    """Section 8; the fourth takes none."""
    found = placed_by({"A1": 70, "A2": 90, "A3": 60, "A4": 80}, TWO)
    assert found == ("1:A2:red 2:A4:model 3:A1:model", [])


def test_too_few_villages_leave_honours_unfilled() -> None:
    assert placed_by({"A1": 70, "A2": 90}, TWO) == ("1:A2:red 2:A1:model", [])
    assert placed_by({}, TWO) == ("", [])


def test_an_honour_of_no_place_is_passed_over() -> None:
    found = placed_by({"A1": 90, "A2": 80}, {"none": 0, "red": 1, "nobody": 0, "model": 1, "last": 0})
    assert found == ("1:A1:red 2:A2:model", [])


def test_a_tie_inside_an_honour_gives_it_to_both() -> None:
    """Section 8: only a tie across a border is left undecided; the lower code stands first."""
    found = placed_by({"A3": 80, "A2": 80, "A1": 90}, TWO)
    assert found == ("1:A1:red 2:A2:model 3:A3:model", [])


def test_a_tie_that_ends_at_a_border_does_not_cross_it() -> None:
    found = placed_by({"A1": 90, "A2": 90, "A3": 80, "A4": 80}, {"red": 2, "model": 2})
    assert found == ("1:A1:red 2:A2:red 3:A3:model 4:A4:model", [])


def test_a_tie_across_a_border_is_named_with_its_places_and_honours_none_of_them() -> None:
    """Section 8: places 2 and 3 tie over the border of the red flags; the fourth keeps its place."""
    found = placed_by({"A1": 90, "A3": 80, "A2": 80, "A4": 70}, {"red": 2, "model": 2})
    assert found == ("1:A1:red 4:A4:model", [("red", 1, "A2 A3")])


def test_a_tie_across_the_border_of_the_last_honour_is_undecided_too() -> None:
    """Section 8: the third and the fourth tie for the second place of the models."""
    found = placed_by({"A1": 90, "A2": 80, "A3": 70, "A4": 70, "A5": 60}, TWO)
    assert found == ("1:A1:red 2:A2:model", [("model", 1, "A3 A4")])


def test_more_than_one_place_may_be_undecided() -> None:
    """Section 8: places 2 to 5 tie; two of them are red flags."""
    found = placed_by({"A1": 90, "A2": 80, "A3": 80, "A4": 80, "A5": 80, "A6": 70}, {"red": 3, "model": 3})
    assert found == ("1:A1:red 6:A6:model", [("red", 2, "A2 A3 A4 A5")])


def test_a_tie_across_two_borders_is_named_for_both() -> None:
    """Section 8: places 2 to 5 tie; one is a red flag, two are models, one is neither."""
    tied = "A2 A3 A4 A5"
    found = placed_by(
        {"A1": 90, "A2": 80, "A3": 80, "A4": 80, "A5": 80, "A6": 70}, {"red": 2, "model": 2, "good": 2}
    )
    assert found == ("1:A1:red 6:A6:good", [("red", 1, tied), ("model", 2, tied)])


def test_two_ties_are_named_each_for_itself() -> None:
    found = placed_by({"A1": 90, "A2": 90, "A3": 80, "A4": 80}, {"red": 1, "model": 2})
    assert found == ("", [("red", 1, "A1 A2"), ("model", 1, "A3 A4")])


def test_an_honour_of_no_place_has_no_border_to_cross() -> None:
    found = placed_by({"A1": 90, "A2": 90}, {"red": 1, "none": 0, "model": 1})
    assert found == ("", [("red", 1, "A1 A2")])


@pytest.mark.parametrize("counts", [{"red": 0}, {"red": 0, "model": 0}])
def test_a_tie_behind_all_honours_needs_no_decision(counts: dict[str, int]) -> None:
    assert placed_by({"A1": 80, "A2": 80}, counts) == ("", [])
    assert placed_by({"A1": 90, "A2": 80, "A3": 80}, {"red": 1}) == ("1:A1:red", [])


def test_a_decision_orders_those_that_tie() -> None:
    marks, counts = {"A1": 90, "A2": 80, "A3": 80, "A4": 80, "A5": 70}, {"red": 2, "model": 2}
    found = placed_by(marks, counts, Decision(order=("A4", "A2", "A3")))
    assert found == ("1:A1:red 2:A4:red 3:A2:model 4:A3:model", [])


def test_a_decision_that_names_some_leaves_the_others_tied() -> None:
    """The first is settled; the two others still tie, and now across the border of the last honour."""
    marks, counts = {"A2": 80, "A3": 80, "A4": 80}, {"red": 1, "model": 1}
    assert placed_by(marks, counts, Decision(order=("A4",))) == ("1:A4:red", [("model", 1, "A2 A3")])


def test_a_decision_never_puts_a_lower_mark_before_a_higher_one() -> None:
    found = placed_by({"A1": 90, "A2": 80}, {"red": 1, "model": 1}, Decision(order=("A2", "A1")))
    assert found == ("1:A1:red 2:A2:model", [])


def placed_by_grade(
    villages: dict[str, tuple[int, str]], honours: list[tuple[str, int | None, str]]
) -> Found:
    """Honours for villages of these marks and grades, of which `first` is better than `second`."""
    candidates = [Candidate(year(code), units(mark), grade) for code, (mark, grade) in villages.items()]
    rules = tuple(honour(name, count, grade=grade) for name, count, grade in honours)
    grades = tuple(map(grade_rule, ("first", "second", "third")))
    placed, undecided = place_honours(candidates, Annual(honours=rules, grades=grades), SCALE)
    return written(placed), [told(one) for one in undecided]


BY_GRADE: list[tuple[str, int | None, str]] = [
    ("red", 1, "first"),
    ("model", None, "first"),
    ("advanced", 2, "second"),
]


def test_an_honour_with_a_grade_is_open_to_that_grade_and_better_ones() -> None:
    """Section 8: the order numbers all; A2 is third class and takes nothing; honours come in file order."""
    villages = {
        "A1": (95, "second"), "A2": (94, "third"), "A3": (93, "first"), "A4": (92, "first"),
        "A5": (91, "first"), "A6": (90, "second"), "A7": (89, "second"),
    }  # fmt: skip
    found = placed_by_grade(villages, BY_GRADE)
    assert found == ("3:A3:red 4:A4:model 5:A5:model 1:A1:advanced 6:A6:advanced", [])


def test_only_villages_open_to_an_honour_can_tie_for_it() -> None:
    """Section 8: A1 and A2 are equal, and A2 alone is first class."""
    found = placed_by_grade(
        {"A1": (90, "second"), "A2": (90, "first")}, [("red", 1, "first"), ("more", 1, "")]
    )
    assert found == ("2:A2:red 1:A1:more", [])


def test_those_who_tie_hold_the_places_that_the_order_gives_them() -> None:
    """Section 8: one of A1 and A2 is the red flag, the other a model village, and nobody else moves up."""
    villages = {"A1": (90, "first"), "A2": (90, "first"), "A3": (80, "first"), "A4": (70, "second")}
    found = placed_by_grade(villages, [("red", 1, "first"), ("model", 1, "first"), ("advanced", 1, "second")])
    assert found == ("3:A3:advanced", [("red", 1, "A1 A2")])


def test_a_tie_for_an_honour_names_all_who_are_open_to_it() -> None:
    """Section 8: one of A1 and A2 takes the red flag; the other and A3 tie for the one place of the next."""
    villages = {"A1": (90, "first"), "A2": (90, "first"), "A3": (90, "second"), "A4": (80, "second")}
    honours: list[tuple[str, int | None, str]] = [("red", 1, "first"), ("more", 1, "second"), ("last", 2, "")]
    assert placed_by_grade(villages, honours) == ("4:A4:last", [("red", 1, "A1 A2"), ("more", 1, "A1 A2 A3")])


def test_all_never_leaves_a_tie() -> None:
    found = placed_by_grade({"A1": (90, "first"), "A2": (90, "first")}, [("red", None, "first")])
    assert found == ("1:A1:red 2:A2:red", [])


def placed_by_improvement(
    villages: dict[str, tuple[int, int, int]], *counts: int, decision: Decision = UNDECIDED
) -> Found:
    """Villages of an annual mark, an earlier and a latest mark; one red flag, then honours by improvement."""
    candidates = [
        Candidate(year(code, *periods(before, latest)), units(mark))
        for code, (mark, before, latest) in villages.items()
    ]
    by_improvement = (
        honour(f"risen{at}", count, by_improvement=True) for at, count in enumerate(counts, start=1)
    )
    honours = Annual(honours=(honour("red", 1), *by_improvement))
    placed, undecided = place_honours(candidates, honours, SCALE, decision)
    return written(placed), [told(one) for one in undecided]


RISEN = {"A1": (95, 70, 99), "A2": (80, 60, 70), "A3": (70, 50, 70), "A4": (60, 60, 60), "A5": (50, 60, 50)}


def test_an_honour_by_improvement_goes_to_those_that_improved_most_of_whom_the_others_left() -> None:
    """A1 improved most and has the red flag; A4 did not change, and A5 fell behind."""
    assert placed_by_improvement(RISEN, 1) == ("1:A1:red 3:A3:risen1", [])
    assert placed_by_improvement(RISEN, 4) == ("1:A1:red 3:A3:risen1 2:A2:risen1", [])
    assert placed_by_improvement(RISEN, 1, 1) == ("1:A1:red 3:A3:risen1 2:A2:risen2", [])


def test_those_that_improved_alike_stand_in_the_order() -> None:
    alike = {"A1": (95, 80, 80), "A2": (70, 60, 70), "A3": (80, 60, 70)}
    assert placed_by_improvement(alike, 1) == ("1:A1:red 2:A3:risen1", [])


def test_a_tie_for_an_honour_by_improvement_is_left_to_the_committee() -> None:
    tied = {"A1": (95, 80, 80), "A2": (70, 60, 70), "A3": (70, 60, 70), "A4": (70, 60, 80)}
    assert placed_by_improvement(tied, 2) == ("1:A1:red 4:A4:risen1", [("risen1", 1, "A2 A3")])
    decided = placed_by_improvement(tied, 2, decision=Decision(order=("A3", "A2")))
    assert decided == ("1:A1:red 4:A4:risen1 2:A3:risen1", [])


def test_those_that_tie_for_another_honour_wait_for_that_first() -> None:
    tied = {"A1": (95, 80, 90), "A2": (95, 60, 90), "A3": (70, 60, 70)}
    assert placed_by_improvement(tied, 1) == ("3:A3:risen1", [("red", 1, "A1 A2")])
