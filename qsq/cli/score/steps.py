"""`qsq score`: the people's steps between a period's result and its end."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.language import _, unit_said
from qsq.cli.terminal.options import (
    ActorOption,
    ByOption,
    EndingOption,
    FormOption,
    JsonOption,
    ObjectionArgument,
    ObjectionOption,
    OnOption,
    PeriodArgument,
    ReasonOption,
    SignerOption,
    VillageOption,
    WorkspaceOption,
    ending,
    objections_told,
    one_of_both,
    town_option,
    village_option,
)
from qsq.cli.terminal.revoking import (
    HELP,
    ActArgument,
    ActObjection,
    ActTown,
    ActVillage,
    WhyOption,
    YesOption,
    take_back,
)
from qsq.cli.terminal.spoken import Commands
from qsq.domain.county.officials import Level, Unit
from qsq.domain.faults import Place, WrongUse, message
from qsq.late import late

if TYPE_CHECKING:
    from qsq.cli.tables import period as period_table
    from qsq.intake.forms import signatures
    from qsq.year.score.objections import Resolved
else:
    (period_table,) = late("qsq.cli.tables", "period")
    (signatures,) = late("qsq.intake.forms", "signatures")

steps = Commands()


@steps.command(
    help=_("Hand in a department's (or a town's) observations: checked whole, then laid in place.")
)
def submit(
    context: typer.Context,
    period: PeriodArgument,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=_("A filled-in sheet or table: .xlsx or .csv."))
    ],
    department: Annotated[str, typer.Option(metavar="ID|NAME", help=_("The department that marked."))] = "",
    town: Annotated[str, town_option(_("The town that marked what it added."))] = "",
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq score submit 2023Q1 FILE --department agriculture`."""
    root = asked(context, workspace, as_json=as_json)
    if bool(department) == bool(town):
        raise WrongUse(message("name one of: --department, --town"))
    unit = Unit(Level.TOWN, town) if town else Unit(Level.DEPARTMENT, department)
    done = root.open(actor).score.submit(period, file, unit, on)
    text = _("{count} observations of {unit} laid into {file}").format(
        count=done.observations, unit=unit_said(done.unit), file=done.file
    )
    show.step_taken(done.answer(), text, new=done.recorded, as_json=root.as_json)


