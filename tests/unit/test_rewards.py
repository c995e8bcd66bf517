"""A period's rewards: to pools by their villages, to places by their shares (CONTRACT.md section 7)."""

from dataclasses import replace

import pytest

from qsq.domain.county.places import VillageKind
from qsq.domain.scheme.grades import TakenGrade
from qsq.domain.scheme.scheme import PoolField, Rewards
from qsq.domain.values.money import yuan
from qsq.scoring.ranking import Ranked, ranked_in_pools
from qsq.scoring.rewards import pool_money, pool_rewards
from tests.unit.builders import SCALE, Number, exact, marked, ranked, rewards, village

THIRDS = ("50%", "30%", "20%")


def paid(money: int, *pool: Ranked, places: tuple[Number, ...] = THIRDS) -> dict[str, int]:
    """What each village takes of a pool's fen."""
    found = pool_rewards(pool, money, rewards(places=places), (), {}, SCALE)
    return {code: reward.amount for code, reward in found.items()}


@pytest.mark.parametrize(
    ("pool", "villages", "money"),
    [
        # 6000 × 3/6, 2/6, 1/6
        ("6000", "AAABBC", ["3000.00", "2000.00", "1000.00"]),
        # 33.3333… each: the fen left over goes to the lowest town code
        ("100", "AABBCC", ["33.34", "33.33", "33.33"]),
        # 42.8571…, 28.5714…, 28.5714…: one fen left, to the larger remainder
        ("100", "AAABBCC", ["42.86", "28.57", "28.57"]),
        # 28.5714…, 28.5714…, 42.8571…: the same whatever the order of codes
        ("100", "AABBCCC", ["28.57", "28.57", "42.86"]),
        ("0", "AB", ["0.00", "0.00"]),
        ("0.01", "ABC", ["0.01", "0.00", "0.00"]),
    ],
)
def test_pools_share_the_money_in_proportion_to_their_villages(
    pool: str, villages: str, money: list[str]
) -> None:
    """Section 7: one village of town A, B or C for each letter; largest remainder in fen."""
    marks = [
        marked(f"{town}{place}", of=village(f"{town}{place}", town))
        for place, town in reversed(list(enumerate(villages)))
    ]
    pools = ranked_in_pools(marks, [PoolField.TOWN], ())
    found = pool_money(pools, rewards(pool))
    assert [key.town_code for key in found] == ["A", "B", "C"][: len(money)]
    assert [yuan(part) for part in found.values()] == money


def test_within_a_town_the_communities_pool_takes_the_fen_left_over() -> None:
    """Section 7: equal remainders: the lower town code, then community before village."""
    kinds = [VillageKind.VILLAGE, VillageKind.COMMUNITY]
    marks = [
        marked(f"{town}{kind}", of=village(f"{town}{kind}", town, kind))
        for town in ("T2", "T1")
        for kind in kinds
    ]
    pools = ranked_in_pools(marks, [PoolField.TOWN, PoolField.KIND], ())
    found = pool_money(pools, rewards("0.05"))
    assert [(key.town_code, key.kind, fen) for key, fen in found.items()] == [
        ("T1", VillageKind.COMMUNITY, 2),
        ("T1", VillageKind.VILLAGE, 1),
        ("T2", VillageKind.COMMUNITY, 1),
        ("T2", VillageKind.VILLAGE, 1),
    ]


def test_places_take_their_shares_first_place_first_and_others_nothing() -> None:
    """Section 7: 5000.5, 3000.3 and 2000.2 fen; the fen left over goes to the largest remainder."""
    pool = ranked("A3", 1), ranked("A1", 2), ranked("A2", 3), ranked("A4", 4)
    assert paid(10001, *pool) == {"A3": 5001, "A1": 3000, "A2": 2000, "A4": 0}


def test_of_equal_remainders_the_better_place_takes_the_fen() -> None:
    """Section 7: 50.5 fen each."""
    assert paid(101, ranked("A2", 1), ranked("A1", 2), places=("50%", "50%")) == {"A2": 51, "A1": 50}


def test_shares_need_not_fall_from_place_to_place() -> None:
    pool = ranked("A1", 1), ranked("A2", 2)
    assert paid(1000, *pool, places=("40%", "60%")) == {"A1": 400, "A2": 600}


def test_villages_that_tie_share_their_places_money_equally() -> None:
    """Section 7: 3000 + 2000 fen for two in second place; the next is fourth."""
    pool = ranked("A1", 1), ranked("A2", 2), ranked("A3", 2), ranked("A4", 4)
    assert paid(10000, *pool) == {"A1": 5000, "A2": 2500, "A3": 2500, "A4": 0}


