"""The marks of many villages at once: whole numbers that are the engine's own (CONTRACT.md sections 5 and 6).

Marks of a village follow from its own row alone, so rows may come in parts, on one machine or on many.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, lcm
from typing import TYPE_CHECKING, Any, NamedTuple, assert_never

from qsq.bulk.columns import POINT, EnteredColumns, WordColumn
from qsq.bulk.earned import Earned, earned_of
from qsq.bulk.whole import HELD, largest, narrowed, one_key, rounded_by_size, wide_enough
from qsq.domain.scheme.checklist import Checklist, Item
from qsq.domain.scheme.scheme import GradeRule, Missing, Scheme, TieBreak, TieRule
from qsq.domain.values.numbers import Scale
from qsq.late import library
from qsq.scoring.marks import UNSEEN
from qsq.scoring.weights import WeightedItem, full_marks, weighted_items

if TYPE_CHECKING:
    import numpy as np

    from qsq.bulk.whole import Whole
else:
    np = library("numpy")

NONE = -1
"""The full mark of an item that does not apply, or that the city mark does not know."""


ItemKey = tuple[str, str]
"""An item's id and category: what two towns add may have the same id."""


@dataclass(frozen=True, slots=True)
class MarkedVillages:
    """What marking makes of villages, a row each; marks in units of the last decimal place.

    Attributes:
        items: id and category of all items, the city's first, then those that towns added.
        group: which row of full marks a village has.
        fulls: a row for each group, a column for each item.
        city_fulls: the same of the city mark.
        marks: a row for each item, a column for each village; 0 where it does not apply.
        city_marks: the same of the city mark.
        bonus: after the cap.
        deduction: after the cap.
        town_keys: a row for each key of the tie-break, the higher the better, for the town mark.
        city_keys: the same for the city mark.
        fits: a row for each grade but the last, whether all holds that looks at the village alone.
        owed: by task, how many villages are asked it and have no row.
        unmarked: whether no item of the city's applies.
    """

    items: tuple[ItemKey, ...]
    group: "Whole"
    fulls: "Whole"
    city_fulls: "Whole"
    marks: "Whole"
    city_marks: "Whole"
    bonus: "Whole"
    deduction: "Whole"
    town_mark: "Whole"
    city_mark: "Whole"
    vetoed: "Whole"
    town_keys: "Whole"
    city_keys: "Whole"
    fits: "Whole"
    owed: dict[str, int]
    unmarked: "Whole"


def mark(scheme: Scheme, checklist: Checklist, columns: EnteredColumns, missing: Missing) -> MarkedVillages:
    """Mark villages; raises nothing: what is owed, and who has no mark, stands in what comes of it."""
    items = tuple(dict.fromkeys(map(_key, checklist.all_items)))
    shape = len(items), columns.size
    sheet = _MarkSheet(
        items,
        np.zeros(columns.size, dtype=np.int64),
        [],
        [],
        np.zeros(shape, dtype=np.int64),
        np.zeros(shape, dtype=np.int64),
        {},
        np.zeros(columns.size, dtype=bool),
    )
    for rules, rows in _by_rules(checklist, columns.town):
        own = columns if isinstance(rows, slice) else columns.taken(rows)
        _mark_alike(sheet, rows, own, scheme, weighted_items(checklist, rules), UNSEEN[missing])
    return _adjusted(sheet, scheme, columns)


def _key(item: Item) -> ItemKey:
    return item.id, item.category


class _MarkSheet(NamedTuple):
    """What is filled in, one kind of town after the other."""

    items: tuple[ItemKey, ...]
    group: "Whole"
    fulls: list[Sequence[int]]
    city_fulls: list[Sequence[int]]
    marks: "Whole"
    city_marks: "Whole"
    owed: dict[str, int]
    unmarked: "Whole"


def _by_rules(checklist: Checklist, town: WordColumn) -> list[tuple[str, Any]]:
    """The rows of the towns without rules of their own together, then of each of the others."""
    with_rules = {rules.town_code for rules in checklist.towns}
    own = [(code, town.places == place) for place, code in enumerate(town.words) if code in with_rules]
    if not own:
        return [("", slice(None))]
    without = ~town.holding([code for code, _rows in own])
    return [(code, np.flatnonzero(rows)) for code, rows in [("", without), *own] if rows.any()]


class _Part(NamedTuple):
    """An item of villages with the same rules: what was earned of it, and of how much.

    Attributes:
        applies: None where it does everywhere.
        earned: in units.
        points: of the applicable tasks, in units of which `one` make 1; one number where all apply.
    """

    applies: "Whole | None"
    earned: "Whole"
    points: Any
    one: int


