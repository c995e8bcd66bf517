"""The rows of a file, each taken as its own command would take it: all of them or none."""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from qsq.domain.faults import Fault, OutOfOrder, Place, Waiting


class StandsSomewhere(Protocol):
    """A row that knows where it stands."""

    @property
    def place(self) -> Place:
        """Its cell."""
        ...


OneRow = TypeVar("OneRow", bound=StandsSomewhere)
Taken = TypeVar("Taken")


def each_taken(rows: Iterable[OneRow], take: Callable[[OneRow], Taken]) -> list[Taken]:
    """What `take` makes of each row.

    Raises:
        OutOfOrder: a row, or several, cannot be taken as things stand; each is told with its cell.
        Waiting: people have something to do before a row can be taken.
    """
    taken, unmet = list[Taken](), list[tuple[Place, OutOfOrder | Waiting]]()
    for row in rows:
        try:
            taken.append(take(row))
        except (OutOfOrder, Waiting) as error:
            unmet.append((row.place, error))
    if unmet:
        first = unmet[0][1]
        raise type(first)(first.what, [Fault(place, error.what) for place, error in unmet if place.file])
    return taken
