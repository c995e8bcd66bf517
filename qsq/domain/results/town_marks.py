"""The marks and ranks of towns: the mean of their villages' printed marks (CONTRACT.md section 7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from qsq.domain.values.numbers import Scale, round_ratio
from qsq.domain.values.ranks import ranks


@dataclass(frozen=True, slots=True)
class TownMark:
    """A town's mark in units, its rank among the towns, and how many villages it is the mean of."""

    town_code: str
    mark: int
    rank: int
    villages: int


def town_marks(marks: Iterable[tuple[str, int]], scale: Scale) -> tuple[TownMark, ...]:
    """The towns in the order of their codes.

    Args:
        marks: the town code and the mark in units of each village that has one.
        scale: of the marks.
    """
    of_town: dict[str, list[int]] = {}
    for town_code, mark in marks:
        of_town.setdefault(town_code, []).append(mark)
    means = {code: round_ratio(sum(units), len(units), scale.rounding) for code, units in of_town.items()}
    ordered = sorted(means, key=lambda code: -means[code])
    found = zip(ordered, ranks([means[code] for code in ordered]), strict=True)
    towns = (TownMark(code, means[code], rank, len(of_town[code])) for code, rank in found)
    return tuple(sorted(towns, key=attrgetter("town_code")))
