"""A form's stamp in a line and in a property, and the digest of what is locked."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qsq.domain.forms.locked import locked_digest
from qsq.domain.forms.stamp import FormKind, Stamp

DIGEST = locked_digest(["village_code"], [["A1"], ["A2"]])
STAMP = Stamp("431181", FormKind.SCORES, "2023Q1", "agriculture", 1, DIGEST)
TEXTS = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="·"), min_size=1)
STAMPS = st.builds(
    Stamp,
    scheme=TEXTS,
    form=st.sampled_from(FormKind),
    period=st.sampled_from(["", "2023Q1", "2023-02", "2023B1", "2023H1", "2023"]),
    unit=st.just("") | TEXTS.filter(lambda text: text != "—"),
    revision=st.integers(1, 999),
    digest=st.binary(min_size=32, max_size=32).map(bytes.hex),
)


def test_the_line_says_which_form_it_is() -> None:
    assert (
        STAMP.line
        == f"表样 431181 · 2023Q1 · 评分表 · agriculture · 第1版 · {STAMP.code[:4]}-{STAMP.code[4:]}"
    )


@given(STAMPS, TEXTS.filter(lambda text: not text.endswith("表样")))
def test_line_and_property_are_read_back(stamp: Stamp, before: str) -> None:
    assert Stamp.of_text(stamp.text) == stamp
    shown = Stamp.parse(f"{before} {stamp.line}")
    assert shown == replace(stamp, digest=stamp.code)
    assert shown.fits(stamp.digest)
    assert stamp.fits(stamp.digest)
    assert shown.is_of(replace(stamp, revision=stamp.revision + 1))


@pytest.mark.parametrize(
    "other",
    [
        replace(STAMP, scheme="431182"),
        replace(STAMP, period="2023Q2"),
        replace(STAMP, unit="forestry"),
        replace(STAMP, form=FormKind.TARGETS),
    ],
)
def test_another_form_is_none_of_it(other: Stamp) -> None:
    assert not STAMP.is_of(other)


def test_a_code_of_which_a_character_was_changed_is_no_stamp() -> None:
    other = "2" if STAMP.code[0] != "2" else "3"
    with pytest.raises(ValueError, match="-"):
        Stamp.parse(STAMP.line.replace(f" {STAMP.code[:4]}", f" {other}{STAMP.code[1:4]}"))


@pytest.mark.parametrize(
    "text",
    [
        "表样 x " * 15_000 + " · " * 15_000,
        "表样 x · " * 12_000 + "评分表",
        "表样 a · b · 评分表 · " * 5_000,
        "表样" + " " * 100_000,
        STAMP.line.removeprefix("表样"),
        STAMP.line.replace("agriculture", "agri\u202eculture"),
    ],
)
def test_what_only_looks_like_a_stamp_is_soon_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"|"):
        Stamp.parse(text)


@pytest.mark.parametrize("text", ["", "2|scores|1||431181||", "1|scores|1|abc|431181||", "1|scores|1"])
def test_other_texts_are_no_stamp(text: str) -> None:
    with pytest.raises(ValueError, match=r"|"):
        Stamp.of_text(text)
    with pytest.raises(ValueError, match=r"|"):
        Stamp.parse(text)


@given(
    st.lists(st.tuples(TEXTS, TEXTS), max_size=6).flatmap(
        lambda rows: st.tuples(st.just(rows), st.permutations(rows))
    )
)
def test_the_order_of_rows_is_no_matter(both: tuple[list[tuple[str, str]], list[tuple[str, str]]]) -> None:
    rows, shuffled = both
    assert locked_digest("ab", rows) == locked_digest("ab", [*shuffled, ("", "")])


@pytest.mark.parametrize(
    "rows",
    [[], [["A1"]], [["A1"], ["A3"]], [["A1"], ["A2"], ["A2"]], [["A1A2"]]],
    ids=["none", "one lacks", "another", "twice", "joined"],
)
def test_other_rows_have_another_digest(rows: list[list[str]]) -> None:
    assert locked_digest(["village_code"], rows) != DIGEST
    assert not STAMP.fits(locked_digest(["village_code"], rows))


def test_the_encoding_is_the_one_that_it_says() -> None:
    """Issued forms are held to it for ever."""
    assert locked_digest(["village_code", "名"], [["B1", " 二 村 "], ["A1", "一村"]]) == (
        "57bf3e21b1db2d358625537f1ddd05dbd13171878abf191a46d2d047cf5b6170"
    )


def test_every_kind_has_a_chinese_name_of_its_own() -> None:
    assert len({kind.chinese for kind in FormKind}) == len(FormKind)
