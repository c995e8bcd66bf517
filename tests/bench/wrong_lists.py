"""How often a second look confirms a list that is wrong: lists of the engine with planted errors of a size.

A small county is marked from what was reported, and again from what is true: errors of about the size, as a
share of a task's points, are planted until the two lists differ. Dice then ask for as many draws as the risk
needs, round by round, and what is true is what the second look finds.
"""

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from qsq.awards.annual import award
from qsq.awards.standing import PeriodStanding, VillageYear
from qsq.domain.scheme.checklist import Task
from qsq.domain.scheme.scheme import Missing
from qsq.domain.values.periods import Period, PeriodKind
from qsq.fairness.recheck.contest import Contest
from qsq.fairness.recheck.of_period import contest_of_places
from qsq.fairness.recheck.of_year import contest_of_honours
from qsq.fairness.recheck.risk import MILLION, Dice, VillageTask, drawn, draws_needed, risk_of, universe_of
from qsq.scoring.evaluation import Evaluation, evaluate
from tests.intervals import with_interval
from tests.unit import builders as made

LIMIT = Fraction(1, 10)
SIZES = (10, 25, 50, 100)
"""Planted errors, in percent of a task's points."""

_ROUNDS, _DIGITS = 4, 20
_MOST = 150 * MILLION
"""Bounds together: closer lists need so many draws that as good as everything is looked at again."""

_VILLAGES = [made.village(f"V{number}") for number in range(10)]
_TASKS = (
    made.task("farm.plan", 10),
    made.task("farm.land", 7, made.ratio(97)),
    made.task("clean.fines", 12, made.deduct(3)),
    made.task("clean.look", 4, made.grade(优="100%", 良="85%", 中="70%", 差="0%")),
    made.task("clean.bins", 5, made.ratio(100)),
    made.task("party.talks", 6),
)
_LIST = made.checklist(
    made.item("farm", *_TASKS[:2], weight=7),
    made.item("clean", *_TASKS[2:5], weight=5),
    made.item("party", *_TASKS[5:], weight=3),
)
_SCHEME = made.scheme(
    money=made.rewards(6000, ("60%", "40%")),
    year=made.annual(
        made.honour("first", 1),
        made.honour("next", 2),
        made.honour("last", 1),
        conditions=made.eligibility(min_periods=2),
    ),
)
_QUARTERS = tuple(Period(2023, number, PeriodKind.QUARTER) for number in (1, 2))

Levels = dict[VillageTask, int]
"""How well each village did each task, in percent; of a year with its period before the task."""


@dataclass(frozen=True)
class Outcome:
    """A list, who is on it for what, and what every village-task earned."""

    contest: Contest
    listed: frozenset[tuple[str, str]]
    earned: Mapping[VillageTask, int | None]
    decided: bool


def of_period(levels: Levels) -> Outcome:
    """Who is paid for a place."""
    found = _marked(levels, "")
    paid = [one for one in found.villages if one.money.place and one.money.unpaid is None]
    listed = frozenset((one.marks.village.code, "place") for one in paid)
    return Outcome(contest_of_places(found), listed, dict(_earned(found, "")), decided=True)


def of_year(levels: Levels) -> Outcome:
    """Who takes which honour of two quarters; cards stand as recorded, so there are none."""
    found = {str(one): _marked(levels, f"{one}/") for one in _QUARTERS}
    awards = award(_SCHEME, [_year(at, list(found.values())) for at in range(len(_VILLAGES))])
    earned = {key: value for name, one in found.items() for key, value in _earned(one, f"{name}/")}
    listed = frozenset((one.village_code, one.placed.honour.id) for one in awards.awards)
    return Outcome(contest_of_honours(awards, found), listed, earned, decided=not awards.undecided)


KINDS = {"places": (of_period, ("",)), "honours": (of_year, tuple(f"{one}/" for one in _QUARTERS))}


