"""`qsq audit`: where a number came from."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import command_group
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import (
    AnyPeriodArgument,
    JsonOption,
    PeriodArgument,
    VillageArgument,
    WorkspaceOption,
)
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.tables import audit as tables
else:
    (tables,) = late("qsq.cli.tables", "audit")

app = command_group("audit")


@app.command(help=_("Every observation, rule, revision and signature behind a village's mark."))
def mark(
    context: typer.Context,
    village: VillageArgument,
    period: PeriodArgument,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> int:
    """`qsq audit mark 431181107001 2023Q1`."""
    root = asked(context, workspace, as_json=as_json)
    trail = root.open().audit.mark(village, period)

    def people(console: "Console") -> None:
        tables.print_trail(console, trail)

    show.answered(trail.answer(), people, as_json=root.as_json)
    return 0 if trail.is_explained else 1


@app.command(help=_("Take out every file that the ledger kept with a period, month or year."))
def files(
    context: typer.Context,
    period: AnyPeriodArgument,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("A new folder, or an empty one."))],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq audit files 2023Q1 DIR`."""
    root = asked(context, workspace, as_json=as_json)
    taken = root.open().audit.files(period, folder)

    def people(console: "Console") -> None:
        tables.print_files(console, taken)

    show.answered(taken.answer(), people, as_json=root.as_json)
