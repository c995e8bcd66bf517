"""The command line in a process of its own, with what it used: seconds of work and megabytes of memory."""

import gc
import json
import os
import re
import resource
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.processes import PROCESSES
from tests.run import Run

MOST_SECONDS, MOST_MB = 10, 512
"""What a command may take, whatever it is given."""

_PATIENCE = 150
"""Seconds after which a command hangs: the machine is laden, or it waits for something."""

_MOST_WORK = 40
"""Seconds of work after which the system ends it."""

_ROOM = 3 * 2**30
"""Bytes of address space, so that no bomb takes the machine along."""


@dataclass(frozen=True, slots=True)
class Used:
    """A command that ran, the seconds that it worked and the megabytes that it had at its most."""

    run: Run
    seconds: float
    megabytes: int


def used(words: Sequence[str], environment: dict[str, str] | None = None) -> Used:
    """Run a command; it must end."""
    variables = {**os.environ, **(environment or {})}
    with TemporaryDirectory() as name:
        folder = Path(name)
        process = PROCESSES.Process(target=_measured, args=(list(words), variables, folder))
        process.start()
        process.join(_PATIENCE)
        code = process.exitcode
        process.kill()
        process.join()
        assert code is not None, f"{words} hangs"
        out, err = ((folder / one).read_text("utf-8", "replace") for one in ("out", "err"))
        assert (folder / "used").exists(), f"{words} ended by {code}: {err[-2000:]}"
        seconds, megabytes = json.loads((folder / "used").read_text("utf-8"))
    return Used(Run(code, out, err), seconds, megabytes)


def _measured(words: list[str], variables: dict[str, str], folder: Path) -> None:
    os.environ.clear()
    os.environ.update(variables)
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT), number)
    sys.argv = ["qsq", *words]
    resource.setrlimit(resource.RLIMIT_AS, (_ROOM, _ROOM))
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_WORK, _MOST_WORK))
    gc.disable()  # as the program does where it begins: qsq/__main__.py
    before = _worked()
    from qsq.cli.terminal.main import main  # noqa: PLC0415 - in the language of this process

    code = main(words)
    (folder / "used").write_text(json.dumps([_worked() - before, _most_memory()]), "utf-8")
    os._exit(code)


def _worked() -> float:
    """Seconds of the processor for this process and those that it started."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def _most_memory() -> int:
    """Megabytes; what the starting process had does not count, as it would for `ru_maxrss`."""
    found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
    assert found, "this system does not tell what a process used"
    return int(found[1]) // 1024
