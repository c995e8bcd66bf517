"""What all workbooks share: fixed properties, page set-up, names of sheets; the same bytes every time."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from xlsxwriter import Workbook

from qsq.domain.values.texts import hidden_in

PAPER_A4, PAPER_A3 = 9, 8
_LONGEST_SHEET = 31
_NOT_IN_SHEETS = "[]:*?/\\'\n"
_RESERVED_SHEET = "history"
_MARGIN_INCHES = 0.5
_LONGEST_FOOT = 200
"""Characters; a spreadsheet takes 255, signs for page numbers among them."""

_MOST_DIGITS = 15
"""A number of more digits would lose some in a spreadsheet."""

_TEXTS_STAY_TEXTS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""A village called `=1+1` is no formula, one called `http://…` no link, wherever it is written."""


@contextmanager
def workbook(target: Path | io.BytesIO) -> Iterator[Any]:
    """A new workbook to fill, written to `target` when all went well.

    It is made in memory: what xlsxwriter raises of a disk is no OSError, and would end what it should not.
    """
    content = io.BytesIO() if isinstance(target, Path) else target
    book = Workbook(content, {"in_memory": True, **_TEXTS_STAY_TEXTS})
    yield book
    book.close()
    if isinstance(target, Path):
        target.write_bytes(content.getvalue())


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A sheet's name that spreadsheets take and that none of those `taken` has; it is added to them."""
    plain = "".join(" " if one in _NOT_IN_SHEETS or hidden_in(one) else one for one in wanted).strip()
    plain = f"{plain}_" if plain.lower() == _RESERVED_SHEET else plain or "_"
    name, number = _cut(plain, _LONGEST_SHEET), 1
    while name.lower() in taken:
        number += 1
        name = f"{_cut(plain, _LONGEST_SHEET - len(str(number)) - 1)} {number}"
    taken.add(name.lower())
    return name


def _cut(text: str, units: int) -> str:
    """As much of a text as takes so many units of UTF-16, in which spreadsheets count."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")


def fixed_properties(book: Any, title: str, created: date = date(2000, 1, 1)) -> None:
    """Name the document; a fixed date makes its bytes the same every time."""
    stamp = datetime(created.year, created.month, created.day, tzinfo=UTC).replace(tzinfo=None)
    book.set_properties({"title": title, "author": "qsq", "created": stamp})


def page(
    sheet: Any, *, landscape: bool = True, paper: int = PAPER_A4, whole: bool = False, said: str = ""
) -> None:
    """All columns on one page's width, or `whole` on one page; page numbers, beside what is `said` below."""
    sheet.set_paper(paper)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(_MARGIN_INCHES, _MARGIN_INCHES, 0.6, 0.6)
    sheet.fit_to_pages(1, 1 if whole else 0)
    foot = said.replace("&", "&&") if len(said) <= _LONGEST_FOOT else ""
    sheet.set_footer(f"&L&8 {foot}&R&8第 &P 页，共 &N 页" if foot else "&C— &P —")


def number_of(text: str) -> Decimal | None:
    """The number that a text writes and that a spreadsheet keeps whole, if any."""
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() and len(number.as_tuple().digits) <= _MOST_DIGITS else None


def decimals_of(number: Decimal) -> int:
    """How many decimals a number is written with."""
    return max(0, -int(number.as_tuple().exponent))


@lru_cache(maxsize=2**14)  # one village's list has nearly all the texts of the next one's, in five sizes
def lines_needed(text: str, width: int) -> int:
    """How many lines a text takes in so many columns of Latin characters."""
    return sum(max(1, ceil(columns_of(line) / width)) for line in text.split("\n"))


_WIDE = frozenset("WF")


def columns_of(text: str) -> int:
    """How many columns of a terminal or a spreadsheet a text takes: two for a Chinese character."""
    return len(text) + sum(map(_WIDE.__contains__, map(east_asian_width, text)))
