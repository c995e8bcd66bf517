"""What a village is asked: the city's items, its town's, less those dropped (CONTRACT.md section 3)."""

from qsq.domain.scheme.checklist import TownRules
from qsq.scoring.weights import weighted_items
from tests.unit.builders import checklist, item, ratio, scheme, stress, task, town_rules

SHORE = town_rules("T2", add=[item("shore")], emphasis=[stress("water", 2)], drop=["river"])
LIST = checklist(item("grain", task("grain.a"), task("grain.b")), item("river"), towns=[SHORE])


def names(town: str) -> list[str]:
    """The items that a town's villages are asked."""
    return [one.id for one in LIST.applicable_items(town)]


def test_a_town_without_rules_of_its_own_has_the_citys_list() -> None:
    assert names("T1") == ["grain", "river"]
    assert LIST.of_town("T1") == TownRules("T1")


def test_a_towns_items_come_after_the_citys_and_dropped_ones_are_not_asked() -> None:
    """Sections 3 and 5."""
    assert [one.id for one in LIST.items_of("T2")] == ["grain", "river", "shore"]
    assert names("T2") == ["grain", "shore"]
    assert LIST.of_town("T2").dropped == {"river"}


def test_one_towns_items_are_not_asked_in_another() -> None:
    assert "shore" not in names("T3")
    assert [one.item.id for one in weighted_items(LIST, "T3")] == ["grain", "river"]


def test_the_citys_tasks_are_in_file_order_without_those_of_towns() -> None:
    assert [one.id for one in LIST.tasks] == ["grain.a", "grain.b", "river.all"]


def test_only_a_ratio_without_a_target_of_its_own_takes_one_of_each_village() -> None:
    """Section 3: `target`: a number, or `per_village`."""
    assert task("grain.a", 4, ratio()).per_village
    assert not task("grain.a", 4, ratio(100)).per_village
    assert not task("grain.a", 4).per_village


def test_a_scheme_names_its_categories() -> None:
    assert scheme().category_names() == {"party": "基层党建", "general": "综合"}
