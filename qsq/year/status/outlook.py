"""Where a workspace stands on a day: the periods and years that are in hand, with their rules and events."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from qsq.domain.faults import Fault, Faults
from qsq.domain.steps.checklist_state import checklist_state_of
from qsq.domain.steps.due_work import Due, Job, PeriodAhead, Ticks, due_in_period, due_in_year, in_hand
from qsq.domain.steps.event_kinds import ChecklistEvent, OtherEvent, PeriodEvent, YearEvent
from qsq.domain.steps.year_state import YearState, year_state_of
from qsq.domain.values.periods import Month, Period, PeriodKind
from qsq.intake.observed.progress_reports import progress_file
from qsq.intake.tables import table_there
from qsq.ledger.ledger import Event, Ledger
from qsq.rules.period_file import periods_with_rules
from qsq.year.checklist.rules_and_targets import load_asked
from qsq.year.desk.acting import Acting, acting
from qsq.year.desk.loading import Rules
from qsq.year.desk.office import BATCH, Office
from qsq.year.recorded.basis import rules_of
from qsq.year.recorded.period import Stand, stand_of
from qsq.year.recorded.year_list import newest_list

_OWN_EVENT = {
    ChecklistEvent.ISSUE: Job.ISSUE,
    PeriodEvent.EVALUATION: Job.SCORE,
    PeriodEvent.FINALISATION: Job.FINALISE,
    YearEvent.CONFIRMATION: Job.CONFIRM,
}


@dataclass(frozen=True, slots=True)
class PeriodOutlook:
    """A period in hand.

    Attributes:
        as_issued: whether the rule files still say what was issued.
    """

    ahead: PeriodAhead
    stand: Stand
    as_issued: bool

    @property
    def period(self) -> Period:
        """The period itself."""
        return self.ahead.period


@dataclass(frozen=True, slots=True)
class YearOutlook:
    """A year in hand.

    Attributes:
        over: whether its last period is final, or its last day is past.
        unfinished: its periods that are begun and not final.
        unissued: its periods that have rules and were never issued nor evaluated.
        unpaid: codes of the villages whose confirmed prize is not paid yet.
    """

    year: int
    state: YearState
    over: bool
    unfinished: tuple[Period, ...]
    unissued: tuple[Period, ...]
    unpaid: tuple[str, ...]

    @property
    def to_be_listed(self) -> bool:
        """Whether its periods are all final and its list is not drawn up yet."""
        waits = self.unissued or self.unfinished
        return self.over and not waits and not self.state.revision

    @property
    def open(self) -> bool:
        """Whether anything is left to do."""
        return not self.state.confirmed or bool(self.unpaid)


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a workspace stands on a day.

    Attributes:
        unissued: periods with rules that are neither issued nor evaluated, whenever they begin; those in
            hand whose rules are wrong are not among them.
        last_known: the last period that has rules; None where none has.
        refused: what is wrong with the rules of periods in hand.
        ticks: the batch's own work, by year as text.
    """

    acting: Acting
    periods: tuple[PeriodOutlook, ...]
    years: tuple[YearOutlook, ...]
    unissued: tuple[Period, ...]
    last_known: Period | None
    refused: tuple[Fault, ...]
    ticks: Ticks

    def due(self) -> tuple[Due, ...]:
        """The work that is due, in the order in which it is done."""
        today = self.acting.today
        found = [due for one in self.periods for due in due_in_period(one.ahead, today)]
        found += [due for one in self.years for due in due_in_year(one.year, one.state, self.ticks, today)]
        return tuple(sorted(found, key=lambda due: due.place))


def look(office: Office, on: date | None) -> Outlook:
    """Where the workspace stands.

    Raises:
        WrongUse: `on` is a day to come.
        Refused: scheme, register or officials are wrong; all faults are listed.
    """
    now, faults = acting(office, "batch run", "", on), Faults()
    with office.ledger_to_read() as ledger:
        reader = _OutlookReader(now, ledger)
        taken_up = reader.in_hand()
        periods = [reader.period(one, faults) for one in taken_up]
        years = [reader.year(year) for year in sorted({one.year for one in reader.begun})]
    there = tuple(one for one in periods if one is not None)
    open_years = tuple(one for one in years if one.open or reader.ticks.broken_off(Job.CONFIRM, one.year))
    wrong = set(taken_up) - {one.period for one in there}
    return Outlook(
        acting=now,
        periods=there,
        years=open_years,
        unissued=tuple(sorted(reader.known - reader.begun - wrong)),
        last_known=max(reader.known, default=None),
        refused=tuple(faults.found),
        ticks=reader.ticks,
    )


