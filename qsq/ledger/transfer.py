"""A ledger as JSON lines, the same bytes for the same content, and back into an equal ledger."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any

from qsq.domain.faults import Faults, Place
from qsq.ledger.canonical import canonical, digest
from qsq.ledger.ledger import Event, Ledger

_EVENT = {field.name for field in fields(Event)}


def export_lines(ledger: Ledger) -> Iterator[bytes]:
    """Events in their order, then snapshots by digest; a line each."""
    for event in ledger.history():
        values = {name: getattr(event, name) for name in sorted(_EVENT)}
        yield canonical({"event": values, "digest": event.digest}) + b"\n"
    for key, content in ledger.snapshots():
        yield canonical({"snapshot": key, "content": b64encode(content).decode()}) + b"\n"


def import_lines(ledger: Ledger, file: str, lines: Iterable[bytes]) -> int:
    """Fill an empty ledger with exported lines; how many events there were.

    Raises:
        Refused: lines are no export, or were changed; nothing is kept.
    """
    faults, count, before = Faults(), 0, ""
    with ledger.transaction():
        for number, line in enumerate(lines, start=1):
            place = Place(file, f"line {number}")
            match _read(line):
                case {"event": dict() as values, "digest": str() as expected} if values.keys() == _EVENT:
                    event = Event(**values)
                    if event.digest != expected or event.previous != before or event.sequence != count + 1:
                        faults.add(place, "the event was changed or stands in a wrong place; export it again")
                    else:
                        ledger.restore(event)
                    count, before = count + 1, expected
                case {"snapshot": str() as key, "content": str() as text}:
                    _restore_snapshot(ledger, key, text, place, faults)
                case _:
                    faults.add(place, "not a line of qsq ledger export; expected an event or a snapshot")
        faults.refuse()
    return count


def _restore_snapshot(ledger: Ledger, key: str, text: str, place: Place, faults: Faults) -> None:
    try:
        content = b64decode(text, validate=True)
    except ValueError:
        content = b""
    if digest(content) != key:
        faults.add(place, "the snapshot was changed; export it again")
    else:
        ledger.keep(content)


def _read(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None
