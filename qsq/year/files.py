"""The workspace on the disk: what is read is remembered, what is written appears whole or not at all."""

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from time import time

from qsq.domain.faults import QsqError, WrongUse, message

_LONG_AGO = 3600
"""Seconds after which nobody fills a temporary folder any more."""

_MOST_BYTES = 180
_LONGEST_ENDING = 4


class DiskFolder:
    """A workspace's files; each is read once, so that what is recorded is what was counted with."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._contents: dict[str, bytes | None] = {}

    def read(self, path: str) -> bytes | None:
        """A file's content; None where there is no such file."""
        if path not in self._contents:
            try:
                self._contents[path] = (self.root / path).read_bytes()
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                self._contents[path] = None
        return self._contents[path]

    def names(self, path: str) -> tuple[str, ...]:
        """The names of the files in a folder, sorted."""
        return tuple(entry.name for entry in self._entries(path) if entry.is_file())

    def folders(self, path: str) -> tuple[str, ...]:
        """The names of the folders in a folder, sorted."""
        return tuple(entry.name for entry in self._entries(path) if entry.is_dir())

    def _entries(self, path: str) -> list[Path]:
        folder = self.root / path
        return sorted(folder.iterdir(), key=lambda entry: entry.name) if folder.is_dir() else []

    def contents(self) -> Mapping[str, bytes]:
        """All files that were read, by path."""
        return {path: content for path, content in sorted(self._contents.items()) if content is not None}


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


def read_outside(file: Path) -> bytes:
    """A file that someone names, wherever it lies.

    Raises:
        QsqError: it cannot be read.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        from qsq.domain.foreign import of_disk  # noqa: PLC0415 - only for errors

        raise QsqError(
            message("{file} cannot be read: {problem}", file=file, problem=of_disk(error))
        ) from error


def write_whole(path: Path, content: bytes) -> bool:
    """Write a file so that it appears whole or not at all; False where it held this content already."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def file_name(text: str) -> str:
    """A text as a file's name: what no disk takes becomes an underscore, what is too long is cut."""
    name = re.sub(r"[^\w.()-]", "_", text).strip(".") or "_"
    stem, dot, ending = name.rpartition(".")
    whole, ending = (stem, dot + ending) if dot and len(ending) <= _LONGEST_ENDING else (name, "")
    return whole.encode()[:_MOST_BYTES].decode(errors="ignore") + ending


def same_files(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files with the same content."""
    names = [
        {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()} for folder in (one, other)
    ]
    return names[0] == names[1] and all(
        (one / name).read_bytes() == (other / name).read_bytes() for name in names[0]
    )


@contextmanager
def folder_written_whole(path: Path) -> Iterator[Path]:
    """A new folder to fill, which takes the place of `path` when all went well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _sweep(path)
    temporary = Path(mkdtemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent))
    temporary.chmod(0o755)
    try:
        yield temporary
        if path.exists():
            old = temporary.with_suffix(".old")
            path.rename(old)
            temporary.rename(path)
            shutil.rmtree(old)
        else:
            temporary.rename(path)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _sweep(path: Path) -> None:
    """Remove what a killed process left beside a folder long ago."""
    for left in path.parent.glob(f".{path.name}.*"):
        if time() - left.stat().st_mtime > _LONG_AGO:
            shutil.rmtree(left, ignore_errors=True)
