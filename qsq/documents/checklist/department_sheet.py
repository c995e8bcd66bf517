"""The form that a department fills in: a row a village, a column a task; it is read back (CONTRACT.md 4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from qsq.documents.checklist.marking import filling, marking
from qsq.documents.writers.workbook import fixed_properties, page, workbook
from qsq.domain.county.places import TOWN_DEPARTMENT, Village
from qsq.domain.observed.observation import NOT_APPLICABLE
from qsq.domain.scheme.checklist import Task
from qsq.domain.scheme.department_sheet import CHOICES_SHEET, CODE, GUIDE_SHEET, NOTE, TOWN_AID, VILLAGE_AID
from qsq.domain.scheme.methods import Award, Deduct, Grade, Ratio, YesNo
from qsq.domain.values.file_names import file_name
from qsq.domain.values.numbers import plain

SHEET = "评分意见"
_HINT = (
    "只填黄色的格和最后的备注；不适用的填“不适用：原因”，或填 NA 并在备注写明原因；"
    "没有扣分情形的填 0，不要留空。"
)
_TITLE, _HINTS, _TEXTS, _RULES, HEADER = range(5)
"""The rows above the villages; only the last, of ids, names the first column."""
_FIXED = (CODE, TOWN_AID, VILLAGE_AID)
_WIDTHS = (15, 13, 15)
_TASK_WIDTH, _NOTE_WIDTH = 16, 28
_LONGEST_LIST = 255


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One task that is asked of one village."""

    village: Village
    town_name: str
    task: Task


@dataclass(frozen=True, slots=True)
class _Column:
    """A task's column, or one of its rounds'.

    Attributes:
        name: as observations are called.
        number: of the round.
        asked: the codes of the villages that are asked.
    """

    task: Task
    name: str
    number: int
    asked: frozenset[str]


class _Form:
    """What a form asks of whom, and where it stands."""

    def __init__(self, rows: Sequence[AskedRow]) -> None:
        self.villages = {row.village.code: row for row in sorted(rows, key=lambda row: row.village.code)}
        asked: dict[str, set[str]] = {}
        for row in rows:
            asked.setdefault(row.task.id, set()).add(row.village.code)
        self.tasks = {row.task.id: row.task for row in rows}
        self.columns = [
            _Column(task, name, number, frozenset(asked[task.id]))
            for task in self.tasks.values()
            for number, name in enumerate(task.rounds, start=1)
        ]
        self.first = HEADER + 1
        self.last = HEADER + len(self.villages)
        self.note = len(_FIXED) + len(self.columns)

    def runs(self, column: _Column) -> Iterator[tuple[int, int]]:
        """The first and last rows of villages that are asked, without a gap between."""
        begun = None
        for number, code in enumerate([*self.villages, ""], start=self.first):
            if code in column.asked and begun is None:
                begun = number
            elif code not in column.asked and begun is not None:
                yield begun, number - 1
                begun = None


def town_form(town_code: str) -> str:
    """What the form of a town, in which it marks what it added, is called as a file, without the ending."""
    return file_name(f"{TOWN_DEPARTMENT}-{town_code}")


def write_department_sheet(
    path: Path, title: str, created: date, rows: Sequence[AskedRow], return_to: str
) -> None:
    """Write the form. All but the entries is locked, and so is what a village is not asked.

    Args:
        path: the file.
        title: what the form is called.
        created: the date in its properties.
        rows: the tasks that are asked of villages.
        return_to: whom it goes to when it is filled in.
    """
    form = _Form(rows)
    with workbook(path) as book:
        fixed_properties(book, title, created)
        sheet = book.add_worksheet(SHEET)
        formats = _formats(book)
        _heads(sheet, title, form, formats)
        for number, row in enumerate(form.villages.values(), start=form.first):
            _row(sheet, number, row, form, formats)
        _validate(book, sheet, form)
        _highlight(sheet, form, formats)
        sheet.freeze_panes(form.first, len(_FIXED))
        sheet.autofilter(HEADER, 0, form.last, form.note)
        sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
        sheet.repeat_rows(HEADER)
        page(sheet)
        _guide(book, (title, return_to), form, formats)


def _formats(book: Any) -> dict[str, Any]:
    plain_text = {"font_name": "宋体", "font_size": 10, "num_format": "@", "valign": "vcenter"}
    return {
        "title": book.add_format({"font_name": "黑体", "font_size": 14}),
        "head": book.add_format({"font_name": "黑体", "bold": True, "bg_color": "#D9E2F3", "border": 1}),
        "told": book.add_format({**plain_text, "text_wrap": True, "valign": "top", "border": 1}),
        "text": book.add_format(plain_text),
        "wrapped": book.add_format({**plain_text, "text_wrap": True}),
        "value": book.add_format({"locked": False, "border": 1, "align": "center", "valign": "vcenter"}),
        "void": book.add_format({"bg_color": "#D9D9D9", "border": 1}),
        "note": book.add_format({"locked": False, "border": 1, "text_wrap": True, "valign": "vcenter"}),
        "empty": book.add_format({"bg_color": "#FFF2CC"}),
        "wrong": book.add_format({"bg_color": "#F8CBAD"}),
    }


