"""The two shapes of observations, told apart by their header (CONTRACT.md section 4).

Long: a row for each village and task. Wide: a row for each village, a column for each task; such a table is
taken apart into long ones, one for each task, whose values stand in the task's column.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from qsq.domain.faults import Faults
from qsq.domain.scheme.department_sheet import AIDS, TOWN_AID, VILLAGE_AID, is_target_column
from qsq.domain.values.texts import shortened
from qsq.intake.columns import Columns
from qsq.intake.sheets.spelling import half_width
from qsq.intake.tables import InputTable

_KEYS = ("village_code", "task", "value", "note", "round")
OBSERVATIONS = Columns(_KEYS[:3], _KEYS[3:], AIDS)
"""The long shape."""

_OF_REGISTER = ("village_name", "town_code", "town_name", "kind", "group", "evaluated")
WIDE = Columns(("village_code",), ("note", *_OF_REGISTER), (TOWN_AID, VILLAGE_AID))
"""The wide shape, without the columns of its tasks."""

NAMES = frozenset({TOWN_AID, VILLAGE_AID, "village_name", "town_name", "town_code"})
"""Columns that are checked against the code of the village."""

_TASK = re.compile(r"(?P<task>[\w-]+\.[\w-]+)(?:#(?P<round>\d+))?")


def columns_of(headings: Sequence[str]) -> Columns:
    """The columns of a table by its headings."""
    meant = OBSERVATIONS.meant(headings)
    tasks = tuple(dict.fromkeys(filter(_TASK.fullmatch, map(half_width, headings))))
    if not tasks or "value" in meant or "task" in meant:
        return OBSERVATIONS
    targets = tuple(dict.fromkeys(filter(is_target_column, map(half_width, headings))))
    return Columns(WIDE.required, WIDE.optional + tasks + targets, WIDE.aids)


def long_tables(table: InputTable, known: Collection[str], faults: Faults) -> Iterator[InputTable]:
    """A table in the long shape; a wide one as one for each of its tasks that are known, the others noted."""
    if "value" in table.at:
        yield table
        return
    names = tuple(name for name in table.columns if name in NAMES)
    picks = {name: at for at, name in enumerate(table.columns)}
    for column, task, which in task_columns(table):
        if task not in known:
            faults.add(
                table.place(table.header, column),
                "there is no task {found}; expected item.task as in the rules",
                found=shortened(column),
            )
            continue
        picked = [picks[name] for name in ("village_code", column, "note", *names)]
        yield _of_task(table, table.at[column], picked, names, (task, which))


def task_columns(table: InputTable) -> Iterator[tuple[str, str, str]]:
    """The columns of a wide table that are of tasks: their names, the task of each, and which round."""
    for column in table.at:
        found = _TASK.fullmatch(column)
        if found is not None:
            yield column, found["task"], found["round"] or ""


def is_of_wide(table: InputTable) -> bool:
    """Whether a long table is a column of a wide one."""
    return table.at.get("task") == table.at["value"]


def _of_task(
    table: InputTable, at: int, picked: Sequence[int], names: tuple[str, ...], said: tuple[str, str]
) -> InputTable:
    """One column of a wide table: `picked` are its cells' numbers, `said` the task and which round."""
    task, which = said
    places = {name: table.at[name] for name in names if name in table.at}
    note = table.at.get("note", at)
    where = {"village_code": table.at["village_code"], "task": at, "value": at, "note": note, "round": at}
    lines = [
        (
            number,
            (
                cells[picked[0]],
                task,
                cells[picked[1]],
                cells[picked[2]],
                which,
                *[cells[one] for one in picked[3:]],
            ),
        )
        for number, cells in table.lines
        if cells[picked[1]]
    ]
    return InputTable(
        table.file, table.sheet, _KEYS + names, places | where, lines, table.numbers, table.header
    )


def name_of(task: str, number: str) -> str:
    """The name of a round's observations from what a row says; empty is the first round."""
    name, which = half_width(task), half_width(number)
    return name if which in {"", "1"} else f"{name}#{which}"
