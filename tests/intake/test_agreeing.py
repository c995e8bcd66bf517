"""Rows that contradict themselves are refused, in whatever table they stand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qsq.domain.county.places import Register, Town, Village, VillageKind
from qsq.domain.faults import Faults
from qsq.intake.columns import Columns
from qsq.intake.forms.agreeing import NAMES, note_disagreement
from qsq.intake.tables import InputTable, read_file
from qsq.year.desk.files import DiskFolder

COLUMNS = Columns(("village_code",), (*NAMES, "task", "place"))
VILLAGES = (("A1", "东一村", "T1"), ("A2", "东二村", "T1"), ("B1", "西 一村", "T2"))
REGISTER = Register(
    (Town("T1", "东镇"), Town("T2", "西镇")),
    tuple(Village(code, name, town, VillageKind.VILLAGE) for code, name, town in VILLAGES),
    (),
)
WORDS = {"task": {"party.meeting": "开会", "party.study": "学习"}}


def noted(folder: Path, rows: str, *, sure: frozenset[str] = frozenset(), town: str = "") -> Iterator[str]:
    (folder / "t.csv").write_text(rows, "utf-8-sig")
    faults, reading = Faults(), Faults()
    table = read_file(DiskFolder(folder), "t.csv", COLUMNS, reading)
    assert isinstance(table, InputTable), reading.found
    note_disagreement(table, sure, town, REGISTER, WORDS, faults)
    return (f"{fault.place.where} {fault.message}" for fault in faults.found)


AGREE = (
    "村代码,镇名,村名\nA1,东镇,东一村\nA2,,\nZ9,东镇,别村\n",
    "村代码,任务\nA1 东一村,party.meeting 开会\nＡ2　东二村,party.study\nB1 西  一村,party.meeting\n",
    "村代码,地点\nA1,T2 西镇\nA1,学校 东边\n",
)


@pytest.mark.parametrize("rows", AGREE)
def test_rows_that_agree_are_left_alone(tmp_path: Path, rows: str) -> None:
    """A code that nobody knows, or words that begin with none, are told of by whoever reads the column."""
    assert list(noted(tmp_path, rows)) == []


def test_a_code_drawn_down_does_not_fit_its_words(tmp_path: Path) -> None:
    """A spreadsheet counts on when a cell is drawn down: A1 东一村, A2 东一村."""
    found = noted(tmp_path, "村代码,任务,地点\nA1 东一村,,\nA2 东一村,,T1 西镇\nA1,party.study 开会,\n")
    assert sorted(found) == [
        "A3 found “A2 东一村”, but A2 is 东二村; choose it from the list again",
        "B4 found “party.study 开会”, but party.study is 学习; choose it from the list again",
        "C3 found “T1 西镇”, but T1 is 东镇; choose it from the list again",
    ]


def test_names_beside_another_code_were_mixed_up(tmp_path: Path) -> None:
    rows = "村代码,镇名,村名\nA1,东镇,东二村\nB1,东镇,西 一村\n"
    assert [one.partition(" ")[0] for one in noted(tmp_path, rows)] == ["C2", "B3"]
    locked = frozenset({"village_code", *NAMES})
    assert list(noted(tmp_path, rows, sure=locked)) == [], "what is as it was printed is right"


def test_another_towns_row_is_refused_in_a_towns_form(tmp_path: Path) -> None:
    rows = "村代码,地点\nA1 东一村,T1 东镇\nB1 西 一村,\nA2,T2\n"
    assert list(noted(tmp_path, rows)) == []
    assert list(noted(tmp_path, rows, town="T1")) == [
        "A3 “B1 西 一村” is of 西镇, the form is of 东镇; enter it in the form of 西镇",
        "B4 “T2” is of 西镇, the form is of 东镇; enter it in the form of 西镇",
    ]
