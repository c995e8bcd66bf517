"""A process that lacks what Windows lacks, and there imports qsq, runs a command, a quarter or a year: `python -m tests.windows`.

Whatever qsq opens without naming an encoding is an error, since Windows would take the office's code page.
"""

import importlib
import importlib.abc
import os
import pkgutil
import signal
import sys
import warnings
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

MODULES = frozenset({"fcntl", "grp", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"})
OF_OS = (
    *("chown", "fchmod", "fchown", "fork", "getegid", "geteuid", "getgid", "getpgid", "getuid", "killpg"),
    *("lchown", "mkfifo", "nice", "setsid", "setuid", "statvfs"),
)
"""Not `uname`, which numpy asks wherever it finds itself on Linux."""
OF_SIGNAL = ("SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGUSR1", "alarm", "pause")


class _Lacking(importlib.abc.MetaPathFinder):
    """Finds no module of `MODULES`."""

    def find_spec(self, name: str, _path: Sequence[str] | None, _target: Any = None) -> None:
        """As Python says that there is no such module."""
        if name in MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def take_away() -> None:
    """Leave this process what Windows has."""
    for name in MODULES & sys.modules.keys():
        del sys.modules[name]
    sys.meta_path.insert(0, _Lacking())
    for module, names in ((os, OF_OS), (signal, OF_SIGNAL)):
        for name in names:
            delattr(module, name)
    warnings.filterwarnings("error", category=EncodingWarning, module=r"qsq(\..*)?$")


def imported() -> int:
    """Import every module; how many there are."""
    import qsq  # noqa: PLC0415 - after what lacks was taken away

    names = [one.name for one in pkgutil.walk_packages(qsq.__path__, "qsq.")]
    for name in names:
        importlib.import_module(name)
    return len(names)


def quarter(folder: Path) -> None:
    """The tests' own county, its list issued, its result marked, looked at and kept."""
    from tests.conftest import called, small_workspace  # noqa: PLC0415 - after what lacks was taken away

    small = small_workspace(folder)
    for words in (
        ("checklist", "issue", "2023Q1", "--on", "2023-01-02"),
        ("score", "quarter", "2023Q1", "--on", "2023-04-03"),
        ("score", "feedback", "2023Q1", "--on", "2023-04-03"),
        ("outbox", "--on", "2023-04-04"),
        ("batch", "crontab"),
        ("board", "build", "--draft"),
        ("ledger", "backup", folder / "copy.db"),
        ("ledger", "verify"),
    ):
        run = called(*words, workspace=small)
        assert run.code == 0, (words, run.out, run.err)


def year(folder: Path) -> None:
    """The tests' own county from its first list to its prizes, the batch on every day on which people act."""
    from tests.cli.a_year import People, county  # noqa: PLC0415 - after what lacks was taken away
    from tests.conftest import called  # noqa: PLC0415

    people = People(called, folder, county(folder))
    people.then(date(2023, 1, 1), lambda _day: None)
    while people.planned:
        day = min(people.planned)
        people.qsq("batch", "run", "--on", str(day), "--json", workspace=people.root)
        people.act(day)
    last = people.qsq("batch", "run", "--on", "2024-12-31", "--json", workspace=people.root)
    assert (last.code, last.answer["waiting"]) == (0, []), last.out


if __name__ == "__main__":
    take_away()
    what, *rest = sys.argv[1:]
    if what == "imports":
        sys.stdout.write(f"{imported()}\n")
    elif what in {"quarter", "year"}:
        {"quarter": quarter, "year": year}[what](Path(*rest))
    else:
        from qsq.__main__ import run

        sys.argv[1:] = [what, *rest]
        run()
