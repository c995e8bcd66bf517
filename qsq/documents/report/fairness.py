"""结果稳定性报告: how firm a result is, on few pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qsq.documents.document import Cells, Column, Document, Table
from qsq.documents.wording.standing_facts import standing_facts
from qsq.documents.wording.worded import Worded
from qsq.domain.scheme.scheme import Scheme

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FairnessFigures:
    """What the report says, as it is printed.

    Attributes:
        facts: what its wording names.
        borders: border, before, behind, gap, leverage, margin.
        rounded: border, before and its mark, behind and its mark, difference.
        items: item, weight, part of the differences, places moved without it; of a year, item and places.
        places: village, place, and the inner and proven intervals of ±10 % and ±20 %.
    """

    facts: dict[str, Any]
    borders: Sequence[Row]
    rounded: Sequence[Row]
    items: Sequence[Row]
    places: Sequence[Row]


def fairness_report(worded: Worded, scheme: Scheme, figures: FairnessFigures) -> Document:
    """The report."""
    tables = {
        "borders": Table(_BORDERS, tuple(figures.borders), name="边界"),
        "rounded": Table(_ROUNDED, tuple(figures.rounded), name="取整"),
        "items": Table(_ITEMS if figures.facts["items"] else _OF_YEAR, tuple(figures.items), name="各项"),
        "places": Table(_PLACES, tuple(figures.places), name="名次区间"),
    }
    return worded.document({**standing_facts(scheme), **figures.facts}, tables)


_BORDERS = (
    Column("边界", 26), Column("界前", 20), Column("界后", 20), Column("差", 11, Cells.FIGURE),
    Column("杠杆", 11, Cells.FIGURE), Column("余量", 10, Cells.FIGURE),
)  # fmt: skip
_ROUNDED = (
    Column("边界", 26), Column("界前（未取整）", 30), Column("界后（未取整）", 30),
    Column("反高", 11, Cells.FIGURE),
)  # fmt: skip
_ITEMS = (
    Column("项", 22), Column("权重", 8, Cells.FIGURE), Column("占分差", 8, Cells.FIGURE),
    Column("权重图", 28), Column("占分差图", 28), Column("去掉平均挪几名", 10, Cells.FIGURE),
)  # fmt: skip
_OF_YEAR = (
    Column("项", 30), Column("去掉平均挪几名", 16, Cells.FIGURE), Column("最多", 8, Cells.FIGURE),
)  # fmt: skip
_PLACES = (
    Column("村", 26), Column("名次", 8, Cells.CENTRED), Column("±10%内", 10, Cells.CENTRED),
    Column("±10%外", 10, Cells.CENTRED), Column("±20%内", 10, Cells.CENTRED),
    Column("±20%外", 10, Cells.CENTRED),
)  # fmt: skip
