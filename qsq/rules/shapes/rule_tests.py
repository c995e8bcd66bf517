"""Worked examples beside the rules: rules/YEAR/tests/*.yaml (CONTRACT.md section 11)."""

from fractions import Fraction
from typing import Annotated

from pydantic import Field, PlainValidator, RootModel, WithJsonSchema

from qsq.domain.county.places import CHINESE_KINDS, VillageKind
from qsq.domain.observed.observation import CHINESE_ADJUSTMENTS, AdjustmentKind
from qsq.rules.fields import NotNegative, PeriodText, Positive, Text, one_of, shown, unfit
from qsq.rules.shapes.shape import Shape, about
from qsq.rules.yaml_document import Number


class MadeUpVillageShape(Shape):
    """A village of a test: it needs no register."""

    town: Annotated[Text, about(11, "镇代码，加引号", "its town's code, in quotes", "T01")]
    kind: Annotated[
        VillageKind, *one_of(VillageKind, CHINESE_KINDS), about(11, "村或社区", "village or community", "村")
    ] = VillageKind.VILLAGE
    group: Annotated[Text | None, about(11, "分组", "its group", "平原")] = None


class MadeUpAdjustmentShape(Shape):
    """A bonus, a deduction or a veto."""

    kind: Annotated[
        AdjustmentKind,
        *one_of(AdjustmentKind, CHINESE_ADJUSTMENTS),
        about(11, "加分、扣分或一票否决", "bonus, deduction or veto", "加分"),
    ]
    points: Annotated[NotNegative, about(11, "分值；否决不写", "its points; none for a veto", 2)] = Fraction(
        0
    )


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

    name: Annotated[Text, about(11, "这一例说的是什么", "what it shows", "早稻面积完成八成")]
    period: Annotated[PeriodText, about(11, "哪一期的规则", "the period whose rules it holds to", "2023Q1")]
    village: Annotated[
        MadeUpVillageShape, about(11, "虚拟的村", "a made-up village", {"town": "T01", "kind": "村"})
    ]
    targets: Annotated[
        dict[str, Positive], about(11, "本村目标", "the village's targets", {"grain.seedlings": 100})
    ] = Field(default={})
    observations: Annotated[
        dict[str, Annotated[str, PlainValidator(_entry), _ANYTHING]],
        about(
            11,
            "评分意见；没有列出的任务按不适用；轮次写 #2",
            "what was seen; tasks not named are not applicable; rounds as #2",
            {"grain.seedlings": 80, "fire.patrol#2": 1},
        ),
    ] = Field(default={})
    adjustments: Annotated[
        list[MadeUpAdjustmentShape],
        about(11, "加分、扣分、否决", "bonuses, deductions, vetoes", [{"kind": "bonus", "points": 2}]),
    ] = Field(default=[])
    expect: Annotated[
        dict[str, Annotated[str | None, PlainValidator(_expected), _ANYTHING_OR_NULL]],
        about(
            11,
            "手算的结果：条、项、town_mark、city_mark、grade",
            "what was worked out by hand: tasks, items, town_mark, city_mark, grade",
            {"grain.seedlings": "3.20", "town_mark": "88.12"},
        ),
    ] = Field(min_length=1)


class RuleTestsShape(RootModel[list[RuleTestShape]]):
    """Worked examples that `qsq rules test` holds the rules to: rules/YEAR/tests/*.yaml."""
