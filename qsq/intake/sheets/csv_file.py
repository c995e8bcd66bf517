"""A CSV file in UTF-8 or GB18030 as a sheet; its rows are read one by one (CONTRACT.md section 2)."""

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qsq.domain.faults import Faults, Place
from qsq.domain.values.texts import meant_by
from qsq.intake.sheets.sheet import Sheet, letters
from qsq.late import late

if TYPE_CHECKING:
    from qsq.intake.sheets import table_problems
else:
    (table_problems,) = late("qsq.intake.sheets", "table_problems")


_MOST_LINES = 1 << 20


def read_csv(file: str, content: bytes, faults: Faults) -> list[Sheet]:
    """The file's one sheet; none where it is no text (fault noted). Wrong lines are noted as read."""
    content = content.rstrip(b"\r\n")
    lines = 1 + max(content.count(b"\n"), content.count(b"\r"))
    if lines > _MOST_LINES:
        faults.add(
            Place(file),
            "found {found} lines; expected at most {most}, as a spreadsheet takes: hand the table in in"
            " parts",
            found=lines,
            most=_MOST_LINES,
        )
        return []
    encoding = _encoding(file, content, faults)
    return [Sheet(file, "", _rows(file, content, encoding, faults))] if encoding else []


def _rows(file: str, content: bytes, encoding: str, faults: Faults) -> Iterator[list[str]]:
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(content), encoding, newline=""), strict=True)
    line, has_quotes = 0, b'"' in content
    rows = map(_meant, reader) if b"'" in content else reader
    try:
        if not has_quotes:  # no cell goes beyond its line
            yield from rows
        for row in rows:
            if reader.line_num == line + 1:
                yield row
            else:
                _refuse_break(file, line + 1, row, faults)
                yield from [[]] * (reader.line_num - line)
            line = reader.line_num
    except csv.Error as error:
        faults.add(
            Place(file, f"line {line + 1 if has_quotes else reader.line_num}"),
            "not readable as CSV: {problem}; look for a quotation mark that is not closed",
            problem=table_problems.TABLE.told(error),
        )


def _meant(row: list[str]) -> list[str]:
    return list(map(meant_by, row))


def _refuse_break(file: str, line: int, row: list[str], faults: Faults) -> None:
    at = next((at for at, cell in enumerate(row) if "\n" in cell or "\r" in cell), 0)
    faults.add(
        Place(file, f"{letters(at)}{line}"),
        "a line break within the cell; look for a quotation mark that stands alone and makes one cell of"
        " several rows, else write it in one line",
    )


def _encoding(file: str, content: bytes, faults: Faults) -> str:
    """UTF-8, or the GB18030 that Excel on Chinese Windows writes; empty where it is neither (noted)."""
    says_utf8 = content.startswith(BOM_UTF8)
    for encoding in ("utf-8-sig",) if says_utf8 else ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" and _looks_like_gb18030(content, text):
            continue
        mixed = _chinese_line_of_utf8(content) if encoding == "gb18030" else 0
        if mixed:
            faults.add(
                Place(file, f"line {mixed}"),
                "this file mixes UTF-8 and GB18030; save it again as CSV UTF-8 and check its Chinese",
            )
            return ""
        if "\0" not in text:
            return encoding
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        faults.add(
            Place(file),
            "a workbook that is only named .csv, no text in UTF-8 or GB18030; give it its right ending, or"
            " save it as CSV UTF-8",
        )
    else:
        faults.add(Place(file), "not a text file in UTF-8 or GB18030; save it again as CSV UTF-8")
    return ""


def _looks_like_gb18030(content: bytes, text: str) -> bool:
    """Whether a text read as UTF-8 has foreign letters alone: “亩” of GB18030 is “Ķ” of UTF-8."""
    return (
        not content.isascii()
        and not _BEGINS_THREE_BYTES.search(content)
        and any(one.isalpha() and not one.isascii() for one in text)
    )


_BEGINS_THREE_BYTES = re.compile(rb"[\xe0-\xff]")
"""Chinese takes three bytes in UTF-8."""


def _chinese_line_of_utf8(content: bytes) -> int:
    """The first line that is Chinese in UTF-8; 0 where there is none, as in a file of GB18030."""
    for number, line in enumerate(content.splitlines(), start=1):
        if line.isascii():
            continue
        try:
            text = line.decode()
        except UnicodeDecodeError:
            continue
        if any("\u4e00" <= character <= "\u9fff" for character in text):
            return number
    return 0
