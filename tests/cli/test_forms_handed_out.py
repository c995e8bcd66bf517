"""Forms that steps hand out: prefilled, filled in as people do, and taken by the step that they are for."""

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qsq.documents.writers.form import write_form
from qsq.domain.faults import Faults
from qsq.domain.values.periods import Month, Period
from qsq.year.desk.files import DiskFolder
from qsq.year.desk.loading import load_rules
from qsq.year.registers.progress import earlier_progress_form_of
from tests.alike import taken_once
from tests.cli.test_people_forms import called_in, issued, on_notice, take, told, year_on_notice
from tests.conftest import called
from tests.run import Run

Cells = Mapping[str, object]


def form_of(run: Run, town: str) -> str:
    """The path of a town's form among those that a step handed out, other than of progress."""
    return next(str(file) for file in run.answer["forms"] if f"-{town}-" in file and "进度表" not in file)


def shown(cell: Any) -> str:
    """What a cell shows, a day as it is written."""
    return str(cell.value or "").removesuffix(" 00:00:00")


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a form by its headings."""
    sheet = openpyxl.load_workbook(path).worksheets[1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(number for number, row in enumerate(rows) if {"村代码", "单位"} & set(row))
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :]]


def filled(path: Path, by: str, entries: Mapping[str, Cells], *, reverse: bool = False) -> Path:
    """A copy of a form as it was filled in: what stands in the rows of a code, by heading."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    at = next(row for row in sheet.iter_rows() if by in [cell.value for cell in row])
    headings = [cell.value for cell in at]
    body = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=at[0].row + 1)]
    for row in body:
        for heading, value in entries.get(row[headings.index(by)], {}).items():
            row[headings.index(heading)] = value
    for number, row in enumerate(reversed(body) if reverse else body, start=at[0].row + 1):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value
    target = path.parents[3] / f"{path.stem}(1).xlsx"
    book.save(target)
    return target


@taken_once
def accepted(county: Path) -> tuple[Run, str, Mapping[str, Cells]]:
    issued(county)
    run = take(county, "checklist dispatch 2023Q1 --town T1 --on 2023-01-03")
    return run, "村代码", {"A1": {"已接单": "√", "日期": date(2023, 1, 5)}, "A3": {"已接单": "√"}}


@taken_once
def talked(county: Path) -> tuple[Run, str, Mapping[str, Cells]]:
    called_in(county)
    run = take(county, "remind month 2023-03 --on 2023-04-01")
    talk = {
        "谈话人": "镇长",
        "谈话对象": "书记",
        "方法": "统一供秧",
        "新期限": "2023-04-05",
        "问题": "育秧晚",
    }
    return run, "村代码", {"A1": talk}


@taken_once
def signed(county: Path) -> tuple[Run, str, Mapping[str, Cells]]:
    take(county, "score quarter 2023Q1 --on 2023-04-07")
    run = take(county, "score feedback 2023Q1 --on 2023-04-08")
    rows = {"T1": "东镇分管领导", "A2": "东二村党组织书记"}
    return (
        run,
        "单位",
        {unit: {"已签": "√", "签字人": name, "日期": "2023/4/9"} for unit, name in rows.items()},
    )


@taken_once
def objected(county: Path) -> tuple[Run, str, Mapping[str, Cells]]:
    on_notice(county)
    run = take(county, "score notice 2023Q1 --on 2023-04-10")
    return run, "村代码", {"A2": {"异议内容": "会议漏登", "提出人": "村民", "日期": "2023-04-11"}}


@taken_once
def objected_to_the_year(county: Path) -> tuple[Run, str, Mapping[str, Cells]]:
    year_on_notice(county)
    run = take(county, "awards notice 2023 --on 2024-01-15")
    return run, "村代码", {"A2": {"异议内容": "名次不符", "提出人": "村民", "日期": "2024-01-16"}}


Filled = Callable[[Path], tuple[Run, str, Mapping[str, Cells]]]
CASES: dict[str, tuple[Filled, str, int, str]] = {
    "接单登记表": (accepted, "checklist accept 2023Q1 --on 2023-01-06 --file", 2, "2023年一季度"),
    "提示登记表": (talked, "remind record 2023-03 --on 2023-04-03 --file", 1, "2023年3月"),
    "签字登记表": (signed, "score sign 2023Q1 --on 2023-04-10 --file", 2, "2023年一季度"),
    "异议登记表": (objected, "score object 2023Q1 --on 2023-04-12 --file", 1, "2023年一季度"),
    "年度异议登记表": (objected_to_the_year, "awards object 2023 --on 2024-01-17 --file", 1, "2023年"),
}

