"""奖励发放表: the rewards of a period to pay, with room to sign for them."""

from qsq.documents.document import Cells, Column, Document, Table
from qsq.documents.grouped import groups_of
from qsq.documents.score.printed_period import PrintedPeriod, rewarded_of, sum_of_rewards
from qsq.documents.wording.worded import Worded
from qsq.domain.values.capitals import capitals
from qsq.domain.values.money import fen, yuan
from qsq.domain.values.numbers import read_number


def reward_list(worded: Worded, period: PrintedPeriod, code: str) -> Document:
    """奖励发放表: the rewards to pay, with room to sign for them."""
    rewarded = rewarded_of(period)
    total = sum_of_rewards(rewarded)
    facts = period.facts(code, count=len(rewarded), total=yuan(total), capitals=capitals(total))
    columns = (
        Column("序号", 5, Cells.COUNT), Column("镇（街道）", 12), Column("村（社区）", 14),
        Column("村代码", 13, Cells.CENTRED), Column("名次", 5, Cells.COUNT), Column("得分", 7, Cells.FIGURE),
        *period.grade_column, Column("奖励（元）", 10, Cells.FIGURE), Column("签收", 10, Cells.SIGNED),
    )  # fmt: skip
    rows = tuple(
        (
            str(number), *period.place(one), one.village_code, str(one.rank), one.town_mark,
            *period.grade_cell(one), one.reward, "",
        )
        for number, one in enumerate(rewarded, start=1)
    )  # fmt: skip
    blanks = [""] * (len(columns) - 4)
    groups = groups_of(
        [(period.place(one)[0], fen(read_number(one.reward))) for one in rewarded],
        lambda town, amount: ("小计", town, *blanks, yuan(amount), ""),
    )
    sums = ("合计", "", *blanks, yuan(total), "")
    table = Table(columns, rows, (sums,), "奖励发放表", groups=groups)
    return worded.document(facts, {"rewards": table}, day=period.day, draft=period.draft)
