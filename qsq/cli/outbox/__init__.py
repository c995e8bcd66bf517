"""`qsq outbox`: gather what goes out now, for whoever gets it; record what was handed out."""

from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import ActorOption, JsonOption, OnOption, WorkspaceOption
from qsq.cli.terminal.spoken import Commands
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.outbox import parcels
else:
    (parcels,) = late("qsq.cli.outbox", "parcels")

app = Commands()


@app.command(help=COMMANDS["outbox"])
def outbox(
    context: typer.Context,
    sent: Annotated[bool, typer.Option("--sent", help=_("Record that it was handed out."))] = False,
    on: OnOption = None,
    actor: ActorOption = "city",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq outbox`."""
    root = asked(context, workspace, as_json=as_json)
    found = root.open(actor).outbox(on, sent=sent)

    def people(console: "Console") -> None:
        parcels.print_outbox(console, found)

    show.answered(found.answer(), people, as_json=root.as_json)