every_form = pytest.mark.parametrize(("name", "case"), CASES.items(), ids=CASES)


@every_form
def test_a_form_is_called_by_its_period_its_town_and_what_it_is(
    name: str, case: tuple[Filled, str, int, str], small: Path
) -> None:
    run = case[0](small)[0]
    file = Path(form_of(run, "东镇"))
    assert file.name == f"{case[3]}-东镇-{name.removeprefix('年度')}.xlsx"
    assert (small / file).is_file()
    assert not set(run.answer["forms"]) & set(run.answer["files"])


@every_form
def test_a_form_that_was_filled_in_is_taken_once(
    name: str, case: tuple[Filled, str, int, str], small: Path
) -> None:
    run, by, entries = case[0](small)
    file = filled(small / form_of(run, "东镇"), by, entries)
    before = len(told(small))
    assert take(small, case[1], file).code == 0
    assert len(told(small)) == before + case[2], name
    assert take(small, case[1], file).code == 0
    assert len(told(small)) == before + case[2]


@every_form
def test_an_empty_form_says_nothing(name: str, case: tuple[Filled, str, int, str], small: Path) -> None:
    run, by, _entries = case[0](small)
    before = told(small)
    assert take(small, case[1], filled(small / form_of(run, "东镇"), by, {})).code == 0
    assert told(small) == before, name


@every_form
def test_rows_may_be_sorted(name: str, case: tuple[Filled, str, int, str], small: Path) -> None:
    run, by, entries = case[0](small)
    other = small.with_name("other")
    shutil.copytree(small, other)
    file = filled(small / form_of(run, "东镇"), by, entries)
    sorted_file = filled(other / form_of(run, "东镇"), by, entries, reverse=True)
    take(small, case[1], file)
    assert take(other, case[1], sorted_file).code == 0, name
    assert sorted(map(str, told(other))) == sorted(map(str, told(small)))


@every_form
def test_what_is_locked_is_not_changed(name: str, case: tuple[Filled, str, int, str], small: Path) -> None:
    """A village's name, or a sheet's, is printed; the cell is named."""
    run, by, entries = case[0](small)
    printed = "名称" if by == "单位" else "村名"
    changed = {code: {**cells, printed: "别的村"} for code, cells in entries.items()}
    before = told(small)
    refused = take(small, case[1], filled(small / form_of(run, "东镇"), by, changed))
    assert (refused.code, len(refused.places)) == (3, len(entries)), name
    assert "which is locked" in refused.places[0][2]
    assert told(small) == before


def test_the_reminder_register_names_what_is_not_done(small: Path) -> None:
    run = talked(small)[0]
    row = rows_of(small / form_of(run, "东镇"))[0]
    assert (row["村名"], row["到期完成率"], row["谈话人"]) == ("东一村", "20%", None)
    assert row["问题"].startswith("召开支部党员大会；学习联系实际")


def test_the_signature_register_has_the_codes_of_the_sheets(small: Path) -> None:
    run = signed(small)[0]
    codes = {sheet["unit"]: sheet["code"] for sheet in run.answer["sheets"]}
    rows = rows_of(small / form_of(run, "西镇"))
    assert [(row["单位"], row["名称"]) for row in rows[:2]] == [("T2", "西镇"), ("B2", "西二村")]
    assert {row["单位"]: row["校验码"] for row in rows} == {
        unit: code for unit, code in codes.items() if unit == "T2" or unit.startswith("B")
    }


def test_a_register_of_an_older_result_is_refused_with_what_to_do(small: Path) -> None:
    run, by, entries = signed(small)
    file = filled(small / form_of(run, "东镇"), by, entries)
    observed = small / "data" / "2023" / "q1" / "observations" / "agriculture.csv"
    text = observed.read_text("utf-8").replace("A2,grain.hazards,1", "A2,grain.hazards,0")
    observed.write_text(text, "utf-8")
    take(small, "score quarter 2023Q1 --on 2023-04-09 --reason 更正")
    take(small, "score feedback 2023Q1 --on 2023-04-09")
    refused = take(small, "score sign 2023Q1 --on 2023-04-10 --file", file)
    assert [what for _file, _where, what in refused.places] == [
        "the form is of revision 1, the newest is 2; fill in that one"
    ]


