"""Odd uses of the rule language: wrong ones are refused with file and line, right ones come out as by hand."""

from pathlib import Path

import pytest

from tests.conftest import Qsq
from tests.intake.builders import change

SCHEME, PERIOD, TOWN = "rules/scheme.yaml", "rules/2023/m01.yaml", "rules/2023/towns/T2/m01.yaml"
HONOUR = "count: 1, prize: 200, uplift: 10%, grade: passed"
REWARDS = "rewards: {amounts: [3000, 2000, 1000], base: 100, by_grade: {excellent: 500, good: 200}, from: 60}"
POT = "rewards: {pool: 1000, places: [50%, 30%, 20%], base: 100, by_grade: {excellent: 500, good: 200}, from: 60}"


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "says"),
    [
        (SCHEME, "amounts: [3000, 2000, 1000]", "pool: 3000", 19,
         "rewards: pool and places go together; expected both or neither"),
        (SCHEME, "amounts: [3000,", "pool: 10, places: [100%], amounts: [3000,", 19,
         "rewards: found pool and amounts; expected one of them"),
        (SCHEME, "good: 200}", "great: 200}", 19,
         "there is no grade great; expected one of: excellent, good, passed, failed"),
        (SCHEME, "base: 100,", "base: 100.001,", 19, "base: found 100.001 yuan; expected at most two decimals"),
        (SCHEME, "at_most: 30%", "at_most: 130%", 15, "at_most: found “130%”; expected a share of at most 100%"),
        (SCHEME, "each_item: 60%,", "each_item: 0.6,", 15, "each_item: found 0.6; expected a share such as 50%"),
        (SCHEME, "name: 良好", "name: 优秀", 16, "优秀 stands twice in grades; expected each once"),
        (SCHEME, "{id: failed, name: 不合格}\nrewards", "{id: failed, name: 不合格, from: 0}\nrewards", 18,
         "the last grade asks for something; expected id and name alone"),
        (SCHEME, "name: 合格, from: 60}\n  - {id: failed, name: 不合格}\nrewards",
         "name: 合格}\n  - {id: failed, name: 不合格}\nrewards", 17,
         ("the grade passed asks for nothing, so that nobody takes those after it; expected a condition, or"
         " this grade last")),
        (SCHEME, "from: 75,", "from: 75, every_period: good,", 16,
         "the key every_period is not known here; look for a slip of the pen"),
        (SCHEME, "from: 90, each", "from: 190, each", 15,
         "no village can reach 190: the highest mark is 131"),  # 100 × 5 ÷ 4 + 5, and 0.1 for each of 7 items
        (SCHEME, "prize: 300, uplift: 30%, grade: excellent", "prize: 300, uplift: 30%", 38,
         "the honour progress asks for a better grade than one before it; put it before that one"),
        (SCHEME, "count: all", "count: some", 37,
         "count: found “some”; expected a whole number of 0 or more, or all"),
        (SCHEME, "{m01: 1, m02: 2}", "{q1: 1}", 28,
         ("q1 is no period of this scheme; expected one of: m01, m02, m03, m04, m05, m06, m07, m08, m09, m10,"
         " m11, m12")),
        (SCHEME, "towns: show", "towns: hide", 13, "towns: found “hide”; expected one of: show"),
        (PERIOD, "zero: 20, full: 100", "zero: 20, full: 20.0", 30,
         "zero and full are both 20; expected two numbers"),
        (PERIOD, "least: -1, most: 5", "least: 6, most: 5", 30,
         "at least 6 and at most 5 points; expected least below most"),
        (PERIOD, "rounds: 4", "rounds: 0", 19, "rounds: found 0; expected a whole number of 1 or more"),
        (PERIOD, "how: trimmed_mean", "how: median", 19,
         "how: found “median”; expected one of: mean, trimmed_mean, lowest"),
        (PERIOD, "floor: -1", "floor: 3", 35, "floor 3 is more than the task's 2 points"),
        (PERIOD, "for: {kind: [村], group: [山区]}", "for: {}", 42,
         "for: for names no villages; expected one or more of: kind, group, town"),
        (PERIOD, "for: {kind: [村], group", "for: {kind: 村, group", 42, "kind: found “村”; expected a list"),
        (PERIOD, "for: {town: [T1]}", "for: {town: [431181107]}", 58,
         "town[1]: found 431181107; expected text (numbers, true and null in quotes)"),
        (PERIOD, "for: {town: [T1]}", "for: {town: [T9]}", 58, "town[1]: found “T9”; expected one of: T1, T2"),
        (TOWN, "item: well", "item: shore", 13,
         "item: found shore; expected one of: grain, hills, levee, party, streets, well"),
    ],
)  # fmt: skip
def test_a_wrong_use_is_refused_with_its_line_and_what_is_expected(
    file: str, old: str, new: str, line: int, says: str, qsq: Qsq, rich: Path
) -> None:
    change(rich, file, old, new)
    run = qsq("rules", "check", "--json", workspace=rich)
    assert run.code == 3
    assert (file, f"line {line}", says) in run.places


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (SCHEME, "at_most: 30%", "at_most: 10%", "excellent: 10% of 6 villages is less than one place"),
        (SCHEME, HONOUR, HONOUR.replace("passed", "excellent"), "nobody is left for progress: model takes all"),
        (SCHEME, "{m01: 1, m02: 2}", "{m01: 0, m02: 0}", "all periods that have rules weigh 0"),
        (SCHEME, REWARDS, "rewards: {from: 60}", "no money is named"),
        (PERIOD, "most: 5", "most: 3", "grain.seedlings: no value earns more than 3 of its 4 points"),
        (PERIOD, "rounds: 4", "rounds: 2", "of 2 rounds none is left out; trimmed_mean is the mean here"),
        (PERIOD, "group: [山区]", "group: [山]", "hills is for no village of the register"),
        (TOWN, "    themes: [river]\n", "    themes: [river]\n    for: {town: [T1]}\n", "shore is for no village"),
    ],
)  # fmt: skip
def test_what_looks_unintended_is_a_warning_with_its_line(
    file: str, old: str, new: str, says: str, qsq: Qsq, rich: Path
) -> None:
    change(rich, file, old, new)
    run = qsq("rules", "check", "--json", workspace=rich)
    assert run.code == 0
    assert [one for one in run.answer["warnings"] if f"{file}:line " in one and says in one]


