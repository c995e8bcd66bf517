"""How a mark came about, in the words that a villager reads and in figures that a calculator confirms."""

from fractions import Fraction

import pytest

from qsq.board.explanation import item_told, task_told
from qsq.board.facts import BoardFacts
from qsq.board.words import Language, words_of
from qsq.domain.scheme.methods import Method
from qsq.domain.scheme.scheme import Missing
from qsq.domain.values.periods import PeriodKind
from qsq.scoring.marks import ItemMark, TaskMark, mark_villages
from tests.unit.builders import (
    AWARD,
    SCALE,
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
    seen,
    task,
    town_rules,
    village,
)

FACTS = BoardFacts(
    "评比", "某市", draft=False, years=(), level="市", office="市评比办", kind=PeriodKind.QUARTER
)
ZH = words_of(Language.CHINESE, FACTS)
EN = words_of(Language.ENGLISH, FACTS)


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
    observation = seen(value)
    done = TaskMark(task("t", 4, method), observation.text, None if value == "NA" else 0)
    assert task_told(done, observation, "80", ZH) == told


def test_a_missing_observation_is_told_as_it_was_read() -> None:
    assert task_told(TaskMark(task("t"), "", 0), None, None, ZH) == "没有评分意见，按0分计"
    assert task_told(TaskMark(task("t"), "", None), None, None, EN) == "No observation: left out"


def marked() -> tuple[ItemMark, ...]:
    """T1 adds `shore`; of `grain`, one of two tasks applies."""
    rules = checklist(
        item("grain", task("grain.a", 4), task("grain.b", 2), weight=3),
        item("water", task("water.a", 5)),
        towns=[town_rules("T1", add=[item("shore", task("shore.a", 3))])],
    )
    inputs = entered({"A1": {"grain.a": 3, "grain.b": "NA", "water.a": "NA", "shore.a": 2}})
    (found,) = mark_villages(scheme(), rules, [village("A1")], inputs, Missing.BLOCK)
    return found.items


def test_an_items_line_is_confirmed_by_a_calculator() -> None:
    grain, water, shore = marked()
    assert item_told(grain, SCALE, ZH) == (
        "按本镇权重：满分75.00 × 各条实得3.00 ÷ 各条分值4 ＝ 56.25",
        "按全市权重：满分100.00 × 3.00 ÷ 4 ＝ 75.00",
    )
    line = "with the town’s weights: full mark 25.00 × earned 2.00 ÷ 3 points = 16.67"
    assert item_told(shore, SCALE, EN) == (line, "")
    assert item_told(water, SCALE, ZH) == ("不适用，不计满分和得分。", "")


def test_what_is_earned_and_what_could_be_leaves_out_what_does_not_apply() -> None:
    grain, water, _shore = marked()
    assert (grain.earned, grain.points) == (300, Fraction(4))
    assert (water.earned, water.points) == (0, Fraction(0))
