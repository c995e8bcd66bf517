"""`qsq outbox`: what goes out now, a folder for each receiver with a covering note; `--sent` records it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from qsq.documents.outbox.note import Enclosed, covering_note
from qsq.domain.county.officials import Level, Unit
from qsq.domain.steps.event_kinds import OtherEvent
from qsq.domain.values.file_names import file_name
from qsq.intake.officials import office_names
from qsq.ledger.ledger import Ledger
from qsq.year.desk.acting import Acting
from qsq.year.desk.office import Office
from qsq.year.desk.step import step
from qsq.year.desk.writing import folder_written_whole
from qsq.year.outbox.due import DuePaper, papers_due
from qsq.year.outbox.wanted import Wanted, wanted
from qsq.year.status.outlook import look

OUTBOX = "out/outbox"
NOTE = "交接说明.txt"
_BOM = "\ufeff"

Write = Callable[[Acting, Wanted], None]
"""Writes a form that no step prints, for all towns."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one receiver gets.

    Attributes:
        folder: where it is gathered, from the workspace's root.
    """

    receiver: Unit
    name: str
    folder: str
    papers: tuple[DuePaper, ...]

    @property
    def until(self) -> date | None:
        """The first day until which something of it is wanted back."""
        return min((one.until for one in self.papers if one.until), default=None)

    @property
    def again(self) -> tuple[DuePaper, ...]:
        """What goes out again, since it was corrected after it was handed out."""
        return tuple(one for one in self.papers if one.before)

    def answer(self) -> dict[str, Any]:
        """What a receiver gets, for programs."""
        return {
            "unit": str(self.receiver),
            "folder": self.folder,
            "until": self.until.isoformat() if self.until else None,
            "papers": [
                {"file": one.path, "before": one.before.isoformat() if one.before else None}
                for one in self.papers
            ],
        }


@dataclass(frozen=True, slots=True)
class Outbox:
    """What goes out on a day; `sent` says whether it was recorded as handed out."""

    day: date
    parcels: tuple[Parcel, ...]
    sent: bool

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        parcels = [one.answer() for one in self.parcels]
        return {"day": self.day.isoformat(), "sent": self.sent, "parcels": parcels}


def outbox(office: Office, on: date | None, write: Write, *, sent: bool) -> Outbox:
    """Gather what goes out; see `Workspace.outbox`."""
    outlook = look(office, on)
    acting = outlook.acting
    target = office.root / OUTBOX / str(acting.today)

    def gathered() -> Outbox:
        forms = wanted(outlook)
        for form in forms:
            write(acting, form)
        return Outbox(acting.today, _parcels(acting, papers_due(outlook, forms)), sent)

    if not sent:
        return _written(acting, target, gathered())
    return step(
        office,
        allowed=acting.allow_city,
        checked=gathered,
        recorded=lambda ledger, found: _recorded(acting, ledger, found),
        written=lambda _ledger, found: _written(acting, target, found),
        folder=target,
    )


def _recorded(acting: Acting, ledger: Ledger, found: Outbox) -> Outbox:
    for parcel in found.parcels:
        papers = {one.path: one.sha256 for one in parcel.papers}
        ledger.append(acting.event(OtherEvent.SENT, str(parcel.receiver), papers=papers))
    return found


def _parcels(acting: Acting, papers: Sequence[DuePaper]) -> tuple[Parcel, ...]:
    """The papers by who gets them: departments, then towns, then villages."""
    by_receiver: dict[Unit, list[DuePaper]] = {}
    for paper in papers:
        by_receiver.setdefault(paper.receiver, []).append(paper)
    names = office_names(acting.register)
    order = sorted(by_receiver, key=lambda unit: (_ORDER.index(unit.level), unit.code))
    return tuple(
        Parcel(unit, names[unit], _folder(acting.today, unit, names[unit]), tuple(by_receiver[unit]))
        for unit in order
    )


_CALLED = {Level.DEPARTMENT: "部门", Level.TOWN: "镇", Level.VILLAGE: "村"}
"""Who gets papers from the office, which sends none to itself, in this order."""

_ORDER = [*_CALLED]


def _folder(today: date, unit: Unit, name: str) -> str:
    return f"{OUTBOX}/{today}/{_CALLED[unit.level]}/{file_name(unit.code, name)}"


def _written(acting: Acting, target: Path, found: Outbox) -> Outbox:
    """The papers, each receiver's in a folder with a note; nothing where nothing goes out."""
    if not found.parcels:
        return found
    root = acting.office.root
    with folder_written_whole(root, target) as made:
        for parcel in found.parcels:
            _gathered(acting, made / Path(parcel.folder).relative_to(f"{OUTBOX}/{found.day}"), parcel)
    return found


def _gathered(acting: Acting, folder: Path, parcel: Parcel) -> None:
    folder.mkdir(parents=True)
    names = _file_names(parcel.papers)
    for paper in parcel.papers:
        (folder / names[paper.path]).write_bytes((acting.office.root / paper.path).read_bytes())
    enclosed = [
        Enclosed(names[one.path], one.period, one.until, one.back, one.before) for one in parcel.papers
    ]
    note = covering_note(acting.scheme, parcel.name, enclosed, acting.today)
    (folder / NOTE).write_bytes((_BOM + note).replace("\n", "\r\n").encode())


def _file_names(papers: Sequence[DuePaper]) -> Mapping[str, str]:
    """What papers are called beside each other: by their names, with their folders where two are alike."""
    own = [PurePosixPath(one.path).name.casefold() for one in papers]
    found = {}
    for paper, name in zip(papers, own, strict=True):
        path = PurePosixPath(paper.path)
        found[paper.path] = path.name if own.count(name) == 1 else f"{'-'.join(path.parts[1:-1])}-{path.name}"
    return found
