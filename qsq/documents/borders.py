"""What a border between villages is called on paper."""

from collections.abc import Callable
from typing import assert_never

from qsq.domain.values.numbers import Scale
from qsq.fairness.borders import SPARED, Border, Stake
from qsq.fairness.narrow import Narrow

_TWO_DECIMALS = Scale(2)

Named = Callable[[str, str], str]
"""What something is called, by its kind and id."""


def border_told(border: Border, named: Named) -> str:
    """What the border decides, without its pool."""
    match border.stake:
        case Stake.MONEY:
            return "奖励起点" if border.limit is not None else f"奖励第{border.name}名"
        case Stake.CARD:
            return "末位免牌" if border.name == SPARED else "黄牌"
        case Stake.GRADE:
            return f"等次{named('grade', border.name)}"
        case Stake.HONOUR:
            return named("honour", border.name)
        case Stake.ELIGIBLE:
            return "年度最低分"
        case _:
            assert_never(border.stake)


def margin_told(one: Narrow) -> str:
    """A border's margin as a percentage, after ≥ where it is only proven that none below it suffices."""
    if one.margin is None:
        return "—"
    share = _TWO_DECIMALS.text(_TWO_DECIMALS.units(one.margin * 100))
    return f"{share}%" if one.exact else f"≥{share}%"