def _heads(sheet: Any, title: str, form: _Form, formats: dict[str, Any]) -> None:
    """The title, what to do, each task in words, how it is filled in, and the row of ids."""
    sheet.write_string(_TITLE, 0, title, formats["title"])
    sheet.write_string(_HINTS, 0, _HINT, formats["text"])
    for at, (heading, width) in enumerate(zip(_FIXED, _WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(HEADER, at, heading, formats["head"])
    for at, column in enumerate(form.columns, start=len(_FIXED)):
        task, several = column.task, column.task.combine is not None
        text = f"{task.text}（{plain(task.points)}分）" + (f"第{column.number}轮" if several else "")
        sheet.set_column(at, at, _TASK_WIDTH)
        sheet.write_string(_TEXTS, at, text, formats["told"])
        sheet.write_string(_RULES, at, filling(task), formats["told"])
        sheet.write_string(HEADER, at, column.name, formats["head"])
    sheet.set_row(_TEXTS, 80)
    sheet.set_row(_RULES, 40)
    sheet.set_column(form.note, form.note, _NOTE_WIDTH)
    sheet.write_string(HEADER, form.note, NOTE, formats["head"])


def _row(sheet: Any, number: int, row: AskedRow, form: _Form, formats: dict[str, Any]) -> None:
    village = row.village
    for at, text in enumerate((village.code, row.town_name, village.name)):
        sheet.write_string(number, at, text, formats["text"])
    for at, column in enumerate(form.columns, start=len(_FIXED)):
        sheet.write_blank(number, at, None, formats["value" if village.code in column.asked else "void"])
    sheet.write_blank(number, form.note, None, formats["note"])


def _validate(book: Any, sheet: Any, form: _Form) -> None:
    """Each task's column takes what its method reads, and not applicable."""
    lists: list[list[str]] = []
    for at, column in enumerate(form.columns, start=len(_FIXED)):
        rule = _rule(column, xl_rowcol_to_cell(form.first, at, col_abs=True), lists)
        sheet.data_validation(form.first, at, form.last, at, rule)
    if lists:
        _choices(book, lists)


def _rule(column: _Column, cell: str, lists: list[list[str]]) -> dict[str, Any]:
    wrong = {
        "error_title": column.name[:32],
        "error_message": f"{filling(column.task)[:200]}；不适用填“不适用：原因”",
        "ignore_blank": True,
    }
    choices = _choice(column.task)
    if choices is None:
        return {"validate": "custom", "value": _formula(column.task, cell), **wrong}
    reasons = {**wrong, "error_type": "warning"}  # a reason behind 不适用 is not one of the choices
    if len(",".join(choices)) <= _LONGEST_LIST:
        return {"validate": "list", "source": choices, **reasons}
    lists.append(choices)
    letter = xl_col_to_name(len(lists) - 1)
    return {
        "validate": "list",
        "source": f"={CHOICES_SHEET}!${letter}$1:${letter}${len(choices)}",
        **reasons,
    }


def _choices(book: Any, lists: Sequence[Sequence[str]]) -> None:
    """A hidden sheet for drop-downs that are too long to stand in the cell's own rule."""
    sheet = book.add_worksheet(CHOICES_SHEET)
    for column, choices in enumerate(lists):
        sheet.write_column(0, column, choices)
    sheet.hide()


def _choice(task: Task) -> list[str] | None:
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


def _highlight(sheet: Any, form: _Form, formats: dict[str, Any]) -> None:
    """What is still to fill in is yellow; an NA without a reason makes the row's note red."""
    for at, column in enumerate(form.columns, start=len(_FIXED)):
        for begin, end in form.runs(column):
            sheet.conditional_format(begin, at, end, at, {"type": "blanks", "format": formats["empty"]})
    first, last = (xl_rowcol_to_cell(form.first, at, col_abs=True) for at in (len(_FIXED), form.note - 1))
    note = xl_rowcol_to_cell(form.first, form.note, col_abs=True)
    void = "+".join(f'COUNTIF({first}:{last},"{word}")' for word in (NOT_APPLICABLE, "不适用"))
    sheet.conditional_format(
        form.first,
        form.note,
        form.last,
        form.note,
        {"type": "formula", "criteria": f'=AND({void}>0,TRIM({note})="")', "format": formats["wrong"]},
    )


def _guide(book: Any, heads: tuple[str, str], form: _Form, formats: dict[str, Any]) -> None:
    title, return_to = heads
    sheet = book.add_worksheet(GUIDE_SHEET)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 2, 40)
    lines = (
        title,
        f"{_HINT}灰色的格不用填，其余已锁定。",
        "每村一行，每条任务一列（分轮次的每轮一列）；不要增删行列、改编号那一行或合并单元格。",
        f"填好后把本文件原样交{return_to}。",
    )
    for number, text in enumerate(lines):
        sheet.write_string(number, 0, text)
    header = len(lines) + 1
    for at, text in enumerate(("编号", "任务与评分办法", "填写")):
        sheet.write_string(header, at, text, formats["head"])
    for number, task in enumerate(form.tasks.values(), start=header + 1):
        points = f"（{plain(task.points)}分）{marking(task)}"
        sheet.write_string(number, 0, task.id, formats["text"])
        sheet.write_string(number, 1, f"{task.text}{points}", formats["wrapped"])
        sheet.write_string(number, 2, filling(task), formats["wrapped"])
    sheet.protect()
    sheet.repeat_rows(header)
    page(sheet)
