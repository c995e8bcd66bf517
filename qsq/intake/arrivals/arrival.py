"""A file that came, with the times at which it was saved, as far as it tells them."""

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.parsers import expat

from qsq.domain.faults import Message
from qsq.intake.sheets.sheet import UnfitWorkbook
from qsq.intake.sheets.xlsx_parts import Parts, local

_CORE = "docProps/core.xml"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file as it came.

    Attributes:
        name: where people find it: a path, or one in an archive, such as `白水.zip » 进度表.xlsx`.
        written: when the disk or the archive says that it was written.
    """

    name: str
    content: bytes
    written: datetime | None = None

    @property
    def called(self) -> str:
        """Its own name, without those of folders and archives."""
        return self.name.rpartition(BETWEEN)[2].rpartition("/")[2]

    def saved(self) -> datetime | None:
        """When a spreadsheet says that it was saved; only .xlsx says so for certain."""
        try:
            with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
                parts = Parts(archive)
                return _modified(parts) if _CORE in parts else None
        except (zipfile.BadZipFile, expat.ExpatError, UnfitWorkbook, NotImplementedError, OSError):
            return None


BETWEEN = " » "
"""Stands between the name of an archive and that of a file in it."""


@dataclass(frozen=True, slots=True)
class Unopened:
    """A file that is not read, or could not be, and why.

    Attributes:
        harmless: whether it is nothing that anyone would have to send again, such as a photograph.
    """

    name: str
    why: Message
    harmless: bool = False


def later(one: Arrival, other: Arrival) -> bool | None:
    """Whether one was saved after the other; None where nothing tells.

    What the files say of themselves goes before what a disk or an archive says: a messenger writes a file
    anew when it is fetched.
    """
    mine, theirs = one.saved(), other.saved()
    if mine is not None and theirs is not None and mine != theirs:
        return mine > theirs
    if one.written is None or other.written is None or one.written == other.written:
        return None
    return one.written > other.written


def _modified(parts: Parts) -> datetime | None:
    found, within = list[str](), [False]

    def started(name: str, _attributes: object) -> None:
        within[0] = local(name) == "modified"

    def ended(_name: str) -> None:
        within[0] = False

    def said(text: str) -> None:
        if within[0]:
            found.append(text)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = started, ended
    parser.CharacterDataHandler = said
    parts.parse(_CORE, parser)
    try:
        moment = datetime.fromisoformat("".join(found).strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
