"""How a mark came about, in the words that a villager reads and in figures that a calculator confirms."""

from fractions import Fraction

import pytest

from qsq.board.explanation import earned_told, task_told
from qsq.domain.scheme.checklist import Checklist, Combine, How
from qsq.domain.scheme.methods import Method
from qsq.domain.scheme.scheme import Missing
from qsq.scoring.derivation import Derivation
from qsq.scoring.marks import ItemMark, mark_villages
from tests.unit.builders import (
    AWARD,
    YES_NO,
    Number,
    bands,
    checklist,
    deduct,
    entered,
    grade,
    item,
    ratio,
    scheme,
    task,
    town_rules,
    village,
)


@pytest.mark.parametrize(
    ("method", "value", "told"),
    [
        (AWARD, "3.5", "部门评定3.5分（最多4分）"),
        (deduct("0.5"), 3, "从4分起，每处（次）扣0.5分，共3处（次），最低0分"),
        (deduct(1, 2), 3, "从4分起，每处（次）扣1分，共3处（次），最低2分"),
        (ratio(100), "85.5", "目标100亩，完成85.5亩：4分 × 85.5 ÷ 100，最多4分"),
        (ratio(), 60, "目标80亩，完成60亩：4分 × 60 ÷ 80，最多4分"),
        (grade(优="100%", 良="85%"), "良", "评为“良”：4分 × 85%"),
        (YES_NO, True, "做到了：得满分4分"),
        (YES_NO, False, "没有做到：不得分"),
        (bands((90, 4), (60, 2)), 75, "观测值75，达到“60以上”一档，得2分"),
        (bands((90, 4), (60, 2)), 90, "观测值90，达到“90以上”一档，得4分"),
        (bands((90, 4), (60, 2)), 10, "观测值10，没有达到最低一档，不得分"),
        (AWARD, "NA", "不适用：没有水田"),
    ],
)
def test_a_task_is_told_by_its_method(method: Method, value: Number, told: str) -> None:
    asked = checklist(item("grain", task("grain.t", 4, method), task("grain.u", 4)))
    derivation, marks = marked(asked, Missing.BLOCK, {"grain.t": value, "grain.u": 1})
    assert task_told(derivation.task(marks[0].tasks[0])) == told


@pytest.mark.parametrize(
    ("missing", "told", "earned"),
    [
        (Missing.ZERO, "没有评分意见，按0分计", "得0.00分"),
        (Missing.EXCLUDE, "没有评分意见，不计入", "不计"),
    ],
)
def test_a_missing_observation_is_told_as_it_was_read(missing: Missing, told: str, earned: str) -> None:
    asked = checklist(item("grain", task("grain.t"), task("grain.u")))
    derivation, marks = marked(asked, missing, {"grain.u": 1})
    derived = derivation.task(marks[0].tasks[0])
    assert (task_told(derived), earned_told(derived)) == (told, earned)


def test_rounds_are_told_one_by_one() -> None:
    asked = checklist(item("grain", task("grain.t", 4, combine=Combine(3, How.LOWEST)), task("grain.u")))
    derivation, marks = marked(
        asked, Missing.BLOCK, {"grain.t": 3, "grain.t#2": "NA", "grain.t#3": 1, "grain.u": 1}
    )
    assert task_told(derivation.task(marks[0].tasks[0])) == (
        "第1轮：部门评定3分（最多4分），得3.00分；第2轮：不适用：没有水田，不计；"
        "第3轮：部门评定1分（最多4分），得1.00分；各轮得分中最低的"
    )


def marked(
    asked: Checklist, missing: Missing, values: dict[str, Number]
) -> tuple[Derivation, tuple[ItemMark, ...]]:
    """How the marks of A1 came about, whose own target is 80, and the marks of its items."""
    inputs = entered({"A1": values}, targets={("A1", "grain.t"): 80})
    (found,) = mark_villages(scheme(), asked, [village("A1")], inputs, missing)
    return Derivation(scheme(), asked, inputs, found), found.items


def of_items() -> tuple[Derivation, tuple[ItemMark, ...]]:
    """T1 adds `shore`; of `grain`, one of two tasks applies."""
    rules = checklist(
        item("grain", task("grain.a", 4), task("grain.b", 2), weight=3),
        item("water", task("water.a", 5)),
        towns=[town_rules("T1", add=[item("shore", task("shore.a", 3))])],
    )
    return marked(rules, Missing.BLOCK, {"grain.a": 3, "grain.b": "NA", "water.a": "NA", "shore.a": 2})


def test_what_is_earned_and_what_could_be_leaves_out_what_does_not_apply() -> None:
    _derivation, (grain, water, _shore) = of_items()
    assert (grain.earned, grain.points) == (300, Fraction(4))
    assert (water.earned, water.points) == (0, Fraction(0))
