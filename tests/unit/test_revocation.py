"""What was done by mistake is taken back: what holds then, what falls with it, whose business it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest

from qsq.domain.county.officials import CITY, Level, Unit
from qsq.domain.steps.checklist_state import checklist_state_of
from qsq.domain.steps.event_kinds import (
    NAMES,
    ChecklistEvent,
    OtherEvent,
    PeriodEvent,
    RevocationEvent,
    YearEvent,
)
from qsq.domain.steps.period_state import state_of
from qsq.domain.steps.revocable import ACTS, BEARS, falling, kinds_falling, newest_of, units_of
from qsq.domain.steps.revocation import in_force
from qsq.domain.steps.year_state import year_state_of

DAYS = {"first_day": "2023-04-10", "last_day": "2023-04-14"}


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it is read here."""

    sequence: int
    kind: str
    subject: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)
    time: str = "2023-04-10T10:00:00+08:00"


def recorded(*events: tuple[str, str, dict[str, Any]]) -> list[Event]:
    return [Event(number, *event) for number, event in zip(count(1), events, strict=False)]


def back(sequence: int, *events: Event) -> Event:
    values = {"events": [one.sequence for one in events], "kinds": [one.kind for one in events]}
    return Event(sequence, RevocationEvent.REVOCATION, payload=values)


def a_period(revision: int = 1) -> list[Event]:
    said = {"revision": revision}
    return recorded(
        (PeriodEvent.EVALUATION, "", {"missing": None, **said}),
        (PeriodEvent.FEEDBACK, "", said),
        (PeriodEvent.TOWN_SIGNATURE, "T1", said),
        (PeriodEvent.VILLAGE_SIGNATURE, "A1", said),
        (PeriodEvent.NOTICE, "", {**DAYS, **said}),
        (PeriodEvent.FINALISATION, "", said),
    )


def a_year() -> list[Event]:
    return recorded(
        (YearEvent.AWARDS, "", {"revision": 1}),
        (YearEvent.DECISION, "", {"revision": 2}),
        (YearEvent.NOTICE, "", DAYS),
        (YearEvent.OBJECTION, "2023-1", {"village_code": "A1"}),
        (YearEvent.RESOLUTION, "2023-1", {"upheld": False}),
        (YearEvent.CONFIRMATION, "", {}),
        (YearEvent.PAYMENT, "A1", {}),
        (YearEvent.PAYMENT, "B1", {}),
    )


def kinds(events: tuple[Event, ...]) -> list[str]:
    return [one.kind for one in events]


def test_what_is_taken_back_never_happened() -> None:
    events = a_period()
    final, signature = events[-1], events[3]
    after = state_of([*events, back(7, final)])
    assert (after.final, after.held, after.notice) == (False, True, state_of(events).notice)
    assert state_of([*events[:4], back(7, signature)]).villages == frozenset()


def test_it_can_be_done_again_after_that() -> None:
    events = a_period()
    again = Event(8, PeriodEvent.FINALISATION, payload={"revision": 1})
    assert state_of([*events, back(7, events[-1]), again]).final


def test_a_new_notice_is_ended_by_the_batch_again() -> None:
    events = a_period()
    hung = Event(8, PeriodEvent.NOTICE, payload={**DAYS, "revision": 1})
    state = state_of([*events, back(7, *events[-2:]), hung])
    assert (state.final, state.held) == (False, False)


def test_a_payment_or_a_confirmation_is_taken_back() -> None:
    events = a_year()
    assert year_state_of([*events, back(9, events[-1])]).paid == frozenset({"A1"})
    state = year_state_of([*events, back(9, *events[-3:])])
    assert (state.confirmed, state.held, state.paid, state.decided) == (False, True, frozenset(), True)


def test_a_dispatch_is_taken_back_with_its_acceptances() -> None:
    events = recorded(
        (ChecklistEvent.ISSUE, "", {"revision": 1}),
        (ChecklistEvent.DISPATCH, "T1", {"revision": 1}),
        (ChecklistEvent.DISPATCH, "T2", {"revision": 1}),
        (ChecklistEvent.ACCEPTANCE, "A1", {"revision": 1, "town_code": "T1"}),
        (ChecklistEvent.ACCEPTANCE, "B1", {"revision": 1, "town_code": "T2"}),
    )
    fallen = falling(events[1], events)
    assert [one.sequence for one in fallen] == [2, 4]
    state = checklist_state_of([*events, back(6, *fallen)])
    assert (state.dispatched, state.accepted) == (frozenset({"T2"}), frozenset({"B1"}))


