"""A year's list as the ledger keeps it, and its check code."""

from collections.abc import Sequence
from dataclasses import dataclass

from qsq.documents.seal import Seal
from qsq.domain.results.recorded import RecordedHonour, RecordedYear
from qsq.domain.steps.event_kinds import YearEvent
from qsq.domain.values.check_code import check_code
from qsq.ledger.encoding.results import read_year
from qsq.ledger.ledger import Event, Ledger


@dataclass(frozen=True, slots=True)
class RecordedList:
    """A list that was drawn up, or the standing committee's; `figures` as they were recorded."""

    event: Event
    figures: RecordedYear

    @property
    def code(self) -> str:
        """The check code of its papers."""
        return check_code(self.event.digest)

    def seal(self, name: str, head: str) -> Seal:
        """What its notice says of itself and of the ledger, in full."""
        revision = self.event.payload["revision"]
        return Seal(name, self.event.period, revision, self.event.digest, head)

    @property
    def honours(self) -> tuple[RecordedHonour, ...]:
        """The villages that take an honour, in order."""
        return self.figures.honours


def newest_list_event(events: Sequence[Event]) -> Event | None:
    """The event of a year's newest list; None where none is drawn up."""
    lists = (YearEvent.AWARDS, YearEvent.DECISION)
    return next((event for event in reversed(events) if event.kind in lists), None)


def next_revision(ledger: Ledger, year: object) -> int:
    """The number of a year's next list; that of one that was taken back is not given again."""
    lists = (*ledger.history(YearEvent.AWARDS, str(year)), *ledger.history(YearEvent.DECISION, str(year)))
    return max((int(event.payload["revision"]) for event in lists), default=0) + 1


def newest_list(ledger: Ledger, events: Sequence[Event]) -> RecordedList | None:
    """A year's newest list, from its events; None where none is drawn up."""
    event = newest_list_event(events)
    if event is None:
        return None
    return RecordedList(event, read_year(ledger.kept(event.payload["result_sha256"])))
