"""黄牌警示名单: what the review meeting hands out, beside the list of rewards."""

from qsq.documents.document import Cells, Column, Document, Table
from qsq.documents.score.period_of import MARK, PLACE_COLUMNS, RANK, PeriodOf, card_told, carded_of


def card_list(of: PeriodOf, code: str) -> Document:
    """The yellow cards to hand out; `code` is the result's check code."""
    columns = (
        *PLACE_COLUMNS, Column("村代码", 18, Cells.CENTRED), RANK, MARK,
        Column("原因", 16, Cells.CENTRED),
    )  # fmt: skip
    rows = tuple(
        (*of.place(one), one.village_code, str(one.rank), one.town_mark, card_told(one))
        for one in carded_of(of)
    )
    facts = of.facts(code)
    lines = (of.scheme.name, str(facts["stamp"]))
    table = Table(columns, rows, name="黄牌警示名单")
    return Document(f"{of.period}黄牌警示名单", (table,), lines, draft=of.draft)
