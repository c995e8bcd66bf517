"""What a year asks, summed by period, department, town and village; what several ask nearly alike."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from qsq.domain.scheme.burden_of_year import Asking, parts, summed
from qsq.domain.scheme.checklist import Combine, How
from qsq.domain.scheme.repetition import all_asked, asked_alike, asked_twice
from qsq.domain.scheme.scheme import BurdenRule, WhenMore
from qsq.domain.scheme.unworkable.checklists import of_checklist
from tests.unit.builders import checklist, item, scheme, task, town_rules, village

SEEDS, FIELDS = task("grain.seeds"), replace(task("grain.fields"), due=date(2023, 3, 1), evidence="台账")
PATROL = task("fire.patrol", combine=Combine(3, How.MEAN))
LIST = checklist(
    item("grain", SEEDS, FIELDS),
    replace(item("fire", PATROL), department="forestry"),
    towns=[
        town_rules("T2", add=[replace(item("pond", task("pond.clean")), department="town")], drop=["fire"])
    ],
)
VILLAGES = [village("A1"), village("A2"), village("B1", "T2")]
EVERY = list(parts([(LIST, VILLAGES)]))


def test_each_village_is_asked_its_own_items_and_each_round_is_a_look() -> None:
    found = summed(EVERY, lambda part: part.village.code)
    assert found["A1"] == Asking(tasks=3, observations=5, trips=4, forms=1, days=2)
    assert found["B1"] == Asking(tasks=3, observations=3, trips=2, forms=1, days=2)


def test_a_department_comes_once_a_round_for_all_that_it_marks() -> None:
    found = summed(EVERY, lambda part: part.department)
    assert found["forestry"] == Asking(tasks=1, observations=6, trips=6, forms=0, days=1)
    assert found["town"] == Asking(tasks=1, observations=1, trips=1, forms=0, days=1)


def test_all_sums_are_of_the_same_parts() -> None:
    for found in (summed(EVERY, lambda part: part.department), summed(EVERY, lambda part: part.village.code)):
        assert sum(one.observations for one in found.values()) == 13
        assert sum(one.trips for one in found.values()) == 10
        assert sum(one.forms for one in found.values()) == 3
    (whole,) = summed(EVERY, lambda part: part.period).values()
    assert (whole.tasks, whole.days) == (4, 2)


def asked(*texts: tuple[str, str]) -> list[str]:
    """Departments of the pairs that are nearly alike, of tasks with these departments and texts."""
    items = [
        replace(item(f"i{at}", replace(task(f"i{at}.t"), text=text)), department=department)
        for at, (department, text) in enumerate(texts)
    ]
    found = asked_alike(all_asked([checklist(*items)]))
    return [f"{one.one.item.department} {one.other.item.department} {one.share}" for one in found]


def test_what_two_departments_ask_nearly_alike_is_found_with_its_share() -> None:
    # nine pairs of characters each, seven of them in both
    assert asked(("fire", "开展森林防火宣传活动"), ("forestry", "开展森林防火宣传一次")) == [
        f"fire forestry {Fraction(2 * 7, 18)}"
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("河道保洁，3次", "河道保洁 5次！"),  # the same but for digits and marks: told as asked twice
        ("开展森林防火宣传活动", "农田水利设施维护到位"),
        ("", "水"),
    ],
)
def test_the_same_and_the_different_are_not_nearly_alike(one: str, other: str) -> None:
    assert asked(("fire", one), ("forestry", other)) == []


def test_a_department_may_ask_its_own_again() -> None:
    assert asked(("fire", "开展森林防火宣传活动"), ("fire", "开展森林防火宣传一次")) == []


def test_the_same_of_two_departments_is_asked_twice() -> None:
    two = [
        replace(item(name, replace(task(f"{name}.t"), text="河道保洁")), department=name)
        for name in ("water", "ecology")
    ]
    assert len(asked_twice(all_asked([checklist(*two)]))) == 1


@pytest.mark.parametrize(("most", "rule", "dead"), [(3, WhenMore.WARN, None), (2, WhenMore.WARN, False), (2, WhenMore.REFUSE, True)])  # fmt: skip
def test_a_list_that_asks_too_much_is_warned_of_or_refused(
    most: int, rule: WhenMore, dead: bool | None
) -> None:
    limited = replace(scheme(), burden=BurdenRule(most, rule))
    found = [
        one.dead for one in of_checklist(limited, LIST, VILLAGES) if "burden.most_tasks" in str(one.what)
    ]
    assert found == ([] if dead is None else [dead])
