"""The example workspaces give exactly their expected answers through the command line (CONTRACT.md 10)."""

import json
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES, Qsq, example


@pytest.mark.parametrize("name", ["mini", "ties"])
def test_example_gives_its_expected_answers(name: str, qsq: Qsq, tmp_path: Path) -> None:
    workspace = example(name, tmp_path)
    for number in range(1, 5):
        run = qsq("score", "quarter", f"2023Q{number}", "--json", workspace=workspace)
        assert run.code == 0
        assert_holds(run.answer, f"{name}/expected/score-2023Q{number}.json")
    run = qsq("awards", "year", "2023", "--draft", "--json", workspace=workspace)
    assert_holds(run.answer, f"{name}/expected/awards-2023.json")
    assert run.answer["draft"] is True
    assert run.code == (4 if run.answer["undecided"] else 0)


def assert_holds(answer: dict[str, object], file: str) -> None:
    expected = json.loads((EXAMPLES / file).read_text(encoding="utf-8"))
    assert {key: answer[key] for key in expected} == expected
