"""Whose business a step is."""

import pytest

from qsq.domain.county.officials import CITY, Level, Official, Role, Unit

TOWN_OF = {"A1": "T1", "B1": "T2"}
T1, A1, B1 = Unit(Level.TOWN, "T1"), Unit(Level.VILLAGE, "A1"), Unit(Level.VILLAGE, "B1")
FARMING = Unit(Level.DEPARTMENT, "agriculture")


@pytest.mark.parametrize(
    ("own", "unit", "may"),
    [
        (CITY, CITY, True),
        (CITY, A1, True),
        (CITY, FARMING, True),
        (T1, T1, True),
        (T1, A1, True),
        (T1, B1, False),
        (T1, CITY, False),
        (A1, A1, True),
        (A1, T1, False),
        (A1, B1, False),
        (FARMING, FARMING, True),
        (FARMING, Unit(Level.DEPARTMENT, "peace"), False),
        (Unit(Level.TOWN, "A1"), A1, False),  # a town and a village may share a code
    ],
)
def test_who_acts_for_whom(own: Unit, unit: Unit, may: bool) -> None:
    assert Official("x", "", own, Role.CLERK).acts_for(unit, TOWN_OF) is may
