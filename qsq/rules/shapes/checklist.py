"""A period's checklist, and what a town adds, stresses and drops (CONTRACT.md section 3)."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from qsq.domain.county.places import CHINESE_KINDS, VillageKind
from qsq.domain.scheme.checklist import How
from qsq.rules.fields import Date, Id, PeriodText, Positive, Rounds, Text, one_of, reference, unfit
from qsq.rules.shapes.methods import MethodShape
from qsq.rules.shapes.shape import Shape, about


class CombineShape(Shape):
    """Several looks at one task, and what is made of their points."""

    rounds: Annotated[
        Rounds,
        about(
            3,
            "共看几轮；评分表写轮次或 grain.seedlings#2",
            "how many looks; columns like grain.seedlings#2",
            3,
        ),
    ]
    how: Annotated[
        How,
        *one_of(How),
        about(
            3,
            "mean 取平均，trimmed_mean 去掉一个最高一个最低再平均，lowest 取最低",
            "the mean, the mean without one highest and one lowest, or the lowest of the rounds",
            "trimmed_mean",
        ),
    ]


class TaskShape(Shape):
    """条: one thing to do; observations refer to it as item.task."""

    id: Annotated[
        Id, about(3, "条的编号，评分表里写 项.条", "its id; tables refer to it as item.task", "seedlings")
    ]
    text: Annotated[Text, about(3, "要做什么", "what is to be done", "早稻集中育秧面积落实到户")]
    points: Annotated[Positive, about(3, "分值，在本项之内分", "its points within the item", 4)]
    method: Annotated[
        MethodShape, about(3, "评分办法，见下", "how it is marked, see below", {"kind": "yes_no"})
    ]
    combine: Annotated[
        CombineShape | None,
        about(
            3,
            "分几轮看，如何合并",
            "several looks, and what is made of their points",
            {"rounds": 3, "how": "mean"},
        ),
    ] = None
    due: Annotated[
        Date | None,
        about(3, "期限；不写即本期的", "when it is due; the period's where it is not written", "2023-03-20"),
    ] = None
    evidence: Annotated[Text | None, about(3, "凭什么认定", "what it is shown by", "现场核查记录")] = None
    basis: Annotated[
        Text | None, about(3, "依据的文件", "what the demand rests on", "农业农村部办公厅〔2023〕5号")
    ] = None


class ForShape(Shape):
    """The villages that an item is for; all that is named must fit."""

    kind: Annotated[
        list[Annotated[VillageKind, *one_of(VillageKind, CHINESE_KINDS)]] | None,
        about(3, "村、社区之分", "villages, communities", ["社区"]),
    ] = Field(default=None, min_length=1)
    group: Annotated[
        list[Text] | None, about(3, "分组（villages.csv 的 group）", "groups, as in villages.csv", ["山区"])
    ] = Field(default=None, min_length=1)
    town: Annotated[
        list[Annotated[str, *reference("towns")]] | None,
        about(3, "镇代码，加引号", "codes of towns, in quotes", ["T01"]),
    ] = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            unfit("for names no villages; expected one or more of: kind, group, town")
        return self


class ItemShape(Shape):
    """项: tasks of one category that one department marks."""

    id: Annotated[Id, about(3, "项的编号，全表不重复", "its id, once in the list", "grain")]
    name: Annotated[Text, about(3, "名称", "its name", "粮食生产")]
    category: Annotated[
        str,
        *reference("categories"),
        about(3, "类别，scheme.yaml 所列之一", "one of scheme.yaml's", "agriculture"),
    ]
    department: Annotated[
        str,
        *reference("departments"),
        about(
            3,
            "评分的部门，departments.csv 所列之一；镇加的写 town",
            "who marks it; town for a town's",
            "agriculture",
        ),
    ]
    weight: Annotated[
        Positive, about(5, "权重；满分按权重分配", "its weight; full marks follow the weights", 8)
    ]
    themes: Annotated[
        list[Text],
        about(5, "所带主题，被突出时加权", "themes; stressed ones raise its weight", ["spring-farming"]),
    ] = Field(default=[])
    scope: Annotated[
        ForShape | None,
        about(
            3,
            "只对哪些村（几项都要符合）；不写即全部",
            "the villages that it is for; all must fit",
            {"kind": ["社区"]},
        ),
    ] = Field(default=None, alias="for")
    tasks: Annotated[
        list[TaskShape],
        about(
            3,
            "各条",
            "its tasks",
            [{"id": "seedlings", "text": "育秧", "points": 4, "method": {"kind": "award"}}],
        ),
    ] = Field(min_length=1)


_AN_ITEM = {
    "id": "shore",
    "name": "岸线管护",
    "category": "river",
    "department": "town",
    "weight": 4,
    "tasks": [{"id": "litter", "text": "岸边垃圾", "points": 3, "method": {"kind": "deduct", "each": 1}}],
}


class EmphasisShape(Shape):
    """A theme that weighs more this season, or in this town."""

    theme: Annotated[Text, about(5, "主题", "the theme", "spring-farming")]
    name: Annotated[Text, about(5, "主题的名称", "its name", "春耕备耕")]
    multiplier: Annotated[
        Positive, about(5, "权重乘以几倍；带几个主题的连乘", "what the weights are multiplied by", 2)
    ]


class PeriodShape(Shape):
    """A period's checklist, such as rules/2023/q1.yaml."""

    period: Annotated[
        PeriodText, about(1, "哪一期，与文件名一致", "the period, as the file's name says", "2023Q1")
    ]
    title: Annotated[Text, about(3, "清单的标题", "the checklist's title", "2023年一季度村级工作任务清单")]
    due: Annotated[Date, about(3, "期限", "when its tasks are due", "2023-03-31")]
    basis: Annotated[Text | None, about(3, "依据的文件", "what the list rests on", "市办〔2023〕2号")] = None
    emphasis: Annotated[
        list[EmphasisShape],
        about(
            5,
            "本期突出的主题",
            "the themes of this season",
            [{"theme": "spring-farming", "name": "春耕备耕", "multiplier": 2}],
        ),
    ] = Field(default=[])
    items: Annotated[list[ItemShape], about(3, "各项", "its items", [_AN_ITEM])] = Field(min_length=1)


class DropShape(Shape):
    """A city item that does not apply in the town, and why."""

    item: Annotated[Text, about(5, "市里清单的哪一项", "an item of the city's", "river")]
    reason: Annotated[Text, about(5, "为什么不适用", "why it does not apply", "无水域")]


class TownShape(Shape):
    """What a town adds, stresses and drops: such as rules/2023/towns/T01/q1.yaml."""

    add: Annotated[
        list[ItemShape],
        about(
            3,
            "镇里加的项，至多两项，写法同上，部门写 town",
            "up to two items, written as the city's",
            [_AN_ITEM],
        ),
    ] = Field(default=[], max_length=2)
    emphasis: Annotated[
        list[EmphasisShape],
        about(
            5,
            "镇里再突出的主题，只影响镇内名次",
            "further themes, for the town mark alone",
            [{"theme": "river", "name": "河长制", "multiplier": 2}],
        ),
    ] = Field(default=[])
    drop: Annotated[
        list[DropShape],
        about(
            5,
            "在本镇不适用的项",
            "the city's items that do not apply in the town",
            [{"item": "river", "reason": "无水域"}],
        ),
    ] = Field(default=[])
