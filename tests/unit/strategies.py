"""Random counties, periods and years that the rule files and the intake would let through."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from hypothesis import strategies as st

from qsq.awards.standing import Achieved, Cadre, PeriodStanding, VillageYear
from qsq.domain.county.places import Village, VillageKind
from qsq.domain.observed.observation import Adjustment, Observation, PeriodInputs
from qsq.domain.scheme.checklist import Checklist, Combine, Emphasis, How, Item, Scope, Task, TownRules
from qsq.domain.scheme.methods import Award, Bands, Deduct, Grade, Method, Ratio, Scaled, YesNo
from qsq.domain.scheme.scheme import CadreShare, GradeRule, Honour, Marks, Missing, PoolField, Rewards, Scheme
from qsq.domain.values.numbers import Rounding, Scale
from qsq.domain.values.periods import Period, PeriodKind, periods_of
from qsq.scoring.evaluation import Evaluation, evaluate
from tests.unit.builders import (
    annual,
    bonus,
    card_rule,
    checklist,
    deduction,
    eligibility,
    honour,
    item,
    scheme,
    seen,
    stress,
    task,
    town_rules,
    veto,
    village,
    year,
)

THEMES = ("spring", "flood", "fire")
CATEGORIES = ("party", "general")
GRADES = ("优", "良", "差")
PERIOD_KEYS = (
    "category:party",
    "category:general",
    "item:city0",
    "item:T1-add0",
    "least_deductions",
    "most_bonus",
)
YEAR_KEYS = ("fewest_yellow_cards", "best_period", "latest_period", "category:party")


@dataclass(frozen=True, slots=True)
class Case:
    """A period with all that its evaluation needs."""

    scheme: Scheme
    checklist: Checklist
    villages: tuple[Village, ...]
    inputs: PeriodInputs
    missing: Missing

    def evaluate(self) -> Evaluation:
        """The period evaluated."""
        return evaluate(self.scheme, self.checklist, self.villages, self.inputs, self.missing)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A period of a random county."""
    listed, villages = a_checklist(draw), some_villages(draw)
    own = {
        (one.code, task.id): draw(above_zero(120))
        for one in villages
        for item in listed.items_of(one.town_code)
        for task in item.tasks
        if isinstance(task.method, Ratio) and task.method.target is None
    }
    return Case(
        a_scheme(draw),
        listed,
        villages,
        PeriodInputs(
            {one.code: what_was_seen(draw, listed, one) for one in villages},
            own,
            {one.code: draw(adjustments()) for one in villages if draw(st.booleans())},
        ),
        draw(st.sampled_from(Missing)),
    )


@st.composite
def years_of_villages(draw: st.DrawFn) -> tuple[Scheme, tuple[VillageYear, ...]]:
    """A scheme and the years of up to eight villages; marks are few, so that ties are frequent."""
    grades = draw(annual_grade_rules())
    honours = some_honours(draw, [rule.id for rule in grades])
    welfare = draw(parts_of(Fraction(1)))
    rules = annual(
        *honours,
        weights=(1, draw(above_zero(3)), 1, 1),
        review_share=draw(st.sampled_from(("0%", "30%"))),
        conditions=eligibility(min_periods=draw(st.sampled_from((3, 4))), min_mark=0),
        ties=draw(st.lists(st.sampled_from(YEAR_KEYS), unique=True, max_size=2)),
        split=(welfare, 1 - welfare),
        cadre_share=draw(st.sampled_from(CadreShare)),
    )
    years = tuple(
        a_year(draw, f"V{number}") for number in range(draw(st.sampled_from((5, 7, 8, 6, 3, 1, 0))))
    )
    standing = scheme(marks=some_marks(draw), year=replace(rules, grades=grades), grades=PERIOD_GRADES)
    return standing, years


PERIOD_GRADES = (GradeRule("good", "good", Fraction(60)), GradeRule("last", "last"))


