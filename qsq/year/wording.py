"""A document's wording: the office's own file in the workspace, else the one that comes with the program."""

from pathlib import Path

import qsq.documents
from qsq.documents.worded import Worded
from qsq.domain.faults import Faults, Refused
from qsq.domain.folder import Folder
from qsq.rules.wording_file import read_wording

WORDING_FOLDER = "wording"
"""Where an office's own wording lies in its workspace."""

OURS = Path(qsq.documents.__path__[0]) / "wording"
"""Where the wording lies that comes with the program."""


def worded(folder: Folder, name: str) -> Worded:
    """The wording called `name`.

    Raises:
        Refused: the office's file is wrong; all faults are listed with their lines.
    """
    file = f"{WORDING_FOLDER}/{name}.yaml"
    content = folder.read(file)
    if content is None:
        content = (OURS / f"{name}.yaml").read_bytes()
    faults = Faults()
    wording = read_wording(file, content, faults)
    if wording is None:
        raise Refused(faults.found)
    return Worded(wording)
