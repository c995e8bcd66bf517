"""One word for one thing: names in the program's own source, read as text."""

import ast
from collections import defaultdict

import pytest

from tests.source import PACKAGE, nodes

SAYS_NOTHING = {"of", "it", "this", "that", "own", "obj", "data", "tmp"}


def test_no_two_classes_have_one_name() -> None:
    """A name that is found by searching for it is found once."""
    places: dict[str, list[str]] = defaultdict(list)
    for file, node in nodes(ast.ClassDef):
        places[node.name].append(file)
    twice = {name: found for name, found in places.items() if len(found) > 1}
    assert not twice


@pytest.mark.parametrize(
    ("word", "file"),
    [
        ("spinner", "cli/terminal/patience.py"),
        ("i18n", "cli/terminal/language.py"),
        ("migration", "ledger/ledger.py"),
        ("permission", "year/desk/acting.py"),
    ],
)
def test_what_people_search_for_is_found(word: str, file: str) -> None:
    """The usual word stands where the thing is, whatever the thing is called there."""
    assert word in (PACKAGE / file).read_text("utf-8")


def test_no_parameter_is_called_by_a_word_that_says_nothing() -> None:
    """`period` or `codec`, not `of`: a call is read without looking up what it is handed."""
    found = [f"{file}:{node.lineno} {node.arg}" for file, node in nodes(ast.arg) if node.arg in SAYS_NOTHING]
    assert found == []
