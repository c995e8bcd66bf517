"""How a village's figures came about, as it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qsq.domain.county.places import Village
from qsq.domain.results.derived import Derived


@dataclass(frozen=True, slots=True)
class Explained:
    """How a village's figures came about.

    Attributes:
        when: the period, or the year.
        revision: of the result or list that is explained; 0 of a list that is not drawn up yet.
        provisional: whether missing observations were read otherwise than the scheme says.
        recounted: whether counting again gives the figures that were recorded; where it does not, how the
            marks came about is not told.
        program: the version that recorded them.
        derived: the figures, the first one first.
        names: of tasks and items by id, of others by kind and id, such as `category:agriculture`.
    """

    village: Village
    town_name: str
    when: str
    revision: int
    provisional: bool
    recounted: bool
    program: str
    derived: tuple[Derived, ...]
    names: Mapping[str, str]

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "village_code": self.village.code,
            "village_name": self.village.name,
            "town_code": self.village.town_code,
            "when": self.when,
            "revision": self.revision,
            "provisional": self.provisional,
            "recounted": self.recounted,
            "program": self.program,
            "derived": [one.answer() for one in self.derived],
        }
