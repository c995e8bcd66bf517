"""Why two marks differ: Shapley's value over full mark × share, adding up to the printed gap."""

import random
from fractions import Fraction

import pytest

from qsq.domain.scheme.scheme import Missing
from qsq.domain.values.sharing import adding_up
from qsq.scoring.gap import gap_of
from qsq.scoring.marks import VillageMarks, mark_villages
from tests.unit.builders import (
    SCALE,
    Number,
    bonus,
    checklist,
    deduction,
    entered,
    item,
    scheme,
    task,
    town_rules,
    village,
)

COUNTY = checklist(
    item("grain", task("grain.a", 4), task("grain.b", 3), weight=3),
    item("water", task("water.a", 5), weight=2),
    item("party", task("party.a", 7)),
    towns=[town_rules("T2", add=[item("shore", task("shore.a", 3))])],
)


def two(seed: int) -> tuple[VillageMarks, VillageMarks]:
    """Two villages' marks; what does not apply is likely."""
    chance = random.Random(seed)
    points = {"grain.a": 4, "grain.b": 3, "water.a": 5, "party.a": 7, "shore.a": 3}
    values: dict[str, dict[str, Number]] = {
        code: {
            name: "NA" if chance.random() < 0.2 and name != "party.a" else chance.randint(0, most)
            for name, most in points.items()
            if name != "shore.a" or code == "B1"
        }
        for code in ("A1", "B1")
    }
    adjusted = {
        code: (bonus(chance.choice((0, 2))), deduction(chance.choice((0, 1, 9)))) for code in ("A1", "B1")
    }
    villages = [village("A1", town="T1"), village("B1", town="T2")]
    inputs = entered(values, adjustments=adjusted)
    first, second = mark_villages(scheme(), COUNTY, villages, inputs, Missing.BLOCK)
    return first, second


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("city", [True, False])
def test_the_parts_add_up_to_the_printed_gap(seed: int, city: bool) -> None:
    first, second = two(seed)
    gap = gap_of(first, second, SCALE, city=city)
    marks = (first.city_mark, second.city_mark) if city else (first.town_mark, second.town_mark)
    assert gap.whole == marks[0] - marks[1]
    assert sum(one.share + one.full for one in gap.items) + gap.bonus + gap.deduction + gap.cut == gap.whole
    for one in gap.items:
        assert one.gap == (one.first or 0) - (one.second or 0)
    printed = [
        {one.item.id: one.city_mark if city else one.mark for one in village.items}
        for village in (first, second)
    ]
    named = dict.fromkeys([*printed[0], *printed[1]])
    applied = [name for name in named if any(marks.get(name) is not None for marks in printed)]
    assert [(one.item, one.first, one.second) for one in gap.items] == [
        (name, printed[0].get(name), printed[1].get(name)) for name in applied
    ]
    below = [
        sum(filter(None, marks.values())) + one.bonus - one.deduction
        for marks, one in zip(printed, (first, second), strict=True)
    ]
    assert gap.cut == max(0, -below[0]) - max(0, -below[1]), "what is below 0 is cut, and nothing else"


@pytest.mark.parametrize("seed", range(60))
def test_each_part_is_the_mean_over_both_orders_in_which_it_can_change(seed: int) -> None:
    """Shapley's value by its definition; a printed part is at most two units away from it."""
    first, second = two(seed)
    marks = {one.item.id: one for one in second.items}
    for one in gap_of(first, second, SCALE, city=True).items:
        ours = next(item for item in first.items if item.item.id == one.item)
        theirs = marks[one.item]
        if ours.city_full is None or theirs.city_full is None:
            assert one.share == 0, "what does not apply to one of them is a matter of the full mark"
            continue
        f_a, f_b = Fraction(ours.city_full), Fraction(theirs.city_full)
        s_a, s_b = (Fraction(item.earned, SCALE.unit) / item.points for item in (ours, theirs))
        share_first = (s_a - s_b) * f_b, (f_a - f_b) * s_a
        full_first = (s_a - s_b) * f_a, (f_a - f_b) * s_b
        share, full = (sum(pair, Fraction(0)) / 2 for pair in zip(share_first, full_first, strict=True))
        assert abs(one.share - share) <= 2
        assert abs(one.full - full) <= 2


@pytest.mark.parametrize(
    ("total", "exact", "found"),
    [
        (3, ("1.5", "1.5"), (2, 1)),
        (-3, ("-1.5", "-1.5"), (-1, -2)),
        (1, ("0.4", "0.6"), (0, 1)),
        (0, ("-0.4", "0.4"), (0, 0)),
        (5, ("1", "1"), (3, 2)),
        (-1, ("1", "1"), (-1, 0)),
    ],
)
def test_figures_add_up_by_the_largest_remainder(
    total: int, exact: tuple[str, ...], found: tuple[int, ...]
) -> None:
    parts = adding_up(total, [Fraction(one) for one in exact])
    assert sum(parts) == total
    assert sorted(parts) == sorted(found)
