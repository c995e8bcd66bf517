"""What a call says before and behind the command's name: its workspace, and how it wants to be answered."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from qsq.api.workspace import Workspace


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
        from qsq.api.workspace import Workspace  # noqa: PLC0415
        from qsq.cli.terminal import show  # noqa: PLC0415 - after the language is chosen
        from qsq.year.desk.files import find_workspace  # noqa: PLC0415 - help is shown without it

        return Workspace(self.workspace or find_workspace(Path.cwd()), actor, tell=show.tell)


def asked(context: typer.Context, workspace: Path | None, *, as_json: bool) -> Root:
    """The options of a call, wherever they stood."""
    root = context.find_object(Root) or Root()
    return Root(workspace or root.workspace, as_json or root.as_json)
