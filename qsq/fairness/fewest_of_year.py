"""What it would have taken over a year: the fewest tasks done in full, then the fewest points, for an honour.

All others are held still, and so are the village's adjustments, cards and review. Each figure is rounded as
it is printed; ties are broken by the keys of the tie-break, whose marks change with tasks. All is exact.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby, pairwise
from math import lcm

from qsq.awards.honours import Candidate
from qsq.awards.standing import VillageYear, tie_key
from qsq.domain.scheme.grades import at_least
from qsq.domain.scheme.scheme import Annual, Honour, TieBreak, TieRule
from qsq.domain.values.numbers import Scale, round_ratio
from qsq.domain.values.periods import Period
from qsq.scoring.marks import ItemMark, VillageMarks
from qsq.scoring.reach import item_gains

PeriodTask = tuple[str, str]
"""A task of a period: the period's name, the task's id."""


@dataclass(frozen=True, slots=True)
class YearGoal:
    """What is to be reached by the annual mark; what is None is not asked for.

    Attributes:
        rival: the village that it has to stand before.
        least: a mark, in units; it may lie between two.
        improved: whether it has to improve, and to stand before the rival by improvement first.
    """

    rival: Candidate | None = None
    least: Fraction | None = None
    improved: bool = False


@dataclass(frozen=True, slots=True)
class EnoughOfYear:
    """What would have been enough: tasks in the order of the year, points and the annual mark in units."""

    tasks: tuple[PeriodTask, ...]
    points: int
    mark: int


def rival_for(
    others: Sequence[Candidate],
    honours: Sequence[Honour],
    wanted: str,
    grade: str | None,
    grades: Sequence[str],
) -> Candidate | None:
    """Whom a village has to stand before to take an honour or a better one; None where it need not.

    Args:
        others: the other villages that may be honoured, the best first.
        honours: in file order.
        wanted: the id of the honour.
        grade: the village's annual grade, which is good enough for the honour.
        grades: the ids of the annual grades, best first.
    """
    asked = [*honours[: [one.id for one in honours].index(wanted) + 1]]
    places = [place for place in range(len(others) + 1) if _takes(place, others, asked, grade, grades)]
    last = max(places, default=0)
    return others[last] if last < len(others) else None


def _takes(
    place: int,
    others: Sequence[Candidate],
    honours: Sequence[Honour],
    grade: str | None,
    grades: Sequence[str],
) -> bool:
    """Whether a village takes one of some honours with so many others before it."""
    free = [*(one.grade for one in others[:place]), grade]
    for honour in honours:
        open_to = [
            at for at, one in enumerate(free) if not honour.grade or at_least(one, honour.grade, grades)
        ]
        taken = open_to if honour.count is None else open_to[: honour.count]
        if len(free) - 1 in taken:
            return True
        free = [one for at, one in enumerate(free) if at not in taken]
    return False


def fewest_of_year(
    marks: Mapping[Period, VillageMarks], year: VillageYear, goal: YearGoal, annual: Annual, scale: Scale
) -> EnoughOfYear | None:
    """The fewest tasks, then the fewest points, that would have reached a goal; None where none would.

    Args:
        marks: the village's of each period that it has one of.
        year: as it was.
        goal: what is to be reached.
        annual: the year's rules.
        scale: of the marks.
    """
    return _YearSearch(marks, year, goal, annual, scale).found()


@dataclass(frozen=True, slots=True)
class _Done:
    """Some tasks of a category done in full; `gain` of the period's city mark, in units."""

    category: str
    tasks: tuple[PeriodTask, ...] = ()
    points: int = 0
    gain: int = 0

    def __add__(self, other: "_Done") -> "_Done":
        return _Done(
            self.category, self.tasks + other.tasks, self.points + other.points, self.gain + other.gain
        )

    @property
    def cost(self) -> tuple[int, tuple[PeriodTask, ...]]:
        """What is to be as little as can be, once the number of tasks is."""
        return self.points, self.tasks


