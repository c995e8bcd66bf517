"""A document's wording: the office's own file in the workspace, else the one that comes with the program."""

from pathlib import Path

import qsq.documents
from qsq.documents.wording.worded import Worded
from qsq.domain.faults import Faults, Place, Refused
from qsq.domain.folder import Folder
from qsq.ledger.ledger import Event, Ledger
from qsq.rules.wording_file import read_wording
from qsq.year.desk.files import DiskFolder

WORDING_FOLDER = "wording"
"""Where an office's own wording lies in its workspace."""

OURS = Path(qsq.documents.__path__[0]) / "wording" / "texts"
"""Where the wording lies that comes with the program."""


def check_wording(folder: DiskFolder, faults: Faults) -> None:
    """Note what is wrong with an office's own wording, and files there that nothing uses."""
    known = {file.name for file in OURS.glob("*.yaml")}
    for name in folder.names(WORDING_FOLDER):
        if name not in known:
            place = Place(f"{WORDING_FOLDER}/{name}")
            faults.add(
                place, "no document uses this file; expected one of: {known}", known=", ".join(sorted(known))
            )
            continue
        try:
            worded(folder, name.removesuffix(".yaml"))
        except Refused as error:
            faults.found += error.faults


def worded(folder: Folder, name: str) -> Worded:
    """The wording called `name`.

    Raises:
        Refused: the office's file is wrong; all faults are listed with their lines.
    """
    return _read(_file(name), _content(folder, name))


def keep_wording(ledger: Ledger, folder: Folder, *names: str) -> dict[str, str]:
    """Keep the wordings that a step's documents are made with; what its event says of them."""
    return {_file(name): ledger.keep(_content(folder, name)) for name in names}


def worded_then(ledger: Ledger, event: Event | None, folder: Folder, name: str) -> Worded:
    """The wording that a step's event kept; the workspace's where there is no such step, or it kept none."""
    kept = event.payload.get("wording", {}).get(_file(name)) if event else None
    return worded(folder, name) if kept is None else _read(_file(name), ledger.kept(kept))


def _file(name: str) -> str:
    return f"{WORDING_FOLDER}/{name}.yaml"


def _content(folder: Folder, name: str) -> bytes:
    content = folder.read(_file(name))
    return (OURS / f"{name}.yaml").read_bytes() if content is None else content


def _read(file: str, content: bytes) -> Worded:
    faults = Faults()
    wording = read_wording(file, content, faults)
    if wording is None:
        raise Refused(faults.found)
    return Worded(wording)
