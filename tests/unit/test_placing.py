"""What came of a village's marks, line by line, as a calculator confirms it (CONTRACT.md section 7)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from qsq.domain.results.derived import Derived
from qsq.domain.results.recorded import RecordedItem, RecordedMoney, RecordedShort, RecordedVillage
from qsq.domain.scheme.scheme import Rewards, Scheme
from qsq.domain.values.money import fen
from qsq.scoring.placing import Adjusted, Placing
from qsq.scoring.reach import Keys, Rival
from tests.unit.builders import card_rule, exact, grade_rule, rewards, scheme, village
from tests.unit.told import block, told

CATEGORIES = {"meeting": "party", "study": "party", "grain": "farming"}
TIES = ("category:party", "item:grain", "least_deductions", "most_bonus")


def item(name: str, full: int, mark: str | None, city_mark: str | None = None) -> RecordedItem:
    """An item's marks; in the city it has another, where one is named."""
    known = None if mark is None else f"{full}.00"
    return RecordedItem(name, known, mark, known, city_mark or mark)


def items(
    meeting: str = "10.00", study: str = "20.00", grain: str | None = "30.00"
) -> tuple[RecordedItem, ...]:
    return item("meeting", 25, meeting), item("study", 25, study), item("grain", 50, grain)


def result(code: str, mark: str, rank: int, city_rank: int, **other: Any) -> RecordedVillage:
    """A village's recorded result; its city mark is its town mark unless another is named."""
    plain: dict[str, Any] = {
        "village_name": f"{code}村", "town_code": f"T{code[0]}", "city_mark": mark, "vetoed": False, "bonus": "0.00",
        "deduction": "0.00", "reward": "0.00", "yellow_card": None, "grade": None, "items": items(),
    }  # fmt: skip
    return RecordedVillage(village_code=code, town_mark=mark, rank=rank, city_rank=city_rank, **plain | other)


def placing(
    *results: RecordedVillage, rules: Scheme | None = None, adjusted: Mapping[str, Adjusted] | None = None
) -> Placing:
    villages = [village(one.village_code, one.town_code) for one in results]
    recorded = {one.village_code: one for one in results}
    return Placing(rules or scheme(ties=TIES), villages, recorded, adjusted or {}, CATEGORIES)


COUNTY = (
    result("A1", "90.00", 1, 2, city_mark="89.50"),
    result("A2", "80.00", 2, 3),
    result("A3", "80.00", 2, 3),
    result("A4", "95.00", 4, 6, vetoed=True),
    result("B1", "92.00", 1, 1),
    result("B2", "70.00", 2, 5),
)


def lines(*derived: Derived) -> list[str]:
    return list(told(derived))


def test_a_rank_is_told_with_the_nearest_before_it_all_that_are_level_and_the_nearest_behind_it() -> None:
    keys = "mark,category:party,item:grain,least_deductions,most_bonus"
    assert lines(placing(*COUNTY).rank("A2")) == block(f"""
        rank by rank: 1 + 1 = 2 [size 4]
          A1 by before: 90.00 > 80.00 = ✓ [rank 1; village A1村; code A1; keys mark]
          A3 by level: 80.00 = 80.00, 30.00 = 30.00, 30.00 = 30.00, 0 = 0, 0 = 0 = ✓ [rank 2; village A3村; code A3; keys {keys}]
          A4 by behind: 1 > 0 = ✓ [rank 4; village A4村; code A4; keys vetoes]
    """)


def test_in_the_city_ranks_go_by_city_marks_among_the_villages_of_all_towns() -> None:
    assert lines(placing(*COUNTY).city_rank("A1")) == block("""
        city_rank by city_rank: 1 + 1 = 2 [size 6]
          B1 by before: 92.00 > 89.50 = ✓ [rank 1; village B1村; code B1; keys mark]
          A2 by behind: 80.00 < 89.50 = ✓ [rank 3; village A2村; code A2; keys mark]
    """)