def _marked(levels: Levels, prefix: str) -> Evaluation:
    values = {
        one.code: {task.id: _value(task, levels[one.code, prefix + task.id]) for task in _TASKS}
        for one in _VILLAGES
    }
    return evaluate(_SCHEME, _LIST, _VILLAGES, made.entered(values), Missing.BLOCK)


def _value(task: Task, level: int) -> made.Number:
    """What a department enters for so much percent of a task."""
    match task.id:
        case "clean.fines":
            return (100 - level) // 25
        case "clean.look":
            return "优良中差"[(100 - level) // 26]
        case "farm.land" | "clean.bins":
            return level
        case _:
            return Fraction(level) * task.points / 100


def _year(at: int, found: Sequence[Evaluation]) -> VillageYear:
    standings = tuple(
        PeriodStanding(
            period, _SCHEME.marks.scale.exact(one.villages[at].marks.city_mark), False, False, 0, {}
        )
        for period, one in zip(_QUARTERS, found, strict=True)
    )
    return VillageYear(_VILLAGES[at], standings, recommended=True, review=None, cadres=())


def _earned(found: Evaluation, prefix: str) -> Iterator[tuple[VillageTask, int | None]]:
    for one in found.villages:
        for item in one.marks.items:
            for task in item.tasks:
                yield (one.marks.village.code, prefix + task.task.id), task.earned


def wrong_list(
    chance: random.Random, kind: str, size: int
) -> tuple[Contest, Mapping[VillageTask, int | None]]:
    """A list as it was reported, and what a second look at each village-task would find."""
    count, prefixes = KINDS[kind]
    tasks = [prefix + task.id for prefix in prefixes for task in _TASKS]
    while True:
        reported = {
            (one.code, task): min(100, max(0, 30 + 7 * place + chance.randint(-30, 30)))
            for place, one in enumerate(chance.sample(_VILLAGES, len(_VILLAGES)))
            for task in tasks
        }
        before = count(reported)
        if not before.decided or not before.listed or universe_of(before.contest).total > _MOST:
            continue
        true = dict(reported)
        worse = chance.choice(sorted(code for code, _what in before.listed))
        better = chance.choice([one.code for one in _VILLAGES if one.code != worse])
        for task in chance.sample(tasks, len(tasks)):
            true[worse, task] = max(0, true[worse, task] - size)
            true[better, task] = min(100, true[better, task] + size)
            after = count(true)
            if after.listed != before.listed:
                return before.contest, after.earned


def is_confirmed(chance: random.Random, contest: Contest, true: Mapping[VillageTask, int | None]) -> bool:
    """Whether rounds of dice, of as many draws as the risk asks for, let the list pass."""
    universe, rounds = universe_of(contest), list[Dice]()
    close = {code for pair in universe.close for code in pair if code}
    seen = {key: value for key, value in true.items() if key[0] in close}
    stand = risk_of(contest, universe, (), seen)
    while stand.left > LIMIT and len(rounds) < _ROUNDS:
        more = draws_needed(universe, stand.factors, LIMIT)
        if not more or stand.open_pairs:
            return False
        rounds.append(Dice("".join(chance.choices("0123456789", k=_DIGITS)), more))
        draws = drawn(universe, rounds)
        seen |= {one.bound.key: true[one.bound.key] for one in draws}
        stand = risk_of(contest, universe, draws, seen)
    return stand.left <= LIMIT


def confirmed(kind: str, size: int, tried: int) -> int:
    """How many of so many wrong lists are confirmed."""
    chance = random.Random(f"{kind} {size}")
    return sum(is_confirmed(chance, *wrong_list(chance, kind, size)) for _case in range(tried))


def main(tried: int) -> None:
    """A line for each size of errors, and one for all of a kind of list."""
    for kind in KINDS:
        found = {}
        for size in SIZES:
            found[size] = confirmed(kind, size, tried)
            print(f"{kind}, errors of {size} %: {with_interval(found[size], tried)}", flush=True)
        print(f"{kind}, all: {with_interval(sum(found.values()), tried * len(SIZES))}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
