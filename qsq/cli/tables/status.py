"""The year on one screen."""

from rich.console import Console
from rich.table import Table

from qsq.cli.tables.batch import jobs, print_turns
from qsq.cli.tables.table import table
from qsq.cli.terminal.language import _, said, spot
from qsq.domain.values.periods import Period
from qsq.year.status.overview import PeriodRow, Status


def print_status(console: Console, found: Status) -> None:
    """A row for each period, a line for the awards, then what is due and what waits."""
    console.print(_periods(found))
    console.print(_awards(found))
    for fault in found.refused:
        console.print(f"{spot(fault.place)}  {said(fault.message)}", style="red", soft_wrap=True)
    for due in found.due:
        text = _("due since {day}: {job} {period}")
        console.print(text.format(day=due.day, job=jobs()[due.job], period=due.period), style="cyan")
    print_turns(console, found.turns)
    if found.command:
        console.print(_("next: {command}").format(command=found.command), style="bold")
    else:
        console.print(_("nothing waits; what can be begun: qsq next"), style="green")


def _periods(found: Status) -> Table:
    title = _("{year}, as of {day}").format(year=found.year, day=found.day)
    heads = (
        _("issued"),
        _("dispatched"),
        _("accepted"),
        _("evaluated"),
        _("signed"),
        _("notice"),
        _("final"),
    )
    made = table(title, _("period"), *heads, whole=(_("period"), *heads))
    for one in found.periods:
        style = "bold" if Period.of(found.day, one.period.kind) == one.period else ""
        made.add_row(str(one.period), *_cells(found, one), style=style)
    return made


def _cells(found: Status, one: PeriodRow) -> tuple[str, ...]:
    lists, result = one.checklist, one.evaluation
    if not (one.rules or lists.revision or result.revision):
        return (_("no rules"), *[""] * 6)
    signed = f"{len(result.towns)}/{found.towns} {len(result.villages)}/{found.villages}"
    return (
        _revision(lists.revision),
        f"{len(lists.dispatched)}/{found.towns}" if lists.revision else "",
        f"{len(lists.accepted)}/{found.villages}" if lists.revision else "",
        _revision(result.revision),
        signed if result.fed_back else "",
        _("to {day}").format(day=result.notice.last) if result.notice else "",
        _("yes") if result.final else "",
    )


def _revision(number: int) -> str:
    return _("revision {revision}").format(revision=number) if number else ""


def _awards(found: Status) -> str:
    state = found.awards
    if state.confirmed:
        stand = _("confirmed, {count} prizes paid").format(count=len(state.paid))
    elif state.notice:
        stand = _("on notice to {day}").format(day=state.notice.last)
    elif state.decided:
        stand = _("decided")
    else:
        stand = _("drawn up") if state.revision else _("not drawn up")
    return _("awards of {year}: {stand}").format(year=found.year, stand=stand)
