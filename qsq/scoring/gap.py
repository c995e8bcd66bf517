"""Why two villages' marks differ: the gap split over items, into what was done and what the item is worth.

An item's mark is its full mark × the share of its points that was earned. By Shapley's value (the mean over
both orders in which the two can change), of a gap f_a × s_a − f_b × s_b falls ½ (f_a + f_b)(s_a − s_b) on the
share, and ½ (s_a + s_b)(f_a − f_b) on the full mark.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from qsq.domain.values.numbers import Scale
from qsq.domain.values.sharing import adding_up
from qsq.scoring.marks import ItemMark, VillageMarks

_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class ItemGap:
    """What an item makes of the gap between two marks, in units.

    Attributes:
        first: the first village's mark; None where the item does not apply to it.
        second: the second's.
        share: because more or less was done.
        full: because the item is worth more or less to one of them, or does not apply.
    """

    item: str
    first: int | None
    second: int | None
    share: int
    full: int

    @property
    def gap(self) -> int:
        """Both together: the difference of the printed marks."""
        return self.share + self.full


@dataclass(frozen=True, slots=True)
class MarkGap:
    """The gap between two villages' marks, in units; the first's less the second's.

    Attributes:
        deduction: what deductions make of it: below 0 where more was taken off the first.
        cut: what it makes that no mark is below 0.
        whole: all of it.
    """

    items: tuple[ItemGap, ...]
    bonus: int
    deduction: int
    cut: int
    whole: int


def gap_of(first: VillageMarks, second: VillageMarks, scale: Scale, *, city: bool) -> MarkGap:
    """The gap between two villages' city marks, or town marks."""
    items = tuple(_items(first, second, scale, city=city))
    bonus, deduction = first.bonus - second.bonus, second.deduction - first.deduction
    whole = first.city_mark - second.city_mark if city else first.town_mark - second.town_mark
    counted = sum(one.gap for one in items) + bonus + deduction
    return MarkGap(items, bonus, deduction, whole - counted, whole)


def _items(first: VillageMarks, second: VillageMarks, scale: Scale, *, city: bool) -> Iterator[ItemGap]:
    """The items that apply to one of them at least."""
    ours, theirs = ({one.item.id: one for one in marks.items} for marks in (first, second))
    for name in dict.fromkeys([*ours, *theirs]):
        one, two = (_figures(marks.get(name), scale, city=city) for marks in (ours, theirs))
        if one is None and two is None:
            continue
        share_of = [figures[1] for figures in (one, two) if figures is not None]
        full_one, part_one, mark_one = one or (0, share_of[0], None)
        full_two, part_two, mark_two = two or (0, share_of[0], None)
        by_share = _HALF * (full_one + full_two) * (part_one - part_two)
        by_full = _HALF * (part_one + part_two) * (full_one - full_two)
        share, full = adding_up((mark_one or 0) - (mark_two or 0), [by_share, by_full])
        yield ItemGap(name, mark_one, mark_two, share, full)


def _figures(item: ItemMark | None, scale: Scale, *, city: bool) -> tuple[int, Fraction, int] | None:
    """An item's full mark, the exact share of its points that was earned, and its mark."""
    if item is None:
        return None
    full, mark = (item.city_full, item.city_mark) if city else (item.full, item.mark)
    if full is None or mark is None:
        return None
    return full, Fraction(item.earned) / (item.points * scale.unit), mark
