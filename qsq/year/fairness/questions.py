"""What may be worth a question in a result, as its paper prints it: figures, and no verdict."""

from collections.abc import Iterator
from typing import assert_never

from qsq.fairness.doubts.agreement import Looks, NoAlpha
from qsq.fairness.doubts.goes_with import GoesWith, Trait
from qsq.fairness.doubts.who_marks import WhyNot
from qsq.year.fairness.found import Fairness, mean, percentage, three_decimals


def leaning_rows(found: Fairness) -> Iterator[tuple[str, ...]]:
    """Department, town, villages, mean place of them and of villages like them, chance."""
    for one in found.leanings.told if found.leanings else ():
        yield (
            found.named("department", one.department),
            found.named("town", one.town),
            str(one.villages),
            mean(one.own),
            mean(one.like),
            percentage(one.chance),
        )


def questions(found: Fairness) -> Iterator[str]:
    """A sentence each, without full stop: how many cells were asked, what marks go with, who agrees."""
    if found.leanings is not None:
        why_not = found.leanings.why_not
        if why_not is not None:
            yield f"谁怎样打分说不出：{_WHY_NOT[why_not]}"
        else:
            told = len(found.leanings.told)
            yield f"按部门和镇分{len(found.leanings.cells)}格，{told or '没有一'}格值得问一问"
        yield from _goes_with(found)
    for one in found.agreements:
        task = f"“{found.named('task', one.task)}”" if one.task else "全部复核的任务"
        who, unit = _WHO[one.looks]
        if one.why_not is not None:
            yield f"{who}在{task}上是否一致说不出：{_NO_ALPHA[one.why_not].format(unit=unit)}"
        elif one.alpha is not None:
            yield f"{who}在{task}上的一致程度α＝{three_decimals(one.alpha)}（{one.villages}个{unit}）"


_WHY_NOT = {
    WhyNot.FEW_DEPARTMENTS: "打分的部门不到4个",
    WhyNot.FEW_TOWNS: "不到3个镇",
    WhyNot.FEW_VILLAGES: "至少4个部门都打了分的村不到60个",
}
_WHO = {Looks.ROUNDS: ("检查人员", "村"), Looks.SECOND: ("首次评分和复核", "村条")}
_NO_ALPHA = {
    NoAlpha.FEW_LOOKED_AT_TWICE: "看过两次的{unit}不到20个",
    NoAlpha.ALL_ALIKE: "每次看到的都一样",
}


def _goes_with(found: Fairness) -> Iterator[str]:
    told = [one for one in found.goes_with if one.told]
    if found.goes_with and not told:
        asked = f"所查的{len(found.goes_with)}个因素（类型、分组、代码顺序、大小、目标、特征）"
        yield f"得分同{asked}都没有看得出的关系"
    for one in told:
        number = "" if one.correlation is None else f"等级相关{three_decimals(one.correlation)}，"
        share, chance = percentage(one.share), percentage(one.chance)
        yield f"得分同{_what(found, one)}有关：{number}说明名次差别的{share}，碰巧的机会{chance}"


def _what(found: Fairness, one: GoesWith) -> str:
    match one.trait:
        case Trait.KIND:
            return "类型（村或社区）"
        case Trait.GROUP:
            return "分组"
        case Trait.CODE:
            return "代码顺序"
        case Trait.CODE_IN_TOWN:
            return "镇内代码顺序"
        case Trait.TOWN_SIZE:
            return "镇里村数"
        case Trait.TARGET:
            return f"“{found.named('task', one.name)}”的目标"
        case Trait.OWN:
            return f"“{one.name}”（data/traits.csv所记）"
        case _:
            assert_never(one.trait)
