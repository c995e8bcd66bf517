"""What was issued, and the burden by department."""

from rich.console import Console
from rich.table import Table

from qsq.cli.language import _
from qsq.cli.tables.table import table
from qsq.year.checklist import Issued


def print_issued(console: Console, result: Issued) -> None:
    """What was written, and the burden by department against the quarter before and Q1."""
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
    console.print(_burden_table(result))


def _burden_table(result: Issued) -> Table:
    numbers = (_("items"), _("tasks"), _("quarter before"), _("change"), _("Q1"), _("since Q1"))
    made = table(_("Burden: tasks by department"), _("department"), *numbers, right=numbers)
    for one in result.burden.departments:
        made.add_row(
            result.department_names[one.department],
            str(one.items),
            str(one.tasks),
            _number(one.previous),
            _signed(one.tasks, one.previous),
            _number(one.first),
            _signed(one.tasks, one.first),
        )
    made.add_section()
    burden = result.burden
    made.add_row(
        _("sum"),
        str(len(result.checklist.items)),
        str(burden.tasks),
        _number(burden.previous_tasks),
        burden.previous or "",
        _number(burden.first_tasks),
        burden.since_q1 or "",
        style="bold",
    )
    return made


def _number(count: int | None) -> str:
    return "" if count is None else str(count)


def _signed(now: int, before: int | None) -> str:
    return "" if before is None or now == before else f"{now - before:+d}"