@dataclass(frozen=True, slots=True)
class _Period:
    """A period of the search.

    Attributes:
        weight: of its mark in the annual one; a whole number.
        theirs: the rival's mark in units.
        change: what a unit of its mark makes of the improvement, in parts of the number of periods.
    """

    weight: int
    raw: int
    theirs: int
    change: int
    categories: tuple[tuple[_Done, ...], ...]


State = tuple[int, int, int, int, int, tuple[int, ...]]
"""Weighted marks so far, the period's gain, best and latest period against the rival's, the improvement in
parts of the number of periods, categories' gains."""

_Ahead = Sequence[Sequence[int]]
"""By stage and number of tasks at most, the most that the stages from there on gain."""

Ways = dict[int, dict[State, tuple[int, tuple[PeriodTask, ...]]]]
"""By number of tasks and state, the cheapest way: its points and tasks."""


@dataclass(slots=True)
class _YearSearch:
    marks: Mapping[Period, VillageMarks]
    year: VillageYear
    goal: YearGoal
    annual: Annual
    scale: Scale
    periods: tuple[_Period, ...] = field(init=False)
    weighed: int = field(init=False)
    keys: tuple[str, ...] = field(init=False)
    theirs_best: int = field(init=False)

    def __post_init__(self) -> None:
        weights = [self.annual.weight_of(one.period) for one in self.year.periods]
        whole = lcm(*(weight.denominator for weight in weights))
        self.weighed = int(sum(weights) * whole)
        self.keys = tuple(key.id for key in self.annual.tie_break if key.rule is TieRule.CATEGORY)
        rival = self.goal.rival.year.periods if self.goal.rival else ()
        theirs = {one.period: int(one.city_mark * self.scale.unit) for one in rival}
        self.theirs_best = max(theirs.values(), default=0)
        looks = self.goal.improved or any(key.rule is TieRule.IMPROVEMENT for key in self.annual.tie_break)
        latest = self.year.periods[-1].period
        own = {
            one.period: _Period(
                weight=int(weight * whole),
                raw=self.marks[one.period].raw_city,
                theirs=theirs.get(one.period, 0),
                change=looks * ((one.period == latest) * len(weights) - 1),
                categories=tuple(self._categories(one.period)),
            )
            for one, weight in zip(self.year.periods, weights, strict=True)
        }
        other = {period: _Period(0, 0, mark, 0, ()) for period, mark in theirs.items() if period not in own}
        self.periods = tuple(one for _period, one in sorted({**own, **other}.items(), reverse=True))

    def _categories(self, period: Period) -> Iterator[tuple[_Done, ...]]:
        """The ways of each category of a period; of those that gain the same, the cheapest."""
        items = [item for item in self.marks[period].items if item.city_full is not None]
        by_category = sorted(items, key=lambda item: item.item.category)
        for category, own in groupby(by_category, key=lambda item: item.item.category):
            ways = [_Done(category)]
            for item in own:
                options = list(self._of_item(period, item))
                ways = _cheapest(way + option for way in ways for option in options)
            yield tuple(ways)

    def _of_item(self, period: Period, item: ItemMark) -> Iterator[_Done]:
        for tasks, more, gain in item_gains(item, item.city_full or 0, item.city_mark or 0, self.scale):
            yield _Done(item.item.category, tuple((str(period), task) for task in tasks), more, gain)

    def found(self) -> EnoughOfYear | None:
        """The smallest number of tasks that can be enough is tried first, then ever more."""
        if not self.weighed:
            return None
        stages = [(one, ways) for one in self.periods for ways in one.categories]
        most = sum(max((len(way.tasks) for way in ways), default=0) for _one, ways in stages)
        ahead = _ahead(
            [[(len(way.tasks), one.weight * way.gain) for way in ways] for one, ways in stages], most
        )
        improving = _ahead(
            [[(len(way.tasks), max(0, one.change * way.gain)) for way in ways] for one, ways in stages], most
        )
        least = self._least_total(), self._least_change()
        standing = self._as_it_stands(self.periods)
        for count in range(most + 1):
            can = (now + rest[0][count] for now, rest in zip(standing, (ahead, improving), strict=True))
            if all(one >= wanted for one, wanted in zip(can, least, strict=True)) and (
                enough := self._with(count, (ahead, improving), least)
            ):
                return enough
        return None

    def _as_it_stands(self, periods: Sequence[_Period]) -> tuple[int, int]:
        """What periods come to without any task more: weighted marks, and of the improvement."""
        marks = [(one, max(0, one.raw)) for one in periods]
        return sum(one.weight * mark for one, mark in marks), sum(one.change * mark for one, mark in marks)

    def _with(self, count: int, ahead: tuple[_Ahead, _Ahead], least: tuple[int, int]) -> EnoughOfYear | None:
        """The cheapest way with so many tasks."""
        ways: Ways = {0: {(0, 0, 0, 0, 0, (0,) * len(self.keys)): (0, ())}}
        stage = 0
        for at, period in enumerate(self.periods):
            later = self._as_it_stands(self.periods[at + 1 :])
            for options in period.categories:
                stage += 1
                bound = _Bound(
                    count=count,
                    least=least[0] - later[0],
                    ahead=ahead[0][stage],
                    least_change=least[1] - later[1],
                    improving=ahead[1][stage],
                    period=period,
                )
                ways = self._joined(ways, options, bound)
            ways = self._ended(ways, period)
        reached = [
            (cost, self._annual(state[0]))
            for state, cost in ways.get(count, {}).items()
            if self._is_reached(state)
        ]
        if not reached:
            return None
        (points, tasks), mark = min(reached)
        return EnoughOfYear(tuple(sorted(tasks, key=self._order)), points, mark)

    def _order(self, task: PeriodTask) -> tuple[int, int]:
        names = [str(one.period) for one in self.year.periods]
        at = names.index(task[0])
        listed = [
            done.task.id for item in self.marks[self.year.periods[at].period].items for done in item.tasks
        ]
        return at, listed.index(task[1])

    def _joined(self, ways: Ways, options: Sequence[_Done], bound: "_Bound") -> Ways:
        """Each way so far with each of a category; of those that come to the same, the cheapest."""
        joined: Ways = {}
        for taken, states in ways.items():
            for option in options:
                number = taken + len(option.tasks)
                if number > bound.count:
                    continue
                same = joined.setdefault(number, {})
                for (total, here, best, latest, change, gains), (points, tasks) in states.items():
                    gained = here + option.gain
                    if not bound.can(total, change, gained, number):
                        continue
                    kept = tuple(
                        gain + option.gain if key == option.category else gain
                        for key, gain in zip(self.keys, gains, strict=True)
                    )
                    state, cost = (
                        (total, gained, best, latest, change, kept),
                        (points + option.points, tasks + option.tasks),
                    )
                    if state not in same or cost < same[state]:
                        same[state] = cost
        return joined

    def _ended(self, ways: Ways, period: _Period) -> Ways:
        """A period that is through: its mark is weighed, and held against the rival's."""
        ended: Ways = {}
        for number, states in ways.items():
            same = ended.setdefault(number, {})
            for (total, here, best, latest, change, gains), cost in states.items():
                mark = max(0, period.raw + here)
                state = (
                    total + period.weight * mark,
                    0,
                    max(best, _sign(mark, self.theirs_best) + 2),
                    latest or _sign(mark, period.theirs),
                    change + period.change * mark,
                    gains,
                )
                if state not in same or cost < same[state]:
                    same[state] = cost
        return ended

    def _annual(self, total: int) -> int:
        """The annual mark of a weighted sum of marks, in units, rounded once."""
        mean, share = Fraction(total, self.weighed * self.scale.unit), self.annual.review_share
        return self.scale.units((1 - share) * mean + share * (self.year.review or Fraction(0)))

    def _least_total(self) -> int:
        """The smallest weighted sum by which the goal can be reached."""
        wanted = [self.goal.least] if self.goal.least is not None else []
        if self.goal.rival and not self.goal.improved:
            wanted.append(Fraction(self.goal.rival.mark))
        least = max(wanted, default=Fraction(0))
        return _first(lambda total: self._annual(total) >= least, 2 * self.scale.unit * 1000 * self.weighed)

    def _least_change(self) -> int:
        """The smallest improvement, in parts of the number of periods, by which the goal can be reached."""
        most = 2 * self.scale.unit * 1000 * len(self.year.periods)
        if not self.goal.improved:
            return -most
        theirs = self.goal.rival.year.improvement(self.scale) if self.goal.rival else 1
        return _first(lambda change: self._improved(change) >= max(1, theirs), most)

    def _is_reached(self, state: State) -> bool:
        total, _here, best, latest, change, gains = state
        mark, rival = self._annual(total), self.goal.rival
        if self.goal.least is not None and mark < self.goal.least:
            return False
        if self.goal.improved:
            above = self._improved(change)
            theirs = rival.year.improvement(self.scale) if rival else 0
            if above <= 0 or above < theirs:
                return False
            if above > theirs:
                return True
        if rival is None or mark != rival.mark:
            return rival is None or mark > rival.mark
        by_category = dict(zip(self.keys, gains, strict=True))
        signs = (
            self._against(rival, key, (best - 2, latest, change), by_category)
            for key in self.annual.tie_break
        )
        return next((sign for sign in signs if sign), -1) > 0

    def _improved(self, change: int) -> int:
        """The improvement in units, rounded once."""
        return round_ratio(change, len(self.year.periods), self.scale.rounding)

    def _against(
        self, rival: Candidate, key: TieBreak, found: tuple[int, int, int], gains: Mapping[str, int]
    ) -> int:
        """Whether a key has the village before its rival (1), behind it (−1), or level (0)."""
        best, latest, change = found
        match key.rule:
            case TieRule.BEST_PERIOD:
                return best
            case TieRule.LATEST_PERIOD:
                return latest
            case TieRule.IMPROVEMENT:
                return _sign(self._improved(change), rival.year.improvement(self.scale))
            case _:
                (ours,), (theirs,) = (tie_key(one, key, self.scale) for one in (self.year, rival.year))
                gained = Fraction(gains.get(key.id, 0), self.scale.unit) if key.id else 0
                return _sign(theirs, ours - gained)


