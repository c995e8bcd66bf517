"""data/officials.csv: who may act, by office and role."""

from qsq.domain.county.officials import CITY, Level, Official, Role, Unit
from qsq.domain.county.places import Register
from qsq.domain.faults import ColumnNames, Faults
from qsq.domain.folder import Folder
from qsq.domain.values.texts import quoted
from qsq.intake.cells import unique_rows, word_of
from qsq.intake.columns import Columns
from qsq.intake.sheets.spelling import half_width
from qsq.intake.tables import Row, read_table

OFFICIALS_FILE = "data/officials.csv"

OFFICIALS = Columns(("id", "name", "office", "role"), chinese={"name": "姓名"})

ROLES = {
    "clerk": Role.CLERK, "经办员": Role.CLERK,
    "leader": Role.LEADER, "领导": Role.LEADER,
    "officer": Role.OFFICER, "干部": Role.OFFICER,
    "secretary": Role.SECRETARY, "书记": Role.SECRETARY,
}  # fmt: skip


def load_officials(folder: Folder, register: Register, faults: Faults) -> tuple[Official, ...]:
    """The officials, in file order; none where there is no file. What is wrong is noted."""
    table = read_table(folder, OFFICIALS_FILE, OFFICIALS, faults)
    if table is None:
        return ()
    units = units_written(register)
    found = []
    for row in unique_rows(table.rows(), lambda row: row["id"], "id", faults):
        unit, role = read_unit(row, units, faults), word_of(row, "role", ROLES, faults)
        for column in ("id", "name"):
            if not row[column]:
                faults.add(
                    row.place(column), "{column} is empty; expected a name", column=ColumnNames(column)
                )
        if unit is not None and role is not None:
            found.append(Official(row["id"], row["name"], unit, role))
    return tuple(found)


def unit_names(register: Register) -> dict[Unit, str]:
    """The towns and villages of a register to their names."""
    return {
        **{Unit(Level.TOWN, town.code): town.name for town in register.towns},
        **{Unit(Level.VILLAGE, village.code): village.name for village in register.villages},
    }


def office_names(register: Register) -> dict[Unit, str]:
    """The departments, towns and villages of a register to their names."""
    departments = {Unit(Level.DEPARTMENT, one.id): one.name for one in register.departments}
    return departments | unit_names(register)


def units_written(register: Register) -> dict[str, list[Unit]]:
    """Every way to write an office, with the units that it can mean."""
    units = [
        CITY,
        *(Unit(Level.DEPARTMENT, department.id) for department in register.departments),
        *(Unit(Level.TOWN, town.code) for town in register.towns),
        *(Unit(Level.VILLAGE, village.code) for village in register.villages),
    ]
    written: dict[str, list[Unit]] = {}
    for unit in units:
        for text in {unit.code, str(unit), "市" if unit == CITY else ""} - {""}:
            written.setdefault(text, []).append(unit)
    return written


def read_unit(row: Row, units: dict[str, list[Unit]], faults: Faults) -> Unit | None:
    """The unit that a row's column `office` writes; None, with the fault noted, where it is not a unit."""
    meant = units.get(row["office"]) or units.get(half_width(row["office"]), [])
    if len(meant) > 1:
        faults.add(
            row.place("office"),
            "the office {found} is a code of several units; write one of: {known}",
            found=row["office"],
            known=", ".join(map(str, meant)),
        )
    elif not meant:
        faults.add(
            row.place("office"),
            "found {found}; expected city, or the code of a department, town or village in the register",
            found=quoted(row["office"]),
        )
    return meant[0] if len(meant) == 1 else None