def some_honours(draw: st.DrawFn, grades: Sequence[str]) -> list[Honour]:
    """One to three honours; none asks for a better grade than one before it, and some are for all of a grade."""
    asked = sorted(draw(st.lists(st.integers(0, len(grades)), min_size=1, max_size=3)))
    return [
        honour(
            f"honour{number}",
            draw(st.integers(0, 3) | st.none()),
            Fraction(draw(st.integers(0, 5000)), 100),
            grade=grades[rank] if rank < len(grades) else "",
        )
        for number, rank in enumerate(asked)
    ]


@cache
def annual_grade_rules() -> st.SearchStrategy[tuple[GradeRule, ...]]:
    """No grades, or two above the last, whose conditions the few marks of a year meet or just miss."""
    share = st.none() | st.sampled_from((Fraction(79, 100), Fraction(4, 5), Fraction(161, 200)))
    good, fair = (
        st.builds(
            GradeRule,
            st.just(name),
            st.just(name),
            st.none() | st.sampled_from((Fraction(80), Fraction(161, 2))),
            share,
            share,
            st.none() | parts_of(Fraction(1)),
            st.sampled_from(("", "good")),
        )
        for name in ("best", "fair")
    )
    return st.just(()) | st.tuples(good, fair, st.just(GradeRule("rest", "rest")))


@cache
def numbers(least: int, most: int) -> st.SearchStrategy[Fraction]:
    """Decimals of three places; eighths are frequent, so that figures fall on halves."""
    eighths = st.integers(least * 8, most * 8).map(lambda count: Fraction(count, 8))
    return eighths | st.integers(least * 1000, most * 1000).map(lambda count: Fraction(count, 1000))


@cache
def above_zero(most: int) -> st.SearchStrategy[Fraction]:
    """Numbers above 0."""
    return numbers(0, most).map(lambda number: number or Fraction(1))


@cache
def parts_of(whole: Fraction) -> st.SearchStrategy[Fraction]:
    """Numbers from 0 to `whole`."""
    return st.integers(0, 40).map(lambda parts: whole * parts / 40)


@cache
def whole_shares(most: int) -> st.SearchStrategy[tuple[Fraction, ...]]:
    """Up to `most` shares that add up to 1."""
    listed = st.lists(st.integers(1, 9), min_size=1, max_size=most)
    return listed.map(lambda counts: tuple(Fraction(count, sum(counts)) for count in counts))


@cache
def scales() -> st.SearchStrategy[Scale]:
    return st.builds(Scale, st.integers(0, 3), st.sampled_from(Rounding))


def some_marks(draw: st.DrawFn) -> Marks:
    """Totals of 1 to 200, not always whole."""
    scale = draw(scales())
    return Marks(draw(st.integers(scale.unit, 200 * scale.unit)), scale)


def a_scheme(draw: st.DrawFn) -> Scheme:
    return scheme(
        marks=some_marks(draw),
        caps=(draw(st.none() | numbers(0, 8)), draw(st.none() | numbers(0, 20))),
        pool=draw(st.lists(st.sampled_from(PoolField), unique=True)),
        ties=draw(st.lists(st.sampled_from(PERIOD_KEYS), unique=True, max_size=3)),
        money=some_rewards(draw),
        cards=card_rule(
            draw(st.integers(0, 2)), draw(numbers(0, 30)), draw(numbers(0, 200)), draw(st.integers(0, 4))
        ),
        grades=draw(grade_rules()),
    )


def some_rewards(draw: st.DrawFn) -> Rewards:
    """A pot or amounts, and what else a village may take."""
    base, by_grade = draw(st.sampled_from((0, 10_000))), {"good": draw(st.integers(0, 50_000)), "last": 100}
    least = draw(numbers(0, 40))
    if draw(st.booleans()):
        pool, places = draw(st.integers(0, 10_000_000)), draw(whole_shares(4))
        return Rewards(pool, places, base=base, by_grade=by_grade, least=least)
    amounts = draw(st.lists(st.integers(0, 500_000), max_size=4))
    return Rewards(amounts=tuple(amounts), base=base, by_grade=by_grade, least=least)


