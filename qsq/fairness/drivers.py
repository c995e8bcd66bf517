"""What drives a ranking: how far each item's marks move the whole mark, beside what its weight promises.

An item's part of the variance is Cov(item, mark) ÷ Var(mark); with the adjustments' they add up to 1. What an
item lacks to its full mark stands for its mark, so that it moves nothing where it does not apply.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import lcm

from qsq.scoring.evaluation import Evaluation
from qsq.scoring.marks import ItemMark, VillageMarks

_NOTHING = Fraction(0)
_CLASSES = 10
"""Into how many classes of about the same size an item's shares are put for the correlation ratio."""

_ALIKE_FROM = 2
_COPIED_FROM = 20
"""The fewest villages in which two columns must agree before it is told."""


@dataclass(frozen=True, slots=True)
class Influence:
    """What an item makes of the differences between the villages' city marks.

    Attributes:
        item: its id; empty for bonus and deduction together.
        nominal: the mean of its full marks as a share of the full mark.
        variance: its part of the variance of the marks; below 0 where it works against the others.
        ratio: the correlation ratio: the share of the variance that classes of villages with like shares of
            its points tell; None where all are alike.
        applies: to how many villages.
    """

    item: str
    nominal: Fraction
    variance: Fraction
    ratio: Fraction | None
    applies: int


def influences(evaluation: Evaluation) -> tuple[Influence, ...]:
    """The city's items in file order, then the adjustments; none where all marks are equal."""
    villages = [one.marks for one in evaluation.villages]
    marks = [one.city_mark for one in villages]
    whole = covariance(marks, marks)
    if not whole:
        return ()
    found = [
        _influence(number, item.id, villages, marks, whole, evaluation.scheme.marks.total)
        for number, item in enumerate(evaluation.checklist.items)
    ]
    items = [sum(_lost(one.items[n]) for n in range(len(found))) for one in villages]
    rest = [mark - lost for mark, lost in zip(marks, items, strict=True)]
    adjusted = sum(one.bonus != 0 or one.deduction != 0 for one in villages)
    return (*found, Influence("", _NOTHING, Fraction(covariance(rest, marks), whole), None, adjusted))


def _influence(
    number: int, name: str, villages: Sequence[VillageMarks], marks: Sequence[int], whole: int, total: int
) -> Influence:
    own = [one.items[number] for one in villages]
    applies = [(item, mark) for item, mark in zip(own, marks, strict=True) if item.city_full is not None]
    fulls = sum(item.city_full or 0 for item in own)
    return Influence(
        item=name,
        nominal=Fraction(fulls, total * len(villages)),
        variance=Fraction(covariance([_lost(item) for item in own], marks), whole),
        ratio=correlation_ratio([(_share(item), mark) for item, mark in applies]),
        applies=len(applies),
    )


def _lost(item: ItemMark) -> int:
    """What is lacking to an item's full mark, below 0; 0 where it does not apply."""
    return (item.city_mark or 0) - (item.city_full or 0)


def _share(item: ItemMark) -> Fraction:
    """What was earned of an item's points, in units."""
    points = item.points
    return Fraction(item.earned * points.denominator, points.numerator)


def covariance(first: Sequence[int], second: Sequence[int]) -> int:
    """The covariance of two series times the square of their length, exactly."""
    products = sum(one * other for one, other in zip(first, second, strict=True))
    return len(first) * products - sum(first) * sum(second)


def correlation_ratio(pairs: Sequence[tuple[Fraction, int]]) -> Fraction | None:
    """How much of the second's variance the means of classes of the first tell; None without variance.

    Equal values of the first are in one class; of more than ten values, classes of about equal size are made.
    """
    marks = [mark for _value, mark in pairs]
    whole = covariance(marks, marks) if pairs else 0
    if not whole or len({value for value, _mark in pairs}) < _ALIKE_FROM:
        return None
    number = len(pairs)
    between = sum((Fraction(sum(one) ** 2, len(one)) for one in _classes(pairs)), _NOTHING)
    return (number * between - sum(marks) ** 2) / whole