def test_who_was_vetoed_stands_behind_all_others_whatever_its_mark() -> None:
    assert lines(placing(*COUNTY).rank("A4"))[1:] == [
        "  A3 by before: 0 < 1 = ✓ [rank 2; village A3村; code A3; keys vetoes]"
    ]


BY_KEY = {
    "category:party": (result("A2", "80.00", 1, 1, items=items(study="20.50")), "30.50 > 30.00"),
    "item:grain": (result("A2", "80.00", 1, 1, items=items(grain="31.00")), "31.00 > 30.00"),
    "least_deductions": (result("A2", "80.00", 1, 1), "0.5 < 2.25"),
    "most_bonus": (result("A2", "80.00", 1, 1), "1.5 > 1"),
}


@pytest.mark.parametrize("key", BY_KEY)
def test_equal_marks_are_parted_by_the_first_key_that_differs(key: str) -> None:
    other, told_by = BY_KEY[key]
    points = {"A1": Adjusted(exact(1), exact("2.25")), "A2": Adjusted(exact("1.5"), exact("0.5"))}
    found = placing(other, result("A1", "80.00", 2, 2), rules=scheme(ties=[key]), adjusted=points)
    assert lines(*found.rank("A1").parts) == [
        f"A2 by before: 80.00 = 80.00, {told_by} = ✓ [rank 1; village A2村; code A2; keys mark,{key}]"
    ]


def test_an_item_that_does_not_apply_counts_nothing_and_city_ranks_look_at_city_marks() -> None:
    ours = result("A1", "80.00", 2, 2, items=(item("grain", 50, "40.00", "20.00"),))
    theirs = result("A2", "80.00", 1, 1, items=(item("grain", 50, None),))
    found = placing(ours, theirs, rules=scheme(ties=["item:grain"]))
    assert [found.rank("A1").parts[0].numbers, found.city_rank("A1").parts[0].numbers] == [
        "80.00 = 80.00, 0.00 < 40.00",
        "80.00 = 80.00, 0.00 < 20.00",
    ]


def test_what_has_to_be_reached_is_told_in_units_the_better_the_higher() -> None:
    points = {"A1": Adjusted(exact(1), exact("2.25"))}
    found = placing(*COUNTY, adjusted=points)
    keys = (exact(3000), exact(3000), exact("-2.25"), exact(1))
    assert found.rival("A1") == Rival(False, 9000, keys)
    assert found.rival("A4").vetoed
    assert found.keys("A1") == Keys(keys, ("party", "", "", ""), ("", "grain", "", ""))


def test_a_pool_is_listed_by_rank_and_code() -> None:
    found = placing(*reversed(COUNTY))
    assert [one.village_code for one in found.pool("A2")] == ["A1", "A2", "A3", "A4"]
    assert [one.village_code for one in found.pool("B2")] == ["B1", "B2"]


GRADES = (
    replace(
        grade_rule("good", least="85.5", each_category="60%", each_item="50%", at_most="50%"), name="优秀"
    ),
    replace(grade_rule("fair", least=80, at_most="75%"), name="良好"),
    replace(grade_rule("passed"), name="合格"),
)


def graded(*results: RecordedVillage) -> Placing:
    return placing(*results, rules=scheme(grades=GRADES))


def test_a_grade_is_told_with_all_that_the_better_ones_asked_for() -> None:
    """Meetings and studies are 30 of 50, at the border; meetings alone are 10 of 25."""
    mine = result("A2", "80.00", 2, 2, grade="fair", items=items(grain="25.00"))
    best = result("A1", "90.00", 1, 1, grade="fair")
    behind = result("A3", "79.99", 3, 3, grade="passed")
    assert lines(*graded(mine, best, behind).grade("A2")) == block("""
        grade by grade_missed: 优秀
          town_mark by from: 80.00 ≥ 85.5 = ✗
          party by each_category: 30.00 ≥ 60% × 50.00 = ✓
          farming by each_category: 25.00 ≥ 60% × 50.00 = ✗
          meeting by each_item: 10.00 ≥ 50% × 25.00 = ✗
          study by each_item: 20.00 ≥ 50% × 25.00 = ✓
          grain by each_item: 25.00 ≥ 50% × 50.00 = ✓
        grade by grade_taken: 良好
          town_mark by from: 80.00 ≥ 80 = ✓
          rank by at_most: 2 ≤ ⌊75% × 3⌋ = ✓
    """)


