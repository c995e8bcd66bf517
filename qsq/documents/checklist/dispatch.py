"""任务清单 of a town and of a village, as the town sends them on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from qsq.documents.checklist.brief import brief_table, lettered
from qsq.documents.checklist.department_form import form_file
from qsq.documents.checklist.listed import Filled, Listed, of_duty, of_items, stressed, tasks_table
from qsq.documents.document import Cells, Column, Document, Table
from qsq.documents.wording.standing_facts import standing_facts
from qsq.documents.wording.units import town_sender, town_word, village_word
from qsq.documents.wording.worded import Facts, Worded
from qsq.domain.county.places import Town, Village
from qsq.domain.observed.observation import VillageTask
from qsq.domain.scheme.checklist import Task
from qsq.domain.scheme.checklist_changes import Dispatched
from qsq.domain.scheme.methods import Ratio
from qsq.domain.values.file_names import file_name
from qsq.domain.values.numbers import plain
from qsq.scoring.weights import effective_weight, full_marks, weighted_items_for

Targets = Mapping[VillageTask, Fraction]
"""The targets of all villages, by village and task."""


def town_checklist(worded: Worded, listed: Listed, town: Town, villages: int) -> Document:
    """A town's list: what applies in it, with the weights that it gives."""
    code, name = town.code, town.name
    rules, items = listed.checklist.of_town(code), listed.checklist.applicable_items(code)
    facts = listed.facts(
        town=name,
        town_word=town_word(name),
        sender=town_sender(town),
        items=len(items),
        tasks=sum(len(item.tasks) for item in items),
        added="、".join(item.name for item in rules.add),
        drops=listed.drops(code),
        emphasis=stressed(rules.emphasis),
        villages=villages,
    )
    emphasis = listed.checklist.emphasis + rules.emphasis
    weights = {item.id: plain(effective_weight(item, emphasis)) for item in items}
    columns = (*of_items(listed, Column("权重", 6, Cells.FIGURE), weights), *of_duty(listed, items))
    tables = {"tasks": tasks_table(items, columns)}
    day = listed.day if worded.is_signed else None
    return worded.document(facts, tables, day=day, draft=listed.draft, file=file_name(code, name))


@dataclass(frozen=True, slots=True)
class VillageList:
    """What a village's list says, however it is worded.

    Attributes:
        brief: the tasks as a village reads them, on two pages.
        markings: how they are marked, by the letters that stand in their table.
        file: what it is called as a file of its own.
    """

    says: Facts
    tasks: Table
    brief: Table
    markings: str
    file: str


def village_list(
    listed: Listed, village: Village, town: str, targets: Targets, dispatched: Mapping[str, Dispatched]
) -> VillageList:
    """A village's own list, with its full marks and its own targets, and as its town broke it down.

    Args:
        listed: the period's list.
        village: whose it is.
        town: its town's name.
        targets: of all villages.
        dispatched: what the town wants, by task id; none before it dispatches.
    """
    checklist, scale = listed.checklist, listed.scheme.marks.scale
    items = checklist.items_for(village)
    asked = weighted_items_for(checklist, village)
    fulls = full_marks(asked, listed.scheme.marks.total) or ()
    full_of = {item.item.id: scale.text(full.town) for item, full in zip(asked, fulls, strict=False)}
    says = listed.says(
        town=town,
        village=village.name,
        unit_word=village_word(village.kind),
        code=village.code,
        items=len(items),
        tasks=sum(len(item.tasks) for item in items),
        drops=listed.drops(village.town_code),
    )
    target = Column("本村目标", 9, Cells.CENTRED)
    columns = (
        *of_items(listed, Column("满分", 7, Cells.FIGURE), full_of),
        (target, lambda _, task: _target(village, task, targets)),
        *of_duty(listed, items, dispatched),
        *_of_town(dispatched),
    )
    beside = (file_name(village.town_code, town), form_file(listed.checklist.period, town))
    file = file_name(village.code, village.name, beside=beside)
    letters = lettered(listed.words[task.id].briefly for item in items for task in item.tasks)
    markings = "；".join(f"{letter} {told}" for told, letter in letters.items())
    brief = brief_table(
        listed, items, full_of, letters, lambda task: _told(village, task, targets), dispatched
    )
    return VillageList(says, tasks_table(items, columns), brief, markings, file)


def _of_town(dispatched: Mapping[str, Dispatched]) -> tuple[Filled, ...]:
    """What the town wants and of whom, where it broke its tasks down."""
    if not dispatched:
        return ()
    return (
        (Column("镇级要求", 20), lambda _, task: dispatched[task.id].result if task.id in dispatched else ""),
        (Column("责任人", 10), lambda _, task: dispatched[task.id].person if task.id in dispatched else ""),
    )


def village_checklist(
    worded: Worded, listed: Listed, town: Town, made: VillageList
) -> tuple[Document, Document]:
    """A village's list as a document of its town, and with all its columns for a workbook."""
    sender = {"sender": town_sender(town), "markings": made.markings}
    facts = {**standing_facts(listed.scheme), **made.says, **sender}
    day = listed.day if worded.is_signed else None
    tables = {"tasks": made.tasks, "brief": made.brief}
    paper = worded.document(facts, tables, day=day, draft=listed.draft, file=made.file)
    parts = tuple(made.tasks if part is made.brief else part for part in paper.parts)
    return paper, replace(paper, parts=parts, compact=False)


def _told(village: Village, task: Task, targets: Targets) -> str:
    """A task with the village's own target; with its unit alone before there is one."""
    own, method = _target(village, task, targets), task.method
    if own:
        return f"{task.text}（本村目标{own}）"
    if isinstance(method, Ratio) and method.target is None and method.unit:
        return f"{task.text}（{method.unit}）"
    return task.text


def _target(village: Village, task: Task, targets: Targets) -> str:
    target = targets.get((village.code, task.id))
    if target is None or not isinstance(task.method, Ratio):
        return ""
    return f"{plain(target)}{task.method.unit}"
