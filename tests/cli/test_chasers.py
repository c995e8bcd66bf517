"""催报: whoever owes observations gets the form as far as it is filled in, red where it lacks, to be handed in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.an_inbox import SEEN, command, filled, inbox, issued, outcomes
from tests.conftest import Qsq, copied_once_made, made_once, small_workspace

RED = "FF7C80"


@pytest.fixture
def county(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county that waits for what comes back."""
    made = made_once(tmp_path_factory, "waiting", lambda folder: issued(small_workspace(folder)))
    copied_once_made(made / "small", tmp_path / "small")
    return tmp_path / "small"


def chaser_of(root: Path, name: str) -> Path:
    return root / "out" / "2023Q1" / "chasers" / f"2023年一季度-{name}-催报评分表.xlsx"


def partly(root: Path, name: str, seen: Mapping[tuple[str, str], object]) -> None:
    """Some of what a department saw is in, by a table of its own."""
    rows = [f"{code},{task},{value},说明" for (code, task), value in seen.items()]
    file = root.parent / "partly.csv"
    file.write_text("\n".join(["village_code,task,value,note", *rows]) + "\n", "utf-8-sig")
    done = command(root, "score submit 2023Q1 --on 2023-03-20 --department", name, file)
    assert done.code == 0, done.out


def cells(path: Path) -> tuple[Any, dict[tuple[str, str], Any]]:
    """The sheet, and its cells by village and column."""
    sheet = openpyxl.load_workbook(path)["评分意见"]
    ids = next(row for row in sheet.iter_rows() if row[2].value == "village_code")
    found = {}
    for row in sheet.iter_rows(min_row=ids[0].row + 1):
        for head, cell in zip(ids, row, strict=True):
            found[str(row[2].value), str(head.value)] = cell
    return sheet, found


def red_while_empty(sheet: Any) -> set[str]:
    """The cells that are red for as long as they are empty."""
    found: set[str] = set()
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            if rule.dxf and rule.dxf.fill.bgColor.rgb.endswith(RED):
                found |= {cell.coordinate for row in sheet[str(area.sqref)] for cell in _row(row)}
    return found


def _row(row: Any) -> Any:
    return row if isinstance(row, tuple) else (row,)


def test_what_is_in_is_brought_along_and_what_lacks_is_red(county: Path) -> None:
    seen = dict(list(SEEN["农业农村局"].items())[:5]) | {("B1", "grain.seedlings"): "NA"}
    partly(county, "农业农村局", seen)
    run = command(county, "score check 2023Q1 --forms")
    assert run.code == 4
    assert {Path(file).name for file in run.answer["forms"]} == {
        "催报名单.xlsx",
        *(f"2023年一季度-{name}-催报评分表.xlsx" for name in ("农业农村局", "组织部", "西镇")),
    }
    sheet, found = cells(chaser_of(county, "农业农村局"))
    values = {key: cell.value for key, cell in found.items() if key in SEEN["农业农村局"]}
    assert {key: value for key, value in values.items() if value is not None} == {
        **seen,
        ("B1", "grain.seedlings"): "不适用：说明",
    }
    lacking = {cell.coordinate for key, cell in found.items() if key in SEEN["农业农村局"]} - {
        found[key].coordinate for key in seen
    }
    assert red_while_empty(sheet) == lacking
    assert f"还缺{len(lacking)}条" in str(sheet["A1"].value)


def test_a_chaser_filled_in_is_taken_as_the_form_itself(county: Path) -> None:
    partly(county, "农业农村局", dict(list(SEEN["农业农村局"].items())[:5]))
    command(county, "score check 2023Q1 --forms")
    for name, seen in SEEN.items():
        filled(chaser_of(county, name), seen, county / "inbox" / f"{name}.xlsx")
    run = inbox(county)
    assert set(outcomes(run).values()) == {"taken"}, run.out
    again = command(county, "score check 2023Q1")
    assert (again.code, again.answer["missing"]) == (0, 0)


def test_nothing_is_chased_where_all_is_in(small: Path) -> None:
    assert command(small, "score check 2023Q1 --forms").answer["forms"] == []
    assert not (small / "out" / "2023Q1" / "chasers").exists()


def test_a_list_that_was_not_issued_has_no_form_to_chase_with(small: Path) -> None:
    next((small / "data" / "2023" / "q1" / "observations").iterdir()).unlink()
    run = command(small, "score check 2023Q1 --forms")
    assert (run.code, "qsq checklist issue 2023Q1" in run.answer["error"]["message"]) == (5, True)


def test_only_the_city_chases(county: Path) -> None:
    assert command(county, "score check 2023Q1 --forms", actor="T1-lead").code == 5


def test_people_see_which_forms_there_are(county: Path, qsq: Qsq) -> None:
    run = qsq("score", "check", "2023Q1", "--forms", workspace=county)
    assert "2023年一季度-西镇-催报评分表.xlsx" in run.out
