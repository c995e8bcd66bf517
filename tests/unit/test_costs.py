"""What a period's rewards can cost (CONTRACT.md section 7)."""

from dataclasses import replace

import pytest

from qsq.domain.scheme.scheme import GradeRule, PoolField, Rewards
from qsq.scoring.costs import Cost, period_cost
from tests.unit.builders import exact, grade_rule, rewards, scheme, village

VILLAGES = [village(code, "T2" if code.startswith("B") else "T1") for code in ("A1", "A2", "A3", "A4", "B1")]
GRADES = (grade_rule("good", at_most="50%"), grade_rule("fair", least=60), GradeRule("last", "差"))


@pytest.mark.parametrize(
    ("money", "cost"),
    [
        # nothing is paid
        (Rewards(), Cost(0, 0)),
        # 6000 yuan: 4800 for T1; of 1200 for T2 its one village takes half
        (rewards(6000), Cost(540000, 540000)),
        # 5 + 3 + 2 yuan in T1, 5 yuan in T2, 1 yuan for each village
        (Rewards(amounts=(500, 300, 200), base=100), Cost(2000, 2000)),
        # two of T1 can be good, none of T2
        (Rewards(by_grade={"good": 1000, "fair": 10}), Cost(0, 2030)),
        # the last grade pays most
        (Rewards(by_grade={"good": 5, "fair": 10, "last": 20}), Cost(40, 100)),
    ],
)
def test_a_period_costs_so_much(money: Rewards, cost: Cost) -> None:
    rules = replace(scheme(money=money, pool=[PoolField.TOWN]), grades=GRADES)
    assert period_cost(rules, VILLAGES) == cost


def test_a_limit_of_a_grade_counts_the_villages_of_each_pool() -> None:
    rules = replace(scheme(money=Rewards(by_grade={"good": 1}), pool=[]), grades=GRADES)
    assert period_cost(rules, VILLAGES) == Cost(0, 2)
    assert period_cost(rules, VILLAGES[:3]).most == exact(1)
