"""A second look at drawn village-tasks: the sample is anyone's, and the stated risk holds for wrong lists."""

import random
from fractions import Fraction
from hashlib import sha256

import pytest

from qsq.fairness.recheck import (
    MILLION,
    Competitor,
    Dice,
    Factor,
    Lookable,
    drawn,
    draws_needed,
    risk_of,
    universe_of,
)
from tests.conftest import examples

LIMIT = Fraction(1, 10)
POINTS = 100


def village(code: str, listed: bool, earned: list[int]) -> Competitor:
    tasks = tuple(Lookable(f"t{at}", one, Fraction(1), 0, POINTS) for at, one in enumerate(earned))
    return Competitor(code, "pool", listed, Fraction(sum(earned)), 1, tasks)


def county(reported: dict[str, list[int]], places: int) -> list[Competitor]:
    order = sorted(reported, key=lambda code: -sum(reported[code]))
    return [village(code, order.index(code) < places, values) for code, values in sorted(reported.items())]


def seconds(true: dict[str, list[int]]) -> dict[tuple[str, str], int | None]:
    return {(code, f"t{at}"): value for code, values in true.items() for at, value in enumerate(values)}


def test_a_draw_is_the_digest_of_digits_and_number_scaled_to_the_bounds() -> None:
    universe = universe_of(county({"A": [90, 80], "B": [50, 40], "C": [30, 20]}, 1))
    assert [(one.village, one.task, one.listed) for one in universe.bounds] == [
        ("A", "t0", True), ("A", "t1", True), ("B", "t0", False), ("B", "t1", False),
        ("C", "t0", False), ("C", "t1", False),
    ]  # fmt: skip
    gap = 170 - 90 - 1
    assert universe.bounds[0].millionths == -(-90 * MILLION // gap)
    for draw in drawn(universe, [Dice("31415926", 20), Dice("2718281828", 3)]):
        ticket = int(sha256(f"{draw.digits},{draw.number}".encode()).hexdigest(), 16)
        assert draw.point == ticket * universe.total // 2**256
        before = sum(one.millionths for one in universe.bounds[: universe.bounds.index(draw.bound)])
        assert before <= draw.point < before + draw.bound.millionths


def test_each_factor_is_redone_with_a_calculator() -> None:
    reported = {"A": [90, 80], "B": [50, 40]}
    universe = universe_of(county(reported, 1))
    draws = drawn(universe, [Dice("1234567890", 5)])
    second = seconds(reported) | {("A", "t0"): 89}
    found = risk_of(universe, draws, second, {})
    by_hand = Fraction(1)
    for one in found.factors:
        error = one.error if one.draw.bound.key == ("A", "t0") else 0
        assert one.error == error
        by_hand *= (1 - Fraction(MILLION, universe.total)) / (1 - Fraction(error, one.draw.bound.millionths))
    errors = sum(one.error(second[one.key]) for one in universe.bounds)
    assert errors < MILLION
    assert found.left == 0  # all of it was looked at
    partly = {key: value for key, value in second.items() if key in {one.bound.key for one in draws}}
    if len(partly) < len(universe.bounds):
        assert risk_of(universe, draws, partly, {}).left == min(1, by_hand)


def test_what_is_drawn_and_not_looked_at_leaves_all_of_the_risk() -> None:
    universe = universe_of(county({"A": [90, 80], "B": [50, 40]}, 1))
    draws = drawn(universe, [Dice("1234567890", 5)])
    found = risk_of(universe, draws, {}, {})
    assert found.left == 1
    assert not found.factors
    assert set(found.waiting) == {one.bound.key for one in draws}


def test_a_gap_within_rounding_asks_for_every_task_of_both() -> None:
    counted = county({"A": [90, 80], "B": [90, 79], "C": [10, 10]}, 1)
    universe = universe_of(counted)
    assert universe.close == (("A", "B"),)
    tasks = {one.code: one.tasks for one in counted}
    second = seconds({"A": [90, 80], "B": [90, 79]})
    assert risk_of(universe, (), second, tasks).open_pairs == ()
    for worse in ({("A", "t0"): 89}, {("B", "t1"): 80}, {("A", "t1"): None}):
        assert risk_of(universe, (), second | worse, tasks).open_pairs == (("A", "B"),)
        assert risk_of(universe, (), second | worse, tasks).left == 1


def test_where_everybody_is_listed_there_is_nothing_to_fear() -> None:
    universe = universe_of(county({"A": [90, 80], "B": [50, 40]}, 2))
    assert (universe.bounds, universe.close) == ((), ())
    assert draws_needed(universe, (), LIMIT) == 0
    assert risk_of(universe, drawn(universe, [Dice("1234567890", 5)]), {}, {}).left == 0


def test_as_many_draws_are_asked_for_as_bring_the_risk_to_the_limit() -> None:
    universe = universe_of(county({"A": [90, 80], "B": [50, 40]}, 1))
    count, step = draws_needed(universe, (), LIMIT), 1 - Fraction(MILLION, universe.total)
    assert count is not None
    assert step**count <= LIMIT < step ** (count - 1)
    draws = drawn(universe, [Dice("1234567890", count)])
    assert draws_needed(universe, [Factor(one, 0) for one in draws], LIMIT) == 0
    assert draws_needed(universe, [Factor(one, 0) for one in draws[:2]], LIMIT) == count - 2
    assert draws_needed(universe, [Factor(draws[0], draws[0].bound.millionths)], LIMIT) is None


def wrong_list(chance: random.Random, size: int) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """What was reported and what is true, such that the list is wrong; errors of about that size."""
    while True:
        reported = {code: [chance.randint(40, 90) for _ in range(8)] for code in "ABCDEF"}
        order = sorted(reported, key=lambda code: -sum(reported[code]))
        true = {code: list(values) for code, values in reported.items()}
        first, last = order[1], order[2]
        gap = sum(reported[first]) - sum(reported[last])
        if gap < 3:
            continue
        for at in chance.sample(range(8), 8):
            if sum(true[first]) <= sum(true[last]):
                break
            true[first][at] = max(0, true[first][at] - size)
            true[last][at] = min(POINTS, true[last][at] + size)
        if sum(true[first]) <= sum(true[last]):
            return reported, true


@pytest.mark.more
@pytest.mark.parametrize("size", [3, 10, 40, 100])
def test_a_wrong_list_passes_at_most_as_often_as_the_limit_says(size: int) -> None:
    chance = random.Random(size)
    tried, passed = examples(120, 2000), 0
    for _case in range(tried):
        reported, true = wrong_list(chance, size)
        universe = universe_of(county(reported, 2))
        second, rounds = seconds(true), list[Dice]()
        tasks = {one.code: one.tasks for one in county(reported, 2)}
        for _round in range(3):
            rounds.append(Dice("".join(chance.choices("0123456789", k=20)), 60))
            draws = drawn(universe, rounds)
            looked = {one.bound.key for one in draws} | {
                (code, f"t{at}") for pair in universe.close for code in pair for at in range(8)
            }
            found = risk_of(universe, draws, {key: second[key] for key in looked}, tasks)
            if found.left <= LIMIT:
                passed += 1
                break
    allowed = tried * LIMIT + 4 * (tried * float(LIMIT * (1 - LIMIT))) ** 0.5
    assert passed <= allowed
