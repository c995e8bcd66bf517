"""What an office reads of rules that cannot work: each sentence with its place (tests/unit/test_unworkable.py)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from qsq.domain.county.places import VillageKind
from qsq.domain.scheme.checklist import Checklist, Combine, Drop, Emphasis, How, Scope, TownRules
from qsq.domain.scheme.methods import Deduct, Method, Ratio, Scaled, YesNo
from qsq.domain.scheme.scheme import (
    Annual,
    Eligibility,
    GradeRule,
    Honour,
    Ranking,
    Rewards,
    Scheme,
    TieBreak,
    TieRule,
    YellowCardRule,
)
from qsq.domain.scheme.unworkable.checklists import of_checklist
from qsq.domain.scheme.unworkable.problem import Path, Unworkable
from qsq.domain.scheme.unworkable.schemes import of_scheme
from qsq.domain.scheme.unworkable.tasks import of_task
from tests.unit.test_unworkable import POOLS, SCHEME, VILLAGES, bands, checklist, grades, item, task

Told = tuple[Path, str]


def told(problems: Iterable[Unworkable]) -> list[Told]:
    return [(problem.path, str(problem.what)) for problem in problems]


def honour(name: str, count: int | None = 1) -> Honour:
    return Honour(name, name, count, 0, Fraction(0))


@pytest.mark.parametrize(
    ("method", "path", "sentence"),
    [
        (bands((60, 0)), ("bands",), "no band earns a point"),
        (
            bands((60, 4), (90, 2)),
            ("bands",),
            (
                "a higher value earns less than a lower one, and a lower one than a higher one: 60: 4, 90: 2;"
                " look for a slip"
            ),
        ),
        (bands((0, 4), (60, 4)), ("bands",), "every value earns 4"),
        (replace(bands((0, 4)), unit="%"), ("bands",), "every value earns 4"),
        (bands((60, 2), (90, 3)), (), "no value earns more than 3 of its 4 points"),
        (grades(0, 0), ("grades",), "no grade earns a point"),
        (
            grades(85, 100, 70),
            ("grades",),
            "the grades' shares neither fall nor rise from one to the next: g0 85%, g1 100%, g2 70%",
        ),
        (
            Scaled(Fraction(0), Fraction(10), Fraction(5)),
            (),
            "every value earns 4: least 5 is not below most 4",
        ),
        (
            Scaled(Fraction(0), Fraction(10), Fraction(7), Fraction(6)),
            (),
            "every value earns 6: least 7 is not below most 6",
        ),
        (
            Scaled(Fraction(60), Fraction(105), unit="%"),
            ("full",),
            "105 per cent is more than the whole; right only where a value can be",
        ),
        (Deduct(Fraction(1), Fraction(4)), ("floor",), "floor 4 leaves nothing to take away"),
        (Deduct(Fraction(5), Fraction(1)), ("each",), "the first count takes all 3 points, though each is 5"),
        (
            Ratio(Fraction(101), "%"),
            ("target",),
            "101 per cent is more than the whole; right only where a value can be",
        ),
        (
            Ratio(Fraction(1, 2), "%"),
            ("target",),
            "0.5 per cent is at most a hundredth of the whole; write 95 for 95%",
        ),
        (
            replace(bands((110, 4)), unit="%"),
            ("bands",),
            "110 per cent is more than the whole; right only where a value can be",
        ),
    ],
    ids=repr,
)
def test_what_is_said_of_a_task(method: Method, path: Path, sentence: str) -> None:
    assert told(of_task(task(method))) == [(("method", *path), f"grain.sown: {sentence}")]


def test_grades_that_earn_alike_are_told_with_what_nobody_earns() -> None:
    assert told(of_task(task(grades(80, 80)))) == [
        (("method", "grades"), "grain.sown: all grades earn alike, 80%"),
        (("method",), "grain.sown: no value earns more than 3.2 of its 4 points"),
    ]


def test_what_is_said_of_rounds() -> None:
    asked = task(YesNo(), combine=Combine(2, How.TRIMMED_MEAN))
    sentence = "grain.sown: of 2 rounds none is left out; trimmed_mean is the mean here"
    assert told(of_task(asked)) == [(("combine",), sentence)]


COMMUNITIES = Scope(kinds=(VillageKind.COMMUNITY,))
DROWNING = (Emphasis("drowning", "防溺水", Fraction(2)),)
NO_FIELDS = (Drop("grain", "无耕地"),)
LATE = date(2023, 4, 1)


def late_task() -> Checklist:
    return checklist(item("grain", None, replace(task(YesNo()), due=LATE)))


@pytest.mark.parametrize(
    ("asked", "path", "sentence"),
    [
        (
            checklist(item(), due=LATE),
            ("due",),
            "due on 2023-04-01, outside 2023Q1, which runs from 2023-01-01 to 2023-03-31",
        ),
        (
            late_task(),
            ("items", 0, "tasks", 0, "due"),
            "due on 2023-04-01, outside 2023Q1, which runs from 2023-01-01 to 2023-03-31",
        ),
        (
            checklist(item("grain", None, replace(task(YesNo()), points=Fraction(1, 8)))),
            ("items", 0, "tasks", 0, "points"),
            "grain.sown: 0.125 points have more decimals than marks, so a full earning is rounded",
        ),
        (
            checklist(item(), emphasis=DROWNING),
            ("emphasis", 0),
            "no item carries the emphasised theme drowning",
        ),
        (
            checklist(item(), item("fire", COMMUNITIES)),
            ("items", 1, "for"),
            "fire is for no village of the register",
        ),
        (
            checklist(
                item(scope=Scope(towns=("T1",))),
                item("all"),
                towns=(TownRules("T1", drop=NO_FIELDS),),
            ),
            ("items", 0),
            "grain is asked of no village: every town that it is for drops it",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_said_of_a_periods_list(asked: Checklist, path: Path, sentence: str) -> None:
    assert told(of_checklist(SCHEME, asked, VILLAGES)) == [(path, sentence)]


@pytest.mark.parametrize("due", [date(2023, 1, 1), date(2023, 3, 31)])
def test_the_first_and_last_day_of_a_period_lie_in_it(due: date) -> None:
    assert told(of_checklist(SCHEME, checklist(item(), due=due), VILLAGES)) == []


def test_what_is_said_of_a_tie_break() -> None:
    keys = (TieBreak(TieRule.ITEM, "fire"), TieBreak(TieRule.CATEGORY, "safety"))
    scheme = replace(SCHEME, ranking=Ranking((), keys))
    assert told(of_checklist(scheme, checklist(item()), VILLAGES)) == [
        ((), "the tie-break item:fire decides nothing here: no item of the period is of it"),
        ((), "the tie-break category:safety decides nothing here: no item of the period is of it"),
    ]


@pytest.mark.parametrize(
    ("town", "path", "sentence"),
    [
        (
            TownRules("T3", drop=NO_FIELDS),
            (),
            "no village of the town takes part: its file changes nothing",
        ),
        (TownRules("T1"), (), "the file adds, stresses and drops nothing"),
        (
            TownRules("T1", emphasis=DROWNING),
            ("emphasis", 0),
            "no item carries the emphasised theme drowning",
        ),
        (
            TownRules("T1", add=(item("fire", COMMUNITIES),)),
            ("add", 0, "for"),
            "fire is for no village of the town",
        ),
        (
            TownRules("T1", add=(item("fire", Scope(towns=("T2",))),)),
            ("add", 0, "for"),
            "fire is for no village of the town",
        ),
        (
            TownRules("T1", add=(item("fire", None, task(grades(0, 0))),)),
            ("add", 0, "tasks", 0, "method", "grades"),
            "grain.sown: no grade earns a point",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_said_of_a_towns_file(town: TownRules, path: Path, sentence: str) -> None:
    (problem,) = of_checklist(SCHEME, checklist(item(), towns=(town,)), VILLAGES)
    assert (problem.town, problem.path, str(problem.what)) == (town.town_code, path, sentence)


def graded(*rules: GradeRule) -> Scheme:
    return replace(SCHEME, grades=(*rules, GradeRule("rest", "其他")))


@pytest.mark.parametrize(
    ("scheme", "path", "sentence"),
    [
        (
            graded(GradeRule("a", "优", Fraction(106))),
            ("grades", 0, "from"),
            "no village can reach 106: the highest mark is 105",
        ),
        (
            replace(SCHEME, yellow_card=YellowCardRule(0, Fraction(106), Fraction(0), 1)),
            ("yellow_card", "below"),
            "every village is under 106: the highest mark is 105",
        ),
        (
            replace(SCHEME, annual=Annual(eligibility=Eligibility(5))),
            ("annual", "eligibility", "min_periods"),
            "a year has 4 periods: nobody is marked in 5",
        ),
        (
            replace(SCHEME, annual=Annual(eligibility=Eligibility(recommend_quota=Fraction(0)))),
            ("annual", "eligibility", "recommend_quota"),
            "no town may recommend a village, so none can be honoured",
        ),
        (
            replace(SCHEME, annual=Annual(weights={f"q{one}": Fraction(0) for one in range(1, 5)})),
            ("annual", "weights"),
            "all periods weigh 0: no village has a mean",
        ),
        (
            replace(SCHEME, rewards=Rewards(amounts=(4, 3, 2, 1))),
            ("rewards", "amounts"),
            "the places from 4 on are never paid: the largest pool has 3 villages",
        ),
        (
            replace(SCHEME, rewards=Rewards(pool=9, places=(Fraction(1, 4),) * 4)),
            ("rewards", "places"),
            "the places from 4 on are never paid: the largest pool has 3 villages",
        ),
        (
            replace(SCHEME, rewards=Rewards(places=(Fraction(1),))),
            ("rewards", "pool"),
            "the places share a pot of 0 yuan",
        ),
        (
            replace(SCHEME, rewards=Rewards(least=Fraction(60))),
            ("rewards", "from"),
            "no money is named, so that from keeps nobody from any",
        ),
        (
            replace(SCHEME, annual=Annual(honours=(honour("a", None), honour("b")))),
            ("annual", "honours", 1),
            "nobody is left for b: a takes all whom it is open to",
        ),
        (
            replace(SCHEME, yellow_card=YellowCardRule(1, Fraction(60), Fraction(85), 4)),
            ("yellow_card", "smallest_pool"),
            "no pool has 4 villages, the largest has 3: none of the last gets a card",
        ),
        (
            replace(SCHEME, yellow_card=YellowCardRule(1, Fraction(60), Fraction(50), 2)),
            ("yellow_card", "spare_at"),
            "who is among the last and under 50 is under 60 too: last changes nothing",
        ),
        (
            graded(GradeRule("a", "优", Fraction(60)), GradeRule("b", "良", Fraction(90))),
            ("grades", 1),
            "b is never taken: whoever fulfils it takes a",
        ),
        (
            graded(GradeRule("a", "优", at_most=Fraction(1, 4))),
            ("grades", 0, "at_most"),
            "a: 25% of 3 villages is less than one place: nobody takes it",
        ),
        (
            replace(SCHEME, annual=Annual(honours=(honour("a", 0),))),
            ("annual", "honours", 0, "count"),
            "a: count 0, so nobody takes it",
        ),
        (
            replace(SCHEME, annual=Annual(honours=(honour("a", 4), honour("b", 2)))),
            ("annual", "honours"),
            "6 honours are given and at most 5 villages can take one: so many take part",
        ),
        (
            replace(
                SCHEME,
                annual=Annual(
                    eligibility=Eligibility(recommend_quota=Fraction(1, 5)), honours=(honour("a", 3),)
                ),
            ),
            ("annual", "honours"),
            "3 honours are given and at most 2 villages can take one: so many may be recommended",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_said_of_the_standing_rules(scheme: Scheme, path: Path, sentence: str) -> None:
    assert told(of_scheme(scheme, (), VILLAGES, POOLS)) == [(path, sentence)]


def test_where_nobody_takes_part_no_place_is_paid() -> None:
    scheme = replace(SCHEME, rewards=Rewards(amounts=(4,)))
    sentence = "the places from 1 on are never paid: the largest pool has 0 villages"
    assert told(of_scheme(scheme, (), VILLAGES, ())) == [(("rewards", "amounts"), sentence)]


def test_what_is_said_where_the_periods_that_have_rules_weigh_nothing() -> None:
    first = checklist(item())
    scheme = replace(SCHEME, annual=Annual(weights={first.period.key: Fraction(0)}))
    sentence = "all periods that have rules weigh 0: no village has a mean yet"
    assert told(of_scheme(scheme, [first], VILLAGES, POOLS)) == [(("annual", "weights"), sentence)]


@pytest.mark.parametrize(
    ("better", "worse", "never"),
    [
        (GradeRule("a", "优", Fraction(60)), GradeRule("b", "良", Fraction(60)), True),
        (GradeRule("a", "优", Fraction(60)), GradeRule("b", "良", Fraction(59)), False),
        (GradeRule("a", "优", Fraction(60)), GradeRule("b", "良", each_item=Fraction(1)), False),
        (
            GradeRule("a", "优", each_category=Fraction(1, 2)),
            GradeRule("b", "良", each_category=Fraction(1, 2)),
            True,
        ),
        (
            GradeRule("a", "优", each_item=Fraction(2, 3)),
            GradeRule("b", "良", each_item=Fraction(1, 2)),
            False,
        ),
        (GradeRule("a", "优", Fraction(60), at_most=Fraction(1)), GradeRule("b", "良", Fraction(60)), False),
    ],
    ids=repr,
)
def test_a_grade_is_never_taken_where_a_better_one_asks_no_more(
    better: GradeRule, worse: GradeRule, *, never: bool
) -> None:
    found = told(of_scheme(graded(better, worse), (), VILLAGES, POOLS))
    assert bool(found) is never
