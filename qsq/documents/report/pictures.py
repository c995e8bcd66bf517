"""Pictures of how firm a result is, as SVG in whole points: bars of items, and intervals of places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from xml.sax.saxutils import escape

from qsq.documents.document import NO_PICTURE, Picture
from qsq.domain.values.numbers import Scale

_WIDTH, _MARGIN = 430, 4
_NAME, _FIGURE = 118, 40
"""Room for the names on the left, and for a figure behind a bar."""

_ROW, _BAR, _AXIS = 24, 8, 22
_LINE, _DOT = 15, 3
_FONT = "Noto Serif SC"
_GREY, _INK = "#999999", "#1a1a1a"
_MOST_OF_A_NAME = 12
_TICKS = 4
_PERCENT = Scale(1)


@dataclass(frozen=True, slots=True)
class Weighed:
    """An item's weight and its part of the differences, as shares of 1."""

    name: str
    weight: Fraction
    part: Fraction


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a village can stand: its place, the inner interval and the proven one."""

    name: str
    place: int
    inner: tuple[int, int]
    proven: tuple[int, int]


def weights_picture(items: Sequence[Weighed], alt: str) -> Picture:
    """Two bars an item: its weight hollow, its part of the differences full."""
    if not items:
        return NO_PICTURE
    largest = max(max(one.weight, one.part) for one in items)
    room = _WIDTH - _NAME - _FIGURE - _MARGIN
    height = _ROW * len(items) + _MARGIN
    return _picture(_bars(items, room, largest), height, alt)


def _bars(items: Sequence[Weighed], room: int, largest: Fraction) -> Iterator[str]:
    for number, one in enumerate(items):
        top = _MARGIN + number * _ROW
        yield _text(_NAME - 6, top + _BAR + 4, one.name, "end")
        for down, share, look in (
            (0, one.weight, f'fill="none" stroke="{_GREY}" stroke-width="1"'),
            (_BAR + 1, one.part, f'fill="{_INK}"'),
        ):
            long = round(max(Fraction(0), share) * room / largest)
            yield f'<rect x="{_NAME}" y="{top + down}" width="{long}" height="{_BAR}" {look}/>'
            told = f"{_PERCENT.text(_PERCENT.units(share * 100))}%"
            yield _text(_NAME + long + 4, top + down + _BAR - 1, told, "start", 7)


def intervals_picture(villages: Sequence[Interval], alt: str) -> Picture:
    """How far each village can move: thin what is not excluded, thick what was drawn, a dot for its place."""
    if not villages:
        return NO_PICTURE
    furthest = max(max(one.place - one.proven[0], one.proven[1] - one.place) for one in villages)
    height = _AXIS + _LINE * len(villages) + _MARGIN
    return _picture(_lines(villages, max(1, furthest), height), height, alt)


def _lines(villages: Sequence[Interval], furthest: int, height: int) -> Iterator[str]:
    half = (_WIDTH - _NAME - _MARGIN) // 2 - 2 * _DOT

    def across(moved: int) -> int:
        return _NAME + 2 * _DOT + half + half * moved // furthest

    for moved in _ticks(furthest):
        yield _text(across(moved), _AXIS - 10, _moved(moved), "middle", 7)
        yield _line(across(moved), _AXIS - 6, across(moved), height - _MARGIN, _GREY, 0)
    for number, one in enumerate(villages):
        middle = _AXIS + number * _LINE + _LINE // 2
        outer, inner = ([across(place - one.place) for place in ends] for ends in (one.proven, one.inner))
        yield _text(_NAME - 6, middle + 3, f"{one.name} {one.place}", "end")
        yield _line(outer[0], middle, outer[1], middle, _INK, 1)
        yield _line(inner[0], middle, inner[1], middle, _GREY, 5)
        yield f'<circle cx="{across(0)}" cy="{middle}" r="{_DOT}" fill="{_INK}"/>'


def _ticks(furthest: int) -> list[int]:
    """Round numbers of places along the axis, on both sides of where a village stands."""
    step = -(-furthest // _TICKS)
    ahead = range(0, furthest + 1, step)
    return sorted({*ahead, *(-one for one in ahead)})


def _moved(places: int) -> str:
    """So many places, in words."""
    if not places:
        return "现在"
    return f"进{-places}" if places < 0 else f"退{places}"


def _line(x: int, y: int, to_x: int, to_y: int, colour: str, width: int) -> str:
    """A line; 0 wide is as thin as can be printed."""
    thick = str(width) if width else "0.3"
    return f'<path d="M{x} {y}L{to_x} {to_y}" stroke="{colour}" stroke-width="{thick}"/>'


def _text(x: int, y: int, words: str, anchor: str, size: int = 9) -> str:
    short = words if len(words) <= _MOST_OF_A_NAME else words[: _MOST_OF_A_NAME - 1] + "…"
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="{size}" font-family="{_FONT}"'
        f' fill="{_INK}">{escape(short)}</text>'
    )


def _picture(shapes: Iterator[str], height: int, alt: str) -> Picture:
    size = f'width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}"'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(shapes)}</svg>'
    return Picture(drawing, alt, _WIDTH, height)