def test_another_form_another_period_and_another_scheme_are_refused(small: Path) -> None:
    run, by, entries = accepted(small)
    file = filled(small / form_of(run, "东镇"), by, entries)
    take(small, "score quarter 2023Q1 --on 2023-04-07")
    take(small, "score feedback 2023Q1 --on 2023-04-08")

    def said(words: str) -> str:
        refused = take(small, words, file)
        assert refused.code == 3
        return refused.places[0][2]

    assert said("checklist accept 2023Q2 --file") == (
        "the form is of 2023Q1; expected one of 2023Q2: name its period, or fill in the form of 2023Q2"
    )
    assert said("score sign 2023Q1 --file") == (
        "the file is a form of another kind, 接单登记表; expected: 签字登记表"
    )
    scheme = small / "rules" / "scheme.yaml"
    scheme.write_text(scheme.read_text("utf-8").replace("code: 'C1'", "code: 'C2'"), "utf-8")
    assert said("checklist accept 2023Q1 --file").startswith(
        "the form is of another scheme, C1; expected one of C2"
    )


def test_the_dispatch_form_is_laid_beside_the_towns_rules(small: Path) -> None:
    """By form and by table the same: what the town broke down, for all its villages and for one."""
    run = take(small, "checklist issue 2023Q1 --on 2023-01-02")
    by_table = small.with_name("by-table")
    shutil.copytree(small, by_table)
    book = openpyxl.load_workbook(small / form_of(run, "西镇"))
    sheet = book.worksheets[1]
    rows = {row[0].value: row for row in sheet.iter_rows() if row[0].value}
    meeting = rows["party.meeting 召开支部党员大会"]
    assert [shown(cell) for cell in meeting[1:4]] == ["2023-03-31", "", "2023-03-31"]
    for cell, value in zip(meeting[3:6], (date(2023, 3, 20), "开成会", "支书"), strict=True):
        cell.value = value
    empty = next(row for row in sheet.iter_rows(min_row=meeting[0].row) if not row[0].value)
    said = ("grain.hazards 农机隐患未整改处数", None, "B1 西一村", "2023-03-10", "都整改", "村主任", "多")
    for cell, value in zip(empty, said, strict=True):
        cell.value = value
    book.save(small.parent / "派单.xlsx")
    table = by_table / "rules" / "2023" / "towns" / "T2" / "q1.csv"
    lines = (
        "task,village_code,due,result,person,reason",
        "party.meeting,,2023-03-20,开成会,支书,",
        "grain.hazards,B1,2023-03-10,都整改,村主任,多",
    )
    table.write_text("\n".join(lines) + "\n", "utf-8")
    words = "checklist dispatch 2023Q1 --town T2 --on 2023-01-03"
    alone = take(by_table, words)
    done = take(small, f"{words} --file", small.parent / "派单.xlsx")
    assert (done.code, done.answer["recorded"]) == (0, 1)
    assert (small / "rules" / "2023" / "towns" / "T2" / "q1.xlsx").is_file()
    sent = [run.answer["documents"] + run.answer["files"] for run in (done, alone)]
    assert sent[0] == sent[1]
    last = [told(county)[-1][4]["tasks_sha256"] for county in (small, by_table)]
    assert last[0] == last[1]
    again = take(small, f"{words} --file", small.parent / "派单.xlsx")
    assert again.answer["recorded"] == 0
    assert take(small, words).answer["recorded"] == 0


def test_the_dispatch_form_brings_along_what_the_town_wanted_last_time(small: Path) -> None:
    table = small / "rules" / "2023" / "towns" / "T2" / "q1.csv"
    table.write_text("task,due,result,person\nparty.meeting,2023-03-20,开成会,支书\n", "utf-8")
    issued(small)
    rules = small / "rules" / "2023"
    text = (rules / "q1.yaml").read_text("utf-8").replace("2023Q1", "2023Q2").replace("03-31", "06-30")
    (rules / "q2.yaml").write_text(text, "utf-8")
    shutil.copytree(small / "data" / "2023" / "q1", small / "data" / "2023" / "q2")
    run = take(small, "checklist issue 2023Q2 --on 2023-04-03")
    sheet = openpyxl.load_workbook(small / form_of(run, "西镇")).worksheets[1]
    row = next(row for row in sheet.iter_rows() if str(row[0].value).startswith("party.meeting "))
    assert [*map(shown, row[1:])] == ["2023-06-30", "", "2023-06-30", "开成会", "支书", ""]


