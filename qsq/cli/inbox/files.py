"""The inbox as people see it: what was taken, what is refused and why, what to send back, who owes what."""

from collections.abc import Iterable

from rich.console import Console

from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _, said
from qsq.domain.forms.stamp import FormKind
from qsq.year.inbox.inbox import Fate, InboxRun
from qsq.year.inbox.owed import StillOwed

_NAMES = 6
"""Units that owe a form and are named; --json lists all."""

_STYLES = {
    Fate.TAKEN: "green",
    Fate.KNOWN: "",
    Fate.PASSED: "yellow",
    Fate.LEFT: "dim",
    Fate.REFUSED: "red",
}


def print_inbox(console: Console, done: InboxRun, replies: Iterable[str], *, dry_run: bool) -> None:
    """One table of all files, then what to send back, then who still owes what."""
    if done.files:
        title = _("inbox, as of {day}").format(day=done.day)
        title += _(" (tried only: nothing is recorded)") if dry_run else ""
        made = table(title, _("file"), _("what"), _("from"), _("outcome"), "", whole=(_("outcome"),))
        for one in done.files:
            told, style = one.told, _STYLES[one.fate]
            what = f"{told.period} {told.kind.chinese}".strip() if told else ""
            made.add_row(one.name, what, done.called(told), _fates()[one.fate], said(one.what), style=style)
        console.print(made)
    else:
        console.print(_("{day}: nothing lies in the inbox").format(day=done.day))
    for text in replies:
        console.print(_("to send back:"), style="bold")
        console.print(text, soft_wrap=True)
    for one in done.files:
        if one.marked:
            text = _("to send back, with the faulty cells in red: {file}")
            console.print(text.format(file=one.marked), soft_wrap=True)
    _print_owed(console, done)


def _print_owed(console: Console, done: InboxRun) -> None:
    if not done.owed:
        return
    console.print(_("still owed:"), style="bold")
    for (period, kind), owing in _by_form(done.owed).items():
        names = "、".join(f"{done.names.get(one.unit, one.unit.code)}({one.count})" for one in owing[:_NAMES])
        if len(owing) > _NAMES:
            names += _(" and {count} more").format(count=len(owing) - _NAMES)
        until = next((one.until for one in owing if one.until), None)
        when = _(", until {day}").format(day=until) if until else ""
        console.print(f"  {period} {kind.chinese}{when} · {names}", soft_wrap=True)


def _by_form(owed: Iterable[StillOwed]) -> dict[tuple[str, FormKind], list[StillOwed]]:
    """What is owed by period and form, in the order in which it comes."""
    groups: dict[tuple[str, FormKind], list[StillOwed]] = {}
    for one in owed:
        groups.setdefault((one.period, one.kind), []).append(one)
    return groups


def _fates() -> dict[Fate, str]:
    return {
        Fate.TAKEN: _("taken"),
        Fate.KNOWN: _("taken before"),
        Fate.PASSED: _("a copy"),
        Fate.LEFT: _("left"),
        Fate.REFUSED: _("refused"),
    }
