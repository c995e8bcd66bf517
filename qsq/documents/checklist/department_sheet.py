"""The workbook of a department's form; it is read back as wide observations (CONTRACT.md 4)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from qsq.documents.checklist.department_form import DepartmentForm, EntryColumn
from qsq.documents.forms.form import FormField
from qsq.documents.writers.form import (
    ALLOWED,
    ChoicesSheet,
    FormFormats,
    count_of_empty,
    runs_asked,
    stamped,
    write_cover,
)
from qsq.documents.writers.workbook import (
    PAPER_A3,
    PAPER_A4,
    fixed_properties,
    lines_needed,
    number_of,
    page,
    workbook,
)
from qsq.domain.observed.observation import NOT_APPLICABLE
from qsq.domain.scheme.checklist import Task
from qsq.domain.scheme.department_sheet import CODE, CODE_HEADING, NOTE, NOTE_HEADING
from qsq.domain.scheme.methods import Award, Deduct, Grade, Ratio, YesNo
from qsq.domain.values.numbers import plain

SHEET = "评分意见"
_TITLE, _HINTS, _ITEMS, _TEXTS, _RULES, _STILL, HEADER = range(7)
"""The rows above the villages; only the last, of ids, names the first column."""

FIRST = HEADER + 1
_FROZEN = 3
_ZOOM = 90
"""Per cent: what a small screen shows of a form without its letters being too small."""

_LINE_POINTS = 13
_WIDEST_HINT = 150
_OF_A4, _OF_A3 = 130, 290
"""The characters of a row that are legible on a page lying; a wider form takes several pages side by side."""

_RED = "#FF7C80"
_THIN, _HEAVY = {"border": 1, "border_color": "#BFBFBF"}, "#7F7F7F"
_LOOKS: Mapping[str, Mapping[str, object]] = {
    "title": {"font_name": "黑体", "font_size": 16, "border": 0},
    "hint": {"border": 0},
    "item": {"bold": True, "align": "center", "bg_color": "#F2E4E4"},
    "text": {"font_size": 9, "align": "center", "valign": "top", "bg_color": "#FAF4F4"},
    "rule": {"font_size": 9, "align": "center", "font_color": "#9C2A2A", "bg_color": "#FAF4F4"},
    "still": {"bold": True, "align": "center", "bg_color": "#FFF2CC"},
    "id": {"font_size": 6, "font_color": "#A6A6A6", "num_format": "@", "text_wrap": False},
    "town": {"num_format": "@", "text_wrap": False},
    "village": {"num_format": "@", "bold": True, "text_wrap": False},
    "code": {"num_format": "@", "font_size": 9, "font_color": "#7F7F7F", "text_wrap": False},
    "target": {"num_format": "@", "align": "right", "font_color": "#7F7F7F"},
    "value": {"locked": False, "align": "center"},
    "void": {"bg_color": "#D9D9D9"},
    "note": {"locked": False},
}
_SHOWN = {CODE: CODE_HEADING, NOTE: NOTE_HEADING}
_LONGEST_TITLE = 16
_OF_FIXED = ("town", "village", "code")
_PLAIN = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True, **_THIN}

Cells = Mapping[tuple[str, str], str]
"""What is said of cells, by village code and name of the column."""


def write_department_sheet(
    path: Path,
    form: DepartmentForm,
    created: date,
    entries: Cells | None = None,
    marks: Cells | None = None,
    lacking: Collection[tuple[str, str]] = (),
) -> None:
    """Write the form. All but the entries is locked, and so is what a village is not asked.

    Args:
        path: the file.
        form: what is asked.
        created: the date in its properties.
        entries: what stands in it already, as it was written.
        marks: cells that are wrong, and why: they are red, with that as a comment.
        lacking: cells that are red for as long as they are empty; all others are yellow then.
    """
    with workbook(path) as book:
        fixed_properties(book, form.title, created)
        stamped(book, form.stamp)
        formats = FormFormats(book)
        write_cover(book, form.title, form.stamp, form.cover, formats)
        _DepartmentSheet(book, form, _Looks(book)).write(entries or {}, marks or {}, lacking)


class _Looks:
    """The formats of the form's cells, each made when it is first needed."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, bool, bool, bool], Any] = {}

    def of(self, look: str, *, town: bool = False, item: bool = False, wrong: bool = False) -> Any:
        """A look; with a heavier line where a town or an item begins, red where something is wrong."""
        key = look, town, item, wrong
        if key not in self._made:
            lines = {"top": 2, "top_color": _HEAVY} if town else {}
            lines |= {"left": 2, "left_color": _HEAVY} if item else {}
            red = {"bg_color": _RED} if wrong else {}
            self._made[key] = self._book.add_format({**_PLAIN, **_LOOKS[look], **lines, **red})
        return self._made[key]

    @property
    def empty(self) -> Any:
        """What is still to be filled in."""
        return self._conditional("empty", "#FFF9DB")

    @property
    def lacking(self) -> Any:
        """What was to be there by now."""
        return self._conditional("lacking", _RED)

    @property
    def unfit(self) -> Any:
        """A note that lacks."""
        return self._conditional("unfit", "#F8CBAD")

    def _conditional(self, name: str, color: str) -> Any:
        key = name, False, False, False
        if key not in self._made:
            self._made[key] = self._book.add_format({"bg_color": color})
        return self._made[key]


