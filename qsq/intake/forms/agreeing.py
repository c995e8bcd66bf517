"""Rows that contradict themselves: a code beside another's name, or a village in another town's form."""

from collections.abc import Collection, Mapping

from qsq.domain.county.places import Register
from qsq.domain.faults import Faults
from qsq.domain.forms.locked import printed
from qsq.domain.values.texts import quoted
from qsq.intake.cells import coded, refuse_name
from qsq.intake.sheets.spelling import half_width
from qsq.intake.tables import InputTable, Row

NAMES = ("town_name", "village_name")
"""Columns that are checked against the code of the village where they are filled."""

_OF_TOWN = ("village_code", "place")
"""Columns that in a town's form hold its own places alone."""

Words = Mapping[str, Mapping[str, str]]
"""What stands behind the codes of a column in a form's own lists, by column and code."""


def note_disagreement(
    table: InputTable, sure: Collection[str], town: str, register: Register, words: Words, faults: Faults
) -> None:
    """Note rows that contradict themselves.

    Args:
        table: as it came.
        sure: columns that are known to be as they were printed.
        town: whose form it is; empty where that is not said.
        register: of the towns and villages.
        words: behind other codes than those of places.
        faults: takes what is found.
    """
    free = {name for name in table.at if name not in sure}
    towns = register.town_names()
    places = {village.code: village.name for village in register.villages} | towns
    town_of = register.town_of() | {code: code for code in towns}
    behind = {"village_code": places, "place": places, "town_code": places, **words}
    for row in table.rows():
        if set(NAMES) <= set(table.columns) and not free.isdisjoint({"village_code", *NAMES}):
            _check_names(row, places, town_of, faults)
        for column in behind.keys() & free:
            _check_words(row, column, behind[column], faults)
        for column in free.intersection(_OF_TOWN) if town else ():
            of = town_of.get(coded(row[column], town_of), town)
            if of != town:
                faults.add(
                    row.place(column),
                    "{found} is of {other}, the form is of {town}; enter it in the form of {other}",
                    found=quoted(row[column]),
                    other=towns[of],
                    town=towns[town],
                )


def _check_names(row: Row, places: Mapping[str, str], town_of: Mapping[str, str], faults: Faults) -> None:
    """Names of village and town beside the village's code."""
    code = half_width(row["village_code"])
    if code not in town_of:
        return
    for column, name in zip(NAMES, (places[town_of[code]], places[code]), strict=True):
        if row[column] and half_width(row[column]) != half_width(name):
            refuse_name(row, column, name, faults)


def _check_words(row: Row, column: str, known: Mapping[str, str], faults: Faults) -> None:
    """Words behind a code that are another's: a cell was drawn down, or written over in part."""
    text = half_width(row[column])
    code, _space, words = text.partition(" ")
    if words and text not in known and code in known and printed(words) != printed(half_width(known[code])):
        faults.add(
            row.place(column),
            "found {found}, but {code} is {expected}; choose it from the list again",
            found=quoted(row[column]),
            code=code,
            expected=known[code],
        )
