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


def tick(name: str, heading: str, message: str) -> FormField:
    """A column that is ticked."""
    return FormField(name, heading, 9, entry=True, choices=TICK, message=message)


def day(name: str = "date", heading: str = "日期", message: str = "如 2023-04-09") -> FormField:
    """A column of days."""
    return FormField(name, heading, 13, entry=True, message=message, kind=FieldKind.DATE)


def words(name: str, heading: str, width: int, message: str = "") -> FormField:
    """A column of words."""
    return FormField(name, heading, width, entry=True, message=message)


def blank(cells: Iterable[str], count: int) -> tuple[str, ...]:
    """A row's printed cells, and as many empty ones to fill in."""
    return (*cells, *[""] * count)
