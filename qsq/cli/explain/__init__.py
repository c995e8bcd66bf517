"""`qsq explain`: how a village's figures came about."""

from typing import TYPE_CHECKING

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.options import JsonOption, PeriodArgument, VillageArgument, WorkspaceOption
from qsq.cli.terminal.spoken import Commands
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.explain import tree
else:
    (tree,) = late("qsq.cli.explain", "tree")

app = Commands()


@app.command(help=COMMANDS["explain"])
def explain(
    context: typer.Context,
    village: VillageArgument,
    period: PeriodArgument,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq explain 431181107001 2023Q1`."""
    root = asked(context, workspace, as_json=as_json)
    explained = root.open().explain(village, period)

    def people(console: "Console") -> None:
        console.out(tree.told(explained), highlight=False)

    show.answered(explained.answer(), people, as_json=root.as_json)
