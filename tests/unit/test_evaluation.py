"""一季一评比 as a whole: a period's marks, ranks, rewards and cards (CONTRACT.md sections 5-7)."""

from qsq.domain.scheme.scheme import Missing
from qsq.scoring.evaluation import Evaluation, evaluate
from qsq.scoring.ranking import PoolKey
from tests.unit.builders import (
    bonus,
    card_rule,
    checklist,
    entered,
    item,
    rewards,
    scheme,
    task,
    town_rules,
    veto,
    village,
)

COUNTY = checklist(
    item("party", task("party.a", 10), category="party"),
    item("grain", task("grain.a", 10)),
    towns=[town_rules("T2", add=[item("shore", task("shore.a", 10), weight=2)])],
)
VILLAGES = [village(code, "T2" if code.startswith("B") else "T1") for code in ("B2", "A3", "A1", "B1", "A2")]


def evaluated() -> Evaluation:
    """Two towns; A1 and A3 tie and party-building breaks it; B2 is vetoed."""
    rules = scheme(ties=["category:party"], money=rewards(1000), cards=card_rule(smallest_pool=3))
    inputs = entered(
        {
            "A1": {"party.a": 8, "grain.a": 8},
            "A2": {"party.a": 7, "grain.a": 7},
            "A3": {"party.a": 9, "grain.a": 7},
            "B1": {"party.a": 5, "grain.a": 6, "shore.a": 10},
            "B2": {"party.a": 10, "grain.a": 10, "shore.a": 10},
        },
        adjustments={"A2": [bonus(1)], "B2": [veto()]},
    )
    return evaluate(rules, COUNTY, VILLAGES, inputs, Missing.BLOCK)


def test_villages_come_in_code_order_with_all_that_the_period_says_of_them() -> None:
    """Sections 7 and 9.

    T1 has 3 of 5 villages and so 600 yuan: 300, 180, and 120 unpaid, for A2 has a card. T2 has 400: 200, and 120 and 80 unpaid.
    """
    found = [
        (
            one.marks.village.code,
            one.marks.town_mark,
            one.marks.city_mark,
            one.rank,
            one.city_rank,
            one.reward,
            None if one.yellow_card is None else str(one.yellow_card),
        )
        for one in evaluated().villages
    ]
    assert found == [
        ("A1", 8000, 8000, 2, 2, 18000, None),
        ("A2", 7100, 7100, 3, 3, 0, "last"),
        ("A3", 8000, 8000, 1, 1, 30000, None),
        ("B1", 7750, 5500, 1, 4, 20000, None),
        ("B2", 10000, 10000, 2, 5, 0, "veto"),
    ]


def test_pools_come_by_town_with_their_villages_by_rank() -> None:
    """Section 7."""
    found = [
        (pool.key, pool.money, pool.paid, [one.marks.village.code for one in pool.villages])
        for pool in evaluated().pools
    ]
    assert found == [
        (PoolKey("T1"), 60000, 48000, ["A3", "A1", "A2"]),
        (PoolKey("T2"), 40000, 20000, ["B1", "B2"]),
    ]


def test_an_evaluation_keeps_the_rules_it_was_made_by() -> None:
    found = evaluated()
    assert (found.checklist, found.missing) == (COUNTY, Missing.BLOCK)
    assert found.scheme.name == "小县村级工作评比"


def test_missing_observations_are_read_as_the_caller_says_not_as_the_scheme() -> None:
    """Section 4: `--missing` overrides the scheme's setting; who blocks has asked before who owes what."""
    inputs = entered({"A1": {"party.a": 8}})
    marks = {
        missing: evaluate(scheme(), COUNTY, [village("A1")], inputs, missing).villages[0].marks.town_mark
        for missing in Missing
    }
    assert marks == {Missing.BLOCK: 8000, Missing.EXCLUDE: 8000, Missing.ZERO: 4000}
