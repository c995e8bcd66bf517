"""Rules in the words of the documents."""

from typing import assert_never

from qsq.domain.checklist import Task
from qsq.domain.methods import Award, Bands, Deduct, Grade, Method, Ratio, YesNo
from qsq.domain.numbers import percent, plain


def marking(method: Method) -> str:
    """How a task is marked."""
    match method:
        case Award():
            return "由部门在分值内评定"
        case Deduct(each, floor, unit):
            least = f"最低{plain(floor)}分" if floor else "扣完为止"
            return f"每有1{unit or '次（处、件、项）'}扣{plain(each)}分，{least}"
        case Ratio(target, unit) if target is not None:
            return f"按完成数与目标{plain(target)}{unit}的比例得分，达到即得满分"
        case Ratio(_, unit):
            return f"按完成数与本村目标的比例得分，达到即得满分（{unit or '数量'}）"
        case Grade(grades):
            return "、".join(f"{grade}得{percent(share)}" for grade, share in grades)
        case YesNo():
            return "是得满分，否不得分"
        case Bands(bands, unit):
            steps = "、".join(f"达到{plain(start)}{unit}得{plain(points)}分" for start, points in bands)
            return f"{steps}，其余不得分"
        case _:
            assert_never(method)


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
        case Bands(unit=unit):
            return f"数值{_in_brackets(unit)}"
        case _:
            assert_never(method)


def _in_brackets(unit: str) -> str:
    return f"（{unit}）" if unit else ""
