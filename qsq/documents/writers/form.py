"""Forms as Excel files: what is to be filled in is open and yellow, all else is locked."""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from qsq.documents.forms.form import Cover, FieldKind, Form, FormField
from qsq.documents.writers.workbook import (
    PAPER_A3,
    PAPER_A4,
    fixed_properties,
    lines_needed,
    number_of,
    page,
    workbook,
)
from qsq.domain.forms.stamp import LONGEST_PROPERTY, PROPERTY, Stamp
from qsq.domain.scheme.department_sheet import CHOICES_SHEET, GUIDE_SHEET

_LONGEST_LIST = 255
_LONGEST_MESSAGE = 255
_LONGEST_TITLE = 32
_UPRIGHT = 96
"""The characters of a row that fit on A4 upright as they are; a wider form lies."""

_OF_A4 = 172
"""The characters of a row that are still legible on A4 lying, a fifth smaller; a wider form takes A3."""

_OF_A3 = 244
"""The same of A3; a wider form takes several pages of A4."""

_MOST_FROZEN = 60
"""The characters of frozen columns; more would leave too little of a small screen."""

_OF_WORDS = 20
"""A column of choices that is wider holds words, which begin on the left."""

_LINE_POINTS = 15
_LOWEST_ROW = 21
"""Points; a lower row leaves no room to write by hand or to sign."""

_PLAIN = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
_BORDER = {"border": 1, "border_color": "#BFBFBF"}
_HEAD = {**_PLAIN, **_BORDER, "bold": True, "align": "center", "bg_color": "#F2E4E4"}
STILL = "还缺"
"""Begins the row that counts what is still empty."""

_MAY_BE_EMPTY = "可空"


class FormFormats:
    """The looks of a form's cells, each made when it is first needed."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def of(self, look: str, **more: object) -> Any:
        """A look by its name, with what a cell has besides."""
        wanted = {**LOOKS[look], **more}
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]


LOOKS: dict[str, dict[str, object]] = {
    "title": {"font_name": "黑体", "font_size": 16, "valign": "vcenter"},
    "hint": {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True},
    "stamp": {"font_name": "宋体", "font_size": 9, "valign": "vcenter", "font_color": "#7F7F7F"},
    "head": _HEAD,
    "still": {**_PLAIN, **_BORDER, "bold": True, "align": "center", "bg_color": "#FFF2CC"},
    "told": {**_PLAIN, **_BORDER, "num_format": "@"},
    "entry": {**_PLAIN, **_BORDER, "locked": False},
    "void": {**_BORDER, "bg_color": "#D9D9D9"},
    "empty": {"bg_color": "#FFF9DB"},
    "fact": {**_PLAIN, **_BORDER, "font_size": 12, "bold": True, "bg_color": "#F2E4E4"},
    "said": {**_PLAIN, **_BORDER, "font_size": 12},
    "step": {**_PLAIN, "font_size": 12},
    "sign": {**_PLAIN, "font_size": 12, "bottom": 1},
}

ALLOWED = {
    "autofilter": True,
    "sort": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
}
"""What people may do with a locked sheet besides filling it in."""


def write_form(path: Path | io.BytesIO, form: Form, created: date) -> None:
    """Write a form: the cover, the table with its stamp, and long drop-downs on a sheet that is not shown.

    Args:
        path: the file, or what takes its bytes.
        form: what stands in it.
        created: the date in the file's properties; the same form gives the same bytes.
    """
    with workbook(path) as book:
        fixed_properties(book, form.title, created)
        stamped(book, form.stamp)
        formats = FormFormats(book)
        write_cover(book, form.title, form.stamp, form.cover, formats)
        _FormSheet(book, form, formats).write()


def stamped(book: Any, stamp: Stamp) -> None:
    """Put the stamp into the file's properties; one with too long a code stands in its visible line alone."""
    if len(stamp.text) <= LONGEST_PROPERTY:
        book.set_custom_property(PROPERTY, stamp.text, "text")


def write_cover(book: Any, title: str, stamp: Stamp, cover: Cover, formats: FormFormats) -> None:
    """The first sheet: what, by whom, until when, whom to ask, how, and where to sign."""
    sheet = book.add_worksheet(GUIDE_SHEET)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 62)
    sheet.set_row(0, 36)
    sheet.write_string(0, 0, title, formats.of("title"))
    sheet.write_string(1, 0, stamp.line, formats.of("stamp"))
    row = 3
    for word, said in cover.facts:
        sheet.set_row(row, 8 + 18 * lines_needed(said, 52))
        sheet.write_string(row, 0, word, formats.of("fact"))
        sheet.write_string(row, 1, said, formats.of("said"))
        row += 1
    for number, step in enumerate(cover.steps, start=1):
        row += 1
        text = f"{number}. {step}"
        sheet.set_row(row, 4 + 18 * lines_needed(text, 84))
        sheet.merge_range(row, 0, row, 1, text, formats.of("step"))
    row += 2
    for signer in cover.signers:
        sheet.set_row(row, 36)
        sheet.write_string(row, 0, signer, formats.of("step"))
        sheet.write_string(
            row, 1, "（签字、盖章）                              年    月    日", formats.of("sign")
        )
        row += 1
    for word, said in cover.details:
        row += 1
        sheet.set_row(row, 4 + 14 * max(lines_needed(said, 66), lines_needed(word, 22)))
        sheet.write_string(row, 0, word, formats.of("told"))
        sheet.write_string(row, 1, said, formats.of("told"))
    sheet.protect()
    sheet.hide_gridlines(2)
    page(sheet, landscape=False)


