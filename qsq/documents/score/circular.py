"""通报: what came of a period, its first places and its yellow cards."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from qsq.documents.document import Cells, Column, Document, Table
from qsq.documents.score.grades import counted_table, towns_table
from qsq.documents.score.printed_period import (
    MARK,
    PLACE_COLUMNS,
    RANK,
    PrintedPeriod,
    card_told,
    carded_of,
    rewarded_of,
    sum_of_rewards,
)
from qsq.documents.wording.worded import Worded
from qsq.domain.results.recorded import RecordedVillage
from qsq.domain.values.capitals import capitals
from qsq.domain.values.money import yuan
from qsq.domain.values.numbers import Scale, read_number


def circular(worded: Worded, period: PrintedPeriod, code: str, item_names: Mapping[str, str]) -> Document:
    """通报: what came of a period, its first places and its yellow cards."""
    rewarded, carded = rewarded_of(period), carded_of(period)
    total = sum_of_rewards(rewarded)
    marks = [read_number(village.city_mark) for village in period.villages]
    scale = period.scheme.marks.scale
    facts = period.facts(
        code,
        villages=len(marks),
        towns=len({village.town_code for village in period.villages}),
        items=len(item_names),
        mean=scale.text(scale.units(sum(marks, Fraction(0)) / len(marks))),
        best=scale.text(scale.units(max(marks))),
        rewards=len(rewarded),
        rewards_total=yuan(total),
        rewards_capitals=capitals(total),
        cards=len(carded),
        weakest=_weakest(period.villages, item_names),
        graded=bool(period.grades),
        towns_ranked=bool(period.town_marks),
    )
    firsts = [village for village in rewarded if village.rank == 1]
    tables = {
        "firsts": _firsts(period, firsts),
        "cards": _cards(period, carded),
        "grades": counted_table(period.villages, period.grades),
        "towns": towns_table(period.town_marks, period.towns),
    }
    return worded.document(facts, tables, day=period.day, draft=period.draft)


def _firsts(period: PrintedPeriod, villages: Sequence[RecordedVillage]) -> Table:
    columns = (*PLACE_COLUMNS, RANK, MARK, *period.grade_column, Column("奖励（元）", 12, Cells.FIGURE))
    rows = ((*_ranked(period, one), one.reward) for one in villages)
    return Table(columns, tuple(rows))


def _cards(period: PrintedPeriod, villages: Sequence[RecordedVillage]) -> Table:
    columns = (*PLACE_COLUMNS, RANK, MARK, *period.grade_column, Column("原因", 16, Cells.CENTRED))
    rows = ((*_ranked(period, one), card_told(one)) for one in villages)
    return Table(columns, tuple(rows))


def _ranked(period: PrintedPeriod, village: RecordedVillage) -> tuple[str, ...]:
    """Where a village is, its rank, mark and grade."""
    return (*period.place(village), str(village.rank), village.town_mark, *period.grade_cell(village))


def _weakest(villages: Sequence[RecordedVillage], names: Mapping[str, str]) -> list[dict[str, str]]:
    """The three of the city's items in which the villages earned the least part of the full mark."""
    earned, full = dict.fromkeys(names, Fraction(0)), dict.fromkeys(names, Fraction(0))
    for village in villages:
        for item in village.items:
            if item.item in names and item.city_full and item.city_mark:
                earned[item.item] += read_number(item.city_mark)
                full[item.item] += read_number(item.city_full)
    shares = {item: earned[item] / full[item] for item in names if full[item]}
    tenths = Scale(1)
    return [
        {"name": names[item], "share": f"{tenths.text(tenths.units(share * 100))}%"}
        for item, share in sorted(shares.items(), key=lambda pair: pair[1])[:3]
    ]
