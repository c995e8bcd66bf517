"""`qsq explain`: how a village's figures came about."""

from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import JsonOption, ListArgument, VillageArgument, WorkspaceOption
from qsq.cli.terminal.spoken import Commands
from qsq.late import late

if TYPE_CHECKING:
    from qsq.cli.explain import honour_reach, reach, tree
else:
    honour_reach, reach, tree = late("qsq.cli.explain", "honour_reach", "reach", "tree")

app = Commands()


@app.command(help=COMMANDS["explain"])
def explain(
    context: typer.Context,
    village: VillageArgument,
    period: ListArgument,
    goal: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="GOAL",
            help=_(
                "A rank, grade or honour: tell the fewest tasks that would have reached it, all others' marks"
                " held still."
            ),
        ),
    ] = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq explain 431181107001 2023Q1`."""
    root = asked(context, workspace, as_json=as_json)
    if goal:
        found = root.open().reach(village, period, goal)
        words = honour_reach if hasattr(found, "hindered") else reach
        show.told(found.answer(), lambda: words.told(found), as_json=root.as_json)
    else:
        explained = root.open().explain(village, period)
        show.told(explained.answer(), lambda: tree.told(explained), as_json=root.as_json)
