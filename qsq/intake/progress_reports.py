"""data/YEAR/PERIOD/progress/YYYY-MM.csv: how far the villages are with their tasks at a month's end."""

from fractions import Fraction

from qsq.domain.checklist import Checklist
from qsq.domain.faults import Faults
from qsq.domain.folder import Folder
from qsq.domain.numbers import read_number
from qsq.domain.observation import VillageTask
from qsq.domain.periods import Month, Period
from qsq.domain.places import Register
from qsq.intake.tables import Columns, Row, code_of, read_required_csv

_PROGRESS = Columns(("village_code", "task", "done"), ("note",))
_WORDS = {"是": Fraction(1), "yes": Fraction(1), "否": Fraction(0), "no": Fraction(0)}


def progress_file(period: Period, month: Month) -> str:
    """The path of the reports of a month in a period."""
    return f"data/{period.year}/{period.key}/progress/{month}.csv"


def load_progress(
    folder: Folder, month: Month, checklist: Checklist, register: Register, faults: Faults
) -> dict[VillageTask, Fraction]:
    """The share done, 0 to 1, by village and task. What is wrong is noted."""
    file = progress_file(checklist.period, month)
    table = read_required_csv(folder, file, _PROGRESS, faults)
    villages = {village.code: village.town_code for village in register.villages}
    found: dict[VillageTask, Fraction] = {}
    for row in table.rows() if table else ():
        code = code_of(row, "village_code", villages, "village_code", faults)
        known = {task.id for item in checklist.items_of(villages.get(code or "", "")) for task in item.tasks}
        if code is not None and row["task"] not in known:
            faults.add(
                row.place("task"),
                "there is no task {found} for this town; expected ITEM.TASK as in its checklist",
                found=f"“{row['task']}”",
            )
        key = code or "", row["task"]
        if key in found:
            faults.add(row.place("task"), "this village and task stand twice; keep one of them")
        found[key] = _share(row, faults)
    return found


def _share(row: Row, faults: Faults) -> Fraction:
    text = row["done"]
    if text in _WORDS:
        return _WORDS[text]
    try:
        share = read_number(text.removesuffix("%")) / 100
    except ValueError:
        share = Fraction(-1)
    if not 0 <= share <= 1:
        faults.add(row.place("done"), "found {found}; expected 0% … 100%, or 是/否", found=f"“{text}”")
    return share
