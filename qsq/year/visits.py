"""三包三联: visits imported, checked against the scheme, and the problems that they brought up."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from qsq.domain.event_kinds import OtherKind
from qsq.domain.faults import Fault, Faults, OutOfOrder, Place, Refused, WrongUse, message
from qsq.domain.officials import CITY, Official
from qsq.domain.periods import Month, Period
from qsq.domain.visits import Purpose, Shortfall, Visit, absent_from_review, of_linked, shortfalls
from qsq.intake.visits import read_links, read_visits
from qsq.ledger.ledger import Event, Ledger
from qsq.rules.scheme_file import SCHEME_FILE
from qsq.year.acting import Acting

"""The kinds of event of a visit, and of what becomes of a problem or dispute that it brought up."""

_TO_FOLLOW = (Purpose.PROBLEM, Purpose.DISPUTE)


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem or dispute that a visit brought up.

    Attributes:
        id: `V` and the number of the visit's event.
        to: whom it was handed on to last; empty where nobody.
        closed: how it ended; empty while it is open.
    """

    id: str
    visit: Visit
    to: str = ""
    closed: str = ""

    def answer(self) -> dict[str, Any]:
        """The problem for programs."""
        return {
            "id": self.id,
            "kind": self.visit.purpose,
            "date": self.visit.day.isoformat(),
            "official": self.visit.official,
            "place": self.visit.place,
            "note": self.visit.note,
            "handed_on_to": self.to or None,
            "closed": self.closed or None,
        }


@dataclass(frozen=True, slots=True)
class Checked:
    """A month's visits against the scheme; `absent` is of the review meeting of its period so far."""

    month: Month
    period: Period
    shortfalls: tuple[Shortfall, ...]
    absent: tuple[Official, ...]

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        return {
            "month": str(self.month),
            "too_seldom": [
                {
                    "official": one.official.id,
                    "span": one.span,
                    "visits": one.visits,
                    "expected": one.expected,
                }
                for one in self.shortfalls
            ],
            "not_at_review": [one.id for one in self.absent],
        }


def import_visits(acting: Acting, file: str) -> tuple[int, int]:
    """Record a file's visits, all or none; how many are new, and how many the file holds."""
    known = {official.id for official in acting.officials}
    visits = read_visits(acting.office.folder(), file, acting.register, known, acting.today)
    with acting.office.ledger() as ledger:
        acting.allow(ledger, [CITY])
        with ledger.transaction():
            there = {visit for _event, visit in _visits(ledger)}
            new = [visit for visit in dict.fromkeys(visits) if visit not in there]
            for visit in new:
                values = {"place": visit.place, "purpose": visit.purpose, "note": visit.note}
                day = visit.day.isoformat()
                ledger.append(acting.event(OtherKind.VISIT, visit.official, day=day, **values))
    return len(new), len(visits)


def check(acting: Acting, month: Month) -> Checked:
    """Who visited too seldom; see `Workspace.check_visits`."""
    rules = acting.scheme.visits
    if rules is None:
        what = message("there are no visits; expected visits: {{city_leader, town_officer}}")
        raise Refused([Fault(Place(SCHEME_FILE), what)])
    with acting.office.ledger_to_read() as ledger:
        visits = _counted(acting, [visit for _event, visit in _visits(ledger)])
    period = month.period(acting.scheme.period)
    return Checked(
        month,
        period,
        shortfalls(acting.officials, visits, rules, month),
        absent_from_review(acting.officials, visits, period),
    )


def _counted(acting: Acting, visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """The visits to places that their officials are linked to.

    Raises:
        Refused: data/links.csv is wrong; all faults are listed.
    """
    faults, known = Faults(), {official.id for official in acting.officials}
    links = read_links(acting.office.folder(), acting.register, known, faults)
    faults.refuse()
    return of_linked(visits, links, {one.code: one.town_code for one in acting.register.villages})


def problems(acting: Acting) -> tuple[Problem, ...]:
    """All problems and disputes, oldest first; see `Workspace.problems`."""
    with acting.office.ledger_to_read() as ledger:
        return _problems(ledger)


def hand_on(acting: Acting, problem: str, to: str) -> None:
    """Note whom an open problem is handed on to."""
    _follow(acting, OtherKind.HANDED_ON, problem, to)


def close(acting: Acting, problem: str, how: str) -> None:
    """Note how an open problem ended."""
    _follow(acting, OtherKind.CLOSED, problem, how)


def _follow(acting: Acting, kind: OtherKind, problem: str, text: str) -> None:
    if not text.strip():
        raise WrongUse(message("say to whom, or how it ended"))
    with acting.office.ledger() as ledger:
        acting.allow(ledger, [CITY])
        with ledger.transaction():
            still_open = [one.id for one in _problems(ledger) if not one.closed]
            if problem not in still_open:
                raise OutOfOrder(
                    message(
                        "no problem {found} is open; open are: {known}",
                        found=problem,
                        known=", ".join(still_open) or "-",
                    )
                )
            ledger.append(acting.event(kind, problem, text=text))


def totals(acting: Acting, year: int) -> dict[str, int]:
    """How many visits, review meetings, problems and disputes a year had."""
    with acting.office.ledger_to_read() as ledger:
        counted = Counter(visit.purpose for _event, visit in _visits(ledger) if visit.day.year == year)
    return {purpose.value: counted[purpose] for purpose in Purpose}


def _visits(ledger: Ledger) -> list[tuple[Event, Visit]]:
    return [(event, _visit_of(event)) for event in ledger.events(OtherKind.VISIT)]


def _visit_of(event: Event) -> Visit:
    values = event.payload
    day, purpose = date.fromisoformat(values["day"]), Purpose(values["purpose"])
    return Visit(day, event.subject, values["place"], purpose, values["note"])


def _problems(ledger: Ledger) -> tuple[Problem, ...]:
    to = {event.subject: str(event.payload["text"]) for event in ledger.events(OtherKind.HANDED_ON)}
    closed = {event.subject: str(event.payload["text"]) for event in ledger.events(OtherKind.CLOSED)}
    raised = {f"V{event.sequence}": visit for event, visit in _visits(ledger) if visit.purpose in _TO_FOLLOW}
    return tuple(Problem(key, visit, to.get(key, ""), closed.get(key, "")) for key, visit in raised.items())