@dataclass(frozen=True, slots=True)
class _Bound:
    """Leaves out ways that can no longer reach the least sum.

    Attributes:
        count: how many tasks there are to be.
        least: what this period and those before it in the search have to come to, with what lies ahead.
        ahead: the most that the rest gains, by its number of tasks.
        least_change: as `least`, of the improvement.
        improving: as `ahead`, of the improvement.
    """

    count: int
    least: int
    ahead: Sequence[int]
    least_change: int
    improving: Sequence[int]
    period: _Period

    def can(self, total: int, change: int, gained: int, number: int) -> bool:
        """Whether a way with so many tasks can still reach it."""
        mark, left = max(0, self.period.raw + gained), self.count - number
        enough = total + self.period.weight * mark + self.ahead[left] >= self.least
        return enough and change + self.period.change * mark + self.improving[left] >= self.least_change


def _sign(one: Fraction | int, two: Fraction | int) -> int:
    return (one > two) - (one < two)


def _first(holds: Callable[[int], bool], most: int) -> int:
    """The smallest number for which something holds that holds for all above it."""
    low, high = -1, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _cheapest(ways: Iterable[_Done]) -> list[_Done]:
    """Of the ways of as many tasks that gain the same, the cheapest."""
    found: dict[tuple[int, int], _Done] = {}
    for way in ways:
        key = len(way.tasks), way.gain
        if key not in found or way.cost < found[key].cost:
            found[key] = way
    return list(found.values())


def _ahead(stages: Sequence[Sequence[tuple[int, int]]], most: int) -> list[list[int]]:
    """The most that the stages from each one on gain together, by the number of tasks at most."""
    ahead = [[0] * (most + 1)]
    for ways in reversed(stages):
        best: dict[int, int] = {}
        for number, gain in ways:
            best[number] = max(best.get(number, 0), gain)
        rest = ahead[0]
        now = [
            max(gain + rest[at - number] for number, gain in best.items() if number <= at)
            for at in range(most + 1)
        ]
        for before, at in pairwise(range(most + 1)):
            now[at] = max(now[at], now[before])
        ahead.insert(0, now)
    return ahead
