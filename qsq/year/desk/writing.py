"""How a workspace is written: nothing outside of it, nothing through a link, all whole or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from secrets import token_hex
from tempfile import mkdtemp
from time import time
from typing import TYPE_CHECKING

from qsq.domain.faults import QsqError, message
from qsq.domain.values.file_names import file_name
from qsq.late import library
from qsq.ledger.settled import settle

if TYPE_CHECKING:
    import filelock
else:
    filelock = library("filelock")


LOCKS = "out/.locks"
"""Where the locks of folders lie; each falls with the process that holds it."""

_MADE = ".tmp"
"""The ending of a folder that is being written."""

_LONG_AGO = 3600
"""Seconds after which nobody fills a temporary file or folder any more."""

_MOST_PATIENCE = 900
"""Seconds to wait for another process that writes the same folder."""


def inside(root: Path, path: Path) -> Path:
    """`path`, which lies in the workspace `root` with no link on its way.

    Raises:
        QsqError: it does not; nothing may be written, moved or removed there.
    """
    found = _led_to(path)
    if found == path and found.is_relative_to(root) and found != root:
        return path
    raise QsqError(
        message(
            "{path} leads out of its place, to {found}: a link is not followed and nothing is written there;"
            " put a plain folder or file in its place",
            path=path,
            found=found,
        )
    )


def _led_to(path: Path) -> Path:
    """Where a path leads in the end; where that cannot be said, its root."""
    nowhere = Path(path.anchor)
    try:
        found = path.resolve()
    except (OSError, RuntimeError):  # links in a circle, up to Python 3.12
        return nowhere
    in_circles = any(one.is_symlink() for one in (found, *found.parents))  # from 3.13 on
    return nowhere if in_circles else found


def write_whole(root: Path, path: Path, content: bytes) -> bool:
    """Write a file of the workspace as `replace_whole` does.

    Raises:
        QsqError: it lies outside the workspace or behind a link.
    """
    return replace_whole(inside(root, path), content)


def replace_whole(path: Path, content: bytes) -> bool:
    """Write a file so that it appears whole or not at all; False where it held this content already."""
    if path.is_file() and path.read_bytes() == content:
        return False
    with file_made_whole(path) as temporary, temporary.open("xb") as file:
        file.write(content)
    return True


@contextmanager
def file_made_whole(path: Path) -> Iterator[Path]:
    """A path of its own for a new file, which takes the place of `path` when all went well.

    It is on the disk before it gets its name, and the name before the next step is taken.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep_once(path.parent)
    temporary = path.with_name(f".{token_hex(8)}.tmp")
    try:
        yield temporary
        settle(temporary)
        temporary.replace(path)
        settle(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


@cache
def _sweep_once(folder: Path) -> None:
    """Remove what killed processes began in a folder long ago: once, since every file in it is looked at."""
    for left in left_half_made(folder):
        left.unlink(missing_ok=True)


def remove(root: Path, path: Path) -> None:
    """Remove a file of the workspace, if it is there.

    Raises:
        QsqError: it lies outside the workspace or behind a link.
    """
    inside(root, path).unlink(missing_ok=True)


def left_half_made(folder: Path) -> list[Path]:
    """Files that a killed process began in a folder long ago, or that have got their names already."""
    begun = filter(is_half_made, folder.glob(".*.tmp*"))
    return [entry for entry in begun if _is_old(entry) or _is_named(entry)]


def is_half_made(path: Path) -> bool:
    """Whether a process began a file, and may have been killed."""
    return path.match(".*.tmp*") and is_plain(path)


@contextmanager
def folder_written_whole(root: Path, path: Path) -> Iterator[Path]:
    """A new folder to fill, which takes the place of the workspace's `path` when all went well.

    One process at a time writes a folder; others wait.

    Raises:
        QsqError: it lies outside the workspace or behind a link.
    """
    with alone(root, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        temporary = Path(mkdtemp(prefix=f".{path.name}.", suffix=_MADE, dir=path.parent))
        temporary.chmod(0o755)
        try:
            yield temporary
            _put_in_place(temporary, path)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def place_of(folder: Path) -> Path:
    """Whose place a folder of `folder_written_whole`, or one in it, takes; itself for any other."""
    for at, name in reversed([*enumerate(folder.parts)]):
        if name.startswith(".") and name.endswith(_MADE):
            place = name.removeprefix(".").removesuffix(_MADE).rpartition(".")[0]
            return Path(*folder.parts[:at], place, *folder.parts[at + 1 :])
    return folder


def keep_file(before: Path, path: Path) -> None:
    """Put a file into the folder that takes the place of its own; the file itself, not a copy, if it can."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.hardlink_to(before)
    except OSError:
        shutil.copy2(before, path)


def put_file(path: Path, content: bytes) -> None:
    """Write a file into a folder that is being written; one that says the same already stays what it is."""
    before = place_of(path.parent) / path.name
    if is_plain(before) and before.read_bytes() == content:
        if before != path:
            keep_file(before, path)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def is_plain(path: Path) -> bool:
    """Whether there is a file, and no link to one."""
    return path.is_file() and not path.is_symlink()


def files_below(root: Path, folder: Path) -> list[Path]:
    """The files in a folder and below it, sorted, links left out; never those of a half-changed one."""
    with alone(root, folder):
        return sorted(plain_files(folder))


def plain_files(folder: Path) -> Iterator[Path]:
    """The files in a folder and below it that are no links."""
    return filter(is_plain, folder.rglob("*"))


def same_files(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files with the same content."""
    names = [{path.relative_to(folder) for path in plain_files(folder)} for folder in (one, other)]
    return names[0] == names[1] and all(_same(one / name, other / name) for name in names[0])


def _same(one: Path, other: Path) -> bool:
    """Whether two files hold the same; one that was kept is the other itself."""
    return one.samefile(other) or one.read_bytes() == other.read_bytes()


@contextmanager
def alone(root: Path, path: Path) -> Iterator[None]:
    """One process at a time at a folder of the workspace; who has it may ask for it again.

    Raises:
        QsqError: it lies outside the workspace or behind a link, or is not free for too long.
    """
    name = inside(root, path).relative_to(root).as_posix()
    lock = inside(root, root / LOCKS / file_name(name, ending=".lock"))
    lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with filelock.FileLock(lock, timeout=_MOST_PATIENCE, is_singleton=True):
            yield
    except filelock.Timeout:
        raise QsqError(
            message("another process has been writing {folder} for too long; end it first", folder=path)
        ) from None


def _put_in_place(made: Path, path: Path) -> None:
    try:
        _swap(made, path)
    except PermissionError:  # Windows moves no folder in which somebody has a file open
        _replace_files(made, path)


def _swap(made: Path, path: Path) -> None:
    """Move a folder into the place of another; where that fails, the other is back in its place."""
    if not path.exists():
        made.rename(path)
        return
    old = made.with_suffix(".old")
    path.rename(old)
    try:
        made.rename(path)
    except BaseException:
        old.rename(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _replace_files(made: Path, path: Path) -> None:
    """Put a folder's files into the place of another's, none where one of those cannot be replaced."""
    before = list(plain_files(path))
    for file in before:
        with file.open("r+b"):
            pass
    names = [file.relative_to(made) for file in plain_files(made)]
    for name in names:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).replace(path / name)
    for file in before:
        if file.relative_to(path) not in names:
            file.unlink()


def _sweep(path: Path) -> None:
    """Remove what a killed process left beside a folder long ago."""
    for left in (entry for entry in path.parent.iterdir() if entry.name.startswith(f".{path.name}.")):
        if _is_old(left):
            shutil.rmtree(left, ignore_errors=True)


def _is_named(path: Path) -> bool:
    """Whether a file has another name too: the one that it was made for."""
    try:
        return path.lstat().st_nlink > 1
    except FileNotFoundError:  # another process removed it
        return False


def _is_old(path: Path) -> bool:
    try:
        return time() - path.lstat().st_mtime > _LONG_AGO
    except FileNotFoundError:  # another process removed it
        return False