def figures(qsq: Qsq, rich: Path, *keys: str) -> dict[str, tuple[object, ...]]:
    """What January's answer says of each village."""
    answer = qsq("score", "period", "2023-01", "--json", workspace=rich).answer
    return {one["village_code"]: tuple(one[key] for key in keys) for one in answer["villages"]}


def test_a_pot_over_pools_of_two_kinds_with_base_and_grades(qsq: Qsq, rich: Path) -> None:
    """Two communities share 333.33 of 1000 yuan, four villages 666.67 (the larger remainder).

    Villages: 66667 fen in 50, 30, 20 % are 33333.5, 20000.1, 13333.4: the odd fen is the first's.
    Communities: 33333 fen are 16666.5, 9999.9, 6666.6: two odd fen, the second's and the third's.
    A2 is the last of four and under 85: a card, and nothing at all. A3 is under 60.
    """
    change(rich, SCHEME, REWARDS, POT)
    change(rich, SCHEME, "pool: [],", "pool: [kind],")
    assert figures(qsq, rich, "rank", "grade", "yellow_card", "reward") == {
        "A1": (1, "excellent", None, "933.34"),  # 333.34 + 100 + 500; ⌊30 % × 4⌋ = 1 place
        "A2": (4, "passed", "last", "0.00"),
        "A3": (2, "failed", "below", "0.00"),
        "B1": (3, "good", None, "433.33"),  # 133.33 + 100 + 200
        "B2": (2, "good", None, "500.00"),  # 200.00 + 100 + 200
        "B3": (1, "passed", None, "266.66"),  # 166.66 + 100
    }
    cost = qsq("rules", "check", "--json", workspace=rich).answer["period_rewards"]
    # places 666.67 + 333.33 × 80 % (two communities: 16666 + 10000 fen) + 600; most: 500 + 5 × 200
    assert cost == {"least": "1533.33", "most": "3033.33"}