def test_what_is_wrong_in_a_dispatch_form_is_told_by_its_cell(small: Path) -> None:
    run = take(small, "checklist issue 2023Q1 --on 2023-01-02")
    book = openpyxl.load_workbook(small / form_of(run, "西镇"))
    sheet = book.worksheets[1]
    row = next(row for row in sheet.iter_rows() if str(row[0].value).startswith("party.meeting "))
    row[4].value = "开成会"
    book.save(small.parent / "派单.xlsx")
    words = "checklist dispatch 2023Q1 --town T2 --on 2023-01-03 --file"
    refused = take(small, words, small.parent / "派单.xlsx")
    assert [(Path(file).name, where) for file, where, _what in refused.places] == [
        ("派单.xlsx", f"派单表!F{row[0].row}")
    ]
    assert not (small / "rules" / "2023" / "towns" / "T2" / "q1.xlsx").exists()


def test_a_progress_form_is_put_into_the_months_table(small: Path) -> None:
    """It has what is due by the month's end, by the town's own dates too; empty rows report nothing."""
    table = small / "rules" / "2023" / "towns" / "T2" / "q1.csv"
    table.write_text("task,due,result,person\nparty.meeting,2023-02-20,开成会,支书\n", "utf-8")
    take(small, "checklist issue 2023Q1 --on 2023-01-02")
    run = take(small, "checklist dispatch 2023Q1 --town T2 --on 2023-01-03")
    names = [Path(file).name for file in run.answer["forms"]]
    assert names == [
        "2023年2月-西镇-进度表.xlsx",
        "2023年3月-西镇-进度表.xlsx",
        "2023年一季度-西镇-接单登记表.xlsx",
    ]
    february = small / run.answer["forms"][0]
    asked = "召开支部党员大会（2月20日前） party.meeting"
    assert [(row["村代码"], [*row][3:]) for row in rows_of(february)] == [
        (code, [asked, "备注"]) for code in ("B1", "B2", "B3")
    ]
    file = filled(february, "村代码", {"B1": {asked: "是"}, "B3": {asked: "60%", "备注": "差两户"}})
    done = take(small, "remind progress 2023-02 --file", file)
    assert (done.code, done.answer["recorded"]) == (0, 2)
    assert (small / done.answer["file"]).read_text("utf-8-sig").splitlines() == [
        "village_code,task,done,note",
        "B1,party.meeting,100%,",
        "B3,party.meeting,60%,差两户",
    ]
    assert take(small, "remind progress 2023-02 --file", file).answer["recorded"] == 0
    assert take(small, "remind progress 2023-02 --file", file, actor="T1-lead").code == 5


def test_progress_that_is_wrong_is_told_by_its_cell_and_nothing_is_laid(small: Path) -> None:
    issued(small)
    run = take(small, "checklist dispatch 2023Q1 --town T1 --on 2023-01-03")
    march = small / next(file for file in run.answer["forms"] if "2023年3月" in file)
    file = filled(march, "村代码", {"A1": {"学习联系实际 party.study": "120%"}})
    refused = take(small, "remind progress 2023-03 --file", file)
    assert (refused.code, [where[:-1] for _file, where, _what in refused.places]) == (3, ["进度表!E"])
    assert not (small / "data" / "2023" / "q1" / "progress").exists()


def test_a_progress_form_with_a_row_for_each_task_is_still_taken_and_held_to_what_was_printed(
    small: Path,
) -> None:
    """As forms of before were handed out: the month's table is the same as by the form of now."""
    issued(small)
    rules = load_rules(DiskFolder(small), Period.read("2023Q1"), Faults())
    assert rules is not None
    made = earlier_progress_form_of(rules, (), Month(2023, 3), "T1", 1)
    assert made is not None
    folder = small / "out" / "2023Q1" / "before"
    folder.mkdir(parents=True)
    write_form(folder / "2023年3月-东镇-进度表.xlsx", made.form, date(2023, 1, 2))
    (form,) = folder.iterdir()
    take(small, "checklist dispatch 2023Q1 --town T1 --on 2023-01-03")
    file = filled(form, "村代码", {"A1": {"完成率": "60%"}, "A3": {"完成率": "否", "备注": "人不在"}})
    assert take(small, "remind progress 2023-03 --file", file).answer["recorded"] == 8
    table = (small / "data/2023/q1/progress/2023-03.csv").read_text("utf-8-sig").splitlines()
    assert table[1] == "A1,party.meeting,60%,"
    changed = filled(form, "村代码", {"A1": {"期限": "2023-04-30"}})
    refused = take(small, "remind progress 2023-03 --file", changed)
    assert (refused.code, {what for _file, _where, what in refused.places}) == (
        3,
        {"found “2023-04-30”, which is locked; expected “2023-03-31” as printed"},
    )


