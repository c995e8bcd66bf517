"""任务清单 of the city: every item with its weight, every task with its rules."""

from qsq.documents.checklist.listed import Listed, of_duty, of_items, stressed, tasks_table
from qsq.documents.document import Cells, Column, Document
from qsq.documents.wording.worded import Worded
from qsq.domain.values.numbers import plain
from qsq.scoring.weights import effective_weight


def city_checklist(worded: Worded, listed: Listed, villages: int) -> tuple[Document, ...]:
    """The notice that sends the city's list out, and the list, its annex; `villages` is how many it asks."""
    checklist = listed.checklist
    facts = listed.facts(
        items=len(checklist.items),
        tasks=len(checklist.tasks),
        emphasis=stressed(checklist.emphasis),
        basis=checklist.basis,
        departments=len({item.department for item in checklist.items}),
        villages=villages,
    )
    weights = {item.id: plain(effective_weight(item, checklist.emphasis)) for item in checklist.items}
    columns = (
        *of_items(listed, Column("权重", 6, Cells.FIGURE), weights),
        *of_duty(listed, checklist.items),
        (Column("核实方式", 16, in_workbooks_only=True), lambda _, task: task.evidence),
        (Column("依据", 24, in_workbooks_only=True), lambda _, task: task.basis),
    )
    tables = {"tasks": tasks_table(checklist.items, columns)}
    day = listed.day if worded.is_signed else None
    made = worded.document(facts, tables, day=day, draft=listed.draft)
    if worded.annex is None:
        return (made,)
    return made, worded.annex.document(facts, tables, draft=listed.draft)
