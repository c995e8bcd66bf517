"""`qsq burden`: what a year asks of the villages."""

from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import JsonOption, WorkspaceOption, YearArgument, town_option
from qsq.cli.terminal.spoken import Commands
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.burden import told
else:
    (told,) = late("qsq.cli.burden", "told")

app = Commands()


@app.command(help=COMMANDS["burden"])
def burden(
    context: typer.Context,
    year: YearArgument,
    town: Annotated[str, town_option(_("Show the villages of this town too."))] = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq burden 2023 --town 羊角塘镇`."""
    root = asked(context, workspace, as_json=as_json)
    opened = root.open()
    towns = opened.towns_called(town) if town else frozenset[str]()
    found = opened.burden(year)

    def people(console: "Console") -> None:
        told.print_burden(console, found, towns)

    show.answered(found.answer(), people, as_json=root.as_json)
