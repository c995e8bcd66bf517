"""What papers call villages and what they say of ranks, losses and money, in counties of every kind."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from qsq.documents.awards.notice import awards_public_notice
from qsq.documents.awards.pay import prize_list, uplift_list
from qsq.documents.awards.printed_year import PrintedYear
from qsq.documents.document import Cells, Column, Document, Paragraph, Picture, RowGroup
from qsq.documents.report.fairness import FairnessFigures, fairness_report
from qsq.documents.report.pictures import Interval, Weighed
from qsq.documents.score.circular import circular
from qsq.documents.score.finalise import card_list
from qsq.documents.score.printed_period import PrintedPeriod, carded_of, rewarded_of, sum_of_rewards
from qsq.documents.score.village_notices import card_notice, reward_notice
from qsq.documents.wording.worded import Worded
from qsq.domain.county.places import Register, Town, VillageKind
from qsq.domain.faults import Faults
from qsq.domain.results.recorded import (
    RecordedHonour,
    RecordedItem,
    RecordedMember,
    RecordedMoney,
    RecordedVillage,
)
from qsq.domain.scheme.scheme import PoolField
from qsq.domain.steps.hanging import Hanging
from qsq.rules.wording_file import read_wording
from qsq.year.desk.wording import OURS
from tests.unit.builders import annual, cadre, grade_rule, honour, scheme, village

DAY = date(2024, 1, 20)
PLACES = (
    village("A1", "T1"), village("A2", "T1", VillageKind.COMMUNITY), village("A3", "T1"), village("B1", "T2"),
)  # fmt: skip
TOWNS = {"T1": "城关街道", "T2": "白水镇"}


def worded(kind: str) -> Worded:
    faults = Faults()
    wording = read_wording(f"{kind}.yaml", Path(OURS / f"{kind}.yaml").read_bytes(), faults)
    assert wording is not None, faults.found
    return Worded(wording)


def result(code: str, rank: int, **more: object) -> RecordedVillage:
    """A village's result; its town is that of its code."""
    figures = RecordedVillage(
        village_code=code, village_name=f"{code}村", town_code="T1" if code < "B" else "T2", town_mark="80.00",
        city_mark="80.00", rank=rank, city_rank=rank, vetoed=False, bonus="0.00", deduction="0.00", reward="0.00",
        yellow_card=None, grade=None, items=(),
    )  # fmt: skip
    return replace(figures, **more)  # type: ignore[arg-type]


def period(*pool: PoolField, villages: tuple[RecordedVillage, ...] = ()) -> PrintedPeriod:
    results = villages or tuple(result(code, at) for at, code in enumerate(("A1", "A2", "A3", "B1"), start=1))
    towns = tuple(Town(code, name) for code, name in TOWNS.items())
    return PrintedPeriod(
        scheme=scheme(pool=pool), name="2023年一季度", revision=2, villages=results, towns=TOWNS,
        register=Register(towns, PLACES, ()), basis="", day=DAY, draft=False, provisional="（暂定）",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("pool", "first", "last"),
    [
        ((), "全县4个村（社区）第1名", "全县4个村（社区）第4名"),
        ((PoolField.TOWN,), "全街道3个村（社区）第1名", "全镇1个村（社区）第4名"),
        ((PoolField.KIND,), "同组3个村（社区）第1名", "同组3个村（社区）第4名"),
        ((PoolField.TOWN, PoolField.KIND), "同组2个村（社区）第1名", "同组1个村（社区）第4名"),
    ],
)
def test_a_rank_is_told_among_those_that_a_village_was_ranked_with(
    pool: tuple[PoolField, ...], first: str, last: str
) -> None:
    of = period(*pool)
    assert (of.standing(of.villages[0]), of.standing(of.villages[-1])) == (first, last)


def test_a_village_that_has_left_the_register_is_still_told_its_rank() -> None:
    of = period(PoolField.TOWN)
    gone = result("Z9", 3, town_code="T9")
    assert of.standing(gone) == "同组第3名"
    assert (of.kind("Z9"), of.kind("A2")) == (None, VillageKind.COMMUNITY)
    assert (of.place(gone), of.place(of.villages[0])) == (("T9", "Z9村"), ("城关街道", "A1村"))
    assert (of.town("T9").name, of.town("T2").name) == ("T9", "白水镇")


def test_villages_that_are_paid_or_warned_stand_by_town_and_rank() -> None:
    of = period(
        villages=(
            result("B1", 1, reward="10.50"),
            result("A2", 2, reward="5.00", yellow_card="last"),
            result("A1", 1, reward="0.00", yellow_card="veto"),
        )
    )
    assert [one.village_code for one in rewarded_of(of)] == ["A2", "B1"]
    assert [one.village_code for one in carded_of(of)] == ["A1", "A2"]
    assert sum_of_rewards(of.villages) == 1550


