"""`Workspace.board`, the Python API of `qsq board`."""

from typing import TYPE_CHECKING

from qsq.api.group import Group
from qsq.late import late
from qsq.year.desk.progress import Progress, no_progress

if TYPE_CHECKING:
    from qsq.year.board import build
    from qsq.year.board.build import Built
else:
    (build,) = late("qsq.year.board", "build")


class BoardApi(Group):
    """公示栏: the public notice board (`qsq board`).

    >>> Workspace(folder).board.build(draft=True).folder
    'out/board-draft'
    """

    def build(self, progress: Progress = no_progress, *, draft: bool = False) -> "Built":
        """Write the public notice board into out/board (`qsq board build`).

        Args:
            progress: as for `issue`.
            draft: show all that is recorded, marked as a draft, in out/board-draft.

        Raises:
            Refused: scheme or register are wrong, or what the ledger kept can no longer be read.
        """
        return build.build(self.office, progress, draft=draft)
