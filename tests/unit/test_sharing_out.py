"""Sharing out by largest remainder (CONTRACT.md sections 6.2, 7 and 8)."""

import pytest

from qsq.domain.results.derived import Derived, Formula
from qsq.domain.results.shares import exact_told, rest_told, share_derived
from qsq.domain.values.numbers import Rounding, Scale
from qsq.domain.values.sharing import share_out, shared_out
from tests.unit.builders import Number, exact


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        # 100 ÷ 3 = 33 1/3 each; the unit left over goes to the earliest of three equal remainders
        (100, [1, 1, 1], [34, 33, 33]),
        # 200 ÷ 3 = 66 2/3 each; two units left over
        (200, [1, 1, 1], [67, 67, 66]),
        # weights 4, 6, 3: 3076.92, 4615.38, 2307.69; two left, to .92 and .69, not to the first two
        (10000, [4, 6, 3], [3077, 4615, 2308]),
        # 4, 6, 6, 2: 2222.22, 3333.33, 3333.33, 1111.11; one left, to the earlier of the two .33
        (10000, [4, 6, 6, 2], [2222, 3334, 3333, 1111]),
        # 3, 6, 1 of 5: 1.5, 3, 0.5; one left, to the earlier half
        (5, [3, 6, 1], [2, 3, 0]),
        # the later remainder is larger: 0.3, 0.7
        (1, [3, 7], [0, 1]),
        # fewer units than those who share
        (2, [1, 1, 1], [1, 1, 0]),
        (0, [5, 2], [0, 0]),
        (7, [3], [7]),
        # a weight of nothing takes nothing, not even a unit left over
        (10, [0, 1, 0, 2], [0, 3, 0, 7]),
        # a period's 250,000 yuan to towns of 20, 30 and 11 villages:
        # 81967.2131, 122950.8197, 45081.9672 yuan
        (25000000, [20, 30, 11], [8196721, 12295082, 4508197]),
        # weights need not be whole numbers: 50, 33 1/3, 16 2/3
        (100, ["1/2", "1/3", "1/6"], [50, 33, 17]),
        (100, ["1.5", "0.25", "0.25"], [75, 13, 12]),
        (1500000, ["50%", "30%", "20%"], [750000, 450000, 300000]),
    ],
)
def test_units_left_over_go_to_the_largest_remainders_then_to_the_earlier(
    total: int, weights: list[Number], shares: list[int]
) -> None:
    """Section 6.2: largest remainder in units of the last place; equal remainders: the earlier one."""
    assert list(share_out(total, [exact(weight) for weight in weights])) == shares


def test_only_the_proportion_of_weights_counts() -> None:
    weights = [exact(weight) for weight in (4, 6, 3)]
    tenths = [weight / 10 for weight in weights]
    assert share_out(10001, weights) == share_out(10001, tenths) == share_out(10001, [8, 12, 6])


POINTS, WHOLE = Scale(2, Rounding.HALF_UP), Scale(0, Rounding.HALF_UP)


def test_a_share_that_was_cut_tells_whether_it_takes_a_unit_left() -> None:
    """100 points to three alike: 33.333…; the one unit left goes to the earliest."""
    shares = shared_out(10000, [1, 1, 1])
    way = exact_told(10000, 1, 3, POINTS)
    taken, left = (share_derived("grain", Formula.FULL, one, way, POINTS) for one in shares[:2])
    values = {"unit": "0.01", "left": "1", "rest": "1/3"}
    assert taken == Derived(
        "grain", Formula.FULL, "⌊100 × 1 ÷ 3 ÷ 0.01⌋ × 0.01 + 0.01", "33.34", rounded=True,
        parts=(Derived("grain", Formula.EXTRA, "0 < 1", "✓", values={**values, "before": "0"}),),
    )  # fmt: skip
    assert left == Derived(
        "grain", Formula.FULL, "⌊100 × 1 ÷ 3 ÷ 0.01⌋ × 0.01", "33.33", rounded=True,
        parts=(Derived("grain", Formula.EXTRA, "1 < 1", "✗", values={**values, "before": "1"}),),
    )  # fmt: skip
    assert rest_told("grain", shares[0], way, POINTS) == Derived(
        "grain", Formula.REST, "100 × 1 ÷ 3 ÷ 0.01 − 3333", "1/3", values={"unit": "0.01"}
    )


def test_a_whole_share_is_its_own_sum() -> None:
    (shared, _other) = shared_out(500, [3, 2])
    part = Derived("pot", Formula.POT, "5", "5.00")
    found = share_derived(
        "place",
        Formula.PLACE,
        shared,
        exact_told(500, 3, 5, POINTS),
        POINTS,
        values={"name": "甲"},
        parts=[part],
    )
    assert found == Derived(
        "place", Formula.PLACE, "5 × 3 ÷ 5", "3.00", values={"name": "甲"}, parts=(part,)
    )  # fmt: skip


def test_whole_units_are_not_divided_by_one() -> None:
    shared = shared_out(10, [1, 2])[1]
    found = share_derived("a", Formula.WEIGHT, shared, exact_told(10, 2, 3, WHOLE), WHOLE)
    assert found.line == "⌊10 × 2 ÷ 3⌋ + 1 = 7"
    assert rest_told("a", shared, "10 × 2 ÷ 3", WHOLE).line == "10 × 2 ÷ 3 − 6 = 2/3"