def _classes(pairs: Sequence[tuple[Fraction, int]]) -> list[list[int]]:
    parts = lcm(*(value.denominator for value, _mark in pairs))
    whole = [(value.numerator * (parts // value.denominator), mark) for value, mark in pairs]
    groups: dict[int, list[int]] = {}
    for value, mark in sorted(whole):
        groups.setdefault(value, []).append(mark)
    if len(groups) <= _CLASSES:
        return list(groups.values())
    classes: dict[int, list[int]] = {}
    before = 0
    for group in groups.values():
        classes.setdefault(before * _CLASSES // len(pairs), []).extend(group)
        before += len(group)
    return list(classes.values())


@dataclass(frozen=True, slots=True)
class Alike:
    """An item or task on which all villages earned the same share: it decides nothing."""

    item: str
    task: str
    share: Fraction
    villages: int


def all_alike(evaluation: Evaluation) -> tuple[Alike, ...]:
    """Items, and tasks of other items, on which all villages are alike; the city's, in file order."""
    found: list[Alike] = []
    for number, item in enumerate(evaluation.checklist.items):
        own = [one.marks.items[number] for one in evaluation.villages]
        shares = [_share(one) for one in own if one.city_full is not None]
        if len(shares) >= _ALIKE_FROM and len(set(shares)) == 1:
            unit = evaluation.scheme.marks.scale.unit
            found.append(Alike(item.id, "", shares[0] / unit, len(shares)))
            continue
        for place, task in enumerate(item.tasks):
            earned = [one.tasks[place].earned for one in own]
            units = [one for one in earned if one is not None]
            if len(units) >= _ALIKE_FROM and len(set(units)) == 1:
                share = evaluation.scheme.marks.scale.exact(units[0]) / task.points
                found.append(Alike(item.id, task.id, share, len(units)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Copied:
    """Two tasks of which every village of a town has the same value entered, though its villages differ."""

    first: str
    second: str
    town: str
    villages: int


def copied_columns(evaluation: Evaluation) -> tuple[Copied, ...]:
    """Columns that agree value by value over a whole town, of at least 20 villages and three values."""
    columns: dict[str, dict[str, dict[str, str]]] = {}
    for one in evaluation.villages:
        marks = one.marks
        for item in marks.items:
            for done in item.tasks:
                if done.earned is not None and done.text:
                    by_town = columns.setdefault(done.task.id, {})
                    by_town.setdefault(marks.village.town_code, {})[marks.village.code] = done.text
    return tuple(_copies(columns))


_TELLING = 3
"""The fewest different values of a column that tells something."""


def _copies(columns: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Iterator[Copied]:
    by_column: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = {}
    for task, towns in columns.items():
        for town, values in towns.items():
            if len(set(values.values())) >= _TELLING and len(values) >= _COPIED_FROM:
                by_column.setdefault((town, tuple(sorted(values.items()))), []).append(task)
    for (town, column), tasks in by_column.items():
        for first, second in combinations(tasks, 2):
            yield Copied(first, second, town, len(column))


@dataclass(frozen=True, slots=True)
class Bunched:
    """Town marks crowded just above a limit.

    Attributes:
        name: what the limit decides.
        above: villages within the window at or above it.
        below: those within the window under it.
        chance: that at least so many of both would be above, were both sides equally likely.
    """

    name: str
    limit: Fraction
    window: Fraction
    above: int
    below: int
    chance: Fraction


def bunched(
    marks: Iterable[Fraction], limits: Mapping[str, Fraction], window: Fraction
) -> tuple[Bunched, ...]:
    """Limits above which marks are crowded so that fewer than one in twenty such years would show it."""
    listed, found = list(marks), []
    for name, limit in limits.items():
        above = sum(limit <= mark < limit + window for mark in listed)
        below = sum(limit - window <= mark < limit for mark in listed)
        chance = _at_least(above, above + below)
        if above + below and chance < _SELDOM:
            found.append(Bunched(name, limit, window, above, below, chance))
    return tuple(found)


_SELDOM = Fraction(1, 20)


def _at_least(heads: int, throws: int) -> Fraction:
    """The chance of at least so many heads in so many throws of a coin."""
    ways, found = 1, 0
    for number in range(throws + 1):
        if number >= heads:
            found += ways
        ways = ways * (throws - number) // (number + 1)
    return Fraction(found, 2**throws)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the ranking in the city would be without one item.

    Attributes:
        shift: the mean number of places that villages move.
        most: the most that one moves.
        ranks: by village; those without any item left are not ranked.
    """

    item: str
    shift: Fraction
    most: int
    ranks: Mapping[str, int]


def left_out(
    ranks: Mapping[str, int], without: Callable[[str], Mapping[str, int]], items: Iterable[str]
) -> tuple[LeftOut, ...]:
    """What leaving out each of these items does to the ranks.

    Args:
        ranks: as they are, by village.
        without: the ranks without an item.
        items: their ids.
    """
    found = []
    for item in items:
        after = without(item)
        moves = [abs(after[code] - rank) for code, rank in ranks.items() if code in after]
        if moves:
            found.append(LeftOut(item, Fraction(sum(moves), len(moves)), max(moves), after))
    return tuple(found)