def test_a_column_of_progress_under_another_tasks_words_is_refused(small: Path) -> None:
    issued(small)
    run = take(small, "checklist dispatch 2023Q1 --town T1 --on 2023-01-03")
    march = small / next(file for file in run.answer["forms"] if "2023年3月" in file)
    book = openpyxl.load_workbook(march)
    (cell,) = (
        cell for row in book.worksheets[1].iter_rows() for cell in row if "party.study" in str(cell.value)
    )
    cell.value = "召开支部党员大会 party.study"
    book.save(march)
    refused = take(small, "remind progress 2023-03 --file", march)
    assert [what for _file, _where, what in refused.places] == [
        "party.study does not stand under “学习联系实际” as it was printed; fill in the form as it was issued"
    ]


def test_the_inbox_takes_dispatch_and_progress_by_their_own_steps(small: Path) -> None:
    run = take(small, "checklist issue 2023Q1 --on 2023-01-02")
    other = small.with_name("other")
    shutil.copytree(small, other)
    (small / "inbox").mkdir()
    form = small / form_of(run, "西镇")
    shutil.copyfile(form, small / "inbox" / "派单(1).xlsx")
    assert take(small, "inbox --on 2023-01-03").code in {0, 4}
    words = "checklist dispatch 2023Q1 --town T2 --on 2023-01-03"
    sent = take(other, f"{words} --file", form)
    assert "dispatch" in {kind for _actor, kind, *_rest in told(small)}
    march = next(file for file in sent.answer["forms"] if "2023年3月" in file)
    (small / "inbox" / "派单(1).xlsx").unlink()
    file = filled(other / march, "村代码", {"B1": {"召开支部党员大会 party.meeting": "是"}})
    shutil.copyfile(file, small / "inbox" / "进度.xlsx")
    take(small, "inbox --on 2023-04-01")
    assert "B1,party.meeting,100%," in (
        small / "data" / "2023" / "q1" / "progress" / "2023-03.csv"
    ).read_text("utf-8-sig")


def test_the_recommendation_form_has_each_villages_year_beside_it(small: Path) -> None:
    on_notice(small)
    run = take(small, "awards recommend 2023")
    rows = rows_of(small / form_of(run, "东镇"))
    awards = take(small, "awards year 2023 --draft").answer
    marks = {one["village_code"]: one["annual_mark"] for one in awards["villages"]}
    assert [(row["村代码"], row["各期得分"], row["平均分"]) for row in rows] == [
        (code, f"一季度 {marks[code]}", marks[code]) for code in ("A1", "A2", "A3")
    ]
    lacking = {row["村代码"]: (row["黄牌"], row["评优条件"]) for row in rows}
    assert lacking["A3"] == ("1", "符合")
    assert lacking["A1"] == ("0", "符合")
    file = filled(small / form_of(run, "东镇"), "村代码", {"A1": {"推荐": "√"}, "A2": {"推荐": "√"}})
    words = "awards recommend 2023 --on 2024-01-05 --file"
    done = take(small, words, file)
    assert [one["villages"] for one in done.answer["towns"]] == [["A1", "A2"]]
    assert take(small, words, file).answer["towns"][0]["recorded"] is False
    assert take(small, "awards recommend 2023").answer["forms"] == run.answer["forms"]


