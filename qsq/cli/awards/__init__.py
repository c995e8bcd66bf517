"""`qsq awards`: honours, prizes and uplifts of a year."""

from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import command_group
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import ActorOption, JsonOption, OnOption, WorkspaceOption, YearArgument
from qsq.cli.terminal.spoken import SpokenGroup
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.tables import awards as tables
else:
    (tables,) = late("qsq.cli.tables", "awards")


class _Awards(SpokenGroup):
    rest = "qsq.cli.awards.steps"


app = command_group("awards", _Awards)


@app.command(help=_("The awards of a year, from its recorded periods."))
def year(
    context: typer.Context,
    period: YearArgument,
    draft: Annotated[
        bool, typer.Option("--draft", help=_("Take the newest result of each period, final or not."))
    ] = False,
    reason: Annotated[
        str,
        typer.Option(
            metavar="TEXT", help=_("Why a decided list changes; it has to be decided and hung up again.")
        ),
    ] = "",
    on: OnOption = None,
    actor: ActorOption = "city",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> int:
    """`qsq awards year 2023`."""
    root = asked(context, workspace, as_json=as_json)
    result = root.open(actor).awards.year(period, draft=draft, on=on, reason=reason)

    def people(console: "Console") -> None:
        tables.print_awards(console, result)

    show.answered(
        result.answer(),
        people,
        result.warnings,
        as_json=root.as_json,
    )
    return 4 if result.awards.undecided else 0
