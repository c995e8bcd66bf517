"""What Windows lacks is not needed: modules, signals and users of POSIX, a terminal or a pipe in UTF-8."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

_BARE = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def on_windows(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A call of tests/windows.py, where UTF-8 is the default of nothing."""
    call = [sys.executable, "-X", "warn_default_encoding", "-m", "tests.windows", *map(str, words)]
    ours = {"PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "0"}
    run = subprocess.run(
        call, env=_BARE | ours | environment, cwd=REPOSITORY, capture_output=True, check=False
    )
    assert run.returncode == 0, run.stderr.decode(errors="replace")
    return run


@pytest.mark.torture
def test_every_module_is_imported_without_posix() -> None:
    run = on_windows("imports")
    assert int(run.stdout) > 300
    assert run.stderr == b""


@pytest.mark.torture
def test_a_quarter_is_issued_marked_and_hung_up_without_posix(tmp_path: Path) -> None:
    on_windows("quarter", tmp_path)


@pytest.mark.torture
def test_a_year_without_posix(tmp_path: Path) -> None:
    on_windows("year", tmp_path)


@pytest.mark.parametrize("encoding", ["cp936", "cp1252"])
def test_people_read_what_the_code_page_of_an_office_has_and_programs_all(small: Path, encoding: str) -> None:
    words = ("village", "A1", "--workspace", small)
    people = on_windows(*words, PYTHONIOENCODING=encoding, QSQ_LANG="zh").stdout.decode(encoding)
    assert ("东一村" in people) is (encoding == "cp936")
    assert "A1" in people
    answer = json.loads(on_windows(*words, "--json", PYTHONIOENCODING=encoding).stdout)
    assert answer["village"]["village_name"] == "东一村"
