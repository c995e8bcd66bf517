"""`qsq init`: a new county's workspace to fill in."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from qsq.cli import show
from qsq.cli.language import _
from qsq.cli.options import JsonOption
from qsq.cli.spoken import Commands
from qsq.year.start import make_workspace
from qsq.year.workspace import read_year

app = Commands()


@app.command(help=_("Make a new county's workspace to fill in; files that are there stay untouched."))
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("The folder to make."))],
    year: Annotated[
        str | None, typer.Option(metavar="YEAR", help=_("Its first year; else this one."))
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq init DIR`."""
    first = date.today().year if year is None else read_year(year)  # noqa: DTZ011 - the office's own date
    written = make_workspace(folder, first)
    steps = (
        _("1. rules/scheme.yaml: your city, its fields and amounts"),
        _("2. data/towns.csv, data/villages.csv, data/departments.csv: your register"),
        _("3. rules/{year}/q1.yaml: the period's items and tasks").format(year=first),
        _("4. qsq rules check, then qsq checklist issue {year}Q1").format(year=first),
    )

    def people(console: Console) -> None:
        state = (
            _("{count} files written in {folder}")
            if written
            else _("{folder} has all files; nothing changed")
        )
        console.print(state.format(count=len(written), folder=folder), style="bold")
        show.print_all(console, *steps)

    show.answered({"folder": str(folder), "files": list(written)}, people, as_json=as_json)
