"""`qsq explain`: how a village's figures came about."""

from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import JsonOption, PeriodArgument, VillageArgument, WorkspaceOption
from qsq.cli.terminal.spoken import Commands
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.explain import reach, tree
    from qsq.year.explain.reach import Reach
else:
    reach, tree = late("qsq.cli.explain", "reach", "tree")

app = Commands()


@app.command(help=COMMANDS["explain"])
def explain(
    context: typer.Context,
    village: VillageArgument,
    period: PeriodArgument,
    goal: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="RANK|GRADE",
            help=_("Tell the fewest tasks that would have reached this, all others' marks held still."),
        ),
    ] = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq explain 431181107001 2023Q1`."""
    root = asked(context, workspace, as_json=as_json)
    if goal:
        _told_reach(root.open().reach(village, period, goal), as_json=root.as_json)
        return
    explained = root.open().explain(village, period)

    def people(console: "Console") -> None:
        console.out(tree.told(explained), highlight=False)

    show.answered(explained.answer(), people, as_json=root.as_json)


def _told_reach(found: "Reach", *, as_json: bool) -> None:
    def people(console: "Console") -> None:
        console.out(reach.told(found), highlight=False)

    show.answered(found.answer(), people, as_json=as_json)
