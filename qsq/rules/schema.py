"""The shape of the rule files (CONTRACT.md sections 3 and 8); also their JSON Schema for editors."""

from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    RootModel,
    WithJsonSchema,
    model_validator,
)

from qsq.domain.checklist import How
from qsq.domain.numbers import Rounding, plain
from qsq.domain.observation import CHINESE_ADJUSTMENTS, AdjustmentKind
from qsq.domain.periods import PeriodKind
from qsq.domain.places import CHINESE_KINDS, Kind
from qsq.domain.scheme import TIME_ZONE, CadreShare, Missing, PoolField
from qsq.rules.fields import (
    Count,
    CountFromOne,
    Date,
    Days,
    DaysFromOne,
    Exact,
    Flag,
    Id,
    NotNegative,
    Part,
    PeriodText,
    Positive,
    Share,
    Text,
    TimeZone,
    Yuan,
    add_up,
    one_of,
    reference,
    shown,
    tie_break_key,
    unfit,
)
from qsq.rules.yaml_document import Number

_MOST_DECIMALS = 6


class Shape(BaseModel):
    """A mapping of a rule file: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)


class AwardShape(Shape):
    """The department gives the points itself, from 0 to the task's points."""

    kind: Literal["award"]
    unit: Text | None = None


class DeductShape(Shape):
    """`each` points less for every count, not below `floor`."""

    kind: Literal["deduct"]
    each: Positive
    floor: Exact | None = None
    unit: Text | None = None


def _target(value: object) -> Any:
    if value == "per_village":
        return None
    if not isinstance(value, Number) or value.value is None or value.value <= 0:
        unfit("found {found}; expected a number above 0, or per_village", found=shown(value))
    return value.value


class RatioShape(Shape):
    """The share of `target` that was reached; per_village: targets.csv has one for each village."""

    kind: Literal["ratio"]
    target: Annotated[
        Any,
        PlainValidator(_target),
        WithJsonSchema({"anyOf": [{"const": "per_village"}, {"type": "number", "exclusiveMinimum": 0}]}),
    ]
    unit: Text | None = None


class GradeShape(Shape):
    """Grades and the share of the points that each earns."""

    kind: Literal["grade"]
    grades: dict[str, Part] = Field(min_length=1)


class YesNoShape(Shape):
    """All points for yes, none for no."""

    kind: Literal["yes_no"]


class BandShape(Shape):
    """`points` for a value of `from` or more."""

    start: Exact = Field(alias="from")
    points: NotNegative


class BandsShape(Shape):
    """The points of the highest `from` that the value reaches, else 0."""

    kind: Literal["bands"]
    bands: list[BandShape] = Field(min_length=1)
    unit: Text | None = None


class ScaleShape(Shape):
    """Points in proportion to the way from `zero` to `full`, from `least` to `most` points."""

    kind: Literal["scale"]
    zero: Exact
    full: Exact
    least: Exact | None = None
    most: Exact | None = None
    unit: Text | None = None


MethodShape = Annotated[
    AwardShape | DeductShape | RatioShape | GradeShape | YesNoShape | BandsShape | ScaleShape,
    Field(discriminator="kind"),
]


class CombineShape(Shape):
    """Several looks at one task, and what is made of their points."""

    rounds: CountFromOne
    how: Annotated[How, *one_of(How)]


class TaskShape(Shape):
    """条: one thing to do; observations refer to it as item.task."""

    id: Id
    text: Text
    points: Positive
    method: MethodShape
    combine: CombineShape | None = None
    due: Date | None = None
    evidence: Text | None = None
    basis: Text | None = None


class ForShape(Shape):
    """The villages that an item is for; all that is named must fit."""

    kind: list[Annotated[Kind, *one_of(Kind, CHINESE_KINDS)]] | None = Field(default=None, min_length=1)
    group: list[Text] | None = Field(default=None, min_length=1)
    town: list[Annotated[str, *reference("towns")]] | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            unfit("for names no villages; expected one or more of: kind, group, town")
        return self


class ItemShape(Shape):
    """项: tasks of one category that one department marks."""

    id: Id
    name: Text
    category: Annotated[str, *reference("categories")]
    department: Annotated[str, *reference("departments")]
    weight: Positive
    themes: list[Text] = []
    scope: ForShape | None = Field(default=None, alias="for")
    tasks: list[TaskShape] = Field(min_length=1)


class EmphasisShape(Shape):
    """A theme that weighs more this season, or in this town."""

    theme: Text
    name: Text
    multiplier: Positive


