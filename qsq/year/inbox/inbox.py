"""`qsq inbox`: whatever came back is told, checked, and taken in by the step that it belongs to.

Nothing is moved and nothing deleted. What was taken is known by the digest of its bytes: a second run takes
it no second time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from qsq.domain.county.officials import Unit
from qsq.domain.faults import Fault, Message, Place, QsqError, Refused, WrongUse, message
from qsq.domain.forms.stamp import FormKind
from qsq.domain.steps.event_kinds import OtherEvent
from qsq.domain.values.file_names import file_name
from qsq.intake.arrivals.arrival import Arrival, Unopened
from qsq.intake.arrivals.folder import arrivals
from qsq.intake.officials import office_names
from qsq.ledger.canonical import digest
from qsq.ledger.ledger import Ledger
from qsq.year.desk.acting import Acting, acting
from qsq.year.desk.office import Office
from qsq.year.desk.rehearsal import rehearsed
from qsq.year.desk.step import no_papers, nothing, step
from qsq.year.inbox.arrived import INBOX, booked, received, remember_refused
from qsq.year.inbox.copies import Sorted, newest, sorted_file
from qsq.year.inbox.owed import StillOwed, still_owed
from qsq.year.inbox.told import Teller, Told
from qsq.year.status.outlook import look

Take = Callable[[Office, Told, Path, date], Message]
"""Takes a file by the step that it belongs to, and says in a sentence what was taken."""


class Fate(StrEnum):
    """What became of a file."""

    TAKEN = "taken"
    KNOWN = "known"
    """Taken before."""
    PASSED = "passed_over"
    """A copy of one that counts."""
    LEFT = "left"
    """Nothing that is read, and nothing that anyone has to send again."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class InboxFile:
    """A file of the inbox, and what became of it.

    Attributes:
        name: as people find it.
        told: what it is; None where that could not be told.
        faults: all that is wrong with it.
        marked: a copy with its faulty cells in red, from the workspace's root; empty where there is none.
        sha256: of its bytes, where it is refused for what it says.
    """

    name: str
    fate: Fate
    what: Message
    told: Told | None = None
    faults: tuple[Fault, ...] = ()
    marked: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class InboxRun:
    """The inbox as it was gone through: its files by name, and who still owes what."""

    day: date
    files: tuple[InboxFile, ...]
    owed: tuple[StillOwed, ...]
    names: Mapping[Unit, str]

    @property
    def code(self) -> int:
        """The exit code: 3 something was refused, 4 somebody still owes something, else 0."""
        if any(one.fate is Fate.REFUSED for one in self.files):
            return 3
        return 4 if self.owed else 0

    def called(self, told: Told | None) -> str:
        """Whose form a file is, by name; empty where its rows say it."""
        unit = told.unit if told else None
        return self.names.get(unit, unit.code) if unit else ""


def take_in(office: Office, on: date | None, folder: Path | None, take: Take, *, dry_run: bool) -> InboxRun:
    """Go through the inbox; see `Workspace.inbox`."""
    here = folder or office.root / INBOX
    if folder is not None and not folder.exists():
        raise WrongUse(message("there is no folder {folder}", folder=folder))
    if not office.carries:
        acting(office, "inbox", "", on).official()
    came = list(arrivals(here, str(folder) if folder else INBOX)) if here.exists() else []
    with rehearsed(office) if dry_run else nullcontext(office) as where:
        done = _Intake(where, on, take).whole(came)
    if dry_run:
        return replace(done, files=tuple(map(_unmarked, done.files)))
    if folder is None:
        remember_refused(office, filter(None, (one.sha256 for one in done.files)))
    return done


def _unmarked(file: InboxFile) -> InboxFile:
    """A file that was only tried; its marked copy is gone."""
    return replace(file, marked="")


