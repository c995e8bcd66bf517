"""The fewest tasks of a year, then the fewest points, that would have reached an honour; against every subset."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qsq.awards.honours import Candidate
from qsq.awards.standing import Achieved, PeriodStanding, VillageYear, annual_mark, standing
from qsq.domain.scheme.scheme import Annual, Honour, Missing, TieBreak, TieRule
from qsq.domain.values.periods import Period
from qsq.fairness.fewest_of_year import YearGoal, fewest_of_year, rival_for
from qsq.scoring.marks import VillageMarks, mark_villages
from tests.conftest import examples
from tests.unit.builders import SCALE, checklist, entered, item, scheme, task, village

PERIODS = tuple(map(Period.read, ("2023Q1", "2023Q2")))
LIST = checklist(
    item("i1", task("i1.0", 2), task("i1.1", 3), weight=2, category="agriculture"),
    item("i2", task("i2.0", 4), task("i2.1", 2), weight=3, category="party"),
)
TASKS = ("i1.0", "i1.1", "i2.0", "i2.1")
KEYS = (
    TieBreak(TieRule.FEWEST_YELLOW_CARDS),
    TieBreak(TieRule.CATEGORY, "party"),
    TieBreak(TieRule.BEST_PERIOD),
    TieBreak(TieRule.LATEST_PERIOD),
    TieBreak(TieRule.IMPROVEMENT),
)
Values = tuple[tuple[int, ...], ...]
VALUES = st.tuples(*(st.tuples(*(st.integers(0, points) for points in (2, 3, 4, 2))) for _ in PERIODS))


def marked(values: tuple[int, ...]) -> VillageMarks:
    inputs = entered({"A1": dict(zip(TASKS, values, strict=True))})
    (found,) = mark_villages(scheme(), LIST, [village("A1")], inputs, Missing.BLOCK)
    return found


def year_of(values: Values, cards: int, periods: tuple[Period, ...] = PERIODS) -> VillageYear:
    standings = []
    for at, (period, seen) in enumerate(zip(periods, values, strict=True)):
        marks = marked(seen)
        by_category = {
            one.item.category: Achieved(SCALE.exact(one.city_mark or 0), SCALE.exact(one.city_full or 0))
            for one in marks.items
        }
        standings.append(
            PeriodStanding(period, SCALE.exact(marks.city_mark), at < cards, False, 0, by_category)
        )
    return VillageYear(village("A1"), tuple(standings), recommended=True, review=Fraction(50))


@pytest.mark.more
@settings(max_examples=examples(10, 600), deadline=None)
@given(
    ours=VALUES,
    theirs=VALUES,
    cards=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    weight=st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(2), Fraction(0)]),
    share=st.sampled_from([Fraction(0), Fraction(1, 5)]),
    keys=st.permutations(KEYS),
    least=st.sampled_from([None, Fraction(6000), Fraction(9001, 2)]),
    improved=st.booleans(),
)
def test_an_honour_is_reached_by_the_fewest_tasks_then_points(
    ours: Values,
    theirs: Values,
    cards: tuple[int, int],
    weight: Fraction,
    share: Fraction,
    keys: list[TieBreak],
    least: Fraction | None,
    improved: bool,
) -> None:
    annual = Annual(weights={"q1": weight}, review_share=share, tie_break=tuple(keys))
    own, other = year_of(ours, cards[0]), year_of(theirs, cards[1])

    def mark(year: VillageYear) -> int:
        found = annual_mark(year, annual, scheme().marks)
        assert found is not None
        return found

    goal = YearGoal(Candidate(other, mark(other)), least, improved)
    marks = {period: marked(values) for period, values in zip(PERIODS, ours, strict=True)}
    found = fewest_of_year(marks, own, goal, annual, SCALE)
    slack = [
        (at, task, points - ours[at][task])
        for at in range(len(PERIODS))
        for task, points in enumerate((2, 3, 4, 2))
        if ours[at][task] < points
    ]
    costs = []
    for count in range(len(slack) + 1):
        for done in combinations(slack, count):
            values = [list(one) for one in ours]
            for at, number, more in done:
                values[at][number] += more
            year = year_of(tuple(map(tuple, values)), cards[0])
            ours_now, theirs_now = (
                (-one.improvement(SCALE) if improved else 0, standing(one, mark(one), keys, SCALE))
                for one in (year, other)
            )
            better = ours_now < theirs_now and (not improved or year.improvement(SCALE) > 0)
            if better and (least is None or mark(year) >= least):
                costs.append((count, sum(more for *_task, more in done) * SCALE.unit))
    assert (found and (len(found.tasks), found.points)) == min(costs, default=None)


def test_a_village_has_to_stand_before_the_last_that_takes_an_honour_or_a_better_one() -> None:
    full = year_of(((2, 3, 4, 2),) * 2, 0)
    others = [Candidate(full, mark, grade) for mark, grade in ((95, "a"), (94, "b"), (93, "a"), (92, "b"))]
    honours = (Honour("red", "红旗村", 1, 0, Fraction(0)), Honour("model", "模范村", 2, 0, Fraction(0)))
    assert rival_for(others, honours, "red", None, ()) is others[0]
    assert rival_for(others, honours, "model", None, ()) is others[2]
    assert rival_for(others[:2], honours, "model", None, ()) is None
    graded = (Honour("red", "红旗村", 1, 0, Fraction(0), grade="a"), *honours[1:])
    assert rival_for(others, graded, "model", "b", ("a", "b")) is others[2]
    everybody = (*honours, Honour("all", "先进村", None, 0, Fraction(0)))
    assert rival_for(others, everybody, "all", None, ()) is None
