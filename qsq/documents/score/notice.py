"""评比结果公示: what hangs on a town's walls, its annex of every item, and its figures for a workbook."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import assert_never

from qsq.documents.borders import border_told, margin_told
from qsq.documents.document import Cells, Column, Document, Table
from qsq.documents.score.grades import decided_table
from qsq.documents.score.printed_period import MARK, RANK, PrintedPeriod, card_told
from qsq.documents.wording.standing_facts import reached
from qsq.documents.wording.units import town_sender
from qsq.documents.wording.worded import Facts, Worded
from qsq.domain.results.town_notice import NoticedVillage, TownNotice
from qsq.domain.scheme.scheme import Scheme, TieBreak, TieRule
from qsq.domain.steps.hanging import Hanging
from qsq.domain.values.chinese_dates import chinese_date
from qsq.domain.values.money import fen, yuan_grouped
from qsq.domain.values.numbers import Rounding, read_number
from qsq.fairness.narrow import Narrow

_NONE = "—"
_ROUNDINGS = {Rounding.HALF_UP: "四舍五入", Rounding.HALF_EVEN: "按GB/T 8170修约"}


def public_notice(
    worded: Worded,
    period: PrintedPeriod,
    code: str,
    notice: TownNotice,
    hanging: Hanging | None,
    margins: Sequence[Narrow] = (),
) -> tuple[Document, ...]:
    """What hangs on a town's walls: one page of ranks, and an annex where each sum can be checked.

    Args:
        worded: its wording.
        period: what is printed of the period.
        code: the check code.
        notice: the town's villages.
        hanging: how long it hangs; None before it does.
        margins: how narrow the period's borders are, where the scheme has the notice tell them.
    """
    villages = [one.figures for one in notice.villages]
    margins = [one for one in margins if one.border.pool.town_code == notice.town_code]
    facts = {**_facts(period, code, notice, hanging), "margins": bool(margins)}
    tables = {
        "ranking": _ranking(period, notice),
        "items": _items(period, notice),
        "marks": _marks(period, notice),
        "grades": decided_table(villages, period.grades, period.parts(notice.items)),
        "margins": _margins(period, notice, margins),
    }
    draft, day = hanging is None, hanging.first if hanging else None
    made = worded.document(facts, tables, day=day, draft=draft)
    if worded.annex is None:
        return (made,)
    return made, worded.annex.document(facts, tables, draft=draft)


def _facts(period: PrintedPeriod, code: str, notice: TownNotice, hanging: Hanging | None) -> Facts:
    town = period.town(notice.town_code)
    return period.facts(
        code,
        town=town.name,
        sender=town_sender(town),
        town_reach=reached(("", town.contact), ("电话", town.phone), ("地址：", town.address)),
        count=len(notice.villages),
        cards=sum(one.figures.yellow_card is not None for one in notice.villages),
        basis=period.basis,
        ties=_ties(period, notice),
        hanging=hanging is not None,
        first=chinese_date(hanging.first) if hanging else "",
        last=chinese_date(hanging.last) if hanging else "",
        days=hanging.working_days if hanging else 0,
        head=hanging.head if hanging else "",
        rounding=_rounding(period.scheme),
        graded=bool(period.grades),
    )


def _margins(period: PrintedPeriod, notice: TownNotice, margins: Iterable[Narrow]) -> Table:
    """By how much weights must change before the two villages at a border swap, the narrowest first."""
    names = {one.figures.village_code: one.figures.village_name for one in notice.villages}
    rows = tuple(
        (
            border_told(one.border, lambda _kind, grade: period.grades.get(grade, grade)),
            names[one.before], names[one.behind],
            margin_told(one),
        )
        for one in margins
    )  # fmt: skip
    return Table(_MARGINS, rows, name="余量")


_MARGINS = (
    Column("界限", 16), Column("界前的村", 20), Column("界后的村", 20), Column("余量", 10, Cells.FIGURE),
)  # fmt: skip


def _ties(period: PrintedPeriod, notice: TownNotice) -> str:
    """How equal marks are told apart, where there are any; empty where there are none."""
    pools = period.pools
    villages = [(pools.get(one.figures.village_code), one.figures) for one in notice.villages]
    marks = Counter((pool, one.town_mark) for pool, one in villages)
    if max(marks.values()) == 1:
        return ""
    keys = "、".join(_key(one, period, notice) for one in period.scheme.ranking.tie_break)
    if not keys:
        return "得分相同的，名次并列。"
    ranks = Counter((pool, one.rank) for pool, one in villages)
    equal = "，仍相同的名次并列" if max(ranks.values()) > 1 else ""
    return f"得分相同的，依次按{keys}排列名次{equal}。"


def _key(key: TieBreak, period: PrintedPeriod, notice: TownNotice) -> str:
    match key.rule:
        case TieRule.LEAST_DEDUCTIONS:
            return "扣分少"
        case TieRule.MOST_BONUS:
            return "加分多"
        case TieRule.CATEGORY | TieRule.ITEM:
            return f"{period.parts(notice.items).get(key.id, key.id)}得分高"
        case TieRule.FEWEST_YELLOW_CARDS | TieRule.BEST_PERIOD | TieRule.LATEST_PERIOD | TieRule.IMPROVEMENT:
            raise ValueError(key)  # a year's rules alone have them
        case _:
            assert_never(key.rule)


def _rounding(scheme: Scheme) -> str:
    scale = scheme.marks.scale
    return f"各项分数保留{scale.decimals}位小数，{_ROUNDINGS[scale.rounding]}。"


def _ranking(period: PrintedPeriod, notice: TownNotice) -> Table:
    """Rank, village, mark and what follows from it, in two halves on one page."""
    paid = period.scheme.rewards is not None
    follows = "奖励（元）\n或黄牌" if paid else "黄牌"
    columns = (
        Column("名次", 4, Cells.COUNT), Column("村（社区）", 12), Column("得分", 6, Cells.FIGURE),
        *period.grade_column, Column(follows, 10, Cells.FIGURE),
    )  # fmt: skip
    rows = tuple(
        (
            str(one.figures.rank), one.figures.village_name, one.figures.town_mark,
            *period.grade_cell(one.figures), _follows(one),
        )
        for one in notice.villages
    )  # fmt: skip
    return Table(columns, rows, name="公示", paired=True)


def _follows(village: NoticedVillage) -> str:
    """A village's reward, or that it takes a yellow card; empty for neither."""
    if village.figures.yellow_card is not None:
        return "黄牌"
    amount = fen(read_number(village.figures.reward))
    return yuan_grouped(amount) if amount else ""


