"""What the notice board may show, read from the ledger: what is public or, for a draft, all of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from qsq.board.facts import (
    AwardsFacts,
    BoardFacts,
    HonourFacts,
    PeriodFacts,
    ReminderFacts,
    Standing,
    WallNotice,
    YearFacts,
)
from qsq.domain.county.officials import CITY
from qsq.domain.faults import Faults, Refused
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.steps.event_kinds import ChecklistEvent, OtherEvent, PeriodEvent, YearEvent
from qsq.domain.steps.period_state import state_of
from qsq.domain.steps.year_state import year_state_of
from qsq.domain.values.periods import Period
from qsq.ledger.ledger import Event, Ledger
from qsq.year.desk.loading import load_standing
from qsq.year.desk.office import Office
from qsq.year.desk.progress import Progress
from qsq.year.recorded.basis import rules_of
from qsq.year.recorded.hanging import hanging_of
from qsq.year.recorded.list_basis import honour_names, scheme_of_list
from qsq.year.recorded.period import result_of
from qsq.year.recorded.year_list import RecordedList, newest_list
from qsq.year.score.recount import recount


def board_facts(office: Office, progress: Progress, *, draft: bool) -> BoardFacts:
    """What the board shows.

    Raises:
        Refused: scheme or register are wrong, or what the ledger kept can no longer be read.
    """
    faults = Faults()
    scheme, register = load_standing(office.folder(), faults)
    if scheme is None or register is None or faults.found:
        raise Refused(faults.found)
    with office.ledger_to_read() as ledger:
        asked = sorted(_periods(ledger))
        with progress("recorded results", len(asked)) as step:
            reader = _LedgerReader(ledger, step, draft=draft)
            years = [
                reader.year(year, [one for one in asked if one.year == year])
                for year in sorted({one.year for one in asked}, reverse=True)
            ]
    shown = tuple(year for year in years if year.checklists or year.corrected)
    named = max((one for year in shown for one in year.periods), key=lambda one: one.period, default=None)
    head = named.scheme if named else scheme
    names = (head.city_level, head.office_short, head.period)
    return BoardFacts(head.name, head.city_name, draft, shown, *names)


def _periods(ledger: Ledger) -> set[Period]:
    """The periods of which the ledger holds a list or a result."""
    events = (*ledger.events(PeriodEvent.EVALUATION), *ledger.events(ChecklistEvent.ISSUE))
    return {Period.read(event.period) for event in events}


class _LedgerReader:
    """Reads years and periods from a ledger."""

    def __init__(self, ledger: Ledger, step: Callable[[], None], *, draft: bool) -> None:
        self.ledger = ledger
        self.step = step
        self.draft = draft

    def year(self, year: int, asked: Sequence[Period]) -> YearFacts:
        """A year's public periods and list."""
        periods, checklists, corrected = [], [], []
        departments: dict[str, str] = {}
        towns: dict[str, str] = {}
        for period in asked:
            events = self.ledger.events(period=str(period))
            hanging = self._hanging(events)
            if hanging is None and self.ledger.history(PeriodEvent.NOTICE, str(period)):
                corrected.append(period)
            if hanging is not None:
                facts = self._period(period, events, hanging)
                periods.append(facts)
                checklists.append(facts.checklist)
                departments |= facts.register.department_names()
                towns |= facts.register.town_names()
            else:
                checklists += self._issued(events, departments, towns)
            self.step()
        return YearFacts(
            year=year,
            periods=tuple(periods),
            awards=self._awards(year),
            checklists=tuple(checklists),
            departments=departments,
            towns=towns,
            corrected=tuple(corrected),
        )

    def _hanging(self, events: Sequence[Event]) -> WallNotice | None:
        """How the newest result hangs; None where it is not to be shown."""
        state = state_of(events)
        if not state.revision:
            return None
        if state.notice is None:
            return WallNotice(Standing.DRAFT, state.revision) if self.draft else None
        hung = [event for event in events if event.kind == PeriodEvent.NOTICE]
        standing = Standing.FINAL if state.final else Standing.NOTICE
        scheme = rules_of(self.ledger, _evaluation(events)).scheme
        return WallNotice(standing, state.revision, hanging_of(hung[-1], scheme))

    def _period(self, period: Period, events: Sequence[Event], hanging: WallNotice) -> PeriodFacts:
        newest = _evaluation(events)
        result, counted = result_of(self.ledger, period, newest), recount(self.ledger, newest)
        marks = counted.evaluation.villages if counted.same else ()
        return PeriodFacts(
            period=period,
            hanging=hanging,
            provisional=result.provisional,
            figures=result.figures,
            codes={str(unit): result.code(unit) for unit in (CITY, *result.units())},
            scheme=counted.rules.scheme,
            missing=counted.missing,
            checklist=counted.rules.checklist,
            register=counted.rules.register,
            marks={one.marks.village.code: one.marks for one in marks},
            inputs=counted.inputs,
            reminders=tuple(self._reminders(period)),
        )

    def _reminders(self, period: Period) -> Iterator[ReminderFacts]:
        """The newest reminder of each village and month; who talked with whom stays in the ledger."""
        for month in period.months:
            talks = self.ledger.events(OtherEvent.TALK, str(month))
            reminders = self.ledger.events(OtherEvent.REMINDER, str(month))
            until = {one.subject: one.payload["until"] for one in talks}
            newest = {one.subject: one.payload for one in reminders}
            for code, payload in sorted(newest.items()):
                lags, undone = tuple(payload["reasons"]), tuple(payload["undone"])
                yield ReminderFacts(code, month, lags, undone, code in until, until.get(code, ""))

    def _issued(
        self, events: Sequence[Event], departments: dict[str, str], towns: dict[str, str]
    ) -> list[Checklist]:
        """The newest list that was issued for a period whose result is not shown, if any."""
        issues = [event for event in events if event.kind == ChecklistEvent.ISSUE]
        if not issues:
            return []
        rules = rules_of(self.ledger, issues[-1])
        departments |= rules.register.department_names()
        towns |= rules.register.town_names()
        return [rules.checklist]

    def _awards(self, year: int) -> AwardsFacts | None:
        """The year's list where it hangs or is confirmed; of a draft the newest."""
        events = self.ledger.events(period=str(year))
        listed, state = newest_list(self.ledger, events), year_state_of(events)
        if listed is None or (state.notice is None and not self.draft):
            return None
        scheme, hanging = (
            scheme_of_list(self.ledger, listed.event),
            WallNotice(Standing.DRAFT, state.revision),
        )
        if state.notice is not None:
            hung = [event for event in events if event.kind == YearEvent.NOTICE]
            standing = Standing.FINAL if state.confirmed else Standing.NOTICE
            hanging = WallNotice(standing, state.revision, hanging_of(hung[-1], scheme))
        grades = {grade.id: grade.name for grade in scheme.annual.grades}
        return AwardsFacts(
            hanging=hanging,
            code=listed.code,
            document=listed.event.payload.get("document", ""),
            honours=tuple(_honours(listed, scheme, grades)),
            grades=grades,
            annual={one.village_code: one for one in listed.figures.villages} if grades else {},
            towns=listed.figures.towns if scheme.ranking.shows_towns else (),
            categories=scheme.category_names(),
        )


def _evaluation(events: Sequence[Event]) -> Event:
    """What recorded a period's newest result."""
    return next(event for event in reversed(events) if event.kind == PeriodEvent.EVALUATION)


def _honours(listed: RecordedList, scheme: Scheme, grades: Mapping[str, str]) -> Iterator[HonourFacts]:
    """The honours as the board may show them: of a prize the whole, no part of it."""
    names = honour_names(scheme)
    for one in listed.honours:
        yield HonourFacts(
            village_code=one.village_code,
            honour=names.get(one.honour, one.honour),
            order=one.order,
            annual_mark=one.annual_mark,
            prize=one.prize,
            grade=grades.get(one.grade or "", ""),
        )
