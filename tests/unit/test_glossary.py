"""docs/words.md names what exists, and every word of the contract."""

import ast
import re

from tests.cli.test_next_commands import known
from tests.conftest import REPOSITORY
from tests.source import nodes

_ROW = re.compile(r"^\| (?!中文|Chinese|---)(.+) \|$", re.MULTILINE)
_TICKED = re.compile(r"`([^`]+)`")


def rows(text: str) -> list[list[str]]:
    """The cells of all tables, without their headings."""
    return [[cell.strip() for cell in row.split(" | ")] for row in _ROW.findall(text)]


_PAGE, _MODULES = (REPOSITORY / "docs" / "words.md").read_text("utf-8").split("\n## 名称相近的模块", 1)
GLOSSARY = rows(_PAGE)
CONTRACT = (REPOSITORY / "docs" / "contract.md").read_text("utf-8")


def test_every_class_exists() -> None:
    classes = {node.name for _file, node in nodes(ast.ClassDef)}
    named = {name for row in GLOSSARY for name in _TICKED.findall(row[2])}
    assert len(named) > len(GLOSSARY)
    assert not named - classes


def test_every_command_exists() -> None:
    named = {command.removeprefix("qsq ") for row in GLOSSARY for command in _TICKED.findall(row[3])}
    assert not named - known()


def test_every_row_is_whole() -> None:
    """Chinese, English, class, command, and what it is not."""
    assert all(len(row) == 5 and all(row) for row in GLOSSARY)


def test_every_word_of_the_contract_is_there() -> None:
    """Section 1: both columns, each of the words that share a line."""
    section = CONTRACT.split("## 1. Words", 1)[1].split("\n## ", 1)[0]
    contract = [
        pair
        for chinese, english, _meaning in rows(section)
        for pair in zip(chinese.split(" / "), english.split(" / "), strict=True)
    ]
    assert len(contract) > 20
    assert not [pair for pair in contract if pair not in [(row[0], row[1]) for row in GLOSSARY]]


def test_every_module_exists() -> None:
    """Near names have a reason as long as the modules are there."""
    named = [path for path in _TICKED.findall(_MODULES) if path.startswith("qsq/")]
    assert len(named) > 10
    assert not [path for path in named if not (REPOSITORY / path).exists()]
