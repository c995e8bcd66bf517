"""Small villages, items and schemes, so that a test reads in a few lines; marks have two decimals."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from qsq.awards.standing import Achieved, Cadre, PeriodStanding, VillageYear
from qsq.domain.county.places import Village, VillageKind
from qsq.domain.observed.observation import Adjustment, AdjustmentKind, Observation, PeriodInputs
from qsq.domain.scheme.checklist import Checklist, Combine, Drop, Emphasis, Item, Scope, Task, TownRules
from qsq.domain.scheme.methods import Award, Bands, Deduct, Grade, Method, Ratio, Scaled, YesNo
from qsq.domain.scheme.scheme import (
    Annual,
    CadreShare,
    Caps,
    Category,
    CityOffice,
    Eligibility,
    GradeRule,
    Honour,
    Marks,
    MeritQuotaRule,
    Missing,
    NoticeRule,
    PoolField,
    PrizeSplit,
    Ranking,
    Rewards,
    Scheme,
    TieBreak,
    TieRule,
    YellowCardRule,
)
from qsq.domain.values.money import fen
from qsq.domain.values.numbers import Rounding, Scale
from qsq.domain.values.periods import Period, PeriodKind
from qsq.scoring.marks import ItemMark, VillageMarks
from qsq.scoring.ranking import Ranked

Number = Fraction | int | str
"""A number as a clerk writes it: `3`, `"2.5"`, `"1/3"` or `"30%"`."""

SCALE = Scale(2, Rounding.HALF_UP)
AWARD = Award()
YES_NO = YesNo()


def exact(number: Number) -> Fraction:
    """The number that is written."""
    if isinstance(number, str) and number.endswith("%"):
        return Fraction(number[:-1]) / 100
    return Fraction(number)


def units(mark: Number) -> int:
    """A mark of two decimals in units."""
    whole = exact(mark) * SCALE.unit
    assert whole.denominator == 1
    return int(whole)


def deduct(each: Number, floor: Number = 0) -> Deduct:
    return Deduct(exact(each), exact(floor))


def ratio(target: Number | None = None) -> Ratio:
    """Of a fixed target, or of each village's own."""
    return Ratio(None if target is None else exact(target), "亩")


def grade(**shares: Number) -> Grade:
    """Grades as `grade(优="100%", 差="0%")`."""
    return Grade(tuple((key, exact(share)) for key, share in shares.items()))


def scaled(zero: Number, full: Number, least: Number = 0, most: Number | None = None) -> Scaled:
    """Points on the way from `zero` to `full`."""
    return Scaled(exact(zero), exact(full), exact(least), None if most is None else exact(most))


def bands(*pairs: tuple[Number, Number]) -> Bands:
    """Bands as (from, points), the highest first."""
    return Bands(tuple((exact(start), exact(points)) for start, points in pairs))


def task(name: str, points: Number = 4, method: Method = AWARD, combine: Combine | None = None) -> Task:
    return Task(name, name, exact(points), method, combine=combine)


def item(
    name: str,
    *tasks: Task,
    weight: Number = 1,
    category: str = "general",
    department: str = "office",
    themes: Sequence[str] = (),
    scope: Scope | None = None,
) -> Item:
    """An item; without tasks it has one, `NAME.all`, of 10 points that the department awards."""
    tasks = tasks or (task(f"{name}.all", 10),)
    return Item(name, name, category, department, exact(weight), tasks, tuple(themes), scope)


def stress(theme: str, multiplier: Number) -> Emphasis:
    return Emphasis(theme, theme, exact(multiplier))


def town_rules(
    code: str, add: Sequence[Item] = (), emphasis: Sequence[Emphasis] = (), drop: Iterable[str] = ()
) -> TownRules:
    dropped = tuple(Drop(name, "无水域") for name in drop)
    return TownRules(code, tuple(add), tuple(emphasis), dropped)


def checklist(*items: Item, emphasis: Sequence[Emphasis] = (), towns: Sequence[TownRules] = ()) -> Checklist:
    period = Period(2023, 1, PeriodKind.QUARTER)
    return Checklist(period, "一季度清单", period.last_day, tuple(emphasis), items, tuple(towns))


def village(code: str, town: str = "T1", kind: VillageKind = VillageKind.VILLAGE, group: str = "") -> Village:
    return Village(code, f"{code}村", town, kind, group)


