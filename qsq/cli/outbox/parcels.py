"""What goes out as people see it: a row for each receiver, and what goes out again."""

from pathlib import PurePosixPath

from rich.console import Console

from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _
from qsq.year.outbox.outbox import OUTBOX, Outbox

_MOST = 60
"""Receivers that are shown; --json lists all."""


def print_outbox(console: Console, found: Outbox) -> None:
    """A row for each receiver, then the papers that go out again."""
    if not found.parcels:
        console.print(_("{day}: nothing is to be handed out").format(day=found.day))
        return
    title = _("handed out on {day}") if found.sent else _("to be handed out, {day}")
    heads = (_("papers"), _("until"), _("again"))
    made = table(title.format(day=found.day), _("to"), *heads, right=(heads[0], heads[2]), whole=heads)
    for one in found.parcels[:_MOST]:
        until, again = str(one.until or ""), str(len(one.again) or "")
        made.add_row(one.name, str(len(one.papers)), until, again)
    console.print(made)
    more = len(found.parcels) - _MOST
    if more > 0:
        console.print(_("… and {count} more; all of them with --json").format(count=more))
    for one in found.parcels:
        for paper in one.again:
            text = _("again to {name}: {file}, corrected since {day}")
            name = PurePosixPath(paper.path).name
            console.print(text.format(name=one.name, file=name, day=paper.before), soft_wrap=True)
    console.print(_("gathered in {folder}").format(folder=f"{OUTBOX}/{found.day}/"), style="bold")
    if not found.sent:
        console.print(_("when it was handed out: {command}").format(command="qsq outbox --sent"))