class _Intake:
    """A run through the inbox."""

    def __init__(self, office: Office, on: date | None, take: Take) -> None:
        self._office, self._take = office, take
        self._outlook = look(office, on)
        self._day = self._outlook.acting.today
        self._known, self._booked = received(office), booked(office)
        self._files: list[InboxFile] = []

    def whole(self, came: Sequence[Arrival | Unopened]) -> InboxRun:
        """Every file, in the order of the year's steps; then who still owes what."""
        counting, passed = newest(self._told(came))
        for one in passed:
            fate = Fate.PASSED if one.harmless else Fate.REFUSED
            self._note(one.file.arrival.name, fate, one.why, one.file.told)
        with TemporaryDirectory(prefix="qsq-") as folder:
            for file in sorted(counting, key=_turn):
                self._one(file, Path(folder))
        now = look(self._office, self._day)
        files = tuple(sorted(self._files, key=lambda one: one.name))
        return InboxRun(self._day, files, still_owed(now), office_names(now.acting.register))

    def _told(self, came: Sequence[Arrival | Unopened]) -> Iterator[Sorted]:
        """What each file is; those of which that cannot be told are noted."""
        teller = Teller(self._outlook)
        for one in came:
            if isinstance(one, Unopened):
                self._note(one.name, Fate.LEFT if one.harmless else Fate.REFUSED, one.why)
                continue
            try:
                yield sorted_file(one, teller.told(one))
            except QsqError as error:
                self._refused(one, digest(one.content), error)

    def _one(self, file: Sorted, folder: Path) -> None:
        """Take a file in, as it is now: what it said when it was told is what is read."""
        name, told = file.arrival.name, file.told
        if (known := self._known.get(file.sha256)) is not None:
            if file.sha256 not in self._booked:  # handed in beside the inbox, or by a run that was cut off
                self._book(file)
            self._note(name, Fate.KNOWN, message("taken in on {day}", day=known), told)
            return
        called = Path(file.arrival.called)
        copy = folder / file.sha256 / file_name(called.stem, ending=called.suffix.lower())
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(file.arrival.content)
        try:
            what = self._take(self._office, told, copy, self._day)
        except QsqError as error:
            self._refused(file.arrival, file.sha256, _of_file(error, str(copy), name), told)
            return
        self._book(file)
        self._note(name, Fate.TAKEN, what, told)

    def _book(self, file: Sorted) -> None:
        _book(replace(self._outlook.acting, step="inbox", period=file.told.period), file)

    def _refused(self, arrival: Arrival, sha256: str, error: QsqError, told: Told | None = None) -> None:
        found = InboxFile(arrival.name, Fate.REFUSED, error.what, told, error.faults)
        if isinstance(error, Refused):
            found = replace(found, marked=error.marked, sha256=sha256)
        self._files.append(found)

    def _note(self, name: str, fate: Fate, what: Message, told: Told | None = None) -> None:
        self._files.append(InboxFile(name, fate, what, told))


_ORDER = {
    kind: number
    for number, kind in enumerate(
        (
            FormKind.REGISTER,
            FormKind.CADRES,
            FormKind.TARGETS,
            FormKind.DISPATCH,
            FormKind.ACCEPTANCE,
            FormKind.PROGRESS,
            FormKind.REMINDERS,
            FormKind.VISITS,
            FormKind.SCORES,
            FormKind.SIGNATURES,
            FormKind.RECHECK,
            FormKind.OBJECTION,
            FormKind.RECOMMENDATION,
        )
    )
}
"""Forms in the order of the steps that they belong to."""


def _turn(file: Sorted) -> tuple[str, int, str]:
    return file.told.period, _ORDER[file.told.kind], file.arrival.name


def _book(acting: Acting, file: Sorted) -> None:
    """Enter a file that was taken in among what came in, with its bytes."""
    told, name = file.told, file.arrival.called

    def recorded(ledger: Ledger, _checked: None) -> None:
        kept = {name: ledger.keep(file.arrival.content)}
        said = {"sha256": file.sha256, "form": told.kind, "files": kept}
        ledger.append(acting.event(OtherEvent.RECEIVED, str(told.unit or ""), **said))

    step(acting.office, allowed=nothing, checked=nothing, recorded=recorded, written=no_papers)


def _of_file(error: QsqError, copy: str, name: str) -> QsqError:
    """An error with the name of the file that came, not of the copy that was read."""

    def named(value: object) -> object:
        match value:
            case Place(file=found) if found == copy:
                return replace(value, file=name)
            case Message():
                return _said(value)
            case str() | Path() if copy in str(value):
                return str(value).replace(copy, name)
            case _:
                return value

    def _said(what: Message) -> Message:
        return replace(what, values=tuple((key, named(value)) for key, value in what.values))

    def of(fault: Fault) -> Fault:
        place = replace(fault.place, file=name) if fault.place.file == copy else fault.place
        return Fault(place, _said(fault.message))

    if isinstance(error, Refused):
        return Refused(map(of, error.faults), error.marked)
    return QsqError(_said(error.what), map(of, error.faults))
