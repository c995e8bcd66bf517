"""What it would have taken: the fewest tasks done in full, then the fewest points, to reach a rank or grade.

The marks of all others are held still. A task done in full earns the most that its method gives; what does
not apply stays so, and adjustments stand. Every figure is rounded as it is printed, so the answer is exact.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, pairwise

from qsq.domain.scheme.unworkable.tasks import most_points
from qsq.domain.values.numbers import Scale
from qsq.scoring.marks import ItemMark, TaskMark, VillageMarks


@dataclass(frozen=True, slots=True)
class Rival:
    """A village that has to be reached: its mark in units, and its keys, each the better the higher."""

    vetoed: bool
    mark: int
    keys: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached; what is None is not asked for.

    Attributes:
        rival: the village that it has to stand level with, or before.
        beats: whether it has to stand before the rival.
        least: a mark, in units; it may lie between two.
        each_item: the share of its full mark that each item needs.
        each_category: the share of its full marks that each category needs.
        no_veto: whether a vetoed village can never reach it.
    """

    rival: Rival | None = None
    beats: bool = False
    least: Fraction | None = None
    each_item: Fraction | None = None
    each_category: Fraction | None = None
    no_veto: bool = False


@dataclass(frozen=True, slots=True)
class Keys:
    """A village's own tie-break keys: where each is the mark of a category or item, what changes it.

    Attributes:
        values: as they stand, each the better the higher, in units where they are marks.
        categories: the category of each key; empty where it is none's.
        items: the item of each key; empty where it is none's.
    """

    values: tuple[Fraction, ...] = ()
    categories: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Enough:
    """What would have been enough.

    Attributes:
        tasks: their ids, in the order of the list.
        points: what they would have earned more, in units.
        gain: what the mark would have gained, in units.
    """

    tasks: tuple[str, ...] = ()
    points: int = 0
    gain: int = 0


def goal_of_rank(others: Sequence[Rival], rank: int) -> Goal:
    """To stand at a rank or a better one: with at most rank − 1 others before it, level with the next."""
    ordered = best_first(others)
    return Goal(rival=ordered[rank - 1] if rank <= len(ordered) else None)


def best_first(rivals: Iterable[Rival]) -> list[Rival]:
    """Rivals as ranks have them."""
    return sorted(rivals, key=lambda one: (one.vetoed, -one.mark, tuple(-key for key in one.keys)))


def fewest(marks: VillageMarks, goal: Goal, keys: Keys, scale: Scale) -> Enough | None:
    """The fewest tasks, then the fewest points, that would have reached a goal; None where none would.

    Args:
        marks: the village's.
        goal: what is to be reached by its town mark.
        keys: its tie-break keys.
        scale: of the marks.
    """
    return _Search(marks, goal, keys, scale).found()


@dataclass(frozen=True, slots=True)
class _Way:
    """Some tasks done in full, and what comes of it; `keys` is what each tie-break key gains."""

    tasks: tuple[str, ...] = ()
    points: int = 0
    gain: int = 0
    keys: tuple[int, ...] = ()

    def __add__(self, other: "_Way") -> "_Way":
        keys = tuple(one + two for one, two in zip(self.keys, other.keys, strict=True))
        return _Way(self.tasks + other.tasks, self.points + other.points, self.gain + other.gain, keys)

    @property
    def cost(self) -> tuple[int, tuple[str, ...]]:
        """What is to be as little as can be, once the number of tasks is."""
        return self.points, self.tasks


