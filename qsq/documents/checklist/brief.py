"""A village's tasks on two pages: each item once with its full mark, each task with how it is looked at."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from qsq.documents.checklist.listed import Listed, own_due
from qsq.documents.document import Cells, Column, Table
from qsq.domain.scheme.checklist import Item, Task
from qsq.domain.scheme.checklist_changes import Dispatched

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def lettered(markings: Iterable[str]) -> dict[str, str]:
    """A letter for each way of marking, in the order in which they come first."""
    found = list(dict.fromkeys(markings))
    return {told: _letter(at) for at, told in enumerate(found)}


def _letter(at: int) -> str:
    return _LETTERS[at] if at < len(_LETTERS) else f"Z{at - len(_LETTERS) + 1}"


def brief_table(
    listed: Listed,
    items: Sequence[Item],
    full_of: Mapping[str, str],
    letters: Mapping[str, str],
    told: Callable[[Task], str],
    dispatched: Mapping[str, Dispatched],
) -> Table:
    """A row for each task, its item's cell across all of them.

    Args:
        listed: the period's list.
        items: the village's.
        full_of: full marks by item.
        letters: of each way of marking.
        told: a task in words, with the village's own target.
        dispatched: what the town wants, by task id; none before it dispatches.
    """
    columns = (
        Column("项", 20), Column("序号", 4, Cells.COUNT),
        Column("任务", 54 if dispatched else 74), Column("分值", 5, Cells.COUNT),
        Column("时限", 10, Cells.CENTRED), Column("办法", 4, Cells.CENTRED),
        Column("核实方式", 16 if dispatched else 22),
        *((Column("镇级要求", 17), Column("责任人", 8)) if dispatched else ()),
    )  # fmt: skip
    asked = [(head, task) for item in items for head in [_item(listed, item, full_of)] for task in item.tasks]
    rows = tuple(
        (
            head, str(number), told(task), words.points, own_due(listed, task, dispatched),
            letters[words.briefly], task.evidence, *_of_town(task, dispatched),
        )
        for number, (head, task) in enumerate(asked, start=1)
        for words in [listed.words[task.id]]
    )  # fmt: skip
    return Table(columns, rows, name="任务清单", joined=(0,), spanned=True)


def _item(listed: Listed, item: Item, full_of: Mapping[str, str]) -> str:
    """An item with what leads from its tasks' points to its mark."""
    department = listed.departments[item.department]
    return f"{item.name}\n满分{full_of.get(item.id, '—')}/分值{listed.points[item.id]}\n{department}"


def _of_town(task: Task, dispatched: Mapping[str, Dispatched]) -> tuple[str, ...]:
    if not dispatched:
        return ()
    own = dispatched.get(task.id)
    return (own.result, own.person) if own else ("", "")
