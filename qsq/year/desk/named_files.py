"""Files that a command is told to write: never over what is to be kept, whoever else writes too."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from stat import S_ISREG

from qsq.domain.faults import WrongUse, message
from qsq.rules.files import SCHEME_FILE

KEPT_FOLDERS = ("rules", "data", "wording", "fonts", "log")
"""Of every workspace: what people entered, what the program reads, and what happened."""

_EXPORTED = (b'{"digest":"', b'{"content":"', b'{"end":"')
"""How a line of an exported ledger begins."""

Fits = Callable[[Path], bool]
"""Whether a file that is there is of the kind that is to be written."""


def target_of(file: Path, fits: Fits) -> Path:
    """The file that a command may write.

    Args:
        file: as it was named.
        fits: whether what is there already is of the same kind, so that it may be replaced.

    Raises:
        WrongUse: it lies among a workspace's rules, inputs or records, or something else is there.
    """
    try:
        target = file.parent.resolve() / file.name
        _must_not_be_kept(file, target)
        _must_not_be_kept(file, target.resolve())
        if not file.name or file.is_dir() or target.is_symlink():
            raise _taken(file)
        if target.exists() and not (S_ISREG(target.stat().st_mode) and _is_empty_or(target, fits)):
            raise _taken(file)
    except RuntimeError:  # links in a circle
        raise _taken(file) from None
    return target


def is_backup(file: Path) -> bool:
    """Whether a file is a ledger, of whatever version."""
    address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            names = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    except (sqlite3.Error, UnicodeDecodeError):  # of a damaged file
        return False
    return {"events", "snapshots"} <= names


def is_export(file: Path) -> bool:
    """Whether a file is a ledger written out as JSON lines."""
    with file.open("rb") as lines:
        first = lines.read(len(max(_EXPORTED, key=len)))
    return first.startswith(_EXPORTED)


def _must_not_be_kept(file: Path, target: Path) -> None:
    for root in target.parents:
        first = target.relative_to(root).parts[0].casefold()
        if first in KEPT_FOLDERS and (root / SCHEME_FILE).is_file():
            raise WrongUse(
                message(
                    "{file} lies in {folder} of a workspace, where rules, inputs and records are kept; name a"
                    " file elsewhere, such as out/{name}",
                    file=file,
                    folder=f"{first}/",
                    name=target.name,
                )
            )


def _is_empty_or(target: Path, fits: Fits) -> bool:
    return target.stat().st_size == 0 or fits(target)


def _taken(file: Path) -> WrongUse:
    return WrongUse(
        message(
            "{file} is there and is something else than this command writes; it is kept: name another file",
            file=file,
        )
    )
