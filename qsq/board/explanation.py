"""How a task's points came about, in plain Chinese: what was observed, and by which method it earns them.

What the derivation found is told; nothing is counted here. Tasks and what departments saw of them are in
Chinese, and so is this: pages in English lead to it.
"""

from qsq.domain.results.derived import Derived, Formula

TOLD = {
    Formula.AWARD: "部门评定{value}分（最多{points}分）",
    Formula.DEDUCT: "从{points}分起，每处（次）扣{each}分，共{value}处（次），最低{floor}分",
    Formula.RATIO: "目标{target}{unit}，完成{value}{unit}：{points}分 × {value} ÷ {target}，最多{points}分",
    Formula.GRADE: "评为“{value}”：{points}分 × {share}",
    Formula.YES: "做到了：得满分{points}分",
    Formula.NO: "没有做到：不得分",
    Formula.BAND: "观测值{value}，达到“{start}以上”一档，得{reached}分",
    Formula.NO_BAND: "观测值{value}，没有达到最低一档，不得分",
    Formula.SCALE: (
        "实际{value}{unit}：{points}分 × ({value} − {zero}) ÷ ({full} − {zero})，最低{least}分，最高{most}分"
    ),
    Formula.NA: "不适用：{note}",
    Formula.EXCLUDED: "没有评分意见，不计入",
    Formula.ZERO: "没有评分意见，按0分计",
    Formula.VOID: "不适用，不计满分和得分。",
    Formula.MEAN: "各轮得分的平均",
    Formula.TRIMMED_MEAN: "去掉一个最高分和一个最低分后的平均（不足三轮时为平均）",
    Formula.LOWEST: "各轮得分中最低的",
}
"""What each rule of a task's points means."""


def task_told(derived: Derived) -> str:
    """What was observed of a task, and by which method it earns its points; of rounds, what each brought."""
    own = _told(derived)
    if not derived.parts:
        return own
    rounds = [f"第{number}轮：{_told(one)}，{earned_told(one)}" for number, one in _numbered(derived)]
    return "；".join([*rounds, own])


def earned_told(derived: Derived) -> str:
    """What was earned; what does not apply is left out."""
    return "不计" if derived.formula in _NOTHING else f"得{derived.result}分"


def _told(derived: Derived) -> str:
    return TOLD[derived.formula].format(**derived.values)


def _numbered(derived: Derived) -> list[tuple[int, Derived]]:
    """The rounds of a task with their numbers; the first one's name is the task's."""
    return [(int(one.of.partition("#")[2] or 1), one) for one in derived.parts]


_NOTHING = {Formula.NA, Formula.EXCLUDED, Formula.VOID}
