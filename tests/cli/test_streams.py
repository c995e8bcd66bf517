"""Full disks, closed and abandoned output, odd terminals, words that are no text: a sentence, the right exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Qsq
from tests.processes import run_apart

CALLS = {
    "tables": ("status",),
    "json": ("status", "--json"),
    "recorded json": ("score", "quarter", "2023Q1", "--json"),
    "help": ("--help",),
    "help of a group": ("score", "--help"),
    "a line": ("--version",),
    "a schema": ("rules", "schema", "town"),
    "an error": ("village", "nobody"),
    "an error as json": ("village", "nobody", "--json"),
}
RESTS = {
    ">&-": b"closed",
    ">/dev/full": b"disk is full",
    "| true": b"nobody reads",
    "2>&-": b"",
    ">&- 2>&-": b"",
}
"""What stands behind a call, with what the call then says."""
OFTEN = {
    *(("tables", rest) for rest in RESTS),
    *(("recorded json", rest) for rest in (">&-", ">/dev/full")),
    ("an error", "2>&-"),
}
"""What `make test` tries, too."""

CRASHES = ("Traceback", "a fault of the program itself", "Exception ignored")


def shell(
    small: Path, words: tuple[str, ...], rest: str, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """A call in a shell of its own, with `rest` behind it."""
    call = [sys.executable, "-m", "qsq", *words]
    variables = {**os.environ, "QSQ_WORKSPACE": str(small), "QSQ_LANG": "en", **environment}
    command = ["bash", "-c", f'set -o pipefail; "$@" {rest}', "bash", *call]
    return subprocess.run(command, capture_output=True, env=variables, check=False, timeout=60)


@pytest.mark.parametrize(
    ("call", "rest"),
    [
        pytest.param(call, rest, marks=[] if (call, rest) in OFTEN else [pytest.mark.torture])
        for call in CALLS
        for rest in RESTS
    ],
)
def test_an_answer_that_cannot_be_printed_is_told(qsq: Qsq, small: Path, call: str, rest: str) -> None:
    words = CALLS[call]
    plain = qsq(*words, workspace=small).code
    run = shell(small, words, rest)
    assert not any(crash.encode() in run.stdout + run.stderr for crash in CRASHES)
    if "nobody" in words:
        assert run.returncode == plain == 2
        assert b"nobody" in run.stderr or "2>" in rest or (call == "an error as json" and rest == "| true")
    elif rest == "2>&-":
        assert run.returncode == plain
    else:
        assert run.returncode == 1 or (rest == "| true" and run.returncode == plain)
        assert RESTS[rest] in run.stderr or run.returncode == plain


def test_the_completion_of_a_shell_is_printed(small: Path) -> None:
    run = shell(
        small, ("--show-completion", "bash"), "; exit $?"
    )  # the shell that it is for stays its parent
    assert (run.returncode, run.stderr) == (0, b"")
    assert b"complete" in run.stdout


@pytest.mark.parametrize("columns", ["0", "-1", "x", "", "²", "1", "9" * 30])
def test_a_terminal_of_no_columns_gets_its_tables(small: Path, columns: str) -> None:
    workspace = {"QSQ_WORKSPACE": str(small)}
    run = run_apart(["status"], os.environ | workspace | {"COLUMNS": columns})
    assert "2023Q1" in run.out
    assert run.out == run_apart(["status"], os.environ | workspace | {"COLUMNS": "80"}).out


def test_a_gbk_terminal_takes_a_rare_character_as_a_question_mark(small: Path) -> None:
    villages = small / "data" / "villages.csv"
    villages.write_text(villages.read_text("utf-8").replace("东一村", "𮧵滩村"), "utf-8")
    run = shell(small, ("village", "A1"), "", PYTHONIOENCODING="gbk")
    assert run.returncode == 0
    assert "?滩村" in run.stdout.decode("gbk")


@pytest.mark.parametrize("word", ["\udcff", "\x00", "a\x0bb", "东\u200b一村", "a\nb", "\u202e"])
@pytest.mark.parametrize("where", ["argument", "path", "QSQ_ACTOR", "QSQ_WORKSPACE"])
def test_words_that_are_no_text_are_refused(
    qsq: Qsq, small: Path, monkeypatch: pytest.MonkeyPatch, word: str, where: str
) -> None:
    if where.startswith("QSQ_"):
        if "\x00" in word:
            pytest.skip("the system's variables hold no such character")
        monkeypatch.setenv(where, word)
    words = {"argument": ("village", word), "path": ("ledger", "export", f"{small}/{word}")}
    run = qsq(*words.get(where, ("status",)), "--json", workspace=small)
    assert run.code == 2
    code = next(one for one in word if not one.isprintable())
    assert f"U+{ord(code):04X}" in run.answer["error"]["message"]


def test_bytes_that_are_no_text_are_refused(small: Path) -> None:
    run = shell(small, ("village", "--json"), "$'\\xff'")
    assert run.returncode == 2
    assert json.loads(run.stdout)["error"]["code"] == 2
