"""村名册: the register of villages handed out to the towns, corrected there and entered again."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from tests.cli.test_people_forms import take, told
from tests.conftest import Qsq, called
from tests.run import Run

LAY = "checklist villages --file"
HEADS = ("村代码", "现况", "新村代码", "村名", "类型", "分组", "参评", "镇代码")
Cells = Mapping[str, object]


def corrected(
    county: Path, town: str, entries: Mapping[str, Cells], new: tuple[Cells, ...] = (), name: str = "名册"
) -> Path:
    """A town's form, handed out and filled in: what stands in a village's row, and rows of new ones."""
    assert take(county, "checklist villages").code == 0
    path = county / "out" / "villages" / f"{town}-村名册.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["村名册"]
    at = next(row for row in sheet.iter_rows() if row[0].value == "村代码")
    assert tuple(cell.value for cell in at) == HEADS
    empty = iter([row for row in sheet.iter_rows(min_row=at[0].row + 1) if not row[0].value])
    known = {row[0].value: row for row in sheet.iter_rows(min_row=at[0].row + 1)}
    for row, said in [
        *((known[code], said) for code, said in entries.items()),
        *zip(empty, new, strict=False),
    ]:
        for heading, value in said.items():
            row[HEADS.index(heading)].value = value
    target = county.parent / f"{name}.xlsx"
    book.save(target)
    return target


def register_of(county: Path) -> list[str]:
    return (county / "data" / "villages.csv").read_text("utf-8-sig").splitlines()


def places(run: Run) -> list[str]:
    return [where.rpartition("!")[2] for _file, where, _what in run.places]


def test_renamed_left_moved_and_new_villages_are_entered(small: Path) -> None:
    file = corrected(
        small,
        "东镇",
        {"A1": {"村名": "东新村"}, "A2": {"参评": "否"}, "A3": {"镇代码": "T2 西镇", "分组": "平原"}},
        ({"新村代码": "A4", "村名": "东四社区", "类型": "社区"},),
    )
    before = told(small)
    done = take(small, LAY, file)
    assert done.code == 0
    answer = {"period": "", "file": "data/villages.csv", "rows": 4, "recorded": 4}
    assert done.answer.items() >= answer.items()
    assert register_of(small) == [
        "village_code,village_name,town_code,kind,group,evaluated",
        "A1,东新村,T1,village,,yes",
        "A2,东二村,T1,village,,no",
        "A3,东三村,T2,village,平原,yes",
        "B1,西一村,T2,village,,yes",
        "B2,西二村,T2,village,,yes",
        "B3,西三村,T2,village,,yes",
        "A4,东四社区,T1,community,,yes",
    ]
    assert told(small) == before
    assert take(small, LAY, file).answer["recorded"] == 0, "what was entered is entered once"
    assert called("rules", "check", workspace=small).code == 0


def test_a_form_that_changes_nothing_writes_nothing(small: Path) -> None:
    before = (small / "data" / "villages.csv").read_bytes()
    done = take(small, LAY, corrected(small, "东镇", {}))
    assert (done.code, done.answer["rows"], done.answer["recorded"]) == (0, 3, 0)
    assert (small / "data" / "villages.csv").read_bytes() == before


def test_what_the_office_changed_meanwhile_is_not_lost(small: Path) -> None:
    """Rows that the town left alone stand as the office has them now; one that both changed is refused."""
    left = corrected(small, "东镇", {"A2": {"分组": "山区"}})
    both = corrected(small, "东镇", {"A1": {"村名": "东甲村"}}, name="两处改")
    table = small / "data" / "villages.csv"
    table.write_text("名册，街道办改过\n" + table.read_text("utf-8").replace("东一村", "东大村"), "utf-8")
    assert take(small, LAY, left).code == 0
    assert register_of(small)[0] == "名册，街道办改过"
    assert "A1,东大村,T1,village,,yes" in register_of(small)
    assert "A2,东二村,T1,village,山区,yes" in register_of(small)
    refused = take(small, LAY, both)
    assert (refused.code, places(refused)) == (3, ["A6"])
    assert "东镇 · 东大村 · 村 · 参评" in refused.places[0][2]


FAULTS: Mapping[str, tuple[Mapping[str, Cells], tuple[Cells, ...], list[str]]] = {
    "empty cells": ({"A1": {"村名": None, "类型": None, "参评": None}}, (), ["D6", "E6", "G6"]),
    "a word that is none": ({"A2": {"类型": "乡村", "参评": "撤销"}}, (), ["E7", "G7"]),
    "a code that is taken": ({}, ({"新村代码": "B1", "村名": "东四村", "类型": "村"},), ["C9"]),
    "a new village without a code": ({}, ({"村名": "东四村", "类型": "村"},), ["C9"]),
    "a code twice": (
        {},
        (
            {"新村代码": "A4", "村名": "东四村", "类型": "村"},
            {"新村代码": "A4", "村名": "东五村", "类型": "村"},
        ),
        ["C10"],
    ),
    "a code that became a number": (
        {},
        ({"新村代码": 431181101201, "村名": "东四村", "类型": "村"},),
        ["C9"],
    ),
    "a known village with a new code": ({"A1": {"新村代码": "A9"}}, (), ["C6"]),
    "a name that is taken": ({"A1": {"村名": "东二村"}}, (), ["A6"]),
    "no such town": ({"A1": {"镇代码": "T9 南镇"}}, (), ["H6"]),
    "a locked code": ({"A1": {"村代码": "A7"}}, (), ["A6"]),
    "a row taken out": ({"A1": dict.fromkeys(HEADS)}, (), ["row 5"]),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_faults_are_told_by_cell_and_nothing_is_entered(
    fault: tuple[Mapping[str, Cells], tuple[Cells, ...], list[str]], small: Path
) -> None:
    entries, new, wanted = fault
    before = (small / "data" / "villages.csv").read_bytes()
    run = take(small, LAY, corrected(small, "东镇", entries, new))
    assert (run.code, sorted(places(run))) == (3, sorted(wanted)), run.out
    assert (small / "data" / "villages.csv").read_bytes() == before


def test_somebody_has_to_take_part(small: Path) -> None:
    out = {code: {"参评": "否"} for code in ("A1", "A2", "A3")}
    assert take(small, LAY, corrected(small, "东镇", out)).code == 0
    west = {code: {"参评": "否"} for code in ("B1", "B2", "B3")}
    assert take(small, LAY, corrected(small, "西镇", west)).code == 3


def test_a_town_corrects_its_own_and_takes_no_others(small: Path) -> None:
    mine = corrected(small, "东镇", {"A1": {"村名": "东新村"}})
    away = corrected(small, "东镇", {"A2": {"镇代码": "T2 西镇"}}, name="划转")
    assert take(small, LAY, mine, actor="T2-lead").code == 5
    assert take(small, LAY, away, actor="T1-lead").code == 5
    assert take(small, LAY, mine, actor="T1-lead").code == 0


def test_it_is_taken_in_by_the_inbox_whatever_it_is_called(small: Path) -> None:
    (small / "inbox").mkdir()
    shutil.copyfile(corrected(small, "西镇", {"B1": {"村名": "西新村"}}), small / "inbox" / "新建.xlsx")
    run = take(small, "inbox --on 2023-01-03")
    assert [(one["form"], one["unit"], one["outcome"]) for one in run.answer["files"]] == [
        ("register", "town:T2", "taken")
    ]
    assert "B1,西新村,T2,village,,yes" in register_of(small)


def test_an_offices_own_table_says_what_it_says(small: Path) -> None:
    """Columns that it lacks leave things as they are; a village that nobody knows is no new one."""
    file = small.parent / "自己的表.csv"
    file.write_text("村代码,村名,类型\nA1,东新村,社区\nB3,西三村,村\n", "utf-8-sig")
    assert take(small, LAY, file).answer["recorded"] == 1
    assert "A1,东新村,T1,community,,yes" in register_of(small)
    file.write_text("村代码,村名,类型\nA8,东八村,村\n", "utf-8-sig")
    assert (take(small, LAY, file).code, take(small, LAY, file).places[0][1]) == (3, "A2")


def test_people_are_told_how_many_rows_were_entered(small: Path) -> None:
    file = corrected(small, "东镇", {"A1": {"村名": "东新村"}})
    run = called("checklist", "villages", "--file", file, "--actor", "clerk", workspace=small)
    assert "1" in run.out
    assert "data/villages.csv" in run.out


def test_a_table_that_leaves_villages_out_changes_none_of_them_and_says_so(qsq: Qsq, small: Path) -> None:
    file = small.parent / "名册.csv"
    file.write_text("村代码,村名,类型\nA1,东新村,村\n", "utf-8-sig")
    run = qsq("checklist", "villages", "--file", file, "--actor", "clerk", workspace=small)
    assert run.out == "1 row, 1 change written into data/villages.csv\n"
    assert "2 villages of the same towns are not in it and stay as they are: 东二村、东三村" in run.err
    assert len(register_of(small)) == 1 + 6
    again = qsq("checklist", "villages", "--file", file, "--actor", "clerk", workspace=small)
    assert again.out == "1 row, nothing changed in data/villages.csv\n"


@pytest.mark.parametrize(("more", "last"), [(8, "增8村"), (9, "增8村…")])
def test_of_many_villages_that_are_left_out_the_first_ten_are_named(
    qsq: Qsq, small: Path, more: int, last: str
) -> None:
    villages = small / "data" / "villages.csv"
    rows = "".join(f"A9{number},增{number}村,T1,village\n" for number in range(1, more + 1))
    villages.write_text(villages.read_text("utf-8") + rows, "utf-8")
    file = small.parent / "名册.csv"
    file.write_text("村代码,村名,类型\nA1,东新村,村\n", "utf-8-sig")
    told = qsq("checklist", "villages", "--file", file, "--actor", "clerk", workspace=small).err
    assert f"{2 + more} villages of the same towns" in told
    assert f"、{last};" in told


def test_a_table_without_villages_is_refused(small: Path) -> None:
    file = small.parent / "名册.csv"
    file.write_text("村代码,村名,类型\n", "utf-8-sig")
    run = take(small, LAY, file)
    assert (run.code, ["no village stands in it" in what for _file, _where, what in run.places]) == (
        3,
        [True],
    )
