"""A part's tests with one fault after the other, run in a copy whose sources hold all of them.

All tests run once without a fault, which shows what functions each reaches. Then every fault is tried by the tests that
reach its function, the quickest first, up to the first that fails. Each time the process forks that has found the tests
and run none: what a library has in other threads would be gone after a fork, and waited for without end.
"""

import json
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time
from typing import NoReturn

import pytest
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state

_NOBODY, _EVERYBODY = "", "stats"
"""What mutmut calls no fault, and no fault while it notes which functions are reached."""
_AT_LEAST, _TIMES = 20, 5
"""Seconds of work that a fault's tests may take, and how many times what they took without it."""

_AT_MOST = 3600
"""Seconds after which tests that only wait are given up; on a laden machine they stand still for long."""


class Trial:
    """A plugin of pytest that runs its tests again and again."""

    def __init__(self, faults: Sequence[str], outcomes: Path) -> None:
        self._faults = faults
        self._outcomes = outcomes
        self._reaching: dict[str, list[pytest.Item]] = defaultdict(list)
        self._seconds: dict[pytest.Item, float] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Instead of running all tests once."""
        self._look(session)
        with self._outcomes.open("w", encoding="utf-8", buffering=1) as told:
            for fault in self._faults:
                told.write(f"{fault} {self._outcome(session, fault)}\n")
        return True

    def _look(self, session: pytest.Session) -> None:
        """What each test takes and reaches; found in a process of its own, since no thread outlives a fork."""
        told = self._outcomes.with_suffix(".reached.json")
        child = os.fork()
        if child == 0:
            _end(lambda: told.write_text(json.dumps(list(_looked_at(session.items, session))), "utf-8"))
        os.waitpid(child, 0)
        for item, (seconds, functions) in zip(
            session.items, json.loads(told.read_text("utf-8")), strict=True
        ):
            self._seconds[item] = seconds
            for function in functions:
                self._reaching[function].append(item)

    def _outcome(self, session: pytest.Session, fault: str) -> str:
        tests = self._reaching.get(fault.partition("__mutmut_")[0], [])
        if not tests:
            return "unreached"
        folder = Path(tempfile.mkdtemp(prefix="mutant-"))
        child = os.fork()
        if child == 0:
            _end(lambda: self._minded(session, fault, tests, folder))
        _pid, status = os.waitpid(child, 0)
        shutil.rmtree(folder, ignore_errors=True)
        if os.WIFSIGNALED(status):
            return "timeout"
        return "killed" if os.WEXITSTATUS(status) else "survived"

    def _minded(
        self, session: pytest.Session, fault: str, tests: Sequence[pytest.Item], folder: Path
    ) -> bool:
        """Whether a test minds a fault; in a process of its own."""
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        usual = sum(self._seconds[item] for item in tests)
        limit = int(process_time() + usual * _TIMES + _AT_LEAST)
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
        signal.alarm(_AT_MOST)
        session.config._tmp_path_factory._basetemp = folder  # type: ignore[attr-defined]
        set_mutant_under_test(fault)
        for item, following in _with_next(self._quickest_first(tests)):
            _run(item, following)
            if session.testsfailed:
                return True
        return False

    def _quickest_first(self, tests: Sequence[pytest.Item]) -> list[pytest.Item]:
        """By files, so that what a file's tests share is made once."""
        of_file = defaultdict[Path, float](float)
        for item in tests:
            of_file[item.path] += self._seconds[item]
        return sorted(tests, key=lambda item: (of_file[item.path], item.path, self._seconds[item]))


def _with_next(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    yield from zip(items, [*items[1:], None], strict=True)


def _run(item: pytest.Item, following: pytest.Item | None) -> None:
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


def _looked_at(items: Sequence[pytest.Item], session: pytest.Session) -> Iterator[tuple[float, list[str]]]:
    """The seconds of work and the functions of each test; one that fails without a fault finds none."""
    set_mutant_under_test(_EVERYBODY)
    for item, following in _with_next(items):
        start, failed = process_time(), session.testsfailed
        _run(item, following)
        yield process_time() - start, sorted(state()._stats) if session.testsfailed == failed else []
        state()._stats.clear()


def _end(work: Callable[[], object]) -> NoReturn:
    """Do a forked process's work and end it: with 1 where that is true or breaks, else with 0."""
    ended = True
    try:
        ended = bool(work())
    finally:
        os._exit(ended)


def main() -> int:
    """Try the faults named in a file, a line each, with pytest's arguments; what came of each goes into another."""
    faults, outcomes, *arguments = sys.argv[1:]
    trial = Trial(Path(faults).read_text("utf-8").split(), Path(outcomes))
    quiet = [
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "--hypothesis-profile=mutants",
        "-m",
        "not torture",
    ]
    return int(pytest.main([*quiet, *arguments], plugins=[trial]))


if __name__ == "__main__":
    sys.exit(main())
