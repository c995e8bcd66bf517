"""A town's form that is refused is given back with its faulty cells red; mended, it is taken and the copy goes."""

import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.an_inbox import form_of, inbox, said
from tests.cli.test_people_forms import called_in, issued, on_notice, take, written
from tests.conftest import Qsq

RED = "FFFF7C80"


@dataclass(frozen=True, slots=True)
class Case:
    """A form of a town, filled in wrong.

    Attributes:
        before: what the county does first.
        made: the command that hands it out; empty where a step did.
        form: where it lies, in out/.
        step: the command that takes it.
        cells: what is filled in, by the cell's column and the row's first or second cell.
        wrong: of these, the one that is refused.
        right: what it is mended to.
        back: what the copy is called, in out/.
    """

    before: Callable[[Path], object]
    made: str
    form: str
    step: str
    cells: Mapping[tuple[str, str], object]
    wrong: tuple[str, str]
    right: object
    back: str


CASES = {
    "acceptances": Case(
        issued,
        "",
        "2023Q1/dispatch/T1-东镇/2023年一季度-东镇-接单登记表.xlsx",
        "checklist accept 2023Q1 --on 2023-01-06 --file",
        {("A1", "已接单"): "√", ("A2", "已接单"): "收到"},
        ("A2", "已接单"),
        "√",
        "2023Q1/returned/2023年一季度-东镇-接单登记表（退回）.xlsx",
    ),
    "the register": Case(
        issued,
        "checklist villages",
        "villages/东镇-村名册.xlsx",
        "checklist villages --file",
        {("A1", "村名"): "东新村", ("A2", "参评"): "也许"},
        ("A2", "参评"),
        "否",
        "returned/东镇-村名册（退回）.xlsx",
    ),
    "recommendations": Case(
        on_notice,
        "awards recommend 2023",
        "2023/recommendation/2023年-东镇-推荐表.xlsx",
        "awards recommend 2023 --on 2024-01-05 --file",
        {("A1", "推荐"): "推荐"},
        ("A1", "推荐"),
        "√",
        "2023/returned/2023年-东镇-推荐表（退回）.xlsx",
    ),
}


def filled(file: Path, cells: Mapping[tuple[str, str], object]) -> dict[tuple[str, str], Any]:
    """Fill a form in, and tell where these cells are."""
    book = openpyxl.load_workbook(file)
    sheet: Any = book.worksheets[-1] if len(book.worksheets) == 2 else book.worksheets[1]
    rows = list(sheet.iter_rows())
    head = next(row for row in rows if {column for _key, column in cells} <= {one.value for one in row})
    at = {cell.value: cell.column for cell in head}
    found = {}
    for row in rows:
        for (key, column), value in cells.items():
            if key in {cell.value for cell in row}:
                cell = sheet.cell(row[0].row, at[column])
                cell.value, found[key, column] = value, cell.coordinate
    book.save(file)
    return found


def red(file: Path) -> dict[str, str]:
    """The cells that are red, and what is said of them."""
    sheets = openpyxl.load_workbook(file).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.comment]
    assert {cell.fill.start_color.rgb for cell in cells} == {RED}
    return {cell.coordinate: cell.comment.text for cell in cells}


@pytest.mark.parametrize("name", CASES)
def test_a_refused_form_is_given_back_and_taken_when_mended(small: Path, name: str) -> None:
    case = CASES[name]
    case.before(small)
    if case.made:
        assert take(small, case.made).code == 0
    file = Path(shutil.copy(small / "out" / case.form, small.parent / "回来了.xlsx"))
    at = filled(file, case.cells)[case.wrong]
    run = take(small, case.step, file)
    assert (run.code, run.answer["error"]["marked"]) == (3, f"out/{case.back}")
    copy = small / "out" / case.back
    assert list(red(copy)) == [at], "every cell stands where it stood"
    filled(copy, {case.wrong: case.right})
    assert take(small, case.step, copy).code == 0
    assert not copy.exists(), "what is mended waits for nobody"


def test_what_is_wrong_is_listed_before_the_table(small: Path) -> None:
    case = CASES["acceptances"]
    case.before(small)
    file = small / "out" / case.form
    cells: dict[tuple[str, str], object] = {("A1", "已接单"): "好", ("A2", "日期"): "前天"}
    where = filled(file, {**cells, ("A2", "已接单"): "√"})
    run = take(small, case.step, file)
    copy = small / run.answer["error"]["marked"]
    listed = [[cell.value for cell in row] for row in openpyxl.load_workbook(copy)["填表说明"]["A5:B6"]]
    assert [row[0] for row in listed] == [
        f"东镇东一村“已接单”（接单登记表!{where['A1', '已接单']}）",
        f"东镇东二村“日期”（接单登记表!{where['A2', '日期']}）",
    ]
    assert "好" in listed[0][1]


def test_a_table_of_an_offices_own_is_given_back_too(small: Path) -> None:
    called_in(small)
    heads = "镇名,村名,村代码,谈话人,谈话对象,问题,方法,新期限"
    file = written(small, heads, "西镇,西二村,B2,镇长,村书记,育秧晚,,4月6日")
    run = take(small, "remind record 2023-03 --on 2023-04-03 --file", file)
    assert run.answer["error"]["marked"] == "out/2023-03/returned/form（退回）.xlsx"
    assert list(red(small / run.answer["error"]["marked"])) == ["G2", "H2"]


@pytest.mark.parametrize("form", ["a town's", "a department's"])
def test_what_nobody_sees_is_seen_in_the_copy_and_refused_again(form: str, small: Path) -> None:
    case = CASES["acceptances"]
    case.before(small)
    if form == "a town's":
        step, file, cell = case.step, small / "out" / case.form, ("A1", "已接单")
    else:
        step = "score submit 2023Q1 --department organisation --on 2023-04-02"
        file, cell = form_of(small, "组织部"), ("A1", "party.study")
    filled(file, {cell: "优\u202e=1"})
    for handed_in in (file, small / "copy.xlsx"):
        run = take(small, step, handed_in)
        assert run.code == 3
        copy = Path(shutil.copy(small / run.answer["error"]["marked"], small / "copy.xlsx"))
        with zipfile.ZipFile(copy) as archive:
            content = b"".join(map(archive.read, archive.namelist())).decode("utf-8", "replace")
        assert "\u202e" not in content
        assert "优\ufffd=1" in content


def test_the_inbox_tells_of_the_copy(small: Path) -> None:
    case = CASES["acceptances"]
    case.before(small)
    (small / "inbox").mkdir()
    file = Path(shutil.copy(small / "out" / case.form, small / "inbox" / "东镇.xlsx"))
    filled(file, case.cells)
    run = inbox(small, on="2023-01-06")
    assert said(run, "东镇.xlsx")["marked"] == f"out/{case.back}"
    tried = inbox(small, "--dry-run", on="2023-01-06")
    assert said(tried, "东镇.xlsx")["marked"] is None, "what is tried leaves nothing"


def test_a_file_in_which_no_cell_is_wrong_has_no_copy(small: Path) -> None:
    """Of another period: there is nothing to mark."""
    issued(small)
    run = take(small, "checklist accept 2023Q2 --file", small / "out" / CASES["acceptances"].form)
    assert (run.code, run.answer["error"].get("marked")) == (3, None)


def test_people_are_told_where_the_copy_lies(qsq: Qsq, small: Path) -> None:
    case = CASES["acceptances"]
    case.before(small)
    file = small / "out" / case.form
    filled(file, case.cells)
    run = qsq(*case.step.split(), file, "--actor", "clerk", workspace=small)
    assert f"out/{case.back}" in run.err
