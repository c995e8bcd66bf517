"""`qsq status`: where the year stands, what waits for whom, and the next command."""

from typing import TYPE_CHECKING

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.language import said
from qsq.cli.terminal.options import JsonOption, TodayOption, WorkspaceOption
from qsq.cli.terminal.spoken import Commands
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.tables import status as tables
else:
    (tables,) = late("qsq.cli.tables", "status")

app = Commands()


@app.command(help=COMMANDS["status"])
def status(
    context: typer.Context,
    on: TodayOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> int:
    """`qsq status`."""
    root = asked(context, workspace, as_json=as_json)
    found = root.open().status(on)

    def people(console: "Console") -> None:
        tables.print_status(console, found)

    waiting = [{**turn.answer(), "message": said(turn.what)} for turn in found.turns]
    places = show.places_of(found.refused)
    show.answered({**found.answer(), "waiting": waiting, "places": places}, people, as_json=root.as_json)
    return 3 if found.refused else 4 if found.turns else 0
