"""What a file that is handed in takes the place of is aside until the ledger holds it: no kill loses it."""

from pathlib import Path

from qsq.ledger.canonical import digest
from qsq.ledger.ledger import Ledger
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.writing import remove, write_whole

_ENDING = ".aside"


def aside_of(folder: DiskFolder, path: str) -> bytes | None:
    """What a run that was cut off put aside of a place; None where there is nothing."""
    return folder.read(_aside(path))


def put_aside(root: Path, path: str, content: bytes) -> None:
    """Keep what stands in a place of the workspace `root`."""
    write_whole(root, root / _aside(path), content)


def forget(root: Path, path: str) -> None:
    """Remove what is aside of a place: it is recorded."""
    remove(root, root / _aside(path))


def forget_what_is_recorded(root: Path, ledger: Ledger) -> None:
    """Remove whatever is aside and recorded; its run was cut off after that."""
    for path in (root / "data").rglob(f".*{_ENDING}"):
        if path.is_file() and not path.is_symlink() and ledger.keeps(digest(path.read_bytes())):
            remove(root, path)


def _aside(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}/.{name}{_ENDING}"
