"""The list that a second look checks: who is paid for a period's place, or takes which honour of a year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from qsq.domain.county.places import Register
from qsq.domain.scheme.checklist import Task
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.values.periods import Period
from qsq.fairness.recheck.contest import Contest
from qsq.fairness.recheck.risk import VillageTask


@dataclass(frozen=True, slots=True)
class CheckedList:
    """A list with all that a second look needs of it.

    Attributes:
        when: its period; a year where the year's honours are checked.
        of_year: whether they are.
        revision: of the result, or of the year's list.
        since: the step that drew it up, and its day.
        tasks: by id; of a year by period and id, such as `2023Q1/grain.seedlings`.
        targets: the villages' own.
    """

    when: Period
    of_year: bool
    revision: int
    since: tuple[str, date]
    scheme: Scheme
    register: Register
    contest: Contest
    tasks: Mapping[str, Task]
    targets: Mapping[VillageTask, Fraction]
