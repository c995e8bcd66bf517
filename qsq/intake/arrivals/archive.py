"""A zip archive as it came: its files in memory, nothing unpacked on the disk, its header not believed."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import PurePosixPath

from qsq.domain.faults import Message, message
from qsq.intake.arrivals.arrival import BETWEEN, Arrival, Unopened

MOST_FILES = 2_000
"""More than one for each village of a county."""

MOST_BYTES = 50 * 2**20
"""Of one file when it is unpacked; a county's largest form has a tenth of it."""

MOST_BYTES_IN_ALL = 300 * 2**20
MOST_RATIO = 200
"""How many times its packed size a file may have; a table of text has twenty."""

_SMALL = 2**20
"""Bytes up to which the ratio does not matter."""

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
ARCHIVES = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")
"""Endings of archives; only the first is opened."""


def unpacked(name: str, content: bytes) -> Iterator[Arrival | Unopened]:
    """The files of an archive, or why it, or one of them, is not opened.

    Args:
        name: of the archive, as people find it.
        content: its bytes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [one for one in archive.infolist() if not one.filename.endswith("/")]
            wrong = _wrong(entries)
            if wrong is not None:
                yield Unopened(name, wrong)
                return
            for entry in entries:
                yield _entry(archive, entry, f"{name}{BETWEEN}{_name(entry)}")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError):
        yield Unopened(name, _damaged())


def _wrong(entries: Sequence[zipfile.ZipInfo]) -> Message | None:
    """Why an archive is not opened at all."""
    if len(entries) > MOST_FILES:
        return message(
            "the archive holds {found} files; expected at most {most}", found=len(entries), most=MOST_FILES
        )
    size = sum(one.file_size for one in entries)
    if size > MOST_BYTES_IN_ALL:
        return message(
            "the archive unpacks to {found} MB; expected at most {most} MB",
            found=size // 2**20,
            most=MOST_BYTES_IN_ALL // 2**20,
        )
    for entry in entries:
        if not _name(entry):
            return _damaged()
        if _leads_out(_name(entry)):
            return message(
                "the archive holds the name {found}, which leads out of its folder; pack the files anew",
                found=_name(entry),
            )
        if stat.S_ISLNK(entry.external_attr >> 16):
            return message("the archive holds a link, {found}; pack the files themselves", found=_name(entry))
    return None


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Arrival | Unopened:
    """A file of an archive; it is never read further than a file may be long."""
    if name.lower().endswith(ARCHIVES):
        return Unopened(name, message("an archive within an archive is not opened; put its files beside it"))
    if entry.flag_bits & _ENCRYPTED:
        return Unopened(name, message("the archive has a password; pack it without one"))
    if entry.file_size > max(_SMALL, MOST_RATIO * entry.compress_size):
        return Unopened(name, _too_large())
    try:
        with archive.open(entry) as stream:
            content = stream.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError):
        return Unopened(name, message("the file is damaged in its archive; send it again"))
    if len(content) > MOST_BYTES:
        return Unopened(name, _too_large())
    return Arrival(name, content, _time(entry))


def _damaged() -> Message:
    return message("the archive is damaged, its end may be missing; send it again")


def _too_large() -> Message:
    return message(
        "the file unpacks to far more than a table holds; expected at most {most} MB",
        most=MOST_BYTES // 2**20,
    )


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was packed: in UTF-8 where the archive says so, else in what Windows writes in China."""
    raw = entry.orig_filename
    if not entry.flag_bits & _UTF8_NAME:
        packed = raw.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                raw = packed.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return raw.replace("\\", "/")


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or ":" in name or "\0" in name


def _time(entry: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*entry.date_time)  # noqa: DTZ001 - archives know no time zone
    except ValueError:
        return None
