"""Prizes split into welfare and cadres, the cadres' shares and their uplifts (CONTRACT.md section 8)."""

import pytest

from qsq.awards.prizes import Prize, prize_of
from qsq.domain.scheme.scheme import CadreShare, PrizeSplit
from qsq.domain.values.money import yuan
from tests.unit.builders import Number, cadre, exact, honour

EQUAL, BY_BASE = CadreShare.EQUAL, CadreShare.BY_BASE


def prize(
    amount: Number,
    *bases: Number,
    split: tuple[Number, Number] = ("50%", "50%"),
    rule: CadreShare = EQUAL,
    uplift: Number = "30%",
) -> Prize:
    """The prize of a village whose cadres have these base bonuses."""
    cadres = [cadre(f"A1-{place}", base) for place, base in enumerate(bases, start=1)]
    halves = PrizeSplit(exact(split[0]), exact(split[1]))
    return prize_of(honour("red-flag", prize=amount, uplift=uplift), cadres, halves, rule)


def shares(of: Prize) -> list[str]:
    """The cadres' shares, in yuan."""
    return [yuan(member.share) for member in of.members]


@pytest.mark.parametrize(
    ("amount", "split", "welfare", "cadres"),
    [
        ("30000", ("50%", "50%"), "15000.00", "15000.00"),
        ("100.01", ("50%", "50%"), "50.01", "50.00"),  # welfare first
        ("100.01", ("40%", "60%"), "40.00", "60.01"),  # 40.004 and 60.006: the larger remainder
        ("100", ("33.3%", "66.7%"), "33.30", "66.70"),
        ("100", ("100%", "0%"), "100.00", "0.00"),
        ("100", ("0%", "100%"), "0.00", "100.00"),
        ("0", ("50%", "50%"), "0.00", "0.00"),
        ("0.01", ("50%", "50%"), "0.01", "0.00"),
    ],
)
def test_a_prize_is_split_into_welfare_and_cadres(
    amount: str, split: tuple[Number, Number], welfare: str, cadres: str
) -> None:
    """Section 8: by `prize_split`, largest remainder in fen, welfare first."""
    found = prize(amount, split=split)
    assert (yuan(found.amount), yuan(found.welfare), yuan(found.cadres)) == (
        yuan(found.welfare + found.cadres),
        welfare,
        cadres,
    )


def test_cadres_share_equally_whatever_their_bonus_in_the_order_of_their_list() -> None:
    """Section 8: 50 yuan among three is 16.666…; the two fen left over to the first two."""
    assert shares(prize(100, 1000, 9000, 3000)) == ["16.67", "16.67", "16.66"]


def test_cadres_may_share_by_their_base_bonus() -> None:
    """Section 8: 3000, 2400.50, 1800 of 7200.50: 20.8318…, 16.6689…, 12.4991… of 50 yuan."""
    found = prize(100, 3000, "2400.50", 1800, rule=BY_BASE)
    assert shares(found) == ["20.83", "16.67", "12.50"]
    assert shares(prize(100, "0.01", "0.03", rule=BY_BASE)) == ["12.50", "37.50"]


def test_of_equal_remainders_the_earlier_cadre_takes_the_fen() -> None:
    """Section 8: the order of cadres.csv; 0.025 yuan each."""
    assert shares(prize("0.10", 2000, 2000, rule=BY_BASE)) == ["0.03", "0.02"]


def test_a_cadre_without_a_bonus_takes_nothing_by_base() -> None:
    assert shares(prize(100, 0, 3000, rule=BY_BASE)) == ["0.00", "50.00"]
    assert shares(prize(100, 0, 3000)) == ["25.00", "25.00"]


@pytest.mark.parametrize("rule", list(CadreShare))
def test_where_no_cadre_is_listed_nobody_takes_the_cadres_part(rule: CadreShare) -> None:
    found = prize(100, rule=rule)
    assert (found.members, found.cadres, found.welfare) == ((), 5000, 5000)


def test_members_keep_their_names() -> None:
    assert [member.cadre.id for member in prize(100, 1, 2).members] == ["A1-1", "A1-2"]


@pytest.mark.parametrize(
    ("base", "uplift", "more"),
    [
        ("3000", "30%", "900.00"),
        ("3795.15", "20%", "759.03"),
        ("14000", "30%", "4200.00"),
        ("0", "30%", "0.00"),
        ("3000", "0%", "0.00"),
        ("2400.05", "10%", "240.01"),  # 240.005, half up
        ("2400.15", "10%", "240.02"),  # 240.015, half up and not to the even figure
        ("2400.25", "10%", "240.03"),  # 240.025
        ("2400.04", "10%", "240.00"),
        ("0.01", "50%", "0.01"),
        ("0.01", "49%", "0.00"),
        ("1000", "150%", "1500.00"),
    ],
)
def test_an_uplift_is_a_share_of_the_base_bonus_rounded_half_up_to_the_fen(
    base: str, uplift: str, more: str
) -> None:
    """Section 8: each cadre's `base_bonus` × the honour's `uplift`."""
    (member,) = prize(100, base, uplift=uplift).members
    assert yuan(member.uplift) == more
