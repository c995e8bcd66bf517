"""What hangs on a town's walls, as a value: papers, workbooks and the notice board show it alike."""

from collections.abc import Mapping
from dataclasses import dataclass

from qsq.domain.results.recorded import RecordedResult, RecordedVillage


@dataclass(frozen=True, slots=True)
class NoticedVillage:
    """A village on its town's notice.

    Attributes:
        marks: its mark and full mark of each item that applies to it, by id.
    """

    figures: RecordedVillage
    marks: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TownNotice:
    """A town's notice: every item's full mark and mark, so that each sum can be checked.

    Attributes:
        items: names by id of the items that the town's villages know, the town's own last.
        villages: in the order of their rank.
    """

    town_code: str
    items: Mapping[str, str]
    villages: tuple[NoticedVillage, ...]


def town_notice(figures: RecordedResult, town_code: str) -> TownNotice:
    """A town's notice of a recorded result."""
    villages = (NoticedVillage(one, _marks(one)) for one in figures.of_town(town_code))
    return TownNotice(town_code, figures.items_of(town_code), tuple(villages))


def _marks(village: RecordedVillage) -> dict[str, tuple[str, str]]:
    return {one.item: (one.mark, one.full) for one in village.items if one.mark and one.full}