@steps.command(help=_("Write a packet of sign-off sheets with check codes for each town."))
def feedback(
    context: typer.Context,
    period: PeriodArgument,
    on: OnOption = None,
    actor: ActorOption = "city",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq score feedback 2023Q1`."""
    root = asked(context, workspace, as_json=as_json)
    done = root.open(actor).score.feedback(period, on)
    text = _("{period} revision {revision}: {files} packets written to {folder}").format(
        period=done.result.period,
        revision=done.result.revision,
        files=len(done.files),
        folder=f"out/{done.result.period}/feedback/",
    )
    show.step_taken(done.answer(), text, new=done.recorded, as_json=root.as_json)


@steps.command(help=_("Record signed sheets: a town leader's, a village secretary's, or a file of them."))
def sign(
    context: typer.Context,
    period: PeriodArgument,
    town: Annotated[str, town_option(_("The town whose leader signed."))] = "",
    leader: Annotated[str, typer.Option(metavar="ID|NAME", help=_("The leader who signed."))] = "",
    village: Annotated[str, village_option(_("The village whose secretary signed."))] = "",
    secretary: Annotated[str, typer.Option(metavar="ID|NAME", help=_("The secretary who signed."))] = "",
    code: Annotated[str, typer.Option(metavar="CODE", help=_("The check code on the sheet."))] = "",
    scan: Annotated[
        Path | None, typer.Option(metavar="FILE", help=_("A picture of the sheet; its digest is kept."))
    ] = None,
    file: Annotated[
        Path | None, typer.Option(metavar="FILE", help=_("Many sheets: a filled-in signature register."))
    ] = None,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq score sign 2023Q1 --town 431181107 --leader ID --code CODE`."""
    root = asked(context, workspace, as_json=as_json)
    if [bool(town), bool(village), file is not None].count(True) != 1:
        raise WrongUse(message("name one of: --town with --leader, --village with --secretary, --file"))
    unit, signer = (Unit(Level.TOWN, town), leader) if town else (Unit(Level.VILLAGE, village), secretary)
    sheet = signatures.SignedSheet(unit, signer, code, Place("--code"), scan)
    done = root.open(actor).score.sign(period, file or [sheet], on)
    text = _(
        "{period} revision {revision}: {recorded} signatures recorded; {towns} town leaders and {villages}"
        " village secretaries have not signed yet"
    ).format(
        period=done.period,
        revision=done.revision,
        recorded=done.recorded,
        towns=done.towns,
        villages=done.villages,
    )
    show.step_taken(done.answer(), text, new=done.recorded > 0, as_json=root.as_json)


@steps.command(help=_("Start the public notice of a signed result and write the notices of the towns."))
def notice(
    context: typer.Context,
    period: PeriodArgument,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq score notice 2023Q1`."""
    root = asked(context, workspace, as_json=as_json)
    done = root.open(actor).score.notice(period, on, show.progress)
    text = _(
        "{period} revision {revision}: on public notice from {first} to the end of {last}; ledger head"
        " {head}; {files} notices in {folder}"
    ).format(
        period=done.result.period,
        revision=done.result.revision,
        first=done.days.first,
        last=done.days.last,
        head=done.head,
        files=len(done.files),
        folder=f"out/{done.result.period}/notice/",
    )
    show.step_taken(done.answer(), text, new=done.recorded, as_json=root.as_json)


@steps.command("object", help=_("Record an objection while the notice runs, or a form of them."))
def object_(
    context: typer.Context,
    period: PeriodArgument,
    village: VillageOption = "",
    text: ObjectionOption = "",
    by: ByOption = "",
    file: FormOption = None,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq score object 2023Q1 --village CODE --text TEXT`."""
    root = asked(context, workspace, as_json=as_json)
    one_of_both(file, {"--village": village, "--text": text})
    if file is not None:
        every = root.open(actor).score.object_file(period, file, on)
        answer = {"period": str(period), "objections": [one.answer() for one in every]}
        told, new = objections_told(one.id for one in every), any(one.recorded for one in every)
        show.step_taken(answer, told, new=new, as_json=root.as_json)
        return
    done = root.open(actor).score.object_to(period, village, by, text, on)
    told = _("objection {id} recorded").format(id=done.id)
    show.step_taken(done.answer(), told, new=done.recorded, as_json=root.as_json)


@steps.command(help=_("Uphold an objection (the corrected data make a new revision) or reject it."))
def resolve(
    context: typer.Context,
    period: PeriodArgument,
    objection: ObjectionArgument,
    reason: ReasonOption,
    upheld: EndingOption = None,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq score resolve 2023Q1 2023Q1-1 --upheld --reason TEXT`."""
    root = asked(context, workspace, as_json=as_json)
    done = root.open(actor, decides=True).score.resolve(
        period, objection, reason, upheld=ending(upheld), on=on
    )
    lines = [_ending(done)]
    for code, (before, after) in done.changed.items():
        lines.append(f"  {code}  " + ", ".join(period_table.changed_figures(before, after)))
    show.step_taken(done.answer(), "\n".join(lines), done.warnings, new=done.recorded, as_json=root.as_json)


def _ending(done: "Resolved") -> str:
    if not done.upheld:
        return _("objection {id} rejected; revision {revision} stands").format(
            id=done.id, revision=done.revision
        )
    if not done.to_sign:
        return _(
            "objection {id} upheld; revision {revision}; {count} villages changed; all sheets print the same"
            " and stay signed"
        ).format(id=done.id, revision=done.revision, count=len(done.changed))
    return _(
        "objection {id} upheld; revision {revision}; {count} villages changed; to be fed back and signed:"
        " {sheets}"
    ).format(
        id=done.id,
        revision=done.revision,
        count=len(done.changed),
        sheets=", ".join(unit_said(unit) for unit in done.to_sign),
    )


@steps.command(help=_("Make a period final when its notice has run out; write the review meeting's sheet."))
def finalise(
    context: typer.Context,
    period: PeriodArgument,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq score finalise 2023Q1`."""
    root = asked(context, workspace, as_json=as_json)
    done = root.open(actor).score.finalise(period, on, show.progress)
    answer = done.answer()
    text = _(
        "{period} revision {revision} is final: {rewards} rewards of {total} yuan to pay, {cards} yellow"
        " cards to hand out; see {file}"
    ).format(
        period=done.result.period,
        revision=done.result.revision,
        rewards=len(answer["rewards"]),
        total=answer["rewards_total"],
        cards=len(answer["yellow_cards"]),
        file=done.file,
    )
    show.step_taken(answer, text, new=done.recorded, as_json=root.as_json)


@steps.command(help=HELP)
def revoke(
    context: typer.Context,
    period: PeriodArgument,
    act: ActArgument,
    town: ActTown = "",
    village: ActVillage = "",
    objection: ActObjection = "",
    reason: WhyOption = "",
    yes: YesOption = False,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq score revoke 2023Q1 notice --reason TEXT`."""
    root = asked(context, workspace, as_json=as_json)
    named = {"town": town, "village": village, "objection": objection}
    take_back(root, f"score {act}", period, named, actor=actor, reason=reason, yes=yes, on=on)
