"""The example workspaces give exactly their expected answers through the command line (CONTRACT.md 10)."""

import json
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES, REPOSITORY, Qsq, example


@pytest.mark.parametrize(("name", "periods"), [("mini", 4), ("ties", 4), ("months", 3), ("half-years", 2)])
def test_example_gives_its_expected_answers(name: str, periods: int, qsq: Qsq, tmp_path: Path) -> None:
    workspace = example(name, tmp_path)
    expected = sorted(file.name for file in (workspace / "expected").glob("score-*.json"))
    assert len(expected) == periods
    for file in expected:
        period = file.removeprefix("score-").removesuffix(".json")
        run = qsq("score", "quarter", period, "--json", workspace=workspace)
        assert run.code == 0
        assert_holds(run.answer, f"{name}/expected/{file}")
    run = qsq("awards", "year", "2023", "--draft", "--json", workspace=workspace)
    assert_holds(run.answer, f"{name}/expected/awards-2023.json")
    assert run.answer["draft"] is True
    assert run.code == (4 if run.answer["undecided"] else 0)


@pytest.mark.parametrize("copy", [("docs/contract.md", "CONTRACT.md"), ("tests/examples", "examples")])
def test_contract_and_examples_are_those_that_the_county_shares(copy: tuple[str, str]) -> None:
    """A plain clone holds the rules that its code cites; where the originals lie beside it, they are equal."""
    own, original = REPOSITORY / copy[0], REPOSITORY.parent / "shared" / copy[1]
    if not original.exists():
        pytest.skip(f"{original} is not beside the repository")
    assert contents(own) == contents(original)


def contents(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else [file for file in sorted(path.rglob("*")) if file.is_file()]
    return {str(file.relative_to(path)): file.read_bytes() for file in files}


def assert_holds(answer: dict[str, object], file: str) -> None:
    expected = json.loads((EXAMPLES / file).read_text(encoding="utf-8"))
    assert {key: answer[key] for key in expected} == expected
