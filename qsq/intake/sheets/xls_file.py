"""Sheets of an .xls, the workbook of older programs, by xlrd, which knows the formats of its cells."""

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import xlrd
import xlrd.compdoc

from qsq.domain.faults import message
from qsq.intake.sheets.number_formats import hides_text, shown, shows_otherwise
from qsq.intake.sheets.sheet import Cell, Sheet, UnfitWorkbook, broken, damaged
from qsq.intake.sheets.xls_formulas import uncomputed_formulas


def read_xls(file: str, content: bytes) -> list[Sheet]:
    """The sheets that hold anything; raises what xlrd raises, and `UnfitWorkbook`."""
    with Path(os.devnull).open("w") as silent:
        try:
            book = xlrd.open_workbook(
                file_contents=content, formatting_info=True, ragged_rows=True, on_demand=True, logfile=silent
            )
        except xlrd.XLRDError as error:
            if "encrypted" in str(error):
                raise UnfitWorkbook(
                    message("a password protects the workbook; save it without one")
                ) from None
            raise
        except xlrd.compdoc.CompDocError:
            raise damaged() from None
    uncomputed = uncomputed_formulas(bytes(book.mem or b""), book.base)
    return [
        Sheet(
            file,
            sheet.name,
            list(_rows(book, sheet, uncomputed.get(sheet.name, frozenset()))),
            [(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells],
            bool(sheet.visibility),
        )
        for sheet in book.sheets()
        if sheet.nrows
    ]


def _rows(
    book: xlrd.Book, sheet: xlrd.sheet.Sheet, uncomputed: Collection[tuple[int, int]]
) -> Iterator[Sequence[Cell]]:
    for number in range(sheet.nrows):
        yield [
            broken("=") if (number, column) in uncomputed else _cell(book, cell)
            for column, cell in enumerate(sheet.row(number))
        ]


def _cell(book: xlrd.Book, cell: xlrd.sheet.Cell) -> Cell:
    """A cell as it is shown."""
    match cell.ctype:
        case xlrd.XL_CELL_NUMBER:
            return shown(f"{cell.value:.15g}", _format(book, cell)) or float(cell.value)
        case xlrd.XL_CELL_DATE:
            return _day(cell.value, book.datemode)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return broken(xlrd.error_text_from_code.get(cell.value, "#?"))
        case xlrd.XL_CELL_TEXT:
            code = _format(book, cell)
            return shows_otherwise(code) if cell.value and hides_text(code) else str(cell.value)
        case _:
            return ""


def _format(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    return str(book.format_map[book.xf_list[cell.xf_index].format_key].format_str)


def _day(number: float, datemode: int) -> Cell:
    try:
        return str(xlrd.xldate_as_datetime(number, datemode)).removesuffix(" 00:00:00")
    except (ValueError, xlrd.XLDateError):
        return number
