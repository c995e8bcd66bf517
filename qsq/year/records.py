"""The ledger looked at, checked, copied, written out and read in."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qsq.domain.check_code import check_code, read_check_code
from qsq.domain.faults import OutOfOrder, WrongUse, message
from qsq.ledger.ledger import Event, Ledger
from qsq.ledger.transfer import export_lines, import_lines
from qsq.ledger.verification import Verified, verify
from qsq.year.files import read_outside
from qsq.year.office import Office
from qsq.year.writing import file_made_whole, replace_whole


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events to show; empty fields are not looked at."""

    village: str = ""
    period: str = ""
    actor: str = ""

    def fits(self, event: Event) -> bool:
        """Whether an event is wanted."""
        wanted = (self.village, self.period, self.actor)
        found = (event.subject, event.period, event.actor)
        return all(not want or want == have for want, have in zip(wanted, found, strict=True))


def log(office: Office, wanted: Wanted) -> tuple[Event, ...]:
    """The events that are wanted, oldest first."""
    with office.ledger_to_read() as ledger:
        return tuple(event for event in ledger.history() if wanted.fits(event))


def event_answer(event: Event) -> dict[str, Any]:
    """An event for programs."""
    return {
        "sequence": event.sequence,
        "time": event.time,
        "actor": event.actor,
        "kind": event.kind,
        "period": event.period,
        "subject": event.subject,
        "payload": event.payload,
        "digest": event.digest,
    }


def verified(office: Office, head: str = "") -> Verified:
    """Check the ledger, against a head that was written down where one is given.

    Raises:
        WrongUse: `head` is no check code.
    """
    if head:
        try:
            head = read_check_code(head)
        except ValueError:
            raise WrongUse(
                message("{found} is no check code; expected eight characters as they are printed", found=head)
            ) from None
    with office.ledger_to_read() as ledger:
        return verify(ledger, head)


def verified_answer(found: Verified) -> dict[str, Any]:
    """The check for programs; `head_code` is the short form of the head."""
    return {
        "events": found.events,
        "head": found.head or None,
        "head_code": check_code(found.head) if found.head else None,
        "whole": found.wrong is None,
        "first_wrong": found.sequence or None,
    }


def backup(office: Office, file: Path) -> None:
    """Copy the ledger to `file`, whole or not at all, while others may write to it."""
    with file_made_whole(file) as temporary, office.ledger_to_read() as ledger:
        ledger.copy_to(temporary)


def export(office: Office, file: Path) -> int:
    """Write the ledger as JSON lines; how many there are."""
    with office.ledger_to_read() as ledger:
        lines = tuple(export_lines(ledger))
    replace_whole(file, b"".join(lines))
    return len(lines)


def import_(office: Office, file: Path) -> int:
    """Read exported lines into the workspace, which must have no events; how many events there were.

    Raises:
        OutOfOrder: the workspace's ledger holds events already.
        Refused: lines are no export, or were changed; nothing is kept.
    """
    lines = read_outside(file).splitlines()
    with office.ledger() as ledger:
        if _has_events(ledger):
            raise OutOfOrder(
                message("this workspace's ledger holds events already; import into a new workspace")
            )
        return import_lines(ledger, file.name, lines)


def _has_events(ledger: Ledger) -> bool:
    return next(ledger.rows(), None) is not None
