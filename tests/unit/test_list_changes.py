"""The difference between two lists of a year."""

from hypothesis import given
from hypothesis import strategies as st

from qsq.awards.list_changes import Moved, list_changes

LISTS = st.dictionaries(st.sampled_from("ABCDE"), st.sampled_from(["red-flag", "model"]))


def test_a_struck_village_goes_and_the_next_moves_up() -> None:
    before = {"A": "red-flag", "B": "model"}
    assert list_changes(before, {"B": "red-flag", "C": "model"}) == (
        Moved("A", "red-flag", None),
        Moved("B", "model", "red-flag"),
        Moved("C", None, "model"),
    )


@given(LISTS, LISTS)
def test_the_changes_lead_from_one_list_to_the_other(before: dict[str, str], after: dict[str, str]) -> None:
    found = dict(before)
    for one in list_changes(before, after):
        assert one.before != one.after
        found.pop(one.village_code, None)
        if one.after is not None:
            found[one.village_code] = one.after
    assert found == after