class PeriodShape(Shape):
    """A period's checklist, such as rules/2023/q1.yaml."""

    period: PeriodText
    title: Text
    due: Date
    basis: Text | None = None
    emphasis: list[EmphasisShape] = []
    items: list[ItemShape] = Field(min_length=1)


class DropShape(Shape):
    """A city item that does not apply in the town, and why."""

    item: Text
    reason: Text


class TownShape(Shape):
    """What a town adds, stresses and drops: such as rules/2023/towns/431181107/q1.yaml."""

    add: list[ItemShape] = Field(default=[], max_length=2)
    emphasis: list[EmphasisShape] = []
    drop: list[DropShape] = []


class CityShape(Shape):
    """The city; `level` is what texts call it: 市, 县, 区, 旗."""

    code: Text
    name: Text
    level: Text = "市"


class OfficeShape(Shape):
    """The city's office as its papers name it, and how villagers reach it."""

    name: Text
    short: Text | None = None
    contact: Text | None = None
    phone: Text | None = None
    address: Text | None = None


class MarksShape(Shape):
    """The mark of a village that does everything, and how figures are rounded."""

    total: Positive
    decimals: Count
    rounding: Annotated[Rounding, *one_of(Rounding)]

    @model_validator(mode="after")
    def _total_fits(self) -> Self:
        if self.decimals > _MOST_DECIMALS:
            unfit("found {found} decimals; expected at most {most}", found=self.decimals, most=_MOST_DECIMALS)
        if (self.total * 10**self.decimals).denominator != 1:
            unfit(
                "found {found}; expected a total of at most {decimals} decimals",
                found=plain(self.total),
                decimals=self.decimals,
            )
        return self


class AdjustmentsShape(Shape):
    """The most that bonuses and deductions can change a mark."""

    bonus_cap: NotNegative | None = None
    deduction_cap: NotNegative | None = None


class CategoryShape(Shape):
    """A field of work."""

    id: Id
    name: Text


class RankingShape(Shape):
    """How pools are made and ties are broken."""

    pool: list[Annotated[PoolField, *one_of(PoolField)]]
    tie_break: list[
        Annotated[str, *tie_break_key(("least_deductions", "most_bonus"), ("category", "item"))]
    ] = []
    towns: Annotated[str, *one_of(("show",))] | None = None


class GradeRuleShape(Shape):
    """What a mark must fulfil for a grade."""

    id: Id
    name: Text
    start: NotNegative | None = Field(default=None, alias="from")
    each_category: Part | None = None
    each_item: Part | None = None
    at_most: Part | None = None


class AnnualGradeRuleShape(GradeRuleShape):
    """What a year must fulfil for a grade."""

    every_period: Text | None = None


class RewardsShape(Shape):
    """A period's rewards: a pot with the shares of its places, or amounts in yuan; and what else is paid."""

    pool: Yuan | None = None
    places: Annotated[list[Part], Field(min_length=1), AfterValidator(add_up)] | None = None
    amounts: list[Yuan] | None = Field(default=None, min_length=1)
    base: Yuan | None = None
    by_grade: dict[str, Yuan] = {}
    start: NotNegative | None = Field(default=None, alias="from")

    @model_validator(mode="after")
    def _take_one_form(self) -> Self:
        if (self.pool is None) != (self.places is None):
            unfit("pool and places go together; expected both or neither")
        if self.pool is not None and self.amounts is not None:
            unfit("found pool and amounts; expected one of them")
        return self


class YellowCardShape(Shape):
    """When a yellow card falls."""

    last: Count
    below: NotNegative
    spare_at: NotNegative
    smallest_pool: Count


class NoticeShape(Shape):
    """How long a public notice hangs."""

    working_days: DaysFromOne
    first_day_counts: Flag = True


class ChecklistShape(Shape):
    """The least days from dispatch to due date."""

    lead_days: Days


class RemindersShape(Shape):
    """When a village is called in for a talk (一月一提示)."""

    slow: Part
    poor: Part
    far_behind: Part


class VisitShape(Shape):
    """How often someone visits."""

    every: Annotated[str, *one_of(("week", "month"))]
    at_least: Count


class VisitsShape(Shape):
    """三包三联."""

    city_leader: VisitShape
    town_officer: VisitShape


class EligibilityShape(Shape):
    """What a village must fulfil to be honoured."""

    min_periods: Count = 0
    max_yellow_cards: Count | None = None
    forbid_veto: Flag = False
    min_mark: NotNegative | None = None
    recommend_quota: Part | None = None


def _count_or_all(value: object) -> int | None:
    if value == "all":
        return None
    if not isinstance(value, Number) or value.value is None or value.value < 0 or value.value % 1:
        unfit("found {found}; expected a whole number of 0 or more, or all", found=shown(value))
    return int(value.value)