class _OutlookReader:
    """Reads periods and years from the rule files and the ledger."""

    def __init__(self, now: Acting, ledger: Ledger) -> None:
        self.folder = now.office.folder()
        self.ledger = ledger
        self.today = now.today
        self.ticks = _ticks(ledger)
        kind = now.scheme.period
        self.known = frozenset(periods_with_rules(self.folder, kind))
        begun = (*ledger.events(ChecklistEvent.ISSUE), *ledger.events(PeriodEvent.EVALUATION))
        self.begun = _periods(begun, kind)
        self.final = _periods(ledger.events(PeriodEvent.FINALISATION), kind)
        days = (date.fromisoformat(event.payload["day"]) for event in ledger.events(OtherEvent.VISIT))
        self.visited = frozenset(Month(day.year, day.month) for day in days)

    def in_hand(self) -> tuple[Period, ...]:
        """The periods to look after."""
        closed = frozenset(one for one in self.final if not self.ticks.broken_off(Job.FINALISE, one))
        return in_hand(self.today, self.known, self.begun, closed)

    def period(self, period: Period, faults: Faults) -> PeriodOutlook | None:
        """A period in hand; None, with the faults noted, where its rules are wrong or not there."""
        stand = stand_of(self.ledger, period)
        if stand.state.final and stand.result is not None:
            return PeriodOutlook(
                self._ahead(rules_of(self.ledger, stand.result.event), stand), stand, as_issued=True
            )
        asked = load_asked(self.folder, period, faults)
        if asked is None:
            return None
        as_issued = asked.is_issued(self.ledger, stand.events)
        return PeriodOutlook(self._ahead(asked.rules, stand), stand, as_issued)

    def _ahead(self, rules: Rules, stand: Stand) -> PeriodAhead:
        scheme, deadline, months = rules.scheme, rules.checklist.due, stand.period.months
        return PeriodAhead(
            period=stand.period,
            deadline=deadline,
            chased_from=deadline - timedelta(days=scheme.lead_days),
            reminds=scheme.reminders is not None,
            reported=frozenset(
                one for one in months if table_there(self.folder, progress_file(stand.period, one), Faults())
            ),
            checks_visits=scheme.visits is not None,
            visited=self.visited,
            checklist=checklist_state_of(stand.events),
            evaluation=stand.state,
            ticks=self.ticks,
        )

    def year(self, year: int) -> YearOutlook:
        """A year with a period that was issued or evaluated."""
        own = sorted(one for one in self.known | self.begun if one.year == year)
        events = self.ledger.events(period=str(year))
        state = year_state_of(events)
        listed = newest_list(self.ledger, events) if state.confirmed else None
        unpaid = {one.village_code for one in listed.honours} - state.paid if listed else ()
        return YearOutlook(
            year=year,
            state=state,
            over=(own[-1] in self.final and own[-1].is_last_of_year) or self.today.year > year,
            unfinished=tuple(one for one in own if one in self.begun - self.final),
            unissued=tuple(one for one in own if one not in self.begun | self.final),
            unpaid=tuple(sorted(unpaid)),
        )


def _periods(events: Iterable[Event], kind: PeriodKind) -> frozenset[Period]:
    """The periods of a kind that events tell of; those of an earlier scheme may be of another."""
    every = frozenset(Period.read(event.period) for event in events)
    return frozenset(period for period in every if period.kind is kind)


def _ticks(ledger: Ledger) -> Ticks:
    own = [event for kind in _OWN_EVENT for event in ledger.events(kind) if event.actor == BATCH]
    return Ticks(
        done=frozenset((Job(event.subject), event.period) for event in ledger.events(OtherEvent.BATCH)),
        begun=frozenset((_OWN_EVENT[event.kind], event.period) for event in own),  # type: ignore[index]
    )
