"""Several looks at one task: what each brought, what they make together, which are in (CONTRACT.md section 3)."""

import pytest

from qsq.domain.county.places import VillageKind
from qsq.domain.scheme.checklist import Combine, How, Scope
from qsq.domain.scheme.scheme import Missing
from qsq.domain.values.numbers import Rounding
from qsq.scoring.completeness import RoundsIn, rounds_in
from qsq.scoring.evaluation import evaluate
from qsq.scoring.marks import RoundMark, TaskMark, mark_villages
from qsq.scoring.weights import weighted_items_for
from tests.unit.builders import (
    SCALE,
    Number,
    checklist,
    entered,
    grade_rule,
    item,
    marks_rule,
    scheme,
    task,
    town_rules,
    village,
)

A1, A2, B1 = village("A1"), village("A2"), village("B1", "T2")


def looked_at(
    how: How,
    *values: Number | None,
    missing: Missing = Missing.BLOCK,
    rounding: Rounding = Rounding.HALF_UP,
) -> TaskMark:
    """What three rounds bring; None is a round that is not in."""
    watched = task("grain.seen", 4, combine=Combine(3, how))
    listed = checklist(item("grain", watched), item("party"))
    names = ("grain.seen", "grain.seen#2", "grain.seen#3")
    rows = {name: value for name, value in zip(names, values, strict=False) if value is not None}
    inputs = entered({"A1": {**rows, "party.all": 5}})
    (marks,) = mark_villages(scheme(marks=marks_rule(rounding=rounding)), listed, [A1], inputs, missing)
    return marks.items[0].tasks[0]


def test_each_round_says_its_number_what_was_entered_and_what_it_brought() -> None:
    found = looked_at(How.MEAN, 3, None, "NA")
    assert found.rounds == (RoundMark(1, "3", 300), RoundMark(3, "NA", None))
    assert (found.task.id, found.text, found.earned) == ("grain.seen", "", 300)


@pytest.mark.parametrize(
    ("how", "values", "earned"),
    [
        (How.MEAN, (1, 2, 4), 233),
        (How.MEAN, (1, "NA", 4), 250),
        (How.LOWEST, (3, 2, 4), 200),
        (How.TRIMMED_MEAN, (1, 4, 3), 300),
        (How.TRIMMED_MEAN, (1, 4), 250),
        (How.MEAN, ("NA", "NA", "NA"), None),
        (How.LOWEST, ("NA", "NA"), None),
    ],
)
def test_what_rounds_make_together(how: How, values: tuple[Number, ...], earned: int | None) -> None:
    assert looked_at(how, *values).earned == earned


@pytest.mark.parametrize(("rounding", "earned"), [(Rounding.HALF_UP, 101), (Rounding.HALF_EVEN, 100)])
def test_the_mean_is_rounded_as_the_scheme_rounds(rounding: Rounding, earned: int) -> None:
    assert looked_at(How.MEAN, 1, "1.01", rounding=rounding).earned == earned


@pytest.mark.parametrize(
    ("missing", "earned"), [(Missing.ZERO, 0), (Missing.EXCLUDE, None), (Missing.BLOCK, None)]
)
def test_a_task_without_any_round_is_missing(missing: Missing, earned: int | None) -> None:
    found = looked_at(How.MEAN, missing=missing)
    assert found == TaskMark(found.task, "", earned, ())
    assert found.task.id == "grain.seen"


def test_how_many_rounds_are_in_is_told_by_task_in_file_order() -> None:
    twice, thrice = Combine(2, How.MEAN), Combine(3, How.LOWEST)
    listed = checklist(
        item("party", task("party.once"), task("party.b", combine=twice)),
        item("grain", task("grain.a", combine=thrice), scope=Scope(kinds=(VillageKind.VILLAGE,))),
        towns=[town_rules("T2", drop=["party"])],
    )
    inputs = entered(
        {"A1": {"party.b": 1, "party.b#2": 1, "grain.a": 1}, "A2": {"party.b": "NA", "grain.a#3": 1}}
    )
    found = rounds_in(listed, [B1, A1, A2], inputs)
    assert found == (RoundsIn("party.b", (0, 1)), RoundsIn("grain.a", (2, 3, 2)))
    assert [one.complete for one in found] == [1, 0]


def test_a_village_is_asked_what_its_town_does_not_drop_and_what_is_for_its_kind() -> None:
    listed = checklist(
        item("party", weight=2),
        item("streets", scope=Scope(kinds=(VillageKind.COMMUNITY,))),
        item("river"),
        towns=[town_rules("T2", add=[item("shore", weight=3)], drop=["river"])],
    )
    asked = weighted_items_for(listed, B1)
    found = [(one.item.id, str(one.town_weight), str(one.city_weight)) for one in asked]
    assert found == [("party", "2", "2"), ("shore", "3", "None")]
    town = village("C1", kind=VillageKind.COMMUNITY)
    assert [one.item.id for one in weighted_items_for(listed, town)] == ["party", "streets", "river"]


@pytest.mark.parametrize(("second", "grade"), [(4, "good"), ("3.99", "failed")])
def test_a_categorys_share_is_of_all_its_full_marks_together(second: Number, grade: str) -> None:
    """Two items of 50 each, one category: 10 and 4 of 10 make exactly 70 %."""
    listed = checklist(item("a"), item("b"), item("none", task("none.all", 10)))
    inputs = entered({"A1": {"a.all": 10, "b.all": second, "none.all": "NA"}})
    rules = [grade_rule("good", each_category="70%"), grade_rule("failed")]
    found = evaluate(scheme(grades=rules), listed, [A1], inputs, Missing.BLOCK)
    taken = found.villages[0].grade
    assert taken is not None
    assert taken.id == grade
    assert SCALE.unit == 100


def test_tasks_behind_one_that_is_looked_at_several_times_count_too() -> None:
    watched = task("grain.seen", 4, combine=Combine(2, How.MEAN))
    listed = checklist(item("grain", watched, task("grain.b", 4), task("grain.c", 2)))
    inputs = entered({"A1": {"grain.seen": 4, "grain.seen#2": 2, "grain.b": 1, "grain.c": 2}})
    (marks,) = mark_villages(scheme(), listed, [A1], inputs, Missing.BLOCK)
    assert [(one.task.id, one.earned) for one in marks.items[0].tasks] == [
        ("grain.seen", 300),
        ("grain.b", 100),
        ("grain.c", 200),
    ]
    assert marks.items[0].mark == 6000
