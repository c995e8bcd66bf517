"""任务清单 for the city, a town and a village, as documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from qsq.documents.checklist.marking import marking
from qsq.documents.document import Column, Document, Kind, Table
from qsq.documents.wording.standing_facts import standing_facts
from qsq.documents.wording.worded import Facts, Worded
from qsq.domain.county.places import Village
from qsq.domain.scheme.checklist import Checklist, Emphasis, Item, Task
from qsq.domain.scheme.checklist_changes import Dispatched
from qsq.domain.scheme.methods import Ratio
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.chinese_dates import chinese_date, chinese_period
from qsq.domain.values.file_names import file_name
from qsq.domain.values.numbers import plain
from qsq.scoring.weights import effective_weight, full_marks, weighted_items_for

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_NUMBER = Column("序号", 5, Kind.COUNT)
_TASK_COLUMNS = (Column("任务", 44), Column("分值", 5, Kind.FIGURE), Column("评分办法", 28))
_DUE = Column("完成时限", 12, Kind.CENTRED)
_DEPARTMENT = Column("责任部门", 14, Kind.CENTRED)


@dataclass(frozen=True, slots=True)
class Listed:
    """A period's list as its documents are made from it.

    Attributes:
        departments: names by id.
        draft: whether it is not issued as it stands.
    """

    scheme: Scheme
    checklist: Checklist
    departments: Mapping[str, str]
    draft: bool

    def facts(self, **more: object) -> Facts:
        """What every wording of a list may name, and more."""
        return {
            **standing_facts(self.scheme),
            "title": self.checklist.title,
            "period": chinese_period(self.checklist.period),
            "due": chinese_date(self.checklist.due),
            **more,
        }


def city_checklist(worded: Worded, listed: Listed, villages: int) -> Document:
    """The city's list: every item with its weight, every task with its rules."""
    checklist = listed.checklist
    facts = listed.facts(
        items=len(checklist.items),
        tasks=len(checklist.tasks),
        emphasis=_stressed(checklist.emphasis),
        basis=checklist.basis,
        departments=len({item.department for item in checklist.items}),
        villages=villages,
    )
    weights = {item.id: plain(effective_weight(item, checklist.emphasis)) for item in checklist.items}
    table = _tasks(listed, checklist.items, Column("权重", 6, Kind.FIGURE), weights)
    return worded.document(facts, {"tasks": table}, draft=listed.draft)


def town_checklist(worded: Worded, listed: Listed, code: str, town: str, villages: int) -> Document:
    """A town's list: what applies in it, with the weights that it gives."""
    rules, items = listed.checklist.of_town(code), listed.checklist.applicable_items(code)
    facts = listed.facts(
        town=town,
        items=len(items),
        tasks=sum(len(item.tasks) for item in items),
        added="、".join(item.name for item in rules.add),
        drops=_drops(listed.checklist, code),
        emphasis=_stressed(rules.emphasis),
        villages=villages,
    )
    stressed = listed.checklist.emphasis + rules.emphasis
    weights = {item.id: plain(effective_weight(item, stressed)) for item in items}
    table = _tasks(listed, items, Column("权重", 6, Kind.FIGURE), weights)
    return worded.document(facts, {"tasks": table}, draft=listed.draft, file=file_name(code, town))


def village_checklist(
    worded: Worded,
    listed: Listed,
    village: Village,
    town: str,
    targets: Mapping[tuple[str, str], Fraction],
    dispatched: Mapping[str, Dispatched],
) -> Document:
    """A village's own list, with its full marks and its own targets, and as its town broke it down.

    Args:
        worded: the list's wording.
        listed: the period's list.
        village: whose it is.
        town: its town's name.
        targets: of all villages, by village and task.
        dispatched: what the town wants, by task id; none before it dispatches.
    """
    checklist, scale = listed.checklist, listed.scheme.marks.scale
    items = checklist.items_for(village)
    asked = weighted_items_for(checklist, village)
    fulls = full_marks(asked, listed.scheme.marks.total) or ()
    full_of = {item.item.id: scale.text(full.town) for item, full in zip(asked, fulls, strict=False)}
    facts = listed.facts(
        town=town,
        village=village.name,
        code=village.code,
        items=len(items),
        tasks=sum(len(item.tasks) for item in items),
        drops=_drops(checklist, village.town_code),
    )
    own = {task.id: _target(village, task, targets) for item in items for task in item.tasks}
    table = _tasks(listed, items, Column("满分", 7, Kind.FIGURE), full_of, own, dispatched)
    file = file_name(village.code, village.name, beside=[file_name(village.town_code, town)])
    return worded.document(facts, {"tasks": table}, draft=listed.draft, file=file)


def _tasks(
    listed: Listed,
    items: Sequence[Item],
    weight: Column,
    weights: Mapping[str, str],
    targets: Mapping[str, str] = _NOTHING,
    dispatched: Mapping[str, Dispatched] = _NOTHING,
) -> Table:
    """A row for each task; an item's name and weight stand in its first row alone."""
    target = (Column("本村目标", 9, Kind.CENTRED),) if targets else ()
    town = (Column("镇级要求", 20), Column("责任人", 10)) if dispatched else ()
    columns = (_NUMBER, Column("项", 12), weight, *_TASK_COLUMNS, *target, _DUE, _DEPARTMENT, *town)
    rows: list[tuple[str, ...]] = []
    for item in items:
        for place, task in enumerate(item.tasks):
            name, share = (item.name, weights.get(item.id, "")) if place == 0 else ("", "")
            own = (targets[task.id],) if targets else ()
            row = dispatched.get(task.id)
            due = (row.due if row else task.due or listed.checklist.due).isoformat()
            wanted = ((row.result, row.person) if row else ("", "")) if dispatched else ()
            asked = (task.text, plain(task.points), marking(task))
            department = listed.departments[item.department]
            rows.append((str(len(rows) + 1), name, share, *asked, *own, due, department, *wanted))
    return Table(columns, tuple(rows), name="任务清单")


def _target(village: Village, task: Task, targets: Mapping[tuple[str, str], Fraction]) -> str:
    target = targets.get((village.code, task.id))
    if target is None or not isinstance(task.method, Ratio):
        return ""
    return f"{plain(target)}{task.method.unit}"


def _stressed(emphasis: Sequence[Emphasis]) -> str:
    return "、".join(f"{one.name}（×{plain(one.multiplier)}）" for one in emphasis)


def _drops(checklist: Checklist, town_code: str) -> str:
    names = {item.id: item.name for item in checklist.items}
    drops = checklist.of_town(town_code).drop
    return "；".join(f"{names[drop.item]}（{drop.reason}）" for drop in drops)
