"""The order of a year's steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qsq.domain.steps.event_kinds import YearEvent
from qsq.domain.steps.year_state import (
    YEAR_NEEDS,
    YearCondition,
    YearMoment,
    YearState,
    YearStep,
    unmet_in_year,
    year_state_of,
)

HANGS = {"first_day": "2024-01-15", "last_day": "2024-01-19"}


@dataclass(frozen=True, slots=True)
class Event:
    """An event as the machine reads it."""

    kind: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    subject: str = ""
    sequence: int = 0
    time: str = "2024-01-10T10:00:00+08:00"


LISTED = Event(YearEvent.AWARDS, {"revision": 1})
DECIDED = Event(YearEvent.DECISION, {"revision": 2})
HUNG = Event(YearEvent.NOTICE, HANGS)
OBJECTED = Event(YearEvent.OBJECTION, {}, "2023-1")
CONFIRMED = Event(YearEvent.CONFIRMATION)


def ended(*, upheld: bool) -> Event:
    return Event(YearEvent.RESOLUTION, {"upheld": upheld}, "2023-1")


def refused(step: YearStep, *events: Event, today: date = date(2024, 1, 20)) -> str | None:
    found = unmet_in_year(step, YearMoment("2023", year_state_of(events), today))
    return found.condition if found else None


def test_the_steps_in_their_order() -> None:
    done: list[Event] = []
    for step, event in [
        (YearStep.LIST, LISTED),
        (YearStep.DECIDE, DECIDED),
        (YearStep.NOTICE, HUNG),
        (YearStep.CONFIRM, CONFIRMED),
        (YearStep.PAY, Event(YearEvent.PAYMENT, {}, "A1")),
    ]:
        assert refused(step, *done) is None
        done.append(event)
    assert year_state_of(done).paid == {"A1"}


def test_each_step_needs_the_one_before() -> None:
    assert refused(YearStep.DECIDE) == YearCondition.LISTED
    assert refused(YearStep.NOTICE, LISTED) == YearCondition.DECIDED
    assert refused(YearStep.CONFIRM, LISTED, DECIDED) == YearCondition.ON_NOTICE
    assert (
        refused(YearStep.CONFIRM, LISTED, DECIDED, HUNG, today=date(2024, 1, 19)) == YearCondition.NOTICE_OVER
    )
    assert refused(YearStep.PAY, LISTED, DECIDED, HUNG) == YearCondition.CONFIRMED


@pytest.mark.parametrize(
    ("step", "events", "today", "sentence"),
    [
        (
            YearStep.LIST,
            (LISTED, DECIDED, HUNG, CONFIRMED),
            date(2024, 1, 20),
            "the awards of 2023 are confirmed and can no longer change",
        ),
        (
            YearStep.RECOMMEND,
            (),
            date(2022, 12, 31),
            "2022-12-31 is before 2023-01-01, on which 2023 begins",
        ),
        (
            YearStep.LIST,
            (),
            date(2024, 1, 4),
            "2024-01-04 is before 2024-01-05, on which the last period of 2023 was made final",
        ),
        (
            YearStep.LIST,
            (LISTED,),
            date(2024, 1, 9),
            (
                "2024-01-09 is before 2024-01-10, the newest day of what was done with the awards of 2023;"
                " expected a day from 2024-01-10 on"
            ),
        ),
        (
            YearStep.DECIDE,
            (),
            date(2024, 1, 20),
            "the awards of 2023 are not drawn up; first, by the city: qsq awards year 2023",
        ),
        (
            YearStep.NOTICE,
            (LISTED,),
            date(2024, 1, 20),
            "the awards of 2023 are not decided; it is the standing committee's turn: qsq awards decide 2023",
        ),
        (
            YearStep.CONFIRM,
            (LISTED, DECIDED),
            date(2024, 1, 20),
            "the awards of 2023 are not on public notice; first, by the city: qsq awards notice 2023",
        ),
        (
            YearStep.OBJECT,
            (LISTED, DECIDED, HUNG),
            date(2024, 1, 20),
            "the notice of 2023 runs from 2024-01-15 to 2024-01-19; objections are taken on these days",
        ),
        (
            YearStep.CONFIRM,
            (LISTED, DECIDED, HUNG),
            date(2024, 1, 19),
            "the notice of 2023 runs to the end of 2024-01-19; it is the villagers' turn",
        ),
        (
            YearStep.RESOLVE,
            (LISTED, DECIDED, HUNG),
            date(2024, 1, 16),
            "no objection to the awards of 2023 is open",
        ),
        (
            YearStep.CONFIRM,
            (LISTED, DECIDED, HUNG, OBJECTED, Event(YearEvent.OBJECTION, {}, "2023-2")),
            date(2024, 1, 20),
            (
                "objections to the awards of 2023 are open: 2023-1, 2023-2; it is the city's turn:"
                " qsq awards resolve 2023"
            ),
        ),
        (
            YearStep.PAY,
            (LISTED, DECIDED, HUNG),
            date(2024, 1, 20),
            "the awards of 2023 are not confirmed; first, by the city: qsq awards confirm 2023",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_comes_first_is_told_with_its_command(
    step: YearStep, events: Sequence[Event], today: date, sentence: str
) -> None:
    state = year_state_of(events)
    moment = YearMoment("2023", state, today, begins=date(2023, 1, 1), periods_final=date(2024, 1, 5))
    found = unmet_in_year(step, moment)
    assert found
    assert str(found.what) == sentence


def test_every_objection_of_the_year_is_counted_those_that_are_resolved_too() -> None:
    state = year_state_of([LISTED, DECIDED, HUNG, OBJECTED, ended(upheld=False)])
    assert (state.objections, state.open_objections) == (1, ())


def test_a_new_list_is_decided_and_hung_up_anew() -> None:
    again = Event(YearEvent.AWARDS, {"revision": 3})
    assert replace(year_state_of([LISTED, DECIDED, HUNG, again]), days={}) == YearState(revision=3)


def test_an_upheld_objection_sends_the_list_back_and_a_rejected_one_does_not() -> None:
    before = [LISTED, DECIDED, HUNG, OBJECTED]
    assert refused(YearStep.CONFIRM, *before) == YearCondition.NO_OBJECTION
    assert refused(YearStep.CONFIRM, *before, ended(upheld=True)) == YearCondition.DECIDED
    assert refused(YearStep.CONFIRM, *before, ended(upheld=False)) is None


def test_a_confirmed_list_stands() -> None:
    done = [LISTED, DECIDED, HUNG, CONFIRMED]
    for step in (YearStep.LIST, YearStep.DECIDE, YearStep.OBJECT, YearStep.RESOLVE):
        assert refused(step, *done) == YearCondition.NOT_CONFIRMED


def test_objections_are_taken_on_the_days_of_the_notice() -> None:
    done = [LISTED, DECIDED, HUNG]
    assert refused(YearStep.OBJECT, *done, today=date(2024, 1, 19)) is None
    assert refused(YearStep.OBJECT, *done, today=date(2024, 1, 20)) == YearCondition.NOTICE_RUNS
    assert refused(YearStep.RESOLVE, *done) == YearCondition.OBJECTION_OPEN


def test_an_event_of_another_kind_changes_nothing() -> None:
    assert year_state_of([LISTED, Event("refused")]) == year_state_of([LISTED])


def test_every_step_asks_for_something() -> None:
    assert set(YEAR_NEEDS) == set(YearStep)
    assert set().union(*YEAR_NEEDS.values()) == set(YearCondition)


EVENTS = st.sampled_from(
    [
        LISTED,
        DECIDED,
        HUNG,
        OBJECTED,
        ended(upheld=True),
        ended(upheld=False),
        Event(YearEvent.PAYMENT, {}, "A1"),
    ]
)


@given(st.lists(EVENTS, max_size=10))
def test_nothing_is_confirmed_that_was_not_decided_after_its_last_change(events: list[Event]) -> None:
    if refused(YearStep.CONFIRM, *events) is None:
        changes = (YearEvent.AWARDS, YearEvent.DECISION)
        turns = [event for event in events if event.kind in changes or event == ended(upheld=True)]
        assert turns[-1] == DECIDED
