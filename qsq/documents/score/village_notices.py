"""黄牌警示通知书 and 奖励通知书: what a period brings a village, told to it alone."""

from collections.abc import Mapping
from fractions import Fraction

from qsq.documents.document import Cells, Column, Document, Table
from qsq.documents.score.printed_period import PrintedPeriod, card_told
from qsq.documents.wording.units import village_word
from qsq.documents.wording.worded import Facts, Worded
from qsq.domain.results.recorded import RecordedVillage
from qsq.domain.values.capitals import capitals
from qsq.domain.values.file_names import file_name
from qsq.domain.values.money import fen, yuan_told
from qsq.domain.values.numbers import Scale, read_number

_MOST_LOSSES = 5


def card_notice(
    worded: Worded, period: PrintedPeriod, code: str, village: RecordedVillage, items: Mapping[str, str]
) -> Document:
    """黄牌警示通知书: what a village lost its marks in, and what is expected of it."""
    facts = _facts(period, code, village, reason=card_told(village))
    tables = {"losses": _losses(village, items)}
    return worded.document(facts, tables, day=period.day, draft=period.draft, file=_file(village))


def _facts(period: PrintedPeriod, code: str, village: RecordedVillage, **more: object) -> Facts:
    town, name = period.place(village)
    return period.facts(
        code,
        town=town,
        village=name,
        code=village.village_code,
        unit_word=village_word(period.kind(village.village_code)),
        mark=village.town_mark,
        rank=village.rank,
        standing=period.standing(village),
        **more,
    )


def _losses(village: RecordedVillage, items: Mapping[str, str]) -> Table:
    """The items in which a village lost most, the greatest loss first."""
    columns = (
        Column("项", 30), Column("满分", 10, Cells.FIGURE), Column("得分", 10, Cells.FIGURE),
        Column("失分", 10, Cells.FIGURE),
    )  # fmt: skip
    lost = [
        (read_number(item.full) - read_number(item.mark), item.item, item.full, item.mark)
        for item in village.items
        if item.full and item.mark and item.full != item.mark
    ]
    worst = sorted(lost, key=lambda pair: -pair[0])[:_MOST_LOSSES]
    return Table(
        columns,
        tuple((items[item], full, mark, _with_decimals(loss, full)) for loss, item, full, mark in worst),
    )


def _with_decimals(number: Fraction, like: str) -> str:
    """A number with as many decimals as another figure."""
    scale = Scale(len(like.partition(".")[2]))
    return scale.text(scale.units(number))


def reward_notice(worded: Worded, period: PrintedPeriod, code: str, village: RecordedVillage) -> Document:
    """奖励通知书: a village's rank and its reward, in figures and in capitals."""
    amount = fen(read_number(village.reward))
    facts = _facts(
        period, code, village, reward=village.reward, capitals=capitals(amount), parts=reward_parts(village)
    )
    return worded.document(facts, {}, day=period.day, draft=period.draft, file=_file(village))


def reward_parts(village: RecordedVillage) -> str:
    """What a reward is made of, where that is more than the money of a place; else empty."""
    if village.money is None:
        return ""
    money = {
        "名次奖励": village.money.place,
        "基础奖励": village.money.base,
        "等次奖励": village.money.grade,
    }
    amounts = {name: fen(read_number(amount)) for name, amount in money.items()}
    given = [f"{name}{yuan_told(amount)}" for name, amount in amounts.items() if amount]
    return "、".join(given) if len(given) > 1 or not amounts["名次奖励"] else ""


def _file(village: RecordedVillage) -> str:
    return file_name(village.village_code, village.village_name)
