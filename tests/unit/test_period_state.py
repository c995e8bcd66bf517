"""The order of a period's steps: what comes first, whose turn it is, and what a new revision undoes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qsq.domain.steps.event_kinds import ChecklistEvent, PeriodEvent
from qsq.domain.steps.period_state import (
    NEEDS,
    PeriodCondition,
    PeriodMoment,
    PeriodState,
    PeriodStep,
    state_of,
    unmet,
)
from qsq.domain.steps.working_days import NoticeDays

HANGS, ENDS = date(2023, 4, 10), date(2023, 4, 14)


@dataclass(frozen=True, slots=True)
class Event:
    """An event as the machine reads it."""

    kind: str
    subject: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)
    sequence: int = 0
    time: str = "2023-04-01T10:00:00+08:00"


def evaluation(revision: int, missing: str | None = None) -> Event:
    return Event(PeriodEvent.EVALUATION, payload={"revision": revision, "missing": missing})


def of(kind: PeriodEvent, revision: int = 1, subject: str = "", **payload: object) -> Event:
    return Event(kind, subject, {"revision": revision, **payload})


def notice(revision: int = 1) -> Event:
    return of(PeriodEvent.NOTICE, revision, first_day=HANGS.isoformat(), last_day=ENDS.isoformat())


SIGNED = [
    evaluation(1),
    of(PeriodEvent.FEEDBACK),
    of(PeriodEvent.TOWN_SIGNATURE, subject="T1"),
    of(PeriodEvent.VILLAGE_SIGNATURE, subject="A1"),
]


def refused(step: PeriodStep, *events: Event, today: date = HANGS) -> tuple[str, bool] | None:
    moment = PeriodMoment("2023Q1", state_of(events), today, frozenset({"T1"}), frozenset({"A1"}))
    found = unmet(step, moment)
    return (found.condition, found.waits) if found else None


OBJECTED = Event(PeriodEvent.OBJECTION, "2023Q1-1")


@pytest.mark.parametrize(
    ("step", "events", "today", "sentence"),
    [
        (
            PeriodStep.SCORE,
            (*SIGNED, notice(), of(PeriodEvent.FINALISATION)),
            HANGS,
            "2023Q1 is final: its result can no longer change",
        ),
        (
            PeriodStep.SCORE,
            (evaluation(2),),
            date(2022, 12, 31),
            "2022-12-31 is before 2023-01-01, on which 2023Q1 begins",
        ),
        (
            PeriodStep.SCORE,
            (evaluation(2),),
            date(2023, 3, 31),
            (
                "2023-03-31 is before 2023-04-01, the newest day of what was done with revision 2 of 2023Q1;"
                " expected a day from 2023-04-01 on"
            ),
        ),
        (
            PeriodStep.FEEDBACK,
            (),
            HANGS,
            "2023Q1 is not evaluated; first, by the city: qsq score period 2023Q1",
        ),
        (
            PeriodStep.FEEDBACK,
            (evaluation(1, "zero"),),
            HANGS,
            (
                "the newest result of 2023Q1 is provisional; first, when all observations are in, by the city:"
                " qsq score period 2023Q1"
            ),
        ),
        (
            PeriodStep.SIGN,
            (evaluation(2),),
            HANGS,
            "revision 2 of 2023Q1 is not fed back to the towns; first, by the city: qsq score feedback 2023Q1",
        ),
        (
            PeriodStep.NOTICE,
            SIGNED[:2],
            HANGS,
            (
                "revision 1 of 2023Q1 waits for the signatures of 1 town leader and 2 village secretaries;"
                " it is their turn: qsq score sign 2023Q1"
            ),
        ),
        (
            PeriodStep.OBJECT,
            (evaluation(1),),
            HANGS,
            "revision 1 of 2023Q1 is not on public notice; first, by the city: qsq score notice 2023Q1",
        ),
        (
            PeriodStep.OBJECT,
            (evaluation(1), notice()),
            date(2023, 4, 15),
            "the notice of 2023Q1 runs from 2023-04-10 to 2023-04-14; objections are taken on these days",
        ),
        (
            PeriodStep.FINALISE,
            (evaluation(1), notice()),
            ENDS,
            "the notice of 2023Q1 runs to the end of 2023-04-14; it is the villagers' turn",
        ),
        (
            PeriodStep.FINALISE,
            (evaluation(1), notice(), OBJECTED, Event(PeriodEvent.OBJECTION, "2023Q1-2")),
            date(2023, 4, 15),
            "objections of 2023Q1 are open: 2023Q1-1, 2023Q1-2; it is the city's turn: qsq score resolve 2023Q1",
        ),
        (PeriodStep.RESOLVE, (evaluation(1),), HANGS, "no objection of 2023Q1 is open"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_comes_first_is_told_with_its_command(
    step: PeriodStep, events: Sequence[Event], today: date, sentence: str
) -> None:
    villages = frozenset({"A1", "A2"})
    moment = PeriodMoment(
        "2023Q1", state_of(events), today, frozenset({"T1"}), villages, begins=date(2023, 1, 1)
    )
    found = unmet(step, moment)
    assert found
    assert str(found.what) == sentence


def test_the_first_day_of_issue_holds_whatever_comes_after() -> None:
    issue, again = (
        Event(ChecklistEvent.ISSUE, payload={"revision": number, "on": f"2023-01-0{number}"})
        for number in (1, 2)
    )
    state = state_of([issue, again, evaluation(1), notice(), evaluation(2)])
    assert state.issued == date(2023, 1, 1)
    moment = PeriodMoment("2023Q1", state, date(2022, 12, 31), begins=date.min)
    found = unmet(PeriodStep.SCORE, moment)
    assert found
    assert "the day of the step that this one rests on: qsq checklist issue" in str(found.what)


def test_every_objection_of_the_period_is_counted_those_of_older_results_too() -> None:
    ended = Event(PeriodEvent.RESOLUTION, "2023Q1-1")
    state = state_of([evaluation(1), notice(), OBJECTED, ended, evaluation(2)])
    assert (state.objections, state.open_objections) == (1, ())


@pytest.mark.parametrize(
    "step", [PeriodStep.FEEDBACK, PeriodStep.SIGN, PeriodStep.NOTICE, PeriodStep.OBJECT, PeriodStep.FINALISE]
)
def test_nothing_comes_before_the_evaluation(step: PeriodStep) -> None:
    assert refused(step) == (PeriodCondition.EVALUATED, False)


def test_a_provisional_result_is_not_fed_back() -> None:
    assert refused(PeriodStep.FEEDBACK, evaluation(1, "zero")) == (PeriodCondition.CONCLUSIVE, False)


def test_signatures_come_after_the_sheets() -> None:
    assert refused(PeriodStep.SIGN, evaluation(1)) == (PeriodCondition.FED_BACK, False)
    assert refused(PeriodStep.SIGN, evaluation(1), of(PeriodEvent.FEEDBACK)) is None


@pytest.mark.parametrize("lacking", [2, 3])
def test_a_notice_waits_for_town_and_village(lacking: int) -> None:
    events = [event for index, event in enumerate(SIGNED) if index != lacking]
    assert refused(PeriodStep.NOTICE, *events) == (PeriodCondition.SIGNED, True)
    assert refused(PeriodStep.NOTICE, *SIGNED) is None


def test_signatures_of_an_older_revision_do_not_count() -> None:
    again = [*SIGNED, evaluation(2), of(PeriodEvent.FEEDBACK, 2), of(PeriodEvent.TOWN_SIGNATURE, 1, "T1")]
    assert refused(PeriodStep.NOTICE, *again) == (PeriodCondition.SIGNED, True)
    assert replace(state_of(again), days={}) == PeriodState(revision=2, fed_back=True)


@pytest.mark.parametrize(
    ("events", "changed", "fed_back", "towns", "villages"),
    [
        (SIGNED, [], True, {"T1"}, {"A1"}),
        (SIGNED, ["town:T1"], False, set(), {"A1"}),
        (SIGNED, ["village:A1"], False, {"T1"}, set()),
        (SIGNED, None, False, set(), set()),
        (SIGNED[:1], [], False, set(), set()),
    ],
)
def test_sheets_hold_that_print_the_same_and_are_handed_out_again_where_one_does_not(
    events: Sequence[Event], changed: list[str] | None, fed_back: bool, towns: set[str], villages: set[str]
) -> None:
    said = {} if changed is None else {"changed_sheets": changed}
    again = Event(PeriodEvent.EVALUATION, payload={"revision": 2, "missing": None, **said})
    state = state_of([*events, again])
    assert (state.fed_back, set(state.towns), set(state.villages)) == (fed_back, towns, villages)
    units = {*(f"town:{code}" for code in towns), *(f"village:{code}" for code in villages)}
    assert state.carried == units


def test_a_new_revision_takes_the_notice_down() -> None:
    assert state_of([*SIGNED, notice()]).notice == NoticeDays(HANGS, ENDS)
    assert state_of([*SIGNED, notice(), evaluation(2)]).notice is None


@pytest.mark.parametrize(
    ("today", "taken"),
    [(date(2023, 4, 9), False), (HANGS, True), (ENDS, True), (date(2023, 4, 15), False)],
)
def test_objections_are_taken_on_the_days_of_the_notice(today: date, taken: bool) -> None:
    found = refused(PeriodStep.OBJECT, *SIGNED, notice(), today=today)
    assert found == (None if taken else (PeriodCondition.NOTICE_RUNS, False))


def test_the_last_day_of_a_notice_counts_to_its_end() -> None:
    assert refused(PeriodStep.FINALISE, *SIGNED, notice(), today=ENDS) == (PeriodCondition.NOTICE_OVER, True)
    assert refused(PeriodStep.FINALISE, *SIGNED, notice(), today=date(2023, 4, 15)) is None


def test_an_open_objection_holds_the_period_open() -> None:
    objected = [*SIGNED, notice(), of(PeriodEvent.OBJECTION, subject="2023Q1-1")]
    later = date(2023, 4, 20)
    assert refused(PeriodStep.FINALISE, *objected, today=later) == (PeriodCondition.NO_OBJECTION, True)
    resolved = [*objected, of(PeriodEvent.RESOLUTION, subject="2023Q1-1")]
    assert refused(PeriodStep.FINALISE, *resolved, today=later) is None


def test_an_objection_outlives_a_new_revision_until_it_is_resolved() -> None:
    objected = [*SIGNED, notice(), of(PeriodEvent.OBJECTION, subject="2023Q1-1"), evaluation(2)]
    assert state_of(objected).open_objections == ("2023Q1-1",)
    assert refused(PeriodStep.RESOLVE, *objected) is None
    assert refused(PeriodStep.RESOLVE, *SIGNED, notice()) == (PeriodCondition.OBJECTION_OPEN, False)


@pytest.mark.parametrize("step", [PeriodStep.SCORE, PeriodStep.SIGN, PeriodStep.OBJECT, PeriodStep.RESOLVE])
def test_a_final_period_stands(step: PeriodStep) -> None:
    final = [*SIGNED, notice(), of(PeriodEvent.FINALISATION)]
    assert refused(step, *final) == (PeriodCondition.NOT_FINAL, False)


def test_every_refusal_says_what_it_is_about() -> None:
    found = unmet(
        PeriodStep.NOTICE,
        PeriodMoment("2023Q1", state_of(SIGNED[:2]), HANGS, frozenset({"T1"}), frozenset({"A1"})),
    )
    assert found is not None
    assert "revision 1 of 2023Q1 waits for the signatures of 1 town leader and 1 village" in str(found.what)


def test_every_step_asks_for_something() -> None:
    assert set(NEEDS) == set(PeriodStep)
    assert set().union(*NEEDS.values()) == set(PeriodCondition)


KINDS = st.sampled_from(
    [kind for kind in PeriodEvent if kind not in (PeriodEvent.EVALUATION, PeriodEvent.NOTICE)]
)
EVENTS = st.one_of(
    st.integers(1, 3).map(evaluation),
    st.integers(1, 3).map(notice),
    st.builds(of, KINDS, st.integers(1, 3), st.sampled_from(["T1", "A1"])),
)


@given(st.lists(EVENTS, max_size=12))
def test_no_order_of_events_lets_an_unsigned_revision_onto_the_wall(events: list[Event]) -> None:
    state = state_of(events)
    if refused(PeriodStep.NOTICE, *events) is None:
        newest = [event for event in events if event.payload.get("revision") == state.revision]
        assert {PeriodEvent.TOWN_SIGNATURE, PeriodEvent.VILLAGE_SIGNATURE} <= {
            PeriodEvent(event.kind) for event in newest
        }


@given(st.lists(EVENTS, max_size=12))
def test_an_evaluation_undoes_all_but_objections(events: list[Event]) -> None:
    before, after = state_of(events), state_of([*events, evaluation(9)])
    expected = PeriodState(9, open_objections=before.open_objections, objected=before.objected)
    assert replace(after, days={}) == expected
