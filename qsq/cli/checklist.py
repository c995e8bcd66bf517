"""`qsq checklist`: issue a period's checklists, dispatch and accept them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import command_group
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import (
    ActorOption,
    FormOption,
    JsonOption,
    OnOption,
    PeriodArgument,
    SignerOption,
    WorkspaceOption,
    town_option,
    village_option,
)
from qsq.cli.terminal.revoking import HELP, ActArgument, ActTown, ActVillage, WhyOption, YesOption, take_back
from qsq.domain.faults import WrongUse, message
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.tables import checklist as tables
else:
    (tables,) = late("qsq.cli.tables", "checklist")

app = command_group("checklist")


@app.command(help=_("Write the city's list, the departments' sheets and the towns' folders into out/."))
def issue(
    context: typer.Context,
    period: PeriodArgument,
    reason: Annotated[str, typer.Option(metavar="TEXT", help=_("Why an issued list changes."))] = "",
    on: OnOption = None,
    actor: ActorOption = "city",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq checklist issue 2023Q1`."""
    root = asked(context, workspace, as_json=as_json)
    issued = root.open(actor).checklist.issue(period, show.progress, on=on, reason=reason)

    def people(console: "Console") -> None:
        tables.print_issued(console, issued)

    show.answered(issued.answer(), people, issued.warnings, as_json=root.as_json)


@app.command(help=_("Send the issued list on to a town's villages; its own file and table are checked."))
def dispatch(
    context: typer.Context,
    period: PeriodArgument,
    town: Annotated[str, town_option(_("The town that dispatches."))] = "",
    every: Annotated[bool, typer.Option("--all", help=_("All towns that have not yet."))] = False,
    file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=_("Its dispatch form, laid in the place of the one before.")),
    ] = None,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq checklist dispatch 2023Q1 --town 白水镇`."""
    root = asked(context, workspace, as_json=as_json)
    if bool(town) == every or (every and file):
        raise WrongUse(message("name one of: --town, --all"))
    lists = root.open(actor).checklist
    if town:
        done = lists.dispatch(period, town, on, file=file)
    else:
        done = lists.dispatch_all(period, on, show.progress)
    text = (
        _("{period} revision {revision}: dispatched by {town}")
        if town
        else _("{period} revision {revision}: dispatched by {count} towns")
    ).format(period=done.period, revision=done.revision, town=town, count=len(done.units))
    show.step_taken(done.answer(), text, done.warnings, new=done.recorded > 0, as_json=root.as_json)


@app.command(help=_("Take the dispatched list: one village, a town's, all, or an acceptance register."))
def accept(
    context: typer.Context,
    period: PeriodArgument,
    village: Annotated[str, village_option(_("The village that accepts."))] = "",
    town: Annotated[str, town_option(_("All its villages that have not yet."))] = "",
    every: Annotated[bool, typer.Option("--all", help=_("All villages that have not yet."))] = False,
    file: FormOption = None,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq checklist accept 2023Q1 --village CODE`."""
    root = asked(context, workspace, as_json=as_json)
    if [bool(village), bool(town), every, file is not None].count(True) != 1:
        raise WrongUse(message("name one of: --village, --town, --all, --file"))
    lists = root.open(actor).checklist
    done = (
        lists.accept_all(period, town, on) if town or every else lists.accept(period, file or [village], on)
    )
    text = _("{period} revision {revision}: accepted by {count} villages").format(
        period=done.period, revision=done.revision, count=len(done.units)
    )
    show.step_taken(done.answer(), text, new=done.recorded > 0, as_json=root.as_json)


@app.command(help=_("Hand out the towns' forms for targets, or take one that was filled in."))
def targets(
    context: typer.Context,
    period: PeriodArgument,
    file: FormOption = None,
    actor: ActorOption = "city",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq checklist targets 2023Q1 --file FORM`."""
    root = asked(context, workspace, as_json=as_json)
    lists = root.open(actor).checklist
    if file is None:
        show.forms_written(lists.target_forms(period), as_json=root.as_json)
        return
    show.rows_laid(lists.targets(period, file), as_json=root.as_json)


@app.command(help=_("Hand out the towns' lists of villages, or enter what one that was filled in changes."))
def villages(
    context: typer.Context,
    file: FormOption = None,
    actor: ActorOption = "city",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq checklist villages --file FORM`."""
    root = asked(context, workspace, as_json=as_json)
    lists = root.open(actor).checklist
    if file is None:
        show.forms_written(lists.village_forms(), as_json=root.as_json)
        return
    show.rows_laid(lists.villages(file), as_json=root.as_json)


@app.command(help=_("Which towns dispatched, which villages accepted, and who is waited for."))
def status(
    context: typer.Context,
    period: PeriodArgument,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> int:
    """`qsq checklist status 2023Q1`."""
    root = asked(context, workspace, as_json=as_json)
    found = root.open().checklist.status(period)

    def people(console: "Console") -> None:
        tables.print_status(console, found)

    show.answered(found.answer(), people, as_json=root.as_json)
    return 0 if found.done else 4


@app.command(help=HELP)
def revoke(
    context: typer.Context,
    period: PeriodArgument,
    act: ActArgument,
    town: ActTown = "",
    village: ActVillage = "",
    reason: WhyOption = "",
    yes: YesOption = False,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq checklist revoke 2023Q1 acceptance --village CODE --reason TEXT`."""
    root, named = asked(context, workspace, as_json=as_json), {"town": town, "village": village}
    take_back(root, f"checklist {act}", period, named, actor=actor, reason=reason, yes=yes, on=on)
