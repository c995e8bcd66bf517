"""The options that every command takes, before or behind its name."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from qsq.cli.terminal import completion
from qsq.cli.terminal.language import _
from qsq.domain.faults import WrongUse, message


def town_option(text: str) -> Any:
    """An option that takes a town's code or name and completes it."""
    return typer.Option("--town", metavar="CODE|NAME", help=text, autocompletion=completion.towns)


def village_option(text: str) -> Any:
    """An option that takes a village's code or name and completes it."""
    return typer.Option(
        "--village", metavar="CODE|NAME", help=text, autocompletion=completion.villages_by_name
    )


WorkspaceOption = Annotated[
    Path | None,
    typer.Option(
        "--workspace",
        envvar="QSQ_WORKSPACE",
        metavar="DIR",
        help=_("The workspace; else the nearest folder upward that holds rules/scheme.yaml."),
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help=_("Answer with one JSON object on standard output and nothing else."))
]
ActorOption = Annotated[
    str, typer.Option("--actor", envvar="QSQ_ACTOR", metavar="ID|NAME", help=_("Who acts, for the record."))
]
SignerOption = Annotated[
    str,
    typer.Option(
        "--actor",
        envvar="QSQ_ACTOR",
        metavar="ID|NAME",
        help=_("Who acts: an id of data/officials.csv; needed."),
    ),
]
OnOption = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help=_("The day on which it happened, if not today."))
]
TodayOption = Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("The day, if not today."))]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help=_("The file."))]
ExportOption = Annotated[
    Path | None,
    typer.Option("--export", metavar="FILE", help=_("Also write a wide table: .csv, .xlsx or .parquet.")),
]
HeadOption = Annotated[
    str,
    typer.Option(
        "--head",
        metavar="HEAD",
        help=_("The ledger's head as a notice prints it, at least 20 characters of it."),
    ),
]
YearArgument = Annotated[
    str, typer.Argument(metavar="YEAR", help=_("A year such as 2023."), autocompletion=completion.years)
]
ObjectionOption = Annotated[str, typer.Option("--text", metavar="TEXT", help=_("What is objected to."))]
VillageOption = Annotated[str, village_option(_("The village that it concerns; else --file."))]
FormOption = Annotated[
    Path | None,
    typer.Option("--file", metavar="FILE", help=_("A filled-in form instead: .xlsx, .xls, .ods or .csv.")),
]
ByOption = Annotated[str, typer.Option("--by", metavar="TEXT", help=_("Who objects."))]
SUCH_AS = _("Such as 2023Q1-1 or 2023-1.")
ObjectionArgument = Annotated[str, typer.Argument(metavar="OBJECTION", help=SUCH_AS)]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why."))]
EndingOption = Annotated[
    bool | None, typer.Option("--upheld/--rejected", help=_("How it ends; one of the two is needed."))
]
MonthArgument = Annotated[
    str, typer.Argument(metavar="MONTH", help=_("A month such as 2023-02."), autocompletion=completion.months)
]
PeriodArgument = Annotated[
    str,
    typer.Argument(
        metavar="PERIOD", help=_("A period such as 2023Q1 or 2023-02."), autocompletion=completion.periods
    ),
]
AnyPeriodArgument = Annotated[
    str,
    typer.Argument(
        metavar="PERIOD", help=_("Such as 2023Q1, 2023-02 or 2023."), autocompletion=completion.all_periods
    ),
]
ListArgument = Annotated[
    str,
    typer.Argument(
        metavar="PERIOD|YEAR", help=_("Such as 2023Q1 or 2023."), autocompletion=completion.all_periods
    ),
]
PeriodOrAllArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="PERIOD",
        help=_("A period such as 2023Q1 or 2023-02; else all."),
        autocompletion=completion.periods,
    ),
]
VillageArgument = Annotated[
    str,
    typer.Argument(
        metavar="VILLAGE",
        help=_("The village's code or name."),
        autocompletion=completion.villages_by_name,
    ),
]


def one_of_both(file: Path | None, typed: Mapping[str, object]) -> None:
    """Raise where a command is told neither or both of a form, and all that stands for one of its rows.

    Raises:
        WrongUse: it is.
    """
    lacking = [name for name, value in typed.items() if not value]
    if file is None and lacking:
        raise WrongUse(message("name {lacking}, or a filled-in form with --file", lacking=", ".join(lacking)))
    if file is not None and len(lacking) < len(typed):
        raise WrongUse(
            message("the form says it: leave out {named}", named=", ".join(set(typed) - set(lacking)))
        )


def objections_told(ids: Iterable[str]) -> str:
    """A form's objections for people."""
    named = ", ".join(ids)
    return _("objections {ids} recorded").format(ids=named) if named else _("the form holds no objection")


def ending(upheld: bool | None) -> bool:
    """How an objection ends.

    Raises:
        WrongUse: it is not said.
    """
    if upheld is None:
        raise WrongUse(message("say how the objection ends: --upheld or --rejected"))
    return upheld
