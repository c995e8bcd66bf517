"""`qsq compare`: why two villages' marks differ."""

from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import completion, show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import JsonOption, PeriodArgument, VillageArgument, WorkspaceOption
from qsq.cli.terminal.spoken import Commands
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.compare import gaps
else:
    (gaps,) = late("qsq.cli.compare", "gaps")

app = Commands()


@app.command(help=COMMANDS["compare"])
def compare(
    context: typer.Context,
    village: VillageArgument,
    other: Annotated[
        str,
        typer.Argument(
            metavar="OTHER",
            help=_("The other village's code or name."),
            autocompletion=completion.villages_by_name,
        ),
    ],
    period: PeriodArgument,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq compare 431181107001 431181107002 2023Q1`."""
    root = asked(context, workspace, as_json=as_json)
    compared = root.open().compare(village, other, period)

    def people(console: "Console") -> None:
        gaps.print_gaps(console, compared)

    show.answered(compared.answer(), people, as_json=root.as_json)