@cache
def grade_rules() -> st.SearchStrategy[tuple[GradeRule, ...]]:
    """No grades, or two above the last."""
    share = st.none() | parts_of(Fraction(1))
    good, fair = (
        st.builds(GradeRule, st.just(name), st.just(name), st.none() | numbers(0, 100), share, share, share)
        for name in ("good", "fair")
    )
    return st.just(()) | st.tuples(good, fair, st.just(GradeRule("last", "last")))


def a_method(draw: st.DrawFn, points: Fraction) -> Method:
    """One of the methods, of a task with these points."""
    kind = draw(st.sampled_from((Award, Deduct, Ratio, Grade, YesNo, Bands, Scaled)))
    if kind is Deduct:
        return Deduct(draw(above_zero(3)), draw(parts_of(points) | numbers(-8, 0)))
    if kind is Scaled:
        zero = draw(numbers(-5, 100))
        full = draw(numbers(-5, 100).filter(lambda number: number != zero))
        least = draw(st.just(Fraction(0)) | numbers(-4, 0))
        return Scaled(zero, full, least, draw(st.none() | above_zero(15)))
    if kind is Ratio:
        return Ratio(draw(st.none() | above_zero(120)), "亩")
    if kind is Grade:
        return Grade(tuple((key, draw(parts_of(Fraction(1)))) for key in GRADES))
    if kind is Bands:
        starts = draw(st.lists(numbers(-5, 100), unique=True, min_size=1, max_size=3))
        return Bands(tuple((start, draw(parts_of(points))) for start in sorted(starts, reverse=True)))
    return Award() if kind is Award else YesNo()


def a_task(draw: st.DrawFn, name: str) -> Task:
    points = draw(above_zero(10))
    combine = st.builds(Combine, st.integers(1, 4), st.sampled_from(How))
    return task(name, points, a_method(draw, points), draw(st.none() | st.none() | combine))


@cache
def scopes() -> st.SearchStrategy[Scope | None]:
    """The villages that an item is for; often all."""
    some = st.builds(
        Scope,
        st.lists(st.sampled_from(VillageKind), max_size=1).map(tuple),
        st.lists(st.sampled_from(("", "hill")), max_size=1).map(tuple),
        st.lists(st.sampled_from(("T1", "T2")), max_size=2, unique=True).map(tuple),
    )
    return st.none() | st.none() | some


def an_item(draw: st.DrawFn, name: str) -> Item:
    count = draw(st.integers(1, 2))
    return item(
        name,
        *(a_task(draw, f"{name}.{number}") for number in range(count)),
        weight=draw(above_zero(12)),
        category=draw(st.sampled_from(CATEGORIES)),
        themes=draw(st.lists(st.sampled_from(THEMES), unique=True, max_size=2)),
        scope=None if name == "city0" else draw(scopes()),
    )


@cache
def emphases() -> st.SearchStrategy[list[Emphasis]]:
    stresses = st.builds(stress, st.sampled_from(THEMES), above_zero(3))
    return st.lists(stresses, unique_by=lambda one: one.theme, max_size=2)


def a_towns_rules(draw: st.DrawFn, code: str, city: tuple[Item, ...]) -> TownRules:
    """What a town adds, stresses and drops; one item of the city's is left."""
    added = draw(st.integers(0, 2))
    droppable = [one.id for one in city[1:]]
    return town_rules(
        code,
        add=[an_item(draw, f"{code}-add{number}") for number in range(added)],
        emphasis=draw(emphases()),
        drop=draw(st.lists(st.sampled_from(droppable), unique=True)) if droppable else (),
    )


