"""The sheet that a department fills in: its tasks × its villages; read back as it is (CONTRACT.md 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from qsq.documents.excel import fixed_properties, page, workbook
from qsq.documents.marking import filling, marking
from qsq.domain.checklist import Task
from qsq.domain.department_sheet import AIDS, CHOICES_SHEET, CODES, ENTRIES, GUIDE_SHEET
from qsq.domain.methods import Award, Deduct, Grade, Ratio, YesNo
from qsq.domain.numbers import plain
from qsq.domain.observation import NOT_APPLICABLE
from qsq.domain.places import Village

HEADINGS = (CODES[0], *AIDS[:2], CODES[1], *AIDS[2:], *ENTRIES)
_WIDTHS = (15, 13, 15, 24, 46, 6, 26, 10, 24)
_VALUE, _NOTE = HEADINGS.index("value"), HEADINGS.index("note")
_LONGEST_LIST = 255


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One observation that is asked for."""

    village: Village
    town_name: str
    task: Task


def write_department_sheet(
    path: Path, title: str, created: date, rows: Sequence[AskedRow], return_to: str
) -> None:
    """Write the sheet; `rows` come task by task. All but the entries is locked.

    Args:
        path: the file.
        title: what the sheet is called.
        created: the date in its properties.
        rows: the observations that are asked for.
        return_to: whom it goes to when it is filled in.
    """
    with workbook(path) as book:
        fixed_properties(book, title, created)
        sheet = book.add_worksheet("评分意见")
        formats = _formats(book)
        _columns(sheet, formats)
        for number, row in enumerate(rows, start=1):
            _row(sheet, number, row, formats)
        _validate(book, sheet, rows)
        _highlight(sheet, len(rows), formats)
        sheet.freeze_panes(1, 3)
        sheet.autofilter(0, 0, len(rows), len(HEADINGS) - 1)
        sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})
        page(sheet, 0)
        _guide(book, (title, return_to), rows, formats)


def _formats(book: Any) -> dict[str, Any]:
    plain_text = {"font_name": "宋体", "font_size": 10, "num_format": "@", "valign": "vcenter"}
    return {
        "head": book.add_format({"font_name": "黑体", "bold": True, "bg_color": "#D9E2F3", "border": 1}),
        "text": book.add_format(plain_text),
        "wrapped": book.add_format({**plain_text, "text_wrap": True}),
        "value": book.add_format({"locked": False, "border": 1, "align": "center", "valign": "vcenter"}),
        "note": book.add_format({"locked": False, "border": 1, "text_wrap": True, "valign": "vcenter"}),
        "empty": book.add_format({"bg_color": "#FFF2CC"}),
        "wrong": book.add_format({"bg_color": "#F8CBAD"}),
    }


def _columns(sheet: Any, formats: dict[str, Any]) -> None:
    for at, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, heading, formats["head"])


def _row(sheet: Any, number: int, row: AskedRow, formats: dict[str, Any]) -> None:
    task, village = row.task, row.village
    fixed = (village.code, row.town_name, village.name, task.id, task.text, plain(task.points), filling(task))
    for at, text in enumerate(fixed):
        sheet.write_string(number, at, text, formats["text"])
    sheet.write_blank(number, _VALUE, None, formats["value"])
    sheet.write_blank(number, _NOTE, None, formats["note"])


def _validate(book: Any, sheet: Any, rows: Sequence[AskedRow]) -> None:
    """Each task's block of rows takes what its method reads, and NA."""
    first = 1
    lists: list[list[str]] = []
    for _task_id, group in groupby(rows, key=lambda row: row.task.id):
        block = list(group)
        last = first + len(block) - 1
        rule = _rule(block[0].task, first, lists)
        sheet.data_validation(first, _VALUE, last, _VALUE, rule)
        first = last + 1
    if lists:
        _choices(book, lists)


def _rule(task: Task, row: int, lists: list[list[str]]) -> dict[str, Any]:
    wrong = {
        "error_title": task.id[:32],
        "error_message": f"{filling(task)[:200]}；不适用填 {NOT_APPLICABLE} 并在 note 栏说明",
        "ignore_blank": True,
    }
    choices = _choice(task)
    if choices is None:
        return {"validate": "custom", "value": _formula(task, f"$H{row + 1}"), **wrong}
    if len(",".join(choices)) <= _LONGEST_LIST:
        return {"validate": "list", "source": choices, **wrong}
    lists.append(choices)
    column = chr(ord("A") + len(lists) - 1)
    return {"validate": "list", "source": f"={CHOICES_SHEET}!${column}$1:${column}${len(choices)}", **wrong}


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
    return f'=OR({cell}="{NOT_APPLICABLE}",IF(ISNUMBER({cell}),AND({fits}),FALSE))'


def _highlight(sheet: Any, count: int, formats: dict[str, Any]) -> None:
    """What is still to fill in is yellow; an NA without a note is red."""
    sheet.conditional_format(1, _VALUE, count, _VALUE, {"type": "blanks", "format": formats["empty"]})
    without_note = f'=AND($H2="{NOT_APPLICABLE}",TRIM($I2)="")'
    sheet.conditional_format(
        1, _NOTE, count, _NOTE, {"type": "formula", "criteria": without_note, "format": formats["wrong"]}
    )


def _guide(book: Any, heads: tuple[str, str], rows: Sequence[AskedRow], formats: dict[str, Any]) -> None:
    title, return_to = heads
    sheet = book.add_worksheet(GUIDE_SHEET)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 2, 40)
    lines = (
        title,
        "只填“评分意见”表的 value 和 note 两栏，其余已锁定；黄色是还没有填的，红色是 NA 还缺说明。",
        f"对某村不适用的任务，value 栏填 {NOT_APPLICABLE}，note 栏写明原因；没有扣分情形的填 0，不要留空。",
        "每村每条任务一行，不要增删行、改列名或合并单元格；可以用筛选按镇或按任务逐项填写。",
        f"填好后把本文件原样交{return_to}。",
    )
    for number, text in enumerate(lines):
        sheet.write_string(number, 0, text)
    header = len(lines) + 1
    for at, text in enumerate(("task", "任务与评分办法", "填写")):
        sheet.write_string(header, at, text, formats["head"])
    tasks = {row.task.id: row.task for row in rows}
    for number, task in enumerate(tasks.values(), start=header + 1):
        points = f"（{plain(task.points)}分）{marking(task)}"
        sheet.write_string(number, 0, task.id, formats["text"])
        sheet.write_string(number, 1, f"{task.text}{points}", formats["wrapped"])
        sheet.write_string(number, 2, filling(task), formats["wrapped"])
    sheet.protect()
    page(sheet, header)
