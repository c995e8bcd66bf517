"""奖励发放表: the rewards of a period to pay, with room to sign for them."""

from qsq.documents.document import Cells, Column, Document, Table
from qsq.documents.score.printed_period import (
    MARK,
    PLACE_COLUMNS,
    RANK,
    PrintedPeriod,
    rewarded_of,
    sum_of_rewards,
)
from qsq.documents.wording.worded import Worded
from qsq.domain.values.capitals import capitals
from qsq.domain.values.money import yuan


def reward_list(worded: Worded, period: PrintedPeriod, code: str) -> Document:
    """奖励发放表: the rewards to pay, with room to sign for them."""
    rewarded = rewarded_of(period)
    total = sum_of_rewards(rewarded)
    facts = period.facts(code, count=len(rewarded), total=yuan(total), capitals=capitals(total))
    columns = (
        Column("序号", 5, Cells.COUNT), *PLACE_COLUMNS, Column("村代码", 18, Cells.CENTRED), RANK, MARK,
        *period.grade_column, Column("奖励（元）", 12, Cells.FIGURE), Column("签收", 12, Cells.SIGNED),
    )  # fmt: skip
    rows = tuple(
        (
            str(number), *period.place(one), one.village_code, str(one.rank), one.town_mark,
            *period.grade_cell(one), one.reward, "",
        )
        for number, one in enumerate(rewarded, start=1)
    )  # fmt: skip
    blanks = [""] * (len(columns) - 3)
    sums = ("合计", *blanks, yuan(total), "")
    table = Table(columns, rows, (sums,), "奖励发放表")
    return worded.document(facts, {"rewards": table}, day=period.day, draft=period.draft)
