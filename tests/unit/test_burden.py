"""The burden of a checklist: changes in the number of tasks (CONTRACT.md section 9)."""

from dataclasses import replace

import pytest

from qsq.domain.scheme.burden import DepartmentBurden, Load, burden, change
from qsq.domain.scheme.checklist import Checklist
from tests.unit.builders import checklist, item, task, town_rules


@pytest.mark.parametrize(
    ("now", "before", "written"),
    [
        (55, 55, "0.0%"),
        (43, 55, "-21.8%"),  # 12 ÷ 55 = 21.818…
        (35, 55, "-36.4%"),  # 20 ÷ 55 = 36.363…
        (40, 55, "-27.3%"),  # 15 ÷ 55 = 27.272…
        (35, 43, "-18.6%"),
        (40, 35, "14.3%"),
        (73, 100, "-27.0%"),
        (110, 55, "100.0%"),
        (0, 55, "-100.0%"),
        (17, 16, "6.3%"),  # 6.25, half up
        (15, 16, "-6.3%"),
        (1999, 2000, "-0.1%"),  # 0.05, half up, away from 0 as a rise is
        (2001, 2000, "0.1%"),
        (2999, 3000, "0.0%"),  # 0.033…: no minus before nothing
        (3001, 3000, "0.0%"),
    ],
)
def test_a_change_is_in_percent_with_one_decimal(now: int, before: int, written: str) -> None:
    """Section 9: `previous` and `since_first` are changes in percent with one decimal."""
    assert change(now, before) == written


def asking(**tasks: int) -> Checklist:
    """A list that asks so many tasks for each department, one item each."""
    return checklist(
        *(
            item(name, *(task(f"{name}.{number}") for number in range(count)), department=name)
            for name, count in tasks.items()
        )
    )


def test_the_years_first_list_has_no_list_before_it_and_no_change_since_itself() -> None:
    """Section 9: `{"previous": null, "since_first": "0.0%"}`."""
    first = asking(agriculture=40, forestry=15)
    found = burden(first, None, first)
    assert (found.now.tasks, found.previous, found.since_first) == (55, None, "0.0%")


def test_a_later_list_is_measured_against_the_one_before_and_the_first() -> None:
    """Section 9."""
    found = burden(asking(agriculture=40), asking(agriculture=35), asking(agriculture=55))
    assert (found.before, found.first) == (Load(items=1, tasks=35), Load(items=1, tasks=55))
    assert (found.previous, found.since_first) == ("14.3%", "-27.3%")


def test_a_period_whose_first_list_is_not_known_has_no_change_since() -> None:
    assert burden(asking(agriculture=40), asking(agriculture=35), None).since_first is None


def test_every_department_that_issued_in_any_of_the_three_is_told() -> None:
    now = checklist(
        item("grain", task("grain.a"), task("grain.b"), department="agriculture"),
        item("seed", task("seed.a"), department="agriculture"),
        item("fire", task("fire.a"), department="forestry"),
    )
    found = burden(now, asking(agriculture=5, police=2), asking(health=4))
    none = Load(items=0, tasks=0)
    assert found.departments == (
        DepartmentBurden("agriculture", Load(items=2, tasks=3), Load(items=1, tasks=5), none),
        DepartmentBurden("forestry", Load(items=1, tasks=1), none, none),
        DepartmentBurden("police", none, Load(items=1, tasks=2), none),
        DepartmentBurden("health", none, none, Load(items=1, tasks=4)),
    )


def test_a_department_has_no_count_where_there_was_no_list() -> None:
    (found,) = burden(asking(agriculture=3), None, None).departments
    assert found == DepartmentBurden("agriculture", Load(items=1, tasks=3), previous=None, first=None)


def test_what_towns_add_is_no_burden_of_the_citys_list() -> None:
    """Section 9: the list that is issued is the city's."""
    added = replace(asking(agriculture=3), towns=(town_rules("T2", add=[item("shore")]),))
    assert burden(added, None, None).now == Load(items=1, tasks=3)
