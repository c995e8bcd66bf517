"""Where, as whom and when the use cases act: the workspace's folder, the actor and the clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qsq.ledger.ledger import Ledger
from qsq.year.files import DiskFolder


@dataclass(frozen=True, slots=True)
class Office:
    """A workspace as one actor uses it.

    Attributes:
        root: the folder that holds rules/scheme.yaml.
        actor: who acts, as the ledger records it.
        clock: tells the time of what is recorded.
    """

    root: Path
    actor: str
    clock: Callable[[], datetime]

    def folder(self) -> DiskFolder:
        """The workspace's files, as they are now."""
        return DiskFolder(self.root)

    def ledger(self) -> Ledger:
        """The workspace's ledger, to be used as a context manager."""
        (self.root / "data").mkdir(exist_ok=True)
        return Ledger.open(self.root / "data" / "qsq.db")


def local_time() -> datetime:
    """Now, with the offset of this machine's time zone."""
    return datetime.now().astimezone()
