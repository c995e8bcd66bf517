"""`qsq awards`: the people's steps from a year's list to its payment."""

import re
from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import (
    ActorOption,
    ByOption,
    EndingOption,
    FormOption,
    JsonOption,
    ObjectionArgument,
    ObjectionOption,
    OnOption,
    ReasonOption,
    SignerOption,
    VillageOption,
    WorkspaceOption,
    YearArgument,
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
from qsq.domain.faults import WrongUse, message
from qsq.late import late

if TYPE_CHECKING:
    from qsq.cli.tables import awards as tables
    from qsq.year.awards import decide as decisions
    from qsq.year.awards.recommend import Recommended
    from qsq.year.awards.stand import Done
else:
    (tables,) = late("qsq.cli.tables", "awards")
    (decisions,) = late("qsq.year.awards", "decide")

steps = Commands()

EmptyReasonOption = Annotated[
    str,
    typer.Option(
        "--reason", metavar="TEXT", help=_("Why it holds where nobody is honoured, or has no cadres.")
    ),
]


@steps.command(
    help=_("Put a town's recommended villages in the place of those before; without a town, hand out forms.")
)
def recommend(
    context: typer.Context,
    period: YearArgument,
    town: Annotated[str, town_option(_("The town that recommends; else --file."))] = "",
    village: Annotated[list[str] | None, village_option(_("A village that it recommends."))] = None,
    file: FormOption = None,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq awards recommend 2023 --town 431181107 --village CODE`."""
    root = asked(context, workspace, as_json=as_json)
    if not (town or village or file):
        handed_out = root.open(actor or "city").awards.recommend_forms(period)
        show.forms_written(handed_out, as_json=root.as_json)
        return
    one_of_both(file, {"--town": town, **({"--village": village} if village else {})})
    if file is not None:
        every = root.open(actor).awards.recommend_file(period, file, on)
        answer = {"year": str(period), "towns": [one.answer() for one in every]}
        lines = [line for one in every for line in _recommended(one)]
        new = any(one.recorded for one in every)
        show.step_taken(answer, "\n".join(lines), new=new, as_json=root.as_json)
        return
    done = root.open(actor).awards.recommend(period, town, village or (), on)
    text = "\n".join(_recommended(done))
    show.step_taken(done.answer(), text, new=done.recorded, as_json=root.as_json)


def _recommended(done: "Recommended") -> list[str]:
    """What a town recommends, with a line for each village that is not eligible."""
    names = tables.reason_names()
    return [
        _("{town} recommends {count} of at most {most} villages for {year}").format(
            town=done.town_code, count=len(done.villages), most=done.most, year=done.year
        ),
        *(
            _("  {village} is not eligible as the periods stand: {reasons}").format(
                village=code, reasons=", ".join(names[one] for one in reasons)
            )
            for code, reasons in done.reasons.items()
        ),
    ]


@steps.command(help=_("Hand out the towns' lists of cadres, or take one that was filled in."))
def cadres(
    context: typer.Context,
    period: YearArgument,
    file: FormOption = None,
    actor: ActorOption = "city",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq awards cadres 2023 --file FORM`."""
    root = asked(context, workspace, as_json=as_json)
    awards = root.open(actor).awards
    if file is None:
        show.forms_written(awards.cadre_forms(period), as_json=root.as_json)
        return
    show.rows_laid(awards.cadres(period, file), as_json=root.as_json)


@steps.command(help=_("Record the standing committee's decision: settle ties, strike a village."))
def decide(
    context: typer.Context,
    period: YearArgument,
    document: Annotated[str, typer.Option(metavar="TEXT", help=_("The decision's document number."))],
    approval: Annotated[
        str, typer.Option(metavar="TEXT", help=_("The reference of the approval from above."))
    ] = "",
    order: Annotated[
        str, typer.Option(metavar="VILLAGE,VILLAGE…", help=_("Tied villages, the better first."))
    ] = "",
    strike: Annotated[
        list[str] | None, typer.Option(metavar="VILLAGE=REASON", help=_("A village that takes no honour."))
    ] = None,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq awards decide 2023 --document TEXT`."""
    root = asked(context, workspace, as_json=as_json)
    tied = tuple(name.strip() for name in re.split("[,，、]", order) if name.strip())
    ruling = decisions.Ruling(document, approval, tied, dict(map(_struck, strike or ())))
    done, found = root.open(actor, decides=True).awards.decide(period, ruling, on)
    text = _("awards of {year}, revision {revision}: decided by {document}; {honours} honours").format(
        year=done.year, revision=done.revision, document=document, honours=len(found.awards.awards)
    )
    text += _changed(done)
    answer = {**done.for_programs(), "awards": found.answer()}
    warnings = (*done.warnings, *found.warnings)
    show.step_taken(answer, text, warnings, new=done.recorded, as_json=root.as_json)


def _struck(text: str) -> tuple[str, str]:
    code, sign, reason = text.partition("=")
    if not sign:
        raise WrongUse(message("{village} is struck with a reason only: CODE=REASON", village=code))
    return code.strip(), reason.strip()


@steps.command(help=_("Start the public notice of the decided list."))
def notice(
    context: typer.Context,
    period: YearArgument,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq awards notice 2023`."""
    root = asked(context, workspace, as_json=as_json)
    done = root.open(actor).awards.notice(period, on)
    text = _("awards of {year}: on public notice from {first} to the end of {last}; see {file}").format(
        year=done.year, first=done.answer["first_day"], last=done.answer["last_day"], file=done.files[0]
    )
    _told(done, text, as_json=root.as_json)


@steps.command("object", help=_("Record an objection while the notice runs, or a form of them."))
def object_(
    context: typer.Context,
    period: YearArgument,
    village: VillageOption = "",
    text: ObjectionOption = "",
    by: ByOption = "",
    file: FormOption = None,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq awards object 2023 --village CODE --text TEXT`."""
    root = asked(context, workspace, as_json=as_json)
    one_of_both(file, {"--village": village, "--text": text})
    if file is not None:
        every = root.open(actor).awards.object_file(period, file, on)
        answer = {"year": str(period), "objections": [one.for_programs() for one in every]}
        told, new = (
            objections_told(one.answer["objection"] for one in every),
            any(one.recorded for one in every),
        )
        show.step_taken(answer, told, new=new, as_json=root.as_json)
        return
    done = root.open(actor).awards.object_to(period, village, by, text, on)
    _told(done, _("objection {id} recorded").format(id=done.answer["objection"]), as_json=root.as_json)


@steps.command(help=_("Uphold an objection (the list is to be decided anew) or reject it."))
def resolve(
    context: typer.Context,
    period: YearArgument,
    objection: ObjectionArgument,
    reason: ReasonOption,
    upheld: EndingOption = None,
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq awards resolve 2023 2023-1 --rejected --reason TEXT`."""
    root = asked(context, workspace, as_json=as_json)
    done = root.open(actor, decides=True).awards.resolve(
        period, objection, reason, upheld=ending(upheld), on=on
    )
    text = (
        _("objection {id} upheld; the standing committee decides anew")
        if upheld
        else _("objection {id} rejected; the list stands")
    )
    _told(done, text.format(id=objection) + _changed(done), as_json=root.as_json)


def _changed(done: "Done") -> str:
    """A line for each village whose honour is another than in the list before."""
    text, lines = _("{village}: {before}, now {after}"), ""
    for one in done.answer["changes"]:
        before, after = (_honour(done, one[when]) for when in ("before", "after"))
        lines += "\n  " + text.format(village=one["village_code"], before=before, after=after)
    return lines


def _honour(done: "Done", honour: str | None) -> str:
    return done.honours.get(honour, honour) if honour else _("no honour")


@steps.command(help=_("Make the list final when its notice has run out; write the payment list."))
def confirm(
    context: typer.Context,
    period: YearArgument,
    reason: EmptyReasonOption = "",
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq awards confirm 2023`."""
    root = asked(context, workspace, as_json=as_json)
    done = root.open(actor).awards.confirm(period, on, reason)
    text = _(
        "awards of {year} are final: {honours} honours, prizes of {total} yuan to pay; see {file}"
    ).format(
        year=done.year,
        honours=done.answer["honours"],
        total=done.answer["totals"]["prizes"],
        file=done.files[0],
    )
    _told(done, text, as_json=root.as_json)


@steps.command(help=_("Mark prizes as paid; none is paid twice."))
def pay(
    context: typer.Context,
    period: YearArgument,
    village: Annotated[list[str] | None, village_option(_("A village whose prize was paid."))] = None,
    every: Annotated[bool, typer.Option("--all", help=_("All prizes that are not paid yet."))] = False,
    reason: EmptyReasonOption = "",
    on: OnOption = None,
    actor: SignerOption = "",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq awards pay 2023 --all`."""
    root = asked(context, workspace, as_json=as_json)
    if every == bool(village):
        raise WrongUse(message("name the villages with --village, or take --all"))
    done = root.open(actor).awards.pay(period, village or (), every=every, on=on, reason=reason)
    text = _("{count} prizes marked as paid, {rest} are unpaid").format(
        count=len(done.answer["paid"]), rest=len(done.answer["unpaid"])
    )
    _told(done, text, as_json=root.as_json)


def _told(done: "Done", text: str, *, as_json: bool) -> None:
    show.step_taken(done.for_programs(), text, done.warnings, new=done.recorded, as_json=as_json)


@steps.command(help=HELP)
def revoke(
    context: typer.Context,
    period: YearArgument,
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
    """`qsq awards revoke 2023 payment --village CODE --reason TEXT`."""
    root = asked(context, workspace, as_json=as_json)
    named = {"town": town, "village": village, "objection": objection}
    take_back(root, f"awards {act}", period, named, actor=actor, reason=reason, yes=yes, on=on)
