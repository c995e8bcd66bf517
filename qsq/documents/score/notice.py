"""评比结果公示: what hangs on a town's walls, and its figures for a workbook."""

from collections.abc import Sequence

from qsq.documents.document import Cells, Column, Document, Table
from qsq.documents.score.grades import decided_table
from qsq.documents.score.period_of import MARK, RANK, PeriodOf, card_told
from qsq.documents.wording.worded import Worded
from qsq.domain.results.town_notice import NoticedVillage, TownNotice
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.steps.hanging import Hanging
from qsq.domain.values.chinese_dates import chinese_date
from qsq.domain.values.numbers import Rounding

_NONE = "—"
_ROUNDINGS = {Rounding.HALF_UP: "四舍五入", Rounding.HALF_EVEN: "按GB/T 8170修约"}


def public_notice(
    worded: Worded, of: PeriodOf, code: str, notice: TownNotice, hanging: Hanging | None
) -> Document:
    """What hangs on a town's walls: every item's full mark and mark, so that each sum can be checked."""
    facts = of.facts(
        code,
        town=of.towns.get(notice.town_code, notice.town_code),
        hanging=hanging is not None,
        first=chinese_date(hanging.first) if hanging else "",
        last=chinese_date(hanging.last) if hanging else "",
        days=hanging.working_days if hanging else 0,
        head=hanging.head if hanging else "",
        rounding=_rounding(of.scheme),
        graded=bool(of.grades),
    )
    villages = [one.figures for one in notice.villages]
    tables = {
        "marks": _marks(of, notice),
        "grades": decided_table(villages, of.grades, of.parts(notice.items)),
    }
    day = hanging.first if hanging else None
    return worded.document(facts, tables, day=day, draft=hanging is None)


def _rounding(scheme: Scheme) -> str:
    scale = scheme.marks.scale
    return f"各项分数保留{scale.decimals}位小数，{_ROUNDINGS[scale.rounding]}。"


def _marks(of: PeriodOf, notice: TownNotice) -> Table:
    """Each item in a column, the mark over the full mark."""
    columns = (
        RANK, Column("村（社区）", 12),
        *(Column(name, 5, Cells.FIGURE) for name in notice.items.values()),
        Column("加分", 5, Cells.FIGURE), Column("扣分", 5, Cells.FIGURE),
        Column("得分", 6, Cells.FIGURE), Column("黄牌", 8, Cells.CENTRED), *of.grade_column,
    )  # fmt: skip
    rows = tuple(
        (
            str(one.figures.rank),
            one.figures.village_name,
            *("\n".join(one.marks.get(item, (_NONE,))) for item in notice.items),
            *_outcome(of, one),
        )
        for one in notice.villages
    )
    return Table(columns, rows, name="公示")


def notice_figures(document: Document, of: PeriodOf, notice: TownNotice) -> Document:
    """The figures of a public notice to calculate with: full mark and mark in columns of their own."""
    pairs = [
        Column(f"{name} {what}", 8, Cells.FIGURE)
        for name in notice.items.values()
        for what in ("满分", "得分")
    ]
    columns = (
        Column("村代码", 14), Column("村（社区）", 20), RANK, *pairs,
        Column("加分", 7, Cells.FIGURE), Column("扣分", 7, Cells.FIGURE), MARK,
        Column("黄牌", 12, Cells.CENTRED), *of.grade_column,
    )  # fmt: skip
    rows = tuple(
        (
            one.figures.village_code, one.figures.village_name, str(one.figures.rank),
            *_apart(one, list(notice.items)), *_outcome(of, one),
        )
        for one in notice.villages
    )  # fmt: skip
    table = Table(columns, rows, name="分项数据")
    return Document(document.title, (table,), document.lines, draft=document.draft, seal=document.seal)


def _apart(village: NoticedVillage, items: Sequence[str]) -> list[str]:
    return [text for item in items for text in reversed(village.marks.get(item, ("", "")))]


def _outcome(of: PeriodOf, village: NoticedVillage) -> tuple[str, ...]:
    """A village's cells behind its items."""
    one = village.figures
    return one.bonus, one.deduction, one.town_mark, card_told(one), *of.grade_cell(one)