def seen(value: Number) -> Observation:
    """What a department entered: a number, `True`, a grade, or `NA`."""
    if value == "NA":
        return Observation("NA", None, "没有水田")
    if isinstance(value, bool):
        return Observation("是" if value else "否", value)
    try:
        return Observation(str(value), Fraction(value))
    except ValueError:
        return Observation(str(value), str(value))


def entered(
    observations: Mapping[str, Mapping[str, Number]],
    *,
    targets: Mapping[tuple[str, str], Number] | None = None,
    adjustments: Mapping[str, Sequence[Adjustment]] | None = None,
) -> PeriodInputs:
    """A period's inputs: values by village and task, targets, adjustments by village."""
    return PeriodInputs(
        {code: {name: seen(value) for name, value in tasks.items()} for code, tasks in observations.items()},
        {key: exact(target) for key, target in (targets or {}).items()},
        {code: tuple(listed) for code, listed in (adjustments or {}).items()},
    )


def bonus(points: Number) -> Adjustment:
    return Adjustment(AdjustmentKind.BONUS, exact(points), "获市级表彰", "office")


def deduction(points: Number) -> Adjustment:
    return Adjustment(AdjustmentKind.DEDUCTION, exact(points), "通报批评", "office")


def veto() -> Adjustment:
    return Adjustment(AdjustmentKind.VETO, Fraction(0), "重大安全事故", "office", "湘办发〔2021〕1号")


def tie_break(*keys: str) -> tuple[TieBreak, ...]:
    """Keys as the rule file writes them: `item:grain`, `most_bonus`."""
    parts = [key.partition(":") for key in keys]
    return tuple(TieBreak(TieRule(rule), name) for rule, _, name in parts)


def rewards(pool: Number = 6000, places: Sequence[Number] = ("50%", "30%", "20%")) -> Rewards:
    """A period's money in yuan and the shares of its places."""
    return Rewards(fen(exact(pool)), tuple(exact(place) for place in places))


def card_rule(
    last: int = 1, below: Number = 60, spare_at: Number = 85, smallest_pool: int = 3
) -> YellowCardRule:
    return YellowCardRule(last, exact(below), exact(spare_at), smallest_pool)


def marks_rule(total: int = 100, decimals: int = 2, rounding: Rounding = Rounding.HALF_UP) -> Marks:
    scale = Scale(decimals, rounding)
    return Marks(total * scale.unit, scale)


def eligibility(
    *,
    min_periods: int = 4,
    max_yellow_cards: int = 1,
    forbid_veto: bool = True,
    min_mark: Number = 60,
) -> Eligibility:
    return Eligibility(min_periods, max_yellow_cards, forbid_veto, exact(min_mark), exact("20%"))


def honour(
    name: str,
    count: int | None = 1,
    prize: Number = 300,
    uplift: Number = "30%",
    grade: str = "",
    *,
    by_improvement: bool = False,
) -> Honour:
    """An honour; a count of None is `all`."""
    return Honour(name, name, count, fen(exact(prize)), exact(uplift), grade, by_improvement)


def grade_rule(name: str, **conditions: Number) -> GradeRule:
    """A grade as `grade_rule("优秀", least=90, each_item="60%", at_most="30%")`."""
    return GradeRule(name, name, **{key: exact(value) for key, value in conditions.items()})  # type: ignore[arg-type]


def annual(
    *honours: Honour,
    weights: tuple[Number, Number, Number, Number] = (1, 1, 1, 1),
    review_share: Number = 0,
    conditions: Eligibility | None = None,
    ties: Sequence[str] = (),
    split: tuple[Number, Number] = ("50%", "50%"),
    cadre_share: CadreShare = CadreShare.EQUAL,
    merit_quota: tuple[Number, Number] = ("15%", "10%"),
) -> Annual:
    """The rules of a year; without honours there is one red-flag village."""
    return Annual(
        weights={f"q{number}": exact(weight) for number, weight in enumerate(weights, start=1)},
        review_share=exact(review_share),
        eligibility=conditions or eligibility(),
        tie_break=tie_break(*ties),
        honours=honours or (honour("red-flag"),),
        prize_split=PrizeSplit(exact(split[0]), exact(split[1])),
        cadre_share=cadre_share,
        merit_quota=MeritQuotaRule(exact(merit_quota[0]), exact(merit_quota[1])),
    )


