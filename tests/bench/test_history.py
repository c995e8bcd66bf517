"""The history of the benchmark is kept and drawn."""

from pathlib import Path

from tests.bench.history import Run, append, drawn


def test_a_run_is_kept_with_its_commit(tmp_path: Path) -> None:
    file = tmp_path / "history.jsonl"
    append({"start-up": 1.25}, file)
    append({"start-up": 1.5, "score": 0.9}, file)
    runs = [Run.read(line) for line in file.read_text("utf-8").splitlines()]
    assert [run.ratios for run in runs] == [{"start-up": 1.25}, {"start-up": 1.5, "score": 0.9}]
    assert all(run.commit for run in runs)


def test_each_measure_is_drawn_run_by_run() -> None:
    page = drawn([Run("aaa", {"start-up": 1.0}), Run("bbb", {"start-up": 2.0, "score": 0.5})])
    assert [line for line in page.splitlines() if line.startswith("| ")] == [
        "| commit | ratio | |",
        f"| aaa | 1.00 | {'█' * 12} |",
        f"| bbb | 2.00 | {'█' * 24} |",
        "| commit | ratio | |",
        f"| bbb | 0.50 | {'█' * 24} |",
    ]
