"""`qsq score`: check, mark and rank a period."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import completion, show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import command_group
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import (
    ActorOption,
    ExportOption,
    JsonOption,
    OnOption,
    PeriodArgument,
    WorkspaceOption,
    village_option,
)
from qsq.cli.terminal.spoken import SpokenGroup
from qsq.late import late

if TYPE_CHECKING:
    from rich.console import Console

    from qsq.cli.score import differences
    from qsq.cli.tables import completeness as completeness_table
    from qsq.cli.tables import period as period_table
    from qsq.year.score.export import target, wide_table
else:
    completeness_table, period_table = late("qsq.cli.tables", "completeness", "period")
    (differences,) = late("qsq.cli.score", "differences")
    target, wide_table = late("qsq.year.score.export", "target", "wide_table")


class _Score(SpokenGroup):
    rest = "qsq.cli.score.steps"


app = command_group("score", _Score)

MissingOption = Annotated[
    str | None,
    typer.Option(
        metavar="block|exclude|zero",
        help=_("What a missing observation means, against the scheme; the result is provisional."),
    ),
]


@app.command("period", help=_("Mark and rank the villages of a period and record the result."))
@app.command("quarter", help=_("The same as `score period`."))
def score(
    context: typer.Context,
    period: PeriodArgument,
    missing: MissingOption = None,
    town: Annotated[
        str | None, typer.Option(metavar="CODE|NAME", help=_("Show all villages of this town."))
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=_("Show all villages of all towns."))] = False,
    export: ExportOption = None,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help=_("Why a signed result changes; it has to be signed again."))
    ] = "",
    on: OnOption = None,
    actor: ActorOption = "city",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq score quarter 2023Q1`, `qsq score period 2023-02`."""
    root = asked(context, workspace, as_json=as_json)
    opened = root.open(actor)
    towns = None if town is None else opened.towns_called(town)
    if export is not None:
        target.export_target(export)
    result = opened.score.period(period, missing, on=on, reason=reason)
    if export is not None:
        wide_table.write_frame(result.to_frame(), export)

    def people(console: "Console") -> None:
        period_table.print_period(console, result, towns, every=every)
        if export is not None:
            console.out(_("written: {file}").format(file=export), highlight=False)

    show.answered(
        result.heading(),
        people,
        result.warnings,
        as_json=root.as_json,
        recorded=result.result,
    )


@app.command(
    help=_("Score a wide table of very many villages (Parquet or CSV) into another; nothing is recorded.")
)
def bulk(
    context: typer.Context,
    source: Annotated[
        Path,
        typer.Argument(
            metavar="INPUT", help=_("A row for each village, a column for each task: .parquet or .csv.")
        ),
    ],
    file: Annotated[
        Path,
        typer.Argument(
            metavar="OUTPUT", help=_("Marks and ranks: .parquet or .csv; the towns stand beside it.")
        ),
    ],
    period: Annotated[
        str | None,
        typer.Option(
            metavar="PERIOD",
            help=_("Whose rules; else of the only period that has rules."),
            autocompletion=completion.periods,
        ),
    ] = None,
    missing: MissingOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq score bulk nation.parquet marks.parquet --period 2023Q1`."""
    root = asked(context, workspace, as_json=as_json)
    found = root.open().score.bulk(source, file, period, missing)

    def text() -> str:
        told = _("{period}: {villages} villages of {towns} towns in {counties} counties scored").format(
            **found.answer()
        )
        return "\n".join([told, *(_("written: {file}").format(file=one) for one in found.files)])

    show.told(found.answer(), text, as_json=root.as_json)


@app.command(help=_("Who still owes which observations, by department and town; hand out their forms."))
def check(
    context: typer.Context,
    period: PeriodArgument,
    forms: Annotated[
        bool,
        typer.Option("--forms", help=_("Write a form for each who owes, filled in, red where it lacks.")),
    ] = False,
    actor: ActorOption = "city",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> int:
    """`qsq score check 2023Q1 --forms`."""
    root = asked(context, workspace, as_json=as_json)
    score = root.open(actor).score
    found, chased = score.check(period), score.chase(period) if forms else None

    def people(console: "Console") -> None:
        completeness_table.print_completeness(console, found)
        for form in chased.forms if chased else ():
            console.print(form, soft_wrap=True)

    handed_out = {"forms": list(chased.forms)} if chased else {}
    show.answered({**found.answer(), **handed_out}, people, found.warnings, as_json=root.as_json)
    return 4 if found.owed else 0


@app.command(help=_("What changed between two revisions or two periods, and why, village by village."))
def diff(
    context: typer.Context,
    period: PeriodArgument,
    other: Annotated[
        str,
        typer.Argument(
            metavar="[PERIOD]",
            help=_(
                "A later period; without one, the period's newest revision is held against an earlier one."
            ),
            autocompletion=completion.periods,
        ),
    ] = "",
    before: Annotated[
        int | None, typer.Option(metavar="NUMBER", help=_("The earlier revision; else the one before."))
    ] = None,
    now: Annotated[
        int | None, typer.Option(metavar="NUMBER", help=_("The later revision; else the newest."))
    ] = None,
    village: Annotated[
        str, village_option(_("Show this village alone, with all its items and causes."))
    ] = "",
    export: ExportOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """`qsq score diff 2023Q1`, `qsq score diff 2023Q1 2023Q2`."""
    root = asked(context, workspace, as_json=as_json)
    if export is not None:
        target.export_target(export)
    found = root.open().score.diff(period, other or None, before=before, now=now)
    only = found.code_of(village) if village else ""
    if export is not None:
        wide_table.write_frame(found.to_frame(), export)
    written = _("written: {file}").format(file=export) if export else ""
    show.told(
        found.answer(),
        lambda: "\n".join(filter(None, (differences.told(found, only), written))),
        as_json=root.as_json,
    )
