"""Rules in the words of the documents."""

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from qsq.domain.county.places import VillageKind
from qsq.domain.scheme.checklist import How, Scope, Task
from qsq.domain.scheme.methods import Award, Bands, Deduct, Grade, Method, Ratio, Scaled, YesNo
from qsq.domain.values.numbers import percent, plain


def marking(task: Task) -> str:
    """How a task is marked, and what is made of several looks at it."""
    combine = task.combine
    if combine is None:
        return _marking(task.method)
    return f"{_marking(task.method)}；共{combine.rounds}轮，{_TOGETHER[combine.how]}"


def briefly(task: Task) -> str:
    """The same where the unit of each village's own target stands with the task."""
    if isinstance(task.method, Ratio) and task.method.target is None:
        return marking(replace(task, method=Ratio(None)))
    return marking(task)


_TOGETHER = {
    How.MEAN: "取平均分",
    How.TRIMMED_MEAN: "去掉一个最高分和一个最低分后取平均分",
    How.LOWEST: "取最低分",
}


def _marking(method: Method) -> str:
    match method:
        case Award():
            return "由部门在分值内评定"
        case Deduct(each, floor, unit):
            least = f"最低{plain(floor)}分" if floor else "扣完为止"
            return f"每有1{unit or '次（处、件、项）'}扣{plain(each)}分，{least}"
        case Ratio(target, unit) if target is not None:
            return f"按完成数与目标{plain(target)}{unit}的比例得分，达到即得满分"
        case Ratio(_, unit):
            return f"按完成数与本村目标的比例得分，达到即得满分{_in_brackets(unit)}"
        case Grade(grades):
            return "、".join(f"{grade}得{percent(share)}" for grade, share in grades)
        case YesNo():
            return "是得满分，否不得分"
        case Bands(bands, unit):
            steps = "、".join(f"达到{plain(start)}{unit}得{plain(points)}分" for start, points in bands)
            return f"{steps}，其余不得分"
        case Scaled(zero, full, least, most, unit):
            fewest = f"最低{plain(least)}分" if least else "不足不得分"
            extra = "达到即得满分" if most is None else f"最高{plain(most)}分"
            way = f"{plain(zero)}{unit}得0分，{plain(full)}{unit}得满分，其间按比例得分"
            return f"{way}，{fewest}，{extra}"
        case _:
            assert_never(method)


def villages_told(scope: Scope | None, towns: Mapping[str, str]) -> str:
    """The villages that an item is for.

    Args:
        scope: the item's.
        towns: names by code.
    """
    if scope is None:
        return "全部村（社区）"
    kinds = "、".join(
        {VillageKind.VILLAGE: "村", VillageKind.COMMUNITY: "社区"}[kind] for kind in scope.kinds
    )
    named = (kinds, "、".join(scope.groups), "、".join(towns.get(code, code) for code in scope.towns))
    return "；".join(one for one in named if one)


def filling(task: Task) -> str:
    """What a department enters for a task."""
    method = task.method
    match method:
        case Award(unit):
            return f"0 至 {plain(task.points)} 的分数{_in_brackets(unit)}"
        case Deduct(unit=unit):
            return f"次数（{unit + '，' if unit else ''}0、1、2……）"
        case Ratio(unit=unit):
            return f"完成数{_in_brackets(unit)}，不小于 0"
        case Grade(grades):
            return " / ".join(grade for grade, _share in grades)
        case YesNo():
            return "是 / 否"
        case Bands(unit=unit) | Scaled(unit=unit):
            return f"数值{_in_brackets(unit)}"
        case _:
            assert_never(method)


def entered(task: Task) -> str:
    """The same in a few words, above a column of a form."""
    method = task.method
    match method:
        case Award(unit):
            return f"填得分（0—{plain(task.points)}）{_in_brackets(unit)}"
        case Deduct(unit=unit):
            return f"填次数{_in_brackets(unit)}"
        case Ratio(unit=unit):
            return f"填完成数{_in_brackets(unit)}"
        case Grade(grades):
            return f"选：{'、'.join(grade for grade, _share in grades)}"
        case YesNo():
            return "选：是、否"
        case Bands(unit=unit) | Scaled(unit=unit):
            return f"填数{_in_brackets(unit)}"
        case _:
            assert_never(method)


def _in_brackets(unit: str) -> str:
    return f"（{unit}）" if unit else ""
