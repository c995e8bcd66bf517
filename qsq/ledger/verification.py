"""Whether the ledger is what was recorded: the chain, the snapshots, and the guards against change.

Events cut off at the end leave a chain that is whole, and so does a past that is wholly rewritten; only heads
that are known from elsewhere show it: on notices, in out/, in backups. docs/ledger.md says more.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from qsq.domain.faults import Message, QsqError, message
from qsq.domain.steps.event_kinds import OtherEvent
from qsq.domain.values.check_code import check_code
from qsq.domain.values.digests import DigestKind
from qsq.ledger.canonical import canonical
from qsq.ledger.ledger import UNREADABLE, Event, Ledger, runs_back
from qsq.ledger.problems import of_sqlite
from qsq.ledger.shapes import digests_in, misfit, snapshots_of

_PAYLOAD = 6
"""Where the payload stands in a row of events."""


@dataclass(frozen=True, slots=True)
class KnownHead:
    """A head that a paper or a backup carries.

    Attributes:
        source: the file that carries it.
        sequence: the number of its event.
    """

    source: str
    sequence: int
    digest: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found.

    Attributes:
        events: how many events were right, from the first one on.
        head: the digest of the last of them; empty where there is none.
        wrong: all that is wrong, the first wrong event before what is wrong around the events.
        sequence: the first wrong event; 0 where no event itself is wrong.
        hung: the event whose head was asked for.
        kept_by: the kind of their digests.
    """

    events: int
    head: str
    wrong: tuple[Message, ...] = ()
    sequence: int = 0
    hung: Event | None = None
    kept_by: DigestKind = DigestKind.SHA256

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.wrong

    def answer(self) -> dict[str, Any]:
        """The check for programs; `notice` is the one that carried the head which was asked for."""
        return {
            "events": self.events,
            "head": self.head or None,
            "digest": str(self.kept_by),
            "head_code": check_code(self.head) if self.head else None,
            "whole": self.whole,
            "first_wrong": self.sequence or None,
            "notice": self.hung
            and {"kind": self.hung.kind, "period": self.hung.period, "sequence": self.hung.sequence},
        }


def verify(ledger: Ledger, known: Iterable[KnownHead] = ()) -> Verified:
    """Check everything, against heads that are known from elsewhere."""
    chain = _Chain(ledger)
    found = chain.followed()
    around = [*_around(ledger, chain.mentioned if found.whole else None)]
    if found.whole:
        around += _lost(ledger, known, chain.given_up)
    return replace(found, wrong=(*found.wrong, *around), kept_by=chain.kept_by)


def lost_heads(ledger: Ledger, known: Iterable[KnownHead]) -> tuple[KnownHead, ...]:
    """The known heads that the ledger has not, and that no restoring gave up."""
    restored = ledger.history(OtherEvent.RESTORED)
    given_up = {key for event in restored for key in event.payload["lost"]}
    return tuple(
        one for one in known if one.digest not in given_up and not ledger.has(one.sequence, one.digest)
    )


def lost(head: KnownHead) -> Message:
    """What is said of a known head that the ledger has not."""
    return message(
        "{source} carries the head {head} of event {sequence}, which is not in the ledger: events were cut"
        " off or rewritten, or an older copy stands in its place",
        source=head.source,
        head=head.digest,
        sequence=head.sequence,
    )


