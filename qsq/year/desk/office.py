"""Where, as whom and when the use cases act: the workspace's folder, the actor and the clock."""

import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qsq.domain.faults import Faults, Message, QsqError, WrongUse, message
from qsq.domain.values.digests import DigestKind
from qsq.domain.values.texts import blemish, quoted
from qsq.late import late
from qsq.ledger.ledger import Draft, Ledger
from qsq.version import __version__
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.writing import files_below, inside

if TYPE_CHECKING:
    from qsq.domain.steps.event_kinds import EventKind
    from qsq.ledger import verification
    from qsq.ledger.ledger import Tell
    from qsq.rules import scheme_file
    from qsq.year.desk import known_heads
else:
    (verification,) = late("qsq.ledger", "verification")
    (scheme_file,) = late("qsq.rules", "scheme_file")
    (known_heads,) = late("qsq.year.desk", "known_heads")

LEDGER_FILE = "data/qsq.db"

Say = Callable[[Message], str]
"""Words a message in someone's language."""

_PRIMARY = 0xFF
_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
"""SQLite's primary codes for a disk that takes no more."""

CITY_OFFICE = "city"
"""The actor of steps that nobody signs, where none is named: the city's office."""

BATCH = "batch"
"""The actor of `qsq batch run`: takes steps that nobody signs, and ends notices that have run out."""


@dataclass(frozen=True, slots=True)
class Office:
    """A workspace as one actor uses it.

    Attributes:
        root: the folder that holds rules/scheme.yaml.
        actor: who acts, as the ledger records it.
        clock: tells the time of what is recorded.
        tell: takes what people should know of a step that is taken all the same.
        say: words a message as those read it who fill in forms.
        carries: whether the batch takes in what others filled in; so it acts for all, and signs for nobody.
    """

    root: Path
    actor: str
    clock: Callable[[], datetime]
    tell: "Tell | None" = None
    say: Say = str
    carries: bool = False

    @property
    def is_the_citys(self) -> bool:
        """Whether the city's office or the batch acts, who sign nothing."""
        return self.actor in (CITY_OFFICE, BATCH)

    def today(self) -> date:
        """The day that it is."""
        return self.clock().date()

    def day(self, on: date | None) -> date:
        """The day of a step: today, or an earlier one that is named.

        Raises:
            WrongUse: it is a day to come.
        """
        today = self.today()
        if on is not None and on > today:
            raise WrongUse(
                message("{day} is still to come; expected a day until {today}", day=on, today=today)
            )
        return on or today

    def earliest(self, first_day: date) -> date:
        """The day from which steps of a span may be taken: its first, or today where that is to come."""
        return min(first_day, self.today())

    def folder(self) -> DiskFolder:
        """The workspace's files, as they are now."""
        return DiskFolder(self.root)

    def ledger(self) -> Ledger:
        """The workspace's ledger, to be used as a context manager; made where there is none.

        Where papers or the newest backup carry a head that it has not, that is told.
        """
        file = inside(self.root, self.root / LEDGER_FILE)
        file.parent.mkdir(exist_ok=True)
        ledger = Ledger.open(file, self.tell)
        ledger.asked = self._asked_digest
        if self.tell:
            self._tell_what_is_lost(ledger, self.tell)
        return ledger

    def _asked_digest(self) -> DigestKind:
        """By which digest the scheme asks a ledger to be kept that begins now.

        Raises:
            Refused: the scheme is wrong.
        """
        faults = Faults()
        scheme = scheme_file.load_scheme(self.folder(), faults)
        faults.refuse()
        return scheme.ledger_digest if scheme else DigestKind.SHA256

    def _tell_what_is_lost(self, ledger: Ledger, tell: "Tell") -> None:
        known = tuple(known_heads.newest_heads(self.root))
        for head in verification.lost_heads(ledger, known) if known else ():
            tell(verification.lost(head))

    def event(self, kind: "EventKind", period: object, subject: str = "", **payload: object) -> Draft:
        """What a step records now, with the program's version; `payload` holds values that JSON can write.

        Raises:
            WrongUse: a text in it, or who acts, holds a character that no paper shows.
        """
        _must_be_shown([self.actor, subject, payload])
        time = self.clock().isoformat(timespec="seconds")
        return Draft(time, self.actor, kind, str(period), {"program": __version__, **payload}, subject)

    def files_in(self, folder: Path, endings: Collection[str] = (".xlsx",)) -> tuple[str, ...]:
        """The files with these endings in a folder and below it, as sorted paths from the root."""
        found = (path for path in files_below(self.root, folder) if path.suffix in endings)
        return tuple(path.relative_to(self.root).as_posix() for path in found)

    def papers_in(self, folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The workbooks that a step wrote, and its documents as PDF and Word; as `files_in`."""
        return self.files_in(folder), self.files_in(folder, (".pdf", ".docx"))

    def ledger_to_read(self) -> Ledger:
        """The workspace's ledger; where there is none, an empty one that leaves no file.

        Raises:
            QsqError: it lies behind a link, where SQLite would lay its own files beside it.
        """
        file = inside(self.root, self.root / LEDGER_FILE)
        if not file.exists():
            return Ledger.in_memory()
        if not (os.access(file.parent, os.W_OK) and os.access(file, os.W_OK)):
            return Ledger.open_read_only(file)
        try:
            return Ledger.open(file)
        except QsqError as error:
            if _takes_nothing(error):
                return Ledger.open_read_only(file)
            raise


def _must_be_shown(value: object) -> None:
    match value:
        case str():
            unfit = blemish(value, allowed="\n")
            if unfit:
                raise WrongUse(message("{found}: {problem}", found=quoted(value), problem=unfit))
        case Mapping():
            _must_be_shown([*value, *value.values()])
        case Iterable():
            for one in value:
                _must_be_shown(one)


def _takes_nothing(error: QsqError) -> bool:
    """Whether the disk has no room for what SQLite lays beside a ledger, which can be read all the same."""
    return getattr(error.__cause__, "sqlite_errorcode", 0) & _PRIMARY in _NO_ROOM


def local_time() -> datetime:
    """Now, with the offset of this machine's time zone."""
    return datetime.now().astimezone()
