"""The fewest tasks, then the fewest points, that would have reached a rank or grade; against every subset."""

import random
from fractions import Fraction
from itertools import combinations

import pytest

from qsq.domain.observed.observation import Adjustment
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.scheme import Missing
from qsq.scoring.evaluation import VillageResult, evaluate
from qsq.scoring.marks import VillageMarks
from qsq.scoring.reach import Enough, Goal, Keys, Rival, fewest, goal_of_rank
from tests.unit.builders import (
    SCALE,
    Number,
    bonus,
    checklist,
    deduction,
    entered,
    item,
    marked,
    scheme,
    task,
    veto,
    village,
)

TIES = ("category:agriculture", "item:i2", "least_deductions", "most_bonus")
CODES = ("A1", "A2", "A3", "A4")
ITEMS = (("i1", "agriculture", 2), ("i2", "agriculture", 3), ("i3", "party", 2))
OWN_KEYS = (("agriculture", "", "", ""), ("", "i2", "", ""))


def county(chance: random.Random) -> tuple[Checklist, dict[str, dict[str, Number]]]:
    """Three items of two or three tasks, and what four villages earned; ties are likely."""
    listed = checklist(
        *(
            item(
                name,
                *(task(f"{name}.{number}", chance.choice((2, 3, 4))) for number in range(count)),
                weight=chance.choice((1, 2, 3)),
                category=category,
            )
            for name, category, count in ITEMS
        )
    )
    values: dict[str, dict[str, Number]] = {
        code: {
            one.id: "NA" if chance.random() < 0.1 and one.id != "i1.0" else chance.randint(0, int(one.points))
            for one in listed.tasks
        }
        for code in CODES
    }
    return listed, values


def adjusted(chance: random.Random) -> dict[str, tuple[Adjustment, ...]]:
    """Bonus and deductions of all four villages, and sometimes a veto."""
    found: dict[str, tuple[Adjustment, ...]] = {
        code: (bonus(chance.choice((0, 0, 1, 2))), deduction(chance.choice((0, 0, 1, 3)))) for code in CODES
    }
    if chance.random() < 0.15:
        code = chance.choice(CODES)
        found[code] = (*found[code], veto())
    return found


def keys_of(marks: VillageMarks) -> tuple[Fraction, ...]:
    """The tie-break's keys, each the better the higher."""
    return (
        Fraction(sum(one.mark or 0 for one in marks.items if one.item.category == "agriculture")),
        Fraction(sum(one.mark or 0 for one in marks.items if one.item.id == "i2")),
        -marks.deduction_sum,
        marks.bonus_sum,
    )


class Case:
    """A county in which A1 wants to stand higher, or to have a grade."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.listed, self.values = county(self.chance)
        self.adjusted = adjusted(self.chance)

    def counted(self, done: tuple[str, ...] = ()) -> dict[str, VillageResult]:
        """The results, with these tasks of A1 done in full."""
        points = {one.id: one.points for one in self.listed.tasks}
        values = self.values | {"A1": self.values["A1"] | {one: points[one] for one in done}}
        inputs = entered(values, adjustments=self.adjusted)
        villages = [village(code) for code in CODES]
        found = evaluate(scheme(ties=TIES), self.listed, villages, inputs, Missing.BLOCK)
        return {one.marks.village.code: one for one in found.villages}

    def ways(self) -> list[tuple[str, ...]]:
        """Every choice of tasks that could have been done in full."""
        points = {one.id: one.points for one in self.listed.tasks}
        mine = self.values["A1"].items()
        open_tasks = [name for name, value in mine if value != "NA" and Fraction(value) < points[name]]
        return [way for number in range(len(open_tasks) + 1) for way in combinations(open_tasks, number)]

    def cost(self, done: tuple[str, ...]) -> tuple[int, int]:
        """How many tasks, and what they would have earned more, in units."""
        points = {one.id: one.points for one in self.listed.tasks}
        more = sum(points[one] - Fraction(self.values["A1"][one]) for one in done)
        return len(done), int(more * SCALE.unit)


def rivals(results: dict[str, VillageResult]) -> list[Rival]:
    others = [one.marks for code, one in results.items() if code != "A1"]
    return [Rival(marks.vetoed, marks.town_mark, keys_of(marks)) for marks in others]


@pytest.mark.parametrize("seed", range(70))
def test_a_rank_is_reached_by_the_fewest_tasks_and_points(seed: int) -> None:
    case = Case(seed)
    results = case.counted()
    own, rank = results["A1"].marks, case.chance.randint(1, len(CODES))
    found = fewest(own, goal_of_rank(rivals(results), rank), Keys(keys_of(own), *OWN_KEYS), SCALE)
    enough = [way for way in case.ways() if case.counted(way)["A1"].rank <= rank]
    if not enough:
        assert found is None
        return
    assert found is not None
    assert case.cost(found.tasks) == min(map(case.cost, enough)) == (len(found.tasks), found.points)
    assert found.tasks in enough


@pytest.mark.parametrize("seed", range(120, 160))
def test_so_is_a_grade(seed: int) -> None:
    case = Case(seed)
    own = case.counted()["A1"].marks
    goal = Goal(
        least=Fraction(case.chance.randint(4000, 9500)),
        each_item=Fraction(case.chance.choice((1, 2)), 2) if case.chance.random() < 0.5 else None,
        each_category=Fraction(3, 4) if case.chance.random() < 0.5 else None,
        no_veto=True,
    )
    found = fewest(own, goal, Keys(), SCALE)
    enough = [way for way in case.ways() if fulfils(case.counted(way)["A1"].marks, goal)]
    if not enough:
        assert found is None
        return
    assert found is not None
    assert case.cost(found.tasks) == min(map(case.cost, enough)) == (len(found.tasks), found.points)


def fulfils(marks: VillageMarks, goal: Goal) -> bool:
    """The conditions of a grade, in the rulebook's words."""
    items = [(one.item.category, one.mark or 0, one.full or 0) for one in marks.items if one.full is not None]
    by_category: dict[str, tuple[int, int]] = {}
    for category, mark, full in items:
        marks_of, full_of = by_category.get(category, (0, 0))
        by_category[category] = marks_of + mark, full_of + full
    return (
        not marks.vetoed
        and marks.town_mark >= (goal.least or 0)
        and all(mark >= (goal.each_item or 0) * full for _category, mark, full in items)
        and all(mark >= (goal.each_category or 0) * full for mark, full in by_category.values())
    )


def test_what_is_reached_needs_nothing() -> None:
    own = Case(1).counted()["A1"].marks
    assert fewest(own, Goal(), Keys(), SCALE) == Enough()


def test_a_rival_that_has_to_be_beaten_is_not_reached_by_a_tie() -> None:
    own = Case(3).counted()["A1"].marks
    level, keys = Rival(own.vetoed, own.town_mark, keys_of(own)), Keys(keys_of(own), *OWN_KEYS)
    assert fewest(own, Goal(rival=level), keys, SCALE) == Enough()
    beaten = fewest(own, Goal(rival=level, beats=True), keys, SCALE)
    assert beaten is not None
    assert len(beaten.tasks) == 1


def test_a_village_to_which_nothing_applies_can_reach_nothing_more() -> None:
    nothing = marked("A1", 0)
    assert fewest(nothing, Goal(), Keys(), SCALE) == Enough()
    assert fewest(nothing, Goal(least=Fraction(1)), Keys(), SCALE) is None