def texts(parts: object) -> list[str]:
    return [part.text for part in parts if isinstance(part, Paragraph)]  # type: ignore[attr-defined]


def test_a_warning_lists_the_five_items_that_lost_most_the_greatest_loss_first() -> None:
    lost = {"a": "9.00", "b": "10.00", "c": "4.50", "d": "9.90", "e": "0.00", "f": "8.00", "g": "3.00"}
    items = tuple(RecordedItem(name, "10.00", mark, "10.00", mark) for name, mark in lost.items())
    items = (*items, RecordedItem("h", None, None, None, None))
    warned = result("A2", 2, yellow_card="below", items=items, town_mark="44.40")
    names = {name: f"{name}项" for name in lost}
    made = card_notice(worded("yellow-cards"), period(PoolField.TOWN), "ABCD2345", warned, names)
    (table,) = made.tables
    assert table.columns == (
        Column("项", 30), Column("满分", 10, Cells.FIGURE), Column("得分", 10, Cells.FIGURE),
        Column("失分", 10, Cells.FIGURE),
    )  # fmt: skip
    assert table.rows == (
        ("e项", "10.00", "0.00", "10.00"),
        ("g项", "10.00", "3.00", "7.00"),
        ("c项", "10.00", "4.50", "5.50"),
        ("f项", "10.00", "8.00", "2.00"),
        ("a项", "10.00", "9.00", "1.00"),
    )
    told = "2023年一季度评比中，你社区得分44.40分，列全街道3个村（社区）第2名，因得分低于标准，给予黄牌警示。"
    assert texts(made.parts)[0] == told
    assert (made.addressee, made.file, made.day) == ("城关街道A2村党组织", "A2-A2村", DAY)
    assert made.foot == "第2版（暂定） · 校验码 ABCD2345"


@pytest.mark.parametrize(
    ("money", "told"),
    [
        (None, ""),
        (RecordedMoney("30.00", "0.00", "0.00", None), ""),
        (RecordedMoney("0.00", "30.00", "0.00", None), "，其中：基础奖励30元"),
        (RecordedMoney("10.00", "0.00", "20.50", None), "，其中：名次奖励10元、等次奖励20.50元"),
        (RecordedMoney("10.00", "5.00", "15.00", None), "，其中：名次奖励10元、基础奖励5元、等次奖励15元"),
    ],
)
def test_a_reward_is_told_in_its_parts_where_it_is_more_than_the_money_of_a_place(
    money: RecordedMoney | None, told: str
) -> None:
    paid = result("B1", 1, reward="30.00", money=money)
    made = reward_notice(worded("rewards"), period(PoolField.TOWN), "ABCD2345", paid)
    assert f"给予季度奖励人民币30元（大写：叁拾元整）{told}。" in texts(made.parts)[0]
    assert "你村得分80.00分，列全镇1个村（社区）第1名" in texts(made.parts)[0]


RULES = scheme(
    year=annual(
        replace(honour("red-flag", 1, prize=300, uplift="30%"), name="红旗村"),
        replace(honour("model", 2, prize=100, uplift="20%"), name="模范村"),
    )
)
CADRES = {
    "A1-1": replace(cadre("A1-1", 3000), name="张三", post="书记"),
    "A3-1": replace(cadre("A3-1", "2400.05"), name="李四", post="主任"),
}


def honoured(
    code: str, kind: str, order: int, amounts: tuple[str, str, str], *members: RecordedMember
) -> RecordedHonour:
    return RecordedHonour(code, kind, f"{90 - order}.00", order, *amounts, members)


def a_year(*given: RecordedHonour) -> PrintedYear:
    """B1 has the red flag, two villages of T1 are models; of one the register knows no more."""
    listed = given or (
        honoured("B1", "red-flag", 1, ("300.00", "180.00", "120.00")),
        honoured("A3", "model", 2, ("100.00", "60.00", "40.00"), RecordedMember("A3-1", "25.00", "480.01"),
                 RecordedMember("A3-9", "15.00", "10.00")),
        honoured("A1", "model", 3, ("100.50", "60.30", "40.20"), RecordedMember("A1-1", "40.20", "600.00")),
    )  # fmt: skip
    return PrintedYear(
        scheme=RULES, name="2023", revision=2, code="ABCD2345", honoured=listed,
        villages={one.code: one for one in PLACES}, towns=TOWNS, cadres=CADRES, day=DAY, draft=False,
    )  # fmt: skip


