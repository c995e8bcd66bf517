"""Whose turn it is: by name, with the command that records it (`qsq status`, the batch's list of open work)."""

from qsq.domain.county.officials import CITY, Level, Official, Role, Unit
from qsq.domain.county.places import Department, Register, Town
from qsq.domain.faults import message
from qsq.domain.steps.next_command import NextCommand
from qsq.domain.steps.turns import People, Turn, Waiter, turn
from tests.unit.builders import village

A1, A2 = Unit(Level.VILLAGE, "A1"), Unit(Level.VILLAGE, "A2")
T1, T2 = Unit(Level.TOWN, "T1"), Unit(Level.TOWN, "T2")
GRAIN, FIRE = Unit(Level.DEPARTMENT, "agriculture"), Unit(Level.DEPARTMENT, "forestry")
REGISTER = Register(
    towns=(Town("T1", "东镇"), Town("T2", "西镇")),
    villages=(village("A1"), village("A2")),
    departments=(Department("agriculture", "农业农村局"), Department("forestry", "林业局")),
)


def people() -> People:
    """Made within a test, so that a fault put in is met there (`make mutants`)."""
    return People(
        "县评比办",
        REGISTER,
        [
            Official("clerk", "张三", CITY, Role.CLERK),
            Official("lead", "李县长", CITY, Role.LEADER),
            Official("T1-lead", "王镇长", T1, Role.LEADER),
            Official("T1-officer", "驻村干部", T1, Role.OFFICER),
            Official("A1-one", "赵书记", A1, Role.SECRETARY),
            Official("A1-two", "钱书记", A1, Role.SECRETARY),
            Official("agri", "农业专干", GRAIN, Role.OFFICER),
            Official("agri-lead", "农业局长", GRAIN, Role.LEADER),
        ],
    )


def test_the_city_waits_for_its_clerks() -> None:
    assert people().city() == (Waiter(CITY, "张三"),)


def test_a_departments_officers_a_towns_leaders_a_villages_secretaries() -> None:
    assert people().departments(["agriculture"]) == (Waiter(GRAIN, "农业专干"),)
    assert people().towns(["T1"]) == (Waiter(T1, "王镇长"),)
    assert people().villages(["A1"]) == (Waiter(A1, "赵书记"), Waiter(A1, "钱书记"))


def test_where_nobody_has_the_role_whoever_is_listed_is_asked() -> None:
    few = People("县评比办", REGISTER, [Official("T2-officer", "副镇长", T2, Role.OFFICER)])
    assert few.towns(["T2"]) == (Waiter(T2, "副镇长"),)


def test_where_nobody_is_listed_the_unit_itself_is_named() -> None:
    assert people().villages(["A2"]) == (Waiter(A2, "东镇 A2村"),)
    assert people().towns(["T2"]) == (Waiter(T2, "西镇"),)
    assert people().departments(["forestry"]) == (Waiter(FIRE, "林业局"),)
    assert People("县评比办", REGISTER, []).city() == (Waiter(CITY, "县评比办"),)


def test_a_unit_that_the_register_lacks_is_named_by_its_code() -> None:
    assert people().villages(["Z9"]) == (Waiter(Unit(Level.VILLAGE, "Z9"), "village:Z9"),)


def test_a_turn_says_what_waits_for_whom_and_what_is_typed_then() -> None:
    what = message("the notice is to be hung")
    found = turn("2023Q1", what, iter(people().city()), NextCommand.NOTICE)
    assert found == Turn("2023Q1", what, (Waiter(CITY, "张三"),), NextCommand.NOTICE, "2023Q1")
    assert found.units == (CITY,)
    assert found.answer() == {
        "period": "2023Q1",
        "who": [{"unit": "city", "name": "张三"}],
        "command": "qsq score notice 2023Q1 --actor ID",
    }


def test_the_command_may_be_about_another_period() -> None:
    found = turn(2023, message("?"), (), NextCommand.FEEDBACK, on="2023Q4")
    assert (found.period, found.command) == ("2023", "qsq score feedback 2023Q4")
