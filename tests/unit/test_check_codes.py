"""Short codes that tie paper to a digest, and find what was mistyped (`qsq.domain.values.check_code`)."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qsq.domain.values.check_code import ALPHABET, check_code, read_check_code

laws = settings(max_examples=30, derandomize=True, deadline=None, database=None)
digests = st.binary(min_size=32, max_size=32).map(bytes.hex)


@pytest.mark.parametrize(
    ("digest", "code"),
    [
        ("0", "22222222"),
        ("1", "32222224"),  # the first place counts twice
        ("1f", "23222225"),  # 31: the second place, three times
        ("1e", "Z222222Y"),  # 30 × 2 is 60, and 60 is 29 more than 31
        (f"{31**7:x}", "22222222"),  # seven places are all there are
    ],
)
def test_a_digest_has_a_code_worked_out_by_hand(digest: str, code: str) -> None:
    assert check_code(digest) == code


@laws
@given(digests)
def test_a_code_has_eight_characters_that_nobody_confuses(digest: str) -> None:
    code = check_code(digest)
    assert len(code) == 8
    assert not set(code) & set("01ILO")


@laws
@given(digests)
def test_a_code_is_read_in_small_letters_and_with_spaces_or_hyphens(digest: str) -> None:
    code = check_code(digest)
    assert read_check_code(code) == code
    assert read_check_code(f" {code[:4].lower()}-{code[4:]} ") == code


@laws
@given(digests)
def test_every_single_wrong_character_is_found(digest: str) -> None:
    code = check_code(digest)
    for place in range(len(code)):
        for other in set(ALPHABET) - {code[place]}:
            assert not is_code(code[:place] + other + code[place + 1 :])


@laws
@given(digests)
def test_every_two_neighbours_that_changed_places_are_found(digest: str) -> None:
    code = check_code(digest)
    for place, (one, other) in enumerate(pairwise(code)):
        if one != other:
            assert not is_code(code[:place] + other + one + code[place + 2 :])


@pytest.mark.parametrize("text", ["", "2222222", "222222222", "2222222O", "2222222I", "12222222", "2222 222"])
def test_another_length_or_character_is_no_code(text: str) -> None:
    assert not is_code(text)


def is_code(text: str) -> bool:
    try:
        read_check_code(text)
    except ValueError:
        return False
    return True