def _mark_alike(
    sheet: _MarkSheet,
    rows: Any,
    columns: EnteredColumns,
    scheme: Scheme,
    items: Sequence[WeightedItem],
    unseen: int | None,
) -> None:
    """Mark villages with the same rules."""
    scale = scheme.marks.scale
    parts = [_part(one, columns, scale, unseen, sheet.owed) for one in items]
    group, fulls = _full_marks(items, parts, columns.size, scheme.marks.total)
    first = len(sheet.fulls)
    places = [sheet.items.index(_key(one.item)) for one in items]
    for own in fulls:
        town, city = [NONE] * len(sheet.items), [NONE] * len(sheet.items)
        for place, of_town, of_city in zip(places, *own, strict=True):
            town[place], city[place] = of_town, of_city
        sheet.fulls.append(town)
        sheet.city_fulls.append(city)
    sheet.group[rows] = group + first
    sheet.unmarked[rows] = np.array([max(city) == NONE for _town, city in fulls])[group]
    for number, (place, part) in enumerate(zip(places, parts, strict=True)):
        town = np.maximum(np.array([own[0][number] for own in fulls]), 0)
        city = np.maximum(np.array([own[1][number] for own in fulls]), 0)
        marks = _item_marks(town, group, part, scale)
        sheet.marks[place, rows] = marks
        same = bool((town == city).all())
        sheet.city_marks[place, rows] = marks if same else _item_marks(city, group, part, scale)


def _part(
    one: WeightedItem, columns: EnteredColumns, scale: Scale, unseen: int | None, owed: dict[str, int]
) -> _Part:
    """What the applicable tasks of an item earned, and their points."""
    asked = _asked(one, columns)
    if asked is not None and not asked.any():
        return _Part(asked, np.zeros(columns.size, dtype=np.int64), 1, 1)
    tasks = one.item.tasks
    found = [earned_of(task, columns, scale, unseen) for task in tasks]
    for task, own in zip(tasks, found, strict=True):
        lacking = 0 if own.there is None else int((~own.there if asked is None else asked & ~own.there).sum())
        if lacking:
            owed[task.id] = owed.get(task.id, 0) + lacking
    counted = [_counts(own, asked) for own in found]
    together = _sum(
        [own.units if count is None else own.units * count for own, count in zip(found, counted, strict=True)]
    )
    times = lcm(*(task.points.denominator for task in tasks))
    points = [int(task.points * times) for task in tasks]
    if all(count is None for count in counted):
        return _Part(None, together, sum(points), times)
    applies = np.zeros(columns.size, dtype=bool)
    (possible,) = wide_enough(sum(points), np.zeros(columns.size, dtype=np.int64))
    for count, worth in zip(counted, points, strict=True):
        applies |= True if count is None else count
        possible = possible + (worth if count is None else worth * count)
    return _Part(applies, together, np.maximum(possible, 1), times)


def _sum(numbers: list["Whole"]) -> "Whole":
    """Numbers together; exact, whatever their size."""
    numbers = list(wide_enough(sum(map(largest, numbers)), *numbers))
    together: Whole = numbers[0]
    for one in numbers[1:]:
        together = together + one
    return together


def _counts(earned: Earned, asked: "Whole | None") -> "Whole | None":
    if asked is None:
        return earned.counts
    return asked if earned.counts is None else asked & earned.counts


def _asked(one: WeightedItem, columns: EnteredColumns) -> "Whole | None":
    """The villages that an item is for; None where it is for all of these."""
    if not one.applies:
        return np.zeros(columns.size, dtype=bool)
    scope = one.item.scope
    if scope is None:
        return None
    found: Whole = np.ones(columns.size, dtype=bool)
    for wanted, column in (
        (tuple(map(str, scope.kinds)), columns.kind),
        (scope.groups, columns.group),
        (scope.towns, columns.town),
    ):
        if wanted:
            found &= column.holding(wanted)
    return found


def _full_marks(
    items: Sequence[WeightedItem], parts: Sequence[_Part], size: int, total: int
) -> tuple["Whole", list[tuple[list[int], list[int]]]]:
    """Villages whose items apply alike share full marks: who shares which, and those of town and city."""
    some = [part.applies for part in parts if part.applies is not None]
    group, first = np.zeros(size, dtype=np.int64), np.zeros(1, dtype=np.int64)
    if some:
        _keys, first, group = np.unique(
            one_key([one.astype(np.int64) for one in some]), return_index=True, return_inverse=True
        )
    return group, [
        _shared(
            [
                one if part.applies is None or part.applies[row] else None
                for one, part in zip(items, parts, strict=True)
            ],
            total,
        )
        for row in first.tolist()
    ]


def _shared(applicable: Sequence[WeightedItem | None], total: int) -> tuple[list[int], list[int]]:
    """The full marks of town and city of items; `NONE` for what does not apply, and without the city's."""
    found = full_marks([one for one in applicable if one is not None], total)
    given = iter(found or ())
    own = [next(given) if found and one is not None else None for one in applicable]
    return (
        [NONE if one is None else one.town for one in own],
        [NONE if one is None or one.city is None else one.city for one in own],
    )


