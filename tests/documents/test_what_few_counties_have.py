"""What papers say of what the tests' county has none of: grades of a year, forms asked for, the same asked twice."""

from dataclasses import replace
from datetime import date

import pytest

from qsq.documents.document import Cells, Column, Document, Table
from qsq.documents.outbox.note import Enclosed, covering_note
from qsq.documents.report.burden import burden_report
from qsq.documents.score.grades import annual_table, counted_table, decided_table, short_told, towns_table
from qsq.documents.wording.worded import Worded
from qsq.domain.faults import Faults
from qsq.domain.results.recorded import RecordedAnnual, RecordedShort, RecordedTown
from qsq.domain.scheme.scheme import CityOffice
from qsq.domain.values.periods import Period
from qsq.rules.wording_file import read_wording
from qsq.year.desk.wording import OURS
from tests.unit.builders import checklist, item, scheme, task

DEPARTMENTS = {"health": "卫健局", "police": "公安局"}


def burden(*, periods: int) -> Document:
    """Of a year whose departments ask for photographs, and for the same thing twice, and nearly."""
    asked = replace(task("health.visits"), text="入户走访，建台账")
    forms = replace(task("police.night"), text="夜间巡逻", evidence="交照片")
    again = replace(task("police.visits"), text="入户 走访、建台账")
    first = checklist(
        item("health", asked, department="health"), item("police", forms, again, department="police")
    )
    near = replace(task("health.night"), text="夜间巡逻队")
    second = replace(checklist(item("health", near, department="health")), period=Period.read("2023Q2"))
    wording = read_wording("burden.yaml", (OURS / "burden.yaml").read_bytes(), Faults())
    assert wording
    lists = [first, second][:periods]
    return burden_report(Worded(wording), scheme(), "2023", lists, DEPARTMENTS, date(2024, 1, 20))


def test_the_burden_of_a_year_names_forms_and_what_is_asked_twice() -> None:
    made = burden(periods=2)
    by_period, by_department, forms, twice, alike = made.tables
    assert by_period.columns == (
        Column("季度", 18, Cells.CENTRED), Column("项数", 8, Cells.FIGURE), Column("条数", 8, Cells.FIGURE),
        Column("部门数", 8, Cells.FIGURE), Column("比上季度", 10, Cells.CENTRED),
        Column("比一季度", 12, Cells.CENTRED),
    )  # fmt: skip
    assert by_period.rows == (
        ("2023年一季度", "2", "3", "2", "—", "—"),
        ("2023年二季度", "1", "1", "1", "-66.7%", "-66.7%"),
    )
    assert [column.heading for column in by_department.columns] == [
        "部门", "一季度项", "一季度条", "二季度项", "二季度条", "全年条",
    ]  # fmt: skip
    assert by_department.rows == (("卫健局", "1", "1", "1", "1", "2"), ("公安局", "1", "2", "0", "0", "2"))
    assert by_department.totals == (("合计", "2", "3", "1", "1", "4"),)
    assert forms == Table(
        (Column("季度", 12, Cells.CENTRED), Column("部门", 14), Column("任务", 40), Column("核实方式", 18)),
        (
            ("一季度", "卫健局", "入户走访，建台账", ""),
            ("一季度", "公安局", "夜间巡逻", "交照片"),
            ("一季度", "公安局", "入户 走访、建台账", ""),
        ),
        name="表册材料",
    )
    assert twice == Table(
        (Column("内容", 40), Column("提出的部门和季度", 40)),
        (("入户走访，建台账", "卫健局（一季度）；公安局（一季度）"),),
        name="重复的事",
    )
    assert alike == Table(  # 2 × 3 pairs of characters ÷ (3 + 4)
        (Column("相近", 8, Cells.FIGURE), Column("任务", 36), Column("另一部门的任务", 36)),
        (("85%", "夜间巡逻（公安局，一季度）", "夜间巡逻队（卫健局，二季度）"),),
        name="相近的事",
    )


def test_a_year_of_one_period_is_compared_with_none() -> None:
    assert burden(periods=1).tables[0].rows == (("2023年一季度", "2", "3", "2", "—", "—"),)


