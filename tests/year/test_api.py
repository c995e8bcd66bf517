"""The Python API: its examples hold, its groups are the command line's, and it imports what is called alone."""

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

from qsq import Workspace
from qsq.api import workspace as module
from qsq.cli.terminal.commands import COMMANDS

BY_THEMSELVES = {"status", "village", "report", "proof"}
"""Commands without a group, which are methods."""

NOT_OF_A_WORKSPACE = {"init", "demo", "help"}
"""Commands that make a workspace, or need none."""


def test_the_examples_hold(small: Path) -> None:
    finder, runner = doctest.DocTestFinder(exclude_empty=True), doctest.DocTestRunner()
    names = {"Workspace": Workspace, "folder": small}
    tests = [one for one in finder.find(module, globs=names) if one.examples]
    assert [one.name for one in tests] == ["qsq.api.workspace.Workspace"]
    assert runner.run(tests[0]).failed == 0


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
