"""Events as a table."""

from collections.abc import Sequence

from rich.console import Console

from qsq.cli.language import _
from qsq.cli.tables.table import table
from qsq.domain.check_code import check_code
from qsq.ledger.ledger import Event


def print_log(console: Console, events: Sequence[Event]) -> None:
    """What happened, oldest first; the head is each event's check code."""
    number = _("no.")
    made = table(
        _("Events"), number, _("time"), _("actor"), _("what"), _("period"), _("head"), right=[number]
    )
    for event in events:
        what = " ".join(part for part in (event.kind, event.subject) if part)
        revision = event.payload.get("revision")
        shown = f"{what} r{revision}" if revision else what
        made.add_row(
            str(event.sequence), event.time, event.actor, shown, event.period, check_code(event.digest)
        )
    console.print(made)