class HonourShape(Shape):
    """An honour of the year: prize in yuan, uplift of a cadre's base bonus."""

    id: Id
    name: Text
    count: Annotated[
        int | None,
        PlainValidator(_count_or_all),
        WithJsonSchema({"anyOf": [{"const": "all"}, {"type": "integer", "minimum": 0}]}),
    ]
    prize: Yuan
    uplift: Share
    grade: Text | None = None


class PrizeSplitShape(Shape):
    """The two halves of a prize."""

    welfare: Part
    cadres: Part

    @model_validator(mode="after")
    def _make_a_whole(self) -> Self:
        add_up((self.welfare, self.cadres))
        return self


class MeritQuotaShape(Shape):
    """The share of cadres who may be rated excellent, and how much more in honoured villages."""

    base: Part
    increase: Part


_ANNUAL_KEYS = ("fewest_yellow_cards", "best_period", "latest_period")


class AnnualShape(Shape):
    """The rules of the year."""

    weights: dict[str, NotNegative] = {}
    review_share: Part | None = None
    grades: Annotated[list[AnnualGradeRuleShape], Field(min_length=1)] | None = None
    eligibility: EligibilityShape
    tie_break: list[Annotated[str, *tie_break_key(_ANNUAL_KEYS, ("category",))]] = []
    honours: list[HonourShape] = Field(min_length=1)
    prize_split: PrizeSplitShape
    cadre_share: Annotated[CadreShare, *one_of(CadreShare)]
    merit_quota: MeritQuotaShape | None = None


class SchemeShape(Shape):
    """The standing rules: rules/scheme.yaml."""

    scheme: Text
    city: CityShape
    office: OfficeShape | None = None
    period: Annotated[PeriodKind, *one_of(PeriodKind)] = PeriodKind.QUARTER
    time_zone: TimeZone = TIME_ZONE
    marks: MarksShape
    missing: Annotated[Missing, *one_of(Missing)] = Missing.BLOCK
    adjustments: AdjustmentsShape = AdjustmentsShape()
    categories: list[CategoryShape] = Field(min_length=1)
    ranking: RankingShape
    grades: Annotated[list[GradeRuleShape], Field(min_length=1)] | None = None
    rewards: RewardsShape | None = None
    yellow_card: YellowCardShape | None = None
    notice: NoticeShape | None = None
    checklist: ChecklistShape | None = None
    visits: VisitsShape | None = None
    reminders: RemindersShape | None = None
    annual: AnnualShape | None = None


class MadeUpVillageShape(Shape):
    """A village of a test: it needs no register."""

    town: Text
    kind: Annotated[Kind, *one_of(Kind, CHINESE_KINDS)] = Kind.VILLAGE
    group: Text | None = None


class MadeUpAdjustmentShape(Shape):
    """A bonus, a deduction or a veto."""

    kind: Annotated[AdjustmentKind, *one_of(AdjustmentKind, CHINESE_ADJUSTMENTS)]
    points: NotNegative = Fraction(0)


def _entry(value: object) -> str:
    if isinstance(value, Number):
        return value.text
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str) or not value.strip():
        unfit("found {found}; expected what a department would enter", found=shown(value))
    return value.strip()


def _expected(value: object) -> str | None:
    return None if value is None else _entry(value)


_ANYTHING = WithJsonSchema({"type": ["number", "string", "boolean"]})
_ANYTHING_OR_NULL = WithJsonSchema({"type": ["number", "string", "null"]})


class RuleTestShape(Shape):
    """What an official worked out by hand for a made-up village."""

    name: Text
    period: PeriodText
    village: MadeUpVillageShape
    targets: dict[str, Positive] = {}
    observations: dict[str, Annotated[str, PlainValidator(_entry), _ANYTHING]] = {}
    adjustments: list[MadeUpAdjustmentShape] = []
    expect: dict[str, Annotated[str | None, PlainValidator(_expected), _ANYTHING_OR_NULL]] = Field(
        min_length=1
    )


class RuleTestsShape(RootModel[list[RuleTestShape]]):
    """Worked examples that `qsq rules test` holds the rules to: rules/YEAR/tests/*.yaml."""


SHAPES: dict[str, type[BaseModel]] = {
    "scheme": SchemeShape,
    "period": PeriodShape,
    "town": TownShape,
    "tests": RuleTestsShape,
}
"""The kinds of rule file."""


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of one kind of rule file, for editors."""
    schema = SHAPES[kind].model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
