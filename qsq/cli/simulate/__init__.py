"""`qsq simulate`: a recorded period by other rules."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import JsonOption, PeriodArgument, WorkspaceOption
from qsq.cli.terminal.spoken import Commands
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.simulate import told
else:
    (told,) = late("qsq.cli.simulate", "told")

app = Commands()


@app.command(help=COMMANDS["simulate"])
def simulate(
    context: typer.Context,
    period: PeriodArgument,
    rules: Annotated[
        list[Path] | None,
        typer.Option(
            "--rules",
            metavar="FILE",
            help=_("A scheme, a list (another year's too) or a town's rules; each makes a variant."),
        ),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help=_("Such as items.grain.weight=10; each makes a variant."),
        ),
    ] = None,
    costs: Annotated[
        bool,
        typer.Option(
            "--costs",
            help=_(
                "Tell what each task and each department costs, in looks and trips, and how much it decides."
            ),
        ),
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq simulate 2023Q1 --set items.grain.weight=10`."""
    root = asked(context, workspace, as_json=as_json)
    found = root.open().simulate(period, rules=rules or (), values=values or (), costs=costs)

    def people(console: "Console") -> None:
        told.print_simulated(console, found)

    show.answered(found.answer(), people, as_json=root.as_json)