def a_checklist(draw: st.DrawFn) -> Checklist:
    """A city's list of up to four items, and the rules of up to three towns."""
    city = tuple(an_item(draw, f"city{number}") for number in range(draw(st.integers(1, 4))))
    towns = [
        a_towns_rules(draw, code, city) for code in ("T1", "T2", "T3")[: draw(st.sampled_from((2, 3, 1, 0)))]
    ]
    return checklist(*city, emphasis=draw(emphases()), towns=towns)


def some_villages(draw: st.DrawFn) -> tuple[Village, ...]:
    """One to six villages of up to three towns, by code."""
    kinds = st.sampled_from((VillageKind.COMMUNITY, VillageKind.VILLAGE))
    return tuple(
        village(
            f"V{number}",
            draw(st.sampled_from(("T1", "T2", "T3"))),
            draw(kinds),
            draw(st.sampled_from(("", "hill"))),
        )
        for number in range(draw(st.sampled_from((4, 6, 5, 3, 2, 1))))
    )


@cache
def values(of: Task) -> st.SearchStrategy[Observation]:
    """What a department may see for a task, NA left out."""
    match of.method:
        case Award():
            return parts_of(of.points).map(seen)
        case Deduct():
            return st.integers(0, 12).map(seen)
        case Grade():
            return st.sampled_from(GRADES).map(seen)
        case YesNo():
            return st.booleans().map(seen)
        case Ratio():
            return numbers(0, 150).map(seen)
        case _:
            return numbers(-10, 110).map(seen)


def what_was_seen(draw: st.DrawFn, listed: Checklist, of: Village) -> dict[str, Observation]:
    """What was seen in a village: some of it NA, some missing, something of the city's list never."""
    asked = listed.items_for(of)
    known = draw(st.sampled_from([one.id for city in asked if city in listed.items for one in city.tasks]))
    found = {}
    for one, name in ((each, name) for of_item in asked for each in of_item.tasks for name in each.rounds):
        state = draw(st.sampled_from(("seen", "seen", "seen", "NA", "missing")))
        if name == known or state == "seen":
            found[name] = draw(values(one))
        elif state == "NA":
            found[name] = seen("NA")
    return found


@cache
def adjustments() -> st.SearchStrategy[tuple[Adjustment, ...]]:
    one = st.one_of(numbers(0, 6).map(bonus), numbers(0, 12).map(deduction), st.just(veto()))
    return st.lists(one, max_size=3).map(tuple)


def a_year(draw: st.DrawFn, code: str) -> VillageYear:
    """A village's year: three or four periods, a review and up to four cadres."""
    numbered = range(1, draw(st.sampled_from((4, 5, 5, 5))))
    made = year(
        code,
        *(a_period(draw, number) for number in numbered),
        town=draw(st.sampled_from(("T1", "T2"))),
        recommended=draw(st.sampled_from((True, True, True, True, False))),
        review=draw(st.integers(80, 82)),
        cadres=[a_cadre(draw, code, number) for number in range(draw(st.integers(0, 4)))],
    )
    return replace(made, with_rules=periods_of(2023, PeriodKind.QUARTER))


def a_period(draw: st.DrawFn, number: int) -> PeriodStanding:
    mark = Fraction(draw(st.sampled_from((160, 161))), 2)
    carded = draw(st.sampled_from((False, False, False, True)))
    reward = draw(st.integers(0, 5000))
    return PeriodStanding(
        Period(2023, number, PeriodKind.QUARTER),
        mark,
        carded,
        vetoed=draw(st.sampled_from((*(False,) * 11, True))),
        reward=reward,
        categories={"party": Achieved(mark / 4, Fraction(25))},
        items={"grain": Achieved(mark / 2, Fraction(50))},
        grade=draw(st.sampled_from(("good", "good", "good", "last"))),
    )


def a_cadre(draw: st.DrawFn, code: str, number: int) -> Cadre:
    return Cadre(f"{code}-{number}", code, f"干部{number}", "委员", draw(st.integers(1, 2_000_000)))
