"""Burden that lists hide: forms, and the same thing asked by several departments."""

from dataclasses import replace

from qsq.domain.scheme.checklist import Checklist, Item, Task
from qsq.domain.scheme.repetition import all_asked, asked_twice, asks_for_forms
from qsq.domain.values.periods import Period, PeriodKind
from tests.unit.builders import checklist, item, task


def asking(text: str, department: str, name: str = "", evidence: str = "") -> Item:
    """An item of one task."""
    name = name or f"{department}的事"
    one: Task = replace(task(f"{name}.all"), text=text, evidence=evidence)
    return item(name, one, department=department)


def next_period(*items: Item) -> Checklist:
    return replace(checklist(*items), period=Period(2023, 2, PeriodKind.QUARTER))


def test_tasks_of_the_same_words_are_asked_twice_whatever_the_punctuation() -> None:
    lists = [checklist(asking("排查危房，建立清单。", "housing"), asking("排查危房 建立清单", "safety"))]
    (found,) = asked_twice(all_asked(lists))
    assert found.what == "排查危房，建立清单。"
    assert [one.item.department for one in found.asked] == ["housing", "safety"]


def test_they_are_found_over_the_periods_too() -> None:
    lists = [checklist(asking("入户核查3次", "civil")), next_period(asking("入户核查2次", "health"))]
    (found,) = asked_twice(all_asked(lists))
    assert [str(one.period) for one in found.asked] == ["2023Q1", "2023Q2"]


def test_an_item_of_the_same_name_in_two_departments_is_asked_twice() -> None:
    lists = [checklist(asking("甲", "civil", "环境整治"), asking("乙", "water", "环境整治"))]
    assert [one.what for one in asked_twice(all_asked(lists))] == ["环境整治"]


def test_what_one_department_asks_again_is_no_repetition() -> None:
    lists = [checklist(asking("护林防火", "forestry")), next_period(asking("护林防火", "forestry"))]
    assert asked_twice(all_asked(lists)) == ()


def test_forms_are_what_the_words_say() -> None:
    lists = [
        checklist(
            asking("每月报送报表", "civil", "甲"),
            asking("巡河", "water", "乙", evidence="照片"),
            asking("现场查看", "health", "丙", evidence="现场核查"),
        )
    ]
    assert [one.item.name for one in asks_for_forms(all_asked(lists))] == ["甲", "乙"]
