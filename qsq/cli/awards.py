"""`qsq awards`: honours, prizes and uplifts of a year."""

from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli import show
from qsq.cli.commands import command_group
from qsq.cli.language import _
from qsq.cli.options import JsonOption, WorkspaceOption, asked

if TYPE_CHECKING:
    from rich.console import Console

app = command_group("awards")


@app.callback()
def group() -> None:
    """Keeps `year` a command of its own while it is the only one."""


@app.command(help=_("The awards of a year, from its recorded quarters."))
def year(
    context: typer.Context,
    period: Annotated[str, typer.Argument(metavar="YEAR", help=_("A year such as 2023."))],
    draft: Annotated[
        bool, typer.Option("--draft", help=_("Take the newest result of each quarter, final or not."))
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> int:
    """`qsq awards year 2023`."""
    root = asked(context, workspace, as_json=as_json)
    result = root.open().awards(period, draft=draft)

    def people(console: "Console") -> None:
        from qsq.cli.tables.awards import print_awards  # noqa: PLC0415 - only to print

        print_awards(console, result)

    show.answered(
        result.answer(),
        people,
        result.warnings,
        as_json=root.as_json,
    )
    return 4 if result.awards.undecided else 0
