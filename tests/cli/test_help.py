"""The handbook that the program carries: every page is found, and every command in it is one."""

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from qsq.cli.terminal.main import app
from qsq.year.handbook import FOLDER, TOPICS, page, pages
from tests.conftest import Qsq


def test_every_page_of_the_folder_is_a_topic() -> None:
    written = {
        language: {file.stem for file in (FOLDER / language).glob("*.md")} for language in ("zh", "en")
    }
    assert written == {"zh": set(TOPICS), "en": set(TOPICS)}


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_has_the_same_parts_and_calls_in_both_languages(topic: str) -> None:
    chinese, english = (page(topic, language).text for language in ("zh", "en"))
    for shape in (r"^#+ ", r"^\|", r"^```"):
        counted = [len(re.findall(shape, text, re.MULTILINE)) for text in (chinese, english)]
        assert counted[0] == counted[1], shape
    called = [set(re.findall(r"`qsq ([a-z]+(?: [a-z]+)?)", text)) for text in (chinese, english)]
    assert called[0] == called[1]
    told = re.sub(r"^\|.*$", "", english, flags=re.MULTILINE)  # samples in tables may be Chinese
    assert len(re.findall(r"[\u4e00-\u9fff]", told)) < len(told) / 8


@pytest.mark.parametrize("role", ["city", "department", "town", "village", "villager", "auditor"])
def test_each_role_has_its_year(role: str) -> None:
    assert "\n## 一年" in page(role).text
    assert re.search(r"\n## .*year", page(role, "en").text)


def test_topics_are_listed_each_with_its_title(qsq: Qsq) -> None:
    out = qsq("help").out
    assert all(f"qsq help {one.topic}" in out and one.title in out for one in pages("en"))
    assert [one["topic"] for one in qsq("help", "--json").answer["topics"]] == list(TOPICS)


@pytest.mark.parametrize("name", ["corrections", "Corrections", "too late"])
def test_a_page_is_found_by_its_topic_and_by_a_word_of_its_title(qsq: Qsq, name: str) -> None:
    assert qsq("help", name, "--json").answer["topic"] == "corrections"
    assert qsq("help", name).out.startswith("# Corrections")


def test_a_page_is_in_the_language_of_the_call() -> None:
    assert page("更正").text.startswith("# 更正")
    assert page("corrections", "en").text.startswith("# Corrections")
    assert [one.topic for one in pages("zh")] == [one.topic for one in pages("en")]


@pytest.mark.parametrize("name", ["weather", "（"])
def test_what_is_no_one_topic_is_refused_with_those_there_are(qsq: Qsq, name: str) -> None:
    run = qsq("help", name)
    assert run.code == 2
    assert all(topic in run.err for topic in TOPICS)


ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    *(ROOT / "docs" / f"{name}.md" for name in ("board", "index", "ledger", "steps")),
]


def calls(text: str) -> list[str]:
    """The commands that a page names, within its lines and in lines of their own, without remarks."""
    alone = [line.partition(" #")[0] for line in re.findall(r"^qsq (.+)$", text, re.MULTILINE)]
    told = [*re.findall(r"`qsq ([^`]+)`", text), *alone]
    return [call for call in told if "…" not in call.split()[:2]]  # `qsq score …` is any of them


def test_every_command_of_the_handbook_and_of_the_readme_is_one_with_these_options() -> None:
    root: Any = typer.main.get_command(app)
    texts = [one.text for language in ("zh", "en") for one in pages(language)]
    told = [call for text in (*texts, *(page.read_text("utf-8") for page in PAGES)) for call in calls(text)]
    assert len(told) > 100
    for call in told:
        group, *words = call.split()
        if group.startswith("--"):
            assert group in {name for one in root.params for name in one.opts}, call
            continue
        command = root.get_command(None, group)
        assert command is not None, call
        if hasattr(command, "list_commands"):
            command = command.get_command(None, words[0])
            assert command is not None, call
        known = {"--help"} | {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
        assert {word for word in words if word.startswith("--")} <= known, call
