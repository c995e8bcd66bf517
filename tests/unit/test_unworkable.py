"""Rules that are well written and cannot work: told by `rules check`, before a year is run by them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from qsq.domain.county.places import Village, VillageKind
from qsq.domain.observed.targets import missing_targets
from qsq.domain.scheme.checklist import (
    Checklist,
    Combine,
    Drop,
    Emphasis,
    How,
    Item,
    Scope,
    Task,
    TownRules,
)
from qsq.domain.scheme.methods import Award, Bands, Deduct, Grade, Method, Ratio, Scaled, YesNo
from qsq.domain.scheme.scheme import (
    Annual,
    Caps,
    Category,
    Eligibility,
    GradeRule,
    Honour,
    Marks,
    Missing,
    PoolField,
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
from qsq.domain.values.numbers import Rounding, Scale
from qsq.domain.values.periods import Period, PeriodKind

SCALE = Scale(2, Rounding.HALF_UP)
SCHEME = Scheme(
    name="三创三强",
    city_code="431181",
    city_name="祁阳市",
    period=PeriodKind.QUARTER,
    marks=Marks(SCALE.units(Fraction(100)), SCALE),
    missing=Missing.BLOCK,
    caps=Caps(Fraction(5), Fraction(10)),
    categories=(Category("party", "党建"),),
    ranking=Ranking((PoolField.TOWN,), ()),
)
VILLAGES = tuple(
    Village(code, f"{code}村", town, VillageKind.VILLAGE)
    for code, town in [("A1", "T1"), ("A2", "T1"), ("A3", "T1"), ("B1", "T2"), ("B2", "T2")]
)
POOLS = (3, 2)


def bands(*pairs: tuple[int, int]) -> Bands:
    falling = sorted(pairs, reverse=True)
    return Bands(tuple((Fraction(start), Fraction(points)) for start, points in falling))


def grades(*shares: int) -> Grade:
    return Grade(tuple((f"g{number}", Fraction(share, 100)) for number, share in enumerate(shares)))


def task(method: Method, points: int = 4, combine: Combine | None = None) -> Task:
    return Task("grain.sown", "早稻", Fraction(points), method, combine=combine)


def item(name: str = "grain", scope: Scope | None = None, *tasks: Task, category: str = "party") -> Item:
    return Item(name, "粮食", category, "agri", Fraction(1), tasks or (task(YesNo()),), (), scope)


def checklist(*items: Item, **more: object) -> Checklist:
    period = Period(2023, 1, PeriodKind.QUARTER)
    made = Checklist(period, "一季度", date(2023, 3, 31), (), items)
    return replace(made, **more)  # type: ignore[arg-type]


def told(problems: Iterable[Unworkable]) -> list[tuple[Path, bool]]:
    return [(problem.path, problem.dead) for problem in problems]


@pytest.mark.parametrize(
    "method",
    [
        Award(),
        YesNo(),
        Deduct(Fraction(1), Fraction(0)),
        Deduct(Fraction(4), Fraction(0)),
        Deduct(Fraction(1), Fraction(-4)),
        Ratio(Fraction(95), "%"),
        Ratio(None, "亩"),
        bands((60, 2), (90, 4)),
        bands((0, 4), (1, 2), (3, 0)),
        grades(100, 85, 70, 0),
        grades(0, 70, 100),
        Scaled(Fraction(60), Fraction(100)),
        Scaled(Fraction(10), Fraction(0)),
        Scaled(Fraction(0), Fraction(10), Fraction(-4), Fraction(4)),
    ],
)
def test_a_task_that_works_is_not_told(method: Method) -> None:
    assert told(of_task(task(method))) == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        (bands((60, 0), (90, 0)), ("method", "bands")),
        (grades(0, 0), ("method", "grades")),
        (Deduct(Fraction(1), Fraction(4)), ("method", "floor")),
        (Scaled(Fraction(0), Fraction(10), Fraction(2), Fraction(2)), ("method",)),
        (Scaled(Fraction(0), Fraction(10), Fraction(5)), ("method",)),
    ],
    ids=repr,
)
def test_a_task_whose_points_no_value_changes_is_an_error(method: Method, path: Path) -> None:
    assert (path, True) in told(of_task(task(method)))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        (bands((60, 4), (90, 2)), ("method", "bands")),
        (bands((0, 0), (60, 4), (90, 2)), ("method", "bands")),
        (bands((0, 4), (60, 4)), ("method", "bands")),
        (bands((60, 2), (90, 3)), ("method",)),
        (bands((110, 4)), ("method", "bands")),
        (grades(85, 100, 70), ("method", "grades")),
        (grades(80, 80), ("method", "grades")),
        (grades(80, 60), ("method",)),
        (Scaled(Fraction(0), Fraction(10), most=Fraction(3)), ("method",)),
        (Scaled(Fraction(60), Fraction(105), unit="%"), ("method", "full")),
        (Deduct(Fraction(5), Fraction(0)), ("method", "each")),
        (Ratio(Fraction(101), "%"), ("method", "target")),
        (Ratio(Fraction(95, 100), "%"), ("method", "target")),
        (Ratio(Fraction(1), "%"), ("method", "target")),
        (Scaled(Fraction(6, 10), Fraction(9, 10), unit="%"), ("method", "full")),
        (bands((1, 4)), ("method", "bands")),
    ],
    ids=repr,
)
def test_a_task_that_looks_unintended_is_a_warning(method: Method, path: Path) -> None:
    method = replace(method, unit="%") if isinstance(method, Bands) else method
    assert (path, False) in told(of_task(task(method)))


def test_of_two_rounds_none_is_left_out() -> None:
    combine = Combine(2, How.TRIMMED_MEAN)
    assert told(of_task(task(YesNo(), combine=combine))) == [(("combine",), False)]
    assert told(of_task(task(YesNo(), combine=Combine(3, How.TRIMMED_MEAN)))) == []


def test_an_item_for_no_village_is_told() -> None:
    scopes = [
        Scope(kinds=(VillageKind.COMMUNITY,)),
        Scope(groups=("山区",)),
        Scope(towns=("T9",)),
        Scope(towns=("T1",)),
    ]
    asked = checklist(*(item(f"i{number}", scope) for number, scope in enumerate(scopes)), item("all"))
    paths = told(of_checklist(SCHEME, asked, VILLAGES))
    assert paths == [(("items", number, "for"), False) for number in range(3)]


def test_an_item_that_every_town_drops_is_told() -> None:
    drops = [TownRules(town, drop=(Drop("grain", "无耕地"),)) for town in ("T1", "T2")]
    both = item(), item("all")
    assert told(of_checklist(SCHEME, checklist(*both, towns=tuple(drops)), VILLAGES)) == [
        (("items", 0), False)
    ]
    one_town = checklist(item(scope=Scope(towns=("T1",))), item("all"), towns=(drops[0],))
    assert told(of_checklist(SCHEME, one_town, VILLAGES)) == [(("items", 0), False)]
    assert told(of_checklist(SCHEME, checklist(*both, towns=(drops[0],)), VILLAGES)) == []


def test_villages_that_are_asked_nothing_are_told() -> None:
    dropped = TownRules("T1", drop=(Drop("grain", "无耕地"),))
    for asked in (
        checklist(item(), towns=(dropped,)),
        checklist(item(scope=Scope(towns=("T2",)))),
    ):
        (problem,) = of_checklist(SCHEME, asked, VILLAGES)
        assert (problem.path, problem.dead) == (("items",), False)
        assert "3 villages are asked nothing and would have no mark, the first is A1 A1村" in str(
            problem.what
        )


def test_a_town_file_for_no_village_or_for_nothing_is_told() -> None:
    nobody = TownRules("T3", drop=(Drop("grain", "无耕地"),))
    nothing = TownRules("T1")
    asked = checklist(item(), towns=(nobody, nothing))
    found = list(of_checklist(SCHEME, asked, VILLAGES))
    assert [(one.town, one.path) for one in found] == [("T3", ()), ("T1", ())]


def test_a_towns_own_items_are_looked_at_too() -> None:
    added = item("fire", Scope(kinds=(VillageKind.COMMUNITY,)), task(bands((60, 0))))
    asked = checklist(item(), towns=(TownRules("T1", add=(added,)),))
    found = list(of_checklist(SCHEME, asked, VILLAGES))
    assert [(one.town, one.path, one.dead) for one in found] == [
        ("T1", ("add", 0, "tasks", 0, "method", "bands"), True),
        ("T1", ("add", 0, "for"), False),
    ]


def test_a_theme_that_no_item_carries_is_told() -> None:
    stress = (Emphasis("drowning", "防溺水", Fraction(2)),)
    assert told(of_checklist(SCHEME, checklist(item(), emphasis=stress), VILLAGES)) == [
        (("emphasis", 0), False)
    ]
    asked = checklist(item(), towns=(TownRules("T1", emphasis=stress),))
    assert told(of_checklist(SCHEME, asked, VILLAGES)) == [(("emphasis", 0), False)]


def test_a_tie_break_on_what_the_period_has_not_is_told() -> None:
    keys = (
        TieBreak(TieRule.ITEM, "fire"),
        TieBreak(TieRule.CATEGORY, "safety"),
        TieBreak(TieRule.MOST_BONUS),
    )
    scheme = replace(SCHEME, ranking=Ranking((), keys))
    assert told(of_checklist(scheme, checklist(item()), VILLAGES)) == [((), False)] * 2
    there = checklist(item("fire", category="safety"))
    assert told(of_checklist(scheme, there, VILLAGES)) == []


def of(scheme: Scheme, *lists: Checklist) -> list[tuple[Path, bool]]:
    return told(of_scheme(scheme, lists, VILLAGES, POOLS))


def test_standing_rules_that_work_are_not_told() -> None:
    honours = (
        Honour("red-flag", "红旗村", 1, 30000_00, Fraction(0)),
        Honour("model", "模范村", None, 0, Fraction(0)),
    )
    scheme = replace(
        SCHEME,
        rewards=Rewards(pool=100, places=(Fraction(1),)),
        yellow_card=YellowCardRule(1, Fraction(60), Fraction(85), 3),
        grades=(GradeRule("good", "优秀", Fraction(105), at_most=Fraction(1, 3)), GradeRule("rest", "其他")),
        annual=Annual(eligibility=Eligibility(4, 1, True, Fraction(105), Fraction(1, 5)), honours=honours),
    )
    assert of(scheme) == []


@pytest.mark.parametrize(
    ("scheme", "path"),
    [
        (
            replace(SCHEME, grades=(GradeRule("a", "优", Fraction(106)), GradeRule("b", "良"))),
            ("grades", 0, "from"),
        ),
        (
            replace(
                SCHEME, annual=Annual(grades=(GradeRule("a", "优", Fraction(106)), GradeRule("b", "良")))
            ),
            ("annual", "grades", 0, "from"),
        ),
        (
            replace(SCHEME, annual=Annual(eligibility=Eligibility(min_mark=Fraction(106)))),
            ("annual", "eligibility", "min_mark"),
        ),
        (replace(SCHEME, rewards=Rewards(base=1, least=Fraction(106))), ("rewards", "from")),
        (
            replace(SCHEME, yellow_card=YellowCardRule(0, Fraction(106), Fraction(0), 1)),
            ("yellow_card", "below"),
        ),
        (
            replace(SCHEME, annual=Annual(eligibility=Eligibility(5))),
            ("annual", "eligibility", "min_periods"),
        ),
        (
            replace(SCHEME, annual=Annual(eligibility=Eligibility(recommend_quota=Fraction(0)))),
            ("annual", "eligibility", "recommend_quota"),
        ),
        (
            replace(SCHEME, annual=Annual(weights={f"q{one}": Fraction(0) for one in range(1, 5)})),
            ("annual", "weights"),
        ),
    ],
    ids=lambda value: "" if isinstance(value, Scheme) else ".".join(map(str, value)),
)
def test_a_condition_that_no_village_can_meet_is_an_error(scheme: Scheme, path: Path) -> None:
    assert of(scheme) == [(path, True)]


def test_a_mark_can_be_reached_where_nothing_limits_it() -> None:
    high = replace(SCHEME, grades=(GradeRule("a", "优", Fraction(150)), GradeRule("b", "良")))
    assert of(replace(high, caps=Caps())) == []
    extra = checklist(item("grain", None, task(Scaled(Fraction(0), Fraction(10), most=Fraction(9)))))
    assert of(high, extra) == []
    # 100 × 9 ÷ 4 + 5 of bonuses, and 0.01 for the rounding of the one item, is at most 231
    higher = replace(SCHEME, grades=(GradeRule("a", "优", Fraction(232)), GradeRule("b", "良")))
    assert of(higher, extra) == [(("grades", 0, "from"), True)]


def test_periods_that_have_rules_should_not_all_weigh_0() -> None:
    first = checklist(item("grain"))
    scheme = replace(SCHEME, annual=Annual(weights={first.period.key: Fraction(0)}))
    assert of(scheme, first) == [(("annual", "weights"), False)]
    assert of(scheme) == []


@pytest.mark.parametrize(
    ("scheme", "path"),
    [
        (replace(SCHEME, rewards=Rewards(amounts=(4, 3, 2, 1))), ("rewards", "amounts")),
        (replace(SCHEME, rewards=Rewards(pool=9, places=(Fraction(1, 4),) * 4)), ("rewards", "places")),
        (replace(SCHEME, rewards=Rewards(places=(Fraction(1),))), ("rewards", "pool")),
        (replace(SCHEME, rewards=Rewards(least=Fraction(60))), ("rewards", "from")),
        (
            replace(
                SCHEME,
                annual=Annual(
                    honours=(
                        Honour("a", "红旗村", None, 0, Fraction(0)),
                        Honour("b", "模范村", 1, 0, Fraction(0)),
                    )
                ),
            ),
            ("annual", "honours", 1),
        ),
        (
            replace(SCHEME, yellow_card=YellowCardRule(1, Fraction(60), Fraction(85), 4)),
            ("yellow_card", "smallest_pool"),
        ),
        (
            replace(SCHEME, yellow_card=YellowCardRule(1, Fraction(60), Fraction(60), 2)),
            ("yellow_card", "spare_at"),
        ),
        (
            replace(
                SCHEME,
                grades=(
                    GradeRule("a", "优", Fraction(60)),
                    GradeRule("b", "良", Fraction(90)),
                    GradeRule("c", "差"),
                ),
            ),
            ("grades", 1),
        ),
        (
            replace(SCHEME, grades=(GradeRule("a", "优", at_most=Fraction(1, 4)), GradeRule("b", "良"))),
            ("grades", 0, "at_most"),
        ),
        (
            replace(SCHEME, annual=Annual(honours=(Honour("a", "红旗村", 0, 0, Fraction(0)),))),
            ("annual", "honours", 0, "count"),
        ),
        (
            replace(SCHEME, annual=Annual(honours=(Honour("a", "红旗村", 6, 0, Fraction(0)),))),
            ("annual", "honours"),
        ),
        (
            replace(
                SCHEME,
                annual=Annual(
                    eligibility=Eligibility(recommend_quota=Fraction(1, 5)),
                    honours=(Honour("a", "红旗村", 3, 0, Fraction(0)),),
                ),
            ),
            ("annual", "honours"),
        ),
    ],
    ids=lambda value: "" if isinstance(value, Scheme) else ".".join(map(str, value)),
)
def test_standing_rules_that_look_unintended_are_a_warning(scheme: Scheme, path: Path) -> None:
    assert of(scheme) == [(path, False)]


def test_missing_targets_are_told_of_villages_that_are_asked() -> None:
    own = item("grain", Scope(towns=("T1",)), task(Ratio(None, "亩")))
    asked = checklist(own, item("party"))
    (one,) = missing_targets(asked, VILLAGES, {("A1", "grain.sown")}, "data/2023/q1/targets.csv")
    assert "grain.sown (2/3: A2 A2村 …)" in str(one)
    every = {(code, "grain.sown") for code in ("A1", "A2", "A3")}
    assert not list(missing_targets(asked, VILLAGES, every, "data/2023/q1/targets.csv"))
    dropped = replace(asked, towns=(TownRules("T1", drop=(Drop("grain", "无耕地"),)),))
    assert not list(missing_targets(dropped, VILLAGES, (), "data/2023/q1/targets.csv"))
