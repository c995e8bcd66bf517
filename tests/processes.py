"""Commands in processes of their own that soon start: forked from one that has imported what they need."""

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.run import Run

PROCESSES = multiprocessing.get_context("forkserver")
"""Where `Process` starts such a process."""

PROCESSES.set_forkserver_preload(
    [
        *("pytest", "typer", "rich.console", "rich.table", "chinese_calendar", "filelock", "jinja2"),
        *("qsq.year.batch.run", "qsq.api.workspace"),  # not qsq.cli: it speaks the language of its process
    ]
)
SECONDS = 120
"""How long a command may take."""


def run_apart(words: Sequence[str], environment: Mapping[str, str]) -> Run:
    """The command line as a process with this environment and no terminal."""
    (run,) = run_at_once([words], environment)
    return run


def run_at_once(calls: Sequence[Sequence[str]], environment: Mapping[str, str]) -> list[Run]:
    """Commands as processes that are started together."""
    with TemporaryDirectory() as name:
        folders = [Path(name) / str(number) for number in range(len(calls))]
        started = [
            PROCESSES.Process(target=_become, args=(list(words), dict(environment), folder))
            for words, folder in zip(calls, folders, strict=True)
        ]
        for folder, process in zip(folders, started, strict=True):
            folder.mkdir()
            process.start()
        return [_ended(*one) for one in zip(started, folders, strict=True)]


def _ended(process: BaseProcess, folder: Path) -> Run:
    process.join(SECONDS)
    code = process.exitcode
    process.kill()
    assert code is not None, "still running"
    return Run(code, *((folder / name).read_text("utf-8") for name in ("out", "err")))


def _become(words: list[str], environment: dict[str, str], folder: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT), number)
    sys.argv = ["qsq", *words]
    from qsq.__main__ import run  # noqa: PLC0415 - in this process

    run()
