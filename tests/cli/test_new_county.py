"""A new county from what its office has: a name, a list of villages; nothing of another county is left in it."""

import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Qsq

LIST = """东安县村（社区）名册,,,,
序号,乡镇（街道）,行政村（社区）名称,统计用区划代码,人口
1,白牙市镇,舜皇社区居民委员会,431122100001,5000
2,白牙市镇,大枧塘村民委员会,431122100200,2100
3,,桃源村,431122100201,1800
4,大庙口镇,林场村,431122101200,900
5,大庙口镇,桃源村,431122101201,800
"""
VILLAGES = [
    "village_code,village_name,town_code,kind,group",
    "431122100001,舜皇社区,01,community,",
    "431122100200,大枧塘村,01,village,",
    "431122100201,桃源村,01,village,",
    "431122101200,林场村,02,village,",
    "431122101201,桃源村,02,village,",
]


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    file = tmp_path / "名册.csv"
    file.write_text(LIST, "gb18030")
    return file


def made(qsq: Qsq, listed: Path, *words: str) -> Path:
    folder = listed.parent / "dongan"
    told = ("--name", "东安县", "--code", "431122", "--places", listed, "--year", "2023")
    run = qsq("init", folder, *told, *words, "--json")
    assert run.code == 0, run.out
    return folder


def text_of(folder: Path) -> str:
    files = (file for file in folder.rglob("*") if file.suffix in {".yaml", ".csv"})
    return "".join(file.read_text("utf-8-sig") for file in files)


def test_towns_and_villages_of_any_table_are_taken(qsq: Qsq, listed: Path) -> None:
    data = made(qsq, listed) / "data"
    assert (data / "villages.csv").read_text("utf-8-sig").splitlines() == VILLAGES
    assert (data / "towns.csv").read_text("utf-8-sig").splitlines() == [
        "town_code,town_name",
        "01,白牙市镇",
        "02,大庙口镇",
    ]


def test_the_new_county_is_ready_to_issue(qsq: Qsq, listed: Path) -> None:
    folder = made(qsq, listed)
    assert qsq("rules", "check", "--json", workspace=folder).code == 0
    first = qsq("next", "--on", "2023-02-01", "--json", workspace=folder).answer["actions"][0]
    assert first["command"].startswith("qsq checklist issue 2023Q1 --actor city-1 --on 2023-02-01")
    lines = (folder / "data" / "officials.csv").read_text("utf-8-sig").splitlines()
    assert "01-lead,白牙市镇党委书记,town:01,leader" in lines
    assert "431122100200-sec,白牙市镇大枧塘村党组织书记,village:431122100200,secretary" in lines


def test_nothing_of_another_county_is_in_its_texts(qsq: Qsq, listed: Path) -> None:
    text = text_of(made(qsq, listed))
    assert [
        word for word in ("祁阳", "永州", "湖南", "某市", "三创三强", "市委", "市农业") if word in text
    ] == []
    assert "city: {code: '431122', name: 东安县, level: 县}" in text


def test_its_tables_open_rightly_in_excel(qsq: Qsq, listed: Path) -> None:
    tables = list((made(qsq, listed) / "data").rglob("*.csv"))
    assert len(tables) > 6
    assert [file.name for file in tables if not file.read_bytes().startswith(b"\xef\xbb\xbf")] == []


def test_own_departments_take_the_place_of_the_usual_ones(qsq: Qsq, listed: Path) -> None:
    folder = made(qsq, listed, "--departments", "县农业农村局、县委组织部，县文旅局")
    assert (folder / "data" / "departments.csv").read_text("utf-8-sig").splitlines() == [
        "department,name",
        "agriculture,县农业农村局",
        "organisation,县委组织部",
        "县文旅局,县文旅局",
    ]
    assert qsq("rules", "check", "--json", workspace=folder).code == 0


def test_a_list_that_lacks_names_is_refused_with_its_cells(qsq: Qsq, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("镇名,村名,村代码\n甲镇,,1\n甲镇,乙村,2\n甲镇,丙村,2\n", "utf-8")
    run = qsq("init", tmp_path / "new", "--name", "某县", "--places", file, "--json")
    assert run.code == 3
    assert [(where, told.split(";")[0].split(",")[0]) for _file, where, told in run.places] == [
        ("B2", "village_name is empty"),
        ("C4", "2 stands twice"),
    ]
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(("name", "code"), [("东安", 2), ("东'安县", 2), ("东安县", 0)])
def test_a_name_says_what_texts_call_the_county(qsq: Qsq, tmp_path: Path, name: str, code: int) -> None:
    assert qsq("init", tmp_path / "new", "--name", name).code == code


@pytest.mark.parametrize("name", [f"{sign}东安县" for sign in "*&!@`%|>-?=+（"])
def test_a_name_that_would_be_none_in_a_rule_file_is_refused(qsq: Qsq, tmp_path: Path, name: str) -> None:
    """Names stand there without quotation marks."""
    for words in (("--name", name), ("--name", "东安县", "--departments", f"县农业农村局、{name}")):
        run = qsq("init", tmp_path / "new", *words, "--json")
        assert (run.code, "without signs" in run.answer["error"]["message"]) == (2, True)
        assert not (tmp_path / "new").exists()


def test_a_workspace_within_a_workspace_is_refused(qsq: Qsq, small: Path) -> None:
    run = qsq("init", small / "data" / "new", "--json")
    assert run.code == 2
    assert "lies in the workspace" in run.answer["error"]["message"]
    assert not (small / "data" / "new").exists()


def test_questions_at_a_terminal_make_the_same_county(qsq: Qsq, listed: Path) -> None:
    keys = f"东安县\n431122\n{listed.name}\n\n\n"
    person, program = pty.openpty()
    environment = os.environ | {"QSQ_LANG": "en", "TERM": "dumb", "PYTHONPATH": str(REPOSITORY)}
    call = [sys.executable, "-m", "qsq", "init", "asked", "--year", "2023"]
    with subprocess.Popen(
        call, stdin=program, stdout=program, stderr=program, env=environment, cwd=listed.parent
    ):
        os.close(program)
        os.write(person, keys.encode())
        with suppress(OSError):
            while os.read(person, 4096):
                pass
    os.close(person)
    assert text_of(listed.parent / "asked") == text_of(made(qsq, listed))


def test_targets_come_from_the_period_before(qsq: Qsq, small: Path) -> None:
    run = qsq("init", "--next", "--json", workspace=small)
    table = small / "data" / "2023" / "q2" / "targets.csv"
    before = small / "data" / "2023" / "q1" / "targets.csv"
    assert run.answer["targets"] == {
        "data/2023/q2/targets.csv": len(before.read_text("utf-8").splitlines()) - 1
    }
    assert table.read_bytes() == before.read_bytes()


def test_targets_that_nobody_set_are_said_to_be_empty(qsq: Qsq, small: Path) -> None:
    (small / "data" / "2023" / "q1" / "targets.csv").unlink()
    run = qsq("init", "--next", workspace=small)
    assert "data/2023/q2/targets.csv is empty" in run.out
