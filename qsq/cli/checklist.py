"""`qsq checklist`: issue a quarter's checklists."""

from typing import TYPE_CHECKING

import typer

from qsq.cli import show
from qsq.cli.commands import command_group
from qsq.cli.language import _
from qsq.cli.options import ActorOption, JsonOption, QuarterArgument, WorkspaceOption, asked

if TYPE_CHECKING:
    from rich.console import Console

app = command_group("checklist")


@app.callback()
def group() -> None:
    """Keeps `issue` a command of its own while it is the only one."""


@app.command(help=_("Write the city's list, the departments' sheets and the towns' folders into out/."))
def issue(
    context: typer.Context,
    period: QuarterArgument,
    actor: ActorOption = "city",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq checklist issue 2023Q1`."""
    root = asked(context, workspace, as_json=as_json)
    issuing = root.open(actor)
    issued = issuing.issue(period, progress=show.progress)

    def people(console: "Console") -> None:
        from qsq.cli.tables.checklist import print_issued  # noqa: PLC0415 - only to print

        print_issued(console, issued)

    show.answered(
        issued.answer(),
        people,
        issued.warnings,
        as_json=root.as_json,
    )
