"""Towns, villages and departments (CONTRACT.md sections 1-3)."""

from dataclasses import replace

import pytest

from qsq.domain.county.places import Department, Register, Town, by_code
from tests.unit.builders import village

REGISTER = Register(
    towns=(Town("T2", "西镇"), Town("T1", "东镇")),
    villages=(
        village("A10", "T1"),
        replace(village("A3", "T1"), evaluated=False),
        village("B1", "T2"),
        village("A2", "T1"),
    ),
    departments=(Department("organisation", "组织部"), Department("agriculture", "农业农村局")),
)


def test_codes_are_text_and_sort_as_text() -> None:
    """Section 1: always text, never numbers."""
    assert [one.code for one in by_code(REGISTER.villages)] == ["A10", "A2", "A3", "B1"]


def test_a_village_that_is_not_evaluated_takes_no_part() -> None:
    """Section 2: `evaluated: no` is in no pool, answer or list."""
    assert [one.code for one in REGISTER.evaluated] == ["A10", "A2", "B1"]
    assert [one.code for one in REGISTER.of_town("T1")] == ["A10", "A2"]
    assert REGISTER.of_town("T9") == ()


def test_towns_are_known_by_their_names() -> None:
    assert REGISTER.town_names() == {"T2": "西镇", "T1": "东镇"}


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("T1", {"T1"}),
        ("东镇", {"T1"}),  # and not 大东镇, whose name holds it
        ("大东", {"T3"}),
        ("东", {"T1", "T3"}),
        ("镇", {"T1", "T2", "T3"}),
        ("T", set()),  # a part of a code is no town
        ("北镇", set()),
    ],
)
def test_a_town_is_called_by_code_or_name_else_by_a_part_of_its_name(name: str, codes: set[str]) -> None:
    register = replace(REGISTER, towns=(*REGISTER.towns, Town("T3", "大东镇")))
    assert register.towns_called(name) == codes


def test_the_towns_own_department_exists_whether_listed_or_not() -> None:
    """Section 3: `town` is a reserved id, which departments.csv may list or not."""
    assert REGISTER.department_names() == {
        "town": "镇(街道)",
        "organisation": "组织部",
        "agriculture": "农业农村局",
    }
    listed = replace(REGISTER, departments=(Department("town", "乡镇办"),))
    assert listed.department_names() == {"town": "乡镇办"}
