"""Chinese and English (i18n): messages are English in the code, the gettext catalogue has the Chinese."""

import os
import re
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

from qsq.domain.counted import Counted
from qsq.domain.faults import ColumnNames, Message, Place
from qsq.late import late

if TYPE_CHECKING:
    from qsq.domain.county import officials
    from qsq.domain.county.officials import Unit
    from qsq.intake import columns
else:
    (columns,) = late("qsq.intake", "columns")
    (officials,) = late("qsq.domain.county", "officials")

CHINESE, ENGLISH = "zh", "en"

CATALOGUES = Path(__file__).parents[2] / "locale"


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language of the messages: --lang, QSQ_LANG, or the locale's; Chinese where none says English."""
    asked = [environment.get(name, "") for name in ("QSQ_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            asked.insert(0, arguments[index + 1])
        elif argument.startswith("--lang="):
            asked.insert(0, argument.removeprefix("--lang="))
    said = next((language for language in asked if language), "")
    return ENGLISH if said.lower().startswith(ENGLISH) else CHINESE


@cache
def _catalogue() -> NullTranslations:
    if chosen(sys.argv[1:], os.environ) == ENGLISH:
        return NullTranslations()
    with (CATALOGUES / CHINESE / "LC_MESSAGES" / "qsq.mo").open("rb") as file:
        return GNUTranslations(file)


def _(text: str) -> str:
    """A text of the program in the chosen language; what it counts is singular where it is one."""
    return Counted(_catalogue().gettext(text))


def said(what: Message) -> str:
    """A message in the chosen language; messages and units within it too."""
    values = tuple((name, _said_value(value)) for name, value in what.values)
    return Message(what.template, values).filled(_(what.template))


def _said_value(value: object) -> object:
    if isinstance(value, Message):
        return said(value)
    if isinstance(value, Place):
        return spot(value)
    if isinstance(value, ColumnNames):
        return _headings(value)
    return unit_said(value) if isinstance(value, officials.Unit) else value


def _headings(names: ColumnNames) -> str:
    """Columns as they are headed where people read Chinese."""
    if not isinstance(_catalogue(), GNUTranslations):
        return names
    return "、".join(columns.IN_CHINESE.get(one, one) for one in names.split(", "))


def spot(place: Place) -> str:
    """A place as people read it; cells are the same in every language."""
    words = {"line": _("line {number}"), "row": _("row {number}"), "event": _("event {number}")}
    told = re.sub(
        r"\b(line|row|event) (\d+)$", lambda found: words[found[1]].format(number=found[2]), str(place)
    )
    cell = told.rpartition("!")[2].removeprefix(f"{place.file}:")
    return _("{seen} ({cell})").format(seen=place.seen, cell=cell) if place.seen else told


def unit_said(unit: "Unit") -> str:
    """An office in the chosen language."""
    units = {
        officials.Level.CITY: _("city"),
        officials.Level.DEPARTMENT: _("department:{code}"),
        officials.Level.TOWN: _("town:{code}"),
        officials.Level.VILLAGE: _("village:{code}"),
    }
    return units[unit.level].format(code=unit.code)
