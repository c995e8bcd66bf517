"""三包三联: visits imported, checked against the scheme, and the problems that they brought up."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from qsq.domain.county.officials import CITY, Official
from qsq.domain.faults import Fault, Faults, Message, Place, Refused, WrongUse, message
from qsq.domain.forms.stamp import FormKind, Stamp
from qsq.domain.observed.visits import (
    Correction,
    Purpose,
    Shortfall,
    Visit,
    absent_from_review,
    of_linked,
    shortfalls,
    sorted_out,
)
from qsq.domain.steps.event_kinds import OtherEvent
from qsq.domain.steps.follow_state import FollowMoment, FollowStep, unmet_in_follow_up
from qsq.domain.steps.machine import happened_on
from qsq.domain.values.periods import Month, Period
from qsq.intake.forms.printed import HandedOut, PrintedForm
from qsq.intake.forms.village_rows import FormReader
from qsq.intake.forms.visits import read_links, read_visits
from qsq.ledger.ledger import Draft, Event, Ledger
from qsq.rules.files import SCHEME_FILE
from qsq.rules.period_file import periods_with_rules
from qsq.year.desk.acting import Acting
from qsq.year.desk.conditions import must_be_met
from qsq.year.desk.step import no_papers, nothing, step

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


@dataclass(frozen=True, slots=True)
class Imported:
    """A file's visits as they were recorded.

    Attributes:
        rows: how many the file holds.
        added: how many are new.
        corrected: those whose note was written anew, by their ids.
    """

    rows: int
    added: int
    corrected: Mapping[str, Correction]

    @property
    def recorded(self) -> int:
        """How many the ledger did not hold as they are."""
        return self.added + len(self.corrected)

    def answer(self) -> dict[str, Any]:
        """The answer for programs."""
        corrected = [
            {"id": key, "before": one.before.note, "after": one.after.note}
            for key, one in self.corrected.items()
        ]
        return {"recorded": self.recorded, "rows": self.rows, "corrected": corrected}

    @property
    def warnings(self) -> tuple[Message, ...]:
        """What was corrected: it may as well have been another visit."""
        return tuple(
            message(
                "{id}, {official} in {place} on {day}: the note is now “{after}”, before “{before}”; where"
                " these are two visits, import both in one file",
                id=key,
                official=one.after.official,
                place=one.after.place,
                day=one.after.day,
                after=one.after.note,
                before=one.before.note,
            )
            for key, one in self.corrected.items()
        )


def import_visits(acting: Acting, file: str) -> Imported:
    """Record a file's visits, all or none; one with a new note replaces the old, which stays readable."""
    known = {official.id for official in acting.officials}
    days = _first_day(acting), acting.today
    return step(
        acting.office,
        allowed=lambda: acting.allow([CITY]),
        checked=lambda: read_visits(acting.office.folder(), file, _reader(acting), known, days),
        recorded=lambda ledger, visits: _imported(acting, ledger, visits),
        written=no_papers,
    )


def _reader(acting: Acting) -> FormReader:
    """What reads a file of visits, which may be a form that was handed out, of any month."""
    of_any_month = Stamp(acting.scheme.city_code, FormKind.VISITS, "", "", 1, "")
    units = {"", *acting.register.town_names()}
    printed = PrintedForm(of_any_month, (), ())
    handed_out = HandedOut(of_any_month, lambda unit: printed if unit in units else None)
    words = {"official": {one.id: one.name for one in acting.officials}}
    return FormReader(acting.register, acting.today, Faults(), handed_out, words)


def _imported(acting: Acting, ledger: Ledger, visits: Sequence[Visit]) -> Imported:
    there = {visit: number for number, visit in _visits(ledger).items()}
    added, corrected = sorted_out(tuple(there), visits)
    for visit in added:
        ledger.append(_noted(acting, visit))
    for one in corrected:
        ledger.append(_noted(acting, one.after, replaces=there[one.before]))
    return Imported(len(visits), len(added), {f"V{there[one.before]}": one for one in corrected})


def _first_day(acting: Acting) -> date:
    """The first day of the year before the first that has rules; an earlier one is a slip of the pen."""
    periods = periods_with_rules(acting.office.folder(), acting.scheme.period)
    return date(min((period.year for period in periods), default=acting.today.year) - 1, 1, 1)


def _noted(acting: Acting, visit: Visit, **more: int) -> Draft:
    values = {"place": visit.place, "purpose": visit.purpose, "note": visit.note}
    return acting.event(OtherEvent.VISIT, visit.official, day=visit.day.isoformat(), **values, **more)


