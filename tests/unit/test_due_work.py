"""What the batch has to do on a day, and in which order."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qsq.domain.steps.checklist_state import ChecklistState
from qsq.domain.steps.due_work import (
    Due,
    Job,
    PeriodAhead,
    Ticks,
    due_in_period,
    due_in_year,
    in_hand,
    visits_known_from,
)
from qsq.domain.steps.period_state import PeriodState
from qsq.domain.steps.working_days import NoticeDays
from qsq.domain.steps.year_state import YearState
from qsq.domain.values.periods import Month, Period, PeriodKind, periods_of

Q1, Q2, Q3, Q4 = periods_of(2023, PeriodKind.QUARTER)
ISSUED, NOT_EVALUATED, NO_TICKS = ChecklistState(1), PeriodState(), Ticks()
REPORTED = frozenset(Q1.months)
EVALUATED = PeriodState(revision=1)
NOTICE = NoticeDays(date(2023, 4, 10), date(2023, 4, 14))
LATE = date(2023, 12, 31)


def ahead(
    checklist: ChecklistState = ISSUED,
    evaluation: PeriodState = NOT_EVALUATED,
    ticks: Ticks = NO_TICKS,
    *,
    reported: frozenset[Month] = REPORTED,
    visited: frozenset[Month] = REPORTED,
) -> PeriodAhead:
    """2023Q1, whose observations are due on 31 March and chased five days before."""
    return PeriodAhead(
        period=Q1,
        deadline=date(2023, 3, 31),
        chased_from=date(2023, 3, 26),
        reminds=True,
        reported=reported,
        checks_visits=True,
        visited=visited,
        checklist=checklist,
        evaluation=evaluation,
        ticks=ticks,
    )


def jobs(found: tuple[Due, ...]) -> list[tuple[str, Job, str]]:
    return [(due.day.isoformat(), due.job, due.period) for due in found]


def test_a_checklist_is_issued_on_the_periods_first_day() -> None:
    untouched = ahead(ChecklistState())
    assert due_in_period(untouched, date(2022, 12, 31)) == ()
    assert jobs(due_in_period(untouched, date(2023, 1, 1))) == [("2023-01-01", Job.ISSUE, "2023Q1")]


def test_nothing_else_is_due_before_the_checklist_is_issued() -> None:
    assert [due.job for due in due_in_period(ahead(ChecklistState()), LATE)] == [Job.ISSUE]


def test_a_periods_work_in_the_order_in_which_it_falls_due() -> None:
    assert jobs(due_in_period(ahead(), LATE)) == [
        ("2023-02-01", Job.REMIND, "2023-01"),
        ("2023-02-01", Job.VISITS, "2023-01"),
        ("2023-03-01", Job.REMIND, "2023-02"),
        ("2023-03-01", Job.VISITS, "2023-02"),
        ("2023-03-26", Job.CHASE, "2023Q1"),
        ("2023-04-01", Job.REMIND, "2023-03"),
        ("2023-04-01", Job.SCORE, "2023Q1"),
        ("2023-04-03", Job.VISITS, "2023-03"),
    ]


def test_a_month_without_reports_is_not_reminded_of() -> None:
    found = due_in_period(ahead(reported=frozenset()), LATE)
    assert Job.REMIND not in {due.job for due in found}


def test_a_month_without_notes_of_visits_is_not_checked() -> None:
    found = due_in_period(ahead(visited=frozenset({Month(2023, 2)})), LATE)
    assert [due.period for due in found if due.job is Job.VISITS] == ["2023-02"]


def test_the_last_months_work_is_done_though_the_period_is_final() -> None:
    final = PeriodState(revision=1, notice=NOTICE, final=True)
    assert ("2023-04-03", Job.VISITS, "2023-03") in jobs(due_in_period(ahead(evaluation=final), LATE))


@pytest.mark.parametrize(("job", "without"), [(Job.REMIND, "reminds"), (Job.VISITS, "checks_visits")])
def test_what_the_scheme_has_not_is_not_due(job: Job, without: str) -> None:
    found = due_in_period(replace(ahead(), **{without: False}), LATE)  # type: ignore[arg-type]
    assert job not in {due.job for due in found}


def test_what_is_ticked_off_is_not_due_again() -> None:
    every = {(due.job, due.period) for due in due_in_period(ahead(), LATE)}
    monthly = frozenset(one for one in every if one[0] in {Job.REMIND, Job.VISITS, Job.CHASE})
    assert [due.job for due in due_in_period(ahead(ticks=Ticks(monthly)), LATE)] == [Job.SCORE]


def test_an_evaluated_period_is_neither_chased_nor_scored() -> None:
    found = {due.job for due in due_in_period(ahead(evaluation=EVALUATED), LATE)}
    assert found == {Job.REMIND, Job.VISITS}


def test_a_provisional_result_is_scored_when_all_is_in() -> None:
    provisional = PeriodState(revision=1, provisional=True)
    assert Job.SCORE in {due.job for due in due_in_period(ahead(evaluation=provisional), LATE)}


@pytest.mark.parametrize(
    ("state", "due"),
    [
        (PeriodState(revision=1, notice=NOTICE), True),
        (PeriodState(revision=1, notice=NOTICE, open_objections=("2023Q1-1",)), False),
        (PeriodState(revision=1, notice=NOTICE, final=True), False),
        (PeriodState(revision=1, notice=NOTICE, held=True), False),
        (PeriodState(revision=1), False),
    ],
)
def test_a_period_is_final_when_its_notice_ran_out_without_an_open_objection(
    state: PeriodState, due: bool
) -> None:
    assert Job.FINALISE not in {one.job for one in due_in_period(ahead(evaluation=state), date(2023, 4, 14))}
    found = {one.job for one in due_in_period(ahead(evaluation=state), date(2023, 4, 15))}
    assert (Job.FINALISE in found) is due


@pytest.mark.parametrize(
    ("job", "state"),
    [
        (Job.ISSUE, PeriodState()),
        (Job.SCORE, EVALUATED),
        (Job.FINALISE, PeriodState(revision=1, notice=NOTICE, final=True)),
    ],
)
def test_a_job_that_was_broken_off_is_taken_again(job: Job, state: PeriodState) -> None:
    own = frozenset({(job, "2023Q1")})
    again = ahead(evaluation=state, ticks=Ticks(begun=own))
    assert job in {due.job for due in due_in_period(again, LATE)}
    finished = ahead(evaluation=state, ticks=Ticks(done=own, begun=own))
    assert (job in {due.job for due in due_in_period(finished, LATE)}) is False


def test_visits_are_looked_at_when_the_last_week_that_counts_is_over() -> None:
    # 30 March 2023 is a Thursday: its week counts for March and ends on Sunday, 2 April.
    assert visits_known_from(Month(2023, 3)) == date(2023, 4, 3)
    # 23 February is the last Thursday of February; its week ends on the 26th, the month on the 28th.
    assert visits_known_from(Month(2023, 2)) == date(2023, 3, 1)


@given(st.integers(2004, 2099), st.integers(1, 12))
def test_no_day_of_a_counted_week_is_still_to_come_when_visits_are_looked_at(year: int, number: int) -> None:
    month = Month(year, number)
    day = visits_known_from(month)
    assert month.last_day < day <= month.last_day + timedelta(days=4)


@pytest.mark.parametrize(
    ("today", "issued", "closed", "expected"),
    [
        (date(2023, 2, 1), set(), set(), [Q1]),
        (date(2023, 8, 1), set(), set(), [Q3]),
        (date(2023, 4, 1), {Q1}, set(), [Q1, Q2]),
        (date(2023, 4, 20), {Q1}, {Q1}, [Q1, Q2]),
        (date(2023, 11, 1), {Q1}, {Q1}, [Q2, Q3, Q4]),
        (date(2023, 7, 2), {Q1, Q3}, set(), [Q1, Q2, Q3]),
        (date(2023, 8, 1), {Q3}, set(), [Q3]),
        (date(2023, 6, 20), {Q3}, set(), [Q2, Q3]),
        (date(2024, 1, 15), {Q3, Q4}, {Q3}, [Q4]),
        (date(2024, 1, 15), set(), set(), []),
    ],
)
def test_periods_in_hand(
    today: date, issued: set[Period], closed: set[Period], expected: list[Period]
) -> None:
    """The current one, those issued, those missed since the first; a final one till the next is over."""
    found = in_hand(today, periods_of(2023, PeriodKind.QUARTER), frozenset(issued), frozenset(closed))
    assert list(found) == expected


YEAR_NOTICE = NoticeDays(date(2024, 1, 22), date(2024, 1, 26))


@pytest.mark.parametrize(
    ("state", "day", "due"),
    [
        (YearState(revision=2, decided=True, notice=YEAR_NOTICE), date(2024, 1, 27), True),
        (YearState(revision=2, decided=True, notice=YEAR_NOTICE), date(2024, 1, 26), False),
        (YearState(revision=2, decided=True), date(2024, 1, 27), False),
        (
            YearState(revision=2, decided=True, notice=YEAR_NOTICE, open_objections=("1",)),
            date(2024, 2, 1),
            False,
        ),
        (YearState(revision=2, decided=True, notice=YEAR_NOTICE, confirmed=True), date(2024, 2, 1), False),
        (YearState(revision=2, decided=True, notice=YEAR_NOTICE, held=True), date(2024, 2, 1), False),
        (YearState(revision=2, notice=YEAR_NOTICE), date(2024, 2, 1), False),
    ],
)
def test_a_year_is_confirmed_when_its_notice_ran_out(state: YearState, day: date, due: bool) -> None:
    found = due_in_year(2023, state, Ticks(), day)
    assert jobs(found) == ([("2024-01-27", Job.CONFIRM, "2023")] if due else [])


def test_a_confirmation_that_was_broken_off_is_taken_again() -> None:
    state = YearState(revision=2, decided=True, notice=YEAR_NOTICE, confirmed=True)
    ticks = Ticks(begun=frozenset({(Job.CONFIRM, "2023")}))
    assert [one.job for one in due_in_year(2023, state, ticks, date(2024, 1, 27))] == [Job.CONFIRM]
