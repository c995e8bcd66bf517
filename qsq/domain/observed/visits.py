"""三包三联: who visited too seldom. A week counts where its Thursday lies (ISO 8601)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from qsq.domain.county.officials import Level, Official, Role
from qsq.domain.scheme.scheme import VisitRule, Visits
from qsq.domain.values.periods import Month, Period

_THURSDAY = 4
_DAY = timedelta(days=1)


class Purpose(StrEnum):
    """What a visit was for."""

    VISIT = "visit"
    REVIEW = "review"
    PROBLEM = "problem"
    DISPUTE = "dispute"


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as it was noted.

    Attributes:
        official: the id of who went.
        place: the code of the town or village.
        note: what was found or done; a problem or dispute has one.
    """

    day: date
    official: str
    place: str
    purpose: Purpose
    note: str = ""

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same visit, whatever its note says."""
        return self.day, self.official, self.place, self.purpose


@dataclass(frozen=True, slots=True)
class Shortfall:
    """An official who visited too seldom.

    Attributes:
        span: the month such as `2023-02`, or the week such as `2023-W05`.
        visits: how many there were.
        expected: how many there should have been.
    """

    official: Official
    span: str
    visits: int
    expected: int


@dataclass(frozen=True, slots=True)
class Link:
    """三联: an official is linked to a town or village; `place` is its code."""

    official: str
    place: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A visit whose note was written anew; `before` is the note that it replaces."""

    before: Visit
    after: Visit


def sorted_out(
    there: Sequence[Visit], noted: Iterable[Visit]
) -> tuple[tuple[Visit, ...], tuple[Correction, ...]]:
    """What a table of visits adds to those that are there, and which of them it corrects.

    A visit is the same where day, official, place and purpose are. One with another note replaces one that
    the table does not repeat; where it repeats it, both were made.

    Args:
        there: the visits that are recorded.
        noted: the table's, in its order.
    """
    listed = tuple(dict.fromkeys(noted))
    replaceable: dict[tuple[object, ...], list[Visit]] = {}
    for visit in there:
        if visit not in listed:
            replaceable.setdefault(visit.key, []).append(visit)
    added, corrected = [], []
    for visit in listed:
        olds = replaceable.get(visit.key, [])
        if visit in there:
            continue
        if olds:
            corrected.append(Correction(olds.pop(0), visit))
        else:
            added.append(visit)
    return tuple(added), tuple(corrected)


def of_linked(
    visits: Iterable[Visit], links: Iterable[Link], town_of: Mapping[str, str]
) -> tuple[Visit, ...]:
    """The visits that count: those of officials without a link, and those to a place that one is linked to.

    Args:
        visits: all visits.
        links: who is linked to what; a town stands for its villages too.
        town_of: village codes to the codes of their towns.
    """
    places: dict[str, set[str]] = {}
    for link in links:
        places.setdefault(link.official, set()).add(link.place)

    def counts(visit: Visit) -> bool:
        linked = places.get(visit.official)
        return linked is None or visit.place in linked or town_of.get(visit.place) in linked

    return tuple(filter(counts, visits))


def week_of(day: date) -> str:
    """The ISO week of a day: `2023-W05`."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def weeks_of(month: Month) -> tuple[str, ...]:
    """The weeks that count for a month: those whose Thursday lies in it."""
    days = (month.first_day + number * _DAY for number in range(month.last_day.day))
    return tuple(week_of(day) for day in days if day.isoweekday() == _THURSDAY)


def shortfalls(
    officials: Iterable[Official], visits: Sequence[Visit], rules: Visits, month: Month
) -> tuple[Shortfall, ...]:
    """City leaders and town officers who visited too seldom in a month, in file order.

    Attendance of a review meeting is no visit; several visits on one day to one place are one.
    """
    days = {(one.official, one.place, one.day) for one in visits if one.purpose is not Purpose.REVIEW}
    by_month = Counter((official, f"{day:%Y-%m}") for official, _place, day in days)
    by_week = Counter((official, week_of(day)) for official, _place, day in days)
    found = []
    for official in officials:
        rule = _rule(official, rules)
        if rule is None:
            continue
        spans, counts = (weeks_of(month), by_week) if rule.every == "week" else ((str(month),), by_month)
        found += [
            Shortfall(official, span, counts[official.id, span], rule.at_least)
            for span in spans
            if counts[official.id, span] < rule.at_least
        ]
    return tuple(found)


def _rule(official: Official, rules: Visits) -> VisitRule | None:
    match official.unit.level, official.role:
        case Level.CITY, Role.LEADER:
            return rules.city_leader
        case Level.TOWN, Role.OFFICER:
            return rules.town_officer
        case _:
            return None


def absent_from_review(
    officials: Iterable[Official], visits: Iterable[Visit], period: Period
) -> tuple[Official, ...]:
    """City leaders who attended no review meeting in a period."""
    attended = {
        one.official
        for one in visits
        if one.purpose is Purpose.REVIEW and Period.of(one.day, period.kind) == period
    }
    return tuple(
        one
        for one in officials
        if (one.unit.level, one.role) == (Level.CITY, Role.LEADER) and one.id not in attended
    )
