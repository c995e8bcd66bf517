"""公文 by GB/T 9704-2012: head, number, signature and date, 版记, page numbers, headings broken by sense."""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PageObject, PdfReader

from qsq.api.workspace import Workspace
from qsq.documents.document import Column, Document, Paragraph, Table
from qsq.documents.official import Formalities, end_lines
from qsq.documents.title_lines import broken
from qsq.documents.writers.pdf import PdfWriter
from qsq.documents.writers.word import WordWriter
from qsq.documents.writers.workbook import columns_of
from tests.documents.county import bundles

DAY = date(2023, 4, 15)
MM = 72 / 25.4
HEAD = Formalities("中共清河县委员会文件", copies="县人民政府", printed_by="中共清河县委员会办公室")
PAPER = Document(
    "关于表彰的决定",
    (Paragraph("各村（社区）认真落实任务清单。"),),
    number="清发〔2023〕4号",
    addressee="各镇",
    signature="中共清河县委员会",
    day=DAY,
    official=HEAD,
)
TOWNS = Path(__file__).parents[2] / "data" / "towns.csv"


def pages(*documents: Document) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(PdfWriter().write(documents, DAY))).pages)


def tops(page: PageObject) -> dict[str, float]:
    """How far from the paper's top each text stands, in millimetres."""
    found: dict[str, float] = {}

    for text, _left, height in places(page):
        found.setdefault(text, float(page.mediabox.height) / MM - height)
    return found


