"""Damage of every kind, drawn at random: always an answer of the contract, never a fault of the program."""

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.conftest import Qsq, examples, small_workspace
from tests.intake.builders import (
    AWARDS,
    CHECK,
    HEADER,
    ISSUE,
    OBSERVATIONS,
    RULES,
    SCORE,
    SHORE,
    TOWN_SEEN,
    TOWN_SHEET,
    workbook,
)
from tests.run import Run

SMALL = Path(__file__).parents[1] / "small"
FILES = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*") if path.is_file())
CODES = {0, 2, 3, 4, 5}
"""The exit codes of the contract, save the one for faults of the program."""

PIECES = [
    *(b"", b"\n", b"\r", b"\t", b" ", b",", b'"', b"'", b"-", b"%", b"#", b": ", b"- ", b"|\n", b"?", b"---\n"),
    *(b"[", b"]", b"{", b"}", b"&a ", b"*a", b"<<: ", b"!!float ", b"!x ", b"\x00", b"\x08", b"\x85", b"\xff"),
    *(b"0", b"-1", b"1e999", b"1e-15", b"0x1F", b".nan", b".inf", b"NA", b"null", b"true", b"9" * 20, b"0.0000001"),
    *("\ufeff".encode(), "\u2028".encode(), "，".encode(), "是".encode(), "％".encode(), "镇".encode("gb18030")),
]  # fmt: skip
MENDING = settings(
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

Edit = tuple[float, int, bytes]
"""Where in a file, how many bytes of it go, and what comes in their place."""

EDITS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 40),
        st.one_of(st.sampled_from(PIECES), st.binary(min_size=1, max_size=4)),
    ),
    min_size=1,
    max_size=3,
)


def damaged(content: bytes, edits: list[Edit]) -> bytes:
    """The content with pieces of it replaced."""
    for share, length, piece in edits:
        start = int(share * len(content))
        content = content[:start] + piece + content[start + length :]
    return content


def assert_answered(run: Run) -> None:
    """An exit code of the contract, one JSON object, and places that a clerk can find."""
    assert run.code in CODES, run
    assert "Traceback" not in run.err
    error = run.answer.get("error")
    if error is None:
        assert run.code in {0, 4}
        return
    assert error["code"] == run.code
    assert (error["places"] != []) == (run.code in {3, 4})
    for place in error["places"]:
        assert set(place) == {"file", "where", "message"}
        assert place["file"].startswith(("rules", "data"))
        assert place["message"]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.torture
@settings(MENDING, max_examples=15)
@given(edits=EDITS)
def test_damaged_text_is_answered(file: str, edits: list[Edit], qsq: Qsq, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "small", ignore_errors=True)
    workspace = small_workspace(tmp_path)
    (workspace / file).write_bytes(damaged((SMALL / file).read_bytes(), edits))
    for command in (RULES, CHECK, SCORE, ISSUE, AWARDS):
        before = (workspace / "data/qsq.db").exists(), (workspace / "out").exists()
        run = qsq(*command, "--json", workspace=workspace)
        assert_answered(run)
        if run.code == 3:
            assert before == ((workspace / "data/qsq.db").exists(), (workspace / "out").exists())


@pytest.mark.more
@settings(MENDING, max_examples=examples(5, 100))
@given(one=st.sampled_from(FILES), other=st.sampled_from(FILES), share=st.floats(0, 1))
@example(one="rules/scheme.yaml", other="rules/2023/q1.yaml", share=0.0)
def test_a_file_that_goes_on_as_another_is_answered(
    one: str, other: str, share: float, qsq: Qsq, tmp_path: Path
) -> None:
    """As where a file was copied over half of another."""
    shutil.rmtree(tmp_path / "small", ignore_errors=True)
    workspace = small_workspace(tmp_path)
    content, further = (SMALL / one).read_bytes(), (SMALL / other).read_bytes()
    (workspace / one).write_bytes(content[: int(share * len(content))] + further[int(share * len(further)) :])
    for command in (RULES, SCORE, AWARDS):
        assert_answered(qsq(*command, "--json", workspace=workspace))


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A workbook of the town's observations, with a blank and a formula, as bytes."""
    path = tmp_path_factory.mktemp("sheet") / "town.xlsx"
    rows = [*SHORE[:2], ("B2", "shore.clean", None, "待核"), ("B3", "shore.clean", "=1+2", "")]
    workbook(path, 岸线=rows, 填表说明=[HEADER])
    return path.read_bytes()


def answer_to_sheet(content: bytes, qsq: Qsq, tmp_path: Path) -> Run:
    """What scoring says where the town handed in this workbook."""
    shutil.rmtree(tmp_path / "small", ignore_errors=True)
    workspace = small_workspace(tmp_path)
    (workspace / TOWN_SEEN).unlink()
    (workspace / TOWN_SHEET).write_bytes(content)
    return qsq(*SCORE, "--json", workspace=workspace)


@pytest.mark.more
@settings(MENDING, max_examples=examples(8, 150))
@given(edits=EDITS)
def test_a_damaged_workbook_is_answered(edits: list[Edit], sheet: bytes, qsq: Qsq, tmp_path: Path) -> None:
    assert_answered(answer_to_sheet(damaged(sheet, edits), qsq, tmp_path))


@pytest.mark.more
@settings(MENDING, max_examples=examples(10, 200))
@given(
    edits=EDITS,
    part=st.sampled_from(["worksheets/sheet1.xml", "sharedStrings.xml", "workbook.xml", "styles.xml"]),
)
def test_a_workbook_with_a_damaged_part_is_answered(
    edits: list[Edit], part: str, sheet: bytes, qsq: Qsq, tmp_path: Path
) -> None:
    """The archive is whole, what it holds is not: as some programs write it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet)) as archive, zipfile.ZipFile(made, "w") as other:
        for name in archive.namelist():
            content = archive.read(name)
            other.writestr(name, damaged(content, edits) if name == f"xl/{part}" else content)
    assert_answered(answer_to_sheet(made.getvalue(), qsq, tmp_path))


def test_a_folder_where_a_file_belongs_is_answered(qsq: Qsq, small: Path) -> None:
    for file in FILES:
        path = small / file
        content = path.read_bytes()
        path.unlink()
        path.mkdir()
        assert_answered(qsq(*SCORE, "--json", workspace=small))
        path.rmdir()
        path.write_bytes(content)
    (small / OBSERVATIONS / "folder.csv").mkdir()
    assert qsq(*SCORE, "--json", workspace=small).code == 0
