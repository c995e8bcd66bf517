"""data/YEAR/PERIOD/progress/YYYY-MM.csv: how far the villages are with their tasks at a month's end."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from qsq.domain.county.places import Register
from qsq.domain.faults import Faults
from qsq.domain.folder import Folder
from qsq.domain.observed.observation import VillageTask
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.values.periods import Month, Period
from qsq.domain.values.texts import quoted
from qsq.intake.cells import code_of, coded
from qsq.intake.columns import Columns
from qsq.intake.sheets.spelling import half_width, number_in, yes_or_no
from qsq.intake.tables import InputTable, Row, read_required_table

PROGRESS = Columns(("village_code", "task", "done"), ("note", "town_name", "village_name", "due"))
_DIGITS = frozenset("0123456789.")


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
    table = read_required_table(folder, progress_file(checklist.period, month), PROGRESS, faults)
    rows = progress_rows(table, checklist, register, faults)
    return {(row.village, row.task): row.share for row in rows}


def progress_rows(
    table: InputTable | None, checklist: Checklist, register: Register, faults: Faults
) -> list[ProgressRow]:
    """The rows of a table of progress; rows of a form that were left empty say nothing. Faults are noted."""
    towns = register.town_of()
    tasks = {town: _tasks(checklist, town) for town in towns.values()}
    found: dict[VillageTask, ProgressRow] = {}
    bare: list[tuple[Row, Fraction]] = []
    for row in table.rows() if table else ():
        if "due" in row.table.at and not row["done"]:
            continue
        code = code_of(row, "village_code", towns, "village_code", faults)
        key = code or "", coded(row["task"], tasks[towns[code]] if code else ())
        if code is not None and key[1] not in tasks[towns[code]]:
            faults.add(
                row.place("task"),
                "there is no task {found} for this town; expected ITEM.TASK as in its checklist",
                found=quoted(row["task"]),
            )
        if key in found:
            faults.add(row.place("task"), "this village and task stand twice; keep one of them")
        share = _share(row, faults)
        found[key] = ProgressRow(*key, share, row["note"])
        if half_width(row["done"])[-1:] in _DIGITS:
            bare.append((row, share))
    _ask(bare, faults)
    return list(found.values())


def _tasks(checklist: Checklist, town_code: str) -> frozenset[str]:
    return frozenset(task.id for item in checklist.items_of(town_code) for task in item.tasks)


def _ask(bare: Sequence[tuple[Row, Fraction]], faults: Faults) -> None:
    """Numbers without % that may be parts of 1 or hundredths: nobody can tell which.

    That are those below 1 in any file, and 1 where no number is above it.
    """
    most = max((share for _row, share in bare), default=Fraction(0))
    for row, share in bare:
        if 0 < share < _HUNDREDTH or share == most == _HUNDREDTH:
            faults.add(
                row.place("done"),
                "found {found}: is 1 all or a hundredth? write it with the sign of per cent: 100%, 1%, 0.5%",
                found=quoted(row["done"]),
            )


_HUNDREDTH = Fraction(1, 100)


def _share(row: Row, faults: Faults) -> Fraction:
    """The share done; where it is wrong, a fault is noted and any share serves."""
    try:
        share = number_in(row["done"], "%") / 100
    except ValueError:
        done = yes_or_no(row["done"])
        share = Fraction(-1 if done is None else done)
    if 0 <= share <= 1:
        return share
    faults.add(row.place("done"), "found {found}; expected 0% … 100%, or 是/否", found=quoted(row["done"]))
    return Fraction(1)