def check(acting: Acting, month: Month) -> Checked:
    """Who visited too seldom; see `Workspace.visits.check`."""
    rules = acting.scheme.visits
    if rules is None:
        what = message("there are no visits; expected visits: {{city_leader, town_officer}}")
        raise Refused([Fault(Place(SCHEME_FILE), what)])
    with acting.office.ledger_to_read() as ledger:
        visits = _counted(acting, _visits(ledger).values())
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
    return of_linked(visits, links, acting.register.town_of())


def problems(acting: Acting) -> tuple[Problem, ...]:
    """All problems and disputes, oldest first; see `Workspace.visits.problems`."""
    with acting.office.ledger_to_read() as ledger:
        return _problems(ledger)


def hand_on(acting: Acting, problem: str, to: str) -> None:
    """Note whom an open problem is handed on to."""
    _follow(acting, OtherEvent.HANDED_ON, problem, to)


def close(acting: Acting, problem: str, how: str) -> None:
    """Note how an open problem ended."""
    _follow(acting, OtherEvent.CLOSED, problem, how)


def _follow(acting: Acting, kind: OtherEvent, problem: str, text: str) -> None:
    if not text.strip():
        raise WrongUse(message("say to whom, or how it ended"))
    step(
        acting.office,
        allowed=lambda: acting.allow([CITY]),
        checked=nothing,
        recorded=lambda ledger, _nothing: _followed(acting, ledger, kind, problem, text),
        written=no_papers,
    )


def _followed(acting: Acting, ledger: Ledger, kind: OtherEvent, problem: str, text: str) -> None:
    """Record it; what was said of the problem last, on the same day, is not said twice."""
    said = [
        (happened_on(event), event.payload["text"])
        for event in ledger.events(kind)
        if event.subject == problem
    ]
    if said[-1:] == [(acting.today, text)]:
        return
    still_open = tuple(one.id for one in _problems(ledger) if not one.closed)
    raised = _raised(ledger, problem) if problem in still_open else None
    moment = FollowMoment(acting.today, problem=problem, raised=raised, known=still_open)
    must_be_met(unmet_in_follow_up(_STEPS[kind], moment))
    ledger.append(acting.event(kind, problem, text=text))


_STEPS = {OtherEvent.HANDED_ON: FollowStep.HAND_ON, OtherEvent.CLOSED: FollowStep.CLOSE}


def _raised(ledger: Ledger, problem: str) -> date:
    """When a problem was noted, or handed on last."""
    noted = (event for event in ledger.events(OtherEvent.VISIT) if f"V{event.sequence}" == problem)
    handed_on = (event for event in ledger.events(OtherEvent.HANDED_ON) if event.subject == problem)
    return max(map(happened_on, (*noted, *handed_on)))


def totals_of(acting: Acting, year: int) -> dict[str, int]:
    """How many visits, review meetings, problems and disputes a year has had so far."""
    with acting.office.ledger_to_read() as ledger:
        return totals(ledger, year)


def totals(ledger: Ledger, year: int) -> dict[str, int]:
    """How many visits, review meetings, problems and disputes of a year a ledger holds."""
    counted = Counter(visit.purpose for visit in _visits(ledger).values() if visit.day.year == year)
    return {purpose.value: counted[purpose] for purpose in Purpose}


def _visits(ledger: Ledger) -> dict[int, Visit]:
    """The visits as they hold, each by the number of the event that noted it first."""
    found: dict[int, Visit] = {}
    for event in ledger.events(OtherEvent.VISIT):
        found[event.payload.get("replaces", event.sequence)] = _visit_of(event)
    return found


def _visit_of(event: Event) -> Visit:
    values = event.payload
    day, purpose = date.fromisoformat(values["day"]), Purpose(values["purpose"])
    return Visit(day, event.subject, values["place"], purpose, values["note"])


def _problems(ledger: Ledger) -> tuple[Problem, ...]:
    to = {event.subject: str(event.payload["text"]) for event in ledger.events(OtherEvent.HANDED_ON)}
    closed = {event.subject: str(event.payload["text"]) for event in ledger.events(OtherEvent.CLOSED)}
    raised = {f"V{number}": one for number, one in _visits(ledger).items() if one.purpose in _TO_FOLLOW}
    return tuple(Problem(key, visit, to.get(key, ""), closed.get(key, "")) for key, visit in raised.items())
