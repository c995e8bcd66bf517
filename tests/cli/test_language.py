"""The Chinese catalogue is whole and compiled, and the language is the one that was asked for."""

import io
import os
import re
import subprocess
import sys
from functools import cache
from gettext import GNUTranslations
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from qsq.cli.terminal.language import CHINESE, ENGLISH, chosen
from tests.conftest import REPOSITORY

FOLDER = REPOSITORY / "qsq" / "locale" / "zh" / "LC_MESSAGES"
MEND = "run `make catalogue`, translate what is new in qsq.po, and run it again"
TITLE = "三创三强：县(市、区)的村级任务清单、定期评比和年度奖励。"


@cache
def marked() -> frozenset[str]:
    """Every text that the code marks for translation, by the keywords of `make catalogue`."""
    listed = re.findall(r"--keyword=(\S+)", (REPOSITORY / "Makefile").read_text("utf-8"))
    keywords = DEFAULT_KEYWORDS | parse_keywords(listed)
    found = extract_from_dir(REPOSITORY / "qsq", keywords=keywords)
    return frozenset(text for _file, _line, text, _comments, _context in found if isinstance(text, str))


@cache
def catalogue() -> Catalog:
    """The catalogue as it stands in the repository."""
    with (FOLDER / "qsq.po").open("rb") as file:
        return read_po(file, locale="zh", domain="qsq")


def translations() -> dict[str, str]:
    """The Chinese of every text."""
    return {str(one.id): str(one.string) for one in catalogue() if one.id}


def placeholders(text: str) -> list[str]:
    return sorted(field for _literal, field, _spec, _conversion in Formatter().parse(text) if field)


def test_every_marked_text_has_its_chinese() -> None:
    done = {str(one.id) for one in catalogue() if one.id and one.string and not one.fuzzy}
    assert len(marked()) > 100
    assert marked() - done == set(), MEND


def test_the_catalogue_holds_nothing_else() -> None:
    assert set(translations()) - marked() == set(), MEND
    assert not catalogue().obsolete, MEND


def test_placeholders_agree() -> None:
    differing = {
        text: chinese
        for text, chinese in translations().items()
        if placeholders(text) != placeholders(chinese)
    }
    assert differing == {}


def test_the_compiled_catalogue_is_the_one_in_the_repository() -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue())
    assert (FOLDER / "qsq.mo").read_bytes() == compiled.getvalue(), MEND


def test_the_compiled_catalogue_is_utf_8() -> None:
    with (FOLDER / "qsq.mo").open("rb") as file:
        compiled = GNUTranslations(file)
    assert compiled.charset() == "utf-8"
    assert compiled.gettext("town mark") == "镇级得分"


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ("", {}, CHINESE),
        ("", {"LANG": "C"}, CHINESE),
        ("", {"LANG": "zh_CN.UTF-8"}, CHINESE),
        ("", {"LANG": "en_US.UTF-8"}, ENGLISH),
        ("", {"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, ENGLISH),
        ("", {"LC_MESSAGES": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, CHINESE),
        ("", {"LANG": "en_US.UTF-8", "LC_ALL": ""}, ENGLISH),
        ("", {"LC_ALL": "en_US.UTF-8", "QSQ_LANG": "zh"}, CHINESE),
        ("", {"LC_ALL": "zh_CN.UTF-8", "QSQ_LANG": "EN"}, ENGLISH),
        ("--lang zh rules check", {"QSQ_LANG": "en"}, CHINESE),
        ("--lang en rules check", {"QSQ_LANG": "zh"}, ENGLISH),
        ("--json --lang=en", {"QSQ_LANG": "zh"}, ENGLISH),
        ("rules check --lang", {"QSQ_LANG": "en"}, ENGLISH),
    ],
)
def test_the_language_that_was_asked_for(arguments: str, environment: dict[str, str], language: str) -> None:
    assert chosen(arguments.split(), environment) == language


@pytest.mark.parametrize(
    ("environment", "chinese"),
    [({"QSQ_LANG": "zh"}, True), ({"LANG": "C"}, True), ({"LANG": "en_US.UTF-8"}, False)],
)
def test_the_program_speaks_it(environment: dict[str, str], chinese: bool) -> None:
    silent = ("QSQ_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    kept = {name: value for name, value in os.environ.items() if name not in silent}
    shown = subprocess.run(
        [sys.executable, "-m", "qsq", "--help"],
        cwd=REPOSITORY,
        env={**kept, "COLUMNS": "120", "PYTHONUTF8": "1", **environment},
        capture_output=True,
        check=True,
    )
    assert (TITLE in shown.stdout.decode()) is chinese
