"""Who still owes which form, on the day of an outlook: asked for, whether its day is near or past."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from qsq.domain.county.officials import Level, Unit
from qsq.domain.county.places import TOWN_DEPARTMENT
from qsq.domain.faults import QsqError
from qsq.domain.forms.stamp import FormKind
from qsq.year.desk.acting import Acting
from qsq.year.outbox.wanted import wanted
from qsq.year.remind.follow_up import follow_up
from qsq.year.score.check import check
from qsq.year.status.outlook import Outlook, PeriodOutlook


@dataclass(frozen=True, slots=True)
class StillOwed:
    """A form that somebody owes.

    Attributes:
        period: the period or month.
        unit: who owes it; a town also what its villages do.
        count: how many rows of it lack; 1 where it is not told row by row.
        until: the day until which it is asked for; None where none is set.
    """

    kind: FormKind
    period: str
    unit: Unit
    count: int
    until: date | None = None

    def answer(self) -> dict[str, Any]:
        """What is owed, for programs."""
        until = self.until.isoformat() if self.until else None
        return {
            "form": self.kind,
            "period": self.period,
            "unit": str(self.unit),
            "count": self.count,
            "until": until,
        }


def still_owed(outlook: Outlook) -> tuple[StillOwed, ...]:
    """All that is owed in the periods in hand, oldest first, in the order of the year's steps."""
    of_steps = (owed for one in outlook.periods for owed in _of_period(outlook.acting, one))
    return (*_before(outlook), *of_steps)


def _before(outlook: Outlook) -> Iterator[StillOwed]:
    """Forms that no step prints; visits once their month is over, lists of villages never."""
    for form in wanted(outlook):
        month_goes_on = form.kind is FormKind.VISITS and form.until is not None
        if form.kind is not FormKind.REGISTER and not month_goes_on:
            yield from _by_town(form.kind, form.period, form.towns, form.until)


def _of_period(acting: Acting, one: PeriodOutlook) -> Iterator[StillOwed]:
    ahead, state = one.ahead, one.ahead.evaluation
    if not (ahead.checklist.revision or state.revision) or state.final:
        return
    if not ahead.evaluated:
        yield from _of_checklist(acting, one)
    yield from _of_months(acting, one)
    if not ahead.evaluated:
        yield from _of_observations(acting, one)
    elif state.fed_back and state.notice is None:
        moment = one.stand.moment(acting.today)
        units = [*moment.unsigned_towns, *_towns_of(acting, moment.unsigned_villages)]
        yield from _by_town(FormKind.SIGNATURES, str(one.period), units)


def _of_checklist(acting: Acting, one: PeriodOutlook) -> Iterator[StillOwed]:
    state, villages, period = one.ahead.checklist, acting.register.evaluated, str(one.period)
    towns = {village.town_code for village in villages} - state.dispatched
    yield from _by_town(FormKind.DISPATCH, period, towns)
    left = [one for one in villages if one.town_code in state.dispatched and one.code not in state.accepted]
    yield from _by_town(FormKind.ACCEPTANCE, period, (village.town_code for village in left))


def _of_months(acting: Acting, one: PeriodOutlook) -> Iterator[StillOwed]:
    """Progress of months that are over, and talks with villages that were called in."""
    if not one.ahead.reminds:
        return
    for month in one.period.months:
        if month.last_day < acting.today:
            if month not in one.ahead.reported and not one.ahead.evaluated:
                towns = (village.town_code for village in acting.register.evaluated)
                yield from _by_town(FormKind.PROGRESS, str(month), set(towns))
            open_talks = follow_up(acting, month).open
            yield from _by_town(FormKind.REMINDERS, str(month), _towns_of(acting, open_talks))


def _of_observations(acting: Acting, one: PeriodOutlook) -> Iterator[StillOwed]:
    """What departments, and towns for what they added, have not marked; nothing where it cannot be read."""
    try:
        missing = check(acting.office, one.period).owed
    except QsqError:
        return
    until, period = one.ahead.deadline, str(one.period)
    own = Counter(owed.department for owed in missing if owed.department != TOWN_DEPARTMENT)
    for department, count in sorted(own.items()):
        yield StillOwed(FormKind.SCORES, period, Unit(Level.DEPARTMENT, department), count, until)
    towns = (owed.town_code for owed in missing if owed.department == TOWN_DEPARTMENT)
    yield from _by_town(FormKind.SCORES, period, towns, until)


def _by_town(
    kind: FormKind, period: str, codes: Iterable[str], until: date | None = None
) -> Iterator[StillOwed]:
    for code, count in sorted(Counter(codes).items()):
        yield StillOwed(kind, period, Unit(Level.TOWN, code), count, until)


def _towns_of(acting: Acting, villages: Iterable[str]) -> Iterator[str]:
    of = acting.register.town_of()
    return (of[code] for code in villages if code in of)
