"""Characters that nobody sees are found before they reach a paper."""

from importlib import import_module

import pyarrow as pa
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
from qsq.intake.bulk.apostrophes import as_meant, without_formulas


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


ODD = (
    "=1+1",
    "'=1+1",
    "''=1+1",
    "＠a",
    "'＠a",
    "-甲",
    "'-5",
    "''-5",
    "'",
    "''",
    "'甲",
    "-5",
    "-",
    "=\n1",
    "甲",
    "",
)
"""Texts as people may have written them, some behind apostrophes of their own."""


@pytest.mark.parametrize("text", ODD)
def test_what_is_written_is_read_as_it_was(text: str) -> None:
    assert meant_by(no_formula(text)) == text


def test_by_the_column_texts_are_written_and_read_as_one_by_one() -> None:
    batch = pa.record_batch({"text": pa.array(ODD), "number": pa.array(range(len(ODD)))})
    written, read = without_formulas(batch), as_meant(batch)
    assert written["text"].to_pylist() == [no_formula(text) for text in ODD]
    assert read["text"].to_pylist() == [meant_by(text) for text in ODD]
    assert written["number"].equals(batch["number"])


@pytest.mark.parametrize("program", ["qsq.board.package.verify", "qsq.documents.recheck.sample"])
def test_programs_that_stand_by_themselves_read_cells_alike(program: str) -> None:
    alone = import_module(program)
    for text in (*ODD, *map(no_formula, ODD)):
        assert alone.meant_by(text) == meant_by(text)


@pytest.mark.parametrize("text", ["", "东一村", "-1", "-2.50", "+3", "-", "'", "'甲", "'-1", "a=1"])
def test_all_else_is_written_as_it_is_and_read_so(text: str) -> None:
    assert no_formula(text) == text
    assert meant_by(text) == text
