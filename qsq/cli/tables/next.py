"""What can be done now, two lines each: what and whose turn, then the command."""

from collections.abc import Sequence
from itertools import zip_longest

from rich.console import Console

from qsq.cli.tables.batch import names_of
from qsq.cli.terminal.language import _, said, spot
from qsq.cli.terminal.show import command_line
from qsq.domain.steps.action import Action
from qsq.year.next.steps import NextSteps


def print_next(console: Console, found: NextSteps, named: Sequence[str]) -> None:
    """The actions by number, then what no command does, what ends by itself and what is wrong."""
    for fault in found.refused:
        console.print(f"{spot(fault.place)}  {said(fault.message)}", style="red", soft_wrap=True)
    number = 0
    for action, after in zip_longest(found.actions, found.actions[1:]):
        number += bool(action.words)
        _print_action(console, action, str(number) if action.words else "·")
        of_one_command = after and action.form and after.form and action.command() == after.command()
        if action.words and not of_one_command:
            _print_command(console, action, named)
    for wait in found.waits:
        console.print(f"    {wait.period} {said(wait.what)}", style="cyan", soft_wrap=True)
    if not found.actions and not found.waits:
        console.print(_("nothing is to be done"), style="green")


def _print_action(console: Console, action: Action, number: str) -> None:
    until = _(" (until {day})").format(day=action.until) if action.until else ""
    told = said(action.what)
    what = told if action.period in told else f"{action.period} {told}"
    form = action.form.chinese if action.form else ""
    called = f" · {form}" if form not in told else ""
    console.print(f"{number:>2}  {what}{called}{until}{names_of(action.who)}", soft_wrap=True)


def _print_command(console: Console, action: Action, named: Sequence[str]) -> None:
    line = command_line(("qsq", *action.command(), *named))
    if action.form:
        line = _("when sent back and laid into inbox/: {command}").format(command=line)
    console.print(f"    {line}", style="bold" if action.runnable else "dim", soft_wrap=True)
    if action.asks:
        asked = _(", ").join(said(one.what) for one in action.asks)
        console.print("    " + _("is asked for: {asked}").format(asked=asked), style="dim", soft_wrap=True)