def test_of_villages_that_tie_the_lower_code_takes_the_fen_left_over() -> None:
    """Section 7: 10001 fen among three first places: 3333.67 each."""
    pool = ranked("A1", 1), ranked("A2", 1), ranked("A3", 1)
    assert paid(10001, *pool) == {"A1": 3334, "A2": 3334, "A3": 3333}


def test_villages_that_tie_over_the_last_place_share_what_is_left() -> None:
    """Section 7: third, fourth and fifth place share the third's 2000 fen."""
    pool = ranked("A1", 1), ranked("A2", 2), ranked("A3", 3), ranked("A4", 3), ranked("A5", 3)
    assert paid(10000, *pool) == {"A1": 5000, "A2": 3000, "A3": 667, "A4": 667, "A5": 666}


def test_a_pool_smaller_than_the_list_leaves_the_rest_unpaid() -> None:
    """Section 7."""
    assert paid(10000, ranked("A1", 1), ranked("A2", 2)) == {"A1": 5000, "A2": 3000}
    assert paid(10000, ranked("A1", 1), ranked("A2", 1)) == {"A1": 4000, "A2": 4000}
    assert paid(10000, ranked("A1", 1)) == {"A1": 5000}


def test_a_vetoed_village_leaves_its_places_money_unpaid() -> None:
    """Section 7: the money of second place goes to nobody."""
    pool = ranked("A1", 1), ranked("A2", 2, vetoed=True)
    assert paid(10000, *pool) == {"A1": 5000, "A2": 0}


def test_vetoed_villages_that_tie_take_nothing_either() -> None:
    pool = ranked("A1", 1), ranked("A2", 2, vetoed=True), ranked("A3", 2, vetoed=True)
    assert paid(10000, *pool) == {"A1": 5000, "A2": 0, "A3": 0}


def test_a_pool_of_vetoed_villages_is_paid_nothing() -> None:
    assert paid(10000, ranked("A1", 1, vetoed=True)) == {"A1": 0}


def taken(rule: Rewards, *pool: Ranked, carded: tuple[str, ...] = (), **grades: str) -> dict[str, str]:
    """What each village takes in yuan by a rule; grades by code."""
    of = {code: TakenGrade(grade) for code, grade in grades.items()}
    found = pool_rewards(pool, 0, rule, carded, of, SCALE)
    return {code: yuan(reward.amount) for code, reward in found.items()}


AMOUNTS = Rewards(amounts=(500000, 300000, 200000))


def test_amounts_go_to_the_places_of_every_pool_and_ties_share_them() -> None:
    """Section 7: 3000 and 2000 between two who tie for the second place; the fourth place has nothing."""
    pool = [ranked("A", 1), ranked("B", 2), ranked("C", 2), ranked("D", 4)]
    assert taken(AMOUNTS, *pool) == {"A": "5000.00", "B": "2500.00", "C": "2500.00", "D": "0.00"}


def test_a_tie_beyond_the_last_amount_shares_what_is_left_in_fen() -> None:
    """Section 7: 2000 among three: 666.67, 666.67, 666.66, the lower code first."""
    pool = [ranked("A", 1), ranked("B", 2), *(ranked(code, 3) for code in "CDE")]
    assert [taken(AMOUNTS, *pool)[code] for code in "CDE"] == ["666.67", "666.67", "666.66"]


def test_base_and_grades_are_added_to_the_place() -> None:
    rule = replace(AMOUNTS, base=10000, by_grade={"good": 50000})
    assert taken(rule, ranked("A", 1), ranked("B", 2), A="good", B="fair") == {"A": "5600.00", "B": "3100.00"}
    assert taken(replace(rule, amounts=()), ranked("A", 1), A="good") == {"A": "600.00"}


def test_who_is_under_the_least_mark_carded_or_vetoed_takes_nothing_and_nobody_moves_up() -> None:
    """Section 7: of no kind: neither place nor base nor grade."""
    rule = replace(AMOUNTS, base=10000, by_grade={"good": 50000}, least=exact(60))
    pool = [ranked("A", 1, 60), ranked("B", 2, "59.99"), ranked("C", 3, 70), ranked("D", 4, 90, vetoed=True)]
    found = taken(rule, *pool, carded=("C",), A="good", B="good", C="good", D="good")
    assert found == {"A": "5600.00", "B": "0.00", "C": "0.00", "D": "0.00"}


def test_no_rule_pays_nothing() -> None:
    assert taken(Rewards(), ranked("A", 1)) == {"A": "0.00"}
