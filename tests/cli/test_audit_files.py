"""What was recorded is taken out again, and counted again: by this program and of an earlier one's."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from qsq import __version__
from qsq.api.workspace import Workspace
from tests.alike import contents
from tests.conftest import REPOSITORY, Qsq
from tests.documents.county import finished_once

OLDER = REPOSITORY / "tests" / "golden" / "ledger-0.1.0" / "county"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A finished county; read only."""
    return finished_once(tmp_path_factory)


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A copy of the county that 0.1.0 left."""
    shutil.copytree(OLDER, tmp_path / "older")
    return tmp_path / "older"


def test_each_recorded_file_is_taken_out_again(qsq: Qsq, county: Workspace, tmp_path: Path) -> None:
    root = county.office.root
    run = qsq("audit", "files", "2023q1", tmp_path / "out", "--json", workspace=root)
    assert run.code == 0
    files = run.answer["files"]
    for one in files:
        assert sha256((tmp_path / "out" / one["file"]).read_bytes()).hexdigest() == one["sha256"]
    of_result = {one["name"]: one for one in files if one["kind"] == "evaluation"}
    for name in (
        "rules/scheme.yaml", "rules/2023/q1.yaml", "rules/2023/towns/T2/q1.yaml", "data/villages.csv", "data/towns.csv",
        "data/departments.csv", "data/officials.csv", "data/2023/q1/targets.csv", "data/2023/q1/adjustments.csv",
    ):  # fmt: skip
        assert (tmp_path / "out" / of_result[name]["file"]).read_bytes() == (root / name).read_bytes()
    parts = ("scheme", "checklist", "register", "officials", "inputs")
    for part in parts:
        kept = json.loads((tmp_path / "out" / of_result[f"record/{part}.json"]["file"]).read_bytes())
        assert kept["v"] == 1
        assert kept[part]
    assert {one["program"] for one in files} == {__version__}
    wordings = {one["name"] for one in files if one["name"].startswith("wording/")}
    assert wordings == {
        f"wording/{name}.yaml"
        for name in (
            "checklist-city", "checklist-town", "checklist-village", "notice", "circular", "yellow-cards", "rewards",
            "reward-list", "fairness",
        )
    }  # fmt: skip


def test_of_a_year_cadres_recommendations_and_officials_are_taken_out(
    qsq: Qsq, county: Workspace, tmp_path: Path
) -> None:
    run = qsq("audit", "files", "2023", tmp_path / "out", "--json", workspace=county.office.root)
    decided = {one["name"] for one in run.answer["files"] if one["kind"] == "decision"}
    assert {"data/2023/cadres.csv", "data/2023/recommendations.csv", "data/officials.csv"} <= decided
    assert {f"record/{part}.json" for part in ("scheme", "register", "officials", "year_inputs")} <= decided
    assert "result.json" in decided


def test_nothing_is_written_over(qsq: Qsq, county: Workspace, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    run = qsq("audit", "files", "2023Q1", tmp_path, "--json", workspace=county.office.root)
    assert (run.code, [path.name for path in tmp_path.iterdir()]) == (2, ["mine.txt"])
    assert qsq("audit", "files", "2022Q1", tmp_path / "x", "--json", workspace=county.office.root).code == 5
    assert qsq("audit", "files", "2022Q9", tmp_path / "x", "--json", workspace=county.office.root).code == 2


def test_what_was_cut_off_is_taken_out_to_the_end(qsq: Qsq, county: Workspace, tmp_path: Path) -> None:
    words = ("audit", "files", "2023Q1", tmp_path / "out", "--json")
    first = qsq(*words, workspace=county.office.root)
    whole = contents(tmp_path / "out")
    gone, begun = (tmp_path / "out" / first.answer["files"][at]["file"] for at in (0, -1))
    gone.unlink()
    begun.rename(begun.with_name(".0123456789abcdef.tmp"))
    assert qsq(*words, workspace=county.office.root).answer == first.answer
    begun.with_name(".0123456789abcdef.tmp").unlink()
    assert contents(tmp_path / "out") == whole
    gone.write_bytes(b"another's")
    assert qsq(*words, workspace=county.office.root).code == 2
    assert gone.read_bytes() == b"another's"


def test_the_same_program_counts_the_same_again(qsq: Qsq, county: Workspace) -> None:
    run = qsq("ledger", "verify", "--recompute", "--json", workspace=county.office.root)
    assert (run.code, run.answer["recomputed"]) == (0, [])


def test_figures_that_the_same_program_counts_otherwise_are_an_alarm(
    qsq: Qsq, county: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qsq.year.score.recount.says_the_same", lambda _recorded, _again: False)
    root = county.office.root
    run = qsq("ledger", "verify", "--recompute", "--json", workspace=root)
    (found,) = run.answer["recomputed"]
    assert (run.code, found["of_programs"], found["period"]) == (1, False, "2023Q1")
    assert qsq("audit", "mark", "A1", "2023Q1", workspace=root).code == 1


def test_what_another_program_counts_otherwise_is_listed_as_that(qsq: Qsq, older: Path) -> None:
    """0.1.0 paid a reward beside a yellow card: to A3 and B3 in every period."""
    run = qsq("ledger", "verify", "--recompute", "--json", workspace=older)
    assert run.code == 0
    found = [
        (one["period"], one["program"], one["now"], one["of_programs"]) for one in run.answer["recomputed"]
    ]
    assert set(found) == {
        (period, "0.1.0", __version__, True) for period in ("2023Q1", "2023Q2", "2023Q3", "2023Q4", "2024Q1")
    }
    assert {code for one in run.answer["recomputed"] for code in one["villages"]} == {"A3", "B3"}
    told = qsq("ledger", "verify", "--recompute", workspace=older).out
    assert "what was recorded stands" in " ".join(told.split())


def test_a_mark_of_another_program_is_no_forgery(qsq: Qsq, older: Path) -> None:
    run = qsq("audit", "mark", "A3", "2023Q1", workspace=older)
    assert run.code == 0
    assert "other figures than 0.1.0 recorded; these stand" in " ".join(run.out.split())
    answer = qsq("audit", "mark", "A3", "2023Q1", "--json", workspace=older).answer
    assert (answer["recounted"], answer["program"]) == (False, "0.1.0")
