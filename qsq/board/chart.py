"""A village's course over a year as a small chart: where its points lie; the numbers stand beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from qsq.domain.values.numbers import plain, read_number

WIDTH, HEIGHT = 340, 190
_LEFT, _MARGIN, _TOP, _BOTTOM = 34, 10, 30, 140
_NARROWEST = 54
"""What the name, the mark and the rank of a period take."""

_TENTH = 10


@dataclass(frozen=True, slots=True)
class Point:
    """A period in the chart: its place, and what is written there."""

    x: int
    y: int
    mark: str
    rank: int
    name: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A level line of the chart and its mark."""

    y: int
    mark: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as wide as its year's periods need; `line` is the path through its points."""

    points: tuple[Point, ...]
    rules: tuple[Rule, ...]
    line: str
    width: int
    height: int = HEIGHT

    @property
    def right(self) -> int:
        """Where its level lines end."""
        return self.width - _MARGIN

    @property
    def wide(self) -> bool:
        """Whether it is wider than a phone shows at once."""
        return self.width > WIDTH


@dataclass(frozen=True, slots=True)
class Reached:
    """What a village reached in a period; `number` is the period's in its year."""

    number: int
    name: str
    mark: str
    rank: int


def chart_of(reached: Sequence[Reached], total: Fraction, periods: int) -> Chart:
    """The chart of a year's marks; its axis is cut to the tenths of `total` that they need, and says so.

    Args:
        reached: what the village reached.
        total: the full mark.
        periods: how many places the year has.
    """
    marks = [read_number(one.mark) for one in reached]
    step = total / _TENTH
    low = step * min((mark // step for mark in marks), default=0)
    high = max(step * max((-(-mark // step) for mark in marks), default=_TENTH), low + step)
    slot = max((WIDTH - _LEFT - _MARGIN) // periods, _NARROWEST)
    places = [
        Point(
            _LEFT + slot * (one.number - 1) + slot // 2,
            _height(mark, low, high),
            one.mark,
            one.rank,
            one.name,
        )
        for one, mark in zip(reached, marks, strict=True)
    ]
    levels = (high, (high + low) / 2, low)
    return Chart(
        points=tuple(places),
        rules=tuple(Rule(_height(level, low, high), plain(level)) for level in levels),
        line=" ".join(f"{'L' if place else 'M'}{one.x} {one.y}" for place, one in enumerate(places)),
        width=max(_LEFT + slot * periods + _MARGIN, WIDTH),
    )


def _height(mark: Fraction, low: Fraction, high: Fraction) -> int:
    return _BOTTOM - round((_BOTTOM - _TOP) * (mark - low) / (high - low))
