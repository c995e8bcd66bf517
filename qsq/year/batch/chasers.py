"""Before the deadline: tell each department what it still owes."""

from dataclasses import dataclass

from qsq.documents.score.chasers import chaser, chaser_list
from qsq.documents.writers.excel import write_lists
from qsq.domain.values.chinese_dates import chinese_period
from qsq.domain.values.file_names import file_name
from qsq.year.desk.acting import Acting
from qsq.year.desk.writing import folder_written_whole
from qsq.year.score.check import Completeness, check
from qsq.year.status.outlook import PeriodOutlook

_LIST = "催报名单.xlsx"


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
    departments, towns = found.register.department_names(), found.register.town_names()
    counts = found.by_department_and_town()
    totals = {departments[one]: sum(n for (of, _), n in counts.items() if of == one) for one in owing}
    root = acting.office.root
    with folder_written_whole(root, root / "out" / str(found.period) / "chasers") as made:
        city = chaser_list(scheme, period, deadline, totals)
        write_lists(made / _LIST, [("名单", city)], deadline)
        for department in owing:
            rows = [(towns[town], count) for (of, town), count in sorted(counts.items()) if of == department]
            content = chaser(scheme, period, departments[department], deadline, rows)
            name = file_name(department, ending=".xlsx", beside=[_LIST])
            write_lists(made / name, [("催报单", content)], deadline)
