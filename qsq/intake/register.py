"""data/towns.csv, villages.csv and departments.csv → `Register`."""

from qsq.domain.faults import Faults, Place
from qsq.domain.folder import Folder
from qsq.domain.places import Department, Kind, Register, Town, Village
from qsq.domain.texts import hidden_in
from qsq.intake.tables import Columns, Row, code_of, read_required_csv, unique_rows

TOWNS_FILE = "data/towns.csv"
VILLAGES_FILE = "data/villages.csv"
DEPARTMENTS_FILE = "data/departments.csv"

_TOWNS = Columns(("town_code", "town_name"))
_VILLAGES = Columns(("village_code", "village_name", "town_code", "kind"), ("group", "evaluated"))
_DEPARTMENTS = Columns(("department", "name"))


def load_register(folder: Folder, faults: Faults) -> Register | None:
    """The register; None, with faults noted, where any of its files is wrong or missing."""
    before = len(faults.found)
    towns = _towns(folder, faults)
    departments = _departments(folder, faults)
    villages = _villages(folder, None if towns is None else {town.code for town in towns}, faults)
    if len(faults.found) > before or towns is None:
        return None
    return Register(towns, villages, departments)


def _named(row: Row, column: str, faults: Faults) -> str:
    if not row[column]:
        faults.add(row.place(column), "{column} is empty; expected a name", column=column)
    hidden = hidden_in(row[column])
    if hidden:
        faults.add(
            row.place(column), "there is a hidden character {found} in it; type the text again", found=hidden
        )
    return row[column]


def _towns(folder: Folder, faults: Faults) -> tuple[Town, ...] | None:
    table = read_required_csv(folder, TOWNS_FILE, _TOWNS, faults)
    if table is None:
        return None
    rows = unique_rows(table.rows(), lambda row: row["town_code"], "town_code", faults)
    return tuple(Town(_own_code(row, "town_code", faults), _named(row, "town_name", faults)) for row in rows)


def _departments(folder: Folder, faults: Faults) -> tuple[Department, ...]:
    table = read_required_csv(folder, DEPARTMENTS_FILE, _DEPARTMENTS, faults)
    if table is None:
        return ()
    rows = unique_rows(table.rows(), lambda row: row["department"], "department", faults)
    return tuple(Department(_named(row, "department", faults), _named(row, "name", faults)) for row in rows)


def _villages(folder: Folder, towns: set[str] | None, faults: Faults) -> tuple[Village, ...]:
    """The villages; `towns` None are not known, so no village's town is refused."""
    table = read_required_csv(folder, VILLAGES_FILE, _VILLAGES, faults)
    if table is None:
        return ()
    rows = unique_rows(table.rows(), lambda row: row["village_code"], "village_code", faults)
    villages = tuple(_village(row, towns, faults) for row in rows)
    if not any(village.evaluated for village in villages):
        faults.add(
            Place(VILLAGES_FILE), "no village is evaluated; expected at least one row with evaluated yes"
        )
    return villages


def _village(row: Row, towns: set[str] | None, faults: Faults) -> Village:
    kind, evaluated = row["kind"], row["evaluated"] or "yes"
    if kind not in set(Kind):
        faults.add(row.place("kind"), "found {found}; expected village or community", found=f"“{kind}”")
    if evaluated not in {"yes", "no"}:
        faults.add(row.place("evaluated"), "found {found}; expected yes or no", found=f"“{evaluated}”")
    return Village(
        code=_own_code(row, "village_code", faults),
        name=_named(row, "village_name", faults),
        town_code=code_of(
            row, "town_code", {row["town_code"]} if towns is None else towns, "town_code", faults
        )
        or "",
        kind=Kind(kind) if kind in set(Kind) else Kind.VILLAGE,
        group=row["group"],
        evaluated=evaluated == "yes",
    )


def _own_code(row: Row, column: str, faults: Faults) -> str:
    """A code that this file itself defines: any text, unless a spreadsheet broke it."""
    code = row[column]
    return code_of(row, column, {code} if code and "E+" not in code.upper() else (), column, faults) or ""
