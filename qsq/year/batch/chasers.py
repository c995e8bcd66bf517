"""Before the deadline: tell each department what it still owes."""

from dataclasses import dataclass

from qsq.documents.batch.chasers import chaser, chaser_list
from qsq.documents.document import Bundle
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.file_names import file_name
from qsq.year.desk.acting import Acting
from qsq.year.desk.papers import write_workbooks
from qsq.year.desk.writing import folder_written_whole
from qsq.year.score.check import Completeness, check
from qsq.year.status.outlook import PeriodOutlook

_LIST = "催报名单"


@dataclass(frozen=True, slots=True)
class Chased:
    """The chasers of a period.

    Attributes:
        departments: how many departments owe observations.
        missing: how many observations they owe.
    """

    departments: int
    missing: int


def chase(acting: Acting, one: PeriodOutlook) -> Chased:
    """Write a chaser for every department that owes observations; none where all is in."""
    found = check(acting.office, one.period)
    owing = sorted({owed.department for owed in found.owed})
    if owing:
        _write(acting, one, found, owing)
    return Chased(len(owing), len(found.owed))


def _write(acting: Acting, one: PeriodOutlook, found: Completeness, owing: list[str]) -> None:
    scheme, period, deadline = acting.scheme.name, chinese_period(one.period), one.ahead.deadline
    departments = found.register.department_names()
    owed = {one: found.in_words(one) for one in owing}
    totals = [(departments[one], len(owed[one])) for one in owing]
    bundles = [Bundle(_LIST, (chaser_list(scheme, period, deadline, totals),))]
    for department, rows in owed.items():
        made = chaser(scheme, period, departments[department], deadline, rows)
        bundles.append(Bundle(file_name(department, beside=[_LIST]), (made,)))
    root = acting.office.root
    with folder_written_whole(root, root / "out" / str(found.period) / "chasers") as made_in:
        write_workbooks(made_in, bundles, deadline)
