"""公示: one page of ranks for the wall, signed by who puts it up; an annex where each sum can be checked."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from pypdf import PdfReader

from qsq.documents.document import Cells, Column, Document, Paragraph, Table
from qsq.documents.score.notice import public_notice
from qsq.documents.score.printed_period import PrintedPeriod
from qsq.documents.wording.standing_facts import reached
from qsq.documents.wording.units import town_sender
from qsq.documents.wording.worded import Worded
from qsq.documents.writers.pdf import PdfWriter
from qsq.domain.county.places import Register, Town
from qsq.domain.faults import Faults
from qsq.domain.results.recorded import RecordedItem, RecordedVillage
from qsq.domain.results.town_notice import NoticedVillage, TownNotice
from qsq.fairness.borders import Border, Stake
from qsq.fairness.narrow import Narrow
from qsq.rules.wording_file import read_wording
from qsq.scoring.ranking import PoolKey
from qsq.year.desk.wording import OURS
from qsq.year.fairness.found import percentage
from tests.documents.county import PERIOD, bundles, started
from tests.unit.builders import rewards, scheme, village

DAY = date(2023, 4, 10)
ITEMS = {"party": "党组织生活", "grain": "粮食生产", "river": "岸线保洁"}


def noticed(
    code: str, rank: int, mark: str, marks: dict[str, tuple[str, str]], **more: object
) -> NoticedVillage:
    figures = RecordedVillage(
        village_code=code, village_name=f"{code}村", town_code="T1", town_mark=mark, city_mark=mark, rank=rank,
        city_rank=rank, vetoed=False, bonus="0.00", deduction="0.00", reward="0.00", yellow_card=None,
        grade=None, items=tuple(RecordedItem(one, full, got, full, got) for one, (got, full) in marks.items()),
    )  # fmt: skip
    return NoticedVillage(replace(figures, **more), marks)  # type: ignore[arg-type]


def a_village(rank: int, mark: str = "90.00", **more: object) -> NoticedVillage:
    return noticed(
        f"V{rank:03}", rank, mark, {"party": ("40.00", "40.00"), "grain": ("50.00", "60.00")}, **more
    )


def hung(
    villages: Sequence[NoticedVillage],
    tie_breaks: Sequence[str] = (),
    town: str = "东镇",
    margins: Sequence[Narrow] = (),
) -> tuple[Document, ...]:
    faults = Faults()
    wording = read_wording("notice.yaml", (OURS / "notice.yaml").read_bytes(), faults)
    assert wording is not None, faults.found
    rules = scheme(ties=tie_breaks, money=rewards())
    places = tuple(village(one.figures.village_code) for one in villages)
    register = Register((Town("T1", town, contact="王干事", phone="0746-1"),), places, ())
    of = PrintedPeriod(
        scheme=rules, name="2023年一季度", revision=1, villages=[one.figures for one in villages],
        towns={"T1": town}, register=register, basis="", day=None, draft=True, provisional="",
    )  # fmt: skip
    return public_notice(Worded(wording), of, "CODE", TownNotice("T1", ITEMS, tuple(villages)), None, margins)


def told(document: Document) -> str:
    return "".join(part.text for part in document.parts if isinstance(part, Paragraph))


def test_46_villages_stand_on_one_page_in_two_halves() -> None:
    notice, _annex = hung([a_village(rank) for rank in range(1, 47)])
    (table,) = notice.tables
    assert len(table.rows) == 46
    halves = table.on_pages
    assert [(row[0], row[4]) for row in halves.rows] == [(str(one), str(one + 23)) for one in range(1, 24)]
    pages = PdfReader(io.BytesIO(PdfWriter().write([notice], DAY))).pages
    assert len(pages) == 1
    assert {round(float(side)) for side in pages[0].mediabox[2:]} == {595, 842}


@pytest.mark.parametrize(("count", "last"), [(20, ()), (21, ("", "", "", "")), (22, ("22",))])
def test_few_villages_stand_in_one_column_and_an_odd_one_leaves_its_neighbour_empty(
    count: int, last: Sequence[str]
) -> None:
    notice, _annex = hung([a_village(rank) for rank in range(1, count + 1)])
    row = notice.tables[0].on_pages.rows[-1]
    assert row[4 : 4 + len(last)] == tuple(last)
    assert len(row) == (4 if count == 20 else 8)


def test_a_reward_or_a_card_stands_beside_the_mark_and_both_are_explained() -> None:
    notice, annex = hung([a_village(1, reward="9457.24"), a_village(2), a_village(3, yellow_card="last")])
    assert [row[-1] for row in notice.tables[0].rows] == ["9,457.24", "", "黄牌"]
    assert "标“黄牌”的给予黄牌警示" in told(notice)
    assert [row[-1] for row in annex.tables[0].rows] == ["", "", "排名末位"]
    assert "黄牌" not in told(hung([a_village(1)])[0])


def test_a_full_mark_stands_once_in_the_head_and_beside_a_mark_only_where_it_is_another() -> None:
    _notice, annex = hung(
        [a_village(1), noticed("V002", 2, "88.00", {"party": ("88.00", "100.00")}), a_village(3)]
    )
    (table,) = annex.tables
    assert [column.heading for column in table.columns][2:4] == ["党组织生活\n40.00", "粮食生产\n60.00"]
    assert [row[2:4] for row in table.rows] == [
        ("40.00", "50.00"),
        ("88.00\n/100.00", "—"),
        ("40.00", "50.00"),
    ]
    assert "岸线保洁" not in str(table.columns), "no village of the town has it"


@pytest.mark.parametrize(
    ("ranks", "keys", "says"),
    [
        ((1, 2), ("item:party", "least_deductions", "most_bonus"),
         "得分相同的，依次按党组织生活得分高、扣分少、加分多排列名次。"),
        ((1, 1), ("least_deductions",), "得分相同的，依次按扣分少排列名次，仍相同的名次并列。"),
        ((1, 1), (), "得分相同的，名次并列。"),
    ],
)  # fmt: skip
def test_equal_marks_are_explained_where_there_are_any(
    ranks: tuple[int, int], keys: tuple[str, ...], says: str
) -> None:
    first, second = ranks
    equal = [noticed("V1", first, "90.00", {}), noticed("V2", second, "90.00", {})]
    assert says in told(hung(equal, keys)[0])
    assert "得分相同" not in told(hung([a_village(1, "91.00"), a_village(2, "90.00")], keys)[0])


@pytest.mark.parametrize(
    ("town", "signs"),
    [
        (Town("1", "白水镇"), "中共白水镇委员会\n白水镇人民政府"),
        (Town("1", "晒北滩乡"), "中共晒北滩乡委员会\n晒北滩乡人民政府"),
        (Town("1", "龙山街道"), "中共龙山街道工作委员会\n龙山街道办事处"),
        (Town("1", "农场"), "农场"),
        (Town("1", "白水镇", full_name="中共清河县白水镇委员会、清河县白水镇人民政府"),
         "中共清河县白水镇委员会\n清河县白水镇人民政府"),
    ],
)  # fmt: skip
def test_it_is_signed_in_full(town: Town, signs: str) -> None:
    assert town_sender(town) == signs


def test_it_says_where_to_object() -> None:
    known = (("", "王干事"), ("电话", "0746-1"), ("地址：", "文昌路1号"))
    assert reached(*known) == "王干事，电话0746-1，地址：文昌路1号"
    assert "东镇（王干事，电话0746-1）" in told(hung([a_village(1)])[0])


def test_a_wording_without_an_annex_is_one_document_as_before() -> None:
    faults = Faults()
    text = "title: 公示\nparts: [{table: marks}]\n"
    wording = read_wording("notice.yaml", text.encode(), faults)
    assert wording is not None
    assert Worded(wording).annex is None


def test_a_long_annex_repeats_its_head_on_every_page() -> None:
    columns = (Column("村（社区）", 12), *(Column(f"项{n}", 5, Cells.FIGURE) for n in range(20)))
    rows = tuple((f"{n}村", *["5.00"] * 20) for n in range(80))
    annex = Document("附件", (Table(columns, rows),), compact=True)
    pages = PdfReader(io.BytesIO(PdfWriter().write([annex], DAY))).pages
    texts = [page.extract_text() for page in pages]
    assert len(texts) > 1
    assert all("项19" in text for text in texts)
    assert "79村" in texts[-1]


def test_on_request_the_annex_tells_how_narrow_the_towns_borders_are() -> None:
    def narrow(town: str, margin: Fraction | None, *, exact: bool = True) -> Narrow:
        border = Border(Stake.MONEY, "1", PoolKey(town), ("V001",), ("V002",))
        return Narrow(border, "V001", "V002", Fraction(1), Fraction(9), margin, exact)

    villages = [a_village(1, "91.00"), a_village(2)]
    margins = [
        narrow("T1", Fraction(1, 9)),
        narrow("T2", Fraction(1, 7)),
        narrow("T1", Fraction(1, 3), exact=False),
        narrow("T1", None),
    ]
    _notice, annex = hung(villages, margins=margins)
    assert annex.tables[-1].rows == (
        ("奖励第1名", "V001村", "V002村", "11.11%"),
        ("奖励第1名", "V001村", "V002村", "≥33.33%"),
        ("奖励第1名", "V001村", "V002村", "—"),
    )
    assert "余量是各项权重至少改动多少" in told(annex)
    _notice, silent = hung(villages)
    assert "余量" not in told(silent)
    assert all(table.name != "余量" for table in silent.tables)


def test_a_scheme_that_asks_has_each_towns_notice_tell_what_fairness_tells(tmp_path: Path) -> None:
    county = started(tmp_path, renamed={"working_days: 5": "working_days: 5, margins: true"})
    county.score.period(PERIOD, on="2023-04-03")
    of_period = county.fairness(PERIOD, draws=100)
    names = {code: of_period.named("village", code) for code in of_period.marks}
    expected = [
        (names[one.before], names[one.behind], percentage(one.margin or Fraction(0)))
        for one in of_period.narrow
        if one.border.pool.town_code == "T1"
    ]
    first = bundles(county, "notice")[0].documents[1].tables[-1]
    assert [row[1:] for row in first.rows] == expected
