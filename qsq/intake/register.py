"""data/towns.csv, villages.csv and departments.csv → `Register`."""

from qsq.domain.county.places import Department, Register, Town, Village, VillageKind
from qsq.domain.faults import ColumnNames, Faults, Place
from qsq.domain.folder import Folder
from qsq.domain.values.texts import quoted
from qsq.intake.cells import code_of, unique_rows, word_of
from qsq.intake.columns import Columns
from qsq.intake.sheets.spelling import yes_or_no
from qsq.intake.tables import InputTable, Row, read_required_table

TOWNS_FILE = "data/towns.csv"
VILLAGES_FILE = "data/villages.csv"
DEPARTMENTS_FILE = "data/departments.csv"

KINDS = {
    "village": VillageKind.VILLAGE,
    "村": VillageKind.VILLAGE,
    "community": VillageKind.COMMUNITY,
    "社区": VillageKind.COMMUNITY,
}

TOWNS = Columns(("town_code", "town_name"), ("full_name", "contact", "phone", "address"))
MOST_VILLAGES = 100_000
"""In a register: three provinces'; a bomb has more."""

VILLAGES = Columns(
    ("village_code", "village_name", "town_code", "kind"), ("group", "evaluated"), most=MOST_VILLAGES
)
DEPARTMENTS = Columns(("department", "name"))


def load_register(folder: Folder, faults: Faults) -> Register | None:
    """The register; None, with faults noted, where any of its files is wrong or missing."""
    before = faults.noted
    towns = _towns(folder, faults)
    departments = _departments(folder, faults)
    villages = _villages(folder, None if towns is None else {town.code for town in towns}, faults)
    if faults.noted > before or towns is None:
        return None
    return Register(towns, villages, departments)


def named(row: Row, column: str, faults: Faults) -> str:
    """A name that may not be empty; empty, noted, where it is."""
    if not row[column]:
        faults.add(row.place(column), "{column} is empty; expected a name", column=ColumnNames(column))
    return row[column]


def _towns(folder: Folder, faults: Faults) -> tuple[Town, ...] | None:
    table = read_required_table(folder, TOWNS_FILE, TOWNS, faults)
    if table is None:
        return None
    rows = unique_rows(table.rows(), lambda row: row["town_code"], "town_code", faults)
    return tuple(_town(row, faults) for row in rows)


def _town(row: Row, faults: Faults) -> Town:
    return Town(
        code=own_code(row, "town_code", faults),
        name=named(row, "town_name", faults),
        full_name=row["full_name"],
        contact=row["contact"],
        phone=row["phone"],
        address=row["address"],
    )


def _departments(folder: Folder, faults: Faults) -> tuple[Department, ...]:
    table = read_required_table(folder, DEPARTMENTS_FILE, DEPARTMENTS, faults)
    if table is None:
        return ()
    rows = unique_rows(table.rows(), lambda row: row["department"], "department", faults)
    return tuple(Department(named(row, "department", faults), named(row, "name", faults)) for row in rows)


def _villages(folder: Folder, towns: set[str] | None, faults: Faults) -> tuple[Village, ...]:
    """The villages; `towns` None are not known, so no village's town is refused."""
    table = read_required_table(folder, VILLAGES_FILE, VILLAGES, faults)
    if table is None:
        return ()
    villages = villages_in(table, towns, faults)
    if not table.lines:
        faults.add(Place(table.file), "no village stands in it; expected a row for each village")
    elif not any(village.evaluated for village in villages):
        faults.add(Place(table.file), "no village is evaluated; expected at least one row with evaluated yes")
    return villages


def villages_in(table: InputTable, towns: set[str] | None, faults: Faults) -> tuple[Village, ...]:
    """The villages of a table, in file order. What is wrong is noted."""
    rows = unique_rows(table.rows(), lambda row: row["village_code"], "village_code", faults)
    return tuple(_village(row, towns, faults) for row in rows)


def _village(row: Row, towns: set[str] | None, faults: Faults) -> Village:
    kind, evaluated = word_of(row, "kind", KINDS, faults), yes_or_no(row["evaluated"] or "yes")
    if evaluated is None:
        faults.add(
            row.place("evaluated"), "found {found}; expected yes or no", found=quoted(row["evaluated"])
        )
    return Village(
        code=own_code(row, "village_code", faults),
        name=named(row, "village_name", faults),
        town_code=code_of(
            row, "town_code", {row["town_code"]} if towns is None else towns, "town_code", faults
        )
        or "",
        kind=kind or VillageKind.VILLAGE,
        group=row["group"],
        evaluated=evaluated is not False,
    )


def own_code(row: Row, column: str, faults: Faults) -> str:
    """A code that this file itself defines: any text, unless a spreadsheet broke it."""
    code = row[column]
    return code_of(row, column, {code} if code and "E+" not in code.upper() else (), column, faults) or ""
