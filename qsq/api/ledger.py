"""`Workspace.ledger`, the Python API of `qsq ledger`."""

from pathlib import Path
from typing import TYPE_CHECKING

from qsq.api.group import Group
from qsq.api.named import read_period
from qsq.late import late

if TYPE_CHECKING:
    from qsq.ledger.ledger import Event
    from qsq.ledger.verification import Verified
    from qsq.year.ledger import recompute, restore, upkeep
    from qsq.year.ledger.recompute import Difference
    from qsq.year.ledger.restore import Restored
else:
    recompute, restore, upkeep = late("qsq.year.ledger", "recompute", "restore", "upkeep")


class LedgerApi(Group):
    """What happened, whether it stands unchanged, and copies of it (`qsq ledger`).

    >>> county = Workspace(folder)
    >>> issued = county.checklist.issue("2023Q1", on="2023-01-03")
    >>> [(event.kind, event.period, event.actor) for event in county.ledger.log()]
    [('issue', '2023Q1', 'city')]
    >>> county.ledger.verify().whole
    True
    >>> county.ledger.recompute()
    ()
    """

    def log(self, *, village: str = "", period: str = "", actor: str = "") -> "tuple[Event, ...]":
        """The events, oldest first; only those of a village, period or actor where one is named.

        Raises:
            WrongUse: the period cannot be read.
        """
        return upkeep.log(self.office, upkeep.EventFilter(village, _as_events_have_it(period), actor))

    def verify(self, head: str = "", period: str = "") -> "Verified":
        """Check that no event, snapshot or guard was changed.

        Args:
            head: the ledger's head as a notice prints it, at least its first twenty characters.
            period: the period or year of the notice with that head.

        Raises:
            WrongUse: `head` is no head or too short, or the period cannot be read.
        """
        return upkeep.verified(self.office, head, _as_events_have_it(period))

    def recompute(self) -> "tuple[Difference, ...]":
        """Count every recorded result again (`qsq ledger verify --recompute`); those that differ."""
        return recompute.recomputed(self.office)

    def backup(self, file: str | Path) -> None:
        """Copy the ledger to a file while others may use it, and check the copy.

        Raises:
            QsqError: the copy is not whole; it is not kept.
            WrongUse: something else is to be kept there.
        """
        upkeep.backup(self.office, Path(file))

    def restore(self, file: str | Path) -> "Restored":
        """Put a backup in the ledger's place; the old ledger is kept aside.

        Raises:
            QsqError: the backup is not whole, or the ledger is in use.
        """
        return restore.restore(self.office, Path(file))

    def export(self, file: str | Path) -> int:
        """Write the ledger as JSON lines, the same bytes every time; how many lines.

        Raises:
            WrongUse: something else is to be kept there.
        """
        return upkeep.export(self.office, Path(file))

    def import_(self, file: str | Path) -> int:
        """Read an export into a workspace that has no events yet; how many events.

        Raises:
            OutOfOrder: the workspace's ledger holds events already.
            Refused: lines are no export, or were changed; nothing is kept.
        """
        return upkeep.import_(self.office, Path(file))


def _as_events_have_it(period: str) -> str:
    """The period, month or year that was named; empty for none."""
    return str(read_period(period)) if period else ""
