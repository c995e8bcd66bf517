"""What the batch has to do on a day: the office's own work that nobody signs or decides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from qsq.domain.observed.visits import weeks_of
from qsq.domain.steps.checklist_state import ChecklistState
from qsq.domain.steps.machine import is_over
from qsq.domain.steps.period_state import PeriodState
from qsq.domain.steps.year_state import YearState
from qsq.domain.values.periods import Month, Period

_DAY = timedelta(days=1)


class Job(StrEnum):
    """A piece of work; several of one day are done in this order."""

    ISSUE = "issue"
    REMIND = "remind"
    VISITS = "visits"
    CHASE = "chase"
    SCORE = "score"
    FINALISE = "finalise"
    CONFIRM = "confirm"


_ORDER = {job: number for number, job in enumerate(Job)}


@dataclass(frozen=True, slots=True)
class Due:
    """A job that is due from `day` on.

    Attributes:
        period: the period, month or year that it is for.
    """

    day: date
    job: Job
    period: str

    @property
    def place(self) -> tuple[date, int, str]:
        """What jobs are sorted by: missed ones are caught up in the order in which they fell due."""
        return self.day, _ORDER[self.job], self.period


@dataclass(frozen=True, slots=True)
class Ticks:
    """What the ledger says of the batch's own work in a period.

    Attributes:
        done: jobs that it finished.
        begun: jobs whose event it recorded; one that is not finished too was broken off.
    """

    done: frozenset[tuple[Job, str]] = frozenset()
    begun: frozenset[tuple[Job, str]] = frozenset()

    def broken_off(self, job: Job, period: object) -> bool:
        """Whether a job's event is there and its papers may not be."""
        return (job, str(period)) in self.begun - self.done


@dataclass(frozen=True, slots=True)
class PeriodAhead:
    """A period as the batch finds it.

    Attributes:
        deadline: the day until which observations are due.
        chased_from: the day on which departments that still owe some are chased.
        reminds: whether the scheme has monthly reminders.
        reported: months whose progress reports are there.
        checks_visits: whether the scheme says how often officials visit.
        visited: months of which visits are recorded.
    """

    period: Period
    deadline: date
    chased_from: date
    reminds: bool
    reported: frozenset[Month]
    checks_visits: bool
    visited: frozenset[Month]
    checklist: ChecklistState
    evaluation: PeriodState
    ticks: Ticks

    @property
    def evaluated(self) -> bool:
        """Whether there is a result that counts."""
        return self.evaluation.revision > 0 and not self.evaluation.provisional


def in_hand(
    today: date, with_rules: Iterable[Period], issued: frozenset[Period], closed: frozenset[Period]
) -> tuple[Period, ...]:
    """The periods that the batch looks after, in order.

    Those that are issued, the one that today lies in, and those since the first issued one, which were
    missed. A period before the first issued one is not taken up by itself. What is closed is left out for
    good when the period after it is over: until then its last month is looked after.

    Args:
        today: the day of the run.
        with_rules: periods that have rule files.
        issued: periods that are issued, or evaluated without; their rules are wanted, there or not.
        closed: final periods with nothing broken off.
    """
    first = min(issued, default=None)

    def begun(period: Period) -> bool:
        missed = first is not None and period > first
        return period.first_day <= today and (missed or today <= period.last_day)

    def over(period: Period) -> bool:
        return period in closed and period.next.last_day < today

    wanted = {period for period in with_rules if begun(period)} | issued
    return tuple(sorted(period for period in wanted if not over(period)))


def due_in_period(ahead: PeriodAhead, today: date) -> tuple[Due, ...]:
    """What is due in a period on a day, in the order in which it is done."""
    found = (due for due in _of_period(ahead) if due.day <= today)
    return tuple(sorted(found, key=lambda due: due.place))


def _of_period(ahead: PeriodAhead) -> Iterator[Due]:
    first_day, period = ahead.period.first_day, str(ahead.period)
    begun = ahead.checklist.revision or ahead.evaluation.revision
    if not begun or ahead.ticks.broken_off(Job.ISSUE, period):
        yield Due(first_day, Job.ISSUE, period)
    if not begun:
        return
    yield from _monthly(ahead)
    if not ahead.evaluated and (Job.CHASE, period) not in ahead.ticks.done:
        yield Due(ahead.chased_from, Job.CHASE, period)
    if not ahead.evaluated or ahead.ticks.broken_off(Job.SCORE, period):
        yield Due(ahead.deadline + _DAY, Job.SCORE, period)
    state = ahead.evaluation
    notice = state.notice
    ready = not (state.final or state.held or state.open_objections)
    if notice is not None and (ready or ahead.ticks.broken_off(Job.FINALISE, period)):
        yield Due(notice.last + _DAY, Job.FINALISE, period)


def _monthly(ahead: PeriodAhead) -> Iterator[Due]:
    """Reminders wait for reports; visits for notes of them and the end of the month's last week."""
    done = ahead.ticks.done
    for month in ahead.period.months:
        if ahead.reminds and month in ahead.reported and (Job.REMIND, str(month)) not in done:
            yield Due(month.last_day + _DAY, Job.REMIND, str(month))
        if ahead.checks_visits and month in ahead.visited and (Job.VISITS, str(month)) not in done:
            yield Due(visits_known_from(month), Job.VISITS, str(month))


def visits_known_from(month: Month) -> date:
    """The first day on which a month and every week that counts for it are over."""
    year, week = map(int, weeks_of(month)[-1].split("-W"))
    return max(month.last_day, date.fromisocalendar(year, week, 7)) + _DAY


def due_in_year(year: int, state: YearState, ticks: Ticks, today: date) -> tuple[Due, ...]:
    """What is due for a year's awards: the confirmation when the notice has run out."""
    notice = state.notice
    ready = state.decided and not (state.confirmed or state.held or state.open_objections)
    if notice is None or not is_over(notice, today):
        return ()
    if ready or ticks.broken_off(Job.CONFIRM, year):
        return (Due(notice.last + _DAY, Job.CONFIRM, str(year)),)
    return ()
