"""What may be worth a question, on paper and on the terminal: every kind of answer and of none."""

from fractions import Fraction

import pytest

from qsq.cli.fairness.doubts import doubts
from qsq.fairness.doubts.agreement import Agreement, Looks, NoAlpha
from qsq.fairness.doubts.goes_with import GoesWith, Trait
from qsq.fairness.doubts.who_marks import Leaning, Leanings, WhyNot
from qsq.year.fairness.found import Fairness
from qsq.year.fairness.questions import leaning_rows, questions
from tests.unit.builders import scheme

NAMES = {"department:fire": "应急管理局", "town:T1": "东镇", "task:a.x": "巡查", "task:a.y": "清淤"}
HIGH = Leaning("fire", "T1", 31, Fraction(245, 10), Fraction(46), Fraction(1, 20000), told=True)
LIKELY = Leaning("fire", "T2", 20, Fraction(50), Fraction(51), Fraction(1, 2), told=False)


def found(
    leanings: Leanings | None, goes_with: tuple[GoesWith, ...] = (), agreements: tuple[Agreement, ...] = ()
) -> Fairness:
    return Fairness(
        when="2023Q1",
        revision=1,
        scheme=scheme(),
        marks={},
        names=NAMES,
        narrow=(),
        swapped={},
        rounded=(),
        firm=(),
        left_out=(),
        seed=1,
        draws=100,
        leanings=leanings,
        goes_with=goes_with,
        agreements=agreements,
    )


def trait(one: Trait, correlation: Fraction | None, *, told: bool) -> GoesWith:
    return GoesWith(
        one, "a.x" if one is Trait.TARGET else "", 30, correlation, Fraction(1, 4), Fraction(1, 2000), told
    )


def test_a_department_that_leans_is_told_with_both_places_and_the_chance() -> None:
    one = found(Leanings((LIKELY, HIGH)))
    assert list(leaning_rows(one)) == [("应急管理局", "东镇", "31", "24.50", "46.00", "0.01%")]
    assert next(questions(one)) == "按部门和镇分2格，1格值得问一问"
    lines = list(doubts(one))
    assert "of 2 departments in towns, 1 rank" in lines[0]
    assert lines[1] == (
        "应急管理局 in 东镇: mean place 24.50 of 100 for 31 villages, 46.00 for villages like them; by chance in 0.01%"
    )


@pytest.mark.parametrize("why", WhyNot)
def test_where_nothing_can_be_told_it_says_why(why: WhyNot) -> None:
    one = found(Leanings(why_not=why))
    assert next(questions(one)).startswith("谁怎样打分说不出：")
    assert next(iter(doubts(one))).startswith("who marks how cannot be told: fewer than")


@pytest.mark.parametrize("which", Trait)
def test_what_marks_go_with_is_told_with_how_far(which: Trait) -> None:
    correlation = None if which in (Trait.KIND, Trait.GROUP) else Fraction(-1, 2)
    one = found(Leanings(), (trait(which, correlation, told=True),))
    (line,) = (line for line in questions(one) if "得分同" in line)
    assert line.endswith("说明名次差别的25.00%，碰巧的机会0.05%")
    assert ("等级相关-0.500" in line) is (correlation is not None)
    (told,) = (line for line in doubts(one) if line.startswith("marks go with"))
    assert ("rank correlation -0.500" in told) is (correlation is not None)
    assert "by chance in 0.05%" in told


def test_where_marks_go_with_nothing_it_says_what_was_asked() -> None:
    one = found(Leanings(), (trait(Trait.KIND, None, told=False),))
    assert "得分同所查的1个因素（类型、分组、代码顺序、大小、目标、特征）都没有看得出的关系" in list(
        questions(one)
    )
    assert any(line.startswith("marks go with none of 1 thing asked") for line in doubts(one))


def test_how_far_inspectors_agree_is_told_of_each_task() -> None:
    one = found(
        Leanings(),
        agreements=(
            Agreement("a.x", 25, Fraction(849, 1000)),
            Agreement("a.y", 4, why_not=NoAlpha.FEW_LOOKED_AT_TWICE),
            Agreement("a.x", 25, why_not=NoAlpha.ALL_ALIKE),
        ),
    )
    assert list(questions(one))[-3:] == [
        "检查人员在“巡查”上的一致程度α＝0.849（25个村）",
        "检查人员在“清淤”上是否一致说不出：看过两次的村不到20个",
        "检查人员在“巡查”上是否一致说不出：每次看到的都一样",
    ]
    lines = list(doubts(one))[-3:]
    assert lines[0] == "inspectors agree on “巡查” with alpha 0.849 (25 villages)"
    assert "4 villages were looked at twice, expected at least 20" in lines[1]
    assert lines[2].endswith("all looks found the same")


def test_second_looks_are_counted_by_village_and_task() -> None:
    one = found(
        None, agreements=(Agreement("", 19, why_not=NoAlpha.FEW_LOOKED_AT_TWICE, looks=Looks.SECOND),)
    )
    assert list(questions(one)) == ["首次评分和复核在全部复核的任务上是否一致说不出：看过两次的村条不到20个"]


def test_a_year_asks_none_of_it() -> None:
    assert list(questions(found(None))) == list(doubts(found(None))) == []
