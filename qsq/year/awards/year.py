"""年终一总评: a year's list of awards, drawn up and recorded."""

from dataclasses import dataclass, replace
from datetime import date

from qsq.awards.honours import UNDECIDED
from qsq.domain.faults import Message, OutOfOrder, message
from qsq.domain.steps.event_kinds import PeriodEvent, YearEvent
from qsq.domain.steps.period_state import state_of
from qsq.domain.steps.year_state import YearMoment, YearStep, unmet_in_year, year_state_of
from qsq.domain.values.periods import Period
from qsq.ledger.ledger import Ledger
from qsq.year.awards.draw_up import YearAwards, decision_of, draw_up
from qsq.year.desk.acting import must_be_of_the_city
from qsq.year.desk.conditions import must_be_met
from qsq.year.desk.office import Office
from qsq.year.desk.step import no_papers, step
from qsq.year.recorded.change import Change
from qsq.year.recorded.year_list import next_revision


def awards(office: Office, year: int, change: Change, *, draft: bool) -> YearAwards:
    """A year's awards, recorded where they are no draft; see `Workspace.awards.year`."""
    if change.on is not None:
        office.day(change.on)
    if draft:
        with office.ledger_to_read() as ledger:
            return draw_up(office, ledger, year, decision_of(ledger, year), draft=True)
    return step(
        office,
        allowed=lambda: must_be_of_the_city(office, "awards year", year),
        checked=lambda: _drawn_up(office, year),
        recorded=lambda ledger, drawn: _recorded_list(office, ledger, drawn, change),
        written=no_papers,
    )


@dataclass(frozen=True, slots=True)
class _DrawnUp:
    """A year's list, and the ledger's head that it follows from."""

    list: YearAwards
    head: tuple[int, str]


def _drawn_up(office: Office, year: int) -> _DrawnUp:
    with office.ledger_to_read() as ledger:
        head = ledger.head()
        return _DrawnUp(draw_up(office, ledger, year, decision_of(ledger, year), draft=False), head)


def _recorded_list(office: Office, ledger: Ledger, drawn: _DrawnUp, change: Change) -> YearAwards:
    found, year = drawn.list, drawn.list.year
    if ledger.head() != drawn.head:  # someone took a step meanwhile
        found = draw_up(office, ledger, year, decision_of(ledger, year), draft=False)
    if found.is_newest(ledger):
        return found
    void = _void(ledger, year, change)
    if void:  # what was decided was decided of another list
        found = draw_up(office, ledger, year, UNDECIDED, draft=False)
    record_list(office, ledger, found, change)
    return replace(found, warnings=(*found.warnings, *void))


def _void(ledger: Ledger, year: int, change: Change) -> tuple[Message, ...]:
    """What falls with a new list, told.

    Raises:
        OutOfOrder: something does and no reason is given.
    """
    state = year_state_of(ledger.events(period=str(year)))
    if state.confirmed or not (state.decided or state.notice):
        return ()
    if not change.reason:
        raise OutOfOrder(
            message(
                "revision {revision} of the awards of {year} is decided and its inputs have changed since;"
                " say why with --reason TEXT: the list then has to be decided and hung up again",
                revision=state.revision,
                year=year,
            )
        )
    decision = message(
        "the decision on revision {revision} is void; the list is to be decided again",
        revision=state.revision,
    )
    notice = message("the notice of revision {revision} is void; take it down", revision=state.revision)
    return ((decision,) if state.decided else ()) + ((notice,) if state.notice else ())


def record_list(office: Office, ledger: Ledger, found: YearAwards, change: Change) -> None:
    """Keep a list that is another than the newest one; a confirmed one stands."""
    if found.is_newest(ledger):
        return
    state = year_state_of(ledger.events(period=str(found.year)))
    final = [_made_final(ledger, one.period) for one in found.periods]
    moment = YearMoment(str(found.year), state, change.on or office.today(), periods_final=max(final))
    must_be_met(unmet_in_year(YearStep.LIST, moment))
    revision = next_revision(ledger, found.year)
    kept = {**found.kept(ledger), **change.payload()}
    ledger.append(office.event(YearEvent.AWARDS, found.year, revision=revision, **kept))


def _made_final(ledger: Ledger, period: Period) -> date:
    """When a period was made final; the first day of all where it is not."""
    days = state_of(ledger.events(period=str(period))).days
    return days.get(PeriodEvent.FINALISATION, date.min)