def test_who_fulfils_all_but_comes_too_late_is_told_the_places() -> None:
    short = (
        RecordedShort("good", "from", "", "8000", "8550"),
        RecordedShort("fair", "at_most", "", "4", "3"),
    )
    late = result("A4", "80.00", 4, 4, grade="passed", items=(), short=short)
    others = [result(f"A{number}", "81.00", number, number, grade="fair") for number in (1, 2, 3)]
    assert lines(*graded(late, *others).grade("A4")) == block("""
        grade by grade_missed: 优秀
          town_mark by from: 80.00 ≥ 85.5 = ✗
        grade by grade_missed: 良好
          town_mark by from: 80.00 ≥ 80 = ✓
          rank by at_most: 4 ≤ ⌊75% × 4⌋ = ✗
        grade by grade_taken: 合格
    """)


def test_a_veto_alone_says_why_there_is_no_better_grade() -> None:
    vetoed = result("A1", "99.00", 1, 1, grade="passed", vetoed=True)
    assert lines(*graded(vetoed).grade("A1")) == block("""
        grade by grade_missed: 优秀
          veto by no_veto: ✗
        grade by grade_missed: 良好
          veto by no_veto: ✗
        grade by grade_taken: 合格
    """)


def test_without_grades_none_is_told() -> None:
    assert list(placing(*COUNTY).grade("A1")) == []
    assert list(graded(*COUNTY).grade("A1")) == []


RULE = card_rule(last=1, below=60, spare_at="85.5", smallest_pool=3)


def carded(*results: RecordedVillage) -> list[str]:
    """What is told of A1's card."""
    return lines(*placing(*results, rules=scheme(cards=RULE)).card("A1"))


def test_no_card_is_told_with_both_rules_that_did_not_hold() -> None:
    a1, *others = (result(f"A{number}", "60.00", number, number) for number in (1, 2, 3))
    assert carded(a1, *others) == block("""
        yellow_card by no_card: ✓
          town_mark by card_below: 60.00 < 60 = ✗
          rank by card_last: 2 < 1, 3 ≥ 3, 60.00 < 85.5 = ✗
    """)


@pytest.mark.parametrize(
    ("mark", "pool", "line"),
    [("85.49", 3, "0 < 1, 3 ≥ 3, 85.49 < 85.5 = ✓"), ("85.50", 3, "0 < 1, 3 ≥ 3, 85.50 < 85.5 = ✗"),
     ("70.00", 2, "0 < 1, 2 ≥ 3, 70.00 < 85.5 = ✗")],
)  # fmt: skip
def test_the_last_of_a_pool_is_told_whether_all_of_the_rule_holds(mark: str, pool: int, line: str) -> None:
    others = [result(f"A{number}", "99.00", 1, 1) for number in range(2, pool + 1)]
    card = "last" if line.endswith("✓") else None
    found = carded(result("A1", mark, pool, pool, yellow_card=card), *others)
    assert found[-1].strip() == f"rank by card_last: {line}"
    assert len(found) == (1 if card else 3)


def test_a_card_for_a_mark_or_for_a_veto_says_so_alone() -> None:
    assert carded(result("A1", "59.99", 1, 1, yellow_card="below")) == [
        "town_mark by card_below: 59.99 < 60 = ✓"
    ]
    assert carded(result("A1", "99.00", 1, 1, yellow_card="veto")) == ["yellow_card by card_veto: ✓"]


