"""`qsq ledger`: what happened, whether it stands unchanged, and copies of it."""

from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import command_group
from qsq.cli.terminal.language import _, said
from qsq.cli.terminal.options import (
    ActorOption,
    FileArgument,
    HeadOption,
    JsonOption,
    WorkspaceOption,
    village_option,
)
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.tables import ledger as tables
else:
    (tables,) = late("qsq.cli.tables", "ledger")

app = command_group("ledger")


@app.command(help=_("List events, oldest first."))
def log(
    context: typer.Context,
    village: Annotated[str, village_option(_("Only those of this village."))] = "",
    period: Annotated[str, typer.Option(metavar="PERIOD", help=_("Only those of this period."))] = "",
    actor: Annotated[str, typer.Option(metavar="ID", help=_("Only those of this actor."))] = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq ledger log`."""
    root = asked(context, workspace, as_json=as_json)
    events = root.open().ledger.log(village=village, period=period, actor=actor)

    def people(console: "Console") -> None:
        tables.print_log(console, events)

    show.answered({"events": [event.answer() for event in events]}, people, as_json=root.as_json)


@app.command(help=_("Check that no event, snapshot or guard was changed; name the first wrong event."))
def verify(
    context: typer.Context,
    head: HeadOption = "",
    period: Annotated[
        str, typer.Option(metavar="PERIOD", help=_("The period or year of the notice with that head."))
    ] = "",
    recompute: Annotated[
        bool,
        typer.Option("--recompute", help=_("Also count every recorded result again, and list differences.")),
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> int:
    """`qsq ledger verify`."""
    root = asked(context, workspace, as_json=as_json)
    ledger = root.open().ledger
    found = ledger.verify(head, period)
    again = ledger.recompute() if recompute and found.whole else ()

    def people(console: "Console") -> None:
        tables.print_verified(console, found)
        for one in again:
            console.print(said(one.told), markup=False)

    answer = found.answer() | {"recomputed": [one.answer() for one in again]}
    show.answered(answer, people, found.wrong, as_json=root.as_json)
    return 0 if found.whole and all(one.is_of_programs for one in again) else 1


@app.command(help=_("Copy the ledger to FILE while others may use it."))
def backup(
    context: typer.Context, file: FileArgument, workspace: WorkspaceOption = None, as_json: JsonOption = False
) -> None:
    """`qsq ledger backup FILE`."""
    root = asked(context, workspace, as_json=as_json)
    root.open().ledger.backup(file)
    _told({"file": str(file)}, _("copied to {file}").format(file=file), root.as_json)


@app.command(help=_("Put a backup in the ledger's place; the old ledger is kept aside."))
def restore(
    context: typer.Context,
    file: FileArgument,
    actor: ActorOption = "city",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq ledger restore FILE`."""
    root = asked(context, workspace, as_json=as_json)
    done = root.open(actor).ledger.restore(file)
    text = _("restored: {count} events; the old ledger is kept as {aside}").format(
        count=done.events, aside=done.aside or "-"
    )
    show.step_taken(done.answer(), text, new=done.recorded, as_json=root.as_json)


@app.command(help=_("Write the ledger to FILE as JSON lines, the same bytes every time."))
def export(
    context: typer.Context, file: FileArgument, workspace: WorkspaceOption = None, as_json: JsonOption = False
) -> None:
    """`qsq ledger export FILE`."""
    root = asked(context, workspace, as_json=as_json)
    count = root.open().ledger.export(file)
    text = _("{count} lines written to {file}").format(count=count, file=file)
    _told({"file": str(file), "lines": count}, text, root.as_json)


@app.command("import", help=_("Read an export into a workspace that has no events yet."))
def import_(
    context: typer.Context, file: FileArgument, workspace: WorkspaceOption = None, as_json: JsonOption = False
) -> None:
    """`qsq ledger import FILE`."""
    root = asked(context, workspace, as_json=as_json)
    count = root.open().ledger.import_(file)
    _told({"events": count}, _("{count} events read").format(count=count), root.as_json)


def _told(answer: dict[str, object], text: str, as_json: bool) -> None:
    show.answered(answer, lambda console: console.print(text), as_json=as_json)
