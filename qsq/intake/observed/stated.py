"""What tables state of villages, kept by the column: for each task's round a place for each village."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, repeat
from operator import eq

from qsq.domain.observed.observation import Observation

Column = list[Observation | None]
"""What was seen of each village in their order; none where nothing was stated."""


class StatedByColumn:
    """What was stated so far; columns take a quarter of what a mapping for each village does.

    Attributes:
        place: where each village stands in a column, by its code.
    """

    def __init__(self, codes: Iterable[str]) -> None:
        self.place = {code: place for place, code in enumerate(codes)}
        self._columns: dict[str, Column] = {}

    def column(self, name: str) -> Column:
        """The column of a round, by its name; it may be written to."""
        if name not in self._columns:
            self._columns[name] = [None] * len(self.place)
        return self._columns[name]

    def lay(self, name: str, places: Sequence[int], seen: Sequence[Observation | None]) -> None:
        """Write what was seen into a round's column, each at its place; nothing is written over by none."""
        if name not in self._columns and len(seen) == len(self.place) and _in_order(places):
            self._columns[name] = list(seen)
            return
        column = self.column(name)
        for place, one in zip(places, seen, strict=True):
            if one is not None:
                column[place] = one

    def again(self, name: str, places: Sequence[int], seen: Sequence[Observation | None]) -> Iterator[int]:
        """The rows that see what was stated before."""
        column = self._columns.get(name)
        if column is not None:
            for row, (place, one) in enumerate(zip(places, seen, strict=True)):
                if one is not None and column[place] is not None:
                    yield row

    def by_village(self) -> dict[str, dict[str, Observation]]:
        """What was stated of each village, by the round's name."""
        rows = zip(*self._columns.values(), strict=True) if self._columns else repeat(())
        names = tuple(self._columns)
        return {
            code: dict(zip(compress(names, row), filter(None, row), strict=True))
            for code, row in zip(self.place, rows, strict=False)
        }


def _in_order(places: Sequence[int]) -> bool:
    return all(map(eq, places, range(len(places))))
