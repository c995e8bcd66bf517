"""data/YEAR: recommendations, the year-end review, and cadres (CONTRACT.md sections 2 and 8)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import count

from qsq.awards.eligibility import most_recommendations
from qsq.awards.standing import Cadre
from qsq.domain.county.places import Register
from qsq.domain.faults import ColumnNames, Faults, Message, Place, message
from qsq.domain.folder import Folder
from qsq.domain.scheme.scheme import CadreShare, Scheme
from qsq.domain.values.money import fen
from qsq.domain.values.numbers import percent, plain
from qsq.domain.values.texts import quoted
from qsq.intake.cells import code_of, coded, number_of, refuse_empty, unique_rows
from qsq.intake.columns import Columns
from qsq.intake.tables import InputTable, Row, read_table, table_there

RECOMMENDATIONS = Columns(("village_code",))
REVIEW = Columns(("village_code", "mark"))
CADRES = Columns(("cadre", "village_code", "name", "post", "base_bonus"), chinese={"name": "姓名"})


@dataclass(frozen=True, slots=True)
class YearInputs:
    """What was entered for a year.

    Attributes:
        recommended: codes of the villages that their towns recommend.
        review: marks in points by village code; empty where the year has no review.
        cadres: by village code, in file order.
    """

    recommended: frozenset[str]
    review: Mapping[str, Fraction]
    cadres: Mapping[str, tuple[Cadre, ...]]
    warnings: tuple[Message, ...] = ()


def cadres_file(year: int) -> str:
    """The path of a year's cadres."""
    return f"data/{year}/cadres.csv"


def recommendations_file(year: int) -> str:
    """The path of a year's recommendations."""
    return f"data/{year}/recommendations.csv"


def review_file(year: int) -> str:
    """The path of a year's review."""
    return f"data/{year}/review.csv"


def load_year_inputs(
    folder: Folder, year: int, scheme: Scheme, register: Register, faults: Faults
) -> YearInputs | None:
    """All inputs of a year; None, with every fault noted, where any is wrong."""
    before = faults.noted
    recommended = _recommended(folder, recommendations_file(year), scheme, register, faults)
    review, warnings = _review(folder, review_file(year), scheme, register, faults)
    cadres = _cadres(folder, cadres_file(year), scheme, register, faults)
    if faults.noted > before:
        return None
    return YearInputs(recommended, review, cadres, warnings)


def _recommended(
    folder: Folder, file: str, scheme: Scheme, register: Register, faults: Faults
) -> frozenset[str]:
    table = read_table(folder, file, RECOMMENDATIONS, faults)
    if table is None:
        return frozenset()
    villages = {village.code: village for village in register.villages}
    found = []
    for row in unique_rows(table.rows(), lambda row: row["village_code"], "village_code", faults):
        code = code_of(row, "village_code", villages, "village_code", faults)
        if code is None:
            continue
        if not villages[code].evaluated:
            faults.add(
                row.place("village_code"),
                "{village} {name} takes no part in the evaluation and cannot be recommended",
                village=code,
                name=villages[code].name,
            )
            continue
        found.append(code)
    _check_quota(table.file, list(dict.fromkeys(found)), scheme, register, faults)
    return frozenset(found)


def _check_quota(file: str, codes: list[str], scheme: Scheme, register: Register, faults: Faults) -> None:
    quota = scheme.annual.eligibility.recommend_quota
    if quota is None:
        return
    towns = register.town_of()
    counts = Counter(towns[code] for code in codes)
    for town in register.towns:
        most = most_recommendations(len(register.of_town(town.code)), quota)
        if counts[town.code] > most:
            faults.add(
                Place(file),
                "{town} {name} recommends {found} villages; expected at most {most} ({quota} of"
                " its villages, rounded up)",
                town=town.code,
                name=town.name,
                found=counts[town.code],
                most=most,
                quota=percent(quota),
            )


