"""What an observed value earns by each method, borders included (CONTRACT.md section 3)."""

from typing import Any, cast

import pytest

from qsq.domain.scheme.checklist import How
from qsq.domain.scheme.methods import Method
from qsq.domain.values.numbers import Rounding
from qsq.scoring.methods import combined, earned, least_earned
from tests.unit.builders import AWARD, YES_NO, Number, bands, deduct, exact, grade, ratio, scaled, seen


def earns(method: Method, points: Number, value: Number, target: Number | None = None) -> Number:
    """What a value earns, exactly."""
    observed = seen(value).value
    assert observed is not None
    return earned(method, exact(points), observed, None if target is None else exact(target))


@pytest.mark.parametrize("value", ["0", "0.01", "2.5", "3.999", "4"])
def test_award_earns_the_value_itself(value: str) -> None:
    """Section 3: `award`, 0 … points."""
    assert earns(AWARD, 4, value) == exact(value)


@pytest.mark.parametrize(
    ("count", "points"),
    [(0, "2"), (1, "1.5"), (3, "0.5"), (4, "0"), (5, "0"), (1000, "0")],
)
def test_deduct_takes_off_for_each_count_down_to_nothing(count: int, points: str) -> None:
    """Section 3: `deduct`, max(floor, points − each × count)."""
    assert earns(deduct("0.5"), 2, count) == exact(points)


@pytest.mark.parametrize(("count", "points"), [(0, "2"), (1, "1.3"), (2, "1"), (3, "1"), (99, "1")])
def test_deduct_stops_at_its_floor(count: int, points: str) -> None:
    """Section 3: from 1.3 the second count would leave 0.6, under the floor of 1."""
    assert earns(deduct("0.7", floor=1), 2, count) == exact(points)


@pytest.mark.parametrize(
    ("value", "points"),
    [
        ("0", "0"),
        ("30", "1"),
        ("100", "10/3"),
        ("119.99", "11999/3000"),
        ("120", "4"),
        ("120.01", "4"),
        ("121", "4"),
        ("500", "4"),
    ],
)
def test_ratio_earns_the_part_of_the_target_reached_and_no_more_than_all(value: str, points: str) -> None:
    """Section 3: `ratio`, points × min(1, value ÷ target); 100 of 120 is exactly 10/3."""
    assert earns(ratio(120), 4, value) == exact(points)
    assert earns(ratio(), 4, value, target=120) == exact(points)


def test_a_fixed_target_is_not_changed_by_a_villages_own() -> None:
    assert earns(ratio(100), 4, 50, target=50) == 2


def test_a_target_may_be_less_than_one() -> None:
    """Section 3: a number above 0."""
    assert earns(ratio("0.5"), 4, "0.25") == 2


@pytest.mark.parametrize(("key", "points"), [("优", "3"), ("良", "2.55"), ("中", "2.1"), ("差", "0")])
def test_grade_earns_the_share_of_its_key(key: str, points: str) -> None:
    """Section 3: `grade`, points × share."""
    method = grade(优="100%", 良="85%", 中="70%", 差="0%")
    assert earns(method, 3, key) == exact(points)


@pytest.mark.parametrize(("value", "points"), [(True, "2.5"), (False, "0")])
def test_yes_earns_all_points_and_no_none(*, value: bool, points: str) -> None:
    """Section 3: `yes_no`, points or 0."""
    assert earns(YES_NO, "2.5", value) == exact(points)


@pytest.mark.parametrize(
    ("value", "points"),
    [
        ("100", "4"),
        ("90", "4"),
        ("89.99", "2"),
        ("60", "2"),
        ("59.99", "0"),
        ("0", "0"),
        ("-5", "0"),
    ],
)
def test_bands_earn_the_points_of_the_highest_start_that_is_reached(value: str, points: str) -> None:
    """Section 3: `bands`, the highest `from` ≤ value, else 0."""
    assert earns(bands((90, 4), (60, 2)), 4, value) == exact(points)


@pytest.mark.parametrize(("value", "points"), [("3", "0"), ("0", "2"), ("-1", "4"), ("-2", "0")])
def test_bands_need_not_rise_and_may_start_below_zero(value: str, points: str) -> None:
    """Section 3: a number; a band of its own says what a high value earns."""
    assert earns(bands((2, 0), (0, 2), (-1, 4)), 4, value) == exact(points)


