"""Commands that are told to write a file keep what is to be kept: rules, inputs, the ledger, other files."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from qsq.api.workspace import Workspace
from qsq.cli.terminal.main import app
from qsq.year.score.export.target import FIRST_COLUMNS
from tests.conftest import Qsq, small_workspace

SCORE = ("score", "quarter", "2023Q1")
WIDE = str(Path(__file__).parents[1] / "small-wide.csv")
WRITE = {
    "ledger export": (("ledger", "export"), ".jsonl"),
    "ledger backup": (("ledger", "backup"), ".db"),
    "score quarter --export .csv": ((*SCORE, "--export"), ".csv"),
    "score quarter --export .xlsx": ((*SCORE, "--export"), ".xlsx"),
    "score quarter --export .parquet": ((*SCORE, "--export"), ".parquet"),
    "score bulk .parquet": (("score", "bulk", WIDE), ".parquet"),
    "score bulk .csv": (("score", "bulk", WIDE), ".csv"),
}
"""Every command that writes a file which it is told, with the ending of what it writes."""

MAKE_FOLDERS = {"init folder", "demo folder", "audit files folder"}
"""These lay files beside what is there and replace none; see test_start, test_demo and test_audit_files."""

READ = {
    "visits import file", "score submit file", "score sign scan", "score sign file", "checklist accept file",
    "ledger import file", "ledger restore file", "proof check file", "checklist dispatch file",
    "checklist targets file", "checklist villages file", "remind progress file", "remind record file",
    "score object file", "awards object file", "awards recommend file", "awards cadres file", "inbox folder",
    "init places", "recheck enter file", "simulate rules", "score bulk source",
}  # fmt: skip

KEPT = {
    "the ledger": "data/qsq.db",
    "a register": "data/villages",
    "an input": "data/2023/q1/observations/agriculture",
    "a new input": "data/2023/q1/observations/new",
    "rules": "rules/scheme.yaml",
    "new rules": "rules/2023/q2",
    "the log": "log/batch.jsonl",
    "a file of another kind": "out/letter",
    "a folder": "out/folder",
    "a link": "out/link",
    "a pipe": "out/pipe",
    "through a link": "out/data/villages",
}


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county with a result, a log, and things in out/ that no command wrote."""
    root = small_workspace(tmp_path_factory.mktemp("scored"))
    Workspace(root).score.period("2023Q1")
    (root / "log").mkdir()
    (root / "log" / "batch.jsonl").write_text("{}\n", "utf-8")
    return root


def _laid_out(root: Path, ending: str) -> None:
    out = root / "out"
    out.mkdir()
    (out / f"letter{ending}").write_text("Dear county", "utf-8")
    (out / f"folder{ending}").mkdir()
    (out / f"link{ending}").symlink_to(root / "data" / "villages.csv")
    os.mkfifo(out / f"pipe{ending}")
    (out / "data").symlink_to(root / "data")


def everything(root: Path) -> dict[str, bytes]:
    """All files with their content; SQLite's own beside the ledger left out."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.name.startswith("qsq.db-")
    }


@pytest.mark.parametrize("kept", KEPT)
@pytest.mark.parametrize("command", WRITE)
def test_what_is_to_be_kept_is_not_written_over(
    qsq: Qsq, scored: Path, tmp_path: Path, command: str, kept: str
) -> None:
    words, ending = WRITE[command]
    root = shutil.copytree(scored, tmp_path / "county")
    _laid_out(root, ending)
    file = root / KEPT[kept]
    if not file.exists() or "--export" in words or WIDE in words:
        file = file.with_name(f"{file.stem}{ending}")
    before = everything(root)
    run = qsq(*words, file, "--json", workspace=root)
    assert (run.code, run.answer["error"]["code"]) == (2, 2)
    assert everything(root) == before


@pytest.mark.parametrize("command", WRITE)
def test_its_own_earlier_file_is_replaced(qsq: Qsq, scored: Path, tmp_path: Path, command: str) -> None:
    words, ending = WRITE[command]
    file = tmp_path / f"made{ending}"
    for _time in range(2):
        assert qsq(*words, file, workspace=scored).code == 0
    file.write_bytes(b"")
    assert qsq(*words, file, workspace=scored).code == 0
    assert file.stat().st_size
    assert [path.name for path in tmp_path.iterdir() if ".towns" not in path.name] == [file.name]


def test_an_exported_table_is_known_by_its_first_columns(scored: Path) -> None:
    frame = Workspace(scored).score.period("2023Q1").to_frame()
    assert tuple(frame.columns[: len(FIRST_COLUMNS)]) == FIRST_COLUMNS


def test_every_command_that_takes_a_file_is_in_one_of_the_tables() -> None:
    taken = set(_files(typer.main.get_command(app), ()))
    writing = {f"{' '.join(words[:2])} {words[-1].lstrip('-')}" for words in _told(WRITE)}
    same = {"score period export", "score diff export"}  # as score quarter
    assert taken == {*READ, *MAKE_FOLDERS, *writing, *same}


def _told(commands: dict[str, tuple[tuple[str, ...], str]]) -> list[tuple[str, ...]]:
    """Each command's words, the last one naming its file."""
    return [words if words[-1].startswith("--") else (*words, "file") for words, _ending in commands.values()]


def _files(command: Any, words: tuple[str, ...]) -> Iterator[str]:
    """Every parameter that takes a path, as its command's words and its name; the workspace's is everywhere."""
    for one in command.params:
        if one.name != "workspace" and "Path" in str(one.type_descriptor.annotation):
            yield " ".join((*words, one.name))
    context = typer.Context(command)
    for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
        yield from _files(command.get_command(context, name), (*words, name))