GRADES = {"best": "优秀", "good": "合格", "bad": "不合格"}
SHORT = (
    RecordedShort("best", "from", "", "70.00", "90"),
    RecordedShort("good", "from", "", "70.00", "80"),
    RecordedShort("good", "each_item", "grain", "10.00", "30"),
    RecordedShort("good", "each_category", "gone", "1.00", "2"),
    RecordedShort("good", "no_veto", "", "", ""),
    RecordedShort("good", "every_period", "2023年二季度", "", ""),
    RecordedShort("good", "at_most", "", "4", "3"),
)
TOLD = (
    "未达合格：得分70.00，应不低于80、粮食10.00，应不低于30、gone1.00，应不低于2、一票否决、2023年二季度未达到、"
    "名额3个，列第4位"
)


def test_a_years_grades_say_what_the_next_better_one_asks() -> None:
    villages = [
        RecordedAnnual("A1", "91.00", "best"),
        RecordedAnnual("A2", "70.00", "bad", SHORT),
        RecordedAnnual("A3", "", None),
    ]
    names, parts = {"A1": "东一村", "A2": "东二村"}, {"grain": "粮食"}
    assert annual_table(villages, names, GRADES, parts) == Table(
        (
            Column("村（社区）", 14), Column("年度得分", 9, Cells.FIGURE), Column("等次", 8, Cells.CENTRED),
            Column("依据", 40),
        ),
        (("东一村", "91.00", "优秀", ""), ("东二村", "70.00", "不合格", TOLD), ("A3", "", "", "")),
        name="年度等次",
    )  # fmt: skip
    assert annual_table(villages, names, {}, parts).rows == ()
    assert counted_table(villages, GRADES) == Table(
        (Column("等次", 8, Cells.CENTRED), Column("村（社区）数", 12, Cells.COUNT)),
        (("优秀", "1"), ("合格", "0"), ("不合格", "1")),
    )
    assert short_told((), GRADES, parts) == ""
    assert short_told((RecordedShort("gone", "no_veto", "", "", ""),), {}, {}) == "未达gone：一票否决"
    decided = decided_table((), GRADES, parts)
    assert decided.columns == (Column("村（社区）", 16), Column("等次", 8, Cells.CENTRED), Column("依据", 46))


def test_towns_stand_by_rank_equal_ones_by_code() -> None:
    towns = [
        RecordedTown("T3", "80.00", 2, 4),
        RecordedTown("T2", "80.00", 2, 3),
        RecordedTown("T1", "90.00", 1, 5),
    ]
    assert towns_table(towns, {"T1": "东镇", "T3": "北镇"}) == Table(
        (
            Column("名次", 6, Cells.COUNT), Column("镇（街道）", 20), Column("得分", 10, Cells.FIGURE),
            Column("参评村数", 10, Cells.COUNT),
        ),
        (("1", "东镇", "90.00", "5"), ("2", "T2", "80.00", "3"), ("2", "北镇", "80.00", "4")),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("office", "reached"),
    [
        (CityOffice("小县评比办公室", "县评比办"), ""),
        (
            CityOffice("小县评比办公室", "县评比办", "王干事", "0746-1", "人民路1号"),
            "（联系人：王干事，电话：0746-1，地址：人民路1号）",
        ),
    ],
)
def test_a_covering_note_says_what_comes_back_and_what_replaces_what(
    office: CityOffice, reached: str
) -> None:
    enclosed = [
        Enclosed("评分表.xlsx", "2023年一季度", date(2023, 3, 31), back=True),
        Enclosed("公示.pdf", "2023年一季度", date(2023, 4, 14), back=False, before=date(2023, 4, 1)),
        Enclosed("登记表.xlsx", "2023年一季度", None, back=True),
    ]
    told = covering_note(replace(scheme(), office=office), "农业农村局", enclosed, date(2023, 4, 10))
    assert told.split("\n") == [
        "农业农村局：",
        "",
        "现发去下列材料，共3件，请查收：",
        "",
        "1. 评分表.xlsx（2023年一季度，2023年3月31日前填好交回）",
        "2. 公示.pdf（2023年一季度）",
        "3. 登记表.xlsx（2023年一季度，填好交回）",
        "",
        f"需填写、签字的，办好后把原文件交回县评比办{reached}；文件可以改名，不要改锁定的格。",
        "第2件是更正后的，以这次为准，2023年4月1日发的作废。",
        "",
        "小县评比办公室",
        "2023年4月10日",
        "",
    ]


def test_a_covering_note_of_what_stays_asks_for_nothing() -> None:
    enclosed = [Enclosed("公示.pdf", "2023年一季度", None, back=False)]
    told = covering_note(scheme(), "东镇", enclosed, date(2023, 4, 10))
    assert told.split("\n")[4:] == ["1. 公示.pdf（2023年一季度）", "", "小县评比办公室", "2023年4月10日", ""]
