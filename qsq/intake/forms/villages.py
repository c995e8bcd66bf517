"""村名册 that came back: a town's villages as they are to stand in the register."""

from collections.abc import Sequence
from dataclasses import dataclass

from qsq.domain.county.places import Register, Village, VillageKind
from qsq.domain.faults import ColumnNames, Faults, Place
from qsq.domain.folder import Folder
from qsq.domain.values.texts import quoted
from qsq.intake.cells import code_of, coded, unique_rows, word_of
from qsq.intake.columns import Columns
from qsq.intake.forms.village_rows import FormReader
from qsq.intake.register import KINDS, named, own_code
from qsq.intake.sheets.spelling import yes_or_no
from qsq.intake.tables import Row

VILLAGE_LIST = Columns(
    ("village_code", "village_name", "kind"), ("standing", "new_code", "group", "evaluated", "town_code")
)


@dataclass(frozen=True, slots=True)
class ListedVillage:
    """A row of a list.

    Attributes:
        village: as it is to stand.
        standing: how it stood when the form was printed; empty where the row does not say.
        new: whether the row enters it.
    """

    village: Village
    standing: str
    new: bool
    place: Place


def read_village_list(folder: Folder, file: str, reader: FormReader) -> tuple[ListedVillage, ...]:
    """The villages of a list, in file order; rows left empty are none.

    What is wrong is noted; nobody may go by a list with faults.
    """
    table = reader.table(folder, file, VILLAGE_LIST)
    rows = [row for row in table.rows() if _says_anything(row)] if table else []
    known = {village.code: village for village in reader.register.villages}
    listed = [_listed(row, reader.register, known, reader.faults) for row in rows]
    _refuse_twice(rows, "village_code", reader.faults)
    _refuse_twice(rows, "new_code", reader.faults)
    return tuple(one for one in listed if one)


def _refuse_twice(rows: Sequence[Row], column: str, faults: Faults) -> None:
    for _row in unique_rows(iter(rows), lambda row: row[column], column, faults):
        pass


def _says_anything(row: Row) -> bool:
    """Whether anything but the town, which is printed in empty rows, stands in a row."""
    return any(row[column] for column in VILLAGE_LIST.names if column != "town_code")


def _listed(row: Row, register: Register, known: dict[str, Village], faults: Faults) -> ListedVillage | None:
    """A row's village; None, noted, where nothing tells which."""
    before = faults.noted
    new = not row["village_code"]
    if row["village_code"] and row["new_code"]:
        faults.add(
            row.place("new_code"),
            "the village has the code {code}, which it keeps; a new code stands in a row of its own",
            code=row["village_code"],
        )
    code = _new_code(row, faults) if new else code_of(row, "village_code", known, "village_code", faults)
    was = None if new else known.get(code or "")
    village = Village(
        code=code or "",
        name=named(row, "village_name", faults),
        town_code=_town(row, register, was, faults),
        kind=word_of(row, "kind", KINDS, faults) or VillageKind.VILLAGE,
        group=row["group"] if was is None or "group" in row.table.at else was.group,
        evaluated=_takes_part(row, was, faults),
    )
    if faults.noted > before:
        return None
    place = row.place("new_code" if new else "village_code")
    return ListedVillage(village, row["standing"], new, place)


def _new_code(row: Row, faults: Faults) -> str:
    if not row["new_code"]:
        faults.add(
            row.place("new_code"),
            "{column} is empty; expected the code of the new village, one that no other ever had",
            column=ColumnNames("new_code"),
        )
        return ""
    return own_code(row, "new_code", faults)


def _town(row: Row, register: Register, was: Village | None, faults: Faults) -> str:
    towns = register.town_names()
    if not row["town_code"] and was is not None and "town_code" not in row.table.at:
        return was.town_code
    code = coded(row["town_code"], towns)
    if code in towns and not row.holds_number("town_code"):
        return code
    return code_of(row, "town_code", towns, "town_code", faults) or ""


def _takes_part(row: Row, was: Village | None, faults: Faults) -> bool:
    """Whether it takes part; a cell that was printed may not be emptied, which would say nothing."""
    if not row["evaluated"] and (was is None or "evaluated" not in row.table.at):
        return was is None or was.evaluated
    said = yes_or_no(row["evaluated"])
    if said is None:
        faults.add(
            row.place("evaluated"), "found {found}; expected yes or no", found=quoted(row["evaluated"])
        )
    return said is not False
