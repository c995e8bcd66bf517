"""`qsq checklist issue`: lists, sheets and the burden (CONTRACT.md section 9)."""

import hashlib
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import Qsq
from tests.intake.builders import PERIOD, change

ISSUE = ("checklist", "issue", "2023Q1", "--json")
FOLDER = Path("out/2023Q1/checklist")


def sheet(path: Path, name: str) -> Worksheet:
    found = load_workbook(path)[name]
    assert isinstance(found, Worksheet)
    return found


def test_the_answer_counts_items_tasks_villages_and_files(qsq: Qsq, small: Path) -> None:
    answer = qsq(*ISSUE, workspace=small).answer
    assert (answer["period"], answer["items"], answer["tasks"], answer["villages"]) == ("2023Q1", 2, 4, 6)
    assert answer["burden"]["previous"] is None
    assert answer["burden"]["since_first"] == "0.0%"
    assert len(answer["files"]) == 1 + 2 + 6 + 1
    assert all((small / file).is_file() for file in answer["files"])
    assert {Path(file).parts[0] for file in answer["files"]} == {"out"}


def test_a_department_fills_in_its_tasks_columns_and_all_else_is_locked(qsq: Qsq, small: Path) -> None:
    """Contract, section 4: wide, with the ids in a row of their own above the villages."""
    qsq(*ISSUE, workspace=small)
    asked = sheet(small / FOLDER / "departments/organisation.xlsx", "评分意见")
    ids = [cell.value for cell in asked[5]]
    assert ids == ["village_code", "镇(街道)", "村(社区)", "party.meeting", "party.study", "note"]
    assert [row[0].value for row in asked.iter_rows(min_row=1) if row[0].value == "village_code"] == [
        "village_code"
    ]
    assert [cell.value for cell in asked["A"][5:]] == ["A1", "A2", "A3", "B1", "B2", "B3"]
    assert asked["D3"].value == "召开支部党员大会（2分）"
    assert asked.freeze_panes == "D6"
    assert asked.protection.sheet
    open_cells = {
        cell.column_letter for row in asked.iter_rows() for cell in row if not cell.protection.locked
    }
    assert open_cells == {"D", "E", "F"}
    assert all(cell.protection.locked for row in asked.iter_rows(max_row=5) for cell in row)
    assert asked["A6"].number_format == "@"


def test_rounds_have_a_column_each_and_what_a_village_is_not_asked_is_locked(qsq: Qsq, small: Path) -> None:
    """Contract, section 3: an item for the villages of T1 stands on no other's list."""
    change(small, PERIOD, "department: organisation", "department: agriculture")
    change(small, PERIOD, "floor: 0}}", "floor: 0}, combine: {rounds: 2, how: mean}}")
    change(small, PERIOD, "    themes:", "    for: {town: [T1]}\n    themes:")
    qsq(*ISSUE, workspace=small)
    asked = sheet(small / FOLDER / "departments/agriculture.xlsx", "评分意见")
    ids = ["party.meeting", "party.study", "grain.seedlings", "grain.hazards", "grain.hazards#2", "note"]
    assert [cell.value for cell in asked[5]][3:] == ids
    assert asked["H3"].value == "农机隐患未整改处数（2分）第2轮"
    assert [cell.value for cell in asked["A"][5:]] == ["A1", "A2", "A3", "B1", "B2", "B3"]
    assert [[cell.protection.locked for cell in row] for row in asked["D6:I6"]] == [[False] * 6]
    assert [[cell.protection.locked for cell in row] for row in asked["D9:I9"]] == [
        [False, False, True, True, True, False]
    ]


def test_drop_downs_and_ranges_fit_the_methods(qsq: Qsq, small: Path) -> None:
    qsq(*ISSUE, workspace=small)
    rules = {
        (rule.type, rule.formula1): str(rule.sqref)
        for department in ("organisation", "agriculture")
        for rule in sheet(
            small / FOLDER / f"departments/{department}.xlsx", "评分意见"
        ).data_validations.dataValidation
    }
    assert rules["list", '"是,否,NA"'] == "D6:D11"
    assert rules["list", '"优,良,差,NA"'] == "E6:E11"
    void = '{0}="NA",LEFT({0},3)="不适用"'
    reached = f"OR({void.format('$D6')},IF(ISNUMBER($D6),AND($D6>=0),FALSE))"
    assert rules["custom", reached] == "D6:D11"
    whole = f"OR({void.format('$E6')},IF(ISNUMBER($E6),AND($E6>=0,$E6=INT($E6)),FALSE))"
    assert rules["custom", whole] == "E6:E11"


