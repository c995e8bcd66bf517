"""A period's list as its papers are made from it, and the table of tasks that they have in common."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType

from qsq.documents.checklist.marking import briefly, marking
from qsq.documents.document import Cells, Column, Table
from qsq.documents.wording.standing_facts import number_room, standing_facts
from qsq.documents.wording.worded import Facts
from qsq.domain.scheme.checklist import Checklist, Emphasis, Item, Task
from qsq.domain.scheme.checklist_changes import Dispatched
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.chinese_dates import chinese_date, chinese_period
from qsq.domain.values.numbers import plain

Filled = tuple[Column, Callable[[Item, Task], str]]
"""A column, and its cell for a task."""

NOBODY: Mapping[str, Dispatched] = MappingProxyType({})
"""What a town that did not break its tasks down wants."""

_JOINED = (1, 2, 3)
"""Category, item and weight stand once for all tasks of an item."""


@dataclass(frozen=True, slots=True)
class TaskWords:
    """What every list says of a task: its points, and how it is marked, in full and briefly."""

    points: str
    marking: str
    briefly: str


@dataclass(frozen=True)
class Listed:
    """A period's list as its papers are made from it.

    Attributes:
        departments: names by id.
        draft: whether it is not issued as it stands.
        day: when it was issued, or a town sent it on; None before.
    """

    scheme: Scheme
    checklist: Checklist
    departments: Mapping[str, str]
    draft: bool
    day: date | None = None

    @cached_property
    def words(self) -> Mapping[str, TaskWords]:
        """What every list says of each task, by its id."""
        tasks = (task for item in self.checklist.all_items for task in item.tasks)
        return {task.id: TaskWords(plain(task.points), marking(task), briefly(task)) for task in tasks}

    @cached_property
    def points(self) -> Mapping[str, str]:
        """What the tasks of each item bring together, by its id."""
        items = self.checklist.all_items
        return {item.id: plain(sum((task.points for task in item.tasks), Fraction(0))) for item in items}

    def says(self, **more: object) -> Facts:
        """What lists say, whatever the scheme is called and whoever the office is."""
        checklist = self.checklist
        period, due = chinese_period(checklist.period), chinese_date(checklist.due)
        return {"title": checklist.title, "period": period, "due": due, **more}

    def facts(self, **more: object) -> Facts:
        """What every wording of a list may name, and more."""
        return {**standing_facts(self.scheme), "number_room": number_room(self.day), **self.says(**more)}

    def drops(self, town_code: str) -> str:
        """The items that do not apply in a town, and why."""
        names = {item.id: item.name for item in self.checklist.items}
        drops = self.checklist.of_town(town_code).drop
        return "；".join(f"{names[drop.item]}（{drop.reason}）" for drop in drops)


def stressed(emphasis: Sequence[Emphasis]) -> str:
    """What a period stresses, with its multipliers."""
    return "、".join(f"{one.name}（×{plain(one.multiplier)}）" for one in emphasis)


def tasks_table(items: Sequence[Item], columns: Sequence[Filled]) -> Table:
    """A numbered row for each task."""
    asked = [(item, task) for item in items for task in item.tasks]
    rows = (
        (str(number), *(cell(item, task) for _column, cell in columns))
        for number, (item, task) in enumerate(asked, start=1)
    )
    headings = (Column("序号", 5, Cells.COUNT), *(column for column, _cell in columns))
    return Table(headings, tuple(rows), name="任务清单", joined=_JOINED)


def of_items(listed: Listed, weight: Column, weights: Mapping[str, str]) -> tuple[Filled, ...]:
    """What is asked, and how it is marked; `weights` are by item."""
    categories = listed.scheme.category_names()
    return (
        (
            Column("类别", 12, Cells.CENTRED, in_workbooks_only=True),
            lambda item, _: categories[item.category],
        ),
        (Column("项", 12), lambda item, _: item.name),
        (weight, lambda item, _: weights.get(item.id, "")),
        (Column("任务", 44), lambda _, task: task.text),
        (Column("分值", 5, Cells.FIGURE), lambda _, task: listed.words[task.id].points),
        (Column("评分办法", 28), lambda _, task: listed.words[task.id].marking),
    )


def of_duty(
    listed: Listed, items: Sequence[Item], dispatched: Mapping[str, Dispatched] = NOBODY
) -> tuple[Filled, ...]:
    """Until when, where one of the tasks has a day of its own, and for whom."""
    whom: Filled = (
        Column("责任部门", 14, Cells.CENTRED),
        lambda item, _: listed.departments[item.department],
    )
    if not any(own_due(listed, task, dispatched) for item in items for task in item.tasks):
        return (whom,)
    return (Column("完成时限", 12, Cells.CENTRED), lambda _, task: own_due(listed, task, dispatched)), whom


def own_due(listed: Listed, task: Task, dispatched: Mapping[str, Dispatched]) -> str:
    """Until when, where it is not the list's own day; a town's own goes before the city's."""
    own = dispatched.get(task.id)
    day = own.due if own else task.due or listed.checklist.due
    return "" if day == listed.checklist.due else f"{day.month}月{day.day}日"
