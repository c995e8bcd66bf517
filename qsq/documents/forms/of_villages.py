"""Columns that forms about villages share: town, village and code, a tick, a day."""

from collections.abc import Iterable, Mapping

from qsq.documents.forms.form import FieldKind, FormField
from qsq.documents.forms.head import TICK
from qsq.domain.county.places import Village

VILLAGE_FIELDS = (
    FormField("town_name", "镇名", 10),
    FormField("village_name", "村名", 14),
    FormField("village_code", "村代码", 14),
)


def village_cells(village: Village, towns: Mapping[str, str]) -> tuple[str, str, str]:
    """What stands in these columns."""
    return towns[village.town_code], village.name, village.code


def tick(name: str, heading: str, message: str, *, optional: bool = False) -> FormField:
    """A column that is ticked, in every row in the end or, where `optional`, in some alone."""
    return FormField(name, heading, 9, entry=True, choices=TICK, message=message, optional=optional)


def day(
    name: str = "date", heading: str = "日期", message: str = "如 2023-04-09", *, optional: bool = False
) -> FormField:
    """A column of days; an `optional` one may stay empty."""
    kind = FieldKind.DATE
    return FormField(name, heading, 13, entry=True, message=message, kind=kind, optional=optional)


def words(name: str, heading: str, width: int, message: str, *, optional: bool = False) -> FormField:
    """A column of words; an `optional` one may stay empty."""
    return FormField(name, heading, width, entry=True, message=message, optional=optional)


def blank(cells: Iterable[str], count: int) -> tuple[str, ...]:
    """A row's printed cells, and as many empty ones to fill in."""
    return (*cells, *[""] * count)
