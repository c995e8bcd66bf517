"""Every reader of tables × every way in which a table can be damaged, or only look different (CONTRACT.md 2)."""

import os
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import qsq.intake
from qsq.intake.columns import IN_CHINESE, Columns
from tests.intake.readers import (
    READERS,
    Reader,
    Rows,
    outcome,
    prepared,
    written_csv,
    written_ods,
    written_xls,
    written_xlsx,
)

every_reader = pytest.mark.parametrize("reader", READERS.values(), ids=list(READERS))


def test_no_reader_is_forgotten() -> None:
    """Whoever declares the columns of a new table adds its reader to the table of these tests."""
    declared = {
        f"{module.name}.{name}": value
        for module in pkgutil.walk_packages(qsq.intake.__path__, "qsq.intake.")
        for name, value in vars(import_module(module.name)).items()
        if isinstance(value, Columns)
    }
    assert len(declared) >= len(READERS)
    tried = [reader.columns for reader in READERS.values()]
    assert [name for name, value in declared.items() if value not in tried] == []


@every_reader
def test_the_table_itself_is_taken(reader: Reader, small: Path) -> None:
    prepared(small, reader)
    found, refused = outcome(small, reader)
    assert refused == []
    assert found is not None


Write = Callable[[Path, Rows], None]


def with_cell(text: str, *, row: int = 1, column: int = -1) -> Write:
    """A table in which one cell holds something else."""

    def write(path: Path, rows: Rows) -> None:
        rows[row][column] = text
        written_csv(path, rows)

    return write


def separated(sign: str) -> Write:
    def write(path: Path, rows: Rows) -> None:
        path.write_text("\n".join(map(sign.join, rows)), "utf-8")

    return write


def as_workbook(edit: Callable[[Any], None]) -> Write:
    def write(path: Path, rows: Rows) -> None:
        path.unlink()
        written_xlsx(path.with_suffix(".xlsx"), rows, edit)

    return write


def in_last(value: object) -> Callable[[Any], None]:
    def edit(sheet: Any) -> None:
        sheet.cell(2, sheet.max_column).value = value

    return edit


def in_last_as(value: object, code: str) -> Callable[[Any], None]:
    def edit(sheet: Any) -> None:
        cell = sheet.cell(2, sheet.max_column)
        cell.value, cell.number_format = value, code

    return edit


def hidden(sheet: Any) -> None:
    sheet.sheet_state = "hidden"
    sheet.parent.create_sheet("封面")


def both_names(path: Path, rows: Rows) -> None:
    rows[0].append(chinese(rows[0][0], rows[0]))
    written_csv(path, rows)


def chinese(name: str, header: list[str]) -> str:
    """The Chinese name of a column; cadres and officials have 姓名 for theirs, what is known of villages 数值."""
    if name == "value" and "trait" in header:
        return "数值"
    return "姓名" if name == "name" and header[0] in {"cadre", "id"} else IN_CHINESE.get(name, name)


def with_password(path: Path, _rows: Rows) -> None:
    path.unlink()
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    path.with_suffix(".xlsx").write_bytes(container + bytes(1000))


def without_header(path: Path, rows: Rows) -> None:
    written_csv(path, rows[1:])


def deep_header(path: Path, rows: Rows) -> None:
    written_csv(path, [["2023年"]] * 10 + rows)


def unknown_column(path: Path, rows: Rows) -> None:
    written_csv(path, [[*row, "x"] for row in rows])


def torn(path: Path, rows: Rows) -> None:
    rows[1] += ["", "多出来的"]
    written_csv(path, rows)


def in_utf16(path: Path, rows: Rows) -> None:
    written_csv(path, rows, "utf-16")


def open_quote(path: Path, rows: Rows) -> None:
    text = "\n".join(",".join(row) for row in rows)
    path.write_text(text[: text.rindex(",") + 1 if "," in text else -2] + '"', "utf-8")


def pipe(path: Path, _rows: Rows) -> None:
    path.unlink()
    os.mkfifo(path)


def folder(path: Path, _rows: Rows) -> None:
    path.unlink()
    path.mkdir()


def dead_link(path: Path, _rows: Rows) -> None:
    path.unlink()
    path.symlink_to(path.with_name("nowhere"))


DAMAGES: dict[str, tuple[Write, str]] = {
    "a zero-width space": (with_cell("无\u200b字"), "U+200B"),
    "a mark of direction": (with_cell("无\u202e字"), "U+202E"),
    "a control character": (with_cell("无\x07字"), "U+0007"),
    "a tab within a text": (with_cell("无\t字"), "U+0009"),
    "a character lost on the way": (with_cell("无\ufffd字"), "U+FFFD"),
    "a line break in a cell": (with_cell("无\n字"), "line break"),
    "a hidden character in the first column": (with_cell("A\u200b1", column=0), "U+200B"),
    "a hidden character in the header": (with_cell("note\u200b", row=0), "U+200B"),
    "semicolons": (separated(";"), "semicolons"),
    "tabs": (separated("\t"), "tabs"),
    "Chinese commas": (separated("，"), "Chinese commas"),
    "no header": (without_header, "no header"),
    "a header below the tenth row": (deep_header, "no header"),
    "an unknown column": (unknown_column, "column x is not known"),
    "a column under both its names": (both_names, "stands twice"),
    "cells beside the table": (torn, "cells; expected"),
    "UTF-16": (in_utf16, "UTF-8 or GB18030"),
    "an open quotation mark": (open_quote, "quotation mark"),
    "what a failed formula leaves in CSV": (with_cell("#N/A"), "#N/A"),
    "what a failed formula of LibreOffice leaves": (with_cell("Err:502"), "Err:502"),
    "a formula in CSV": (with_cell("=SUM(A1:A3)"), "=SUM(A1:A3)"),
    "the text of an error": (as_workbook(in_last_as("#REF!", "@")), "#REF!"),
    "a number that its format hides": (as_workbook(in_last_as(3, ";;;")), "shows another value"),
    "a number that its format makes a word": (as_workbook(in_last_as(1, '"无"')), "shows another value"),
    "a text that its format hides": (as_workbook(in_last_as("村", ";;;")), "shows another value"),
    "a text that its format changes": (as_workbook(in_last_as("村", '@"民"')), "shows another value"),
    "an error": (as_workbook(in_last("#DIV/0!")), "#DIV/0!"),
    "a formula without a value": (as_workbook(in_last("=1+1")), "formula without a value"),
    "merged cells": (as_workbook(lambda sheet: sheet.merge_cells("A2:A3")), "A2 to A3 are merged"),
    "a hidden sheet": (as_workbook(hidden), "hidden"),
    "a password": (with_password, "password"),
    "a pipe": (pipe, "pipe"),
    "a folder": (folder, "folder"),
    "a link to nothing": (dead_link, "link"),
}
"""How to write a table damaged in one way, and a word of what is said of it."""

