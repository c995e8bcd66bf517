"""The Python API: its examples hold, its groups are the command line's, and it imports what is called alone."""

import doctest
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from qsq import Workspace
from qsq.api.group import Group
from qsq.cli.terminal.commands import COMMANDS
from tests.conftest import REPOSITORY

BY_THEMSELVES = {
    "burden",
    "compare",
    "explain",
    "fairness",
    "inbox",
    "next",
    "outbox",
    "proof",
    "report",
    "simulate",
    "status",
    "village",
}
"""Commands without a group, which are methods."""

NOT_OF_A_WORKSPACE = {"init", "demo", "help"}
"""Commands that make a workspace, or need none."""


GROUPS = {group.__name__: group for group in Group.__subclasses__()}


@pytest.mark.parametrize("group", GROUPS)
def test_the_examples_hold(group: str, small: Path) -> None:
    """Each group of commands shows how it is used, on the small county as it is before anything was recorded."""
    names = {"Workspace": Workspace, "folder": small}
    found = doctest.DocTestFinder(exclude_empty=True).find(GROUPS[group], group, globs=names)
    tests = [one for one in found if one.examples]
    assert [one.name for one in tests] == [group]
    assert doctest.DocTestRunner().run(tests[0]).failed == 0


@pytest.mark.parametrize("page", ["README.md", "docs/reference/python.md"])
def test_the_first_example_of_a_page_holds(page: str, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its county is the small one here, which has the first quarter of 2023 alone."""
    text = (REPOSITORY / page).read_text("utf-8").replace("2024Q1", "2023Q1")
    small.rename(small.with_name("mycounty"))
    monkeypatch.chdir(small.parent)
    names: dict[str, Any] = {}
    exec(text.split("```python\n", 1)[1].split("```", 1)[0], names)  # noqa: S102 - our own page
    assert names["frame"].loc[0, "rank"] == 1


@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - NOT_OF_A_WORKSPACE))
def test_the_command_is_the_path(command: str, small: Path) -> None:
    found = getattr(Workspace(small), command)
    assert callable(found) is (command in BY_THEMSELVES)


def test_completion_finds_what_a_group_can_do(small: Path) -> None:
    found = Workspace(small)
    assert {"issue", "dispatch", "accept", "status"} <= set(dir(found.checklist))
    assert {"period", "check", "submit", "feedback", "sign", "notice", "finalise"} <= set(dir(found.score))
    assert {"log", "verify", "backup", "restore", "export", "import_", "recompute"} <= set(dir(found.ledger))


def test_a_workspace_imports_no_step_before_it_is_taken() -> None:
    assert not {"qsq.year.score.notice", "qsq.year.batch.run", "xlsxwriter"} & imported("qsq.Workspace")
    scored = imported("qsq.api.score.evaluate.score")
    assert "qsq.year.score.evaluate" in scored
    assert "qsq.year.score.notice" not in scored


def imported(used: str) -> set[str]:
    """The modules that an interpreter has imported after something was used."""
    script = f"import sys, qsq, qsq.api.score; {used}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(run.stdout.split())
