"""A step of the year, in the one order in which all are taken: allowed, checked, recorded, written."""

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TypeVar

from qsq.ledger.ledger import Ledger
from qsq.year.desk.office import Office
from qsq.year.desk.writing import alone

Checked = TypeVar("Checked")
Recorded = TypeVar("Recorded")
Done = TypeVar("Done")


def step(
    office: Office,
    *,
    allowed: Callable[[], object],
    checked: Callable[[], Checked],
    recorded: Callable[[Ledger, Checked], Recorded],
    written: Callable[[Ledger, Recorded], Done],
    folder: Path | None = None,
) -> Done:
    """Take a step; what `written` answers (docs/decisions/0019-one-order-for-every-step.md).

    Args:
        office: whose ledger it is.
        allowed: raises where it is not the actor's business; the attempt is recorded then.
        checked: reads what is handed in and raises with all of its faults; nobody waits for it.
        recorded: within a transaction: raises where another step comes first, else appends what is new.
            A step that was taken before appends nothing and is answered alike.
        written: still in the transaction: the papers and files. What cannot be written is not recorded; a
            step that was taken before writes again what a killed process left unwritten.
        folder: the papers', which one process at a time writes; those that wait for it hold no ledger.
    """
    allowed()
    found = checked()
    waiting = alone(office.root, folder) if folder else nullcontext()
    with waiting, office.ledger() as ledger, ledger.transaction():
        return written(ledger, recorded(ledger, found))


def nothing() -> None:
    """Checks nothing: the step hands nothing in."""


def no_papers(_ledger: Ledger, recorded: Recorded) -> Recorded:
    """Writes nothing: the step has no papers."""
    return recorded