def test_prizes_of_a_town_with_several_villages_add_up_in_each_of_their_halves() -> None:
    villages, members = prize_list(worded("prizes"), a_year()).tables
    assert villages.rows == (
        ("1", "模范村", "城关街道", "A3村", "A3", "100.00", "60.00", "40.00"),
        ("2", "模范村", "城关街道", "A1村", "A1", "100.50", "60.30", "40.20"),
        ("3", "红旗村", "白水镇", "B1村", "B1", "300.00", "180.00", "120.00"),
    )
    assert villages.groups == (
        RowGroup("城关街道", 2, ("小计", "", "城关街道", "", "", "200.50", "120.30", "80.20")),
        RowGroup("白水镇", 1),
    )
    assert villages.totals == (("合计", "", "", "", "", "500.50", "300.30", "200.20"),)
    assert members.rows == (
        ("1", "城关街道", "A3村", "李四", "主任", "25.00", ""),
        ("2", "城关街道", "A3村", "A3-9", "", "15.00", ""),
        ("3", "城关街道", "A1村", "张三", "书记", "40.20", ""),
    )
    assert members.groups == (RowGroup("城关街道", 3),), "one town alone is the total"
    assert members.totals == (("合计", "", "", "", "", "80.20", ""),)


def test_uplifts_of_a_town_add_up_and_a_cadre_that_nobody_knows_has_no_base() -> None:
    given = a_year().honoured
    paid = replace(given[0], members=(RecordedMember("B1-1", "120.00", "7.00"),))
    (table,) = uplift_list(worded("uplifts"), a_year(paid, *given[1:])).tables
    assert table.rows == (
        ("1", "模范村", "城关街道", "A3村", "李四", "主任", "2400.05", "20%", "480.01"),
        ("2", "模范村", "城关街道", "A3村", "A3-9", "", "", "20%", "10.00"),
        ("3", "模范村", "城关街道", "A1村", "张三", "书记", "3000.00", "20%", "600.00"),
        ("4", "红旗村", "白水镇", "B1村", "B1-1", "", "", "30%", "7.00"),
    )
    assert table.groups == (
        RowGroup("城关街道", 3, ("小计", "", "城关街道", "", "", "", "", "", "1090.01")),
        RowGroup("白水镇", 1),
    )
    assert table.totals == (("合计", "", "", "", "", "", "", "", "1097.01"),)


def test_an_honoured_village_that_has_left_the_register_is_called_by_its_code() -> None:
    year = a_year(honoured("Z9", "model", 1, ("100.00", "60.00", "40.00")))
    assert year.place(year.honoured[0]) == ("模范村", "", "Z9")
    assert [(one.name, len(given)) for one, given in year.by_honour()] == [("模范村", 1)]


def test_a_years_public_notice_has_the_grades_where_there_are_any() -> None:
    year = a_year()
    plain = awards_public_notice(worded("awards-notice"), year, None)
    assert plain.draft
    assert plain.tables[0].rows[1] == ("2", "模范村", "城关街道", "A3村", "88.00")
    good = replace(grade_rule("good"), name="优秀")
    graded = replace(year, scheme=replace(RULES, annual=replace(RULES.annual, grades=(good,))))
    graded = replace(graded, honoured=[replace(one, grade="good") for one in graded.honoured])
    hanging = Hanging(date(2024, 1, 15), date(2024, 1, 19), 5, "12" * 32)
    hung = awards_public_notice(worded("awards-notice"), graded, hanging)
    assert (hung.draft, hung.day) == (False, date(2024, 1, 15))
    assert [one.heading for one in hung.tables[0].columns] == [
        "序号", "荣誉", "镇（街道）", "村（社区）", "年度得分", "等次",
    ]  # fmt: skip
    assert hung.tables[0].rows[1] == ("2", "模范村", "城关街道", "A3村", "88.00", "优秀")


def marked(code: str, mark: str, **items: tuple[str | None, str | None]) -> RecordedVillage:
    """A village's result with the city's mark and full mark of items."""
    own = tuple(RecordedItem(name, full, mark, full, mark) for name, (mark, full) in items.items())
    return result(code, 1, city_mark=mark, items=own)


