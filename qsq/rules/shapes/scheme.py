"""The standing rules: rules/scheme.yaml (CONTRACT.md section 8)."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from qsq.domain.scheme.scheme import TIME_ZONE, Missing, WhenMore
from qsq.domain.values.digests import DigestKind
from qsq.domain.values.numbers import Rounding, plain
from qsq.domain.values.periods import PeriodKind
from qsq.rules.fields import (
    Count,
    Days,
    DaysFromOne,
    Flag,
    Id,
    NotNegative,
    Part,
    Positive,
    Text,
    TimeZone,
    one_of,
    unfit,
)
from qsq.rules.shapes.annual import AnnualShape
from qsq.rules.shapes.ranking import GradeRuleShape, RankingShape, RewardsShape, YellowCardShape
from qsq.rules.shapes.shape import Shape, about

_MOST_DECIMALS = 6


class CityShape(Shape):
    """The city; `level` is what texts call it: 市, 县, 区, 旗."""

    code: Annotated[Text, about(1, "市（县、区）代码，加引号", "its code, in quotes", "000000")]
    name: Annotated[Text, about(1, "名称", "its name", "某市")]
    level: Annotated[Text, about(8, "文书里怎样称它：市、县、区、旗", "what texts call it", "县")] = "市"


class OfficeShape(Shape):
    """The city's office as its papers name it, and how villagers reach it."""

    name: Annotated[Text, about(8, "落款的全称", "its full name", "某市村级工作评比办公室")]
    short: Annotated[Text | None, about(8, "简称", "its short name", "市评比办")] = None
    contact: Annotated[Text | None, about(8, "联系人", "whom to ask for", "王同志")] = None
    phone: Annotated[Text | None, about(8, "电话，加引号", "its telephone, in quotes", "0746-3210000")] = None
    address: Annotated[Text | None, about(8, "地址", "its address", "人民路1号")] = None


class MarksShape(Shape):
    """The mark of a village that does everything, and how figures are rounded."""

    total: Annotated[Positive, about(6, "满分", "the mark of a village that does everything", 100)]
    decimals: Annotated[Count, about(6, "小数位数，至多 6", "decimals of every mark, at most 6", 2)]
    rounding: Annotated[
        Rounding,
        *one_of(Rounding),
        about(
            6, "half_up 四舍五入，half_even 四舍六入五成双（GB/T 8170）", "how figures are rounded", "half_up"
        ),
    ]

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

    bonus_cap: Annotated[
        NotNegative | None, about(6, "加分合计至多；不写不限", "the most that bonuses can add", 5)
    ] = None
    deduction_cap: Annotated[
        NotNegative | None, about(6, "扣分合计至多；不写不限", "the most that deductions can take", 10)
    ] = None


class CategoryShape(Shape):
    """A field of work."""

    id: Annotated[Id, about(3, "类别的编号", "its id", "party-building")]
    name: Annotated[Text, about(3, "名称", "its name", "基层党建")]


class NoticeShape(Shape):
    """How long a public notice hangs."""

    working_days: Annotated[DaysFromOne, about(8, "公示几个工作日", "for how many working days", 5)]
    first_day_counts: Annotated[
        Flag, about(8, "张贴当天算第一天", "whether the day of posting is the first", example=False)
    ] = True
    margins: Annotated[
        Flag,
        about(
            8,
            "公示附件列出奖励、黄牌、等次界上两村的余量：权重改多少才会互换；不写不列",
            "whether the annex tells how much weights must change before the two at a border swap",
            example=True,
        ),
    ] = False


class ChecklistShape(Shape):
    """The least days from dispatch to due date."""

    lead_days: Annotated[Days, about(8, "派单到期限至少几天", "least days from dispatch to due date", 5)]


class BurdenShape(Shape):
    """The most that a period's list may ask."""

    most_tasks: Annotated[Count, about(8, "市级清单最多几条", "the most tasks of the city's list", 55)]
    when_more: Annotated[
        WhenMore,
        *one_of(WhenMore),
        about(8, "超过时：warn 提醒，refuse 不许开单", "warn, or refuse to issue the list", "refuse"),
    ] = WhenMore.WARN


class LedgerShape(Shape):
    """How the ledger is kept."""

    digest: Annotated[
        DigestKind,
        *one_of(DigestKind),
        about(8, "台账的摘要算法：sha256，或国密 sm3", "the digest of the ledger's chain", "sm3"),
    ] = DigestKind.SHA256


class RemindersShape(Shape):
    """When a village is called in for a talk (一月一提示)."""

    slow: Annotated[
        Part,
        about(
            8,
            "到期的条没有完成的达到几成，即慢",
            "slow: this share of the tasks that are due is not done",
            "30%",
        ),
    ]
    poor: Annotated[
        Part, about(8, "到期各条平均完成不到几成，即差", "poor: on average less than this was done", "60%")
    ]
    far_behind: Annotated[
        Part,
        about(
            8,
            "有一条比本镇平均落后几成，即落后",
            "far behind: so much less of one task than its town's mean",
            "40%",
        ),
    ]


