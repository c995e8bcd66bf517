"""`qsq recheck`: a second look at village-tasks that dice drew."""

from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import command_group
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import (
    ActorOption,
    FileArgument,
    JsonOption,
    ListArgument,
    OnOption,
    WorkspaceOption,
)
from qsq.late import late

if TYPE_CHECKING:
    from qsq.cli.recheck import risk
else:
    (risk,) = late("qsq.cli.recheck", "risk")

app = command_group("recheck")


@app.command(help=_("Draw a round with dice that everyone saw, and write its sheet for the second look."))
def draw(
    context: typer.Context,
    period: ListArgument,
    dice: Annotated[
        str,
        typer.Option(metavar="DIGITS", help=_("The digits that were rolled, 10 or more; fresh each round.")),
    ],
    draws: Annotated[
        int | None, typer.Option(metavar="NUMBER", help=_("How many draws; else as many as are needed."))
    ] = None,
    on: OnOption = None,
    actor: ActorOption = "city",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq recheck draw 2023Q1 --dice 31415926535`."""
    root = asked(context, workspace, as_json=as_json)
    done = root.open(actor).recheck.draw(period, dice, draws, on)
    show.step_taken(done.answer(), risk.told(done), new=done.new, as_json=root.as_json)


@app.command(help=_("Record second values of a round's sheet."))
def enter(
    context: typer.Context,
    period: ListArgument,
    file: FileArgument,
    on: OnOption = None,
    actor: ActorOption = "city",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq recheck enter 2023Q1 FILE`."""
    root = asked(context, workspace, as_json=as_json)
    done = root.open(actor).recheck.enter(period, file, on)
    show.step_taken(done.answer(), risk.told(done), new=done.new, as_json=root.as_json)


@app.command(help=_("What risk is left that the list would be another one; --json has every factor."))
def status(
    context: typer.Context,
    period: ListArgument,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq recheck status 2023Q1`."""
    root = asked(context, workspace, as_json=as_json)
    found = root.open().recheck.status(period)
    show.told(found.answer(), lambda: risk.told(found, factors=True), as_json=root.as_json)