@pytest.mark.parametrize("method", [AWARD, deduct(1), ratio(10), bands((1, 1))])
def test_a_word_where_a_number_is_read_is_the_callers_error(method: Method) -> None:
    with pytest.raises(TypeError):
        earned(method, exact(4), "优")


def test_a_ratio_without_any_target_is_the_callers_error() -> None:
    """Section 3: `per_village` targets stand in targets.csv."""
    with pytest.raises(TypeError):
        earned(ratio(), exact(4), exact(1))


def test_there_is_no_seventh_method() -> None:
    with pytest.raises(AssertionError):
        earned(cast("Any", "seventh"), exact(4), exact(1))


@pytest.mark.parametrize(("count", "points"), [(0, "20"), (4, "0"), (5, "-5"), (6, "-10"), (7, "-10")])
def test_a_floor_below_0_lets_a_deduct_go_under(count: int, points: str) -> None:
    """Section 3: 倒扣."""
    assert earns(deduct(5, floor=-10), 20, count) == exact(points)


@pytest.mark.parametrize(
    ("value", "points"),
    [
        ("-1", "0"),
        ("60", "0"),
        ("60.01", "1/100"),
        ("75.5", "15.5"),
        ("90", "30"),
        ("90.01", "30"),
        ("100", "30"),
    ],
)
def test_scale_earns_the_part_of_the_way_from_zero_to_full(value: str, points: str) -> None:
    """Section 3: `scale`, points × (value − zero) ÷ (full − zero), within 0 and the task's points."""
    assert earns(scaled(60, 90), 30, value) == exact(points)


@pytest.mark.parametrize(
    ("value", "points"),
    [("-3", "10"), ("0", "10"), ("1", "8"), ("5", "0"), ("5.5", "-1"), ("6", "-2"), ("7", "-2")],
)
def test_a_scale_whose_full_is_below_zero_rewards_less(value: str, points: str) -> None:
    """Section 3: `least` below 0 takes away."""
    assert earns(scaled(5, 0, least=-2), 10, value) == exact(points)


@pytest.mark.parametrize(
    ("value", "points"), [("100", "20"), ("110", "22"), ("120", "24"), ("130", "24"), ("5", "2")]
)
def test_a_scale_may_give_more_than_the_points_and_never_less_than_some(value: str, points: str) -> None:
    """Section 3: `most` above the points gives extra."""
    assert earns(scaled(0, 100, least=2, most=24), 20, value) == exact(points)


@pytest.mark.parametrize(
    ("how", "rounds", "together"),
    [
        (How.MEAN, [2000, 2000, 1600], 1867),
        (How.MEAN, [-5, -6], -6),
        (How.MEAN, [7], 7),
        (How.TRIMMED_MEAN, [2000, 1600, 2000], 2000),
        (How.TRIMMED_MEAN, [1500, 2000, 1900, 1800], 1850),
        (How.TRIMMED_MEAN, [2000, 1601], 1801),
        (How.LOWEST, [5, -2, 9], -2),
    ],
)
def test_rounds_are_made_one(how: How, rounds: list[int], together: int) -> None:
    """Section 3: of printed figures, rounded; −5.5 half up by its size is −6."""
    assert combined(how, rounds, Rounding.HALF_UP) == together


@pytest.mark.parametrize(
    ("method", "least"),
    [
        (AWARD, "0"),
        (ratio(100), "0"),
        (YES_NO, "0"),
        (deduct("0.5"), "0"),
        (deduct("0.5", floor="-2.5"), "-2.5"),
        (grade(优="100%", 良="60%", 差="25%"), "1"),
        (grade(优="100%", 差="-50%"), "-2"),
        (bands((90, 4), (60, "0.5")), "0"),
        (bands((90, 4), (0, "-1.5"), (-9, 2)), "-1.5"),
        (scaled(60, 90), "0"),
        (scaled(60, 90, least="1.5"), "1.5"),
        (scaled(5, 0, least=-3), "-3"),
    ],
)
def test_no_value_earns_less_than_the_least(method: Method, least: str) -> None:
    """Section 3: of a task of 4 points; under the lowest band there is nothing."""
    assert least_earned(method, exact(4)) == exact(least)
