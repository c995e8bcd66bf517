"""What was issued, and the burden by department."""

from rich.console import Console
from rich.table import Table

from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _
from qsq.domain.scheme.burden import Load
from qsq.year.checklist.issue import Issued
from qsq.year.checklist.status import ChecklistStatus


def print_issued(console: Console, result: Issued) -> None:
    """What was written, and the burden by department against the period before and the year's first."""
    state = _("written") if result.changed else _("written before, nothing changed")
    console.print(
        _(
            "{title}: {items} items, {tasks} tasks, {villages} villages; {files} files {state} in {folder}"
        ).format(
            title=result.checklist.title,
            items=len(result.checklist.items),
            tasks=len(result.checklist.tasks),
            villages=result.villages,
            files=len(result.files),
            state=state,
            folder=result.folder,
        ),
        style="bold",
    )
    _print_news(console, result)
    console.print(_burden_table(result))


def _print_news(console: Console, result: Issued) -> None:
    """What the towns have to look at in a list that was issued before."""
    news = result.news
    for text, tasks in (
        (_("new: {tasks}"), news.added),
        (_("changed: {tasks}"), news.changed),
        (_("dropped: {tasks}"), news.dropped),
    ):
        if tasks:
            console.print(text.format(tasks=", ".join(tasks)))


def print_status(console: Console, found: ChecklistStatus) -> None:
    """A row for each town: whether it dispatched, and how many of its villages accepted."""
    right = (_("accepted"), _("villages"))
    title = _("Checklist of {period}, revision {revision}")
    made = table(
        title.format(period=found.period, revision=found.state.revision),
        _("town"),
        _("dispatched"),
        *right,
        right=right,
    )
    for _code, name, dispatched, accepted, villages in found.by_town():
        made.add_row(name, _("yes") if dispatched else _("no"), str(accepted), str(villages))
    console.print(made)
    console.print(_("{count} villages have not accepted yet").format(count=len(found.waiting())))


def _burden_table(result: Issued) -> Table:
    numbers = (
        _("items"),
        _("period before: items"),
        _("first period: items"),
        _("tasks"),
        _("period before: tasks"),
        _("first period: tasks"),
    )
    made = table(_("Burden by department"), _("department"), *numbers, right=numbers)
    burden = result.burden
    for one in burden.departments:
        name = result.department_names[one.department]
        made.add_row(name, *_compared(one.now, one.previous, one.first))
    made.add_section()
    made.add_row(_("sum"), *_compared(burden.now, burden.before, burden.first), style="bold")
    changes = ("", "", "", "", burden.previous or "", burden.since_first or "")
    made.add_row(_("change of tasks"), *changes, style="bold")
    return made


def _compared(now: Load, previous: Load | None, first: Load | None) -> tuple[str, ...]:
    """Items and tasks now, and how many more or fewer than before and than in the year's first."""
    return (
        str(now.items),
        _difference(now.items, previous.items if previous else None),
        _difference(now.items, first.items if first else None),
        str(now.tasks),
        _difference(now.tasks, previous.tasks if previous else None),
        _difference(now.tasks, first.tasks if first else None),
    )


def _difference(now: int, then: int | None) -> str:
    """`43 (-12)` of 55 then."""
    if then is None:
        return ""
    return f"{then} ({now - then:+d})" if now != then else str(then)
