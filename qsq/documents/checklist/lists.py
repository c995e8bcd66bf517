"""任务清单 for the city and for a village, as printed lists."""

from collections.abc import Mapping
from fractions import Fraction

from qsq.documents.checklist.marking import marking
from qsq.documents.writers.excel import Column, PrintedList
from qsq.domain.county.places import Village
from qsq.domain.scheme.checklist import Checklist, Item, Task
from qsq.domain.scheme.checklist_changes import Dispatched
from qsq.domain.scheme.methods import Ratio
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.chinese_dates import PERIOD_WORDS
from qsq.domain.values.numbers import plain
from qsq.scoring.weights import effective_weight, full_marks, weighted_items_for

_MERGED = (1, 2, 3)


def city_list(scheme: Scheme, checklist: Checklist, departments: Mapping[str, str]) -> PrintedList:
    """The city's list: every item with its weight, every task with its rules."""
    categories = scheme.category_names()
    columns = (
        Column("序号", 5, number=True), Column("类别", 12, centred=True), Column("项", 14, centred=True),
        Column("权重", 7, number=True), Column("任务", 46), Column("分值", 6, number=True),
        Column("评分办法", 28), Column("完成时限", 11, centred=True), Column("责任部门", 14, centred=True),
        Column("核实方式", 16), Column("依据", 24),
    )  # fmt: skip
    rows = tuple(
        (
            str(number), categories[item.category], item.name,
            plain(effective_weight(item, checklist.emphasis)), task.text, plain(task.points),
            marking(task), _due(task, checklist, {}), departments[item.department], task.evidence,
            task.basis,
        )
        for number, (item, task) in enumerate(_tasks(checklist.items), start=1)
    )  # fmt: skip
    return PrintedList(checklist.title, _city_lines(scheme, checklist), columns, rows, _MERGED)


def _city_lines(scheme: Scheme, checklist: Checklist) -> tuple[str, ...]:
    counts = f"{scheme.city_name} · 共 {len(checklist.items)} 项 {len(checklist.tasks)} 条"
    stress = "、".join(f"{one.name}（×{plain(one.multiplier)}）" for one in checklist.emphasis)
    lines = [f"{counts} · 完成时限 {checklist.due.isoformat()}（另有注明的除外）"]
    if stress:
        lines.append(f"{PERIOD_WORDS[scheme.period].this}突出：{stress}；表中权重已乘倍数")
    if checklist.basis:
        lines.append(f"依据：{checklist.basis}")
    return tuple(lines)


def village_list(
    scheme: Scheme,
    checklist: Checklist,
    village: Village,
    town_name: str,
    departments: Mapping[str, str],
    targets: Mapping[tuple[str, str], Fraction],
    dispatched: Mapping[str, Dispatched],
) -> PrintedList:
    """A village's own list: what it is asked, with its own targets and full marks.

    Args:
        scheme: for the categories' names and the full mark.
        checklist: the city's list with what towns added and dropped.
        village: whose list it is.
        town_name: the name of its town.
        departments: ids to names.
        targets: of all villages, by village and task.
        dispatched: tasks that the town broke down, by id; none before the town dispatches.
    """
    categories, scale = scheme.category_names(), scheme.marks.scale
    asked = weighted_items_for(checklist, village)
    fulls = full_marks(asked, scheme.marks.total) or ()
    full_of = {item.item.id: scale.text(full.town) for item, full in zip(asked, fulls, strict=False)}
    rows = tuple(
        (
            str(number), categories[item.category], item.name, full_of.get(item.id, ""), task.text,
            plain(task.points), marking(task), _target(task, village, targets),
            _due(task, checklist, dispatched), departments[item.department],
            *(_broken_down(dispatched.get(task.id)) if dispatched else ()),
        )
        for number, (item, task) in enumerate(_tasks(checklist.items_for(village)), start=1)
    )  # fmt: skip
    return PrintedList(
        checklist.title,
        _village_lines(checklist, village, town_name, len(asked), len(rows)),
        (*_VILLAGE_COLUMNS, *(_TOWN_COLUMNS if dispatched else ())),
        rows,
        _MERGED,
    )


_VILLAGE_COLUMNS = (
    Column("序号", 5, number=True), Column("类别", 12, centred=True), Column("项", 14, centred=True),
    Column("满分", 8, number=True), Column("任务", 50), Column("分值", 6, number=True),
    Column("评分办法", 30), Column("本村目标", 10, centred=True), Column("完成时限", 11, centred=True),
    Column("责任部门", 14, centred=True),
)  # fmt: skip
_TOWN_COLUMNS = (Column("镇级要求", 24), Column("责任人", 12, centred=True))


def _broken_down(row: Dispatched | None) -> tuple[str, str]:
    """What the town wants and of whom, where it broke the task down."""
    return (row.result, row.person) if row else ("", "")


def _village_lines(
    checklist: Checklist, village: Village, town_name: str, items: int, tasks: int
) -> tuple[str, ...]:
    place = f"{town_name} {village.name}（{village.code}）"
    lines = [
        f"{place} · 共 {items} 项 {tasks} 条 · 完成时限 {checklist.due.isoformat()}（另有注明的除外）",
        "满分按各项均适用计算；有不适用的，其满分按权重分给其余各项。",
    ]
    names = {item.id: item.name for item in checklist.items}
    drops = checklist.of_town(village.town_code).drop
    if drops:
        lines.append("本镇不适用：" + "；".join(f"{names[drop.item]}（{drop.reason}）" for drop in drops))
    return tuple(lines)


def _tasks(items: tuple[Item, ...]) -> list[tuple[Item, Task]]:
    return [(item, task) for item in items for task in item.tasks]


def _due(task: Task, checklist: Checklist, dispatched: Mapping[str, Dispatched]) -> str:
    """The town's date, else the city's."""
    own = dispatched.get(task.id)
    return (own.due if own else task.due or checklist.due).isoformat()


def _target(task: Task, village: Village, targets: Mapping[tuple[str, str], Fraction]) -> str:
    target = targets.get((village.code, task.id))
    if target is None or not isinstance(task.method, Ratio):
        return ""
    return f"{plain(target)}{task.method.unit}"
