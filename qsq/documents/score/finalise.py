"""黄牌警示名单: what the review meeting hands out, beside the list of rewards."""

from qsq.documents.document import Cells, Column, Document, Table
from qsq.documents.score.printed_period import MARK, PLACE_COLUMNS, RANK, PrintedPeriod, card_told, carded_of


def card_list(period: PrintedPeriod, code: str) -> Document:
    """The yellow cards to hand out; `code` is the result's check code."""
    columns = (
        *PLACE_COLUMNS, Column("村代码", 18, Cells.CENTRED), RANK, MARK,
        Column("原因", 16, Cells.CENTRED),
    )  # fmt: skip
    rows = tuple(
        (*period.place(one), one.village_code, str(one.rank), one.town_mark, card_told(one))
        for one in carded_of(period)
    )
    facts = period.facts(code)
    lines = (period.scheme.name, str(facts["stamp"]))
    table = Table(columns, rows, name="黄牌警示名单")
    return Document(
        f"{period.name}黄牌警示名单",
        (table,),
        lines,
        signature=period.scheme.office_name,
        day=period.day,
        draft=period.draft,
    )