@dataclass(slots=True)
class _Search:
    marks: VillageMarks
    goal: Goal
    keys: Keys
    scale: Scale
    raw: int = field(init=False)

    def __post_init__(self) -> None:
        self.raw = self.marks.raw

    def found(self) -> Enough | None:
        """Try ever more tasks; all of them first, since more tasks never do harm."""
        if self.marks.vetoed and (self.goal.no_veto or (self.goal.rival and not self.goal.rival.vetoed)):
            return None
        categories = [list(self._of_category(one)) for one in self._categories()]
        if not all(categories):
            return None
        every = [max(ways, key=lambda way: len(way.tasks)) for ways in categories]
        if not self._is_reached(sum(every[1:], every[0]) if every else _Way()):
            return None
        most = sum(len(way.tasks) for way in every)
        tried = (self._with(number, categories) for number in range(most + 1))
        return next(one for one in tried if one is not None)

    def _with(self, count: int, categories: Sequence[Sequence[_Way]]) -> Enough | None:
        """The cheapest way with so many tasks."""
        best = [_best_gains(ways, count) for ways in categories]
        ahead = list(_suffixes(best, count))
        ways = {0: {(0, self._none): _Way(keys=self._none)}}
        for at, options in enumerate(categories):
            ways = self._joined(ways, options, count, ahead[at + 1])
        reached = [way for way in ways.get(count, {}).values() if self._is_reached(way)]
        if not reached:
            return None
        way = min(reached, key=lambda one: one.cost)
        return Enough(way.tasks, way.points, way.gain)

    @property
    def _none(self) -> tuple[int, ...]:
        return (0,) * len(self.keys.values)

    def _joined(
        self,
        ways: dict[int, dict[tuple[int, tuple[int, ...]], _Way]],
        options: Sequence[_Way],
        count: int,
        ahead: Sequence[int],
    ) -> dict[int, dict[tuple[int, tuple[int, ...]], _Way]]:
        """Each way so far with each of a category; of those that come to the same, the cheapest."""
        joined: dict[int, dict[tuple[int, tuple[int, ...]], _Way]] = {}
        for taken, by_gain in ways.items():
            for option in options:
                number = taken + len(option.tasks)
                if number > count:
                    continue
                least = self._needed() - ahead[count - number]
                same = joined.setdefault(number, {})
                for way in by_gain.values():
                    if way.gain + option.gain < least:
                        continue
                    both = way + option
                    key = both.gain, both.keys
                    if key not in same or both.cost < same[key].cost:
                        same[key] = both
        return joined

    def _needed(self) -> int:
        """The least gain without which nothing is reached."""
        marks = [self.goal.least] if self.goal.least is not None else []
        if self.goal.rival is not None and not (self.goal.rival.vetoed and not self.marks.vetoed):
            marks.append(Fraction(self.goal.rival.mark))
        most = max(marks, default=Fraction(0))
        return -(-most.numerator // most.denominator) - self.raw if most > 0 else -(10**12)

    def _is_reached(self, way: _Way) -> bool:
        mark = max(0, self.raw + way.gain)
        if self.goal.least is not None and mark < self.goal.least:
            return False
        rival = self.goal.rival
        if rival is None:
            return True
        keys = tuple(
            value + gain for value, gain in zip(self.keys.values, way.keys or self._none, strict=True)
        )
        ours, theirs = (not self.marks.vetoed, mark, keys), (not rival.vetoed, rival.mark, rival.keys)
        return ours > theirs or (ours == theirs and not self.goal.beats)

    def _categories(self) -> Iterator[list[ItemMark]]:
        """The items that apply, by category."""
        found: dict[str, list[ItemMark]] = {}
        for item in self.marks.items:
            if item.full is not None:
                found.setdefault(item.item.category, []).append(item)
        yield from found.values()

    def _of_category(self, items: Sequence[ItemMark]) -> Iterator[_Way]:
        """The ways within a category that fulfil its conditions; the cheapest of those alike."""
        ways = [_Way(keys=self._none)]
        for item in items:
            options = list(self._of_item(item))
            ways = _cheapest(way + option for way in ways for option in options)
        share = self.goal.each_category
        if share is None:
            yield from ways
            return
        mark, full = sum(item.mark or 0 for item in items), sum(item.full or 0 for item in items)
        yield from (way for way in ways if mark + way.gain >= share * full)

    def _of_item(self, item: ItemMark) -> Iterator[_Way]:
        """Some of an item's tasks done in full, and what its mark gains."""
        full, mark, share = item.full or 0, item.mark or 0, self.goal.each_item
        for tasks, more, gain in item_gains(item, full, mark, self.scale):
            if share is None or mark + gain >= share * full:
                keys = tuple(
                    gain if item.item.category == category or item.item.id == key else 0
                    for category, key in zip(self.keys.categories, self.keys.items, strict=True)
                )
                yield _Way(tasks, more, gain, keys)


def item_gains(
    item: ItemMark, full: int, mark: int, scale: Scale
) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Each choice of an item's tasks done in full, what that earns more and what the item's mark gains.

    Args:
        item: as it was.
        full: its full mark in units, in the town or the city.
        mark: its mark there.
        scale: of the marks.
    """
    slack = [(done.task.id, missed) for done in item.tasks if (missed := missing(done, scale)) > 0]
    for number in range(len(slack) + 1):
        for chosen in combinations(slack, number):
            more = sum(units for _task, units in chosen)
            exact = Fraction(full * (item.earned + more)) / (item.points * scale.unit)
            yield tuple(task for task, _units in chosen), more, scale.units(exact / scale.unit) - mark


def missing(done: TaskMark, scale: Scale) -> int:
    """What a task could have earned more, in units; nothing where it does not apply."""
    if done.earned is None:
        return 0
    return max(0, scale.units(most_points(done.task)) - done.earned)


def _cheapest(ways: Iterable[_Way]) -> list[_Way]:
    """Of the ways of as many tasks that come to the same, the cheapest."""
    found: dict[tuple[int, int, tuple[int, ...]], _Way] = {}
    for way in ways:
        key = len(way.tasks), way.gain, way.keys
        if key not in found or way.cost < found[key].cost:
            found[key] = way
    return list(found.values())


def _best_gains(ways: Sequence[_Way], count: int) -> list[int]:
    """The most that ways of at most so many tasks gain, by their number."""
    found = [0] * (count + 1)
    for way in ways:
        if len(way.tasks) <= count:
            found[len(way.tasks)] = max(found[len(way.tasks)], way.gain)
    for before, at in pairwise(range(count + 1)):
        found[at] = max(found[at], found[before])
    return found


def _suffixes(best: Sequence[Sequence[int]], count: int) -> list[list[int]]:
    """The most that the categories from each one on gain together, by the number of tasks."""
    ahead = [[0] * (count + 1)]
    for gains in reversed(best):
        rest = ahead[0]
        ahead.insert(0, [max(gains[n] + rest[k - n] for n in range(k + 1)) for k in range(count + 1)])
    return ahead