class _DepartmentSheet:
    """The table: heads, ids, and a row a village."""

    def __init__(self, book: Any, form: DepartmentForm, looks: _Looks) -> None:
        self._form, self._looks, self._fields = form, looks, form.fields
        self._sheet = book.add_worksheet(SHEET)
        self._choices = ChoicesSheet(book)
        self._last = HEADER + len(form.villages)
        self._at = {field.name: at for at, field in enumerate(self._fields)}
        self._note = self._at[NOTE]
        self._first_of_items = {group[0] for group in self._items()}

    def write(self, entries: Cells, marks: Cells, lacking: Collection[tuple[str, str]]) -> None:
        """All of it."""
        self._heads()
        self._rows(entries, marks)
        for column in self._form.columns:
            self._take(column, entries, lacking)
        self._want_reasons()
        self._set_up(entries)

    def _items(self) -> Iterator[tuple[int, int, str]]:
        """The first and last column of each item, and its name."""
        for (_id, name), columns in groupby(self._form.columns, key=lambda one: (one.item.id, one.item.name)):
            group = list(columns)
            yield self._begins(group[0]), self._at[group[-1].name], name

    def _begins(self, column: EntryColumn) -> int:
        return self._at[column.name] - bool(column.targets)

    def _heads(self) -> None:
        form, sheet, looks = self._form, self._sheet, self._looks
        for at, field in enumerate(self._fields):
            sheet.set_column(at, at, field.width)
            sheet.write_string(HEADER, at, field.heading, looks.of("id", item=at in self._first_of_items))
        for at, field in [*enumerate(self._fields[:_FROZEN]), (self._note, self._fields[self._note])]:
            heading = _SHOWN.get(field.name, field.heading)
            sheet.merge_range(_ITEMS, at, _RULES, at, heading, looks.of("item"))
        for begin, end, name in self._items():
            self._across(_ITEMS, begin, end, name, looks.of("item", item=True))
        for column in form.columns:
            self._head(column)
        self._above()
        self._heights()

    def _head(self, column: EntryColumn) -> None:
        begin, at = self._begins(column), self._at[column.name]
        first = begin in self._first_of_items
        self._across(_TEXTS, begin, at, column.head, self._looks.of("text", item=first))
        if begin < at:
            unit = f"（{column.task.unit}）" if column.task.unit else ""
            self._sheet.write_string(_RULES, begin, f"本村目标{unit}", self._looks.of("rule", item=first))
        rule = column.rule(self._form.due)
        self._sheet.write_string(_RULES, at, rule, self._looks.of("rule", item=first and begin == at))

    def _across(self, row: int, begin: int, end: int, text: str, look: Any) -> None:
        if begin < end:
            self._sheet.merge_range(row, begin, row, end, text, look)
        else:
            self._sheet.write_string(row, begin, text, look)

    def _above(self) -> None:
        """The title, and what to do, with the stamp."""
        form, last = self._form, len(self._fields) - 1
        self._sheet.merge_range(_TITLE, 0, _TITLE, last, form.title, self._looks.of("title"))
        text = f"{form.hint}　{form.stamp.line}"
        self._sheet.merge_range(_HINTS, 0, _HINTS, last, text, self._looks.of("hint"))
        width = min(_WIDEST_HINT, sum(field.width for field in self._fields))
        self._sheet.set_row(_TITLE, 24)
        self._sheet.set_row(_HINTS, 4 + 13 * lines_needed(text, width - 4))

    def _heights(self) -> None:
        """Rows high enough for their longest text."""
        items = [
            lines_needed(name, _width(self._fields[begin : end + 1])) for begin, end, name in self._items()
        ]
        texts, rules = [2], [1]
        for column in self._form.columns:
            at = self._at[column.name]
            texts.append(lines_needed(column.head, _width(self._fields[self._begins(column) : at + 1])))
            rules.append(lines_needed(column.rule(self._form.due), _width([self._fields[at]])))
        self._sheet.set_row(_ITEMS, 4 + 13 * max(items, default=1))
        self._sheet.set_row(_TEXTS, 2 + _LINE_POINTS * max(texts))
        self._sheet.set_row(_RULES, 2 + _LINE_POINTS * max(2, *rules))
        self._sheet.set_row(_STILL, 18)
        self._sheet.set_row(HEADER, 12)

    def _rows(self, entries: Cells, marks: Cells) -> None:
        town = ""
        for row, ((village, town_name), locked) in enumerate(
            zip(self._form.villages, self._form.locked_rows, strict=True), start=FIRST
        ):
            new, town = town_name != town, town_name
            self._sheet.set_row(row, 17)
            printed = iter(locked)
            for at, field in enumerate(self._fields):
                if not field.entry:
                    look = _OF_FIXED[at] if at < _FROZEN else "target"
                    lines = self._looks.of(look, town=new, item=at in self._first_of_items)
                    self._sheet.write(row, at, next(printed) or None, lines)
            looks = {one.name: "value" if village.code in one.asked else "void" for one in self._form.columns}
            for name, look in {**looks, NOTE: "note"}.items():
                text, wrong = (found.get((village.code, name), "") for found in (entries, marks))
                at = self._at[name]
                of = self._looks.of(look, town=new, item=at in self._first_of_items, wrong=bool(wrong))
                self._entry((row, at), text, of)
                if wrong:
                    self._sheet.write_comment(row, at, wrong, {"author": "qsq", "x_scale": 2})

    def _entry(self, cell: tuple[int, int], text: str, look: Any) -> None:
        number = number_of(text) if text else None
        if not text:
            self._sheet.write_blank(*cell, None, look)
        elif number is not None:
            self._sheet.write_number(*cell, number, look)
        else:
            self._sheet.write_string(*cell, text, look)

    def _take(self, column: EntryColumn, entries: Cells, lacking: Collection[tuple[str, str]]) -> None:
        """What a column takes, what is said beside its cells, what is empty, and how much of it."""
        at, codes = self._at[column.name], [village.code for village, _town in self._form.villages]
        rule = self._rule(column, xl_rowcol_to_cell(FIRST, at, col_abs=True))
        self._sheet.data_validation(FIRST, at, self._last, at, rule)
        asked = [code in column.asked for code in codes]
        red = [(code, column.name) in lacking for code in codes]
        for which, look in ((red, self._looks.lacking), (asked, self._looks.empty)):
            for begin, end in runs_asked(which):
                area = FIRST + begin, at, FIRST + end, at
                self._sheet.conditional_format(
                    *area, {"type": "blanks", "format": look, "stop_if_true": True}
                )
        formula = count_of_empty(at, self._at[CODE], FIRST, self._last, asked.count(False))
        empty = sum(not entries.get((code, column.name)) for code in column.asked)
        self._sheet.write_formula(_STILL, at, formula, self._looks.of("still"), empty)

    def _rule(self, column: EntryColumn, cell: str) -> dict[str, Any]:
        title = column.head[:_LONGEST_TITLE]
        said = {"input_title": title, "input_message": column.message[:255]}
        wrong = {
            **said,
            "error_title": title,
            "error_message": column.message[:255],
            "ignore_blank": True,
        }
        choices = _choices(column.task)
        if choices is None:
            return {"validate": "custom", "value": _formula(column.task, cell), **wrong}
        # a reason behind 不适用 is not one of the choices
        return {"validate": "list", "source": self._choices.source(choices), **wrong, "error_type": "warning"}

    def _want_reasons(self) -> None:
        """An NA without a reason makes the row's note red."""
        columns = [self._at[column.name] for column in self._form.columns]
        first, last = (xl_rowcol_to_cell(FIRST, at, col_abs=True) for at in (columns[0], columns[-1]))
        note = xl_rowcol_to_cell(FIRST, self._note, col_abs=True)
        void = "+".join(f'COUNTIF({first}:{last},"{word}")' for word in (NOT_APPLICABLE, "不适用"))
        lacks = f'=AND({void}>0,TRIM({note})="")'
        area = FIRST, self._note, self._last, self._note
        self._sheet.conditional_format(
            *area, {"type": "formula", "criteria": lacks, "format": self._looks.unfit}
        )

    def _set_up(self, entries: Cells) -> None:
        sheet, last = self._sheet, len(self._fields) - 1
        for at in range(len(self._fields)):
            if not self._fields[at].entry or at == self._note:
                text = {0: "还缺"}.get(at, "")
                sheet.write_string(_STILL, at, text, self._looks.of("still", item=at in self._first_of_items))
        ends = (xl_rowcol_to_cell(_STILL, at) for at in (_FROZEN, self._note - 1))
        columns = self._form.columns
        empty = sum(not entries.get((code, one.name)) for one in columns for code in one.asked)
        sheet.write_formula(_STILL, 2, f"=SUM({':'.join(ends)})", self._looks.of("still"), empty)
        sheet.freeze_panes(FIRST, _FROZEN)
        sheet.set_zoom(_ZOOM)
        begin = self._at[self._form.columns[0].name]
        sheet.set_selection(FIRST, begin, FIRST, begin)
        sheet.autofilter(HEADER, 0, self._last, last)
        sheet.protect("", ALLOWED)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(self._last, last)}"})
        width = sum(field.width for field in self._fields)
        page(sheet, paper=PAPER_A4 if width <= _OF_A4 else PAPER_A3)
        sheet.fit_to_pages(ceil(width / _OF_A3), 0)
        sheet.repeat_rows(_TITLE, HEADER)
        sheet.repeat_columns(0, _FROZEN - 1)
        sheet.activate()


def _width(fields: Sequence[FormField]) -> int:
    """How many characters of the small letters above a column have room in a line."""
    return max(4, sum(field.width for field in fields) * 8 // 7)


def _choices(task: Task) -> list[str] | None:
    match task.method:
        case Grade(grades):
            return [*(grade for grade, _share in grades), NOT_APPLICABLE]
        case YesNo():
            return ["是", "否", NOT_APPLICABLE]
        case _:
            return None


def _formula(task: Task, cell: str) -> str:
    match task.method:
        case Award():
            fits = f"{cell}>=0,{cell}<={plain(task.points)}"
        case Deduct():
            fits = f"{cell}>=0,{cell}=INT({cell})"
        case Ratio():
            fits = f"{cell}>=0"
        case _:
            fits = "TRUE"
    void = f'{cell}="{NOT_APPLICABLE}",LEFT({cell},3)="不适用"'
    return f"=OR({void},IF(ISNUMBER({cell}),AND({fits}),FALSE))"
