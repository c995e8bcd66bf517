"""The options that every command takes, before or behind its name."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qsq.cli.language import _

if TYPE_CHECKING:
    from qsq.year.workspace import Workspace

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
QuarterArgument = Annotated[str, typer.Argument(metavar="QUARTER", help=_("A quarter such as 2023Q1."))]


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
        from qsq.year.files import find_workspace  # noqa: PLC0415 - help is shown without it
        from qsq.year.workspace import Workspace  # noqa: PLC0415

        return Workspace(self.workspace or find_workspace(Path.cwd()), actor)


def asked(context: typer.Context, workspace: Path | None, *, as_json: bool) -> Root:
    """The options of a call, wherever they stood."""
    root = context.find_object(Root) or Root()
    return Root(workspace or root.workspace, as_json or root.as_json)
