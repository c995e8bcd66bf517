"""Two periods' rules beside each other."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _
from qsq.documents.checklist.marking import marking
from qsq.domain.scheme.burden import DepartmentBurden, Load
from qsq.domain.scheme.checklist import Task
from qsq.domain.scheme.rules_changes import Aspect
from qsq.domain.values.numbers import plain
from qsq.year.rules.diff import RulesDiff


def print_diff(console: Console, found: RulesDiff) -> None:
    """What is new and gone, what is said otherwise, and the load by department."""
    changes = found.changes
    if changes.none:
        text = _("{before} and {now} ask the same")
        console.print(text.format(before=changes.before.period, now=changes.now.period), style="green")
        return
    _print_tasks(console, _("new tasks"), changes.added)
    _print_tasks(console, _("tasks that are gone"), changes.gone)
    if changes.tasks or changes.items or changes.emphasis:
        console.print(_differences(found))
    console.print(_burden(found))


def _print_tasks(console: Console, title: str, tasks: Iterable[Task]) -> None:
    listed = tuple(tasks)
    if not listed:
        return
    made = table(title, _("task"), _("text"), _("points"), _("method"), right=(_("points"),))
    for task in listed:
        made.add_row(task.id, task.text, plain(task.points), marking(task))
    console.print(made)


def _differences(found: RulesDiff) -> Table:
    changes = found.changes
    before, now = str(changes.before.period), str(changes.now.period)
    made, names = table(_("said otherwise"), _("of"), _("what"), before, now), _aspects()
    for task in changes.tasks:
        told = (found.told(one, task.aspect) for one in (task.before, task.now))
        made.add_row(task.now.id, names[task.aspect], *told)
    for item in changes.items:
        told = (found.told(one, item.aspect) for one in (item.before, item.now))
        made.add_row(item.now.id, names[item.aspect], *told)
    for pair in changes.emphasis:
        stresses = [f"×{plain(one.multiplier)}" if one else "–" for one in (pair.before, pair.now)]
        theme = pair.now or pair.before
        made.add_row(theme.name if theme else "", _("emphasis"), *stresses)
    return made


def _aspects() -> dict[Aspect, str]:
    return {
        Aspect.TEXT: _("text"),
        Aspect.POINTS: _("points"),
        Aspect.METHOD: _("method"),
        Aspect.NAME: _("name"),
        Aspect.WEIGHT: _("weight"),
        Aspect.DEPARTMENT: _("department"),
        Aspect.VILLAGES: _("for which villages"),
    }


def _burden(found: RulesDiff) -> Table:
    burden, periods = found.changes.burden, (found.changes.before.period, found.changes.now.period)
    heads = tuple(f"{period} {of}" for of in (_("items"), _("tasks")) for period in periods)
    made = table(_("Burden by department"), _("department"), *heads, right=heads)
    for one in burden.departments:
        made.add_row(found.departments.get(one.department, one.department), *_counts(one))
    made.add_section()
    before = burden.before or Load(0, 0)
    sums = (str(count) for count in (before.items, burden.now.items, before.tasks, burden.now.tasks))
    made.add_row(_("sum"), *sums, style="bold")
    made.add_row(_("change of tasks"), "", "", "", burden.previous or "", style="bold")
    return made


def _counts(one: DepartmentBurden) -> tuple[str, ...]:
    before = one.previous or Load(0, 0)
    return tuple(str(count) for count in (before.items, one.now.items, before.tasks, one.now.tasks))
