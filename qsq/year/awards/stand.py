"""Where a year's awards stand, its newest list, and what every step of them answers and writes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from qsq.awards.list_changes import list_changes
from qsq.documents.document import Bundle
from qsq.domain.faults import Message, OutOfOrder, message
from qsq.domain.steps.event_kinds import YearEvent
from qsq.domain.steps.year_state import YearMoment, YearState, YearStep, unmet_in_year, year_state_of
from qsq.ledger.ledger import Event, Ledger
from qsq.year.desk.acting import Acting
from qsq.year.desk.conditions import must_be_met
from qsq.year.desk.known_heads import write_head
from qsq.year.desk.papers import write_sent_out, write_workbooks
from qsq.year.desk.writing import folder_written_whole
from qsq.year.recorded.list_basis import honour_names, scheme_of_list
from qsq.year.recorded.year_list import RecordedList, newest_list
from qsq.year.registers.handed_out import NamedForm, apart, write_forms


@dataclass(frozen=True, slots=True)
class Done:
    """A step of the year that was taken.

    Attributes:
        answer: the answer for programs, without the values below.
        files: paths from the workspace's root.
        documents: what goes out as PDF and Word, from the workspace's root.
        recorded: False where it was taken before and changed nothing.
        honours: the names of the honours by id, for people.
    """

    year: str
    revision: int
    answer: Mapping[str, Any]
    recorded: bool
    files: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    warnings: tuple[Message, ...] = ()
    honours: Mapping[str, str] = field(default_factory=dict)

    def for_programs(self) -> dict[str, Any]:
        """The answer for programs."""
        told = {"year": self.year, "revision": self.revision, "recorded": self.recorded}
        return {**told, **self.answer, "files": list(self.files), "documents": list(self.documents)}


class YearStand:
    """A year's events, where it stands, and its newest list."""

    def __init__(self, acting: Acting, ledger: Ledger) -> None:
        self.acting = acting
        self.ledger = ledger
        self.events: tuple[Event, ...] = ledger.events(period=acting.period)
        self.state: YearState = year_state_of(self.events)

    def must_allow(self, step: YearStep, objection: str = "") -> None:
        """Raise where another step comes first or people have something to do."""
        moment = YearMoment(self.acting.period, self.state, self.acting.today, objection=objection)
        must_be_met(unmet_in_year(step, moment))

    def newest(self, kind: YearEvent) -> Event:
        """The newest event of this kind; the state machine has seen to it that there is one."""
        return next(event for event in reversed(self.events) if event.kind == kind)

    def changes_to(self, after: Mapping[str, str], revision: int | None = None) -> list[dict[str, Any]]:
        """What a list (honours by village) changes of that revision, else of the newest, for programs."""
        before = {one.village_code: one.honour for one in self.listed(revision).honours}
        return [asdict(moved) for moved in list_changes(before, after)]

    def honour_names(self) -> dict[str, str]:
        """The honours of the newest list by id."""
        return honour_names(scheme_of_list(self.ledger, self.listed().event))

    def listed(self, revision: int | None = None) -> RecordedList:
        """The list of that revision, else the newest.

        Raises:
            OutOfOrder: none is drawn up; no step that the machine lets pass is without one.
        """
        events = [one for one in self.events if revision in (None, one.payload.get("revision"))]
        found = newest_list(self.ledger, events)
        if found is None:
            raise OutOfOrder(message("the awards of {year} are not drawn up", year=self.acting.period))
        return found


def write_papers(
    acting: Acting,
    name: str,
    bundles: Sequence[Bundle],
    workbooks: Sequence[Bundle],
    hung: Event | None = None,
    forms: Sequence[NamedForm] = (),
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write a step's papers, within its transaction: what cannot be written is not recorded.

    Args:
        acting: whose workspace it is.
        name: the folder's.
        bundles: what goes out as PDF and Word.
        workbooks: what people calculate with.
        hung: the event whose head they carry, if any.
        forms: what is to be filled in.

    Returns:
        The paths of the workbooks without the forms, and those of the others.
    """
    office, created = acting.office, date(int(acting.period), 12, 31)
    target = papers_folder(acting, name)
    with folder_written_whole(office.root, target) as made:
        write_workbooks(made, workbooks, created)
        write_sent_out(office, made, {"": bundles}, created)
        if hung:
            write_head(made, hung)
        handed_out = write_forms(made, forms, created)
    workbooks_there, documents = office.papers_in(target)
    return apart(workbooks_there, handed_out)[0], documents


def papers_folder(acting: Acting, name: str) -> Path:
    """The folder of a step's papers."""
    return acting.office.root / "out" / acting.period / name


def honoured(acting: Acting) -> list[str]:
    """The villages of the newest list; they may have left the register since."""
    with acting.office.ledger_to_read() as ledger:
        listed = newest_list(ledger, ledger.events(period=acting.period))
    return [one.village_code for one in listed.honours] if listed else []
