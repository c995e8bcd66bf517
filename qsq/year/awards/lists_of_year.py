"""The lists of a year: as they were issued or evaluated, and as the rule files have those still to come."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qsq.domain.county.places import Village
from qsq.domain.faults import Faults, Message, OutOfOrder, message
from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.scheme import Scheme
from qsq.domain.steps.event_kinds import ChecklistEvent, PeriodEvent
from qsq.domain.values.periods import Period, periods_of
from qsq.ledger.ledger import Ledger
from qsq.rules.period_file import load_checklist, period_file, periods_of_year
from qsq.year.desk.acting import Acting
from qsq.year.desk.loading import Rules
from qsq.year.recorded.issued_list import issued_rules


@dataclass(frozen=True, slots=True)
class AskedOfYear:
    """A year's lists, in order.

    Attributes:
        villages: those that took part in each, in the same order.
        towns: their names by code, the newest ones.
        scheme: of the newest list that is recorded; the workspace's where none is.
        departments: their names by id, the newest ones.
    """

    scheme: Scheme
    checklists: tuple[Checklist, ...]
    villages: tuple[Sequence[Village], ...]
    departments: Mapping[str, str]
    towns: Mapping[str, str]


def asked_of_year(acting: Acting, ledger: Ledger, *, over: bool) -> AskedOfYear:
    """What a year asks.

    Args:
        acting: whose workspace it is.
        ledger: the workspace's.
        over: whether the year is confirmed, so that only what was recorded counts.

    Raises:
        Refused: rules are wrong; all faults are listed.
        OutOfOrder: there is none.
    """
    recorded = dict(_recorded(acting, ledger))
    coming = {} if over else _coming(acting, recorded)
    found = {period: rules.checklist for period, rules in recorded.items()} | coming
    if not found:
        raise OutOfOrder(_nothing_asked(acting))
    newest = recorded[max(recorded)] if recorded else None
    departments = acting.register.department_names() if coming else {}
    towns = acting.register.town_names() if coming else {}
    for _period, rules in sorted(recorded.items()):
        departments |= rules.register.department_names()
        towns |= rules.register.town_names()
    registers = {period: rules.register for period, rules in recorded.items()}
    return AskedOfYear(
        scheme=newest.scheme if newest else acting.scheme,
        checklists=tuple(checklist for _period, checklist in sorted(found.items())),
        villages=tuple(registers.get(period, acting.register).evaluated for period in sorted(found)),
        departments=departments,
        towns=towns,
    )


def _recorded(acting: Acting, ledger: Ledger) -> Iterator[tuple[Period, Rules]]:
    """The periods of the year that were issued or evaluated, with the rules of the last time."""
    events = (*ledger.events(ChecklistEvent.ISSUE), *ledger.events(PeriodEvent.EVALUATION))
    for period in sorted({Period.read(event.period) for event in events}):
        rules = issued_rules(ledger, period) if period.year == int(acting.period) else None
        if rules is not None:
            yield period, rules


def _coming(acting: Acting, recorded: Mapping[Period, Rules]) -> dict[Period, Checklist]:
    """The lists of rule files that are not recorded."""
    folder, faults = acting.office.folder(), Faults()
    there = periods_of_year(folder, int(acting.period), acting.scheme.period)
    found = {
        one: load_checklist(folder, one, acting.scheme, acting.register, faults)
        for one in there
        if one not in recorded
    }
    faults.refuse()
    return {period: checklist for period, checklist in found.items() if checklist is not None}


def _nothing_asked(acting: Acting) -> Message:
    first = periods_of(int(acting.period), acting.scheme.period)[0]
    return message(
        "there are no rules of a period of {year}; first write {file}, then: qsq rules check {period}",
        year=first.year,
        file=period_file(first),
        period=first,
    )
