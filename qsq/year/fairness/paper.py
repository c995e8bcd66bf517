"""A result's firmness as its paper prints it."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import assert_never

from qsq.documents.document import Bundle
from qsq.documents.report.fairness import FairnessFigures, Row, fairness_report
from qsq.documents.wording.worded import Worded
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.numbers import plain
from qsq.domain.values.periods import Period
from qsq.fairness.borders import SPARED, Border, Stake
from qsq.fairness.firmness import Firmness, Interval
from qsq.year.fairness.found import Fairness, mean, percentage

_NARROWEST = 12
"""How many borders are printed."""


def fairness_bundles(found: Fairness, wording: Worded) -> list[Bundle]:
    """结果稳定性报告 of a period or a year."""
    figures = _figures(found, Period.read(found.when))
    return [Bundle("结果稳定性报告", (fairness_report(wording, found.scheme, figures),))]


def _figures(found: Fairness, when: Period) -> FairnessFigures:
    return FairnessFigures(
        facts={
            "when": chinese_period(when),
            "revision": found.revision,
            "draws": found.draws,
            "seed": found.seed,
            "villages": len(found.firm),
            "firm": sum(one.inner[0] == (one.place, one.place) for one in found.firm),
            "sure": sum(one.proven[0] == (one.place, one.place) for one in found.firm),
            "rounded": len(found.rounded),
            "items": bool(found.influences),
            "bar": _percent_of_one_bar(found),
            "remarks": list(_remarks(found)),
        },
        borders=list(_borders(found)),
        rounded=list(_rounded(found)),
        items=list(_items(found)),
        places=list(_places(found)),
    )


def _borders(found: Fairness) -> Iterator[Row]:
    for one in found.narrow[:_NARROWEST]:
        limit = "" if one.border.limit is None else plain(one.border.limit)
        share = "—" if one.margin is None else percentage(one.margin)
        yield (
            _border(found, one.border),
            _village(found, one.before) or limit,
            _village(found, one.behind) or limit,
            found.exactly(one.gap),
            found.exactly(one.leverage),
            share if one.exact or one.margin is None else f"≥{share}",
        )


def _rounded(found: Fairness) -> Iterator[Row]:
    for one in found.rounded:
        marks = [found.exactly(mark) for mark in one.marks]
        names = [_village(found, code) for code in (one.before, one.behind)]
        yield (
            _border(found, one.border),
            *(f"{name}（{mark}）" if name else mark for name, mark in zip(names, marks, strict=True)),
            found.exactly(one.difference),
        )


def _border(found: Fairness, border: Border) -> str:
    pool = found.named("town", border.pool.town_code)
    match border.stake:
        case Stake.MONEY:
            told = "奖励起点" if border.limit is not None else f"奖励第{border.name}名"
        case Stake.CARD:
            told = "末位免牌" if border.name == SPARED else "黄牌"
        case Stake.GRADE:
            told = f"等次{found.named('grade', border.name)}"
        case Stake.HONOUR:
            told = found.named("honour", border.name)
        case Stake.ELIGIBLE:
            told = "年度最低分"
        case _:
            assert_never(border.stake)
    return f"{pool}{told}"


def _village(found: Fairness, code: str) -> str:
    if not code:
        return ""
    return f"{found.named('village', code)} {found.scale.text(found.scale.units(found.marks[code]))}"


def _items(found: Fairness) -> Iterator[Row]:
    shifts = {one.item: mean(one.shift) for one in found.left_out}
    if not found.influences:
        for one in found.left_out:
            yield found.named("item", one.item), shifts[one.item], str(one.most)
    one_bar = _percent_of_one_bar(found)
    for part in found.influences:
        yield (
            found.named("item", part.item) if part.item else "加分扣分",
            percentage(part.nominal) if part.item else "",
            percentage(part.variance),
            _BAR * round(part.nominal * 100 / one_bar),
            _BAR * max(0, round(part.variance * 100 / one_bar)),
            shifts.get(part.item, ""),
        )


_BAR, _MOST_BARS = "■", 15
"""What shares are drawn with, and how many of them a column has room for."""


def _percent_of_one_bar(found: Fairness) -> int:
    """How many per cent one of the squares is, so that the largest share finds room."""
    largest = max((max(one.nominal, one.variance) for one in found.influences), default=Fraction(0))
    return max(1, ceil(largest * 100 / _MOST_BARS))


def _places(found: Fairness) -> Iterator[Row]:
    """The villages at the borders that are printed."""
    firm = {one.code: one for one in found.firm}
    codes = (code for one in found.narrow[:_NARROWEST] for code in (one.before, one.behind))
    for code in dict.fromkeys(code for code in codes if code in firm):
        yield found.named("village", code), str(firm[code].place), *_intervals(firm[code])


def _intervals(one: Firmness) -> Iterator[str]:
    for inner, proven in zip(one.inner, one.proven, strict=True):
        yield _told(inner)
        yield _told(proven)


def _told(interval: Interval) -> str:
    best, worst = interval
    return str(best) if best == worst else f"{best}–{worst}"


def _remarks(found: Fairness) -> Iterator[str]:
    for alike in found.alike:
        name = found.named("task", alike.task) if alike.task else found.named("item", alike.item)
        yield f"“{name}”{alike.villages}个村都一样，不起作用"
    for one in found.copied:
        first, second = (found.named("task", task) for task in (one.first, one.second))
        yield f"{found.named('town', one.town)}{one.villages}个村的“{first}”和“{second}”填的值一样，请核实"
    for limit in found.bunched:
        yield (
            f"刚过{plain(limit.limit)}分的有{limit.above}个村，差一点的有{limit.below}个，"
            f"碰巧这样的机会是{percentage(limit.chance)}"
        )
