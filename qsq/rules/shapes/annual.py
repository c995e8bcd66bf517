"""The rules of the year (CONTRACT.md section 8)."""

from typing import Annotated, Self

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator

from qsq.domain.scheme.scheme import CadreShare, TieRule
from qsq.rules.fields import (
    Count,
    Flag,
    Id,
    NotNegative,
    Part,
    Share,
    Text,
    Yuan,
    add_up,
    one_of,
    shown,
    tie_break_key,
    unfit,
)
from qsq.rules.shapes.ranking import AnnualGradeRuleShape
from qsq.rules.shapes.shape import Shape, about
from qsq.rules.yaml_document import Number


class EligibilityShape(Shape):
    """What a village must fulfil to be honoured."""

    min_periods: Annotated[Count, about(8, "至少有几期得分", "the least number of marked periods", 4)] = 0
    max_yellow_cards: Annotated[
        Count | None, about(8, "黄牌至多几张；不写不限", "at most so many yellow cards", 1)
    ] = None
    forbid_veto: Annotated[
        Flag, about(8, "任何一期被一票否决的不得", "no veto in any period", example=True)
    ] = False
    min_mark: Annotated[NotNegative | None, about(8, "年终得分不低于", "the least annual mark", 80)] = None
    recommend_quota: Annotated[
        Part | None,
        about(
            8, "各镇至多推荐本镇村数的几成（进位）", "a town recommends at most this share, rounded up", "20%"
        ),
    ] = None


def _count_or_all(value: object) -> int | None:
    if value == "all":
        return None
    if not isinstance(value, Number) or value.value is None or value.value < 0 or value.value % 1:
        unfit("found {found}; expected a whole number of 0 or more, or all", found=shown(value))
    return int(value.value)


class HonourShape(Shape):
    """An honour of the year: prize in yuan, uplift of a cadre's base bonus."""

    id: Annotated[Id, about(8, "荣誉的编号", "its id", "red-flag")]
    name: Annotated[Text, about(8, "名称", "its name", "红旗村")]
    count: Annotated[
        int | None,
        PlainValidator(_count_or_all),
        WithJsonSchema({"anyOf": [{"const": "all"}, {"type": "integer", "minimum": 0}]}),
        about(8, "几个村；all 即符合的都得", "how many villages; all: whoever it is open to", 10),
    ]
    prize: Annotated[Yuan, about(8, "每村奖金（元）", "yuan for each village", 30000)]
    uplift: Annotated[Share, about(8, "村干部绩效奖金增加", "what cadres' annual bonus rises by", "30%")]
    grade: Annotated[
        Text | None,
        about(8, "年终等次是它或更好的才可得", "open to this annual grade or a better one", "excellent"),
    ] = None
    by: Annotated[
        str | None,
        *one_of(("improvement",)),
        about(
            8,
            "improvement 即给进步最大的村：最近一期得分减本村各期平均，大于 0 的；排在按年度得分的荣誉之后",
            "improvement: for those whose latest mark is furthest above their own mean; after the others",
            "improvement",
        ),
    ] = None


class PrizeSplitShape(Shape):
    """The two halves of a prize."""

    welfare: Annotated[Part, about(8, "用于公益事业的一份；两份合计 100%", "the part for welfare", "50%")]
    cadres: Annotated[Part, about(8, "归村干部个人的一份", "the part for the cadres", "50%")]

    @model_validator(mode="after")
    def _make_a_whole(self) -> Self:
        add_up((self.welfare, self.cadres))
        return self


class MeritQuotaShape(Shape):
    """The share of cadres who may be rated excellent, and how much more in honoured villages."""

    base: Annotated[Part, about(8, "干部评优比例", "the share of cadres who may be rated excellent", "15%")]
    increase: Annotated[Part, about(8, "获荣誉的村增加", "how much more in honoured villages", "10%")]


ANNUAL_KEYS = (
    TieRule.FEWEST_YELLOW_CARDS,
    TieRule.BEST_PERIOD,
    TieRule.LATEST_PERIOD,
    TieRule.IMPROVEMENT,
)
ANNUAL_KEYS_WITH_ID = (TieRule.CATEGORY,)
"""What may break a tie of a year; `qsq.awards.standing` compares by it."""


class AnnualShape(Shape):
    """The rules of the year."""

    weights: Annotated[
        dict[str, NotNegative],
        about(
            8,
            "各期的权重，键是文件名；不写的为 1",
            "weights by file name; 1 where not named",
            {"q1": 1, "q4": 2},
        ),
    ] = Field(default={})
    review_share: Annotated[
        Part | None,
        about(
            8,
            "年终测评占几成（review.csv）；不写为 0",
            "the share of the year-end review in review.csv",
            "20%",
        ),
    ] = None
    grades: Annotated[
        list[AnnualGradeRuleShape] | None,
        about(
            8,
            "年终等次，从好到差，最后一等不带条件",
            "grades of the year, best first, the last without conditions",
            [{"id": "excellent", "name": "优秀", "from": 90}, {"id": "other", "name": "一般"}],
        ),
    ] = Field(default=None, min_length=1)
    eligibility: Annotated[
        EligibilityShape,
        about(
            8,
            "参评荣誉的条件，每一条都可不写",
            "what honours ask; each key may be left out",
            {"min_periods": 4},
        ),
    ]
    tie_break: Annotated[
        list[Annotated[str, *tie_break_key(ANNUAL_KEYS, ANNUAL_KEYS_WITH_ID)]],
        about(
            8,
            "年终同分时依次比；improvement 即最近一期得分减本村各期平均",
            "what breaks ties of annual marks, key by key; improvement: the latest mark less its own mean",
            ["fewest_yellow_cards", "best_period", "latest_period", "category:party-building"],
        ),
    ] = Field(default=[])
    honours: Annotated[
        list[HonourShape],
        about(
            8,
            "荣誉，按先后依次评定",
            "the honours, filled in this order",
            [{"id": "red-flag", "name": "红旗村", "count": 10, "prize": 30000, "uplift": "30%"}],
        ),
    ] = Field(min_length=1)
    prize_split: Annotated[
        PrizeSplitShape,
        about(8, "奖金分两份", "the two parts of a prize", {"welfare": "50%", "cadres": "50%"}),
    ]
    cadre_share: Annotated[
        CadreShare,
        *one_of(CadreShare),
        about(
            8, "干部一份怎样分：equal 平均，by_base 按绩效奖金基数", "how cadres share their part", "equal"
        ),
    ]
    merit_quota: Annotated[
        MeritQuotaShape | None,
        about(8, "个人评优指标", "the quota of merit ratings", {"base": "15%", "increase": "10%"}),
    ] = None
