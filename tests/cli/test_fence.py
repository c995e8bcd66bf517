"""Nothing outside the workspace and no two villages in one file, whatever a register's codes and names are."""

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from qsq.api.workspace import Workspace
from qsq.year.desk import papers
from tests.conftest import Qsq, examples, small_workspace

pytestmark = pytest.mark.papers

WORST = ("a/../../../../precious", "A/1", "A_1", "a1", "A1", "CON", "..", "镇", "名单", "town", "x" * 150, "1-x", "A1.", "~", "é", "e\u0301", "/", "\\", "T1", "separate")  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(WORST), st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=5)
)
NAMED = st.tuples(TEXTS, TEXTS)
VILLAGES, TOWNS = ("A1", "A2", "A3", "B1", "B2", "B3"), ("T1", "T2")
PERIOD = "2023Q1"

Named = Sequence[tuple[str, str]]


def renamed(root: Path, villages: Named, towns: Named) -> Path:
    """The small county with other codes and names."""
    shutil.rmtree(root / "rules" / "2023" / "towns")
    (root / "data" / "2023" / "q1" / "observations" / "town.csv").unlink()
    codes = dict(zip((*VILLAGES, *TOWNS), (code for code, _name in (*villages, *towns)), strict=True))
    for table in root.joinpath("data").rglob("*.csv"):
        with table.open(encoding="utf-8", newline="") as file:
            rows = [[codes.get(cell, cell) for cell in row] for row in csv.reader(file)]
        if table.stem in {"villages", "towns"}:
            for row, (_code, name) in zip(
                rows[1:], {"villages": villages, "towns": towns}[table.stem], strict=True
            ):
                row[1] = name
        with table.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    return root


def all_papers(root: Path, villages: Named, towns: Named) -> dict[str, tuple[str, ...]]:
    """What a period writes for its villages and towns, by step."""
    workspace = Workspace(root, "clerk")
    written = {"issue": workspace.checklist.issue(PERIOD, on="2023-01-03").files}
    for code, _name in towns:
        written[f"dispatch {code}"] = workspace.checklist.dispatch(PERIOD, code, on="2023-01-04").files
    workspace.score.period(PERIOD, on="2023-04-03")
    written["feedback"] = workspace.score.feedback(PERIOD).files
    made = workspace.report("checklist", PERIOD, formats=["docx"], separate=True)
    written["separate"] = made.files
    for code, _name in villages:
        made = workspace.report("notice", PERIOD, formats=["xlsx"], village=code)
        written[f"village {code}"] = made.files
    for code, _name in towns:
        made = workspace.report("notice", PERIOD, formats=["xlsx"], town=code)
        written[f"town {code}"] = made.files
    return written


def as_disks_see(path: str) -> str:
    """Alike for a disk that knows neither case nor composition."""
    return normalize("NFD", normalize("NFD", path).casefold())


def outside(root: Path) -> set[str]:
    return {str(path) for path in root.parent.parent.rglob("*") if not path.is_relative_to(root)}


def must_be_fenced(folder: Path, villages: Named, towns: Named) -> None:
    """All papers lie in the workspace, and no two of what is written by different calls are one file."""
    (folder / "precious").mkdir()
    (folder / "precious" / "paper").write_text("to be kept", "utf-8")
    (folder / "county").mkdir()
    root = renamed(small_workspace(folder / "county"), villages, towns)
    before = outside(root)
    written = all_papers(root, villages, towns)
    assert outside(root) == before
    files = [file for call in written.values() for file in call]
    assert all((root / file).resolve() == root.resolve() / file for file in files)
    assert len({*map(as_disks_see, files)}) == len(files)
    folders = {as_disks_see(str(Path(file).parent)) for call in written.values() for file in call[:1]}
    assert len(folders) == len(written)
    assert len([file for file in written["issue"] if "/towns/" in file]) == len(villages)
    assert len(written["feedback"]) == len(towns)
    for code, _name in villages:
        assert len(written[f"village {code}"]) == 1
    assert len(written["separate"]) == 1 + len(villages) + len(towns)


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without PDF, whose fonts lack many a character."""
    monkeypatch.setattr(papers, "SENT_OUT", ())


@pytest.mark.usefixtures("_quick")
@pytest.mark.parametrize(
    "rest", [WORST[:8], WORST[8:16], ("A/1", "A_1", "a1", "A1", "T1", "镇", "t1", "T/1")]
)
def test_the_worst_codes_and_names_stay_within(tmp_path: Path, rest: tuple[str, ...]) -> None:
    named = [(code, name) for code, name in zip(rest, reversed(rest), strict=True)]
    must_be_fenced(tmp_path, named[:6], named[6:])


@pytest.mark.usefixtures("_quick")
@pytest.mark.more
@settings(max_examples=examples(1, 25), deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.lists(NAMED, min_size=8, max_size=8, unique_by=lambda named: named[0].strip()))
def test_any_codes_and_names_stay_within(named: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        must_be_fenced(Path(folder), named[:6], named[6:])


@pytest.mark.usefixtures("_quick")
def test_no_village_takes_the_sheet_of_its_town_or_of_another(tmp_path: Path) -> None:
    codes = ("镇", "a1", "A1", "x" * 31 + "1", "x" * 31 + "2", "'[:]'")
    root = renamed(small_workspace(tmp_path), [(code, code) for code in codes], [("T1", "东"), ("T2", "西")])
    workspace = Workspace(root, "clerk")
    workspace.score.period(PERIOD, on="2023-04-03")
    books = [CalamineWorkbook.from_path(str(root / file)) for file in workspace.score.feedback(PERIOD).files]
    assert [len(book.sheet_names) for book in books] == [4, 4]
    signed = [
        str(row)
        for book in books
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
    ]
    assert all(any(code in row for row in signed) for code in codes)


@pytest.mark.parametrize(
    ("linked", "words"),
    [
        ("out", ("checklist", "issue", PERIOD, "--on", "2023-01-03")),
        ("out/2023Q1", ("checklist", "issue", PERIOD, "--on", "2023-01-03")),
        ("out/2023Q1/checklist", ("checklist", "issue", PERIOD, "--on", "2023-01-03")),
        ("out/2023Q1/feedback", ("score", "feedback", PERIOD)),
        ("out/2023Q1/report", ("report", "circular", PERIOD)),
        ("out/board-draft", ("board", "build", "--draft")),
        ("out/.locks", ("score", "feedback", PERIOD)),
        ("backups", ("batch", "run", "--on", "2023-01-01")),
        ("log", ("batch", "run", "--on", "2023-01-01")),
    ],
)
def test_a_link_is_not_followed(
    qsq: Qsq, small: Path, tmp_path: Path, linked: str, words: Sequence[str]
) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "paper").write_text("to be kept", "utf-8")
    qsq("score", "quarter", PERIOD, workspace=small)
    (small / linked).parent.mkdir(parents=True, exist_ok=True)
    (small / linked).symlink_to(precious)
    run = qsq(*words, workspace=small)
    assert run.code == 1
    assert "a link is not followed" in run.out + run.err
    assert [path.name for path in precious.rglob("*")] == ["paper"]
    assert (small / linked).is_symlink()


def test_a_notice_of_a_village_is_that_of_its_town_alone(qsq: Qsq, small: Path) -> None:
    qsq("score", "quarter", PERIOD, workspace=small)
    run = qsq("report", "notice", PERIOD, "--village", "B2", "--format", "docx", "--json", workspace=small)
    assert run.answer["files"] == ["out/2023Q1/report/notice-village-B2/T2-西镇.docx"]
