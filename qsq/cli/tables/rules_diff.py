"""Two periods' rules beside each other."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _
from qsq.documents.checklist.marking import marking
from qsq.domain.scheme.burden import DepartmentBurden, Load
from qsq.domain.scheme.checklist import Task
from qsq.domain.scheme.rules_changes import Aspect, ListChanges
from qsq.domain.values.numbers import plain
from qsq.year.rules.diff import RulesDiff


def print_diff(console: Console, found: RulesDiff) -> None:
    """What the city, then each town, asks otherwise, and the load by department."""
    changes = found.changes
    if changes.none:
        text = _("{before} and {now} ask the same")
        console.print(text.format(before=changes.before.period, now=changes.now.period), style="green")
        return
    _print_changes(console, found, changes.city)
    for code, own in changes.towns.items():
        console.print(found.towns.get(code, code), style="bold")
        _print_changes(console, found, own)
    before, now = changes.annual_weights
    if before != now:
        text = _("weight in the year: {before}, then {now}")
        console.print(text.format(before=plain(before), now=plain(now)))
    console.print(_burden(found))


def _print_changes(console: Console, found: RulesDiff, changes: ListChanges) -> None:
    """What is new and gone, and what is said otherwise."""
    _print_tasks(console, _("new tasks"), changes.added)
    _print_tasks(console, _("tasks that are gone"), changes.gone)
    if changes.tasks or changes.items or changes.emphasis or changes.dropped:
        console.print(_differences(found, changes))


def _print_tasks(console: Console, title: str, tasks: Iterable[Task]) -> None:
    listed = tuple(tasks)
    if not listed:
        return
    made = table(title, _("task"), _("text"), _("points"), _("method"), right=(_("points"),))
    for task in listed:
        made.add_row(task.id, task.text, plain(task.points), marking(task))
    console.print(made)


def _differences(found: RulesDiff, changes: ListChanges) -> Table:
    before, now = str(found.changes.before.period), str(found.changes.now.period)
    made, names = table(_("said otherwise"), _("of"), _("what"), before, now), aspects()
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
    for drops in changes.dropped:
        drop = drops.now or drops.before
        reasons = [one.reason if one else "–" for one in (drops.before, drops.now)]
        made.add_row(drop.item if drop else "", _("not applicable"), *reasons)
    return made


def aspects() -> dict[Aspect, str]:
    """What can differ, as people read it."""
    return {
        Aspect.TEXT: _("text"),
        Aspect.POINTS: _("points"),
        Aspect.METHOD: _("method"),
        Aspect.EVIDENCE: _("evidence"),
        Aspect.NAME: _("name"),
        Aspect.CATEGORY: _("category"),
        Aspect.WEIGHT: _("weight"),
        Aspect.THEMES: _("themes"),
        Aspect.DEPARTMENT: _("department"),
        Aspect.VILLAGES: _("for which villages"),
    }


def _burden(found: RulesDiff) -> Table:
    burden, periods = found.changes.burden, (found.changes.before.period, found.changes.now.period)
    heads = tuple(f"{period} {counted}" for counted in (_("items"), _("tasks")) for period in periods)
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
