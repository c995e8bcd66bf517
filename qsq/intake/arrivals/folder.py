"""A folder of files as they came, archives and folders in it opened; nothing in it is touched."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath

from qsq.domain.faults import Message, message
from qsq.domain.foreign import of_disk
from qsq.domain.values.texts import hidden_in, lost_in
from qsq.intake.arrivals.archive import ARCHIVES, MOST_BYTES, MOST_BYTES_IN_ALL, unpacked
from qsq.intake.arrivals.arrival import Arrival, Unopened
from qsq.intake.tables import ENDINGS

_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".heic", ".tif", ".tiff", ".pdf", ".mp4")
"""What comes beside tables: photographs and scans, which no step reads."""

_OF_MACHINES = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


def arrivals(folder: Path, said: str) -> Iterator[Arrival | Unopened]:
    """All that lies in a folder and below it, by name; hidden files are nobody's.

    Args:
        folder: or a single file.
        said: what people call it; the names of its files begin so.
    """
    for path in _files(folder):
        name = "/".join(filter(None, (said, *path.relative_to(folder).parts)))
        for one in _opened(path, name):
            if not _is_of_machines(one.name):
                yield _read(one)


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder; folders behind a link are not gone into."""
    if not folder.is_dir():
        yield folder
        return
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.startswith(".") or path.name.lower() in _OF_MACHINES:
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path


def _opened(path: Path, name: str) -> Iterator[Arrival | Unopened]:
    """A file, or those of an archive."""
    if path.is_symlink():
        yield Unopened(name, message("a link is not followed; put the file itself here"))
    elif not path.is_file():
        yield Unopened(name, message("it is a pipe or a device, not a file"))
    elif name.lower().endswith(_PICTURES):
        yield Arrival(name, b"")  # large, and never read
    else:
        try:
            yield from _content(path, name)
        except OSError as error:
            problem = of_disk(error)
            yield Unopened(name, message("{file} cannot be read: {problem}", file=name, problem=problem))


def _content(path: Path, name: str) -> Iterator[Arrival | Unopened]:
    is_archive = name.lower().endswith(ARCHIVES[0])
    most, size = (MOST_BYTES_IN_ALL if is_archive else MOST_BYTES), path.stat().st_size
    if size > most:
        why = message("{file} holds {found} bytes; expected at most {most}", file=name, found=size, most=most)
        yield Unopened(name, why)
    elif is_archive:
        yield from unpacked(name, path.read_bytes())
    else:
        written = datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006 - as archives have it
        yield Arrival(name, path.read_bytes(), written)


def _is_of_machines(name: str) -> bool:
    parts = PurePosixPath(name.replace(" » ", "/")).parts
    return parts[-1].startswith((".", "~$")) or any(one.lower() in _OF_MACHINES for one in parts)


def _read(one: Arrival | Unopened) -> Arrival | Unopened:
    """What is a table; of anything else why it is none."""
    hidden = hidden_in(one.name) or lost_in(one.name)
    if hidden:
        return Unopened(
            one.name, message("its name holds the hidden character {found}; name it otherwise", found=hidden)
        )
    if isinstance(one, Unopened) or one.name.lower().endswith(ENDINGS):
        return one
    if one.name.lower().endswith(_PICTURES):
        return Unopened(one.name, message("a picture or a PDF is no table; it is left where it is"), True)
    return Unopened(one.name, _no_table(one.name))


def _no_table(name: str) -> Message:
    if name.lower().endswith(ARCHIVES):
        return message("of archives only .zip is opened; pack the files as .zip, or put them here themselves")
    return message("only .csv, .xlsx, .xls, .ods and .zip are read; save the table as .xlsx")
