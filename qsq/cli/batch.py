"""`qsq batch`: the work of the day, and how to have it done every day."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import command_group
from qsq.cli.terminal.language import _, chosen, said
from qsq.cli.terminal.options import JsonOption, TodayOption, WorkspaceOption
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.tables import batch as tables
    from qsq.year.batch import schedule as schedules
    from qsq.year.batch.run import BatchRun
else:
    (tables,) = late("qsq.cli.tables", "batch")
    (schedules,) = late("qsq.year.batch", "schedule")

app = command_group("batch")


@app.command(
    help=_("Do what is due on the day and only that; twice does it once, missed runs are caught up.")
)
def run(
    context: typer.Context,
    on: TodayOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what is due."))] = False,
    wait: Annotated[
        float, typer.Option("--wait", metavar="SECONDS", min=0, help=_("How long to wait for another run."))
    ] = 60,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> int:
    """`qsq batch run`."""
    root = asked(context, workspace, as_json=as_json)
    done = root.open().batch.run(on, dry_run=dry_run, wait=wait)

    def people(console: "Console") -> None:
        tables.print_run(console, done)

    show.answered(_answer(done), people, as_json=root.as_json)
    return done.code


def _answer(done: "BatchRun") -> dict[str, object]:
    steps = [
        {
            "job": step.job,
            "period": step.period,
            "outcome": step.outcome,
            "message": said(step.what),
            "places": show.places_of(step.faults),
        }
        for step in done.steps
    ]
    waiting = [{**turn.answer(), "message": said(turn.what)} for turn in done.turns]
    return {"day": done.day.isoformat(), "steps": steps, "waiting": waiting}


@app.command(help=_("Print what runs the batch every night: crontab, systemd, Windows' tasks."))
def crontab(
    context: typer.Context,
    at: Annotated[str, typer.Option("--at", metavar="HH:MM", help=_("When it runs every night."))] = "02:30",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq batch crontab`."""
    root = asked(context, workspace, as_json=as_json)
    folder, language = root.open().office.root, chosen(sys.argv[1:], os.environ)
    made = schedules.schedule(Path(sys.executable), folder, at, language, schedules.owner_of(folder))

    def people(console: "Console") -> None:
        for title, text in made.sections(windows=os.name == "nt").items():
            console.out(f"# {title}\n{text}", highlight=False)

    show.answered(made.answer(), people, as_json=root.as_json)
