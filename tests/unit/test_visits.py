"""三包三联: twice a month, twice a week; a week counts where its Thursday lies."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from qsq.domain.county.officials import CITY, Level, Official, Role, Unit
from qsq.domain.observed.visits import (
    Correction,
    Link,
    Purpose,
    Visit,
    absent_from_review,
    of_linked,
    shortfalls,
    sorted_out,
    week_of,
    weeks_of,
)
from qsq.domain.scheme.scheme import VisitRule, Visits
from qsq.domain.values.periods import Month, Period, PeriodKind

RULES = Visits(VisitRule("month", 2), VisitRule("week", 2))
LEADER = Official("L", "市领导", CITY, Role.LEADER)
OFFICER = Official("O", "驻村干部", Unit(Level.TOWN, "T1"), Role.OFFICER)
CLERK = Official("C", "经办员", CITY, Role.CLERK)
ALL = (LEADER, OFFICER, CLERK)


def visit(
    official: Official, month: int, day: int, purpose: Purpose = Purpose.VISIT, place: str = "A1"
) -> Visit:
    return Visit(date(2023, month, day), official.id, place, purpose)


def short(month: Month, *visits: Visit) -> list[tuple[str, str, int]]:
    return [(one.official.id, one.span, one.visits) for one in shortfalls(ALL, visits, RULES, month)]


FEBRUARY = Month(2023, 2)


def test_weeks_belong_where_their_thursday_lies() -> None:
    assert weeks_of(FEBRUARY) == ("2023-W05", "2023-W06", "2023-W07", "2023-W08")
    assert weeks_of(Month(2023, 3))[0] == "2023-W09"  # Monday 27 February to Sunday 5 March
    assert weeks_of(Month(2020, 12))[-1] == "2020-W53"


def test_a_city_leader_goes_twice_a_month_and_an_officer_twice_a_week() -> None:
    assert short(FEBRUARY) == [("L", "2023-02", 0), *(("O", week, 0) for week in weeks_of(FEBRUARY))]
    weekly = [visit(OFFICER, 1, 31)] + [visit(OFFICER, 2, day) for day in (1, 6, 7, 13, 14, 20, 21)]
    assert short(FEBRUARY, visit(LEADER, 2, 3), visit(LEADER, 2, 28), *weekly) == []


def test_a_review_meeting_is_no_visit_and_two_notes_of_one_day_and_place_are_one() -> None:
    noted = [visit(LEADER, 2, 3), visit(LEADER, 2, 3, Purpose.PROBLEM), visit(LEADER, 2, 9, Purpose.REVIEW)]
    assert ("L", "2023-02", 1) in short(FEBRUARY, *noted)
    assert ("L", "2023-02", 1) not in short(FEBRUARY, *noted, visit(LEADER, 2, 3, place="A2"))


def test_a_linked_official_s_visits_count_at_the_linked_place_alone() -> None:
    """三联: linked to town T1, of which A1 is a village; B1 is another town's."""
    town_of = {"A1": "T1", "B1": "T2"}
    noted = [
        visit(LEADER, 2, 3, place="T1"),
        visit(LEADER, 2, 4, place="A1"),
        visit(LEADER, 2, 5, place="B1"),
    ]
    linked = of_linked(noted, [Link("L", "T1")], town_of)
    assert [one.place for one in linked] == ["T1", "A1"]
    assert of_linked(noted, [Link("L", "A1")], town_of) == (noted[1],)
    assert of_linked(noted, [Link("O", "T2")], town_of) == tuple(noted)
    assert of_linked(noted, [Link("L", "A1"), Link("L", "B1")], town_of) == tuple(noted[1:])


def test_who_was_at_no_review_meeting_of_the_period() -> None:
    assert absent_from_review(
        ALL, [visit(LEADER, 4, 1, Purpose.REVIEW)], Period(2023, 1, PeriodKind.QUARTER)
    ) == (LEADER,)
    assert (
        absent_from_review(ALL, [visit(LEADER, 3, 31, Purpose.REVIEW)], Period(2023, 1, PeriodKind.QUARTER))
        == ()
    )


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_every_week_counts_for_exactly_one_month(day: date) -> None:
    months = [
        Month(year, number) for year in (day.year - 1, day.year, day.year + 1) for number in range(1, 13)
    ]
    assert sum(week_of(day) in weeks_of(month) for month in months) == 1


def test_a_note_written_anew_replaces_the_visits_note() -> None:
    old, new = (replace(visit(OFFICER, 2, 6), note=note) for note in ("走访农户", "走访农户12户"))
    assert sorted_out([old], [new]) == ((), (Correction(old, new),))
    assert sorted_out([old], [old, new]) == ((new,), ()), "both stand in the table: both were made"
    assert sorted_out([old], [old, old]) == ((), ())


def test_of_two_problems_of_one_day_the_one_that_is_not_repeated_is_replaced() -> None:
    one, two, better = (
        replace(visit(OFFICER, 2, 6, Purpose.PROBLEM), note=note) for note in ("路灯", "水渠", "水渠堵塞")
    )
    assert sorted_out([one, two], [one, better]) == ((), (Correction(two, better),))


def test_another_place_day_official_or_purpose_is_another_visit() -> None:
    old = visit(OFFICER, 2, 6)
    others = [
        visit(OFFICER, 2, 7),
        visit(LEADER, 2, 6),
        visit(OFFICER, 2, 6, place="A2"),
        visit(OFFICER, 2, 6, Purpose.PROBLEM),
    ]
    assert sorted_out([old], others) == (tuple(others), ())
