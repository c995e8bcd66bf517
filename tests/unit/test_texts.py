"""Characters that nobody sees are found before they reach a paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qsq.domain.values.texts import hidden_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("东一村", ""),
        ("A1", ""),
        ("凼底村𠀀", ""),
        ("东\x0b一村", "U+000B"),
        ("东\u200b一村", "U+200B"),
        ("\u202e东一村", "U+202E"),
        ("东\ue000村", "U+E000"),
        ("两行\n文字", "U+000A"),
    ],
)
def test_what_is_hidden(text: str, found: str) -> None:
    assert hidden_in(text) == found


def test_what_is_allowed_is_not_found() -> None:
    assert hidden_in("两行\n文字", allowed="\n") == ""


@given(st.text(st.characters(categories=("L", "N", "P", "S"))))
def test_letters_numbers_and_signs_are_never_hidden(text: str) -> None:
    assert hidden_in(text) == ""