def test_with_a_signature_fall_the_notice_and_the_end() -> None:
    events = a_period()
    assert kinds(falling(events[3], events)) == [
        PeriodEvent.VILLAGE_SIGNATURE,
        PeriodEvent.NOTICE,
        PeriodEvent.FINALISATION,
    ]


def test_a_notice_that_a_new_revision_replaced_falls_with_nothing() -> None:
    events = a_period()[:5]
    events += [Event(6, PeriodEvent.EVALUATION, payload={"revision": 2, "missing": None})]
    assert kinds(falling(events[3], events)) == [PeriodEvent.VILLAGE_SIGNATURE]


def test_with_the_end_of_a_period_falls_the_year_that_rests_on_it() -> None:
    final = Event(0, PeriodEvent.FINALISATION, payload={"revision": 1})
    expected = [YearEvent.AWARDS, YearEvent.DECISION, YearEvent.NOTICE, YearEvent.CONFIRMATION]
    assert kinds(falling(final, a_year())) == [PeriodEvent.FINALISATION, *expected, *[YearEvent.PAYMENT] * 2]


def test_an_objection_is_the_villagers_own_and_stays_when_the_notice_falls() -> None:
    events = a_year()
    assert YearEvent.OBJECTION not in kinds(falling(events[2], events))


def test_problems_followed_fall_with_their_visit_alone() -> None:
    events = recorded(
        (OtherEvent.VISIT, "o1", {}),
        (OtherEvent.VISIT, "o1", {}),
        (OtherEvent.CLOSED, "V1", {}),
        (OtherEvent.HANDED_ON, "V2", {}),
    )
    assert [one.sequence for one in falling(events[0], events)] == [1, 3]


def test_the_newest_act_of_that_name_is_meant() -> None:
    talk = next(act for act in ACTS if act.name == "talk")
    events = recorded((OtherEvent.TALK, "A1", {}), (OtherEvent.TALK, "A1", {}), (OtherEvent.TALK, "A2", {}))
    assert newest_of(talk, "A1", events) == events[1]
    assert newest_of(talk, "A3", events) is None


@pytest.mark.parametrize(
    ("kind", "subject", "payload", "unit"),
    [
        (ChecklistEvent.DISPATCH, "T1", {}, Unit(Level.TOWN, "T1")),
        (OtherEvent.RECOMMENDATION, "T1", {}, Unit(Level.TOWN, "T1")),
        (PeriodEvent.TOWN_SIGNATURE, "T1", {}, Unit(Level.TOWN, "T1")),
        (ChecklistEvent.ACCEPTANCE, "A1", {}, Unit(Level.VILLAGE, "A1")),
        (OtherEvent.TALK, "A1", {}, Unit(Level.VILLAGE, "A1")),
        (PeriodEvent.VILLAGE_SIGNATURE, "A1", {}, Unit(Level.VILLAGE, "A1")),
        (PeriodEvent.OBJECTION, "2023Q1-1", {"village_code": "A1"}, Unit(Level.VILLAGE, "A1")),
        (YearEvent.OBJECTION, "2023-1", {"village_code": "A1"}, Unit(Level.VILLAGE, "A1")),
        (YearEvent.PAYMENT, "A1", {}, CITY),
        (PeriodEvent.NOTICE, "", {}, CITY),
    ],
)
def test_whose_business_it_is(kind: str, subject: str, payload: dict[str, Any], unit: Unit) -> None:
    assert list(units_of([Event(1, kind, subject, payload)])) == [unit]


def test_every_act_and_all_that_falls_has_a_name() -> None:
    falls = [kind for act in ACTS for kind in kinds_falling([act.kind])]
    assert {act.kind for act in ACTS} | set(falls) | set(BEARS) <= set(NAMES)


def test_what_can_fall_is_told_nearest_first() -> None:
    assert kinds_falling([PeriodEvent.FINALISATION]) == (
        YearEvent.AWARDS,
        YearEvent.DECISION,
        YearEvent.NOTICE,
        YearEvent.CONFIRMATION,
        YearEvent.PAYMENT,
    )


def test_without_revocations_all_holds() -> None:
    assert in_force(a_year()) == tuple(a_year())
