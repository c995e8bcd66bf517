"""The inbox as people see it: what was taken, what is refused and why, what to send back, who owes what."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console

from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _, said, spot
from qsq.domain.faults import Fault
from qsq.domain.forms.stamp import FormKind
from qsq.year.inbox.inbox import Fate, InboxFile, InboxRun
from qsq.year.inbox.owed import StillOwed

_MOST = 20
"""Faults of one file that are shown; --json lists all."""

_NAMES = 6
"""Units that owe a form and are named; --json lists all."""

_STYLES = {Fate.TAKEN: "green", Fate.REFUSED: "red", Fate.PASSED: "yellow"}


def print_inbox(console: Console, done: InboxRun, *, dry_run: bool) -> None:
    """One table of all files, then what to send back, then who still owes what."""
    if done.files:
        title = _("inbox, as of {day}").format(day=done.day)
        title += _(" (tried only: nothing is recorded)") if dry_run else ""
        made = table(title, _("file"), _("what"), _("from"), _("outcome"), "", whole=(_("outcome"),))
        for one in done.files:
            told, style = one.told, _STYLES.get(one.fate, "")
            what = f"{told.period} {told.kind.chinese}".strip() if told else ""
            made.add_row(one.name, what, done.called(told), _fates()[one.fate], said(one.what), style=style)
        console.print(made)
    else:
        console.print(_("{day}: nothing lies in the inbox").format(day=done.day))
    for text in filter(None, (reply(done, one) for one in done.files)):
        console.print(_("to send back:"), style="bold")
        console.print(text, soft_wrap=True)
    _print_owed(console, done)


def reply(done: InboxRun, one: InboxFile) -> str:
    """A text for whoever handed a refused file in; empty where it was not refused."""
    if one.fate is not Fate.REFUSED:
        return ""
    told = one.told
    of = " ".join(
        filter(None, (done.called(told), told.period if told else "", told.kind.chinese if told else ""))
    )
    lines = [
        _("“{file}” could not be taken in").format(file=one.name.rpartition("/")[2])
        + (f"（{of}）" if of else "")
    ]
    lines += _listed(one.faults) or [said(one.what)]
    return "\n".join(lines)


def _listed(faults: Sequence[Fault]) -> list[str]:
    """Faults grouped by their kind, each kind with its number, so many places in all."""
    kinds: dict[str, list[Fault]] = {}
    for fault in faults:
        kinds.setdefault(fault.message.template, []).append(fault)
    return list(_lines(list(kinds.values())))


def _lines(kinds: Sequence[Sequence[Fault]]) -> Iterator[str]:
    left = _MOST
    for number, alike in enumerate(kinds, start=1):
        shown = alike[: max(1, min(left - (len(kinds) - number), len(alike)))] if left > 0 else ()
        left -= len(shown)
        for fault in shown:
            where = spot(fault.place) if not fault.place.where else spot(fault.place).partition(":")[2]
            yield (
                f"{number}. {where} {said(fault.message)}"
                if fault.place.where
                else f"{number}. {said(fault.message)}"
            )
        if len(alike) > len(shown):
            yield _("   … {count} of this kind in all").format(count=len(alike))


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
