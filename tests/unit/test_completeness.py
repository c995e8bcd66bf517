"""Who still owes which observations (CONTRACT.md section 4)."""

from qsq.scoring.completeness import Owed, owed
from tests.unit.builders import checklist, entered, item, task, town_rules, village

COUNTY = checklist(
    item("water", task("water.b"), task("water.a"), department="water"),
    item("grain", task("grain.a"), department="agriculture"),
    towns=[
        town_rules("T2", add=[item("shore", task("shore.a"), department="town")], drop=["grain"]),
    ],
)
A1, A2, B1 = village("A1", "T1"), village("A2", "T1"), village("B1", "T2")


def test_nothing_is_owed_where_every_task_has_an_answer() -> None:
    inputs = entered({"A1": {"water.a": 1, "water.b": 2, "grain.a": 3}})
    assert owed(COUNTY, [A1], inputs) == ()


def test_na_is_an_answer() -> None:
    """Section 4: a village and task with no row is missing; NA is a row."""
    inputs = entered({"A1": {"water.a": "NA", "water.b": "NA", "grain.a": 3}})
    assert owed(COUNTY, [A1], inputs) == ()


def test_what_is_owed_is_listed_by_department_town_village_and_task_in_file_order() -> None:
    """Section 4: who owes what."""
    inputs = entered({"A1": {"water.a": 1, "grain.a": 1}})
    assert owed(COUNTY, [B1, A2, A1], inputs) == (
        Owed("agriculture", "T1", "A2", "grain.a"),
        Owed("town", "T2", "B1", "shore.a"),
        Owed("water", "T1", "A1", "water.b"),
        Owed("water", "T1", "A2", "water.b"),
        Owed("water", "T1", "A2", "water.a"),
        Owed("water", "T2", "B1", "water.b"),
        Owed("water", "T2", "B1", "water.a"),
    )


def test_towns_come_before_villages_in_the_list_whatever_their_codes() -> None:
    listed = checklist(item("grain", task("grain.a")))
    found = owed(listed, [village("A", "T2"), village("B", "T1")], entered({}))
    assert [one.village_code for one in found] == ["B", "A"]


def test_a_dropped_item_is_owed_by_nobody_and_an_added_one_in_its_town_alone() -> None:
    """Sections 3 and 5."""
    found = owed(COUNTY, [A1, B1], entered({}))
    assert [one.task for one in found if one.village_code == "B1"] == ["shore.a", "water.b", "water.a"]
    assert "shore.a" not in [one.task for one in found if one.village_code == "A1"]


def test_an_observation_of_another_village_pays_no_debt() -> None:
    inputs = entered({"A2": {"water.a": 1, "water.b": 2, "grain.a": 3}})
    assert len(owed(COUNTY, [A1, A2], inputs)) == 3


def test_a_village_that_owes_nothing_hides_no_other() -> None:
    inputs = entered({"A1": {"water.a": 1, "water.b": 2, "grain.a": 3}, "A2": {"grain.a": 1, "water.a": 1}})
    found = owed(COUNTY, [A1, A2], inputs)
    assert [(one.village_code, one.task) for one in found] == [("A2", "water.b")]
