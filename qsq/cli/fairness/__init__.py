"""`qsq fairness`: how fair and how firm a result is."""

from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import JsonOption, ListArgument, WorkspaceOption
from qsq.cli.terminal.spoken import Commands
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.fairness import told
else:
    (told,) = late("qsq.cli.fairness", "told")

app = Commands()


@app.command(help=COMMANDS["fairness"])
def fairness(
    context: typer.Context,
    period: ListArgument,
    draws: Annotated[
        int, typer.Option("--draws", metavar="N", help=_("How many other weights to try, per scenario."))
    ] = 2000,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help=_("The same seed draws the same weights."))
    ] = 1,
    sobol: Annotated[
        bool,
        typer.Option(
            "--sobol", help=_("Sobol' indices of the weights too, through SALib (the extra sobol).")
        ),
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq fairness 2023Q1`."""
    root = asked(context, workspace, as_json=as_json)
    found = root.open().fairness(period, draws=draws, seed=seed, sobol=sobol)

    def people(console: "Console") -> None:
        told.print_fairness(console, found)

    show.answered(found.answer(), people, as_json=root.as_json)
