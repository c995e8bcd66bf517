"""How far inspectors agree: Krippendorff's own example, and what tells nothing."""

from fractions import Fraction

from qsq.domain.scheme.checklist import Combine, How
from qsq.domain.scheme.scheme import Missing
from qsq.fairness.doubts.agreement import Agreement, NoAlpha, agreements, alpha
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
