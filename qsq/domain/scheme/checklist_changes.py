"""What is new in a checklist against the one that was issued before, and what is unfair about its dates."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from qsq.domain.faults import Message, message
from qsq.domain.scheme.checklist import Checklist, Item, Task


@dataclass(frozen=True, slots=True)
class Changes:
    """Task ids: new ones, those that say something else now, and those that are gone."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


NOTHING_NEW = Changes()


def changes(before: Checklist, now: Checklist) -> Changes:
    """What is new in what the city asks; a task is changed where anything that is said of it is."""
    old, new = dict(_tasks(before)), dict(_tasks(now))
    return Changes(
        added=tuple(task for task in new if task not in old),
        changed=tuple(task for task in new if task in old and old[task] != new[task]),
        dropped=tuple(task for task in old if task not in new),
    )


def _tasks(checklist: Checklist) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Each of the city's tasks by its id, and all that is said of it."""
    for item in checklist.items:
        for task in item.tasks:
            yield task.id, _said(item, task, checklist)


def _said(item: Item, task: Task, checklist: Checklist) -> tuple[object, ...]:
    return (item.name, item.weight, item.department, task, task.due or checklist.due)


def warnings_of(checklist: Checklist, today: date, lead_days: int) -> tuple[Message, ...]:
    """Short notice and demands without a basis, as a list is issued or dispatched on that day."""
    found = []
    late = [task for task in checklist.tasks if ((task.due or checklist.due) - today).days < lead_days]
    if late:
        found.append(
            message(
                "short notice: {count} tasks are due less than {days} days after {today}, the first"
                " {task} on {due}",
                count=len(late),
                days=lead_days,
                today=today,
                task=late[0].id,
                due=late[0].due or checklist.due,
            )
        )
    unfounded = [task for task in checklist.tasks if not (task.basis or checklist.basis)]
    if unfounded:
        found.append(
            message(
                "{count} tasks name no basis, the first {task}: say what the demand rests on",
                count=len(unfounded),
                task=unfounded[0].id,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Dispatched:
    """A task as a town breaks it down.

    Attributes:
        village_code: empty for all villages of the town.
        due: the town's date.
        reason: why the date is earlier than the city's.
    """

    village_code: str
    task: str
    due: date
    result: str
    person: str
    reason: str = ""


def rows_for(village_code: str, rows: Iterable[Dispatched]) -> dict[str, Dispatched]:
    """What a town wants of one village, by task: its own row, else the one for all villages."""
    listed = [row for row in rows if row.village_code in ("", village_code)]
    return {row.task: row for row in sorted(listed, key=lambda row: row.village_code)}


def early_without_reason(rows: tuple[Dispatched, ...], due_of: Mapping[str, date]) -> tuple[Message, ...]:
    """Warnings of a town's dates that are earlier than the city's and do not say why."""
    return tuple(
        message(
            "{task} {village}: the town's date {due} is earlier than the city's {city} without a reason",
            task=row.task,
            village=row.village_code,
            due=row.due,
            city=due_of[row.task],
        )
        for row in rows
        if row.due < due_of[row.task] and not row.reason
    )
