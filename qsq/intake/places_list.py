"""Any table of towns and villages that an office has → towns and villages, whatever its columns are."""

import re
from collections.abc import Mapping, Sequence

from qsq.domain.county.places import CHINESE_KINDS, Town, Village, VillageKind
from qsq.domain.faults import ColumnNames, Faults
from qsq.domain.folder import Folder
from qsq.intake.cells import unique_rows
from qsq.intake.columns import Columns
from qsq.intake.sheets.spelling import half_width
from qsq.intake.tables import InputTable, Row, read_tables

_OWNED = "(?:所在|所属)?"
_NAMED = "(?:单位)?(?:名称|名|全称)?"
_CODED = "(?:级)?(?:统计用?)?(?:区划)?(?:代码|编码|编号)"
_HEADINGS = {
    "village_name": re.compile(f"village_name|{_OWNED}(?:行政|建制)?[村社区居]+(?:委会|级)?{_NAMED}"),
    "town_name": re.compile(f"town_name|{_OWNED}[乡镇街道办事处]+级?{_NAMED}"),
    "village_code": re.compile(f"village_code|(?:行政|建制)?[村社区居委会]*{_CODED}"),
    "town_code": re.compile(f"town_code|{_OWNED}[乡镇街道办事处]+{_CODED}"),
    "kind": re.compile("kind|类型|类别|村居类型"),
    "group": re.compile("group|分组|组别"),
}
"""What the columns are called, without blanks, brackets and strokes."""

_SIGNS = re.compile(r"[\s()（）\[\]【】、/／·]+")
_COMMITTEE = re.compile("(?<=村)(?:民委员会|委会)$|(?<=社区)(?:居民委员会|居委会|委员会)$")
"""What a village's office is called behind the village's own name."""


def read_places(folder: Folder, file: str) -> tuple[tuple[Town, ...], tuple[Village, ...]]:
    """The towns and villages of a table that has a town's and a village's name in each row, and their codes.

    Where it has no codes they are numbered, towns by two digits and villages by three behind their town's.

    Raises:
        Refused: the file cannot be read, or rows lack a name or have a code twice; all faults are listed.
    """
    faults = Faults()
    tables = read_tables(folder, file, _columns, faults)
    faults.refuse()
    rows = [row for table in tables for row in _with_towns(table)]
    towns, villages = _towns(rows, faults), list[Village]()
    coded = iter(rows)
    if all("village_code" in table.at for table in tables):
        coded = unique_rows(iter(rows), lambda row: row["village_code"], "village_code", faults)
    counted: dict[str, int] = {}
    for row in coded:
        town = towns.get(row["town_name"])
        name = _COMMITTEE.sub("", row["village_name"])
        for column in ("town_name", "village_name"):
            if not row[column]:
                faults.add(
                    row.place(column), "{column} is empty; expected a name", column=ColumnNames(column)
                )
        if town and name:
            counted[town.code] = counted.get(town.code, 0) + 1
            code = row["village_code"] or f"{town.code}{counted[town.code]:03}"
            villages.append(Village(code, name, town.code, _kind(row, name), row["group"]))
    faults.refuse()
    return tuple(towns.values()), tuple(villages)


def _columns(headings: Sequence[str]) -> Columns:
    """The columns of a row of headings; those that are none of ours are read past."""
    meant: dict[str, str] = {}
    for heading in headings:
        for name, pattern in _HEADINGS.items():
            if name not in meant and pattern.fullmatch(_SIGNS.sub("", half_width(heading)).lower()):
                meant[name] = half_width(heading)
                break
    others = tuple(one for one in dict.fromkeys(map(half_width, headings)) if one not in meant.values())
    return Columns(("village_name", "town_name"), (*_OPTIONAL, *filter(None, others)), chinese=meant)


_OPTIONAL = ("village_code", "town_code", "kind", "group")


def _with_towns(table: InputTable) -> list[Row]:
    """The rows; one without a town is of the town above it, as where a town's name is written once."""
    found, at = list[Row](), table.columns.index("town_name")
    for row in table.rows():
        cells = list(row.cells)
        if not cells[at] and found:
            cells[at] = found[-1]["town_name"]
        found.append(Row(table, row.number, cells))
    return found


def _towns(rows: Sequence[Row], faults: Faults) -> Mapping[str, Town]:
    """The towns by name, in the order in which they come."""
    found: dict[str, Town] = {}
    for row in rows:
        name, code = row["town_name"], row["town_code"]
        if name and name not in found:
            found[name] = Town(code or f"{len(found) + 1:02}", name)
        elif name and code and found[name].code != code:
            faults.add(
                row.place("town_code"),
                "{name} has the code {code} here and {other} above; keep one of them",
                name=name,
                code=code,
                other=found[name].code,
            )
    return found


def _kind(row: Row, name: str) -> VillageKind:
    """What the table says, else what the name does."""
    told = CHINESE_KINDS.get(row["kind"][-2:]) or CHINESE_KINDS.get(row["kind"][-1:])
    return told or (VillageKind.COMMUNITY if "社区" in name or name.endswith("居") else VillageKind.VILLAGE)