class RecheckShape(Shape):
    """The second look at what dice drew (抽查复核)."""

    limit: Annotated[
        Part,
        about(
            8,
            "复核到风险不超过几成为止",
            "the risk at which a second look is enough: that others would be paid",
            "5%",
        ),
    ]


class VisitShape(Shape):
    """How often someone visits."""

    every: Annotated[
        str, *one_of(("week", "month")), about(8, "每周或每月", "by weeks or by months", "month")
    ]
    at_least: Annotated[Count, about(8, "至少几次", "at least how often", 2)]


class VisitsShape(Shape):
    """三包三联."""

    city_leader: Annotated[
        VisitShape, about(8, "市级领导", "leaders of the city", {"every": "month", "at_least": 2})
    ]
    town_officer: Annotated[
        VisitShape, about(8, "镇驻村干部", "officers of the towns", {"every": "week", "at_least": 2})
    ]


class SchemeShape(Shape):
    """The standing rules: rules/scheme.yaml."""

    scheme: Annotated[Text, about(8, "办法的名称", "the scheme's name", "某市村级工作评比")]
    city: Annotated[CityShape, about(1, "市（县、区）", "the city", {"code": "000000", "name": "某市"})]
    office: Annotated[
        OfficeShape | None,
        about(8, "办公室，用于落款和联系", "the office that papers name", {"name": "某市村级工作评比办公室"}),
    ] = None
    period: Annotated[
        PeriodKind,
        *one_of(PeriodKind),
        about(1, "一期多长：月、双月、季度、半年、年", "what one evaluation covers", "half_year"),
    ] = PeriodKind.QUARTER
    time_zone: Annotated[
        TimeZone, about(8, "算日子用的时区", "the time zone that days are counted in", "Asia/Urumqi")
    ] = TIME_ZONE
    marks: Annotated[
        MarksShape,
        about(
            6,
            "满分和取舍",
            "the total and the rounding",
            {"total": 100, "decimals": 2, "rounding": "half_up"},
        ),
    ]
    missing: Annotated[
        Missing,
        *one_of(Missing),
        about(
            4,
            "缺评分意见时：block 不评，exclude 按不适用，zero 记零",
            "what a missing observation is",
            "exclude",
        ),
    ] = Missing.BLOCK
    adjustments: Annotated[
        AdjustmentsShape,
        about(6, "加分、扣分的上限", "caps of bonuses and deductions", {"bonus_cap": 5, "deduction_cap": 10}),
    ] = AdjustmentsShape.model_construct()  # not built before the scheme is
    categories: Annotated[
        list[CategoryShape],
        about(3, "类别", "the fields of work", [{"id": "party-building", "name": "基层党建"}]),
    ] = Field(min_length=1)
    ranking: Annotated[RankingShape, about(7, "怎样排名", "how villages are ranked", {"pool": ["town"]})]
    grades: Annotated[
        list[GradeRuleShape] | None,
        about(
            7,
            "一期的等次，从好到差，最后一等不带条件",
            "grades of a period, best first, the last without conditions",
            [{"id": "excellent", "name": "优秀", "from": 90}, {"id": "failed", "name": "不合格"}],
        ),
    ] = Field(default=None, min_length=1)
    rewards: Annotated[
        RewardsShape | None,
        about(7, "一期的奖金；不写不发", "a period's rewards", {"amounts": [5000, 3000, 2000]}),
    ] = None
    yellow_card: Annotated[
        YellowCardShape | None,
        about(
            7,
            "黄牌；不写不发（被否决的也不发）",
            "when a yellow card falls",
            {"last": 1, "below": 60, "spare_at": 85, "smallest_pool": 5},
        ),
    ] = None
    notice: Annotated[NoticeShape | None, about(8, "公示", "the public notice", {"working_days": 5})] = None
    checklist: Annotated[ChecklistShape | None, about(8, "派单", "dispatch", {"lead_days": 5})] = None
    visits: Annotated[
        VisitsShape | None,
        about(
            8,
            "走访的次数",
            "how often villages are visited",
            {
                "city_leader": {"every": "month", "at_least": 2},
                "town_officer": {"every": "week", "at_least": 2},
            },
        ),
    ] = None
    recheck: Annotated[RecheckShape | None, about(8, "抽查复核", "the second look", {"limit": "5%"})] = None
    burden: Annotated[
        BurdenShape | None, about(8, "清单的上限", "the most that a list may ask", {"most_tasks": 55})
    ] = None
    ledger: Annotated[
        LedgerShape | None,
        about(
            8, "台账（记下第一件事时定，以后不变）", "the ledger, from its first entry on", {"digest": "sm3"}
        ),
    ] = None
    reminders: Annotated[
        RemindersShape | None,
        about(8, "一月一提示", "monthly reminders", {"slow": "30%", "poor": "60%", "far_behind": "40%"}),
    ] = None
    annual: Annotated[
        AnnualShape | None,
        about(
            8,
            "年终总评；不写没有",
            "the year's awards; none where it is not written",
            {
                "eligibility": {},
                "honours": [{"id": "model", "name": "模范村", "count": 20, "prize": 20000, "uplift": "20%"}],
                "prize_split": {"welfare": "50%", "cadres": "50%"},
                "cadre_share": "equal",
            },
        ),
    ] = None
