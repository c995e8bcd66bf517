"""评比结果公示: what hangs on a town's walls, and its figures for a spreadsheet."""

from collections.abc import Mapping

from qsq.documents.document import Column, Document, Kind, Table
from qsq.documents.score.grades import GRADE, decided_table, grade_of
from qsq.documents.score.period_of import MARK, RANK, PeriodOf, of_town
from qsq.documents.score.sheets import Hanging, card_told
from qsq.documents.wording.worded import Worded
from qsq.domain.results.recorded import RecordedItem, RecordedVillage
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.chinese_dates import chinese_date
from qsq.domain.values.numbers import Rounding

_NONE = "—"
_ROUNDINGS = {Rounding.HALF_UP: "四舍五入", Rounding.HALF_EVEN: "按GB/T 8170修约"}


def public_notice(
    worded: Worded,
    of: PeriodOf,
    code: str,
    town_code: str,
    items: Mapping[str, str],
    hanging: Hanging | None,
) -> Document:
    """What hangs on a town's walls: every item's full mark and mark, so that each sum can be checked."""
    facts = of.facts(
        code,
        town=of.towns.get(town_code, town_code),
        hanging=hanging is not None,
        first=chinese_date(hanging.first) if hanging else "",
        last=chinese_date(hanging.last) if hanging else "",
        days=hanging.working_days if hanging else 0,
        head=hanging.head if hanging else "",
        rounding=_rounding(of.scheme),
        graded=bool(of.grades),
    )
    columns = (
        RANK, Column("村（社区）", 12), *(Column(name, 5, Kind.FIGURE) for name in items.values()),
        Column("加分", 5, Kind.FIGURE), Column("扣分", 5, Kind.FIGURE), Column("得分", 6, Kind.FIGURE),
        Column("黄牌", 8, Kind.CENTRED), *((GRADE,) if of.grades else ()),
    )  # fmt: skip
    villages = of_town(of, town_code)
    rows = tuple((*_noticed(village, items), *_grade(village, of)) for village in villages)
    tables = {
        "marks": Table(columns, rows),
        "grades": decided_table(villages, of.grades, of.parts(items)),
    }
    day = hanging.first if hanging else None
    return worded.document(facts, tables, day=day, draft=hanging is None)


def _grade(village: RecordedVillage, of: PeriodOf) -> tuple[str, ...]:
    """The cell of the grade, where the scheme has grades."""
    return (grade_of(village, of.grades),) if of.grades else ()


def _rounding(scheme: Scheme) -> str:
    scale = scheme.marks.scale
    return f"各项分数保留{scale.decimals}位小数，{_ROUNDINGS[scale.rounding]}。"


def _noticed(village: RecordedVillage, items: Mapping[str, str]) -> tuple[str, ...]:
    marks = {item.item: item for item in village.items}
    cells = (_mark_over_full(marks.get(item)) for item in items)
    card = card_told(village)
    sums = (village.bonus, village.deduction, village.town_mark, card)
    return (str(village.rank), village.village_name, *cells, *sums)


def _mark_over_full(item: RecordedItem | None) -> str:
    return _NONE if item is None or item.full is None else f"{item.mark}\n{item.full}"


def notice_figures(document: Document, of: PeriodOf, town_code: str, items: Mapping[str, str]) -> Document:
    """The figures of a public notice for a spreadsheet: full mark and mark in columns of their own."""
    pairs = [
        column
        for name in items.values()
        for column in (Column(f"{name} 满分", 8, Kind.FIGURE), Column(f"{name} 得分", 8, Kind.FIGURE))
    ]
    columns = (
        Column("村代码", 14), Column("村（社区）", 20), RANK, *pairs,
        Column("加分", 7, Kind.FIGURE), Column("扣分", 7, Kind.FIGURE), MARK,
        Column("黄牌", 12, Kind.CENTRED), *((GRADE,) if of.grades else ()),
    )  # fmt: skip
    rows = tuple((*_figured(village, items), *_grade(village, of)) for village in of_town(of, town_code))
    table = Table(columns, rows, name="公示")
    return Document(document.title, (table,), document.lines, draft=document.draft, seal=document.seal)


def _figured(village: RecordedVillage, items: Mapping[str, str]) -> tuple[str, ...]:
    marks = {item.item: item for item in village.items}
    pairs: list[str] = []
    for name in items:
        item = marks.get(name)
        pairs += ("", "") if item is None or not item.full or not item.mark else (item.full, item.mark)
    head = (village.village_code, village.village_name, str(village.rank))
    card = card_told(village)
    return (*head, *pairs, village.bonus, village.deduction, village.town_mark, card)
