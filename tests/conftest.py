"""What all tests share: the example workspaces, and the real command line run within this process."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

os.environ["QSQ_LANG"] = "en"
os.environ.pop("QSQ_WORKSPACE", None)
os.environ.pop("QSQ_ACTOR", None)

from qsq.cli.main import main

settings.register_profile("mutants", deadline=None, derandomize=True, max_examples=5, database=None)

REPOSITORY = Path(__file__).parents[1]
EXAMPLES = REPOSITORY / "tests" / "examples"
"""Workspaces with the answers that they must give (CONTRACT.md section 10)."""


@dataclass(frozen=True, slots=True)
class Run:
    """A command that ran."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        """Its JSON answer."""
        answer: dict[str, Any] = json.loads(self.out)
        return answer

    @property
    def places(self) -> list[tuple[str, str, str]]:
        """File, where and message of every fault of a refusal."""
        return [(place["file"], place["where"], place["message"]) for place in self.answer["error"]["places"]]


Qsq = Callable[..., Run]


@pytest.fixture
def qsq(capfdbinary: pytest.CaptureFixture[bytes]) -> Qsq:
    """Runs the command line, as `qsq("score", "quarter", "2023Q1", "--json", workspace=path)`."""

    def call(*arguments: str | Path, workspace: Path | None = None) -> Run:
        where = [] if workspace is None else ["--workspace", str(workspace)]
        capfdbinary.readouterr()
        code = main([*where, *(str(argument) for argument in arguments)])
        out, err = capfdbinary.readouterr()
        return Run(code, out.decode(), err.decode())

    return call


def example(name: str, to: Path) -> Path:
    """A copy of an example workspace."""
    folder = to / name
    shutil.copytree(EXAMPLES / name, folder, copy_function=shutil.copyfile)
    return folder


def rich_workspace(to: Path) -> Path:
    """A copy of the tests' county by months whose rules use every key; tests/cli/test_rich.py has its sums."""
    folder = to / "rich"
    shutil.copytree(Path(__file__).parent / "rich", folder)
    return folder


def small_workspace(to: Path) -> Path:
    """A copy of the tests' own county: two towns, three villages each, two items, four methods."""
    folder = to / "small"
    shutil.copytree(Path(__file__).parent / "small", folder)
    return folder


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """The county whose rules use every key."""
    return rich_workspace(tmp_path)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The tests' own county."""
    return small_workspace(tmp_path)
