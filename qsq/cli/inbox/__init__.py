"""`qsq inbox`: take in whatever came back, and say what is refused and who still owes what."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import COMMANDS
from qsq.cli.terminal.language import _, said
from qsq.cli.terminal.options import JsonOption, OnOption, SignerOption, WorkspaceOption
from qsq.cli.terminal.spoken import Commands
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.inbox import files, reply
    from qsq.year.inbox.inbox import InboxFile, InboxRun
else:
    files, reply = late("qsq.cli.inbox", "files", "reply")

app = Commands()


@app.command(help=COMMANDS["inbox"])
def inbox(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help=_("Where it lies, or one file; else the workspace's inbox/.")),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Only say what would be taken; nothing is recorded."))
    ] = False,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> int:
    """`qsq inbox`."""
    root = asked(context, workspace, as_json=as_json)
    done = root.open(actor).inbox(folder, on, dry_run=dry_run)

    def people(console: "Console") -> None:
        replies = filter(None, (reply.reply(done, one) for one in done.files))
        files.print_inbox(console, done, replies, dry_run=dry_run)

    show.answered(_answer(done, dry_run=dry_run), people, as_json=root.as_json)
    return done.code


def _answer(done: "InboxRun", *, dry_run: bool) -> dict[str, Any]:
    return {
        "day": done.day.isoformat(),
        "dry_run": dry_run,
        "files": [_file(done, one) for one in done.files],
        "owed": [one.answer() for one in done.owed],
    }


def _file(done: "InboxRun", one: "InboxFile") -> dict[str, Any]:
    told = one.told
    return {
        "file": one.name,
        "outcome": one.fate,
        "form": told and told.kind,
        "period": told and told.period,
        "unit": told and told.unit and str(told.unit),
        "message": said(one.what),
        "places": show.places_of(one.faults),
        "marked": one.marked or None,
        "reply": reply.reply(done, one),
    }
