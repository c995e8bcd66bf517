"""Characters that nobody sees are found before they reach a paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qsq.domain.values.texts import (
    blemish,
    hidden_in,
    is_plain,
    lost_in,
    meant_by,
    no_formula,
    quoted,
    shortened,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("东一村", ""),
        ("A1", ""),
        ("凼底村𠀀", ""),
        ("东\x0b一村", "U+000B"),
        ("A\x001", "U+0000"),
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


def test_a_character_that_was_lost_on_the_way_is_found() -> None:
    assert lost_in("东\ufffd村") == "U+FFFD"
    assert lost_in("东一村") == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("东\u200b一村", "there is a hidden character U+200B in it; type the text again"),
        (
            "东\ufffd村",
            (
                "there is a damaged character U+FFFD in it, which another program put where it could not read"
                " one; type the text again"
            ),
        ),
    ],
)
def test_what_is_unfit_for_paper_is_told(text: str, told: str) -> None:
    assert str(blemish(text)) == told


def test_what_is_fit_for_paper_has_no_blemish() -> None:
    assert blemish("东一村") is None
    assert blemish("两行\n文字", allowed="\n") is None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("A1,8.5\r\nA2,9\n", True),
        ("村代码,评分\r\n东一村,８\u3000\n", True),
        ("A1\x00", False),
        ("A1\t8", False),
        ("东\u200b一村", False),
        ("东\ufffd村", False),
    ],
)
def test_a_quick_look_at_a_long_text(text: str, plain: bool) -> None:
    assert is_plain(text) is plain


def test_a_message_repeats_no_more_than_the_beginning_of_a_long_text() -> None:
    assert shortened("东" * 60) == "东" * 60
    assert shortened("东" * 61) == "东" * 30 + "…"
    assert quoted("东一村") == "“东一村”"


@pytest.mark.parametrize("text", ["=1+1", "+86 1", "-甲", "@a", "＝1+1", "＋a", "－a", "＠a", "=1", "-1-1"])
def test_what_a_spreadsheet_would_count_stands_behind_an_apostrophe(text: str) -> None:
    assert no_formula(text) == f"'{text}"
    assert meant_by(f"'{text}") == text


@pytest.mark.parametrize("text", ["", "东一村", "-1", "-2.50", "+3", "-", "'", "'甲", "'-1", "a=1"])
def test_all_else_is_written_as_it_is_and_read_so(text: str) -> None:
    assert no_formula(text) == text
    assert meant_by(text) == text
