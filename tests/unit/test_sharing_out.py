"""Sharing out by largest remainder (CONTRACT.md sections 6.2, 7 and 8)."""

import pytest

from qsq.domain.values.sharing import share_out
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
