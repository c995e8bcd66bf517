"""The chart of a village's year: its points lie within it, better marks higher, and it carries its numbers."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from qsq.board.chart import HEIGHT, WIDTH, Reached, chart_of
from tests.conftest import examples

marks = some.lists(
    some.integers(0, 10500).map(lambda units: f"{units // 100}.{units % 100:02}"), min_size=1, max_size=12
)


@given(marks, some.sampled_from([1, 2, 4, 6, 12]))
def test_points_lie_in_the_chart_and_better_marks_lie_no_lower(found: list[str], periods: int) -> None:
    found = found[:periods]
    reached = [Reached(number, f"Q{number}", mark, 1) for number, mark in enumerate(found, start=1)]
    chart = chart_of(reached, Fraction(100), periods)
    assert [point.mark for point in chart.points] == found
    assert all(0 <= point.x <= chart.right and 0 < point.y < HEIGHT for point in chart.points)
    for one in chart.points:
        for other in chart.points:
            if Fraction(one.mark) > Fraction(other.mark):
                assert one.y <= other.y


def test_the_axis_is_cut_to_the_tenths_that_are_needed() -> None:
    chart = chart_of([Reached(1, "Q1", "91.80", 77), Reached(3, "Q3", "85.94", 284)], Fraction(100), 4)
    assert [rule.mark for rule in chart.rules] == ["100", "90", "80"]
    assert chart.line == "M71 75 L219 107"


def test_a_period_that_is_not_there_leaves_its_place_free() -> None:
    alone = chart_of([Reached(4, "Q4", "20", 1)], Fraction(20), 4)
    assert [(point.x, point.name) for point in alone.points] == [(293, "Q4")]
    assert [rule.mark for rule in alone.rules] == ["22", "21", "20"]


def test_twelve_months_have_room_side_by_side() -> None:
    year = [Reached(month, f"{month}月", "92.29", 123) for month in range(1, 13)]
    chart = chart_of(year, Fraction(100), 12)
    assert {two.x - one.x for one, two in pairwise(chart.points)} == {54}
    assert (chart.width, chart.wide) == (692, True)
    four = chart_of(year[:4], Fraction(100), 4)
    assert (four.width, four.wide) == (WIDTH, False)


def test_the_towns_mean_and_marks_share_the_axis() -> None:
    reached = [Reached(1, "Q1", "91.80", 77, "84.10"), Reached(2, "Q2", "88.00", 90, "83.50")]
    chart = chart_of(reached, Fraction(100), 4, [Fraction("62.5"), Fraction("97.3")])
    assert [rule.mark for rule in chart.rules] == ["100", "80", "60"]
    assert (chart.line, chart.mean) == ("M71 53 L145 63", "M71 74 L145 75")
    assert chart_of([Reached(1, "Q1", "91.80", 77)], Fraction(100), 4).mean == ""


@pytest.mark.more
@settings(max_examples=examples(10, 300), deadline=None)
@example([(0, 601), (48, 0)])
@given(some.lists(some.tuples(some.integers(0, 1000), some.integers(0, 1000)), min_size=1, max_size=12))
def test_no_line_crosses_a_number(found: list[tuple[int, int]]) -> None:
    """A number is 40 wide and 11 high; it lies within the chart, above the names of the periods."""
    reached = [
        Reached(place, "", f"{mark / 10:.2f}", 1, f"{mean / 10:.2f}")
        for place, (mark, mean) in enumerate(found, start=1)
    ]
    chart = chart_of(reached, Fraction(100), max(4, len(found)))
    lines = [points_of(chart.line), points_of(chart.mean)]
    for point in chart.points:
        assert 11 <= point.label <= 160
        for line in lines:
            for x in range(point.x - 20, point.x + 21, 4):
                assert all(not point.label - 11 <= y <= point.label for y in heights(line, x))


def points_of(path: str) -> list[tuple[int, int]]:
    numbers = [int(one.lstrip("ML")) for one in path.split()]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def heights(line: list[tuple[int, int]], x: int) -> list[Fraction]:
    """Where a line lies at `x`."""
    return [
        *(Fraction(y) for at, y in line if at == x),
        *(
            one + Fraction((other - one) * (x - start), end - start)
            for (start, one), (end, other) in pairwise(line)
            if start < x < end
        ),
    ]