def test_a_scheme_without_cards_tells_of_none() -> None:
    rules = replace(scheme(), yellow_card=None)
    assert list(placing(*COUNTY, rules=rules).card("A1")) == []


def paid(
    code: str, reward: str, money: RecordedMoney | None, rule: Rewards, *others: RecordedVillage
) -> list[str]:
    mine = next(one for one in COUNTY if one.village_code == code)
    county = [
        one
        for one in COUNTY
        if one is not mine and one.village_code not in {other.village_code for other in others}
    ]
    rules = scheme(money=rule)
    return lines(
        *placing(replace(mine, reward=reward, money=money), *others, *county, rules=rules).reward(code)
    )


def test_a_reward_is_told_from_the_pot_to_the_place() -> None:
    """100.01 for 4 of 6 villages is 66.67, of which the first place takes half."""
    money = RecordedMoney("33.34", "5.00", "1.00", None)
    assert paid("A1", "39.34", money, rewards("100.01")) == block("""
        reward by reward: 33.34 + 5.00 + 1.00 = 39.34
          place by place: ⌊66.67 × 0.5 ÷ 1 ÷ 0.01⌋ × 0.01 + 0.01 ≈ 33.34 [place 1]
            place by extra: 0 < 1 = ✓ [unit 0.01; left 1; before 0; rest 5/10]
            pot by pot: ⌊100.01 × 4 ÷ 6 ÷ 0.01⌋ × 0.01 ≈ 66.67
              pot by extra: 1 < 1 = ✗ [unit 0.01; left 1; before 1; rest 2/6]
    """)


def test_those_that_tie_share_the_money_of_their_places() -> None:
    """The second place takes 20.00, the third 13.33; of 33.33 the later of two takes a fen less."""
    money = RecordedMoney("16.66", "0.00", "0.00", None)
    found = [line for line in paid("A3", "16.66", money, rewards("100.01")) if "pot" not in line]
    assert found == block("""
        reward by reward: 16.66 + 0.00 + 0.00 = 16.66
          reward by tied_places: ⌊33.33 × 1 ÷ 2 ÷ 0.01⌋ × 0.01 ≈ 16.66 [count 2]
            reward by extra: 1 < 1 = ✗ [unit 0.01; left 1; before 1; rest 1/2]
            place by place: ⌊66.67 × 0.3 ÷ 1 ÷ 0.01⌋ × 0.01 ≈ 20.00 [place 2]
              place by extra: 2 < 1 = ✗ [unit 0.01; left 1; before 2; rest 1/10]
            place by place: ⌊66.67 × 0.2 ÷ 1 ÷ 0.01⌋ × 0.01 ≈ 13.33 [place 3]
              place by extra: 1 < 1 = ✗ [unit 0.01; left 1; before 1; rest 4/10]
    """)


def test_amounts_for_places_need_no_pot() -> None:
    money = RecordedMoney("30.00", "0.00", "0.00", "from")
    rule = Rewards(amounts=(fen(exact(50)), fen(exact(30))))
    assert paid("B2", "0.00", money, rule) == block("""
        reward by unpaid_from: 0 × (30.00 + 0.00 + 0.00) = 0.00
          place by amount: 30.00 = 30.00 [place 2]
    """)


@pytest.mark.parametrize("unpaid", ["veto", "yellow_card", "from"])
def test_money_that_is_not_paid_is_told_with_the_reason(unpaid: str) -> None:
    money = RecordedMoney("10.00", "5.00", "0.00", unpaid)
    assert paid("A4", "0.00", money, rewards(100)) == [
        f"reward by unpaid_{unpaid}: 0 × (10.00 + 5.00 + 0.00) = 0.00"
    ]


def test_results_of_the_first_version_tell_nothing_of_money() -> None:
    assert paid("A1", "1.00", None, rewards()) == []
