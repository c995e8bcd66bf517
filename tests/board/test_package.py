"""The data beside the pages: whoever doubts counts every figure again, with a program that stands alone."""

import csv
import json
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from qsq.board.package.verify import damaged, main, wrong_in
from tests.board.county import show
from tests.conftest import REPOSITORY, Qsq


@pytest.fixture
def board(small: Path) -> Path:
    return show(small)


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as content:
        return list(csv.DictReader(content))


def test_the_list_of_contents_names_every_file_with_its_digest(board: Path) -> None:
    package = json.loads((board / "datapackage.json").read_text("utf-8"))
    listed = {one["path"]: one for one in package["resources"]}
    there = {path.relative_to(board).as_posix() for path in board.rglob("*") if path.is_file()}
    assert there - listed.keys() == {"datapackage.json"}
    for path, one in listed.items():
        content = (board / path).read_bytes()
        assert (one["bytes"], one["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
        if path.endswith(".csv"):
            header = content.decode("utf-8-sig").splitlines()[0].split(",")
            assert [field["name"] for field in one["schema"]["fields"]] == header
    assert len({one["name"] for one in package["resources"]}) == len(package["resources"])


def test_a_table_says_the_same_as_csv_and_as_json(board: Path) -> None:
    for file in board.glob("data/*/*.csv"):
        other = json.loads(file.with_suffix(".json").read_text("utf-8"))
        assert [dict(zip(other["columns"], row, strict=True)) for row in other["rows"]] == rows(file)


def test_the_published_program_alone_finds_all_as_published(board: Path, tmp_path: Path) -> None:
    """Copied away, and run by a Python that cannot see qsq."""
    copy = tmp_path / "copy"
    board.rename(copy)
    assert verified(copy) == (0, "2023Q1: 6个村(社区) villages, 全部相符 all as published\n", "")


def test_the_published_program_names_what_was_tampered_with(board: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    board.rename(copy)
    table = copy / "data" / "2023Q1" / "marks.csv"
    table.write_bytes(table.read_bytes().replace(b"A1,101.00,", b"A1,100.99,"))
    (copy / "index.html").unlink()
    code, told, errors = verified(copy)
    assert (code, errors) == (1, "")
    assert told.splitlines() == [
        "文件被改动 changed: data/2023Q1/marks.csv",
        "文件被改动 changed: index.html",
        "2023Q1: 6个村(社区) villages, 1处不符 differ",
        "  marks.csv A1 town_mark: 100.99 ≠ 101.00",
    ]


def verified(folder: Path) -> tuple[int, str, str]:
    """What the program of a board says, run by a Python that cannot see qsq."""
    run = subprocess.run(
        [sys.executable, "-I", "-S", folder / "verify.py"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return run.returncode, run.stdout, run.stderr


@pytest.mark.parametrize(
    ("file", "column", "other"),
    [
        ("marks.csv", "town_mark", "99.99"),
        ("marks.csv", "rank", "7"),
        ("marks.csv", "city_rank", "7"),
        ("marks.csv", "reward", "1.00"),
        ("marks.csv", "yellow_card", "veto"),
        ("marks.csv", "vetoed", "yes"),
        ("items.csv", "mark", "0.01"),
        ("towns.csv", "mark", "0.01"),
    ],
)
def test_a_figure_that_was_changed_is_found(
    board: Path, file: str, column: str, other: str, capsys: pytest.CaptureFixture[str]
) -> None:
    table = board / "data" / "2023Q1" / file
    read = rows(table)
    read[0][column] = other
    with table.open("w", encoding="utf-8-sig", newline="") as content:
        writer = csv.DictWriter(content, list(read[0]))
        writer.writeheader()
        writer.writerows(read)
    assert list(damaged(board)) == [f"data/2023Q1/{file}"]
    wrong = list(wrong_in(table.parent))
    assert len(wrong) == 1
    assert f" {column}: {other} ≠ " in wrong[0]
    assert main(board) == 1
    told = capsys.readouterr().out
    assert f"文件被改动 changed: data/2023Q1/{file}\n" in told
    assert "1处不符 differ" in told


def test_a_row_that_was_taken_out_is_found(board: Path) -> None:
    table = board / "data" / "2023Q1" / "marks.csv"
    lines = table.read_bytes().splitlines(keepends=True)
    table.write_bytes(b"".join(lines[:-1]))
    assert "marks.csv: 5 ≠ 6" in list(wrong_in(table.parent))


@pytest.mark.parametrize("example", ["mini", "ties", "months", "half-years"])
def test_the_data_of_an_example_give_its_answers_again(example: str, qsq: Qsq, tmp_path: Path) -> None:
    """The package is enough: no rule and no figure that a mark rests on is left out of it."""
    county = tmp_path / example
    shutil.copytree(REPOSITORY / "tests" / "examples" / example, county)
    for expected in sorted((county / "expected").glob("score-*.json")):
        period = json.loads(expected.read_text("utf-8"))["period"]
        assert qsq("score", "period", period, workspace=county).code == 0
    assert qsq("board", "build", "--draft", workspace=county).code == 0
    folders = sorted((county / "out" / "board-draft" / "data").glob("*/rules.json"))
    assert folders
    assert [line for one in folders for line in wrong_in(one.parent)] == []
