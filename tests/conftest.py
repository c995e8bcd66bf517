"""What all tests share: the example workspaces, and the real command line run within this process."""

import gc
import io
import os
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

os.environ["QSQ_LANG"] = "en"
os.environ.pop("QSQ_WORKSPACE", None)
os.environ.pop("QSQ_ACTOR", None)

from qsq.cli.terminal.main import main
from qsq.year.desk import papers
from tests.run import Run

TORTURE = os.environ.get("QSQ_TORTURE") == "1"
"""Whether tests marked `more` try many examples (`make torture`) or few (`make test`)."""

# a laden machine is no fault of the program's
settings.register_profile("laden", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("laden")
settings.register_profile("mutants", deadline=None, derandomize=True, max_examples=5, database=None)

gc.set_threshold(10_000, 20, 20)


def pytest_collection_finish() -> None:
    """What was collected stays to the end: nobody looks for rubbish in it, which took a fourteenth of the time."""
    gc.freeze()


REPOSITORY = Path(__file__).parents[1]
EXAMPLES = REPOSITORY / "tests" / "examples"
"""Workspaces with the answers that they must give (CONTRACT.md section 10)."""


def examples(few: int, many: int) -> int:
    """How many examples a test marked `more` tries."""
    return many if TORTURE else few


Qsq = Callable[..., Run]


def called(*arguments: str | Path, workspace: Path | None = None) -> Run:
    """The command line, as `called("score", "quarter", "2023Q1", "--json", workspace=path)`."""
    where = [] if workspace is None else ["--workspace", str(workspace)]
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in ("out", "err"))
    with redirect_stdout(out), redirect_stderr(err):
        code = main([*where, *(str(argument) for argument in arguments)])
    return Run(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))


@pytest.fixture
def qsq() -> Qsq:
    """Runs the command line."""
    return called


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that the first worker to need it fills; to be read only, or copied."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "made-once" / name
    folder.parent.mkdir(exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            partial = folder.with_name(f"{name}.partial")
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir()
            make(partial)
            partial.rename(folder)
    return folder


def copied_once_made(made: Path, to: Path) -> Path:
    """A copy of a county that `made_once` made and that others may be reading.

    Left out are SQLite's own files beside the ledger: they come and go with its readers and hold nothing.
    """
    return Path(shutil.copytree(made, to, ignore=shutil.ignore_patterns("qsq.db-*")))


def example(name: str, to: Path) -> Path:
    """A copy of an example workspace."""
    folder = to / name
    shutil.copytree(EXAMPLES / name, folder, copy_function=shutil.copyfile)
    return folder


def rich_workspace(to: Path) -> Path:
    """A copy of the tests' county by months whose rules use every key; tests/cli/test_rich.py has its sums."""
    return _laid("rich", to)


def small_workspace(to: Path) -> Path:
    """A copy of the tests' own county: two towns, three villages each, two items, four methods."""
    return _laid("small", to)


def _laid(county: str, to: Path) -> Path:
    """A copy of a county that stands beside this file, read once: a thousand tests begin with one."""
    for path, content in _held(county).items():
        (to / county / path).parent.mkdir(parents=True, exist_ok=True)
        (to / county / path).write_bytes(content)
    return to / county


@cache
def _held(county: str) -> dict[Path, bytes]:
    folder = Path(__file__).parent / county
    return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """The county whose rules use every key."""
    return rich_workspace(tmp_path)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The tests' own county."""
    return small_workspace(tmp_path)


@pytest.fixture
def workbooks_alone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps write workbooks and no PDF or Word, which would take a third of the time.

    A test that looks at what a step sends out is marked `papers`; those of `make torture` send out everything.
    """
    if not {"papers", "torture"} & {mark.name for mark in request.node.iter_markers()}:
        monkeypatch.setattr(papers, "SENT_OUT", ())
