"""A part's tests with one fault after the other, run in a copy whose sources hold all of them.

All tests run once without a fault, which shows what functions each reaches. Then every fault is tried by the tests that
reach its function, the quickest first, up to the first that fails. What tests share (a fixture that is made once for all)
is reached by each of them, though only the first has it made. Each time the process forks that has found the tests
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
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import process_time
from typing import Any, NoReturn

import pytest
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state

from tests.mutants.texts import told_as_known

_NOBODY, _EVERYBODY = "", "stats"
"""What mutmut calls no fault, and no fault while it notes which functions are reached."""
_AT_LEAST, _TIMES = 20, 5
"""Seconds of work that a fault's tests may take, and how many times what they took without it."""

_AT_MOST = 3600
"""Seconds after which tests that only wait are given up; on a laden machine they stand still for long."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a test did without a fault.

    Attributes:
        seconds: of work, without what it shares.
        functions: what it reached, with what was reached to make what it shares.
        shared: seconds of work that what it shares takes, once for all, by its name.
    """

    seconds: float
    functions: list[str]
    shared: dict[str, float]


class Look:
    """A plugin of pytest that notes what is reached, and how long it takes, to make what tests share."""

    def __init__(self) -> None:
        self.reached: dict[str, set[str]] = {}
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Generator[None, object, object]:
        """Each fixture by itself; what else the test reached stays noted."""
        before = set(state()._stats)
        state()._stats.clear()
        start = process_time()
        try:
            return (yield)
        finally:
            if fixturedef.scope != "function":
                self.seconds[_name(fixturedef)] = process_time() - start
                self.reached[_name(fixturedef)] = set(state()._stats)
            state()._stats.update(before)

    def seen(self, items: Sequence[pytest.Item], session: pytest.Session) -> Iterator[Seen]:
        """What each test did; one that fails without a fault reached nothing."""
        set_mutant_under_test(_EVERYBODY)
        for item, following in _with_next(items):
            start, failed, made = process_time(), session.testsfailed, set(self.seconds)
            _run(item, following)
            seconds = process_time() - start - sum(self.seconds[one] for one in self.seconds.keys() - made)
            shared = {one: self.seconds[one] for one in map(_name, _fixtures(item)) if one in self.seconds}
            functions = state()._stats.union(*(self.reached[one] for one in shared))
            yield Seen(seconds, sorted(functions) if session.testsfailed == failed else [], shared)
            state()._stats.clear()


def _fixtures(item: pytest.Item) -> Iterator["pytest.FixtureDef[Any]"]:
    for named in item._fixtureinfo.name2fixturedefs.values():  # type: ignore[attr-defined]
        yield from named


def _name(fixture: "pytest.FixtureDef[Any]") -> str:
    return f"{fixture.baseid}::{fixture.argname}"


class Trial:
    """A plugin of pytest that runs its tests again and again."""

    def __init__(self, faults: Sequence[str], outcomes: Path) -> None:
        self._faults = faults
        self._outcomes = outcomes
        self._reaching: dict[str, list[pytest.Item]] = defaultdict(list)
        self._seen: dict[pytest.Item, Seen] = {}

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
            look = Look()
            session.config.pluginmanager.register(look)
            seen = (asdict(one) for one in look.seen(session.items, session))
            _end(lambda: told.write_text(json.dumps(list(seen)), "utf-8"))
        os.waitpid(child, 0)
        for item, seen in zip(session.items, json.loads(told.read_text("utf-8")), strict=True):
            self._seen[item] = Seen(**seen)
            for function in self._seen[item].functions:
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
        limit = int(process_time() + self._work(tests) * _TIMES + _AT_LEAST)
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
        of_file = defaultdict[Path, list[pytest.Item]](list)
        for item in tests:
            of_file[item.path].append(item)
        files = sorted(of_file.values(), key=self._work)
        return [item for file in files for item in sorted(file, key=lambda one: self._seen[one].seconds)]

    def _work(self, tests: Iterable[pytest.Item]) -> float:
        """Seconds that tests take together."""
        seen = [self._seen[item] for item in tests]
        shared = {name: seconds for one in seen for name, seconds in one.shared.items()}
        return sum(one.seconds for one in seen) + sum(shared.values())


def _with_next(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    yield from zip(items, [*items[1:], None], strict=True)


def _run(item: pytest.Item, following: pytest.Item | None) -> None:
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


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
    told_as_known()
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