def places(page: PageObject) -> list[tuple[str, float, float]]:
    """Each text, and where it begins: from the left and from the bottom, in millimetres."""
    found: list[tuple[str, float, float]] = []

    def seen(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        if text.strip():
            across, up = (tm[4] * cm[at] + tm[5] * cm[2 + at] + cm[4 + at] for at in (0, 1))
            found.append(("".join(text.split()), across / MM, up / MM))

    page.extract_text(visitor_text=seen)
    return found


def test_head_number_and_title_stand_in_their_places() -> None:
    (page,) = pages(PAPER)
    found = tops(page)
    letterhead, number = found["中共清河县委员会文件"], found["清发〔2023〕4号"]
    assert 37 + 35 < letterhead < 37 + 35 + 17
    assert letterhead < number < found["关于表彰的决定"] < found["各镇："]
    line = 28.95 / MM
    assert found["关于表彰的决定"] - number > 2 * line + 4, "two lines and the red line's 4 mm between"


def test_on_paper_that_brings_its_head_the_rest_stays_where_it_is() -> None:
    (page,) = pages(PAPER)
    (blank,) = pages(replace(PAPER, official=replace(HEAD, preprinted=True)))
    printed, found = tops(page), tops(blank)
    assert printed.keys() - found.keys() == {"中共清河县委员会文件"}
    assert {text: printed[text] for text in found} == pytest.approx(found)


def test_the_imprint_ends_with_the_text_of_the_last_page() -> None:
    long = replace(PAPER, parts=tuple(Paragraph("各村（社区）认真落实任务清单。" * 12) for _n in range(3)))
    found = pages(long)
    assert len(found) == 2
    first, last = ("".join(page.extract_text().split()) for page in found)
    assert "印发" not in first
    assert "抄送：县人民政府。" in last
    assert 255 < tops(found[1])["2023年4月15日印发"] < 297 - 35


def test_sender_and_date_of_a_stamped_paper_have_one_middle() -> None:
    sender, day = end_lines("中共清河县委员会", "2023年4月15日", stamped=True)
    assert day.right == 16, "four characters from the right, in quarters"
    assert sender.right + 8 * 4 // 2 == day.right + (3 * 4 + 7 * 2) // 2
    long, under = end_lines("清河县村级工作评比领导小组办公室办公室办公室", "2023年4月15日", stamped=True)
    assert long.right == 8
    assert under.right > 16


def test_the_date_of_a_paper_without_seal_begins_two_characters_behind_its_sender() -> None:
    for sender in ("中共清河县委员会", "县委", "清河县村级工作评比领导小组办公室"):
        first, second = end_lines(sender, "2023年4月15日", stamped=False)
        width, dated = 4 * len(sender), 3 * 4 + 7 * 2
        assert first.right + width - (second.right + dated) == 8
        assert min(first.right, second.right) >= 8
    assert end_lines("", "", stamped=False) == ()


def test_titles_are_broken_by_sense() -> None:
    told = "关于祁阳市“三创三强”村级工作评比2023年一季度结果的通报"
    assert broken(told, 20) == "关于祁阳市“三创三强”村级工作评比\n2023年一季度结果的通报"
    assert broken("关于印发《2023年一季度村级工作任务清单》的通知", 20) == (
        "关于印发\n《2023年一季度村级工作任务清单》的通知"
    )
    assert broken("短题", 20) == "短题"
    assert broken("甲\n乙", 20) == "甲\n乙"
    assert broken("长" * 30, 20) == "长" * 15 + "\n" + "长" * 15


def test_no_title_is_broken_inside_a_name_or_a_number() -> None:
    with TOWNS.open(encoding="utf-8") as opened:
        names = [row["town_name"] for row in csv.DictReader(opened)]
    for name in (*names, "晒北滩瑶族乡人民政府驻地社区", "达尔罕茂明安联合旗巴音花镇"):
        for title in (
            f"关于表彰{name}2023年度乡村振兴先进村的决定",
            f"{name}2023年一季度村级工作任务清单和评分办法",
            f"{name}2023年10月份工作提示名单",
        ):
            lines = broken(title, 20).split("\n")
            assert "".join(lines) == title
            assert all(columns_of(line) <= 40 for line in lines)
            for word in (name, "2023年", "乡村振兴", "评比", "任务清单", "10月份"):
                assert (word in title) == any(word in line for line in lines), (lines, word)


def test_word_has_the_same_head_and_end() -> None:
    word = docx.Document(io.BytesIO(WordWriter().write((PAPER,), DAY)))
    texts = [paragraph.text for paragraph in word.paragraphs]
    for text in ("中共清河县委员会文件", "清发〔2023〕4号", "　抄送：县人民政府。"):
        assert text in texts
    (imprint,) = [one for one in word.paragraphs if "印发" in one.text]
    assert imprint.text.split("\t") == ["　中共清河县委员会办公室", "2023年4月15日印发"]
    (frame,) = imprint._p.iter(qn("w:framePr"))
    assert frame.get(qn("w:vAnchor")) == "page"
    blank = replace(PAPER, official=replace(HEAD, preprinted=True))
    plain = docx.Document(io.BytesIO(WordWriter().write((blank,), DAY)))
    assert "中共清河县委员会文件" not in [paragraph.text for paragraph in plain.paragraphs]
    assert len(plain.paragraphs) == len(word.paragraphs)


def test_several_attachments_are_numbered_and_one_is_not() -> None:
    def of(*names: str) -> str:
        made = replace(PAPER, official=replace(HEAD, attachments=names))
        return "".join(page.extract_text() for page in pages(made)).replace("\n", "").replace(" ", "")

    assert "附件：名单" in of("名单")
    assert "附件：1.甲2.乙" in of("甲", "乙")


def test_a_lying_page_has_its_number_where_the_turned_sheet_has_it() -> None:
    wide = Table(tuple(Column("项", 12) for _n in range(14)), (("",) * 14,) * 40)
    first, second = pages(Document("宽", (wide,)))[:2]
    (left, low), (other, high) = (
        next((left, low) for text, left, low in places(page) if "—" in text) for page in (first, second)
    )
    assert left == pytest.approx(other, abs=1)
    assert 20 < left < 35 - 6, "in the margin at the left, 7 mm from the text"
    assert low < 60
    assert high > 210 - 60


@pytest.mark.parametrize("kind", ["circular", "decision", "checklist"])
def test_a_notice_a_circular_and_a_decision_are_official_papers(county: Workspace, kind: str) -> None:
    paper = bundles(county, kind)[0].documents[0]
    assert paper.official is not None
    assert paper.official.printed_by
    assert paper.number.endswith("号")
    assert (paper.signature != "", paper.day is not None) == (True, True)


def test_a_papers_own_number_is_not_the_committees(county: Workspace) -> None:
    paper = bundles(county, "decision")[0].documents[0]
    assert paper.number == "〔2024〕　　号"
    assert "小县常委〔2024〕3号" in "".join(paper.texts)


@pytest.mark.parametrize(
    "kind", ["prizes", "uplifts", "reward-list", "reminders", "burden", "year", "rewards"]
)
def test_what_is_no_official_paper_has_sender_and_date_all_the_same(county: Workspace, kind: str) -> None:
    for made in bundles(county, kind):
        for paper in made.documents:
            assert paper.official is None
            assert paper.signature
            assert paper.day is not None


@pytest.mark.parametrize(("count", "lines"), [(22, 1), (23, 2), (50, 2), (51, 3)])
def test_whom_copies_go_to_stands_above_who_prints_it_however_many_lines_it_takes(
    count: int, lines: int
) -> None:
    """55 letters a line, ten of them before and behind the names; the lower a line the higher its frame's top."""
    made = replace(PAPER, official=replace(HEAD, copies="局" * count, printed_by="县委办"))
    with ZipFile(io.BytesIO(WordWriter().write([made], DAY))) as parts:
        body = parts.read("word/document.xml").decode()
    copies, printed = (int(one) for one in re.findall(r'<w:framePr [^>]*w:y="(\d+)"', body))
    assert printed - copies == 440 * lines + 80
