"""How far inspectors agree: Krippendorff's own example, and what tells nothing."""

from fractions import Fraction

from qsq.domain.scheme.checklist import Combine, How
from qsq.domain.scheme.scheme import Missing
from qsq.fairness.doubts.agreement import Agreement, Looks, NoAlpha, agreements, alpha, of_second_looks
from qsq.scoring.evaluation import evaluate
from tests.unit.builders import Number, checklist, entered, item, scheme, task, village


def test_alpha_is_that_of_krippendorffs_example() -> None:
    """Computing Krippendorff's Alpha-Reliability (2011), four observers of twelve units: 0.849 of intervals."""
    looked = [
        [1, 1, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
        [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [5, 5, 5], [1, 1], [3],
    ]  # fmt: skip
    found = alpha(looked)
    assert found is not None
    assert round(float(found), 3) == 0.849


def test_rounds_that_agree_have_an_alpha_of_1_and_alike_ones_none() -> None:
    assert alpha([[1, 1], [2, 2]]) == 1
    assert alpha([[1, 2], [2, 1]]) == Fraction(-1, 2)
    assert alpha([[3, 3], [3, 3]]) is None
    assert alpha([[1], [2]]) is None


def test_tasks_that_are_looked_at_several_times_are_told_with_why_not() -> None:
    three = Combine(3, How.MEAN)
    listed = checklist(
        item("a", task("a.x", 10, combine=three), task("a.y", 10, combine=three), task("a.z", 10)),
        item("b", task("b.x", 10, combine=three)),
    )
    villages = [village(f"V{number:02}") for number in range(20)]
    values: dict[str, dict[str, Number]] = {}
    for at, one in enumerate(villages):
        values[one.code] = {"a.x": at % 10, "a.x#2": at % 10, "a.y": 5, "a.y#2": 5, "a.z": 3, "b.x": 1}
        if at:
            values[one.code] |= {"b.x#2": 1}
    found = agreements(evaluate(scheme(), listed, villages, entered(values), Missing.BLOCK))
    assert found == (
        Agreement("a.x", 20, Fraction(1)),
        Agreement("a.y", 20, why_not=NoAlpha.ALL_ALIKE),
        Agreement("b.x", 19, why_not=NoAlpha.FEW_LOOKED_AT_TWICE),
    )


def test_a_second_look_is_held_to_the_first_task_by_task() -> None:
    """Two tasks far apart in level: who confuses villages within each does not agree because tasks differ.

    Task a.x: twelve villages of 0 and 10 out of 10, the second look right; a.y: eight of 1 and 2 out of 20,
    the second look the other way round. Pairs of other values by chance: 2 · 12 · 12 of 24, 2 · 8 · 8 of 16.
    """
    listed = checklist(item("a", task("a.x", 10), task("a.y", 20), task("a.z", 5)))
    villages = [village(f"V{number:02}") for number in range(20)]
    values = {one.code: {"a.x": at % 2 * 10, "a.y": 1 + at % 2, "a.z": 3} for at, one in enumerate(villages)}
    evaluation = evaluate(scheme(), listed, villages, entered(values), Missing.BLOCK)
    right = {(one.code, "a.x"): at % 2 * 1000 for at, one in enumerate(villages[:12])}
    wrong = {(one.code, "a.y"): (2 - at % 2) * 100 for at, one in enumerate(villages[12:])}
    (together,) = of_second_looks(evaluation, {**right, **wrong, ("V19", "a.z"): None})
    by_chance = Fraction(2 * 12 * 12, 23) * 1000**2 / 10**2 + Fraction(2 * 8 * 8, 15) * 100**2 / 20**2
    seen = 8 * Fraction(2 * 100**2, 20**2)
    assert together == Agreement("", 20, 1 - seen / by_chance, looks=Looks.SECOND)


def test_second_looks_tell_nothing_of_few_or_of_equal_ones() -> None:
    listed = checklist(item("a", task("a.x", 10)))
    villages = [village(f"V{number:02}") for number in range(20)]
    values = {one.code: {"a.x": 5} for one in villages}
    evaluation = evaluate(scheme(), listed, villages, entered(values), Missing.BLOCK)
    same = {(one.code, "a.x"): 500 for one in villages}
    of_all, of_task = of_second_looks(evaluation, same)
    assert of_all == Agreement("", 20, why_not=NoAlpha.ALL_ALIKE, looks=Looks.SECOND)
    assert of_task == Agreement("a.x", 20, why_not=NoAlpha.ALL_ALIKE, looks=Looks.SECOND)
    few = dict(list(same.items())[:19])
    assert of_second_looks(evaluation, few) == (
        Agreement("", 19, why_not=NoAlpha.FEW_LOOKED_AT_TWICE, looks=Looks.SECOND),
    )
    assert of_second_looks(evaluation, {}) == ()
