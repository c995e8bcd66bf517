"""The chart of a village's year: its points lie within it, better marks higher, and it carries its numbers."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as some

from qsq.board.chart import HEIGHT, WIDTH, Reached, chart_of

marks = some.lists(
    some.integers(0, 10500).map(lambda units: f"{units // 100}.{units % 100:02}"), min_size=1, max_size=4
)


@given(marks)
def test_points_lie_in_the_chart_and_better_marks_lie_no_lower(found: list[str]) -> None:
    reached = [Reached(number, f"Q{number}", mark, 1) for number, mark in enumerate(found, start=1)]
    chart = chart_of(reached, Fraction(100))
    assert [point.mark for point in chart.points] == found
    assert all(0 <= point.x <= WIDTH and 0 < point.y < HEIGHT for point in chart.points)
    for one in chart.points:
        for other in chart.points:
            if Fraction(one.mark) > Fraction(other.mark):
                assert one.y <= other.y


def test_the_axis_is_cut_to_the_tenths_that_are_needed() -> None:
    chart = chart_of([Reached(1, "Q1", "91.80", 77), Reached(3, "Q3", "85.94", 284)], Fraction(100))
    assert [rule.mark for rule in chart.rules] == ["100", "90", "80"]
    assert chart.line == "M71 75 L219 107"


def test_a_period_that_is_not_there_leaves_its_place_free() -> None:
    alone = chart_of([Reached(4, "Q4", "20", 1)], Fraction(20))
    assert [(point.x, point.name) for point in alone.points] == [(293, "Q4")]
    assert [rule.mark for rule in alone.rules] == ["22", "21", "20"]
