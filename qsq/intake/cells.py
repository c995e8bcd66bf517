"""One cell of a row → a code, a day, a number, a word; what is wrong with it is noted with its place."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import TypeVar

from qsq.domain.faults import ColumnNames, Faults, Message
from qsq.domain.values.texts import quoted, shortened
from qsq.intake.sheets.spelling import day_in, half_width, number_in
from qsq.intake.tables import Row

_BROKEN_CODE = re.compile(r"\d(?:\.\d+)?E\+?\d+|\d+\.0", re.ASCII | re.IGNORECASE)


def code_of(row: Row, column: str, known: Collection[str], what: str, faults: Faults) -> str | None:
    """A cell's code, which must be one of `known`; what Excel did to codes is recognised and explained."""
    code, number = row[column], row.holds_number(column)
    if number or code not in known:
        code = half_width(code)
    if code in known and not number:
        return code
    place = row.place(column)
    if not code:
        faults.add(place, "the {what} is missing; expected a code as in the register", what=ColumnNames(what))
    elif number or _BROKEN_CODE.fullmatch(code):
        faults.add(
            place,
            "found {found}: a spreadsheet turned the {what} into a number; format the column as text"
            " and enter the code again",
            found=shortened(code),
            what=ColumnNames(what),
        )
    elif f"0{code}" in known or f"00{code}" in known:
        faults.add(
            place,
            "found {found}: a spreadsheet took the zero away with which the {what} begins; format the column"
            " as text and enter the code again",
            found=code,
            what=ColumnNames(what),
        )
    else:
        faults.add(
            place, "there is no {what} {found} in the register", what=ColumnNames(what), found=shortened(code)
        )
    return None


def coded(text: str, known: Collection[str]) -> str:
    """A code or id as it stands, or the one that a form's words stand behind."""
    found = half_width(text)
    first = found.partition(" ")[0]
    return first if found not in known and first in known else found


def date_of(row: Row, column: str, faults: Faults) -> date | None:
    """A cell's date; None, with the fault noted, where it is not a date."""
    try:
        return day_in(row[column])
    except ValueError:
        faults.add(
            row.place(column),
            "found {found}; expected a date such as 2023-03-31 or 2023/3/31",
            found=quoted(row[column]),
        )
        return None


def number_of(
    row: Row,
    column: str,
    expected: str | Message,
    faults: Faults,
    *,
    fits: Callable[[Fraction], bool],
    unit: str = "",
) -> Fraction | None:
    """A cell's number; None, with the fault noted, where it is not a number or does not fit."""
    try:
        number = number_in(row[column], unit)
    except ValueError:
        number = None
    if number is not None and fits(number):
        return number
    faults.add(
        row.place(column), "found {found}; expected {expected}", found=quoted(row[column]), expected=expected
    )
    return None


Word = TypeVar("Word")


def word_of(row: Row, column: str, words: Mapping[str, Word], faults: Faults) -> Word | None:
    """A word of a fixed list, named in English or in Chinese; None, noted, where it is not on the list."""
    word = words.get(half_width(row[column]).lower())
    if word is None:
        faults.add(
            row.place(column),
            "found {found}; expected one of: {words}",
            found=quoted(row[column]),
            words=", ".join(words),
        )
    return word


def refuse_empty(row: Row, column: str, what: Message, faults: Faults) -> None:
    """Note `what` where the cell is empty."""
    if not row[column]:
        faults.add(row.place(column), what.template, **dict(what.values))


def unique_rows(rows: Iterator[Row], key: Callable[[Row], str], column: str, faults: Faults) -> Iterator[Row]:
    """The rows; those whose key stood before are noted."""
    seen: dict[str, Row] = {}
    for row in rows:
        found = key(row)
        first = seen.setdefault(half_width(found), row)
        if found and first is not row:
            faults.add(
                row.place(column),
                "{found} stands twice, first at {first}; keep one of them",
                found=shortened(found),
                first=first.place(column),
            )
        yield row


def refuse_name(row: Row, column: str, name: str, faults: Faults) -> None:
    """Note that a cell does not hold the name that belongs to its row's code."""
    found = row[column]
    if not found:
        faults.add(
            row.place(column),
            "empty beside the code of {expected}; were cells merged? fill in the name in every row",
            expected=name,
        )
    elif re.fullmatch(re.escape(found).replace("\\?", ".").replace("？", "."), name):
        faults.add(
            row.place(column),
            "found {found}; expected {expected}: a character was lost as “?” when the file was saved"
            " in an encoding that lacks it; save as CSV UTF-8 or .xlsx and type it again",
            found=shortened(found),
            expected=name,
        )
    else:
        faults.add(
            row.place(column),
            "found {found} beside the code of {expected}; the rows were mixed up: sort whole rows only",
            found=shortened(found),
            expected=name,
        )
