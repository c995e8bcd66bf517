"""`qsq checklist`: issue a quarter's checklists."""

from pathlib import Path

import typer

from qsq.cli import show, tables
from qsq.cli.commands import command_group
from qsq.cli.language import _
from qsq.cli.options import ActorOption, JsonOption, QuarterArgument, WorkspaceOption, asked
from qsq.year.files import find_workspace
from qsq.year.workspace import Workspace

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
    issuing = Workspace(root.workspace or find_workspace(Path.cwd()), actor)
    issued = issuing.issue(period, progress=show.progress)
    show.answered(
        issued.answer(),
        lambda console: tables.issued(console, issued),
        issued.warnings,
        as_json=root.as_json,
    )
