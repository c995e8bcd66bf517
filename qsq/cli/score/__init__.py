"""`qsq score`: check, mark and rank a period."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.terminal import show
from qsq.cli.terminal.call import asked
from qsq.cli.terminal.commands import command_group
from qsq.cli.terminal.language import _
from qsq.cli.terminal.options import ActorOption, JsonOption, OnOption, PeriodArgument, WorkspaceOption
from qsq.cli.terminal.spoken import SpokenGroup

if TYPE_CHECKING:
    from rich.console import Console


class _Score(SpokenGroup):
    rest = "qsq.cli.score.steps"


app = command_group("score", _Score)


@app.command("period", help=_("Mark and rank the villages of a period and record the result."))
@app.command("quarter", help=_("The same as `score period`."))
def score(
    context: typer.Context,
    period: PeriodArgument,
    missing: Annotated[
        str | None,
        typer.Option(
            metavar="block|exclude|zero",
            help=_("What a missing observation means, against the scheme; the result is provisional."),
        ),
    ] = None,
    town: Annotated[
        str | None, typer.Option(metavar="CODE|NAME", help=_("Show all villages of this town."))
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=_("Show all villages of all towns."))] = False,
    export: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=_("Also write a wide table: .csv, .xlsx or .parquet.")),
    ] = None,
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
        from qsq.year.score.export import export_target  # noqa: PLC0415 - help is shown without it

        export_target(export)
    result = opened.score.period(period, missing, on=on, reason=reason)
    if export is not None:
        from qsq.year.score.wide_table import write_frame  # noqa: PLC0415 - pandas is slow to import

        write_frame(result.to_frame(), export)

    def people(console: "Console") -> None:
        from qsq.cli.tables.period import print_period  # noqa: PLC0415 - only to print

        print_period(console, result, towns, every=every)

    show.answered(
        result.heading(),
        people,
        result.warnings,
        as_json=root.as_json,
        recorded=result.result,
    )


@app.command(help=_("Who still owes which observations, by department and town."))
def check(
    context: typer.Context,
    period: PeriodArgument,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> int:
    """`qsq score check 2023Q1`."""
    root = asked(context, workspace, as_json=as_json)
    found = root.open().score.check(period)

    def people(console: "Console") -> None:
        from qsq.cli.tables.completeness import print_completeness  # noqa: PLC0415 - only to print

        print_completeness(console, found)

    show.answered(
        found.answer(),
        people,
        found.warnings,
        as_json=root.as_json,
    )
    return 4 if found.owed else 0
