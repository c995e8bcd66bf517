"""What lies in the workspace's inbox, and what of it was taken in before."""

from qsq.domain.steps.event_kinds import OtherEvent
from qsq.intake.arrivals.arrival import Arrival
from qsq.intake.arrivals.folder import arrivals
from qsq.ledger.canonical import digest
from qsq.year.desk.office import Office

INBOX = "inbox"
"""The folder of a workspace in which an office lays what comes back."""


def arrived(office: Office) -> int:
    """How many files lie in the workspace's inbox that were never taken in."""
    here, known = office.root / INBOX, received(office)
    came = arrivals(here, INBOX) if here.is_dir() else iter(())
    return sum(
        isinstance(one, Arrival) and bool(one.content) and digest(one.content) not in known for one in came
    )


def received(office: Office) -> dict[str, str]:
    """The days on which files came in, by the digest of their bytes."""
    with office.ledger_to_read() as ledger:
        came = (*ledger.events(OtherEvent.SUBMISSION), *ledger.events(OtherEvent.RECEIVED))
        return {str(one.payload["sha256"]): str(one.payload["on"]) for one in came}
