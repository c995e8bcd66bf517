"""Names that no sane office gives: shown as they are, or refused before anything is recorded."""

import re
import zipfile
from pathlib import Path

import pytest

from tests.cli.test_people_steps import dated, on_notice
from tests.conftest import Qsq
from tests.run import Run

FORMULA, LINK = "=1+1{{x}}<b>#*", "http://x.cn/村"

_AREA = r"\$?[A-Z]+\$?\d+:\$?[A-Z]+\$?\d+"
_COUNTS_EMPTY = re.compile(
    rf'("还缺"&amp;)?SUMPRODUCT\(\(LEN\({_AREA}\)&gt;0\)\*\(LEN\({_AREA}\)=0\)\)(-\d+)?|SUM\({_AREA}\)'.encode()
)
"""What forms count: cells that are still empty, behind their own word for it and no other."""


def renamed(root: Path, **names: str) -> Path:
    """The county with villages called otherwise."""
    villages = root / "data" / "villages.csv"
    text = villages.read_text("utf-8")
    for old, new in names.items():
        text = text.replace(old, new)
    villages.write_text(text, "utf-8")
    return root


def kinds(qsq: Qsq, root: Path) -> list[str]:
    return [event["kind"] for event in qsq("ledger", "log", "--json", workspace=root).answer["events"]]


def test_no_name_becomes_a_formula_or_a_link(qsq: Qsq, small: Path) -> None:
    renamed(small, 东一村=FORMULA, 东二村=LINK)
    rules = small / "rules" / "2023" / "q1.yaml"
    text = rules.read_text("utf-8").replace("title: 2023年一季度", "title: '=2023年一季度")
    rules.write_text(text.replace("任务清单\n", "任务清单'\n", 1), "utf-8")
    assert qsq("checklist", "issue", "2023Q1", "--on", "2023-01-01", workspace=small).code == 0
    assert qsq("score", "quarter", "2023Q1", workspace=small).code == 0
    assert qsq("score", "feedback", "2023Q1", workspace=small).code == 0
    assert qsq("report", "notice", "2023Q1", workspace=small).code == 0
    assert qsq("score", "quarter", "2023Q1", "--export", small / "q1.xlsx", workspace=small).code == 0
    books = list(small.rglob("*.xlsx"))
    assert len(books) > 10
    for book in books:
        with zipfile.ZipFile(book) as archive:
            sheets = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
        assert not any(b"hyperlink" in sheet for sheet in sheets), book
        formulas = {formula for sheet in sheets for formula in re.findall(rb"<f>(.*?)</f>", sheet)}
        assert not [one for one in formulas if not _COUNTS_EMPTY.fullmatch(one)], book


@pytest.mark.papers
def test_a_step_whose_papers_cannot_be_written_is_not_recorded(qsq: Qsq, small: Path, tmp_path: Path) -> None:
    def step(name: str, *words: str | Path) -> Run:
        words = dated(name, words)
        return qsq("score", name, "2023Q1", *words, "--actor", "clerk", "--json", workspace=small)

    renamed(small, 东二村="东😀村", 东三村="东🀄村")
    refused = on_notice(step, tmp_path)
    assert refused.code == 3
    assert [message.partition(";")[0] for *_place, message in refused.places] == [
        "no font has the character 😀 (U+1F600)",
        "no font has the character 🀄 (U+1F004)",
    ]
    assert "notice" not in kinds(qsq, small)
    assert not (small / "out" / "2023Q1" / "notice").exists()


@pytest.mark.parametrize("step", ["issue", "dispatch"])
def test_a_list_whose_papers_cannot_be_written_is_not_recorded(qsq: Qsq, small: Path, step: str) -> None:
    words = ["--town", "T1", "--actor", "T1-lead"] if step == "dispatch" else []
    if step == "dispatch":
        qsq("checklist", "issue", "2023Q1", "--on", "2023-01-01", workspace=small)
    folder = small / "out" / "2023Q1" / step if step == "dispatch" else small / "out"
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("no folder", "utf-8")
    before = kinds(qsq, small)
    assert qsq("checklist", step, "2023Q1", *words, "--on", "2023-01-02", workspace=small).code == 1
    assert kinds(qsq, small) == before


def test_hidden_characters_are_refused_with_their_cell(qsq: Qsq, small: Path) -> None:
    renamed(small, 东一村="东\u200b一村", 西二村="西\x0b二村")
    run = qsq("rules", "check", "--json", workspace=small)
    assert run.code == 3
    assert [(where, message.split(" in it")[0]) for _file, where, message in run.places] == [
        ("B2", "there is a hidden character U+200B"),
        ("B6", "there is a hidden character U+000B"),
    ]


def test_a_hidden_character_in_a_rule_is_refused_with_its_line(qsq: Qsq, small: Path) -> None:
    rules = small / "rules" / "2023" / "q1.yaml"
    rules.write_text(rules.read_text("utf-8").replace("name: 粮食生产", 'name: "粮\\u202e食"'), "utf-8")
    run = qsq("rules", "check", "--json", workspace=small)
    assert "U+202E" in run.places[0][2]


def test_a_very_long_name_has_a_shorter_file(qsq: Qsq, small: Path) -> None:
    renamed(small, 东一村="东" * 121)
    answer = qsq("checklist", "issue", "2023Q1", "--on", "2023-01-01", "--json", workspace=small).answer
    (file,) = [file for file in answer["files"] if "/A1-" in file]
    assert re.search("东~[0-9a-f]{12}[.]xlsx$", file)
    assert len(Path(file).name.encode()) < 200
