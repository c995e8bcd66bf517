"""A list that is issued or sent on again: what is new in it, and what is unfair about its dates."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from qsq.domain.scheme.checklist import Checklist
from qsq.domain.scheme.checklist_changes import (
    NOTHING_NEW,
    Changes,
    Dispatched,
    changes,
    early_without_reason,
    rows_for,
    warnings_of,
)
from tests.unit.builders import checklist, item, task, town_rules

SOWN, HARVESTED, PATROL = task("grain.sown"), task("grain.harvested"), task("fire.patrol")
GRAIN = item("grain", SOWN, HARVESTED, department="agriculture")
BEFORE = checklist(GRAIN, item("fire", PATROL))


def test_the_same_list_has_nothing_new() -> None:
    assert changes(BEFORE, BEFORE) == NOTHING_NEW


def test_tasks_are_new_gone_or_say_something_else() -> None:
    now = checklist(
        replace(GRAIN, tasks=(replace(SOWN, text="早稻"), HARVESTED)), item("river", task("river.clean"))
    )
    found = changes(BEFORE, now)
    assert found == Changes(added=("river.clean",), changed=("grain.sown",), dropped=("fire.patrol",))


@pytest.mark.parametrize(
    "said",
    [
        {"name": "种粮"},
        {"weight": Fraction(2)},
        {"department": "forestry"},
    ],
    ids=repr,
)
def test_what_is_said_of_an_item_is_said_of_all_its_tasks(said: Mapping[str, object]) -> None:
    now = checklist(replace(GRAIN, **said), item("fire", PATROL))  # type: ignore[arg-type]
    assert changes(BEFORE, now) == Changes(changed=("grain.sown", "grain.harvested"))


def test_another_last_day_changes_the_tasks_that_have_none_of_their_own() -> None:
    own = replace(SOWN, due=date(2023, 3, 20))
    before = checklist(item("grain", own, HARVESTED))
    assert changes(before, replace(before, due=date(2023, 3, 30))) == Changes(changed=("grain.harvested",))


def test_what_towns_add_is_not_asked_by_the_city() -> None:
    now = replace(BEFORE, towns=(town_rules("T1", add=[item("shore")]),))
    assert changes(BEFORE, now) == NOTHING_NEW


def warned(listed: Checklist, today: date) -> list[str]:
    return [str(one) for one in warnings_of(listed, today, lead_days=5)]


def founded(listed: Checklist) -> Checklist:
    return replace(listed, basis="市委〔2023〕1号")


def test_a_list_that_leaves_the_lead_days_and_rests_on_something_is_issued_without_a_word() -> None:
    assert warned(founded(BEFORE), date(2023, 3, 26)) == []


def test_short_notice_is_told_with_the_first_task() -> None:
    early = replace(HARVESTED, due=date(2023, 3, 20))
    listed = founded(checklist(item("grain", SOWN, early), item("fire", PATROL)))
    assert warned(listed, date(2023, 3, 16)) == [
        (
            "short notice: 1 task is due less than 5 days after 2023-03-16, the first grain.harvested on"
            " 2023-03-20"
        )
    ]
    assert warned(listed, date(2023, 3, 27)) == [
        "short notice: 3 tasks are due less than 5 days after 2023-03-27, the first grain.sown on 2023-03-31"
    ]


def test_demands_without_a_basis_are_told_with_the_first() -> None:
    own = replace(SOWN, basis="农业部〔2023〕2号")
    listed = checklist(item("grain", own, HARVESTED), item("fire", PATROL))
    assert warned(listed, date(2023, 1, 3)) == [
        "2 tasks name no basis, the first grain.harvested: say what the demand rests on"
    ]


def row(village: str, name: str, due: date, reason: str = "") -> Dispatched:
    return Dispatched(village, name, due, "到户", "张三", reason)


FOR_ALL = row("", "grain.sown", date(2023, 3, 10), "抢农时")
OWN = row("A2", "grain.sown", date(2023, 3, 12))
HARVEST = row("A2", "grain.harvested", date(2023, 3, 31))


def test_a_villages_own_row_stands_before_the_one_for_all() -> None:
    rows = [OWN, FOR_ALL, HARVEST]
    assert rows_for("A1", rows) == {"grain.sown": FOR_ALL}
    assert rows_for("A2", rows) == {"grain.sown": OWN, "grain.harvested": HARVEST}


def test_a_towns_earlier_date_needs_a_reason() -> None:
    due = {"grain.sown": date(2023, 3, 20), "grain.harvested": date(2023, 3, 31)}
    assert [str(one) for one in early_without_reason((FOR_ALL, OWN, HARVEST), due)] == [
        "grain.sown A2: the town's date 2023-03-12 is earlier than the city's 2023-03-20 without a reason"
    ]
