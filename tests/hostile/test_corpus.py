"""Every hostile input by the real command line: refused with its places, or answered rightly; nothing else happens."""

import signal
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet

from tests.conftest import called, small_workspace
from tests.hostile import of_archives, of_csv, of_forms, of_ledgers, of_workbooks, of_workspaces, of_yaml
from tests.hostile.apart import MOST_MB, MOST_SECONDS, used
from tests.hostile.case import Case
from tests.run import Run

if not hasattr(signal, "alarm"):
    pytest.skip("this system interrupts nobody", allow_module_level=True)

CASES = (
    *of_yaml.CASES,
    *of_csv.CASES,
    *of_workbooks.CASES,
    *of_archives.CASES,
    *of_forms.CASES,
    *of_workspaces.CASES,
    *of_ledgers.CASES,
)
LIGHT, HEAVY = ([case for case in CASES if case.heavy is heavy] for heavy in (False, True))
SECRET = "GEHEIM-7f3a"  # noqa: S105 - what lies outside and must not be read


def state(folder: Path) -> Mapping[str, object]:
    """All that lies in a folder: what files hold, where links lead, and what else there is."""
    return {str(path.relative_to(folder)): _what(path) for path in folder.rglob("*") if _is_kept(path)}


def _is_kept(path: Path) -> bool:
    """Whether a file stays: SQLite's own beside the ledger come and go with its readers."""
    return not path.name.startswith("qsq.db-")


def _what(path: Path) -> object:
    if path.is_symlink():
        return path.readlink()
    if not path.is_file():
        return path.stat().st_mode
    size = path.stat().st_size
    return size, path.read_bytes() if size < 10_000_000 else b""


def laid(case: Case, folder: Path) -> tuple[Path, Mapping[str, object]]:
    """The county with the input in it, beside a folder that is none of its business; and all that lies there."""
    root = small_workspace(folder / "county")
    outside = folder / "outside"
    outside.mkdir()
    (outside / "secret.csv").write_text(f"village_code,village_name\n{SECRET},{SECRET}\n", "utf-8")
    case.lay(root)
    return root, state(folder)


def words_of(case: Case, root: Path) -> list[str]:
    """The call, with the workspace in it."""
    where = () if case.words[0] == "proof" else ("--workspace", str(root))
    return [word.replace("{root}", str(root)) for word in (*case.words, "--json", *where)]


def must_do_no_harm(case: Case, run: Run, folder: Path, before: Mapping[str, object]) -> None:
    """The answer is the one that is wanted, and nothing was read or written that is not the county's."""
    assert run.code == case.code, (run.code, run.out[:2000], run.err[:2000])
    assert "Traceback" not in run.err
    assert "fault of the program" not in run.out
    error = run.answer.get("error")
    if error is not None:
        assert error["code"] == run.code
        assert bool(error["places"]) or run.code != 3
    assert case.says in run.out
    assert SECRET not in run.out + run.err
    after = state(folder)
    assert [
        one for one in {*after, *before} if one.startswith("outside") and after.get(one) != before.get(one)
    ] == []
    assert [one for one in after if one.endswith((".tmp", ".old"))] == []
    if run.code != 0 and case.words[0] != "inbox":
        changed = [one for one in {*after, *before} if after.get(one) != before.get(one)]
        made = "data/qsq.db" if case.words[:2] == ("ledger", "import") else "/out"
        assert [one for one in changed if made not in one] == []


def share() -> list[ParameterSet]:
    """The light inputs; `make test` tries one of so many."""
    marks = ((), (pytest.mark.torture,))
    return [
        pytest.param(case, id=case.name, marks=marks[number % _ONE_OF != 0])
        for number, case in enumerate(LIGHT)
    ]


_ONE_OF = 8
_PATIENCE = 150
"""Seconds after which a command hangs."""


@pytest.fixture
def patience() -> Iterator[None]:
    """A command that waits without end is interrupted."""
    signal.alarm(_PATIENCE)
    yield
    signal.alarm(0)


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize("case", share())
def test_a_hostile_input_does_no_harm(case: Case, tmp_path: Path) -> None:
    root, before = laid(case, tmp_path)
    started = time.process_time()
    run = called(*words_of(case, root))
    assert time.process_time() - started < MOST_SECONDS
    must_do_no_harm(case, run, tmp_path, before)


@pytest.mark.torture
@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_hostile_input_takes_little_time_and_memory(case: Case, tmp_path: Path) -> None:
    root, before = laid(case, tmp_path)
    found = used(words_of(case, root))
    must_do_no_harm(case, found.run, tmp_path, before)
    assert found.seconds < MOST_SECONDS
    assert found.megabytes < MOST_MB
