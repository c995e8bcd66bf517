"""The options that every command takes, before or behind its name."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qsq.cli import completion
from qsq.cli.language import _
from qsq.domain.faults import WrongUse, message

if TYPE_CHECKING:
    from qsq.year.workspace import Workspace


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
ObjectionArgument = Annotated[str, typer.Argument(metavar="OBJECTION", help=_("Such as 2023Q1-1 or 2023-1."))]
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


@dataclass(frozen=True, slots=True)
class Root:
    """What stood before the command's name."""

    workspace: Path | None = None
    as_json: bool = False

    def open(self, actor: str = "city") -> "Workspace":
        """The workspace of the call: the one that it names, else the nearest folder upward that is one.

        Raises:
            WrongUse: there is none.
        """
        from qsq.cli import show  # noqa: PLC0415 - after the language is chosen
        from qsq.year.files import find_workspace  # noqa: PLC0415 - help is shown without it
        from qsq.year.workspace import Workspace  # noqa: PLC0415

        return Workspace(self.workspace or find_workspace(Path.cwd()), actor, tell=show.tell)


def asked(context: typer.Context, workspace: Path | None, *, as_json: bool) -> Root:
    """The options of a call, wherever they stood."""
    root = context.find_object(Root) or Root()
    return Root(workspace or root.workspace, as_json or root.as_json)


def ending(upheld: bool | None) -> bool:
    """How an objection ends.

    Raises:
        WrongUse: it is not said.
    """
    if upheld is None:
        raise WrongUse(message("say how the objection ends: --upheld or --rejected"))
    return upheld
