"""三创三强: a county's village checklists, evaluation by periods and annual awards.

`qsq.Workspace(path)` is the Python API; the command line stands on it.
"""

from typing import TYPE_CHECKING, Any

from qsq.late import late
from qsq.version import __version__

if TYPE_CHECKING:
    from qsq.api import workspace as _workspace
    from qsq.api.workspace import Workspace as Workspace
else:
    (_workspace,) = late("qsq.api", "workspace")


__all__ = ["Workspace", "__version__"]


def __getattr__(name: str) -> Any:
    """Import the API only when it is asked for, so that `qsq --help` starts fast."""
    if name == "Workspace":
        return _workspace.Workspace
    raise AttributeError(name)