def test_a_village_reads_its_own_list_with_its_own_target(qsq: Qsq, small: Path) -> None:
    qsq(*ISSUE, workspace=small)
    own = sheet(small / FOLDER / "towns/T2-西镇/B1-西一村.xlsx", "任务清单")
    cells = [str(cell.value) for row in own.iter_rows() for cell in row if cell.value is not None]
    assert "100亩" in cells
    assert "岸线保洁" in cells
    assert "西镇　B1" in cells
    assert any("本季度共3项5条，除另有注明外，完成时限为2023年3月31日" in cell for cell in cells)
    numbers = [cell.value for row in own.iter_rows() for cell in row if isinstance(cell.value, float | int)]
    assert sum(number for number in numbers if number in {33.33, 50, 16.67}) == pytest.approx(100)


def test_the_town_gets_a_sheet_for_what_it_added(qsq: Qsq, small: Path) -> None:
    qsq(*ISSUE, workspace=small)
    assert (small / FOLDER / "towns/T2-西镇/town-T2.xlsx").is_file()
    assert not (small / FOLDER / "towns/T1-东镇/town-T1.xlsx").exists()


def test_issuing_twice_changes_no_byte_and_says_so(qsq: Qsq, small: Path) -> None:
    files = qsq(*ISSUE, workspace=small).answer["files"]
    first = digests(small, files)
    run = qsq("checklist", "issue", "2023Q1", workspace=small)
    assert "nothing changed" in run.out
    assert digests(small, files) == first


def digests(workspace: Path, files: list[str]) -> list[str]:
    return [hashlib.sha256((workspace / file).read_bytes()).hexdigest() for file in files]


def test_what_is_no_longer_asked_is_no_longer_there(qsq: Qsq, small: Path) -> None:
    qsq(*ISSUE, workspace=small)
    (small / "rules/2023/towns/T2/q1.yaml").unlink()
    files = qsq(*ISSUE, workspace=small).answer["files"]
    assert not (small / FOLDER / "towns/T2-西镇/town-T2.xlsx").exists()
    assert len(files) == 9


def test_the_burden_is_told_against_the_period_before_and_the_first(qsq: Qsq, small: Path) -> None:
    rules = (small / "rules/2023/q1.yaml").read_text(encoding="utf-8")
    later = rules.replace("2023Q1", "2023Q2").replace(
        "      - {id: study, text: 学习联系实际, points: 3, method: {kind: grade, grades: {优: 100%, 良: 80%, 差: 0%}}}\n",
        "",
    )
    (small / "rules/2023/q2.yaml").write_text(later, encoding="utf-8")
    run = qsq("checklist", "issue", "2023Q2", "--json", workspace=small)
    assert run.answer["tasks"] == 3
    assert run.answer["burden"]["previous"] == "-25.0%"
    assert run.answer["burden"]["since_first"] == "-25.0%"
    departments = {one["department"]: one for one in run.answer["burden"]["departments"]}
    assert departments["organisation"] == {
        "department": "organisation", "items": 1, "tasks": 1,
        "previous": {"items": 1, "tasks": 2}, "first": {"items": 1, "tasks": 2},
    }  # fmt: skip
    assert run.answer["burden"]["counts"]["first"] == {"items": 2, "tasks": 4}
    assert "2 (-1)" in qsq("checklist", "issue", "2023Q2", workspace=small).out


def test_names_that_no_disk_takes_become_harmless(qsq: Qsq, small: Path) -> None:
    villages = small / "data/villages.csv"
    villages.write_text(
        villages.read_text(encoding="utf-8").replace("东一村", "../../东/一村"), encoding="utf-8"
    )
    files = qsq(*ISSUE, workspace=small).answer["files"]
    (file,) = [
        file for file in files if file.startswith(f"{FOLDER.as_posix()}/towns/T1-东镇/A1-.._.._东_一村~")
    ]
    assert (small / file).is_file()
