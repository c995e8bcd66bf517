"""How a mark came about, in the words that a villager reads and in figures that a calculator confirms."""

from fractions import Fraction
from types import SimpleNamespace

import pytest

from qsq.board.explanation import earned_told, item_told, task_told
from qsq.board.facts import BoardFacts
from qsq.board.words import Language, words_of
from qsq.domain.scheme.checklist import Checklist, Combine, How
from qsq.domain.scheme.methods import Method
from qsq.domain.scheme.scheme import Missing
from qsq.domain.values.periods import PeriodKind
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
    asked = checklist(item("grain", task("grain.t", 4, method), task("grain.u", 4)))
    derivation, marks = marked(asked, Missing.BLOCK, {"grain.t": value, "grain.u": 1})
    assert task_told(derivation.task(marks[0].tasks[0]), ZH) == told


@pytest.mark.parametrize(
    ("missing", "words", "told", "earned"),
    [
        (Missing.ZERO, ZH, "没有评分意见，按0分计", "得0.00分"),
        (Missing.EXCLUDE, EN, "No observation: left out", "left out"),
    ],
)
def test_a_missing_observation_is_told_as_it_was_read(
    missing: Missing, words: SimpleNamespace, told: str, earned: str
) -> None:
    asked = checklist(item("grain", task("grain.t"), task("grain.u")))
    derivation, marks = marked(asked, missing, {"grain.u": 1})
    derived = derivation.task(marks[0].tasks[0])
    assert (task_told(derived, words), earned_told(derived, words)) == (told, earned)


def test_rounds_are_told_one_by_one() -> None:
    asked = checklist(item("grain", task("grain.t", 4, combine=Combine(3, How.LOWEST)), task("grain.u")))
    derivation, marks = marked(
        asked, Missing.BLOCK, {"grain.t": 3, "grain.t#2": "NA", "grain.t#3": 1, "grain.u": 1}
    )
    assert task_told(derivation.task(marks[0].tasks[0]), EN) == (
        "round 1: the department gave 3 of 4, earns 3.00; round 2: Not applicable: 没有水田, left out;"
        " round 3: the department gave 1 of 4, earns 1.00; the lowest of the rounds"
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


def test_an_items_line_is_confirmed_by_a_calculator() -> None:
    derivation, marks = of_items()
    town = [derivation.item_mark(one) for one in marks]
    city = [derivation.item_mark(one, city=True) for one in marks]
    assert item_told(town[0], ZH) == "按本镇权重：满分75.00 × 各条实得3.00 ÷ 各条分值4 ＝ 56.25"
    assert item_told(city[0], ZH, city=True) == "按全市权重：满分100.00 × 3.00 ÷ 4 ＝ 75.00"
    line = "with the town’s weights: full mark 25.00 × earned 2.00 ÷ 3 points = 16.67"
    assert (item_told(town[2], EN), item_told(city[2], EN, city=True)) == (line, "")
    assert (item_told(town[1], ZH), item_told(city[1], ZH, city=True)) == ("不适用，不计满分和得分。", "")


def test_what_is_earned_and_what_could_be_leaves_out_what_does_not_apply() -> None:
    _derivation, (grain, water, _shore) = of_items()
    assert (grain.earned, grain.points) == (300, Fraction(4))
    assert (water.earned, water.points) == (0, Fraction(0))
