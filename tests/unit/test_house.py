"""The house stays one to find things in: few floors, few modules side by side, one order for every step."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import grimp
import pytest

from tests.conftest import REPOSITORY
from tests.source import nodes

FLOORS = 7
"""How many modules of qsq/year stand one on another at most, whichever way they are imported."""

SIDE_BY_SIDE = 15
"""How many modules a folder holds at most, its own __init__ aside."""

RECORDING = {"desk/step.py", "desk/acting.py", "batch/run.py", "ledger/restore.py"}
"""Who opens a ledger's transaction: a step, a refusal, the batch's tick, a backup put back."""

_DECLARED = re.compile(r"typer\.(Option|Argument)\(")

HOUSE = grimp.build_graph("qsq", exclude_type_checking_imports=True, cache_dir=None)
"""What is imported when a module is, or within its functions."""

WHOLE = grimp.build_graph("qsq", cache_dir=None)
"""What a module knows: also what it imports late (`qsq/late.py`), or for type checkers alone."""


@cache
def floor(module: str) -> int:
    """1 for a module that needs no other of qsq/year, else one more than the highest that it needs."""
    needs = WHOLE.find_modules_directly_imported_by(module)
    return 1 + max((floor(one) for one in needs if one.startswith("qsq.year.")), default=0)


def test_qsq_year_has_few_floors() -> None:
    high = {module: floor(module) for module in WHOLE.modules if module.startswith("qsq.year.")}
    assert max(high.values()) <= FLOORS, sorted(high, key=lambda one: -high[one])[:3]


def test_no_folder_is_crowded() -> None:
    files = [path for path in (REPOSITORY / "qsq").rglob("*.py") if path.name != "__init__.py"]
    crowded = {str(folder): count for folder, count in Counter(path.parent for path in files).items()}
    assert {name: count for name, count in crowded.items() if count > SIDE_BY_SIDE} == {}


def test_nothing_is_imported_within_a_function() -> None:
    """What is to be imported late is named at the top of its module: `qsq/late.py` tells how."""
    functions = [*nodes(ast.FunctionDef), *nodes(ast.AsyncFunctionDef)]
    assert [found for file, function in functions for found in _imported_within(file, function)] == []


def _imported_within(file: str, function: ast.AST) -> Iterator[str]:
    found = (one for one in ast.walk(function) if isinstance(one, ast.Import | ast.ImportFrom))
    yield from (f"{file}:{one.lineno}" for one in found)


def test_every_step_is_recorded_in_one_place() -> None:
    year = REPOSITORY / "qsq" / "year"
    found = {path for path in year.rglob("*.py") if "ledger.transaction()" in path.read_text("utf-8")}
    assert {path.relative_to(year).as_posix() for path in found} == RECORDING


def test_no_option_is_declared_twice() -> None:
    """What several commands take has one name, in `cli/terminal/options.py` or in their module."""
    calls = (node for file, node in nodes(ast.Call) if file.startswith("cli/"))
    declared = Counter(text for text in map(ast.unparse, calls) if _DECLARED.match(text))
    assert sum(declared.values()) > 50
    assert [text for text, count in declared.items() if count > 1] == []


@pytest.mark.parametrize("group", ["audit", "awards", "checklist", "ledger", "remind", "score", "visits"])
def test_the_command_line_asks_the_workspace(group: str) -> None:
    """A command's module imports no step when it starts; it asks `Workspace` for it."""
    modules = {one for one in HOUSE.modules if one.startswith(f"qsq.cli.{group}")}
    needed = {found for one in modules for found in HOUSE.find_modules_directly_imported_by(one)}
    assert not [one for one in needed if one.startswith(f"qsq.year.{group}") and not _is_of_values(one)]


def _is_of_values(module: str) -> bool:
    """What a command hands to a step, or writes an answer with."""
    return module.rpartition(".")[2] in {"month", "decide", "target", "wide_table"}
