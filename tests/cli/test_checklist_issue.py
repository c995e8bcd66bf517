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
ORGANISATION = "departments/2023年一季度-组织部-评分表.xlsx"
AGRICULTURE = "departments/2023年一季度-农业农村局-评分表.xlsx"


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
    asked = sheet(small / FOLDER / ORGANISATION, "评分意见")
    ids = [cell.value for cell in asked[7]]
    assert ids == ["镇(街道)", "村(社区)", "village_code", "party.meeting", "party.study", "note"]
    assert [cell.value for cell in asked["C"]].count("village_code") == 1
    assert [cell.value for cell in asked["C"][7:]] == ["A1", "A2", "A3", "B1", "B2", "B3"]
    above = [asked.cell(row, 4).value for row in range(3, 7)]
    assert above[1:3] == ["召开支部党员大会", "选：是、否　2分"]
    assert asked.freeze_panes == "D8"
    assert asked.protection.sheet
    open_cells = {
        cell.column_letter for row in asked.iter_rows() for cell in row if not cell.protection.locked
    }
    assert open_cells == {"D", "E", "F"}
    assert all(cell.protection.locked for row in asked.iter_rows(max_row=7) for cell in row)
    assert asked["C8"].number_format == "@"


def test_rounds_have_a_column_each_and_what_a_village_is_not_asked_is_locked(qsq: Qsq, small: Path) -> None:
    """Contract, section 3: an item for the villages of T1 stands on no other's list."""
    change(small, PERIOD, "department: organisation", "department: agriculture")
    change(small, PERIOD, "floor: 0}}", "floor: 0}, combine: {rounds: 2, how: mean}}")
    change(small, PERIOD, "    themes:", "    for: {town: [T1]}\n    themes:")
    qsq(*ISSUE, workspace=small)
    asked = sheet(small / FOLDER / AGRICULTURE, "评分意见")
    ids = ["party.meeting", "party.study", "目标:grain.seedlings", "grain.seedlings", "grain.hazards"]
    assert [cell.value for cell in asked[7]][3:] == [*ids, "grain.hazards#2", "note"]
    assert (asked["I4"].value, asked["I5"].value) == ("农机隐患未整改处数", "第2轮　填次数　2分")
    assert [cell.value for cell in asked["C"][7:]] == ["A1", "A2", "A3", "B1", "B2", "B3"]
    rows = (asked["D8:J8"][0], asked["D11:J11"][0])
    open_cells = [[not cell.protection.locked for cell in row] for row in rows]
    assert open_cells == [[True, True, False, True, True, True, True], [True, True, *[False] * 4, True]]


def test_drop_downs_and_ranges_fit_the_methods(qsq: Qsq, small: Path) -> None:
    qsq(*ISSUE, workspace=small)
    rules = {
        (rule.type, rule.formula1): str(rule.sqref)
        for form in (ORGANISATION, AGRICULTURE)
        for rule in sheet(small / FOLDER / form, "评分意见").data_validations.dataValidation
    }
    assert rules["list", '"是,否,NA"'] == "D8:D13"
    assert rules["list", '"优,良,差,NA"'] == "E8:E13"
    void = '{0}="NA",LEFT({0},3)="不适用"'
    reached = f"OR({void.format('$E8')},IF(ISNUMBER($E8),AND($E8>=0),FALSE))"
    assert rules["custom", reached] == "E8:E13"
    whole = f"OR({void.format('$F8')},IF(ISNUMBER($F8),AND($F8>=0,$F8=INT($F8)),FALSE))"
    assert rules["custom", whole] == "F8:F13"


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
    assert (small / FOLDER / "towns/T2-西镇/2023年一季度-西镇-评分表.xlsx").is_file()
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
    assert not (small / FOLDER / "towns/T2-西镇/2023年一季度-西镇-评分表.xlsx").exists()
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
