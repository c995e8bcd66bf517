"""Pools, grades, rewards and yellow cards (CONTRACT.md section 7)."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from qsq.domain.scheme.scheme import PoolField, TieRule
from qsq.rules.fields import Count, Id, NotNegative, Part, Text, Yuan, add_up, one_of, tie_break_key, unfit
from qsq.rules.shapes.shape import Shape, about

PERIOD_KEYS = (TieRule.LEAST_DEDUCTIONS, TieRule.MOST_BONUS)
PERIOD_KEYS_WITH_ID = (TieRule.CATEGORY, TieRule.ITEM)
"""What may break a tie within a period; `qsq.scoring.ranking` compares by it."""


class RankingShape(Shape):
    """How pools are made and ties are broken."""

    pool: Annotated[
        list[Annotated[PoolField, *one_of(PoolField)]],
        about(
            7,
            "这些都相同的村在一组里排名；[] 即全部一组",
            "villages that agree in these are ranked together",
            ["town"],
        ),
    ]
    tie_break: Annotated[
        list[Annotated[str, *tie_break_key(PERIOD_KEYS, PERIOD_KEYS_WITH_ID)]],
        about(
            7,
            "同分时依次比：category:ID、item:ID 的得分，扣分少的，加分多的",
            "what breaks ties, key by key",
            ["category:party-building", "least_deductions"],
        ),
    ] = Field(default=[])
    towns: Annotated[
        str | None,
        *one_of(("show",)),
        about(7, "show 即在文书中列出各镇平均分和名次", "show prints the towns' marks and ranks", "show"),
    ] = None


class GradeRuleShape(Shape):
    """What a mark must fulfil for a grade."""

    id: Annotated[Id, about(7, "等次的编号", "its id", "excellent")]
    name: Annotated[Text, about(7, "名称", "its name", "优秀")]
    start: Annotated[NotNegative | None, about(7, "得分不低于", "the least mark", 90)] = Field(
        default=None, alias="from"
    )
    each_category: Annotated[
        Part | None,
        about(7, "每个类别的得分不低于满分的", "the least share of the full marks in every category", "80%"),
    ] = None
    each_item: Annotated[
        Part | None,
        about(7, "每一项的得分不低于满分的", "the least share of the full mark of every item", "60%"),
    ] = None
    at_most: Annotated[
        Part | None,
        about(
            7,
            "至多占本组村数的几成（舍去零头）；压线同分的都不算",
            "at most this share of the pool, rounded down",
            "30%",
        ),
    ] = None


class AnnualGradeRuleShape(GradeRuleShape):
    """What a year must fulfil for a grade."""

    every_period: Annotated[
        Text | None,
        about(
            8, "有规则的每一期都是这个或更好的等次", "in every period this grade or a better one", "passed"
        ),
    ] = None


class RewardsShape(Shape):
    """A period's rewards: a pot with the shares of its places, or amounts in yuan; and what else is paid."""

    pool: Annotated[
        Yuan | None,
        about(
            7, "一期的奖金总额（元），按村数分到各组", "yuan of one period, shared out to the pools", 250000
        ),
    ] = None
    places: Annotated[
        Annotated[list[Part], Field(min_length=1), AfterValidator(add_up)] | None,
        about(
            7, "各名次分得的比例，合计 100%", "the shares of the places, 100 % in all", ["50%", "30%", "20%"]
        ),
    ] = None
    amounts: Annotated[
        list[Yuan] | None,
        about(
            7,
            "各名次的定额（元），每组都发；不与 pool 并用",
            "yuan for each place of every pool",
            [5000, 3000, 2000],
        ),
    ] = Field(default=None, min_length=1)
    base: Annotated[Yuan | None, about(7, "每村都有的（元）", "yuan for every village", 1000)] = None
    by_grade: Annotated[
        dict[str, Yuan],
        about(7, "按等次再发的（元）", "yuan for each grade", {"excellent": 2400, "passed": 800}),
    ] = Field(default={})
    start: Annotated[
        NotNegative | None,
        about(7, "得分低于它的什么也不得，名次不递补", "who is under it takes nothing; nobody moves up", 60),
    ] = Field(default=None, alias="from")

    @model_validator(mode="after")
    def _take_one_form(self) -> Self:
        if (self.pool is None) != (self.places is None):
            unfit("pool and places go together; expected both or neither")
        if self.pool is not None and self.amounts is not None:
            unfit("found pool and amounts; expected one of them")
        return self


class YellowCardShape(Shape):
    """When a yellow card falls."""

    last: Annotated[Count, about(7, "每组末几名", "the last places of a pool", 1)]
    below: Annotated[NotNegative, about(7, "得分低于它的一律黄牌", "whoever is under this mark", 60)]
    spare_at: Annotated[NotNegative, about(7, "末位但得分达到它的不黄", "this mark spares the last ones", 85)]
    smallest_pool: Annotated[
        Count, about(7, "不到这么多村的组不看末位", "smaller pools have no last places", 5)
    ]
