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
    from qsq.year.desk import files
else:
    (api,) = late("qsq.api", "workspace")
    language, show = late("qsq.cli.terminal", "language", "show")
    (files,) = late("qsq.year.desk", "files")


@dataclass(frozen=True, slots=True)
class Root:
    """What stood before the command's name."""

    workspace: Path | None = None
    as_json: bool = False

    @property
    def named(self) -> tuple[str, ...]:
        """The words by which a further command is of the same workspace; none where it is found by itself."""
        return ("--workspace", str(self.workspace)) if self.workspace else ()

    def open(self, actor: str = "city") -> "Workspace":
        """The workspace of the call: the one that it names, else the nearest folder upward that is one.

        Raises:
            WrongUse: there is none.
        """
        root = self.workspace or files.find_workspace(Path.cwd())
        return api.Workspace(root, actor, tell=show.tell, say=language.said)


def asked(context: typer.Context, workspace: Path | None, *, as_json: bool) -> Root:
    """The options of a call, wherever they stood."""
    root = context.find_object(Root) or Root()
    return Root(workspace or root.workspace, as_json or root.as_json)