def test_whole_marks_out_of_20_rounded_half_even(qsq: Qsq, rich: Path) -> None:
    """Earned points are whole too: 2.4 is 2, 1.5 and 2.5 are 2, −0.5 is 0, 4.5 is 4.

    A1: 20 by 4, 6, 2, 2 of 14 is 6, 8, 3, 3: 6 × 5 ÷ 5 + 8 × (5 + 2) ÷ 6 = 9 + 3 × 3 ÷ 4 = 2 + 3 + 1 = 21.
    A2: 7, 10, 3: 7 × (2 + 2) ÷ 5 = 6; 10 × (3 + 2) ÷ 6 = 8; 3 × 1 ÷ 2 = 1.5 → 2: 16.
    A3: 5, 8, 3, 2, 2 (7.5 and the first 2.5 round up): 3; 8 × −1 ÷ 6 = −1; 3; 2; 2: 9.
    B1: 5, 8, 2, 5: 5 × 4 ÷ 5 = 4; 8 × 1 ÷ 2 = 4; 2; rounds 4, 4, 5 are 4: 5 × 4 ÷ 5 = 4: 14.
    B2: 6, 8, 6: 20. B3: 5, 8, 2, 5: 3; 8 × 4 ÷ 6 = 5; 2 × 3 ÷ 5 = 1; 3: 12, and 0.5 taken off rounds to 0.
    """
    change(rich, SCHEME, "{total: 100, decimals: 1,", "{total: 20, decimals: 0,")
    for old, new in (
        ("from: 90,", "from: 18,"), ("from: 75,", "from: 15,"), ("合格, from: 60}", "合格, from: 12}"),
        ("from: 60}\nyellow", "from: 12}\nyellow"), ("below: 60, spare_at: 85", "below: 8, spare_at: 17"),
    ):  # fmt: skip
        change(rich, SCHEME, old, new)
    assert figures(qsq, rich, "town_mark", "grade", "reward") == {
        "A1": ("21", "excellent", "3600.00"),
        "A2": ("16", "good", "1300.00"),  # agriculture (8 + 2) ÷ 13 is more than 70 %
        "A3": ("9", "failed", "0.00"),
        "B1": ("14", "passed", "100.00"),
        "B2": ("20", "good", "2300.00"),
        "B3": ("12", "passed", "100.00"),
    }


def test_less_is_better_and_a_long_way_under(qsq: Qsq, rich: Path) -> None:
    """Zero 100, full 20: A1's 120 is 4 × −20 ÷ −80 × −1 = −1; A3's 10 is 4.5; B2's 100 is 0; least −1, most 5.

    A1: 42.8 × (−1 + 1.5) ÷ 6 = 3.5667 → 3.6: 28.6 + 3.6 + 10.7 + 14.3 + 1 = 58.2, a card.
    A3: 37.5 × (4.5 − 1) ÷ 6 = 21.875 → 21.9: 15.0 + 21.9 + 12.5 + 12.5 + 9.4 = 71.3.
    B2: 42.8 × 2 ÷ 6 = 14.2667 → 14.3: 28.6 + 14.3 + 28.6 = 71.5.
    """
    change(rich, PERIOD, "zero: 20, full: 100", "zero: 100, full: 20")
    found = figures(qsq, rich, "town_mark", "yellow_card")
    assert {code: found[code] for code in ("A1", "A3", "B2")} == {
        "A1": ("58.2", "below"),
        "A3": ("71.3", None),
        "B2": ("71.5", None),
    }


def test_a_tie_over_a_limit_drops_all_who_tie(qsq: Qsq, rich: Path) -> None:
    """A1 without its bonus has 100.0, as B2 has; without tie-breaks both are first, and there is one place."""
    change(
        rich,
        SCHEME,
        "tie_break: [category:party-building, item:grain, least_deductions, most_bonus]",
        "tie_break: []",
    )
    (rich / "data" / "2023" / "m01" / "adjustments.csv").unlink()
    found = figures(qsq, rich, "town_mark", "rank", "grade", "reward")
    assert found["A1"] == found["B2"] == ("100.0", 1, "good", "2800.00")  # (3000 + 2000) ÷ 2 + 100 + 200
