"""A county whose rules use every key: its figures as they were worked out by hand.

The marks of January are worked out in tests/rich/rules/2023/tests/m01.yaml. In February A1 sowed 100 mu:
28.6 + 42.8 × 5.5 ÷ 6 + 10.7 + 14.3 = 92.8 and no bonus; B2's study was 良: 28.6 × 4.4 ÷ 5 + 42.8 + 28.6 = 96.6 in the
town, 40 × 4.4 ÷ 5 + 60 = 95.2 in the city; B3 lost no points: 63.5 and 64.6.
"""

from pathlib import Path

import pytest

from tests.conftest import Qsq

JANUARY = {
    # town mark, city mark, rank, city rank, grade, reward, card
    "A1": ("101.0", "101.0", 1, 1, "excellent", "3600.00", None),  # 3000 + 100 + 500
    "A2": ("75.2", "75.2", 4, 3, "passed", "100.00", None),
    "A3": ("40.0", "40.0", 6, 6, "failed", "0.00", "below"),
    "B1": ("77.3", "73.0", 3, 4, "good", "1300.00", None),  # 1000 + 100 + 200
    "B2": ("100.0", "100.0", 2, 2, "good", "2300.00", None),  # of ⌊30 % × 6⌋ = 1 place A1 has the only one
    "B3": ("63.0", "64.1", 5, 5, "passed", "100.00", None),
}
FEBRUARY = {
    "A1": ("92.8", "92.8", 2, 2, "good", "2300.00", None),
    "A2": ("75.2", "75.2", 4, 3, "passed", "100.00", None),
    "A3": ("40.0", "40.0", 6, 6, "failed", "0.00", "below"),
    "B1": ("77.3", "73.0", 3, 4, "good", "1300.00", None),
    "B2": ("96.6", "95.2", 1, 1, "excellent", "3600.00", None),
    "B3": ("63.5", "64.6", 5, 5, "passed", "100.00", None),
}
YEAR = {
    # 80 % of (January + 2 × February) ÷ 3, and 20 % of the review
    "A1": ("94.4", "excellent"),  # 0.8 × 95.533 + 0.2 × 90
    "A2": ("76.2", "passed"),  # 0.8 × 75.2 + 0.2 × 80
    "A3": ("46.0", "failed"),  # 0.8 × 40 + 0.2 × 70
    "B1": ("75.4", "passed"),  # 0.8 × 73 + 0.2 × 85
    "B2": ("96.4", "excellent"),  # 0.8 × 96.8 + 0.2 × 95
    "B3": ("69.1", "passed"),  # 0.8 × 64.433 + 0.2 × 88
}


@pytest.mark.parametrize(("period", "expected"), [("2023-01", JANUARY), ("2023-02", FEBRUARY)])
def test_a_months_figures_are_those_worked_out_by_hand(
    period: str, expected: dict[str, tuple[object, ...]], qsq: Qsq, rich: Path
) -> None:
    keys = ("town_mark", "city_mark", "rank", "city_rank", "grade", "reward", "yellow_card")
    answer = qsq("score", "period", period, "--json", workspace=rich).answer
    assert {one["village_code"]: tuple(one[key] for key in keys) for one in answer["villages"]} == expected


def test_a_years_figures_are_those_worked_out_by_hand(qsq: Qsq, rich: Path) -> None:
    for period in ("2023-01", "2023-02"):
        qsq("score", "period", period, workspace=rich)
    answer = qsq("awards", "year", "2023", "--draft", "--json", workspace=rich).answer
    marks = {one["village_code"]: (one["annual_mark"], one["grade"]) for one in answer["villages"]}
    assert marks == YEAR
    honours = [(one["village_code"], one["honour"], one["order"]) for one in answer["honours"]]
    assert honours == [("B2", "model", 1), ("A1", "model", 2), ("A2", "progress", 3)]
    # 300 yuan: 120 for welfare; 180 by 3000 to 2400.50: 99.99 and 80.01
    assert [member["share"] for member in answer["honours"][0]["members"]] == ["99.99", "80.01"]
    # (94.4 + 76.2 + 46.0) ÷ 3 and (75.4 + 96.4 + 69.1) ÷ 3
    assert [(one["mark"], one["rank"]) for one in answer["towns"]] == [("72.2", 2), ("80.3", 1)]
    # T1: 6 × 15 % = 0.9; two honoured villages of two: + 0.4
    assert [(one["base"], one["quota"]) for one in answer["merit_quota"]] == [(0, 1), (0, 1)]
    assert answer["totals"]["period_rewards"] == "14800.00"


def test_a_year_tells_how_many_villages_each_condition_kept_from_a_grade(qsq: Qsq, rich: Path) -> None:
    """A2, A3, B3 were not good in a month, each in both: three villages, not six."""
    for period in ("2023-01", "2023-02"):
        qsq("score", "period", period, workspace=rich)
    told = qsq("awards", "year", "2023", "--draft", workspace=rich).out
    assert "mark too low 4, not reached in every period 3" in " ".join(told.split())


def test_its_rules_hold_to_their_worked_tests_and_cost_what_a_calculator_says(qsq: Qsq, rich: Path) -> None:
    held = qsq("rules", "test", "--json", workspace=rich)
    assert (held.code, len(held.answer["tests"])) == (0, 4)
    # places 6000, base 6 × 100; at most one excellent at 500 and five good at 200; at least no grade that pays
    cost = qsq("rules", "check", "--json", workspace=rich).answer["period_rewards"]
    assert cost == {"least": "6600.00", "most": "8100.00"}
