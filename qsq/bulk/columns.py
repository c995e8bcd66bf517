"""A period of many villages by the column, a row a village: whole numbers, and words by their places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from qsq.domain.scheme.methods import Value
from qsq.late import library

if TYPE_CHECKING:
    import numpy as np

    from qsq.bulk.whole import Whole
else:
    np = library("numpy")

NO_ROW = -1
"""The place of what nobody has seen."""

POINT = 10**6
"""How many units of a bonus or deduction make a point: they have at most six decimals here."""


class WordColumn(NamedTuple):
    """A column of words: the different ones, and for each village which of them it has."""

    words: tuple[str, ...]
    places: "Whole"

    @classmethod
    def of(cls, words: Sequence[str]) -> Self:
        """A column from its cells."""
        different = {word: place for place, word in enumerate(dict.fromkeys(words))}
        return cls(tuple(different), np.array([different[word] for word in words], dtype=np.int64))

    def holding(self, wanted: Sequence[str]) -> "Whole":
        """For each village, whether its word is one of these."""
        these = frozenset(wanted)
        found: Whole = np.array([word in these for word in self.words], dtype=bool)[self.places]
        return found

    def in_order(self) -> "Whole":
        """For each village, the place of its word in the order of all words by their characters."""
        place_of = {word: place for place, word in enumerate(sorted(self.words))}
        found: Whole = np.array([place_of[word] for word in self.words], dtype=np.int64)[self.places]
        return found

    def taken(self, rows: Any) -> Self:
        """The column of some villages."""
        return type(self)(self.words, self.places[rows])

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Columns of several parts, one below the other."""
        known: dict[str, int] = {}
        places = [
            np.array([known.setdefault(word, len(known)) for word in one.words], dtype=np.int64)[one.places]
            for one in parts
        ]
        return cls(tuple(known), np.concatenate(places))


class SeenColumn(NamedTuple):
    """A round of a task: the different values, and for each village which one was seen, or `NO_ROW`.

    Attributes:
        values: None is not applicable.
    """

    values: tuple[Value | None, ...]
    places: "Whole"


class Amounts(NamedTuple):
    """Numbers of one kind, as whole numbers of which `one` make 1."""

    units: "Whole"
    one: int


@dataclass(frozen=True, slots=True)
class EnteredColumns:
    """Villages by their codes, a row each, and what was entered of them.

    Attributes:
        observed: by the name of the task's round; a round without a column was seen nowhere.
        targets: the villages' own, by task; 0 where there is none.
        bonus: the sum of a village's bonus points before the cap, in units of which `POINT` make 1.
        deduction: as `bonus`.
        vetoed: whether a veto stands against it.
    """

    town: WordColumn
    kind: WordColumn
    group: WordColumn
    observed: Mapping[str, SeenColumn]
    targets: Mapping[str, Amounts]
    bonus: "Whole"
    deduction: "Whole"
    vetoed: "Whole"

    @property
    def size(self) -> int:
        """How many villages there are."""
        return len(self.vetoed)

    def taken(self, rows: Any) -> "EnteredColumns":
        """Some of the villages."""
        return EnteredColumns(
            self.town.taken(rows),
            self.kind.taken(rows),
            self.group.taken(rows),
            {name: SeenColumn(one.values, one.places[rows]) for name, one in self.observed.items()},
            {name: Amounts(one.units[rows], one.one) for name, one in self.targets.items()},
            self.bonus[rows],
            self.deduction[rows],
            self.vetoed[rows],
        )