def test_a_circular_names_the_three_items_in_which_least_was_earned_and_the_mean_and_best_marks() -> None:
    """A town's own item does not count, nor one that applies to nobody."""
    villages = (
        marked("A1", "70.00", a=("5.00", "10.00"), b=("9.00", "10.00"), c=("2.00", "30.00"), own=("0.00", "9.00")),
        marked("A2", "80.01", a=("2.51", "10.00"), b=(None, None), c=("28.00", "30.00"), d=("3.00", "4.00")),
        marked("B1", "90.00", e=(None, None), b=("10.00", "10.00"), d=("4.00", "4.00")),
    )  # fmt: skip
    names = {name: f"{name}项" for name in "abcde"}
    made = circular(worded("circular"), period(villages=villages), "ABCD2345", names)
    told = texts(made.parts)
    assert "本季度对2个镇（街道）的3个村（社区）按5项进行评比，全县平均得分80.00分，最高90.00分。" in told
    assert any("较低的是：a项（37.6%）、c项（50.0%）、d项（87.5%）。" in text for text in told)
    assert "本季度没有村（社区）受到黄牌警示。" in told
    assert not made.tables


def test_a_circular_lists_first_places_that_are_paid_and_yellow_cards() -> None:
    villages = (
        result("A1", 1, reward="100.00"),
        result("A2", 2, reward="50.00", town_mark="70.00"),
        result("A3", 1, reward="0.00"),
        result("B1", 1, reward="30.50"),
        result("A4", 4, yellow_card="last", town_mark="50.00"),
    )
    made = circular(worded("circular"), period(villages=villages), "ABCD2345", {})
    firsts, cards = made.tables
    assert firsts.rows == (
        ("城关街道", "A1村", "1", "80.00", "100.00"),
        ("白水镇", "B1村", "1", "80.00", "30.50"),
    )
    assert cards.rows == (("城关街道", "A4村", "4", "50.00", "排名末位"),)
    assert [one.heading for one in firsts.columns] == [
        "镇（街道）",
        "村（社区）",
        "名次",
        "得分",
        "奖励（元）",
    ]
    assert [one.heading for one in cards.columns] == ["镇（街道）", "村（社区）", "名次", "得分", "原因"]
    told = texts(made.parts)
    assert "奖励3个村（社区），共180.50元。各镇（街道）第一名如下，其余见奖励发放表。" in told
    assert "对下列1个村（社区）给予黄牌警示。" in told


def test_a_list_of_yellow_cards_is_signed_and_dated_as_the_result_is() -> None:
    carded = (result("B1", 4, yellow_card="veto", town_mark="12.00"), result("A2", 2, yellow_card="below"))
    made = card_list(period(villages=carded), "ABCD2345")
    assert (made.title, made.day, made.draft) == ("2023年一季度黄牌警示名单", DAY, False)
    assert made.lines == ("小县村级工作评比", "第2版（暂定） · 校验码 ABCD2345")
    assert made.signature == "小县评比办公室"
    assert made.tables[0].rows == (
        ("城关街道", "A2村", "A2", "2", "80.00", "得分低于标准"),
        ("白水镇", "B1村", "B1", "4", "12.00", "一票否决"),
    )
    drawn = card_list(replace(period(villages=carded), draft=True, day=None), "ABCD2345")
    assert (drawn.draft, drawn.day) == (True, None)


def drawn_in(document: Document) -> list[Picture]:
    return [one for one in document.parts if isinstance(one, Picture)]


def test_a_report_of_firmness_tells_in_words_what_its_pictures_show() -> None:
    weights = (
        Weighed("甲", Fraction(1, 4), Fraction(1, 2)),
        Weighed("乙", Fraction(1, 4), Fraction(1, 4)),
        Weighed("丙", Fraction(0), Fraction(1, 8)),
        Weighed("丁", Fraction(1, 8), Fraction(1, 4)),
    )
    intervals = (Interval("东村", 3, (3, 3), (2, 4)), Interval("西村", 3, (2, 3), (2, 4)))
    counts = dict.fromkeys(("rounded", "items", "draws", "seed", "villages", "firm", "sure", "leanings"), 1)
    facts = {**counts, "when": "2023年一季度", "remarks": ["一"], "questions": ["二"]}
    figures = FairnessFigures(facts, (), (), (("1",) * 5,), (("1",) * 6,), weights, intervals)
    drawn, moved = drawn_in(fairness_report(worded("fairness"), RULES, figures))
    assert drawn.alt == "图：各项权重（空心条）同占分差（实心条）对照；占分差大于权重的有甲、丁。数字见下表"
    assert moved.alt == (
        "图：边界上2个村在权重±10%时的名次，圆点是现在的名次，粗线是抽到的，细线是还没排除的；1个村抽到的名次不变。数字见下表"
    )
    even = replace(figures, weights=weights[1:3])
    none, _moved = drawn_in(fairness_report(worded("fairness"), RULES, even))
    assert none.alt.endswith("占分差大于权重的有：无。数字见下表")
