"""The order of a checklist's steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qsq.domain.steps.checklist_state import (
    CHECKLIST_NEEDS,
    ChecklistCondition,
    ChecklistMoment,
    ChecklistStep,
    checklist_state_of,
    unmet_in_checklist,
)
from qsq.domain.steps.event_kinds import ChecklistEvent

DAY = date(2023, 1, 2)


@dataclass(frozen=True, slots=True)
class Event:
    """An event as the machine reads it."""

    kind: str
    subject: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)
    sequence: int = 0
    time: str = "2023-01-01T10:00:00+08:00"


def issue(revision: int = 1) -> Event:
    return Event(ChecklistEvent.ISSUE, payload={"revision": revision})


def dispatch(town: str, revision: int = 1) -> Event:
    return Event(ChecklistEvent.DISPATCH, town, {"revision": revision})


def acceptance(village: str, town: str, revision: int = 1) -> Event:
    return Event(ChecklistEvent.ACCEPTANCE, village, {"revision": revision, "town_code": town})


def refused(step: ChecklistStep, *events: Event, as_issued: bool = True) -> str | None:
    moment = ChecklistMoment("2023Q1", checklist_state_of(events), DAY, "T1", "东镇", as_issued)
    found = unmet_in_checklist(step, moment)
    return found.condition if found else None


def test_issue_then_dispatch_then_accept() -> None:
    assert refused(ChecklistStep.DISPATCH) == ChecklistCondition.ISSUED
    assert refused(ChecklistStep.DISPATCH, issue()) is None
    assert refused(ChecklistStep.ACCEPT, issue(), dispatch("T2")) == ChecklistCondition.DISPATCHED
    assert refused(ChecklistStep.ACCEPT, issue(), dispatch("T1")) is None


def test_a_town_sends_on_what_was_issued() -> None:
    assert refused(ChecklistStep.DISPATCH, issue(), as_issued=False) == ChecklistCondition.AS_ISSUED


def test_a_new_list_is_sent_on_and_taken_anew() -> None:
    before = [issue(), dispatch("T1"), acceptance("A1", "T1")]
    assert checklist_state_of(before).accepted == {"A1"}
    again = checklist_state_of([*before, issue(2)])
    assert (again.revision, again.dispatched, again.taken) == (2, frozenset(), frozenset())
    assert checklist_state_of([*before, issue(2), dispatch("T1", 1)]).dispatched == frozenset()


def test_a_town_that_sends_it_on_anew_has_it_taken_anew_by_its_own_villages_only() -> None:
    taken = [issue(), dispatch("T1"), dispatch("T2"), acceptance("A1", "T1"), acceptance("B1", "T2")]
    assert checklist_state_of([*taken, dispatch("T1")]).accepted == {"B1"}


def test_only_the_lists_that_print_something_else_are_sent_on_and_taken_anew() -> None:
    taken = [
        issue(),
        dispatch("T1"),
        dispatch("T2"),
        acceptance("A1", "T1"),
        acceptance("A2", "T1"),
        acceptance("B1", "T2"),
    ]
    anew = Event(ChecklistEvent.ISSUE, payload={"revision": 2, "changed_lists": {"T1": ["A1"]}})
    state = checklist_state_of([*taken, anew])
    assert (state.revision, sorted(state.dispatched)) == (2, ["T2"])
    assert state.taken == {("A2", "T1"), ("B1", "T2")}
    sent = Event(ChecklistEvent.DISPATCH, "T1", {"revision": 1, "changed_lists": ["A2"]})
    assert checklist_state_of([*taken, sent]).accepted == {"A1", "B1"}


def told(step: ChecklistStep, *events: Event, today: date = DAY, as_issued: bool = True) -> str:
    state, begins = checklist_state_of(events), date(2023, 1, 1)
    moment = ChecklistMoment("2023Q1", state, today, "T1", "东镇", as_issued, begins)
    found = unmet_in_checklist(step, moment)
    assert found
    return str(found.what)


def test_what_comes_first_is_told_with_its_command() -> None:
    assert told(ChecklistStep.ISSUE, today=date(2021, 12, 31)) == (
        "2021-12-31 is more than a year before 2023-01-01, on which 2023Q1 begins"
    )
    assert told(ChecklistStep.ISSUE, issue(3), today=date(2022, 12, 31)) == (
        "2022-12-31 is before 2023-01-01, the newest day of what was done with revision 3 of 2023Q1;"
        " expected a day from 2023-01-01 on"
    )
    assert told(ChecklistStep.DISPATCH) == (
        "the checklist of 2023Q1 is not issued; first, by the city: qsq checklist issue 2023Q1"
    )
    assert told(ChecklistStep.DISPATCH, issue(2), as_issued=False) == (
        "the rules of 2023Q1 have changed since revision 2 was issued; first, by the city:"
        " qsq checklist issue 2023Q1 --reason TEXT"
    )
    assert told(ChecklistStep.ACCEPT, issue(2)) == (
        "东镇 has not dispatched revision 2 of 2023Q1; first, by the town:"
        " qsq checklist dispatch 2023Q1 --town T1"
    )


def test_an_event_of_another_kind_changes_nothing() -> None:
    other = Event("evaluation", payload={"revision": 1})
    assert checklist_state_of([issue(), other]) == checklist_state_of([issue()])


def test_every_condition_is_asked_for() -> None:
    assert set(CHECKLIST_NEEDS) == set(ChecklistStep)
    assert set().union(*CHECKLIST_NEEDS.values()) == set(ChecklistCondition)
