"""What the ledger keeps and is of another shape than it was recorded in: told with its place."""

from collections.abc import Iterator
from contextlib import contextmanager

from qsq.domain.faults import Fault, Place, QsqError, message
from qsq.ledger.canonical import digest


@contextmanager
def read_from(content: bytes) -> Iterator[None]:
    """Read a snapshot's content within.

    Raises:
        QsqError: it is of no known shape; nobody but a forger records such.
    """
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        place = Place("data/qsq.db", f"snapshot {digest(content)}")
        raise QsqError(
            message("the ledger was changed; all that is wrong is told by: qsq ledger verify"),
            [Fault(place, message("its content is none that this program records"))],
        ) from error
