"""What stands in docs/reference is what the program has: run `make reference` when it changes."""

import pkgutil
import runpy
from importlib import import_module
from typing import Any

import pytest

import qsq.intake
from qsq.intake.columns import Columns
from qsq.year.handbook import page
from tests.conftest import REPOSITORY

DOCS = REPOSITORY / "docs"
MEND = "run `make reference`"


def made_by(name: str) -> dict[str, Any]:
    return runpy.run_path(str(DOCS / f"make_{name}.py"))


@pytest.mark.parametrize(("language", "page"), [("zh", "commands.md"), ("en", "commands.en.md")])
def test_every_command_stands_there_with_its_options(language: str, page: str) -> None:
    assert made_by("commands")["drawn"](language) == (DOCS / "reference" / page).read_text("utf-8"), MEND


def test_the_python_api_stands_there() -> None:
    assert made_by("api")["drawn"]() == (DOCS / "reference" / "python.md").read_text("utf-8"), MEND


@pytest.mark.parametrize("language", ["zh", "en"])
def test_tables_stand_in_the_handbook(language: str) -> None:
    assert made_by("tables")["drawn"](language).rstrip() == page("tables", language).text.rstrip(), MEND


def test_no_table_is_forgotten() -> None:
    declared = {
        f"{module.name}.{name}": value
        for module in pkgutil.walk_packages(qsq.intake.__path__, "qsq.intake.")
        for name, value in vars(import_module(module.name)).items()
        if isinstance(value, Columns)
    }
    shown = [one.columns for one in made_by("tables")["TABLES"]]
    assert [name for name, value in declared.items() if value not in shown] == []