def _items(period: PrintedPeriod, notice: TownNotice) -> Table:
    """Each item's mark under its full mark; a village whose full mark is another has it below its own."""
    known = {item for one in notice.villages for item in one.marks}
    shown = {item: name for item, name in notice.items.items() if item in known}
    fulls = {item: _usual_full(notice, item) for item in shown}
    headings = [f"{name}\n{fulls[item]}" for item, name in shown.items()]
    cells = ([_item_cell(one, item, fulls[item]) for item in shown] for one in notice.villages)
    return Table(_columns(period, headings, 6), _rows(period, notice, cells), name="各项得分")


def _usual_full(notice: TownNotice, item: str) -> str:
    """The full mark that most villages of a town have; of equally many, the first in rank."""
    fulls = Counter(one.marks[item][1] for one in notice.villages if item in one.marks)
    return fulls.most_common(1)[0][0]


def _item_cell(village: NoticedVillage, item: str, usual: str) -> str:
    if item not in village.marks:
        return _NONE
    mark, full = village.marks[item]
    return mark if full == usual else f"{mark}\n/{full}"


def _marks(period: PrintedPeriod, notice: TownNotice) -> Table:
    """Each item in a column, the mark over the full mark, as wordings of version 0.2 have it."""
    cells = (["\n".join(one.marks.get(item, (_NONE,))) for item in notice.items] for one in notice.villages)
    return Table(_columns(period, notice.items.values(), 8), _rows(period, notice, cells), name="公示")


def _columns(period: PrintedPeriod, items: Iterable[str], card: int) -> tuple[Column, ...]:
    """A column an item between the village and its outcome; `card` is how wide that of the card is."""
    return (
        RANK, Column("村（社区）", 12), *(Column(heading, 5, Cells.FIGURE) for heading in items),
        Column("加分", 5, Cells.FIGURE), Column("扣分", 5, Cells.FIGURE),
        Column("得分", 6, Cells.FIGURE), Column("黄牌", card, Cells.CENTRED), *period.grade_column,
    )  # fmt: skip


def _rows(
    period: PrintedPeriod, notice: TownNotice, cells: Iterable[Sequence[str]]
) -> tuple[tuple[str, ...], ...]:
    """A row a village, with these cells of its items."""
    return tuple(
        (str(one.figures.rank), one.figures.village_name, *of_items, *_outcome(period, one))
        for one, of_items in zip(notice.villages, cells, strict=True)
    )


def notice_figures(document: Document, period: PrintedPeriod, notice: TownNotice) -> Document:
    """The figures of a public notice to calculate with: full mark and mark in columns of their own."""
    pairs = [
        Column(f"{name} {what}", 8, Cells.FIGURE)
        for name in notice.items.values()
        for what in ("满分", "得分")
    ]
    columns = (
        Column("村代码", 14), Column("村（社区）", 20), RANK, *pairs,
        Column("加分", 7, Cells.FIGURE), Column("扣分", 7, Cells.FIGURE), MARK,
        Column("黄牌", 12, Cells.CENTRED), *period.grade_column,
    )  # fmt: skip
    rows = tuple(
        (
            one.figures.village_code, one.figures.village_name, str(one.figures.rank),
            *_apart(one, list(notice.items)), *_outcome(period, one),
        )
        for one in notice.villages
    )  # fmt: skip
    table = Table(columns, rows, name="分项数据")
    return Document(document.title, (table,), document.lines, draft=document.draft, seal=document.seal)


def _apart(village: NoticedVillage, items: Sequence[str]) -> list[str]:
    return [text for item in items for text in reversed(village.marks.get(item, ("", "")))]


def _outcome(period: PrintedPeriod, village: NoticedVillage) -> tuple[str, ...]:
    """A village's cells behind its items."""
    one = village.figures
    return one.bonus, one.deduction, one.town_mark, card_told(one), *period.grade_cell(one)
