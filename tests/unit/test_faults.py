"""All that is wrong is told with its place and its exit code (CONTRACT.md section 9)."""

import pytest

from qsq.domain.faults import (
    Fault,
    Faults,
    OutOfOrder,
    Place,
    QsqError,
    Refused,
    Waiting,
    WrongUse,
    message,
)
from qsq.domain.observed.observation import veto_without_basis


def test_a_message_fills_its_template_or_the_templates_translation() -> None:
    found = message("{village} is named {count} times", village="A1", count=2)
    assert str(found) == "A1 is named 2 times"
    assert found.filled("{count} 次:{village}") == "2 次:A1"


def test_a_veto_without_a_basis_has_its_warning() -> None:
    """Section 6: 一票否决 rests on central or provincial authority only."""
    found = str(veto_without_basis("A1", "东一村", "2023Q1"))
    assert found.startswith("2023Q1: the veto against A1 东一村 names no basis")
    assert "central or provincial authority" in found
    assert "湖南" not in found, "of authority, not of one province"


def test_equal_messages_have_equal_templates_and_values() -> None:
    assert message("{a}", a=1) == message("{a}", a=1)
    assert message("{a}", a=1) != message("{a}", a=2)


@pytest.mark.parametrize(
    ("place", "written"),
    [(Place("data/towns.csv", "B7"), "data/towns.csv:B7"), (Place("data/towns.csv"), "data/towns.csv")],
)
def test_a_place_is_a_file_and_a_cell_or_the_file_as_a_whole(place: Place, written: str) -> None:
    assert str(place) == written


@pytest.mark.parametrize(("error", "code"), [(QsqError, 1), (WrongUse, 2), (Waiting, 4), (OutOfOrder, 5)])
def test_each_kind_of_error_has_its_exit_code(error: type[QsqError], code: int) -> None:
    """Section 9: 2 wrong use, 4 waits for people, 5 not allowed in this state, 1 anything else."""
    fault = Fault(Place("rules/scheme.yaml", "line 3"), message("wrong"))
    raised = error(message("stop at {step}", step="scoring"), [fault])
    assert raised.code == code
    assert str(raised) == "stop at scoring"
    assert raised.faults == (fault,)


def test_everything_wrong_is_listed_with_its_place() -> None:
    """Section 9: 3, input refused (everything wrong is listed)."""
    faults = Faults()
    faults.refuse()
    faults.add(Place("data/towns.csv", "B7"), "found {found}", found="x")
    faults.add(Place("data/villages.csv"), "the file is empty")
    with pytest.raises(Refused) as refused:
        faults.refuse()
    assert refused.value.code == 3
    assert refused.value.faults == tuple(faults.found)
    assert str(refused.value).splitlines() == [
        "input refused, 2 to correct",
        "data/towns.csv:B7: found x",
        "data/villages.csv: the file is empty",
    ]


def test_after_ten_thousand_faults_of_a_kind_in_a_file_no_more_is_read() -> None:
    faults = Faults()
    for row in range(1, 10_000):
        faults.add(Place("a.csv", f"B{row}"), "found {found}", found=row)
    faults.add(Place("b.csv", "B1"), "found {found}", found=1)
    faults.add(Place("a.csv", "C1"), "another kind")
    with pytest.raises(Refused) as caught:
        faults.add(Place("a.csv", "B10000"), "found {found}", found=10_000)
    assert len(caught.value.faults) == 10_003
    last = caught.value.faults[-1]
    assert str(last.place) == "a.csv"
    assert str(last.message) == "10000 places of this file have this fault; the rest was not looked at"


def test_places_of_a_file_move_in_a_fault_and_in_what_it_says_and_those_of_others_stay() -> None:
    """A form's cells are told as they stand on the sheet that people see."""
    form, other = Place("form.xlsx", "B7"), Place("towns.csv", "B7")
    said = message("{first} stands at {here} and at {there}", first="A1", here=form, there=other)
    assert Fault(form, said).moved("form.xlsx", lambda place: Place(place.file, "C9")) == Fault(
        Place("form.xlsx", "C9"),
        message(
            "{first} stands at {here} and at {there}", first="A1", here=Place("form.xlsx", "C9"), there=other
        ),
    )
    assert Fault(other, message("x")).moved("form.xlsx", lambda place: Place(place.file, "C9")).place == other
