"""What a call says before and behind the command's name: its workspace, and how it wants to be answered."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from qsq.late import late

if TYPE_CHECKING:
    from qsq.api import workspace as api
    from qsq.api.workspace import Workspace
    from qsq.cli.terminal import language, show
    from qsq.rules import office_file
    from qsq.year.desk import files
else:
    (api,) = late("qsq.api", "workspace")
    language, show = late("qsq.cli.terminal", "language", "show")
    (files,) = late("qsq.year.desk", "files")
    (office_file,) = late("qsq.rules", "office_file")


@dataclass(frozen=True, slots=True)
class Root:
    """What stood before the command's name."""

    workspace: Path | None = None
    as_json: bool = False

    @property
    def named(self) -> tuple[str, ...]:
        """The words by which a further command is of the same workspace; none where it is found by itself."""
        return ("--workspace", str(self.workspace)) if self.workspace else ()

    def open(self, actor: str | None = None, *, decides: bool = False) -> "Workspace":
        """The workspace of the call: the one that it names, else the nearest folder upward that is one.

        Args:
            actor: who acts, as the call says; None where nobody does.
            decides: what is decided is decided by whom the call names, never by whom data/office.yaml does.

        Raises:
            WrongUse: there is none.
            Refused: data/office.yaml is wrong.
        """
        folder = self.workspace or files.find_workspace(Path.cwd())
        if actor in _UNNAMED and not decides:
            actor = office_file.usual_actor(files.DiskFolder(folder)) or actor
        return api.Workspace(folder, "city" if actor is None else actor, tell=show.tell, say=language.said)


_UNNAMED = ("", "city")
"""Who acts by default: nobody, who signs nothing, or the city's office."""


def asked(context: typer.Context, workspace: Path | None, *, as_json: bool) -> Root:
    """The options of a call, wherever they stood."""
    root = context.find_object(Root) or Root()
    return Root(workspace or root.workspace, as_json or root.as_json)
