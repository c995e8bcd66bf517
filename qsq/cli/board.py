"""`qsq board`: the public notice board."""

from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import command_group
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import JsonOption, WorkspaceOption

if TYPE_CHECKING:
    from rich.console import Console

app = command_group("board")


@app.command(help=_("Write its pages into out/board/: what is on public notice, final or confirmed."))
def build(
    context: typer.Context,
    draft: Annotated[
        bool,
        typer.Option("--draft", help=_("Show all that is recorded, marked as a draft, in out/board-draft/.")),
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq board build`."""
    root = asked(context, workspace, as_json=as_json)
    built = root.open().board.build(show.progress, draft=draft)

    def people(console: "Console") -> None:
        told = _("{pages} pages of {villages} villages; periods: {periods}; years: {years}")
        console.print(
            told.format(
                pages=len(built.files),
                villages=built.villages,
                periods=", ".join(built.periods) or "-",
                years=", ".join(built.years) or "-",
            ),
            soft_wrap=True,
        )
        console.print(_("open {file}").format(file=f"{built.folder}/index.html"), soft_wrap=True)
        if not built.changed:
            console.print(_("the same pages were there already, nothing changed"), soft_wrap=True)

    show.answered(built.answer(), people, built.warnings, as_json=root.as_json)
