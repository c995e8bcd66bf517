"""A village's course over a year beside its town's mean: where points, lines and numbers lie."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

from qsq.domain.values.numbers import plain, read_number

WIDTH, HEIGHT = 340, 204
_LEFT, _MARGIN, _TOP, _BOTTOM = 34, 10, 30, 140
_NARROWEST = 54
"""What the name, the mark and the rank of a period take."""

_TENTH = 10
_HALF, _TALL, _GAP = 20, 11, 6
"""Half a number's width, its height, and how far it keeps from a line."""


@dataclass(frozen=True, slots=True)
class Point:
    """A period in the chart: its place, what is written there, and the height of the mark's foot."""

    x: int
    y: int
    label: int
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
    """A chart as wide as its year's periods need.

    Attributes:
        line: the path through its points.
        mean: the path through the town's means; empty where they are not known.
    """

    points: tuple[Point, ...]
    rules: tuple[Rule, ...]
    line: str
    mean: str
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
    """What a village reached in a period.

    Attributes:
        number: the period's in its year.
        mean: its town's; empty where that is not known.
    """

    number: int
    name: str
    mark: str
    rank: int
    mean: str = ""


Line = tuple[tuple[int, int], ...]


def chart_of(
    reached: Sequence[Reached], total: Fraction, periods: int, beside: Sequence[Fraction] = ()
) -> Chart:
    """The chart of a year's marks; its axis is cut to the tenths of `total` that they need, and says so.

    Args:
        reached: what the village reached.
        total: the full mark.
        periods: how many places the year has.
        beside: marks that share the axis, such as those of the whole town.
    """
    marks = [read_number(one.mark) for one in reached]
    means = [read_number(one.mean) for one in reached if one.mean]
    step, every = total / _TENTH, [*marks, *means, *beside]
    low = step * min((mark // step for mark in every), default=0)
    high = max(step * max((-(-mark // step) for mark in every), default=_TENTH), low + step)
    slot = max((WIDTH - _LEFT - _MARGIN) // periods, _NARROWEST)
    across = [_LEFT + slot * (one.number - 1) + slot // 2 for one in reached]
    line = tuple((x, _height(mark, low, high)) for x, mark in zip(across, marks, strict=True))
    known = (x for x, one in zip(across, reached, strict=True) if one.mean)
    mean = tuple((x, _height(mark, low, high)) for x, mark in zip(known, means, strict=True))
    levels = (high, (high + low) / 2, low)
    return Chart(
        points=tuple(
            Point(x, y, _label(x, y, line, mean), one.mark, one.rank, one.name)
            for (x, y), one in zip(line, reached, strict=True)
        ),
        rules=tuple(Rule(_height(level, low, high), plain(level)) for level in levels),
        line=_path(line),
        mean=_path(mean),
        width=max(_LEFT + slot * periods + _MARGIN, WIDTH),
    )


def _path(line: Line) -> str:
    return " ".join(f"{'L' if place else 'M'}{x} {y}" for place, (x, y) in enumerate(line))


@cache
def _label(x: int, y: int, village: Line, mean: Line) -> int:
    """The foot of a number: as near to its point as no line crosses it, above rather than below."""
    near = list(_beside(village, x))
    all_near = [*near, *_beside(mean, x)]
    feet = [
        round(foot) for these in (near, all_near) for foot in (min(these) - _GAP, max(these) + _GAP + _TALL)
    ]
    spans = [(min(these), max(these)) for these in (near, list(_beside(mean, x))) if these]
    free = [foot for foot in feet if all(foot < top or foot - _TALL > bottom for top, bottom in spans)]
    return min(free, key=lambda foot: abs(2 * (foot - y) - _TALL))


def _beside(line: Line, x: int) -> Iterator[Fraction]:
    """The heights of a line where a number at `x` would stand: at its points, and at the number's edges."""
    yield from (Fraction(y) for at, y in line if abs(at - x) <= _HALF)
    for (start, one), (end, other) in pairwise(line):
        for edge in (x - _HALF, x + _HALF):
            if start < edge < end:
                yield one + Fraction((other - one) * (edge - start), end - start)


def _height(mark: Fraction, low: Fraction, high: Fraction) -> int:
    return _BOTTOM - round((_BOTTOM - _TOP) * (mark - low) / (high - low))
