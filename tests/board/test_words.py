"""The board's words: each in both languages, each used, no other asked for."""

import re
from importlib.resources import files
from string import Formatter

import pytest

from qsq.board import words
from qsq.board.words import Language, date_name, period_name, words_of
from qsq.domain.periods import Period, PeriodKind
from tests.conftest import REPOSITORY

BUILT_FROM_PARTS = re.compile(r"(state|pool|lag|points)_\w+|veto|below|last")
"""Names that a word of the ledger completes, such as `state_final`."""
ON_THE_ENGLISH_SIDE_ONLY = "names_stay_chinese"


def fields(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name}


@pytest.mark.parametrize("name", sorted(words._WORDS))
def test_a_word_stands_in_both_languages_with_the_same_values(name: str) -> None:
    chinese, english = words._WORDS[name]
    assert chinese or name == ON_THE_ENGLISH_SIDE_ONLY
    assert english
    if chinese:
        assert fields(chinese) == fields(english)
    if name != "other_language":
        assert not re.search(r"[\u4e00-\u9fff]", english)


def test_every_word_is_used_and_every_word_that_is_used_is_there() -> None:
    templates = files("qsq.board") / "templates"
    text = "".join(one.read_text("utf-8") for one in templates.iterdir() if one.is_file())
    code = "".join(path.read_text("utf-8") for path in (REPOSITORY / "qsq" / "board").glob("*.py"))
    used = set(re.findall(r"\bw\.(\w+)", text)) | set(re.findall(r"\bwords\.(\w+)", code))
    assert used <= words._WORDS.keys()
    unused = words._WORDS.keys() - used
    assert {name for name in unused if not BUILT_FROM_PARTS.fullmatch(name)} == set()


def test_an_unknown_word_is_an_error() -> None:
    with pytest.raises(AttributeError):
        words_of(Language.CHINESE).nonsense  # noqa: B018


def test_periods_and_dates_as_people_write_them() -> None:
    period = Period(2023, 2, PeriodKind.QUARTER)
    assert period_name(period, Language.CHINESE) == "2023年二季度"
    assert period_name(period, Language.ENGLISH) == "Q2 2023"
    assert date_name(period.first_day, Language.CHINESE) == "2023年4月1日"
    assert date_name(period.first_day, Language.ENGLISH) == "2023-04-01"
