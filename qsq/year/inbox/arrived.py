"""What lies in the workspace's inbox, and what of it was taken in before, or refused."""

from collections.abc import Iterable
from dataclasses import dataclass

from qsq.domain.steps.event_kinds import OtherEvent
from qsq.intake.arrivals.arrival import Arrival
from qsq.intake.arrivals.folder import arrivals
from qsq.ledger.canonical import digest
from qsq.year.desk.office import Office
from qsq.year.desk.writing import write_whole

INBOX = "inbox"
"""The folder of a workspace in which an office lays what comes back."""

_REFUSED = "out/.refused"
"""The digests of what the last run refused, a line each; without it every file is as good as new."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """How many files lie in the inbox that were never taken in.

    Attributes:
        new: that nothing was said of yet.
        refused: that were refused as they are and wait for whoever sent them.
    """

    new: int
    refused: int


def arrived(office: Office) -> Arrived:
    """What lies in the workspace's inbox and was never taken in."""
    here, known, refused = office.root / INBOX, received(office), _refused(office)
    came = arrivals(here, INBOX) if here.is_dir() else iter(())
    there = {digest(one.content) for one in came if isinstance(one, Arrival) and one.content} - known.keys()
    return Arrived(len(there - refused), len(there & refused))


def received(office: Office) -> dict[str, str]:
    """The days on which files came in, through the inbox or handed in, by the digest of their bytes."""
    with office.ledger_to_read() as ledger:
        came = (*ledger.events(OtherEvent.SUBMISSION), *ledger.events(OtherEvent.RECEIVED))
        return {str(one.payload["sha256"]): str(one.payload["on"]) for one in came}


def booked(office: Office) -> frozenset[str]:
    """The files that came in through the inbox, by the digest of their bytes."""
    with office.ledger_to_read() as ledger:
        return frozenset(str(one.payload["sha256"]) for one in ledger.events(OtherEvent.RECEIVED))


def remember_refused(office: Office, digests: Iterable[str]) -> None:
    """Keep which files were refused as they are, in the place of those of the run before."""
    lines = "".join(f"{one}\n" for one in sorted(set(digests)))
    if lines or (office.root / _REFUSED).is_file():
        write_whole(office.root, office.root / _REFUSED, lines.encode())


def _refused(office: Office) -> frozenset[str]:
    content = office.folder().read(_REFUSED) or b""
    return frozenset(content.decode("ascii", "replace").split())
