"""Sheets of an .xls, the workbook of older programs, by xlrd, which knows the formats of its cells."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import xlrd

from qsq.domain.faults import message
from qsq.intake.sheets.number_formats import shown
from qsq.intake.sheets.sheet import Cell, Sheet, UnfitWorkbook, broken


def read_xls(file: str, content: bytes) -> list[Sheet]:
    """The sheets that hold anything; raises what xlrd raises, and `UnfitWorkbook`."""
    with Path(os.devnull).open("w") as silent:
        try:
            book = xlrd.open_workbook(
                file_contents=content, formatting_info=True, ragged_rows=True, logfile=silent
            )
        except xlrd.XLRDError as error:
            if "encrypted" in str(error):
                raise UnfitWorkbook(
                    message("a password protects the workbook; save it without one")
                ) from None
            raise
    return [
        Sheet(
            file,
            sheet.name,
            list(_rows(book, sheet)),
            [(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells],
            bool(sheet.visibility),
        )
        for sheet in book.sheets()
        if sheet.nrows
    ]


def _rows(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Iterator[Sequence[Cell]]:
    for number in range(sheet.nrows):
        yield [_cell(book, cell) for cell in sheet.row(number)]


def _cell(book: xlrd.Book, cell: xlrd.sheet.Cell) -> Cell:
    """A cell as it is shown."""
    match cell.ctype:
        case xlrd.XL_CELL_NUMBER:
            code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
            return shown(f"{cell.value:.15g}", code) or float(cell.value)
        case xlrd.XL_CELL_DATE:
            return _day(cell.value, book.datemode)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return broken(xlrd.error_text_from_code.get(cell.value, "#?"))
        case xlrd.XL_CELL_TEXT:
            return str(cell.value)
        case _:
            return ""


def _day(number: float, datemode: int) -> Cell:
    try:
        return str(xlrd.xldate_as_datetime(number, datemode)).removesuffix(" 00:00:00")
    except (ValueError, xlrd.XLDateError):
        return number