def test_targets_are_brought_along_and_put_into_the_periods_table(small: Path) -> None:
    rules = small / "rules" / "2023"
    text = (rules / "q1.yaml").read_text("utf-8").replace("2023Q1", "2023Q2").replace("03-31", "06-30")
    (rules / "q2.yaml").write_text(text, "utf-8")
    run = take(small, "checklist targets 2023Q2")
    file = small / form_of(run, "东镇")
    assert file.name == "2023年二季度-东镇-目标表.xlsx"
    assert [(row["任务"], row["上次目标"], row["目标"]) for row in rows_of(file)] == [
        ("grain.seedlings 早稻育秧面积（亩）", last, int(last)) for last in ("100", "200", "50")
    ]
    words = "checklist targets 2023Q2 --file"
    done = take(small, words, filled(file, "村代码", {"A2": {"目标": 220}, "A3": {"目标": None}}))
    assert (done.code, done.answer["recorded"]) == (0, 2)
    assert (small / "data" / "2023" / "q2" / "targets.csv").read_text("utf-8-sig").splitlines() == [
        "village_code,task,target",
        "A1,grain.seedlings,100",
        "A2,grain.seedlings,220",
    ]
    assert take(small, words, filled(file, "村代码", {"A2": {"目标": 220}})).answer["recorded"] == 1
    refused = take(small, words, filled(file, "村代码", {"A1": {"目标": 0}}))
    assert (refused.code, [where[:5] for _file, where, _what in refused.places]) == (3, ["目标表!F"])


def test_a_list_of_cadres_takes_the_place_of_its_towns(small: Path) -> None:
    """Who left is taken out, who came gets an id; the other town's cadres stay."""
    run = take(small, "awards cadres 2023")
    book = openpyxl.load_workbook(small / form_of(run, "东镇"))
    sheet = book.worksheets[1]
    row = next(row for row in sheet.iter_rows() if row[1].value == "A1-2")
    assert [cell.value for cell in row] == ["A1 东一村", "A1-2", "干部2", "委员", 2400.5]
    for cell in row:
        cell.value = None
    empty = next(one for one in sheet.iter_rows(min_row=row[0].row + 1) if not one[0].value)
    for cell, value in zip(empty, ("A1 东一村", None, "新来的", "委员", 2500), strict=True):
        cell.value = value
    book.save(small.parent / "名册.xlsx")
    words = "awards cadres 2023 --file"
    done = take(small, words, small.parent / "名册.xlsx")
    assert done.code == 0
    lines = (small / "data" / "2023" / "cadres.csv").read_text("utf-8-sig").splitlines()
    assert [line for line in lines if line.startswith("A1")] == [
        "A1-1,A1,干部1,书记,3000.00",
        "A1-2,A1,新来的,委员,2500.00",
    ]
    assert len(lines) == 13
    assert take(small, words, small.parent / "名册.xlsx").answer["recorded"] == 0


def test_a_visit_form_has_officials_and_places_to_choose_from(small: Path) -> None:
    run = take(small, "visits forms 2023-02")
    names = [Path(file).name for file in run.answer["forms"]]
    assert names == [f"2023年2月-{unit}-走访登记表.xlsx" for unit in ("东镇", "市评比办", "西镇")]
    book = openpyxl.load_workbook(small / form_of(run, "东镇"))
    sheet = book.worksheets[1]
    lists = {str(rule.formula1) for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert '"T1 东镇,A1 东一村,A2 东二村,A3 东三村"' in lists
    header = next(row for row in sheet.iter_rows() if row[0].value == "日期")
    first = [sheet.cell(header[0].row + 1, column) for column in range(1, 6)]
    said = (date(2023, 2, 6), "T1-officer 东镇驻村干部", "A1 东一村", "问题", "路灯")
    for cell, value in zip(first, said, strict=True):
        cell.value = value
    book.save(small.parent / "走访.xlsx")
    done = take(small, "visits import", small.parent / "走访.xlsx")
    assert (done.code, done.answer["recorded"]) == (0, 1)
    assert told(small)[-1][3:] == (
        "T1-officer",
        {**told(small)[-1][4], "day": "2023-02-06", "place": "A1", "purpose": "problem", "note": "路灯"},
    )
    assert take(small, "visits import", small.parent / "走访.xlsx").answer["recorded"] == 0


def test_a_cell_that_is_wrong_is_named_as_people_see_it(small: Path) -> None:
    """By the village and by what stands above, beside the cell's own name."""
    run, by, _entries = accepted(small)
    file = filled(
        small / form_of(run, "东镇"), by, {"A2": {"已接单": "也许"}, "A3": {"已接单": "√", "日期": "某日"}}
    )
    refused = take(small, "checklist accept 2023Q1 --file", file)
    assert refused.code == 3
    seen = [one["seen"] for one in refused.answer["error"]["places"]]
    assert sorted(seen) == ["东镇东三村“日期”", "东镇东二村“已接单”"]
    told = called("checklist", "accept", "2023Q1", "--file", file, "--actor", "clerk", workspace=small)
    assert "东镇东二村“已接单”" in told.err
