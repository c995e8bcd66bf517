"""The ledger looked at, checked, copied, written out and read in."""

from dataclasses import dataclass, replace
from pathlib import Path

from qsq.domain.faults import Fault, OutOfOrder, Place, QsqError, message
from qsq.domain.steps.event_kinds import PeriodEvent, YearEvent
from qsq.ledger.ledger import Event, Ledger
from qsq.ledger.transfer import export_lines, import_lines
from qsq.ledger.verification import Verified, verify
from qsq.year.desk.files import read_outside
from qsq.year.desk.known_heads import known_heads, read_head
from qsq.year.desk.named_files import is_backup, is_export, target_of
from qsq.year.desk.office import Office
from qsq.year.desk.writing import file_made_whole, replace_whole

PAPERS_WITH_HEAD = (PeriodEvent.NOTICE, YearEvent.NOTICE, PeriodEvent.FEEDBACK)
"""The events whose papers print the head that the ledger then had."""


_LARGEST_EXPORT = 2**30
"""Bytes of an export, which holds all snapshots of all years."""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events to show; empty fields are not looked at."""

    village: str = ""
    period: str = ""
    actor: str = ""

    def fits(self, event: Event) -> bool:
        """Whether an event is wanted."""
        wanted = (self.village, self.period, self.actor)
        found = (event.subject, event.period, event.actor)
        return all(not want or want == have for want, have in zip(wanted, found, strict=True))


def log(office: Office, wanted: EventFilter) -> tuple[Event, ...]:
    """The events that are wanted, oldest first."""
    with office.ledger_to_read() as ledger:
        return tuple(event for event in ledger.history() if wanted.fits(event))


def verified(office: Office, head: str = "", period: str = "") -> Verified:
    """Check the ledger, against the heads in out/ and in the backups, and against one that hung on a wall.

    Args:
        office: whose ledger it is.
        head: as a notice prints it, at least its first twenty characters; empty for none.
        period: the notice's; empty for any.

    Raises:
        WrongUse: `head` is no head, or too short.
    """
    wanted = read_head(head) if head else ""
    try:
        with office.ledger_to_read() as ledger:
            found = verify(ledger, known_heads(office.root))
            return _hung(ledger, found, wanted, period) if wanted and not found.sequence else found
    except QsqError as error:
        return Verified(0, "", (error.what,))


def _hung(ledger: Ledger, found: Verified, head: str, period: str) -> Verified:
    """What was found, and the notice that carried the head."""
    carried = [event for kind in PAPERS_WITH_HEAD for event in ledger.history(kind)]
    for event in carried:
        if event.digest.startswith(head) and period in ("", event.period):
            return replace(found, hung=event)
    wrong = message(
        "no notice of this ledger carried the head {head}: it was rewritten or cut off, or the head is of"
        " another notice",
        head=head,
    )
    return replace(found, wrong=(*found.wrong, wrong))


def backup(office: Office, file: Path) -> None:
    """Copy the ledger to `file`, whole or not at all, while others may write to it, and check the copy.

    Raises:
        QsqError: the copy is not whole; it is not kept.
        WrongUse: something else is to be kept there.
    """
    with file_made_whole(target_of(file, is_backup)) as temporary:
        with office.ledger_to_read() as ledger:
            ledger.copy_to(temporary)
        must_be_whole(temporary, file)


def must_be_whole(copy: Path, name: Path) -> tuple[int, str]:
    """The number and digest of a copy's last event, when it is a whole ledger.

    Raises:
        QsqError: it is not; all that is wrong is listed under `name`.
    """
    with Ledger.open_read_only(copy) as ledger:
        found = verify(ledger)
    if not found.whole:
        faults = [Fault(Place(name.name), wrong) for wrong in found.wrong]
        raise QsqError(message("the copy {file} of the ledger is not whole", file=name), faults)
    return found.events, found.head


def export(office: Office, file: Path) -> int:
    """Write the ledger as JSON lines; how many there are.

    Raises:
        WrongUse: something else is to be kept there.
    """
    target = target_of(file, is_export)
    with office.ledger_to_read() as ledger:
        lines = tuple(export_lines(ledger))
    replace_whole(target, b"".join(lines))
    return len(lines)


def import_(office: Office, file: Path) -> int:
    """Read exported lines into the workspace, which must have no events but these; how many there were.

    Raises:
        OutOfOrder: the workspace's ledger holds other events.
        Refused: lines are no export, or were changed; nothing is kept.
    """
    content = read_outside(file, _LARGEST_EXPORT)
    with office.ledger() as ledger:
        if not _has_events(ledger):
            return import_lines(ledger, file.name, content.splitlines())
        if b"".join(export_lines(ledger)) == content:
            return ledger.head()[0]
    raise OutOfOrder(message("this workspace's ledger holds events already; import into a new workspace"))


def _has_events(ledger: Ledger) -> bool:
    return next(ledger.rows(), None) is not None
