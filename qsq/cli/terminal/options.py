"""The options that every command takes, before or behind its name."""

from pathlib import Path
from typing import Annotated, Any

import typer

from qsq.cli.terminal import completion
from qsq.cli.terminal.language import _
from qsq.domain.faults import WrongUse, message


def town_option(text: str) -> Any:
    """An option that takes a town's code and completes it."""
    return typer.Option("--town", metavar="CODE", help=text, autocompletion=completion.towns)


def village_option(text: str) -> Any:
    """An option that takes a village's code and completes it."""
    return typer.Option("--village", metavar="CODE", help=text, autocompletion=completion.villages)


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
    str, typer.Option("--actor", envvar="QSQ_ACTOR", metavar="ID", help=_("Who acts, for the record."))
]
SignerOption = Annotated[
    str,
    typer.Option(
        "--actor", envvar="QSQ_ACTOR", metavar="ID", help=_("Who acts: an id of data/officials.csv; needed.")
    ),
]
OnOption = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help=_("The day on which it happened, if not today."))
]
YearArgument = Annotated[
    str, typer.Argument(metavar="YEAR", help=_("A year such as 2023."), autocompletion=completion.years)
]
VillageOption = Annotated[str, village_option(_("The village that it concerns."))]
ObjectionOption = Annotated[str, typer.Option("--text", metavar="TEXT", help=_("What is objected to."))]
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


def ending(upheld: bool | None) -> bool:
    """How an objection ends.

    Raises:
        WrongUse: it is not said.
    """
    if upheld is None:
        raise WrongUse(message("say how the objection ends: --upheld or --rejected"))
    return upheld
