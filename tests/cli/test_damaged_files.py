"""Whatever a file holds, there is an answer: an exit code of the contract and JSON, never a traceback."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Qsq, small_workspace

FILES = sorted(
    path.relative_to(Path(__file__).parents[1] / "small").as_posix()
    for path in (Path(__file__).parents[1] / "small").rglob("*")
    if path.suffix in {".csv", ".yaml"}
)
PIECES = st.one_of(
    st.binary(max_size=6),
    st.sampled_from(
        [b"", b"\n", b",", b'"', b"NA", b"1e999", b"-1", b"\xef\xbb\xbf", b"\x00", b": ", b"- ", b"[", b"}", b"&a ", b"*a",
         "，".encode(), b"A1", b"T1", b"0x", b"!!python/name:os", b"\t", b"\r", b"%", b"#", b"|", b"~", b"9" * 40]
    ),
)  # fmt: skip


@pytest.mark.parametrize("file", FILES)
@settings(
    max_examples=30,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_damaged_file_gets_an_answer(file: str, data: st.DataObject, qsq: Qsq, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "small", ignore_errors=True)
    workspace = small_workspace(tmp_path)
    content = (workspace / file).read_bytes()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 8)))
    (workspace / file).write_bytes(content[:start] + data.draw(PIECES) + content[end:])
    for command in (
        ("score", "quarter", "2023Q1"),
        ("awards", "year", "2023", "--draft"),
        ("rules", "check"),
    ):
        run = qsq(*command, "--json", workspace=workspace)
        assert run.code in {0, 2, 3, 4, 5}, run
        assert ("error" in run.answer) == (run.code != 0)
