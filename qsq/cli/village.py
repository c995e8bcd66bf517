"""`qsq village`: look a village up, and see how it stands."""

from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import completion, show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import JsonOption, WorkspaceOption
from qsq.cli.terminal.spoken import Commands
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.tables import village as tables
else:
    (tables,) = late("qsq.cli.tables", "village")

app = Commands()


@app.command(help=COMMANDS["village"])
def village(
    context: typer.Context,
    name: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME",
            help=_("A code, a name, or parts of town and name."),
            autocompletion=completion.villages_by_name,
        ),
    ],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> int:
    """`qsq village 白水镇 大坪`."""
    root = asked(context, workspace, as_json=as_json)
    found = root.open().village(" ".join(name))

    def people(console: "Console") -> None:
        if found.card is None:
            tables.print_matches(console, found)
        else:
            tables.print_card(console, found.card)

    show.answered(found.answer(), people, as_json=root.as_json)
    return 0 if found.card else 2
