"""A run of the batch: what was done, and what waits for whom."""

from collections.abc import Sequence

from rich.console import Console

from qsq.cli.terminal.language import _, said, spot
from qsq.domain.steps.due_work import Job
from qsq.domain.steps.turns import Turn, Waiter
from qsq.year.batch.run import BatchRun, Outcome

_SHOWN = 3
"""How many names are shown; --json lists all."""

_STYLES = {Outcome.DONE: "green", Outcome.DUE: "cyan", Outcome.WAITS: "yellow"}


def print_run(console: Console, done: BatchRun) -> None:
    """A line for each job with what is wrong below it, and two for each thing that waits."""
    words = {
        Outcome.DUE: _("due"),
        Outcome.DONE: _("done"),
        Outcome.WAITS: _("waits"),
        Outcome.REFUSED: _("refused"),
        Outcome.FAILED: _("failed"),
    }
    for step in done.steps:
        style = _STYLES.get(step.outcome, "red")
        heading = " ".join(filter(None, (words[step.outcome], jobs()[step.job], step.period)))
        console.print(f"{heading}: {said(step.what)}", style=style, soft_wrap=True)
        for fault in step.faults:
            console.print(f"  {spot(fault.place)}  {said(fault.message)}", soft_wrap=True)
    if not done.steps:
        console.print(_("{day}: nothing is due").format(day=done.day))
    print_turns(console, done.turns)


def print_turns(console: Console, turns: tuple[Turn, ...]) -> None:
    """What waits for people: what, whom, and the command that records it."""
    if turns:
        console.print(_("waiting for people:"), style="bold")
    for turn in turns:
        console.print(f"  {turn.period} {said(turn.what)}{names_of(turn.who)}", soft_wrap=True)
        console.print(f"    {turn.command}", style="dim", soft_wrap=True)


def names_of(who: Sequence[Waiter]) -> str:
    """The first names of those whose turn it is, behind what it is; nothing where it is nobody's."""
    names = "、".join(one.name for one in who[:_SHOWN])
    more = len(who) - _SHOWN
    if more > 0:
        names += _(" and {count} more").format(count=more)
    return f" · {names}" if names else ""


def jobs() -> dict[str, str]:
    """What each job is called."""
    return {
        "inbox": _("inbox"),
        "rules": _("rules"),
        Job.ISSUE: _("checklist"),
        Job.REMIND: _("reminders"),
        Job.VISITS: _("visits"),
        Job.CHASE: _("chasers"),
        Job.SCORE: _("scoring"),
        Job.FINALISE: _("end of the notice"),
        Job.CONFIRM: _("end of the awards' notice"),
        "ledger": _("ledger"),
        "backup": _("backup"),
        "log": _("log"),
    }