class _Chain:
    """The events followed from the first one on, with what they name."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._right, self._before, self._time = 0, "", ""
        self.kept_by = DigestKind.SHA256
        self.mentioned: set[str] = set()
        self.given_up: set[str] = set()

    def followed(self) -> Verified:
        """The events up to the first wrong one."""
        rows: Iterator[tuple[Any, ...]] | None = None
        while True:
            try:
                rows = rows or self._ledger.rows()
                row = next(rows, None)
            except UNREADABLE as error:
                return self._wrong(_cannot_be_read(self._right + 1, error))
            if row is None:
                return Verified(self._right, self._before)
            wrong = self._follows(row)
            if wrong is not None:
                return self._wrong(wrong)

    def _wrong(self, what: Message) -> Verified:
        return Verified(self._right, self._before, (what,), self._right + 1)

    def _follows(self, row: tuple[Any, ...]) -> Message | None:
        """What is wrong with the next event, if anything."""
        sequence = self._right + 1
        if row[0] != sequence:
            return message("event {sequence} is missing", sequence=sequence)
        try:
            event = Event.of_row(row)
            fits = event.digest == row[-1] and canonical(event.payload).decode() == row[_PAYLOAD]
        except (ValueError, TypeError, RecursionError):
            return message("event {sequence}: its payload was changed", sequence=sequence)
        if event.previous != self._before:
            return message("event {sequence} does not follow the one before it", sequence=sequence)
        if not fits:
            return message("event {sequence} was changed: its digest does not fit", sequence=sequence)
        if sequence > 1 and event.kept_by is not self.kept_by:
            return message("event {sequence} is kept by another digest than those before", sequence=sequence)
        self.kept_by = event.kept_by
        wrong = self._misshapen(event) or self._untimely(event) or self._lacks(event)
        if wrong is None:
            self._note(event, row[-1])
        return wrong

    def _misshapen(self, event: Event) -> Message | None:
        key = misfit(event.kind, event.period, event.subject, event.payload)
        if not key:
            return None
        return message(
            "event {sequence}: its {key} is missing or not what {kind} records",
            sequence=event.sequence,
            key=key,
            kind=event.kind,
        )

    def _untimely(self, event: Event) -> Message | None:
        if not _is_moment(event.time):
            return message(
                "event {sequence}: its time {time} is no time", sequence=event.sequence, time=event.time
            )
        told = event.kind == OtherEvent.CLOCK_BACK and event.payload["before"] == self._time
        if not told and runs_back(self._time, event.time):
            return message(
                "event {sequence}: its time {time} is earlier than that of the event before it, {before}",
                sequence=event.sequence,
                time=event.time,
                before=self._time,
            )
        return None

    def _lacks(self, event: Event) -> Message | None:
        try:
            for key in snapshots_of(event.payload):
                self._ledger.kept(key)
        except QsqError as error:
            return message("event {sequence}: {problem}", sequence=event.sequence, problem=error.what)
        except UNREADABLE as error:
            return _cannot_be_read(event.sequence, error)
        return None

    def _note(self, event: Event, key: str) -> None:
        self._right, self._before, self._time = event.sequence, key, event.time
        self.mentioned |= digests_in(event.payload)
        if event.kind == OtherEvent.RESTORED:
            self.given_up |= set(event.payload["lost"])


def _is_moment(time: str) -> bool:
    try:
        return datetime.fromisoformat(time).tzinfo is not None
    except (TypeError, ValueError):
        return False


def _cannot_be_read(sequence: int, error: sqlite3.Error | UnicodeDecodeError) -> Message:
    return message("event {sequence} cannot be read: {problem}", sequence=sequence, problem=of_sqlite(error))


def _around(ledger: Ledger, mentioned: set[str] | None) -> Iterator[Message]:
    """What is wrong besides the events; snapshots are asked for their event where all events are known."""
    try:
        with type(ledger).in_memory() as fresh:
            if ledger.schema() != fresh.schema():
                yield message("the ledger's tables or their guards against change were altered")
        damage = ledger.damage()
        if damage:
            yield message("the ledger's file is damaged: {problem}", problem=damage)
        for key, _content in ledger.snapshots():
            if mentioned is not None and key not in mentioned:
                yield message("the snapshot {digest} belongs to no event", digest=key)
    except QsqError as error:
        yield error.what
    except UNREADABLE as error:
        yield message("the ledger's file is damaged: {problem}", problem=of_sqlite(error))


def _lost(ledger: Ledger, known: Iterable[KnownHead], given_up: set[str]) -> list[Message]:
    return [
        lost(one) for one in known if one.digest not in given_up and not ledger.has(one.sequence, one.digest)
    ]
