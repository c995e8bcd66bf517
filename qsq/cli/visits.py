"""`qsq visits`: visits imported and checked, problems and disputes followed."""

from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import command_group
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import (
    ActorOption,
    FileArgument,
    JsonOption,
    MonthArgument,
    OnOption,
    SignerOption,
    WorkspaceOption,
    YearArgument,
)
from qsq.cli.terminal.revoking import HELP, ActArgument, WhyOption, YesOption, take_back
from qsq.domain.observed.visits import Purpose

if TYPE_CHECKING:
    from rich.console import Console

app = command_group("visits")


@app.command(
    "import", help=_("Record the visits of a form, or of a table: date,official,place,purpose,note.")
)
def import_(
    context: typer.Context,
    file: FileArgument,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq visits import FILE`."""
    root = asked(context, workspace, as_json=as_json)
    done = root.open(actor).visits.import_(file, on)
    text = _("{new} of {rows} visits recorded").format(new=done.recorded, rows=done.rows)
    show.step_taken(done.answer(), text, done.warnings, new=done.recorded > 0, as_json=root.as_json)


@app.command(help=_("Hand out the forms for a month's visits."))
def forms(
    context: typer.Context,
    period: MonthArgument,
    actor: ActorOption = "city",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq visits forms 2023-02`."""
    root = asked(context, workspace, as_json=as_json)
    handed_out = root.open(actor).visits.forms(period)
    show.forms_written(handed_out, as_json=root.as_json)


@app.command(help=_("Who visited too seldom in a month, and who was at no review meeting of the period."))
def check(
    context: typer.Context,
    period: MonthArgument,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> int:
    """`qsq visits check 2023-02`."""
    root = asked(context, workspace, as_json=as_json)
    found = root.open().visits.check(period)

    def people(console: "Console") -> None:
        for one in found.shortfalls:
            text = _("{official} {name}: {visits} visits in {span}, at least {expected} expected")
            console.print(
                text.format(
                    official=one.official.id,
                    name=one.official.name,
                    visits=one.visits,
                    span=one.span,
                    expected=one.expected,
                )
            )
        for official in found.absent:
            absent = _("{official} {name}: at no review meeting of {period} yet")
            console.print(absent.format(official=official.id, name=official.name, period=found.period))
        if not found.shortfalls and not found.absent:
            console.print(_("everyone visited as often as the scheme asks"), style="green")

    show.answered(found.answer(), people, as_json=root.as_json)
    return 4 if found.shortfalls else 0


@app.command(help=_("Problems and disputes that visits brought up; hand one on, or close it."))
def problems(
    context: typer.Context,
    hand_on: Annotated[str, typer.Option(metavar="PROBLEM", help=_("The problem that is handed on."))] = "",
    to: Annotated[str, typer.Option(metavar="TEXT", help=_("To whom it is handed on."))] = "",
    close: Annotated[str, typer.Option(metavar="PROBLEM", help=_("The problem that is closed."))] = "",
    how: Annotated[str, typer.Option(metavar="TEXT", help=_("How it ended."))] = "",
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq visits problems`."""
    root = asked(context, workspace, as_json=as_json)
    opened = root.open(actor)
    if hand_on or close:
        opened.visits.follow(close or hand_on, to=to, closed=how if close else "", on=on)
    listed = opened.visits.problems()

    def people(console: "Console") -> None:
        for one in listed:
            state = one.closed or (_("handed on to {to}").format(to=one.to) if one.to else _("open"))
            console.print(f"{one.id}  {one.visit.day}  {one.visit.place}  {one.visit.note}  [{state}]")
        console.print(_("{count} are open").format(count=sum(not one.closed for one in listed)))

    show.answered({"problems": [one.answer() for one in listed]}, people, as_json=root.as_json)


@app.command(help=_("A year's visits, review meetings, problems and disputes."))
def year(
    context: typer.Context,
    period: YearArgument,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq visits year 2023`."""
    root = asked(context, workspace, as_json=as_json)
    totals = root.open().visits.year(period)

    def people(console: "Console") -> None:
        names = {
            Purpose.VISIT: _("visits"),
            Purpose.REVIEW: _("review meetings"),
            Purpose.PROBLEM: _("problems"),
            Purpose.DISPUTE: _("disputes"),
        }
        for purpose, count in totals.items():
            console.print(f"{names[Purpose(purpose)]}: {count}")

    show.answered({"year": period, "totals": totals}, people, as_json=root.as_json)


@app.command(help=HELP)
def revoke(
    context: typer.Context,
    act: ActArgument,
    visit: Annotated[
        str, typer.Argument(metavar="VISIT", help=_("The visit: V and the number of its event."))
    ],
    reason: WhyOption = "",
    yes: YesOption = False,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq visits revoke visit V12 --reason TEXT`."""
    root, named = asked(context, workspace, as_json=as_json), {"visit": visit}
    take_back(root, f"visits {act}", "", named, actor=actor, reason=reason, yes=yes, on=on)
