"""A call's texts and paths are taken as typer takes them, without what it imports for that."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Qsq, small_workspace

EXPLAINS = """
import sys
from qsq.cli.terminal.main import main
code = main(["explain", "101001", "2023Q1", "--workspace", sys.argv[1]])
sys.stderr.write(" ".join(sorted(sys.modules)))
sys.exit(code)
"""


def test_explaining_imports_neither_pydantic_nor_what_draws_tables(qsq: Qsq, tmp_path: Path) -> None:
    root = small_workspace(tmp_path / "small")
    village = qsq("score", "period", "2023Q1", "--json", workspace=root).answer["villages"][0]["village_code"]
    call = [sys.executable, "-c", EXPLAINS.replace("101001", village), str(root)]
    run = subprocess.run(call, capture_output=True, text=True, check=True)
    imported = set(run.stderr.split())
    assert not imported & {"pydantic", "pydantic_core", "rich.console", "pandas", "yaml", "qsq.awards.annual"}
    assert "qsq.year.explain.period" in imported


@pytest.mark.parametrize("at", ["before", "behind"])
def test_a_folder_that_cannot_be_opened_is_told_wherever_it_is_named(
    qsq: Qsq, tmp_path: Path, at: str
) -> None:
    named = ["--workspace", str(tmp_path / "none")]
    words = ["explain", "101001", "2023Q1"]
    run = qsq(*(named + words if at == "before" else words + named))
    assert run.code == 2
    assert str(tmp_path / "none") in run.err


def test_a_word_too_many_for_a_number_is_told_as_before(qsq: Qsq, small: Path) -> None:
    assert qsq("batch", "run", "--wait", "soon", workspace=small).code == 2
