"""A ledger as JSON lines, the same bytes for the same content, and back into an equal ledger."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import fields
from hashlib import sha256
from typing import Any

from qsq.domain.faults import Fault, Faults, Place, Refused
from qsq.ledger.canonical import canonical, digest
from qsq.ledger.ledger import Event, Ledger, is_deep
from qsq.ledger.verification import verify

_EVENT = {field.name for field in fields(Event)}


def export_lines(ledger: Ledger) -> Iterator[bytes]:
    """Events in their order, then snapshots by digest, a line each; the last line says that none lacks."""
    total, count = sha256(), 0
    for line in _lines(ledger):
        total.update(line)
        count += 1
        yield line
    yield canonical({"end": total.hexdigest(), "lines": count}) + b"\n"


def _lines(ledger: Ledger) -> Iterator[bytes]:
    for event in ledger.history():
        values = {name: getattr(event, name) for name in sorted(_EVENT)}
        yield canonical({"event": values, "digest": event.digest}) + b"\n"
    for key, content in ledger.snapshots():
        yield canonical({"snapshot": key, "content": b64encode(content).decode()}) + b"\n"


def import_lines(ledger: Ledger, file: str, lines: Iterable[bytes]) -> int:
    """Fill an empty ledger with exported lines; how many events there were.

    Raises:
        Refused: lines are no export, lack, or were changed; nothing is kept.
    """
    reading = _Reading(ledger, file)
    with ledger.transaction():
        for number, line in enumerate(lines, start=1):
            reading.take(number, line)
        reading.ended()
        found = verify(ledger)
        if not found.whole:
            raise Refused(Fault(Place(file), wrong) for wrong in found.wrong)
    return found.events


class _Reading:
    """An export as it is read, line by line."""

    def __init__(self, ledger: Ledger, file: str) -> None:
        self._ledger, self._file = ledger, file
        self._faults, self._total = Faults(), sha256()
        self._lines, self._events, self._before = 0, 0, ""
        self._ended = False

    def take(self, number: int, line: bytes) -> None:
        """Put a line's event or snapshot into the ledger, or note what is wrong with it."""
        place = Place(self._file, f"line {number}")
        if self._ended:
            self._faults.add(place, "lines stand behind the last one of the export; export it again")
            return
        match _read(line):
            case {"event": dict() as values, "digest": str() as expected} if _is_event(values):
                self._take_event(Event(**values), expected, place)
            case {"snapshot": str() as key, "content": str() as text}:
                self._take_snapshot(key, text, place)
            case {"end": str() as total, "lines": int() as count}:
                self._ended = True
                if (total, count) != (self._total.hexdigest(), self._lines):
                    self._faults.add(
                        place, "lines before this one are missing or were changed; export it again"
                    )
            case _:
                self._faults.add(place, "not a line of qsq ledger export; expected an event or a snapshot")
        self._lines += 1
        self._total.update(line + b"\n")

    def ended(self) -> None:
        """Raise where a line was wrong or the last one lacks.

        Raises:
            Refused: the faults.
        """
        if not self._ended:
            place = Place(self._file, f"line {self._lines + 1}")
            self._faults.add(place, "the export was cut off: its last line is missing; export it again")
        self._faults.refuse()

    def _take_event(self, event: Event, expected: str, place: Place) -> None:
        self._events += 1
        right = (event.digest, event.previous, event.sequence) == (expected, self._before, self._events)
        if right:
            self._ledger.restore(event)
        else:
            self._faults.add(place, "the event was changed or stands in a wrong place; export it again")
        self._before = expected

    def _take_snapshot(self, key: str, text: str, place: Place) -> None:
        try:
            content = b64decode(text, validate=True)
        except ValueError:
            content = b""
        if digest(content) != key:
            self._faults.add(place, "the snapshot was changed; export it again")
        else:
            self._ledger.keep(content)


def _is_event(values: dict[str, Any]) -> bool:
    """Whether the values are an event's, each of its type."""
    if values.keys() != _EVENT:
        return False
    texts = values.keys() - {"sequence", "payload"}
    return (
        type(values["sequence"]) is int
        and isinstance(values["payload"], dict)
        and not is_deep(values["payload"])
        and all(isinstance(values[key], str) for key in texts)
    )


def _read(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