def scheme(
    *,
    marks: Marks | None = None,
    caps: tuple[Number | None, Number | None] = (5, 10),
    pool: Sequence[PoolField] = (PoolField.TOWN,),
    ties: Sequence[str] = (),
    money: Rewards | None = None,
    cards: YellowCardRule | None = None,
    year: Annual | None = None,
    grades: Sequence[GradeRule] = (),
) -> Scheme:
    """A county's standing rules."""
    return Scheme(
        name="小县村级工作评比",
        city_code="C1",
        city_name="小县",
        city_level="县",
        office=CityOffice("小县评比办公室", "县评比办"),
        period=PeriodKind.QUARTER,
        marks=marks or marks_rule(),
        missing=Missing.BLOCK,
        caps=Caps(*(None if cap is None else exact(cap) for cap in caps)),
        categories=(Category("party", "基层党建"), Category("general", "综合")),
        ranking=Ranking(tuple(pool), tie_break(*ties)),
        rewards=money or rewards(),
        yellow_card=cards or card_rule(),
        annual=year or annual(),
        notice=NoticeRule(5, first_day_counts=True),
        grades=tuple(grades),
    )


def item_mark(
    name: str, mark: Number | None, city_mark: Number | None = None, category: str = "general"
) -> ItemMark:
    """An item's marks; one without a city mark is the town's own."""
    in_units = None if mark is None else units(mark)
    in_city = None if city_mark is None else units(city_mark)
    return ItemMark(item(name, category=category), (), in_units, in_units, in_city, in_city)


def marked(
    code: str,
    mark: Number = 80,
    *,
    of: Village | None = None,
    city_mark: Number | None = None,
    items: Sequence[ItemMark] = (),
    bonuses: Number = 0,
    deductions: Number = 0,
    vetoed: bool = False,
) -> VillageMarks:
    """A village that is marked already; `bonuses` and `deductions` are the sums before the caps."""
    return VillageMarks(
        village=of or village(code),
        items=tuple(items),
        bonus=units(min(exact(bonuses), Fraction(5))),
        deduction=units(min(exact(deductions), Fraction(10))),
        bonus_sum=exact(bonuses),
        deduction_sum=exact(deductions),
        vetoes=(veto(),) if vetoed else (),
        town_mark=units(mark),
        city_mark=units(mark if city_mark is None else city_mark),
    )


def ranked(code: str, rank: int, mark: Number = 80, *, vetoed: bool = False) -> Ranked:
    """A village that is marked and ranked already."""
    return Ranked(marked(code, mark, vetoed=vetoed), rank)


def period(
    number: int,
    mark: Number,
    *,
    card: bool = False,
    vetoed: bool = False,
    reward: Number = 0,
    categories: Mapping[str, Number] | None = None,
) -> PeriodStanding:
    """A village's period as the year sees it; the reward in yuan."""
    by_category = {
        name: Achieved(exact(points), Fraction(100)) for name, points in (categories or {}).items()
    }
    return PeriodStanding(
        Period(2023, number, PeriodKind.QUARTER), exact(mark), card, vetoed, fen(exact(reward)), by_category
    )


def periods(*marks: Number, cards: int = 0) -> tuple[PeriodStanding, ...]:
    """The first periods of a year by their marks; the first `cards` of them brought a yellow card."""
    return tuple(period(number, mark, card=number <= cards) for number, mark in enumerate(marks, start=1))


def cadre(name: str, base_bonus: Number = 3000) -> Cadre:
    """A cadre and the base bonus in yuan."""
    return Cadre(name, name.partition("-")[0], name, "委员", fen(exact(base_bonus)))


def year(
    code: str,
    *of_periods: PeriodStanding,
    town: str = "T1",
    recommended: bool = True,
    review: Number | None = None,
    cadres: Sequence[Cadre] = (),
) -> VillageYear:
    """A village's year; without periods it has four with a mark of 80."""
    return VillageYear(
        village=village(code, town),
        periods=of_periods or periods(80, 80, 80, 80),
        recommended=recommended,
        review=None if review is None else exact(review),
        cadres=tuple(cadres),
    )
