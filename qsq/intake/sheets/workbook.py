"""The sheets of a workbook, told by what it holds and not by its name; formulas are not run."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from qsq.domain.faults import Faults, Message, Place, message
from qsq.domain.scheme.department_sheet import CHOICES_SHEET, GUIDE_SHEET
from qsq.intake.sheets.sheet import KeptRows, Sheet, UnfitWorkbook, damaged, text_of
from qsq.late import late

if TYPE_CHECKING:
    from qsq.intake.sheets import ods_file, table_problems, xls_file, xlsx_file
else:
    ods_file, table_problems, xls_file, xlsx_file = late(
        "qsq.intake.sheets", "ods_file", "table_problems", "xls_file", "xlsx_file"
    )


_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_workbook(file: str, content: bytes, wanted: str, faults: Faults) -> list[Sheet]:
    """Its filled sheets, save the guide; none where it is no table like the `wanted` (noted)."""
    try:
        read = _read_once if len(content) <= _LARGEST_KEPT else _read
        sheets = [replace(sheet, file=file) for sheet in read(content)]
    except (KeyboardInterrupt, SystemExit):
        raise
    except UnfitWorkbook as unfit:
        faults.add(Place(file, unfit.where), unfit.what.template, **dict(unfit.what.values))
        return []
    except BaseException as error:  # noqa: BLE001 - libraries raise errors of many kinds, panics among them
        faults.add(
            Place(file),
            "not readable as a workbook: {problem}; open it and save it again as .xlsx",
            problem=table_problems.TABLE.told(error),
        )
        return []
    guides = [
        text_of(next(iter(row), ""))
        for one in sheets
        if one.name == GUIDE_SHEET
        for row in islice(one.rows, 1)
    ]
    filled = [
        replace(sheet, guide="".join(guides))
        for sheet in sheets
        if sheet.name not in {GUIDE_SHEET, CHOICES_SHEET}
    ]
    if not filled:
        faults.add(Place(file), "the workbook is empty; expected a table with: {wanted}", wanted=wanted)
    return filled


_LARGEST_KEPT = 300_000
"""Bytes of a workbook that is kept: a department's form of 600 villages has a sixth of that."""


def _read(content: bytes) -> list[Sheet]:
    """The sheets of a content, of no file yet."""
    return _reader(content)("", content)


@lru_cache(maxsize=16)
def _read_once(content: bytes) -> tuple[Sheet, ...]:
    """The same, kept: a form that comes back is asked for its stamp, its faults and its rows in turn."""
    return tuple(replace(sheet, rows=KeptRows(sheet.rows)) for sheet in _read(content))


def _reader(content: bytes) -> Callable[[str, bytes], list[Sheet]]:
    """What reads such a content: each imported only where there is one."""
    if content.startswith(_COMPOUND):
        if _ENCRYPTED in content:
            raise UnfitWorkbook(message("a password protects the workbook; save it without one"))
        return xls_file.read_xls
    parts = _parts(content)
    if "content.xml" in parts:
        return ods_file.read_ods
    if not any(part.lower().endswith("workbook.xml") for part in parts):
        raise _no_workbook(message("an archive without a workbook in it"))
    return xlsx_file.read_xlsx


def _parts(content: bytes) -> list[str]:
    """The names of the parts that a workbook is made of."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.namelist()
    except zipfile.BadZipFile:
        raise damaged() if content.startswith(b"PK") else _no_workbook(_kind(content)) from None


def _kind(content: bytes) -> Message:
    """What a file is that was only given a workbook's name."""
    start = content[:_START].lower()
    if not content:
        return message("an empty file")
    if start.startswith(b"%pdf"):
        return message("a PDF")
    if any(tag in start for tag in (b"<html", b"<!doctype html", b"<body")):
        return message("a web page")
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return message("XML")
    return message("another kind of file") if _OF_NO_TEXT.search(start) else message("text")


_START = 1000
_OF_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def _no_workbook(found: Message) -> UnfitWorkbook:
    return UnfitWorkbook(
        message(
            "this is {found} and only called a workbook; open it in a spreadsheet and save it as .xlsx",
            found=found,
        )
    )
