"""结果稳定性报告: how firm a result is, on few pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qsq.documents.document import Cells, Column, Document, Picture, Table
from qsq.documents.report.pictures import Interval, Weighed, intervals_picture, weights_picture
from qsq.documents.wording.standing_facts import standing_facts
from qsq.documents.wording.worded import Worded
from qsq.domain.scheme.scheme import Scheme

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FairnessFigures:
    """What the report says, as it is printed.

    Attributes:
        facts: what its wording names.
        borders: border, before, behind, gap, leverage, margin, how many draws swap the two.
        rounded: border, before and its mark, behind and its mark, difference.
        items: item, weight, part of the differences, places moved without it; of a year, item and places.
        weights: the same as it is drawn; empty of a year.
        places: village, place, the inner and proven intervals of ±10 % and ±20 %, places under any weights,
            and how often these give money or an honour.
        intervals: those of ±10 % as they are drawn.
        leanings: department, town, villages, their mean place and that of villages like them, chance.
    """

    facts: dict[str, Any]
    borders: Sequence[Row]
    rounded: Sequence[Row]
    items: Sequence[Row]
    places: Sequence[Row]
    weights: Sequence[Weighed] = ()
    intervals: Sequence[Interval] = ()
    leanings: Sequence[Row] = ()


def fairness_report(worded: Worded, scheme: Scheme, figures: FairnessFigures) -> Document:
    """The report."""
    tables: dict[str, Table | Picture] = {
        "borders": Table(_BORDERS, tuple(figures.borders), name="边界"),
        "rounded": Table(_ROUNDED, tuple(figures.rounded), name="取整"),
        "items": Table(_ITEMS if figures.facts["items"] else _OF_YEAR, tuple(figures.items), name="各项"),
        "places": Table(_PLACES, tuple(figures.places), name="名次区间"),
        "leanings": Table(_LEANINGS, tuple(figures.leanings), name="谁怎样打分"),
        "weights_picture": weights_picture(figures.weights, _weights_told(figures.weights)),
        "intervals_picture": intervals_picture(figures.intervals, _intervals_told(figures.intervals)),
    }
    return worded.document({**standing_facts(scheme), **figures.facts}, tables)


def _weights_told(items: Sequence[Weighed]) -> str:
    """What the picture of the weights shows, in words."""
    more = "、".join(one.name for one in items if one.part > one.weight > 0) or "：无"
    return f"图：各项权重（空心条）同占分差（实心条）对照；占分差大于权重的有{more}。数字见下表"


def _intervals_told(villages: Sequence[Interval]) -> str:
    """What the picture of the intervals shows, in words."""
    still = sum(one.inner == (one.place, one.place) for one in villages)
    return (
        f"图：边界上{len(villages)}个村在权重±10%时的名次，圆点是现在的名次，粗线是抽到的，细线是还没排除的；"
        f"{still}个村抽到的名次不变。数字见下表"
    )


_BORDERS = (
    Column("边界", 18), Column("界前", 17), Column("界后", 17), Column("差", 9, Cells.FIGURE),
    Column("杠杆", 10, Cells.FIGURE), Column("余量", 8, Cells.FIGURE), Column("抽样互换", 9, Cells.CENTRED),
)  # fmt: skip
_ROUNDED = (
    Column("边界", 22), Column("界前（未取整）", 28), Column("界后（未取整）", 28),
    Column("反高", 11, Cells.FIGURE),
)  # fmt: skip
_ITEMS = (
    Column("项", 24), Column("权重", 8, Cells.FIGURE), Column("占分差", 8, Cells.FIGURE),
    Column("相关比", 8, Cells.FIGURE), Column("去掉平均挪几名", 14, Cells.FIGURE),
)  # fmt: skip
_OF_YEAR = (
    Column("项", 30), Column("去掉平均挪几名", 16, Cells.FIGURE), Column("最多", 8, Cells.FIGURE),
)  # fmt: skip
_PLACES = (
    Column("村", 20), Column("名次", 7, Cells.CENTRED), Column("±10%内", 10, Cells.CENTRED),
    Column("±10%外", 10, Cells.CENTRED), Column("±20%内", 10, Cells.CENTRED),
    Column("±20%外", 10, Cells.CENTRED), Column("任意权重", 11, Cells.CENTRED),
    Column("仍得奖", 9, Cells.FIGURE),
)  # fmt: skip
_LEANINGS = (
    Column("部门", 20), Column("镇(街道)", 18), Column("村数", 7, Cells.COUNT),
    Column("平均名次", 10, Cells.FIGURE), Column("相近的村", 10, Cells.FIGURE),
    Column("碰巧的机会", 12, Cells.FIGURE),
)  # fmt: skip