ONE_COLUMN_LESS = {"semicolons", "tabs", "Chinese commas", "a link to nothing"}


def pairs(ways: Iterable[str], *, one_of: int) -> Iterator[Any]:
    """Each way with each reader; `make test` tries one pair of so many, yet each reader and each way."""
    for number, name in enumerate(READERS):
        for place, way in enumerate(ways):
            marks = () if (number + place) % one_of == 0 else (pytest.mark.torture,)
            yield pytest.param(READERS[name], way, id=f"{name}-{way}", marks=marks)


@pytest.mark.parametrize(("reader", "damage"), list(pairs(DAMAGES, one_of=6)))
def test_a_damage_is_named(reader: Reader, damage: str, small: Path) -> None:
    write, word = DAMAGES[damage]
    if damage in ONE_COLUMN_LESS and len(reader.rows[0]) == 1:
        pytest.skip("a table of one column has no separator")
    path = prepared(small, reader)
    write(path, [list(row) for row in reader.rows])
    _found, refused = outcome(small, reader)
    if damage == "a folder" and "observations" in reader.file:
        assert refused == [], "told as not read"
        return
    stem = reader.file.removesuffix(".csv")
    assert [one for one in refused if one[0].startswith(stem) and word in one[2]], refused


@every_reader
def test_two_files_of_one_name_are_refused(reader: Reader, small: Path) -> None:
    if reader.handed_in or "observations" in reader.file:
        pytest.skip("its files may have any names")
    path = prepared(small, reader)
    written_xlsx(path.with_suffix(".xlsx"), reader.rows)
    _found, refused = outcome(small, reader)
    assert [one for one in refused if "table of the same name" in one[2]], refused


def titled(path: Path, rows: Rows) -> None:
    written_csv(path, [["2023年一季度"], [], *rows])


def in_chinese(path: Path, rows: Rows) -> None:
    rows[0] = [chinese(name, rows[0]) for name in rows[0]]
    written_csv(path, rows)


def mixed(path: Path, rows: Rows) -> None:
    rows[0] = [chinese(name, rows[0]) if at % 2 else name for at, name in enumerate(rows[0])]
    written_csv(path, rows)


def full_width(path: Path, rows: Rows) -> None:
    """Codes as an input method leaves them in full width."""
    wide = {code: code + 0xFEE0 for code in range(ord("A"), ord("Z") + 1)}
    wide |= {code: code + 0xFEE0 for code in range(ord("0"), ord("9") + 1)}
    rows[1:] = [
        [cell.translate(wide) if cell in {"A1", "A2", "T1"} else cell for cell in row] for row in rows[1:]
    ]
    written_csv(path, rows)


def reordered(path: Path, rows: Rows) -> None:
    written_csv(path, [row[::-1] for row in rows])


def moved(write: Callable[[Path, Rows], None], ending: str) -> Write:
    def written(path: Path, rows: Rows) -> None:
        path.unlink()
        write(path.with_suffix(ending), rows)

    return written


LOOKS: dict[str, Write] = {
    "a title above": titled,
    "Chinese names": in_chinese,
    "names of both kinds": mixed,
    "columns in another order": reordered,
    "GB18030": lambda path, rows: written_csv(path, rows, "gb18030"),
    "a byte order mark": lambda path, rows: written_csv(path, rows, "utf-8-sig"),
    "the line of Excel that names the separator": lambda path, rows: written_csv(path, [["sep=", ""], *rows]),
    ".xlsx": moved(written_xlsx, ".xlsx"),
    ".xls": moved(written_xls, ".xls"),
    ".ods": moved(written_ods, ".ods"),
    "capitals": moved(written_csv, ".CSV"),
}
"""Tables that look different and say the same."""


@pytest.mark.parametrize(("reader", "look"), list(pairs(LOOKS, one_of=3)))
def test_what_only_looks_different_says_the_same(reader: Reader, look: str, small: Path) -> None:
    path = prepared(small, reader)
    expected, _none = outcome(small, reader)
    LOOKS[look](path, [list(row) for row in reader.rows])
    assert outcome(small, reader) == (expected, [])


REFERRING = [name for name in READERS if name not in {"towns", "villages", "departments"}]


@pytest.mark.parametrize("name", REFERRING)
def test_codes_in_full_width_are_found(name: str, small: Path) -> None:
    reader = READERS[name]
    path = prepared(small, reader)
    expected, _none = outcome(small, reader)
    full_width(path, [list(row) for row in reader.rows])
    assert outcome(small, reader) == (expected, [])
