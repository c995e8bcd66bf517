"""The recipes of CONTRIBUTING.md name what has to be touched, and what they say is checked is checked."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import get_args

import pytest

import qsq
from qsq.cli.explain import tree
from qsq.cli.report import KIND_HELP
from qsq.cli.terminal.commands import COMMANDS
from qsq.domain.scheme.methods import Method
from qsq.domain.scheme.scheme import TieRule
from qsq.domain.values.numbers import Rounding
from qsq.domain.values.periods import PeriodKind
from qsq.intake.columns import IN_CHINESE, Columns
from qsq.ledger.encoding.rules import METHODS
from qsq.rules.shapes.annual import ANNUAL_KEYS, ANNUAL_KEYS_WITH_ID
from qsq.rules.shapes.methods import MethodShape
from qsq.rules.shapes.ranking import PERIOD_KEYS, PERIOD_KEYS_WITH_ID
from qsq.year.report import KINDS
from tests.conftest import REPOSITORY

_PAGE = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
RECIPES = dict(
    part.split("\n", 1) for part in re.split(r"^###? ", _PAGE, flags=re.MULTILINE) if "Forgotten" in part
)
MEMBERS = {
    "A method": r"\bScaled\b",
    "A tie-break": r"\bTieRule\.(?:ITEM|CATEGORY)\b",
    "A rounding": r"\bHALF_EVEN\b",
    "A kind of period": r"\bPeriodKind\.(?:TWO_MONTHS|HALF_YEAR)\b",
    "A form of a town": r"\bFormKind\.REGISTER\b",
    "A reason of a reminder": r"\bLag\.FAR_BEHIND\b",
    "A step of a period": r"\bPeriod(?:Step|Event)\.FEEDBACK\b",
}
"""How the code names a member of what a recipe adds to."""


def files(text: str) -> set[str]:
    """The paths of files that a text names."""
    return set(re.findall(r"`((?:qsq|tests|docs)/[^`]*\.\w+)`", text))


def test_there_is_a_recipe_for_each() -> None:
    assert set(MEMBERS) | {
        "A document",
        "A column",
        "A command",
        "A key of the rule files",
        "A page of the handbook",
    } == set(RECIPES)


@pytest.mark.parametrize("recipe", RECIPES)
def test_the_files_of_a_recipe_exist(recipe: str) -> None:
    named = files(RECIPES[recipe])
    assert len(named) > 3
    assert not [file for file in sorted(named) if not (REPOSITORY / file).is_file()]


@pytest.mark.parametrize("recipe", MEMBERS)
def test_a_recipe_names_every_file_that_names_a_member(recipe: str) -> None:
    """A new file that knows the members one by one has to be named too."""
    knowing = {
        file.relative_to(REPOSITORY).as_posix()
        for file in (REPOSITORY / "qsq").rglob("*.py")
        if re.search(MEMBERS[recipe], file.read_text("utf-8"))
    }
    assert len(knowing) > 1
    assert not knowing - files(RECIPES[recipe])


def test_every_method_can_be_written_in_rules_and_is_recorded() -> None:
    """A method by each kind that a rule file may name, and each has its encoding."""
    shapes = get_args(get_args(MethodShape)[0])
    kinds = {get_args(shape.model_fields["kind"].annotation)[0] for shape in shapes}
    assert kinds == set(METHODS)
    assert {encoding.make for encoding in METHODS.values()} == set(get_args(Method))


def test_every_tie_break_can_be_written_in_rules() -> None:
    keys = {*PERIOD_KEYS, *PERIOD_KEYS_WITH_ID, *ANNUAL_KEYS, *ANNUAL_KEYS_WITH_ID}
    assert keys == set(TieRule)


def test_every_tie_break_without_an_id_is_called_something_where_ranks_are_explained() -> None:
    """One that is not is told as nothing at all."""
    assert {*PERIOD_KEYS, *ANNUAL_KEYS} <= tree._KEYS.keys()


def words_of(file: str) -> set[str]:
    """The words in quotes in a program, and the keys of its tables."""
    text = (REPOSITORY / file).read_text("utf-8")
    return set(re.findall(r'"(\w+)"', text)) | set(re.findall(r"\b(\w+): ", text))


@pytest.mark.parametrize("program", ["qsq/board/package/verify.py", "qsq/board/templates/check.js"])
def test_the_readers_own_programs_know_every_method_rounding_and_tie_break(program: str) -> None:
    """They share no line with the engine, so no type checker tells what they lack."""
    assert not {*METHODS, *Rounding, *PERIOD_KEYS} - words_of(program)


def test_the_help_names_every_document() -> None:
    assert not [kind for kind in KINDS if not re.search(rf"\b{kind} \(", KIND_HELP)]


def tables() -> Iterator[tuple[str, Columns]]:
    """The columns of every table that is read."""
    for found in pkgutil.walk_packages(qsq.__path__, "qsq."):
        if found.name.startswith("qsq.intake"):
            for name, value in vars(importlib.import_module(found.name)).items():
                if isinstance(value, Columns):
                    yield f"{found.name}.{name}", value


def test_every_column_has_a_chinese_name() -> None:
    read = list(tables())
    assert len(read) > 10
    lacking = {
        (table, name)
        for table, columns in read
        for name in (*columns.required, *columns.optional)
        if name not in IN_CHINESE and name not in columns.chinese
    }
    assert not lacking


def test_every_command_group_is_listed() -> None:
    """A module or folder of `qsq/cli` with an `app` of its own is called by its name."""
    parts = [found.name for found in pkgutil.iter_modules([str(REPOSITORY / "qsq" / "cli")])]
    groups = {part for part in parts if hasattr(importlib.import_module(f"qsq.cli.{part}"), "app")}
    assert groups == set(COMMANDS)


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        (PeriodKind, "qsq/cli/init/__init__.py"),
        (PeriodKind, "qsq/template/rules/scheme.yaml"),
        (Rounding, "qsq/rules/shapes/scheme.py"),
        (Rounding, "qsq/template/rules/scheme.yaml"),
    ],
)
def test_who_chooses_reads_every_word(kind: type[StrEnum], file: str) -> None:
    text = (REPOSITORY / file).read_text("utf-8")
    assert [word for word in kind if not re.search(rf"\b{word}\b", text)] == []
