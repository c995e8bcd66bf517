"""The board's words: each in both languages, each used, no other asked for."""

import itertools
import re
from datetime import date
from importlib.resources import files
from string import Formatter

import pytest

from qsq.board import words
from qsq.board.explanation import TOLD
from qsq.board.facts import BoardFacts
from qsq.board.words import Language, date_name, period_name, short_period, words_of
from qsq.domain.results.derived import Formula
from qsq.domain.values.periods import Period, PeriodKind
from tests.conftest import REPOSITORY

OF_A_TASK = {*itertools.takewhile(lambda one: one is not Formula.WEIGHT, Formula), Formula.VOID}
"""The rules by which a task's points follow, and that it does not apply."""
BUILT_FROM_PARTS = re.compile(r"(state|pool|lag|points)_\w+|veto|below|last")
"""Names that a word of the ledger or the rules completes, such as `state_final`."""
FACTS = BoardFacts(
    "评比", "某县", draft=False, years=(), level="县", office="县评比办", kind=PeriodKind.MONTH
)
ON_THE_ENGLISH_SIDE_ONLY = ("how_in_chinese", "names_stay_chinese", "sentence_gap")


def fields(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in Formatter().parse(text) if name}


@pytest.mark.parametrize("name", sorted(words._WORDS))
def test_a_word_stands_in_both_languages_with_the_same_values(name: str) -> None:
    chinese, english = words._WORDS[name]
    assert chinese or name in ON_THE_ENGLISH_SIDE_ONLY
    assert english
    if chinese:
        assert fields(chinese) == fields(english)
    if name != "other_language":
        assert not re.search(r"[\u4e00-\u9fff]", english)


def test_every_word_is_used_and_every_word_that_is_used_is_there() -> None:
    templates = files("qsq.board") / "templates"
    text = "".join(one.read_text("utf-8") for one in templates.iterdir() if one.is_file())
    code = "".join(path.read_text("utf-8") for path in (REPOSITORY / "qsq" / "board").rglob("*.py"))
    used = set(re.findall(r"\bw\.(\w+)", text)) | set(re.findall(r"\bwords\.(\w+)", code))
    assert used <= words._WORDS.keys()
    unused = words._WORDS.keys() - used
    assert {name for name in unused if not BUILT_FROM_PARTS.fullmatch(name)} == set()


def test_every_rule_of_a_task_has_words() -> None:
    assert TOLD.keys() == OF_A_TASK


def test_an_unknown_word_is_an_error() -> None:
    with pytest.raises(AttributeError):
        words_of(Language.CHINESE, FACTS).nonsense  # noqa: B018


@pytest.mark.parametrize("name", sorted(words._WORDS))
def test_no_word_knows_a_kind_of_period_a_level_or_an_office_of_its_own(name: str) -> None:
    chinese, english = words._WORDS[name]
    assert not re.search("季|市(?!“)|三创", chinese.replace("城市", ""))
    assert "uarter" not in english


def test_words_are_as_the_scheme_calls_things() -> None:
    found = words_of(Language.CHINESE, FACTS)
    assert (found.period, found.city_rank, found.since_previous) == ("月份", "全县名次", "条数比上月")
    assert found.objections.endswith("本镇(街道)或县评比办提出。")


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("2023-05", ("2023年5月", "5月"), ("May 2023", "May")),
        ("2023B1", ("2023年1至2月", "1至2月"), ("Jan–Feb 2023", "Jan–Feb")),
        ("2023Q2", ("2023年二季度", "二季度"), ("Q2 2023", "Q2")),
        ("2023H1", ("2023年上半年", "上半年"), ("H1 2023", "H1")),
        ("2023", ("2023年", "全年"), ("2023", "whole year")),
    ],
)
def test_periods_as_people_write_them(text: str, chinese: tuple[str, str], english: tuple[str, str]) -> None:
    period = Period.read(text)
    for language, expected in ((Language.CHINESE, chinese), (Language.ENGLISH, english)):
        assert (period_name(period, language), short_period(period, language)) == expected


def test_dates_as_people_write_them() -> None:
    day = date(2023, 4, 1)
    assert date_name(day, Language.CHINESE) == "2023年4月1日"
    assert date_name(day, Language.ENGLISH) == "2023-04-01"
