"""rules/YEAR/towns/TOWN/q1.csv: a town's tasks broken down, with date, wanted result and person."""

from collections.abc import Mapping
from datetime import date

from qsq.domain.county.places import Register
from qsq.domain.faults import ColumnNames, Faults
from qsq.domain.folder import Folder
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.checklist_changes import Dispatched
from qsq.domain.values.file_names import folder_name
from qsq.domain.values.texts import quoted, shortened
from qsq.intake.cells import code_of, coded, date_of
from qsq.intake.columns import Columns
from qsq.intake.tables import Row, read_table

DISPATCH = Columns(("task", "due", "result", "person"), ("village_code", "reason", "city_due"))


def dispatch_file(folder: Folder, checklist: Checklist, town_code: str) -> str | None:
    """The path of a town's table; None where no folder is called as the town."""
    towns = f"rules/{checklist.period.year}/towns"
    there = folder.folders(towns)
    name = town_code if town_code in there else folder_name(town_code)
    return f"{towns}/{name}/{checklist.period.key}.csv" if name in there else None


def table_to_lay(checklist: Checklist, town_code: str, ending: str, folder: Folder) -> str:
    """Where a table that a town hands in is laid, by its ending."""
    there = dispatch_file(folder, checklist, town_code)
    towns = f"rules/{checklist.period.year}/towns"
    path = there or f"{towns}/{folder_name(town_code)}/{checklist.period.key}.csv"
    return path.removesuffix(".csv") + ending


def due_dates(checklist: Checklist, town_code: str) -> dict[str, date]:
    """The date of every task that a town's villages are asked, by the task's id."""
    items = checklist.applicable_items(town_code)
    return {task.id: task.due or checklist.due for item in items for task in item.tasks}


def load_dispatch(
    folder: Folder,
    checklist: Checklist,
    register: Register,
    town_code: str,
    faults: Faults,
    *,
    named: bool = False,
) -> tuple[Dispatched, ...]:
    """A town's table in file order; empty where there is none. What is wrong is noted.

    Args:
        folder: that it lies in.
        checklist: that it breaks down.
        register: of the villages.
        town_code: whose it is.
        faults: takes what is wrong.
        named: whether cells are called as people see them, in a table that the town just handed in.
    """
    file = dispatch_file(folder, checklist, town_code)
    table = read_table(folder, file, DISPATCH, faults) if file else None
    if table:
        table.named, table.whose = named, register.town(town_code).name
    known = due_dates(checklist, town_code)
    villages = {village.code for village in register.of_town(town_code)}
    found, seen = [], dict[tuple[str, str], Row]()
    for row in table.rows() if table else ():
        if _says_nothing(row):
            continue
        key = coded(row["task"], known), coded(row["village_code"], villages)
        if key in seen:
            faults.add(
                row.place("task"),
                "{found} stands twice, first at {first}; keep one of them",
                found=shortened(" ".join(filter(None, key))),
                first=seen[key].place("task"),
            )
        seen.setdefault(key, row)
        one = _row(row, known, villages, faults)
        if one is not None:
            found.append(one)
    return tuple(found)


def _says_nothing(row: Row) -> bool:
    """Whether a row of a form was left as it was printed: neither a result nor a person is wanted."""
    of_form = "city_due" in row.table.at
    return of_form and not any(row[column] for column in ("result", "person", "village_code", "reason"))


def _row(row: Row, known: Mapping[str, date], villages: set[str], faults: Faults) -> Dispatched | None:
    before, task, village = faults.noted, coded(row["task"], known), coded(row["village_code"], villages)
    if task not in known:
        faults.add(
            row.place("task"),
            "there is no task {found} for this town; expected ITEM.TASK as in its checklist",
            found=quoted(row["task"]),
        )
    if row["village_code"] and village not in villages:
        village = code_of(row, "village_code", villages, "village_code", faults) or ""
    due = date_of(row, "due", faults)
    for column in ("result", "person"):
        if not row[column]:
            faults.add(
                row.place(column), "{column} is empty; expected what or who", column=ColumnNames(column)
            )
    if due is None or faults.noted > before:
        return None
    return Dispatched(village, task, due, row["result"], row["person"], row["reason"])