class ChoicesSheet:
    """Drop-downs that are too long to stand in a cell's own rule, on a sheet that is not shown."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._sheet: Any = None
        self._at: dict[tuple[str, ...], str] = {}

    def source(self, choices: Sequence[str]) -> list[str] | str:
        """What a drop-down is drawn from: the choices themselves, or the cells that hold them."""
        written = ",".join(choices)
        if len(written) <= _LONGEST_LIST and written.count(",") < len(choices) and '"' not in written:
            return list(choices)
        key = tuple(choices)
        if key not in self._at:
            if self._sheet is None:
                self._sheet = self._book.add_worksheet(CHOICES_SHEET)
                self._sheet.hide()
            column = len(self._at)
            for row, choice in enumerate(choices):
                self._sheet.write_string(row, column, choice)
            letter = xl_col_to_name(column)
            self._at[key] = f"={CHOICES_SHEET}!${letter}$1:${letter}${len(choices)}"
        return self._at[key]


class _FormSheet:
    """The table of a form: title, hints, stamp, what is still empty, the header and the rows."""

    def __init__(self, book: Any, form: Form, formats: FormFormats) -> None:
        self._form, self._formats = form, formats
        self._sheet = book.add_worksheet(form.stamp.form.chinese)
        self._choices = ChoicesSheet(book)
        self._still = 2 + len(form.hints)
        self._header = self._still + 1
        self._first, self._last = self._header + 1, self._header + max(1, len(form.rows))
        self._widths = [0 if field.hidden else field.width for field in form.fields]
        self._kept = _frozen(form.fields, self._widths)

    def write(self) -> None:
        """All of it."""
        form, sheet = self._form, self._sheet
        sheet.write_string(0, 0, form.title, self._formats.of("title"))
        sheet.set_row(0, 28)
        for row, hint in enumerate(form.hints, start=1):
            sheet.merge_range(row, 0, row, len(form.fields) - 1, hint, self._formats.of("hint"))
            sheet.set_row(row, _LINE_POINTS * lines_needed(hint, sum(self._widths) - 4) + 3)
        sheet.write_string(self._still - 1, 0, form.stamp.line, self._formats.of("stamp"))
        self._heads()
        for number, cells in enumerate(form.rows, start=self._first):
            self._row(number, cells)
        for at, field in enumerate(form.fields):
            if field.entry:
                self._entries(at, field)
        self._count_empty()
        self._set_up()

    def _heads(self) -> None:
        lines = [1]
        for at, field in enumerate(self._form.fields):
            self._sheet.set_column(at, at, field.width, None, {"hidden": field.hidden})
            self._sheet.write_string(self._header, at, field.heading, self._formats.of("head"))
            lines.append(lines_needed(field.heading, max(1, field.width - 3)))
        self._sheet.set_row(self._header, _LINE_POINTS * max(lines) + 6)

    def _row(self, number: int, cells: Sequence[str | None]) -> None:
        lines = [1]
        for at, (field, text) in enumerate(zip(self._form.fields, cells, strict=True)):
            if field.entry:
                self._entry(number, at, field, text)
            else:
                self._told(number, at, text or "")
            if not field.hidden:
                lines.append(lines_needed(text or "", max(1, field.width - 1)))
        self._sheet.set_row(number, max(_LOWEST_ROW, _LINE_POINTS * max(lines) + 3))

    def _told(self, number: int, at: int, text: str) -> None:
        """What is printed: words begin on the left, codes and figures stand in the middle."""
        aligned = {"align": "center"} if text.isascii() else {}
        self._sheet.write(number, at, text or None, self._formats.of("told", **aligned))

    def _entry(self, number: int, at: int, field: FormField, text: str | None) -> None:
        if text is None:
            self._sheet.write_blank(number, at, None, self._formats.of("void"))
            return
        look = self._look(field)
        figure = number_of(text) if field.kind is FieldKind.NUMBER else None
        day = _day(text) if field.kind is FieldKind.DATE else None
        if not text:
            self._sheet.write_blank(number, at, None, look)
        elif day is not None:
            self._sheet.write_datetime(number, at, day, look)
        elif figure is not None:
            self._sheet.write_number(number, at, figure, look)
        else:
            self._sheet.write_string(number, at, text, look)

    def _look(self, field: FormField) -> Any:
        formats = {FieldKind.TEXT: "@", FieldKind.NUMBER: "General", FieldKind.DATE: "yyyy-mm-dd"}
        of_words = field.kind is FieldKind.TEXT and (not field.choices or field.width > _OF_WORDS)
        aligned = {} if of_words else {"align": "center"}
        return self._formats.of("entry", num_format=formats[field.kind], **aligned)

    def _entries(self, at: int, field: FormField) -> None:
        """What a column takes, what is said beside its cells, and that the empty ones are yellow."""
        rule = self._rule(at, field)
        for begin, end in runs_asked([row[at] is not None for row in self._form.rows]):
            area = self._first + begin, at, self._first + end, at
            if rule:
                self._sheet.data_validation(*area, rule)
            self._sheet.conditional_format(*area, {"type": "blanks", "format": self._formats.of("empty")})

    def _rule(self, at: int, field: FormField) -> dict[str, Any]:
        said = {
            "input_title": field.heading[:_LONGEST_TITLE],
            "input_message": field.message[:_LONGEST_MESSAGE],
        }
        wrong = {
            "error_title": field.heading[:_LONGEST_TITLE],
            "error_message": field.message[:_LONGEST_MESSAGE],
            "ignore_blank": True,
            **(said if field.message else {}),
        }
        if field.choices:
            return {"validate": "list", "source": self._choices.source(field.choices), **wrong}
        match field.kind:
            case FieldKind.NUMBER:
                cell = xl_rowcol_to_cell(self._first, at, col_abs=True)
                return {"validate": "custom", "value": f"=ISNUMBER({cell})", **wrong}
            case FieldKind.DATE:
                span = {"minimum": date(2000, 1, 1), "maximum": date(2099, 12, 31)}
                return {"validate": "date", "criteria": "between", **span, **wrong}
            case FieldKind.TEXT:
                return {"validate": "any", **said} if field.message else {}

    def _count_empty(self) -> None:
        """A row that counts what is still empty in each column, of rows whose first locked cell is filled."""
        fields = self._form.fields
        told = next((at for at, field in enumerate(fields) if not field.entry), None)
        if told is None:
            return
        for at, field in enumerate(fields):
            if not field.entry or field.optional:
                said = _MAY_BE_EMPTY if field.entry else STILL if at == 0 else ""
                self._sheet.write_string(self._still, at, said, self._formats.of("still"))
                continue
            look = self._formats.of("still")
            cells = [row[at] for row in self._form.rows if row[told]]
            formula = count_of_empty(at, told, self._first, self._last, cells.count(None))
            empty = cells.count("")
            if at == 0:  # the count itself says what it counts
                self._sheet.write_formula(
                    self._still, at, f'="{STILL}"&{formula[1:]}', look, f"{STILL}{empty}"
                )
            else:
                self._sheet.write_formula(self._still, at, formula, look, empty)

    def _set_up(self) -> None:
        sheet, fields, wide = self._sheet, self._form.fields, sum(self._widths)
        sheet.freeze_panes(self._first, self._kept)
        sheet.autofilter(self._header, 0, self._last, len(fields) - 1)
        sheet.protect("", ALLOWED)
        sheet.repeat_rows(self._header)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(self._last, len(fields) - 1)}"})
        paper = PAPER_A3 if _OF_A4 < wide <= _OF_A3 else PAPER_A4
        page(sheet, landscape=wide > _UPRIGHT, paper=paper, said=self._form.stamp.line)
        if wide > _OF_A3:
            self._side_by_side(wide)
        sheet.center_horizontally()
        sheet.activate()

    def _side_by_side(self, wide: int) -> None:
        """Pages of A4 beside each other, each beginning with what tells its rows apart."""
        kept = sum(self._widths[: self._kept])
        self._sheet.repeat_columns(0, self._kept - 1)
        self._sheet.fit_to_pages(ceil((wide - kept) / (_OF_A4 - kept)), 0)


def count_of_empty(column: int, told: int, first: int, last: int, void: int) -> str:
    """The formula that counts empty cells of a column in rows whose cell of another, `told`, is filled."""
    ranges = (
        f"{xl_rowcol_to_cell(first, at, True, True)}:{xl_rowcol_to_cell(last, at, True, True)}"
        for at in (told, column)
    )
    filled, empty = (f"(LEN({area}){sign}0)" for area, sign in zip(ranges, (">", "="), strict=True))
    return f"=SUMPRODUCT({filled}*{empty})" + (f"-{void}" if void else "")


def runs_asked(asked: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The first and last of the rows that are asked, without a gap between, counted from 0."""
    begun = None
    for number, one in enumerate([*asked, False]):
        if one and begun is None:
            begun = number
        elif not one and begun is not None:
            yield begun, number - 1
            begun = None


def _frozen(fields: Sequence[FormField], widths: Sequence[int]) -> int:
    """How many columns stay where they are: those before the first entry, as far as there is room."""
    entry = next((at for at, field in enumerate(fields) if field.entry), 0)
    while sum(widths[:entry]) > _MOST_FROZEN:
        entry -= 1
    return entry


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
