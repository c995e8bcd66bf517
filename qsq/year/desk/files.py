"""The workspace on the disk as it is read: once, so that what is recorded is what was counted with."""

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from qsq.domain.faults import Fault, Message, Place, QsqError, Refused, WrongUse, message
from qsq.late import late

if TYPE_CHECKING:
    from qsq.domain import foreign
else:
    (foreign,) = late("qsq.domain", "foreign")


MOST_BYTES = 64 * 2**20
"""Of one file; a county's year in one table has a quarter of it."""


class DiskFolder:
    """A workspace's files; each is read once, so that what is recorded is what was counted with."""

    def __init__(self, root: Path, laid: Mapping[str, bytes] | None = None, gone: Iterable[str] = ()) -> None:
        self.root = root
        self._laid = dict(laid or {})
        self._gone = frozenset(gone)
        self._contents: dict[str, bytes | None] = {**self._laid}

    def with_file(self, path: str, content: bytes, *, instead_of: Iterable[str] = ()) -> "DiskFolder":
        """The files as they would be with one more, in the place of others."""
        return DiskFolder(self.root, {**self._laid, path: content}, {*self._gone, *instead_of})

    def read(self, path: str) -> bytes | None:
        """A file's content; None where there is no such file.

        Raises:
            Refused: it is a folder, a link out of the workspace or to nothing, a pipe or a device, which are
                never waited for, or far larger than any table.
        """
        if path not in self._contents:
            file = self.root / path
            odd = what_it_is(file) or _leads_out(self.root, file) or _too_large(path, file)
            if odd:
                raise Refused([Fault(Place(path), odd)])
            self._contents[path] = file.read_bytes() if file.exists() else None
        return self._contents[path]

    def names(self, path: str) -> tuple[str, ...]:
        """The names of all that is in a folder but its folders, sorted; what is no file, `read` refuses."""
        there = {entry.name for entry in self._entries(path) if not _is_folder(entry)}
        laid = {file.rpartition("/")[2] for file in self._laid if file.rpartition("/")[0] == path}
        return tuple(sorted({name for name in there if f"{path}/{name}" not in self._gone} | laid))

    def folders(self, path: str) -> tuple[str, ...]:
        """The names of the folders in a folder, sorted."""
        there = {entry.name for entry in self._entries(path) if _is_folder(entry)}
        below = (file.removeprefix(f"{path}/") for file in self._laid if file.startswith(f"{path}/"))
        return tuple(sorted(there | {one.partition("/")[0] for one in below if "/" in one}))

    def _entries(self, path: str) -> list[os.DirEntry[str]]:
        folder = self.root / path
        if not folder.is_dir():
            return []
        with os.scandir(folder) as entries:  # knows what each is without a look at it
            return list(entries)

    def contents(self) -> Mapping[str, bytes]:
        """All files that were read, by path."""
        return {path: content for path, content in sorted(self._contents.items()) if content is not None}


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder or leads to one; a link in a circle is none, and `read` refuses it."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _leads_out(root: Path, file: Path) -> Message | None:
    """What is said of a file that a link takes from elsewhere; None where it lies in the workspace."""
    if not any(part.is_symlink() for part in _on_the_way(root, file)):
        return None
    found = file.resolve()
    if found.is_relative_to(root.resolve()):
        return None
    return message("a link leads out of the workspace, to {found}; put the file itself here", found=found)


def _on_the_way(root: Path, file: Path) -> Iterator[Path]:
    """A file and the folders down to it from the workspace's root."""
    yield file
    if file.is_relative_to(root):
        yield from takewhile(lambda folder: folder != root, file.parents)


def _too_large(path: str, file: Path) -> Message | None:
    """What is said of a file that no office writes; None where it is of a size to be read."""
    size = file.stat().st_size if file.exists() else 0
    if size <= MOST_BYTES:
        return None
    return message(
        "{file} holds {found} bytes; expected at most {most}", file=path, found=size, most=MOST_BYTES
    )


def what_it_is(path: Path) -> Message | None:
    """What stands in the place of a file; None where it is a file, or where there is nothing."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return message("it is a link to a file that is not there") if path.is_symlink() else None
    except NotADirectoryError:
        return None
    except OSError as error:
        return foreign.of_disk(error)
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode):
        return message("it is a folder, not a file")
    return message("it is a pipe or a device, not a file")


def find_workspace(start: Path) -> Path:
    """The nearest folder upward that holds rules/scheme.yaml.

    Raises:
        WrongUse: there is none.
    """
    for folder in (start, *start.parents):
        if (folder / "rules" / "scheme.yaml").is_file():
            return folder
    raise WrongUse(
        message(
            "no workspace in {folder} or above it: none holds rules/scheme.yaml; name one with"
            " --workspace, or make one with: qsq init DIR",
            folder=start,
        )
    )


def read_outside(file: Path, most: int = MOST_BYTES) -> bytes:
    """A file that someone names, wherever it lies.

    Args:
        file: never waited for: a pipe or a device is no file.
        most: how many bytes it may hold.

    Raises:
        QsqError: it cannot be read, is no file, or holds more.
    """
    odd = what_it_is(file)
    if odd:
        raise QsqError(message("{file} cannot be read: {problem}", file=file, problem=odd))
    try:
        size = file.stat().st_size
        if size > most:
            raise QsqError(
                message(
                    "{file} holds {found} bytes; expected at most {most}", file=file, found=size, most=most
                )
            )
        return file.read_bytes()
    except OSError as error:
        raise QsqError(
            message("{file} cannot be read: {problem}", file=file, problem=foreign.of_disk(error))
        ) from error
