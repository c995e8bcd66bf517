"""A call's texts and paths are taken as typer takes them, without what it imports for that."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Qsq, small_workspace

CALLS = """
import sys
from qsq.cli.terminal.main import main
code = main(sys.argv[1:])
sys.stderr.write(" ".join(sorted(sys.modules)))
sys.exit(code)
"""


def imported(*words: str) -> set[str]:
    """What a call of `qsq` imports."""
    run = subprocess.run([sys.executable, "-c", CALLS, *words], capture_output=True, text=True, check=True)
    return set(run.stderr.split())


def test_explaining_imports_neither_pydantic_nor_what_draws_tables(qsq: Qsq, tmp_path: Path) -> None:
    root = small_workspace(tmp_path / "small")
    village = qsq("score", "period", "2023Q1", "--json", workspace=root).answer["villages"][0]["village_code"]
    found = imported("explain", village, "2023Q1", "--workspace", str(root))
    assert not found & {"pydantic", "pydantic_core", "rich.console", "pandas", "yaml", "qsq.awards.annual"}
    assert "qsq.year.explain.period" in found


def test_scoring_again_imports_neither_state_machines_nor_what_reads_forms(qsq: Qsq, tmp_path: Path) -> None:
    root = small_workspace(tmp_path / "small")
    qsq("score", "period", "2023Q1", "--json", workspace=root)
    found = imported("score", "period", "2023Q1", "--json", "--workspace", str(root))
    assert not found & {"rich.console", "pandas", "openpyxl", "qsq.rules.shapes.rule_tests"}
    assert not found & {"qsq.domain.results.recorded", "qsq.ledger.verification", "qsq.year.recorded.period"}
    own = {one.rpartition(".")[0] for one in found} | found
    assert not own & {"qsq.intake.forms", "qsq.documents", "qsq.awards", "qsq.board"}
    assert {one for one in found if one.startswith("qsq.domain.steps.")} == {
        "qsq.domain.steps.event_kinds",
        "qsq.domain.steps.revocation",
    }


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