def _item_marks(fulls: "Whole", group: "Whole", part: _Part, scale: Scale) -> "Whole":
    """Full mark × what was earned ÷ the points, rounded once."""
    full = fulls[group] if len(fulls) > 1 else fulls
    points = part.points
    most_points = points if isinstance(points, int) else largest(points)
    most = 4 * (largest(fulls) * largest(part.earned) * part.one + most_points * scale.unit)
    full, earned = wide_enough(most, full, part.earned)
    if most >= HELD and not isinstance(points, int):
        points = points.astype(object)
    return rounded_by_size(full * earned * part.one, points * scale.unit, scale.rounding).astype(np.int64)


def narrow(marked: MarkedVillages) -> MarkedVillages:
    """The same in as little memory as holds it."""
    same = np.array_equal(marked.marks, marked.city_marks)
    marks = narrowed(marked.marks)
    return replace(
        marked,
        group=narrowed(marked.group),
        marks=marks,
        city_marks=marks if same else narrowed(marked.city_marks),
    )


def _adjusted(sheet: _MarkSheet, scheme: Scheme, columns: EnteredColumns) -> MarkedVillages:
    scale = scheme.marks.scale
    bonus = _capped(columns.bonus, scheme.caps.bonus, scale)
    deduction = _capped(columns.deduction, scheme.caps.deduction, scale)
    keys = [
        _tie_keys(scheme.ranking.tie_break, sheet.items, marks, columns)
        for marks in (sheet.marks, sheet.city_marks)
    ]
    town_mark = np.maximum(sheet.marks.sum(axis=0) + bonus - deduction, 0)
    fulls = np.array(sheet.fulls, dtype=np.int64)
    return MarkedVillages(
        items=sheet.items,
        group=sheet.group,
        fulls=fulls,
        city_fulls=np.array(sheet.city_fulls, dtype=np.int64),
        marks=sheet.marks,
        city_marks=sheet.city_marks,
        bonus=bonus,
        deduction=deduction,
        town_mark=town_mark,
        city_mark=np.maximum(sheet.city_marks.sum(axis=0) + bonus - deduction, 0),
        vetoed=columns.vetoed,
        town_keys=keys[0],
        city_keys=keys[1],
        fits=np.array(
            [_fits(rule, sheet, fulls, town_mark, scale) for rule in scheme.grades[:-1]], dtype=bool
        ).reshape(max(len(scheme.grades) - 1, 0), columns.size),
        owed=sheet.owed,
        unmarked=sheet.unmarked,
    )


def _capped(points: "Whole", cap: Fraction | None, scale: Scale) -> "Whole":
    """A sum of points, at most the cap, in units."""
    (wide,) = wide_enough(4 * largest(points) * scale.unit, points)
    units = rounded_by_size(wide * scale.unit, POINT, scale.rounding).astype(np.int64)
    if cap is None:
        return units
    return np.where(points > floor(cap * POINT), scale.units(cap), units)


def _tie_keys(
    keys: Sequence[TieBreak], items: Sequence[ItemKey], marks: "Whole", columns: EnteredColumns
) -> "Whole":
    """A row for each key, the higher the better."""
    found = []
    for key in keys:
        match key.rule:
            case TieRule.LEAST_DEDUCTIONS:
                found.append(-columns.deduction)
            case TieRule.MOST_BONUS:
                found.append(columns.bonus)
            case TieRule.CATEGORY | TieRule.ITEM:
                own = [key.id == one[key.rule is TieRule.CATEGORY] for one in items]
                found.append(marks[np.array(own)].sum(axis=0))
            case (
                TieRule.FEWEST_YELLOW_CARDS
                | TieRule.BEST_PERIOD
                | TieRule.LATEST_PERIOD
                | TieRule.IMPROVEMENT
            ):
                raise ValueError(key)  # a year's rules alone have them
            case _:
                assert_never(key.rule)
    return np.array(found, dtype=np.int64).reshape(len(keys), columns.size)


def _fits(rule: GradeRule, sheet: _MarkSheet, fulls: "Whole", town_mark: "Whole", scale: Scale) -> "Whole":
    """Whether the village's own figures fulfil a grade's conditions."""
    found: Whole = np.ones(len(town_mark), dtype=bool)
    if rule.least is not None:
        found &= town_mark >= ceil(rule.least * scale.unit)
    categories = [category for _id, category in sheet.items]
    for share, wholes in (
        (rule.each_category, [[one == name for one in categories] for name in dict.fromkeys(categories)]),
        (rule.each_item, np.eye(len(categories), dtype=bool)),
    ):
        if share is not None:
            for own in wholes:
                found &= _reached(share, np.array(own), sheet, fulls)
    return found


def _reached(share: Fraction, items: "Whole", sheet: _MarkSheet, fulls: "Whole") -> "Whole":
    """Whether some items together reach the share of their full marks, compared without rounding."""
    full = np.maximum(fulls[:, items], 0).sum(axis=1)[sheet.group]
    marks = sheet.marks[items].sum(axis=0)
    most = 2 * max(largest(marks), largest(full)) * max(share.numerator, share.denominator)
    marks, full = wide_enough(most, marks, full)
    found: Whole = (marks * share.denominator >= full * share.numerator).astype(bool)
    return found
