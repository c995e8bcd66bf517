"""data/YEAR/PERIOD/progress/YYYY-MM.csv: how far the villages are with their tasks at a month's end.

Long: a row a village and task. Wide, as 进度表 is: a row a village, a column a task that ends with its id.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from qsq.domain.county.places import Register
from qsq.domain.faults import Faults
from qsq.domain.folder import Folder
from qsq.domain.forms.task_heads import task_in, words_in
from qsq.domain.observed.observation import VillageTask
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.values.periods import Month, Period
from qsq.domain.values.texts import quoted
from qsq.intake.cells import code_of, coded
from qsq.intake.columns import Columns
from qsq.intake.sheets.spelling import half_width, number_in, yes_or_no
from qsq.intake.tables import InputTable, Row, read_required_table

PROGRESS = Columns(("village_code", "task", "done"), ("note", "town_name", "village_name", "due"))
"""The long shape."""

PROGRESS_GRID = Columns(("village_code",), ("note", "town_name", "village_name"))
"""The wide shape, without the columns of its tasks."""

_DIGITS = frozenset("0123456789.")


def progress_shape(headings: Sequence[str]) -> Columns:
    """The columns of a table of progress by its headings."""
    tasks = {task_in(heading): heading for heading in map(half_width, headings)}
    tasks.pop("", None)
    if not tasks or not {"task", "done"}.isdisjoint(PROGRESS.meant(headings)):
        return PROGRESS
    return replace(PROGRESS_GRID, optional=(*PROGRESS_GRID.optional, *tasks), chinese=tasks)


def progress_file(period: Period, month: Month) -> str:
    """The path of the reports of a month in a period."""
    return f"data/{period.year}/{period.key}/progress/{month}.csv"


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """How far a village is with a task; `share` is what it has done of it, 0 to 1."""

    village: str
    task: str
    share: Fraction
    note: str


def load_progress(
    folder: Folder, month: Month, checklist: Checklist, register: Register, faults: Faults
) -> dict[VillageTask, Fraction]:
    """The share done, 0 to 1, by village and task. What is wrong is noted."""
    table = read_required_table(folder, progress_file(checklist.period, month), progress_shape, faults)
    rows = progress_rows(table, checklist, register, faults)
    return {(row.village, row.task): row.share for row in rows}


def progress_rows(
    table: InputTable | None, checklist: Checklist, register: Register, faults: Faults
) -> list[ProgressRow]:
    """What a table of progress says; what was left empty in a form says nothing. Faults are noted."""
    towns = register.town_of()
    tasks = {town: _tasks(checklist, town) for town in towns.values()}
    found: dict[VillageTask, ProgressRow] = {}
    bare: list[tuple[_Report, Fraction]] = []
    codes: dict[int, str | None] = {}
    for report in _reports(table, checklist.task_texts(), faults) if table else ():
        row = report.row
        if row.number not in codes:
            codes[row.number] = code_of(row, "village_code", towns, "village_code", faults)
        code = codes[row.number]
        key = code or "", coded(report.task, tasks[towns[code]] if code else ())
        if code is not None and key[1] not in tasks[towns[code]]:
            faults.add(
                row.place(report.named),
                "there is no task {found} for this town; expected ITEM.TASK as in its checklist",
                found=quoted(report.task),
            )
        if key in found:
            faults.add(row.place(report.named), "this village and task stand twice; keep one of them")
        share = _share(report, faults)
        found[key] = ProgressRow(*key, share, row["note"])
        if half_width(report.done)[-1:] in _DIGITS:
            bare.append((report, share))
    _ask(bare, faults)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Report:
    """What a row says of one task.

    Attributes:
        task: as it is written, or its column's name.
        named: the column that names the task.
        column: the one that holds how much is done.
    """

    row: Row
    task: str
    named: str
    column: str

    @property
    def done(self) -> str:
        """How much is done, as it is written."""
        return self.row[self.column]


def _reports(table: InputTable, words: Mapping[str, str], faults: Faults) -> Iterator[_Report]:
    """What the rows of a table report, in either shape."""
    if "task" in table.at:
        for row in table.rows():
            if row["done"] or "due" not in table.at:
                yield _Report(row, row["task"], "task", "done")
        return
    tasks = [name for name in table.at if name not in PROGRESS_GRID.names]
    _check_heads(table, tasks, words, faults)
    for row in table.rows():
        yield from (_Report(row, task, task, task) for task in tasks if row[task])


def _check_heads(table: InputTable, tasks: Sequence[str], words: Mapping[str, str], faults: Faults) -> None:
    """Note columns above whose id other words stand than the task's."""
    for task in tasks:
        head = table.headings[table.at[task]]
        if task in words and half_width(words_in(head)) != half_width(words[task]):
            faults.add(
                table.place(table.header, task),
                "{name} does not stand under {head} as it was printed; fill in the form as it was issued",
                name=task,
                head=quoted(words[task]),
            )


def _tasks(checklist: Checklist, town_code: str) -> frozenset[str]:
    return frozenset(task.id for item in checklist.items_of(town_code) for task in item.tasks)


def _ask(bare: Sequence[tuple[_Report, Fraction]], faults: Faults) -> None:
    """Numbers without % that may be parts of 1 or hundredths: nobody can tell which.

    That are those below 1 in any file, and 1 where no number is above it.
    """
    most = max((share for _row, share in bare), default=Fraction(0))
    for report, share in bare:
        if 0 < share < _HUNDREDTH or share == most == _HUNDREDTH:
            faults.add(
                report.row.place(report.column),
                "found {found}: is 1 all or a hundredth? write it with the sign of per cent: 100%, 1%, 0.5%",
                found=quoted(report.done),
            )


_HUNDREDTH = Fraction(1, 100)


def _share(report: _Report, faults: Faults) -> Fraction:
    """The share done; where it is wrong, a fault is noted and any share serves."""
    try:
        share = number_in(report.done, "%") / 100
    except ValueError:
        done = yes_or_no(report.done)
        share = Fraction(-1 if done is None else done)
    if 0 <= share <= 1:
        return share
    faults.add(
        report.row.place(report.column),
        "found {found}; expected 0% … 100%, or 是/否",
        found=quoted(report.done),
    )
    return Fraction(1)