def _review(
    folder: Folder, file: str, scheme: Scheme, register: Register, faults: Faults
) -> tuple[dict[str, Fraction], tuple[Message, ...]]:
    table = read_table(folder, file, REVIEW, faults)
    if not scheme.annual.review_share:
        unused = message("{file} is not used: the scheme's review_share is 0%", file=file)
        return {}, (unused,) if table else ()
    if table is None and table_there(folder, file, Faults()):
        return {}, ()
    villages = {village.code for village in register.villages}
    total = scheme.marks.scale.exact(scheme.marks.total)
    marks: dict[str, Fraction] = {}
    rows = unique_rows(table.rows(), lambda row: row["village_code"], "village_code", faults) if table else ()
    for row in rows:
        code = code_of(row, "village_code", villages, "village_code", faults)
        mark = number_of(row, "mark", f"0 … {plain(total)}", faults, fits=lambda one: 0 <= one <= total)
        if code is not None:
            marks[code] = mark or Fraction(0)
    for village in register.evaluated:
        if village.code not in marks:
            faults.add(
                Place(table.file if table else file),
                "the review mark of {village} {name} is missing; add a row",
                village=village.code,
                name=village.name,
            )
    return marks, ()


def cadres_by_village(cadres: Iterable[Cadre]) -> dict[str, tuple[Cadre, ...]]:
    """The cadres of each village, in their order."""
    found: dict[str, tuple[Cadre, ...]] = {}
    for cadre in cadres:
        found[cadre.village_code] = (*found.get(cadre.village_code, ()), cadre)
    return found


def _cadres(
    folder: Folder, file: str, scheme: Scheme, register: Register, faults: Faults
) -> dict[str, tuple[Cadre, ...]]:
    table = read_table(folder, file, CADRES, faults)
    villages = {village.code: village for village in register.villages}
    found = cadres_by_village(cadres_in(table, register, faults))
    if scheme.annual.cadre_share is CadreShare.BY_BASE:
        for code, cadres in found.items():
            if not any(cadre.base_bonus for cadre in cadres):
                faults.add(
                    Place(table.file if table else file),
                    "no cadre of {village} {name} has a base_bonus above 0; expected one, since"
                    " cadre_share is by_base",
                    village=code,
                    name=villages[code].name,
                )
    return found


def cadres_in(
    table: InputTable | None, register: Register, faults: Faults, *, fresh: bool = False
) -> list[Cadre]:
    """The cadres of a table, in file order. What is wrong is noted.

    Args:
        table: None where there is none.
        register: of the villages.
        faults: takes what is wrong.
        fresh: whether cadres without an id get one.
    """
    villages, found = {village.code for village in register.villages}, list[Cadre]()
    taken = {row["cadre"] for row in table.rows()} if table else set()
    rows = unique_rows(table.rows(), lambda row: row["cadre"], "cadre", faults) if table else ()
    for row in rows:
        code: str | None = coded(row["village_code"], villages)
        if code not in villages or row.holds_number("village_code"):
            code = code_of(row, "village_code", villages, "village_code", faults)
        if not fresh:
            what = message("the cadre's id is empty; expected an id that no other cadre has")
            refuse_empty(row, "cadre", what, faults)
        for column in ("name", "post"):
            refuse_empty(
                row,
                column,
                message("{column} is empty; expected a cadre's name and post", column=ColumnNames(column)),
                faults,
            )
        bonus = _fen(row, faults)
        if code is not None:
            found.append(Cadre(row["cadre"] or _fresh_id(code, taken), code, row["name"], row["post"], bonus))
    return found


def _fresh_id(village: str, taken: set[str]) -> str:
    """An id that no other cadre has."""
    number = next(one for one in count(1) if f"{village}-{one}" not in taken)
    taken.add(f"{village}-{number}")
    return f"{village}-{number}"


def _fen(row: Row, faults: Faults) -> int:
    bonus = number_of(row, "base_bonus", "≥ 0", faults, fits=lambda one: one >= 0, unit="元")
    try:
        return fen(bonus or Fraction(0))
    except ValueError:
        faults.add(
            row.place("base_bonus"),
            "found {found}; expected yuan with at most two decimals",
            found=quoted(row["base_bonus"]),
        )
        return 0
