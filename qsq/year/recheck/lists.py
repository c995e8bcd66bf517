"""The newest list of a period or a year, as a second look checks it, counted again from the ledger."""

from collections.abc import Mapping
from datetime import date

from qsq.awards.annual import award
from qsq.domain.faults import OutOfOrder, WrongUse, message
from qsq.domain.scheme.checklist import Task
from qsq.domain.steps.event_kinds import PeriodEvent, YearEvent
from qsq.domain.steps.machine import happened_on
from qsq.domain.values.periods import Period, PeriodKind
from qsq.fairness.recheck.of_period import contest_of_places
from qsq.fairness.recheck.of_year import contest_of_honours
from qsq.ledger.ledger import Event, Ledger
from qsq.year.desk.office import Office
from qsq.year.explain.year import year_record
from qsq.year.recheck.checked import CheckedList
from qsq.year.recorded.basis import evaluations_of
from qsq.year.score.recount import Recount, recount

_STEPS: Mapping[str, str] = {
    PeriodEvent.EVALUATION: "score period",
    YearEvent.AWARDS: "awards year",
    YearEvent.DECISION: "awards decide",
}
"""What draws a list up, by the kind of event."""


def checked_list(office: Office, ledger: Ledger, when: Period) -> CheckedList:
    """The newest list of a period or a year.

    Raises:
        OutOfOrder: it is not drawn up, a tie is to be decided, or this program counts other figures.
        WrongUse: nobody is on it.
    """
    of_year = when.kind is PeriodKind.YEAR and not ledger.events(PeriodEvent.EVALUATION, str(when))
    found = _of_year(office, ledger, when) if of_year else _of_period(ledger, when)
    if not found.contest.listed:
        raise WrongUse(
            message("nobody takes an honour of {year}: there is no list to check", year=when)
            if of_year
            else message("nothing is paid for a place in {period}: there is no list to check", period=when)
        )
    return found


def _of_period(ledger: Ledger, period: Period) -> CheckedList:
    event = evaluations_of(ledger, period)[-1]
    again = _counted_again(ledger, event)
    return CheckedList(
        when=period,
        of_year=False,
        revision=int(event.payload["revision"]),
        since=_since(event),
        scheme=again.rules.scheme,
        register=again.rules.register,
        contest=contest_of_places(again.evaluation),
        tasks=_tasks(again),
        targets=again.inputs.targets,
    )


def _of_year(office: Office, ledger: Ledger, when: Period) -> CheckedList:
    listed, record = year_record(office, ledger, when.year)
    if listed is None:
        raise OutOfOrder(
            message(
                "the awards of {year} are not drawn up; first, by the city: qsq awards year {year}", year=when
            )
        )
    awards = award(record.scheme, record.years, decision=record.decision)
    if awards.undecided:
        raise OutOfOrder(
            message(
                "the list of {year} has ties over the border of an honour; first, by the standing committee:"
                " qsq awards decide {year}",
                year=when,
            )
        )
    again = {str(one.period): _counted_again(ledger, one.event) for one in record.periods}
    return CheckedList(
        when=when,
        of_year=True,
        revision=int(listed.event.payload["revision"]),
        since=_since(listed.event),
        scheme=record.scheme,
        register=record.register,
        contest=contest_of_honours(awards, {name: one.evaluation for name, one in again.items()}),
        tasks={f"{name}/{id_}": task for name, one in again.items() for id_, task in _tasks(one).items()},
        targets={
            (code, f"{name}/{task}"): target
            for name, one in again.items()
            for (code, task), target in one.inputs.targets.items()
        },
    )


def _counted_again(ledger: Ledger, event: Event) -> Recount:
    again = recount(ledger, event)
    if not again.same:
        raise OutOfOrder(
            message("this program counts other marks of {period} than were recorded", period=event.period)
        )
    return again


def _tasks(again: Recount) -> dict[str, Task]:
    return {task.id: task for item in again.rules.checklist.all_items for task in item.tasks}


def _since(event: Event) -> tuple[str, date]:
    return _STEPS[event.kind], happened_on(event)
