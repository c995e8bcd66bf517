"""A result's firmness as its paper prints it."""

from collections.abc import Iterator

from qsq.documents.borders import border_told, margin_told
from qsq.documents.document import Bundle
from qsq.documents.report import pictures
from qsq.documents.report.fairness import FairnessFigures, Row, fairness_report
from qsq.documents.wording.worded import Worded
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.numbers import plain
from qsq.domain.values.periods import Period
from qsq.fairness.borders import Border
from qsq.fairness.firmness import Firmness, Interval
from qsq.year.fairness.found import Fairness, mean, percentage
from qsq.year.fairness.questions import leaning_rows, questions

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
            "remarks": list(_remarks(found)),
            "questions": list(questions(found)),
            "leanings": len(found.leanings.told) if found.leanings else 0,
        },
        borders=list(_borders(found)),
        rounded=list(_rounded(found)),
        items=list(_items(found)),
        places=list(_places(found)),
        weights=list(_weights(found)),
        intervals=list(_drawn(found)),
        leanings=list(leaning_rows(found)),
    )


def _borders(found: Fairness) -> Iterator[Row]:
    for one in found.narrow[:_NARROWEST]:
        limit = "" if one.border.limit is None else plain(one.border.limit)
        yield (
            _border(found, one.border),
            _village(found, one.before) or limit,
            _village(found, one.behind) or limit,
            found.exactly(one.gap),
            found.exactly(one.leverage),
            margin_told(one),
            "／".join(map(str, found.swaps(one))) or "—",
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
    return f"{found.named('town', border.pool.town_code)}{border_told(border, found.named)}"


def _village(found: Fairness, code: str) -> str:
    if not code:
        return ""
    return f"{found.named('village', code)} {found.scale.text(found.scale.units(found.marks[code]))}"


def _items(found: Fairness) -> Iterator[Row]:
    shifts = {one.item: mean(one.shift) for one in found.left_out}
    if not found.influences:
        for one in found.left_out:
            yield found.named("item", one.item), shifts[one.item], str(one.most)
    for part in found.influences:
        yield (
            found.named("item", part.item) if part.item else "加分扣分",
            percentage(part.nominal) if part.item else "",
            percentage(part.variance),
            "—" if part.ratio is None else percentage(part.ratio),
            shifts.get(part.item, ""),
        )


def _weights(found: Fairness) -> Iterator[pictures.Weighed]:
    for one in found.influences:
        name = found.named("item", one.item) if one.item else "加分扣分"
        yield pictures.Weighed(name, one.nominal, one.variance)


def _places(found: Fairness) -> Iterator[Row]:
    for one in found.at_borders(_NARROWEST):
        name, gained = found.named("village", one.code), percentage(one.gained)
        yield name, str(one.place), *_intervals(one), _told(one.untrusted), gained


def _drawn(found: Fairness) -> Iterator[pictures.Interval]:
    for one in found.at_borders(_NARROWEST):
        yield pictures.Interval(found.named("village", one.code), one.place, one.inner[0], one.proven[0])


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
