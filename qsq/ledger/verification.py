"""Whether the ledger is what was recorded: the chain, the snapshots, and the guards against change.

Events cut off at the end leave a chain that is whole; only a head that was written down elsewhere, on a
public notice say, shows that they were there.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qsq.domain.check_code import check_code
from qsq.domain.faults import Message, QsqError, message
from qsq.ledger.canonical import canonical
from qsq.ledger.ledger import Event, Ledger

_PAYLOAD = 6
"""Where the payload stands in a row of events."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found.

    Attributes:
        events: how many events were right, from the first one on.
        head: the digest of the last of them; empty where there is none.
        wrong: what is wrong first; None where everything is right.
        sequence: the first wrong event; 0 where no event itself is wrong.
    """

    events: int
    head: str
    wrong: Message | None = None
    sequence: int = 0


def verify(ledger: Ledger, head: str = "") -> Verified:
    """Check everything.

    Args:
        ledger: open.
        head: the check code of a head that was written down; empty for none.
    """
    right, before, heads = 0, "", set()
    named: set[str] = set()
    for row in ledger.rows():
        wrong = _wrong_event(row, right + 1, before, ledger)
        if wrong is not None:
            return Verified(right, before, wrong, right + 1)
        right, before = right + 1, row[-1]
        heads.add(check_code(before))
        named |= set(snapshots_of(json.loads(row[_PAYLOAD])))
    return Verified(right, before, _wrong_head(head, heads) or _wrong_around(ledger, named))


def snapshots_of(payload: Mapping[str, Any]) -> Iterator[str]:
    """The digests of the snapshots that an event names."""
    yield from (value for key, value in payload.items() if key == "result_sha256")
    yield from payload.get("files", {}).values()


def _wrong_event(row: tuple[Any, ...], sequence: int, before: str, ledger: Ledger) -> Message | None:
    if row[0] != sequence:
        return message("event {sequence} is missing", sequence=sequence)
    try:
        event = Event.of_row(row)
    except ValueError:
        return message("event {sequence}: its payload was changed", sequence=sequence)
    if event.previous != before:
        return message("event {sequence} does not follow the one before it", sequence=sequence)
    if event.digest != row[-1] or canonical(event.payload).decode() != row[_PAYLOAD]:
        return message("event {sequence} was changed: its digest does not fit", sequence=sequence)
    try:
        for key in snapshots_of(event.payload):
            ledger.kept(key)
    except QsqError as error:
        return message("event {sequence}: {problem}", sequence=sequence, problem=error.what)
    return None


def _wrong_around(ledger: Ledger, named: set[str]) -> Message | None:
    with Ledger.in_memory() as fresh:
        if ledger.schema() != fresh.schema():
            return message("the ledger's tables or their guards against change were altered")
    try:
        foreign = sorted(key for key, _content in ledger.snapshots() if key not in named)
    except QsqError as error:
        return error.what
    if foreign:
        return message("the snapshot {digest} belongs to no event", digest=foreign[0])
    return None


def _wrong_head(head: str, heads: set[str]) -> Message | None:
    if head and head not in heads:
        return message("no event of the ledger has the head {head}: it was rewritten or cut off", head=head)
    return None
