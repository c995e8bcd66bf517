"""`qsq remind`: the month's reminders, and the talks that follow."""

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
    MonthArgument,
    OnOption,
    SignerOption,
    VillageOption,
    WorkspaceOption,
    one_of_both,
)
from qsq.cli.terminal.revoking import HELP, ActArgument, ActVillage, WhyOption, YesOption, take_back
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.api import named
    from qsq.domain.observed import reminders
else:
    (named,) = late("qsq.api", "named")
    (reminders,) = late("qsq.domain.observed", "reminders")

app = command_group("remind")


@app.command(help=_("Find the villages that are slow, poor or far behind; write slips and lists."))
def month(
    context: typer.Context,
    period: MonthArgument,
    on: OnOption = None,
    actor: ActorOption = "city",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq remind month 2023-02`."""
    root = asked(context, workspace, as_json=as_json)
    done = root.open(actor).remind.month(period, on)
    text = _("{month}: {count} villages are called in; see {folder}").format(
        month=done.month, count=len(done.reminders), folder=f"out/{done.month}/reminders/"
    )
    new = done.recorded > 0 or not done.reminders
    show.step_taken(done.answer(), text, new=new, as_json=root.as_json)


@app.command(help=_("Put a town's form of progress into the month's table."))
def progress(
    context: typer.Context,
    period: MonthArgument,
    file: Annotated[Path, typer.Option(metavar="FILE", help=_("The filled-in form."))],
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq remind progress 2023-02 --file FORM`."""
    root = asked(context, workspace, as_json=as_json)
    done = root.open(actor).remind.progress(period, file)
    show.rows_laid(done, as_json=root.as_json)


@app.command(help=_("Note a talk: who spoke with whom, the problem, the method, the new date; or a form."))
def record(
    context: typer.Context,
    period: MonthArgument,
    village: VillageOption = "",
    who: Annotated[str, typer.Option(metavar="TEXT", help=_("Who spoke."))] = "",
    to: Annotated[str, typer.Option("--with", metavar="TEXT", help=_("With whom."))] = "",
    problem: Annotated[str, typer.Option(metavar="TEXT", help=_("The problem."))] = "",
    method: Annotated[str, typer.Option(metavar="TEXT", help=_("The method that was passed on."))] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help=_("The new date."))] = "",
    file: FormOption = None,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq remind record 2023-02 --village CODE --who … --with … --problem … --method … --until DATE`."""
    root = asked(context, workspace, as_json=as_json)
    typed = {"--village": village, "--who": who, "--with": to, "--problem": problem}
    one_of_both(file, {**typed, "--method": method, "--until": until})
    if file is not None:
        noted = root.open(actor).remind.record_file(period, file, on)
        text = _("{new} of {rows} talks noted").format(new=noted.recorded, rows=noted.rows)
        show.step_taken(noted.answer(), text, new=noted.recorded > 0, as_json=root.as_json)
        return
    talk = reminders.Talk(who, to, problem, method, named.named_day(until))
    new = root.open(actor).remind.record(period, village, talk, on)
    answer = {"month": period, "village_code": village, "recorded": new}
    text = _("talk with {village} noted, new date {until}").format(village=village, until=until)
    show.step_taken(answer, text, new=new, as_json=root.as_json)


@app.command(help=_("Villages called in without a talk, or whose new date has passed."))
def status(
    context: typer.Context,
    period: MonthArgument,
    on: OnOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> int:
    """`qsq remind status 2023-02`."""
    root = asked(context, workspace, as_json=as_json)
    found = root.open().remind.status(period, on)

    def people(console: "Console") -> None:
        text = _("{month}: {count} villages called in, {open} without a talk, {overdue} past their new date")
        console.print(
            text.format(
                month=found.month, count=found.called, open=len(found.open), overdue=len(found.overdue)
            )
        )
        for code in found.open:
            console.print(_("  {village} {name}: no talk yet").format(village=code, name=found.names[code]))
        for code, until in found.overdue.items():
            late = _("  {village} {name}: was due {until}")
            console.print(late.format(village=code, name=found.names[code], until=until))

    show.answered(found.answer(), people, as_json=root.as_json)
    return 4 if found.open or found.overdue else 0


@app.command(help=HELP)
def revoke(
    context: typer.Context,
    period: MonthArgument,
    act: ActArgument,
    village: ActVillage = "",
    reason: WhyOption = "",
    yes: YesOption = False,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq remind revoke 2023-02 talk --village CODE --reason TEXT`."""
    root, named = asked(context, workspace, as_json=as_json), {"village": village}
    take_back(root, f"remind {act}", period, named, actor=actor, reason=reason, yes=yes, on=on)
