"""Amounts in Chinese capitals, by the rules for vouchers (支付结算办法)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qsq.domain.values.capitals import capitals

DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = {"拾": 10, "佰": 100, "仟": 1000}
MOST = 10**22 - 1


@pytest.mark.parametrize(
    ("yuan", "written"),
    [
        ("15000.00", "壹万伍仟元整"),
        ("30000.00", "叁万元整"),
        ("1704.55", "壹仟柒佰零肆元伍角伍分"),
        ("1409.50", "壹仟肆佰零玖元伍角"),  # the rule's own examples
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("0.00", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角"),
        ("0.55", "伍角伍分"),
        ("10.00", "壹拾元整"),
        ("10.05", "壹拾元零伍分"),
        ("1010.00", "壹仟零壹拾元整"),
        ("10001.00", "壹万零壹元整"),
        ("990000.00", "玖拾玖万元整"),
        ("1000000.00", "壹佰万元整"),
        ("100005000.00", "壹亿零伍仟元整"),
        ("100000001.00", "壹亿零壹元整"),
        ("1002003004.00", "壹拾亿零贰佰万叁仟零肆元整"),
        ("1000000000000.00", "壹万亿元整"),
        ("1000100000000.00", "壹万零壹亿元整"),
    ],
)
def test_an_amount_in_capitals(yuan: str, written: str) -> None:
    assert capitals(int(yuan.replace(".", ""))) == written


@pytest.mark.parametrize("amount", [-1, 10**22])
def test_no_debt_and_nothing_beyond_all_measure(amount: int) -> None:
    with pytest.raises(ValueError, match=str(amount)):
        capitals(amount)


@given(st.integers(0, 10**17))
def test_capitals_read_back_to_the_same_fen(amount: int) -> None:
    assert read_back(capitals(amount)) == amount


@given(st.integers(0, MOST))
def test_no_two_zeros_stand_together_and_none_before_a_unit(amount: int) -> None:
    written = capitals(amount)
    assert "零零" not in written
    assert amount < 100 or not any(f"零{unit}" in written for unit in "拾佰仟万亿元")


def read_back(written: str) -> int:
    """Fen, by another way than they were written."""
    yuan, _mark, rest = written.partition("元") if "元" in written else ("", "", written)
    return whole(yuan) * 100 + decimals(rest)


def whole(text: str) -> int:
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        if unit in text:
            before, _unit, after = text.rpartition(unit)
            return whole(before) * size + whole(after)
    total, digit = 0, 0
    for character in text:
        if character in UNITS:
            total += digit * UNITS[character]
            digit = 0
        else:
            digit = DIGITS.index(character)
    return total + digit


def decimals(text: str) -> int:
    found, digit = 0, 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS.index(character)
        elif character in "角分":
            found += digit * (10 if character == "角" else 1)
    return found
