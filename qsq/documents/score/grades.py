"""等次 and the towns' ranks in documents: names, counts, and what decided each village's grade."""

from collections.abc import Mapping, Sequence

from qsq.documents.document import Cells, Column, Table
from qsq.domain.results.recorded import RecordedAnnual, RecordedShort, RecordedTown, RecordedVillage

GRADE = Column("等次", 8, Cells.CENTRED)


def grade_of(village: RecordedVillage, grades: Mapping[str, str]) -> str:
    """The name of a village's grade; empty where it has none."""
    return "" if village.grade is None else grades.get(village.grade, village.grade)


def short_told(short: Sequence[RecordedShort], grades: Mapping[str, str], parts: Mapping[str, str]) -> str:
    """What the next better grade asks for and the village does not have; empty at the best grade.

    Args:
        short: of a village, as it was recorded.
        grades: names by id.
        parts: names of categories and items by id.
    """
    if not short:
        return ""
    better = short[-1].grade
    told = "、".join(_told(one, parts) for one in short if one.grade == better)
    return f"未达{grades.get(better, better)}：{told}"


def _told(one: RecordedShort, parts: Mapping[str, str]) -> str:
    match one.condition:
        case "no_veto":
            return "一票否决"
        case "every_period":
            return f"{one.of}未达到"
        case "at_most":
            return f"名额{one.wanted}个，列第{one.found}位"
        case _:
            return f"{parts.get(one.of, one.of) or '得分'}{one.found}，应不低于{one.wanted}"


def decided_table(
    villages: Sequence[RecordedVillage], grades: Mapping[str, str], parts: Mapping[str, str]
) -> Table:
    """Each village's grade and what decided it; no rows where the scheme has no grades."""
    columns = (Column("村（社区）", 16), GRADE, Column("依据", 46))
    rows = tuple(
        (one.village_name, grade_of(one, grades), short_told(one.short, grades, parts))
        for one in villages
        if grades
    )
    return Table(columns, rows)


def annual_table(
    villages: Sequence[RecordedAnnual],
    names: Mapping[str, str],
    grades: Mapping[str, str],
    parts: Mapping[str, str],
) -> Table:
    """Each village's annual mark and grade, and what decided it; no rows where a year has no grades."""
    columns = (
        Column("村（社区）", 14), Column("年度得分", 9, Cells.FIGURE), GRADE, Column("依据", 40),
    )  # fmt: skip
    rows = tuple(
        (
            names.get(one.village_code, one.village_code), one.mark, grades.get(one.grade or "", ""),
            short_told(one.short, grades, parts),
        )
        for one in villages
        if grades
    )  # fmt: skip
    return Table(columns, rows, name="年度等次")


def counted_table(villages: Sequence[RecordedVillage | RecordedAnnual], grades: Mapping[str, str]) -> Table:
    """How many villages took each grade, the best first."""
    counts = [(name, sum(one.grade == grade for one in villages)) for grade, name in grades.items()]
    columns = (GRADE, Column("村（社区）数", 12, Cells.COUNT))
    return Table(columns, tuple((name, str(count)) for name, count in counts))


def towns_table(towns: Sequence[RecordedTown], names: Mapping[str, str]) -> Table:
    """The towns by rank."""
    columns = (
        Column("名次", 6, Cells.COUNT), Column("镇（街道）", 20), Column("得分", 10, Cells.FIGURE),
        Column("参评村数", 10, Cells.COUNT),
    )  # fmt: skip
    ordered = sorted(towns, key=lambda one: (one.rank, one.town_code))
    rows = (
        (str(one.rank), names.get(one.town_code, one.town_code), one.mark, str(one.villages))
        for one in ordered
    )
    return Table(columns, tuple(rows))
