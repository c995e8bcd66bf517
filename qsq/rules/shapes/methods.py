"""How a task is marked: the seven methods (CONTRACT.md section 3)."""

from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from qsq.rules.fields import Exact, NotNegative, Part, Positive, Text, shown, unfit
from qsq.rules.shapes.shape import Shape, about
from qsq.rules.yaml_document import Number

_Unit = Annotated[
    Text | None,
    about(
        3,
        "数值的单位；填 340亩 也认，别的单位不认",
        "the value's unit; 340亩 is read, another unit is refused",
        "亩",
    ),
]


class AwardShape(Shape):
    """The department gives the points itself, from 0 to the task's points."""

    kind: Annotated[
        Literal["award"],
        about(
            3,
            "部门在 0 至本条分值之间评定",
            "the department gives the points itself, from 0 to the task's",
            "award",
        ),
    ]
    unit: _Unit = None


class DeductShape(Shape):
    """`each` points are taken off for every count, not below `floor`."""

    kind: Annotated[
        Literal["deduct"],
        about(
            3,
            "从满分起，每有一次（处、件）扣分",
            "from all points, so many less for each count",
            "deduct",
        ),
    ]
    each: Annotated[Positive, about(3, "每一次扣多少分", "points less for each count", 2)]
    floor: Annotated[
        Exact | None,
        about(
            3,
            "最低扣到多少分；不写为 0；小于 0 即倒扣",
            "the least that is left; 0 where it is not written; below 0 it takes away",
            -4,
        ),
    ] = None
    unit: _Unit = None


def _target(value: object) -> Any:
    if value == "per_village":
        return None
    if not isinstance(value, Number) or value.value is None or value.value <= 0:
        unfit("found {found}; expected a number above 0, or per_village", found=shown(value))
    return value.value


class RatioShape(Shape):
    """The share of `target` that was reached; per_village: targets.csv has one for each village."""

    kind: Annotated[
        Literal["ratio"],
        about(
            3,
            "完成数与目标之比，达到即满分",
            "the share of the target that was reached, at most all points",
            "ratio",
        ),
    ]
    target: Annotated[
        Any,
        PlainValidator(_target),
        WithJsonSchema({"anyOf": [{"const": "per_village"}, {"type": "number", "exclusiveMinimum": 0}]}),
        about(
            3,
            "目标数；per_village 表示各村不同，写在 targets.csv",
            "the target; per_village: each village has its own in targets.csv",
            "per_village",
        ),
    ]
    unit: _Unit = None


class GradeShape(Shape):
    """Grades and the share of the points that each earns."""

    kind: Annotated[
        Literal["grade"],
        about(3, "按档次得分", "a grade, which earns a share of the points", "grade"),
    ]
    grades: Annotated[
        dict[str, Part],
        about(
            3,
            "档次和各得分值的几成",
            "the grades and the share of the points that each earns",
            {"优": "100%", "良": "85%", "差": "0%"},
        ),
    ] = Field(min_length=1)


class YesNoShape(Shape):
    """All points for yes, none for no."""

    kind: Annotated[
        Literal["yes_no"],
        about(3, "是得满分，否不得分", "all points for yes, none for no", "yes_no"),
    ]


class BandShape(Shape):
    """`points` for a value of `from` or more."""

    start: Annotated[Exact, about(3, "数值达到多少", "the least value of this band", 90)] = Field(
        alias="from"
    )
    points: Annotated[NotNegative, about(3, "得多少分", "the points that it earns", 4)]


class BandsShape(Shape):
    """The points of the highest `from` that the value reaches, else 0."""

    kind: Annotated[
        Literal["bands"],
        about(
            3,
            "分段得分：达到的最高一段的分，都没有达到得 0",
            "the points of the highest band that the value reaches, else 0",
            "bands",
        ),
    ]
    bands: Annotated[
        list[BandShape], about(3, "各段", "the bands", [{"from": 90, "points": 4}, {"from": 60, "points": 2}])
    ] = Field(min_length=1)
    unit: _Unit = None


class ScaleShape(Shape):
    """Points in proportion to the way from `zero` to `full`, from `least` to `most` points."""

    kind: Annotated[
        Literal["scale"],
        about(
            3,
            "从 zero 到 full 按比例得分；full 小于 zero 即越少越好",
            "in proportion to the way from zero to full; with full below zero less is better",
            "scale",
        ),
    ]
    zero: Annotated[Exact, about(3, "得 0 分的数值", "the value that earns 0", 30)]
    full: Annotated[Exact, about(3, "得满分的数值", "the value that earns all points", 0)]
    least: Annotated[
        Exact | None,
        about(
            3,
            "最低得多少分；不写为 0；小于 0 即倒扣",
            "the fewest points; 0 where it is not written; below 0 it takes away",
            -5,
        ),
    ] = None
    most: Annotated[
        Exact | None,
        about(
            3,
            "最高得多少分；不写为本条分值；更大即可超满分",
            "the most points; the task's where it is not written; more gives extra",
            30,
        ),
    ] = None
    unit: _Unit = None


MethodShape = Annotated[
    AwardShape | DeductShape | RatioShape | GradeShape | YesNoShape | BandsShape | ScaleShape,
    Field(discriminator="kind"),
]
