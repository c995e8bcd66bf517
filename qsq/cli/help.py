"""`qsq help`: what each office does, and what to do when something was wrong."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.language import _, chosen
from qsq.cli.terminal.options import JsonOption
from qsq.cli.terminal.spoken import Commands
from qsq.year import handbook

if TYPE_CHECKING:
    from rich.console import Console

app = Commands()


@app.command(name="help", help=COMMANDS["help"])
def topic(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="TOPIC", help=_("The page's topic or a word of its title; all are listed without.")
        ),
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """`qsq help corrections`."""
    root, language = asked(context, None, as_json=as_json), chosen(sys.argv[1:], os.environ)
    if name:
        page = handbook.page(name, language)
        show.answered(page.answer(), lambda console: console.print(page.text.rstrip()), as_json=root.as_json)
        return
    pages = handbook.pages(language)

    def people(console: "Console") -> None:
        show.print_all(console, *(f"qsq help {one.topic:12} {one.title}" for one in pages))

    topics = [{"topic": one.topic, "title": one.title} for one in pages]
    show.answered({"topics": topics}, people, as_json=root.as_json)
