"""Pictures in papers: what they draw, what they say to who cannot see them, the same bytes every time."""

import io
import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from qsq.documents.document import NO_PICTURE, Column, Document, Heading, Picture, Table
from qsq.documents.report.pictures import Interval, Weighed, intervals_picture, weights_picture
from qsq.documents.writers import word
from qsq.documents.writers.excel import ExcelWriter
from qsq.documents.writers.pdf import PdfWriter
from qsq.documents.writers.word import WordWriter
from tests.documents.a_paper import drawn
from tests.documents.test_layout import agreed

DAY = date(2023, 4, 10)
ITEMS = (
    Weighed("粮食<生产>", Fraction(1, 4), Fraction(1, 2)),
    Weighed("加分扣分", Fraction(0), Fraction(-1, 8)),
)
VILLAGES = (Interval("东凼村", 10, (9, 12), (8, 14)), Interval("西廻村", 1, (1, 1), (1, 1)))


def paper() -> Document:
    table = Table((Column("项", 20),), (("粮食",),))
    return Document("题", (Heading("一、甲"), weights_picture(ITEMS, "图：甲"), table))


def test_a_bar_is_as_long_as_its_share_and_says_it() -> None:
    drawing = weights_picture(ITEMS, "").drawing
    widths = [int(one) for one in re.findall(r'<rect [^>]* width="(\d+)" height', drawing)]
    assert widths[1] == 2 * widths[0]
    assert widths[2:] == [0, 0], "below 0 there is nothing to draw"
    assert ">25.0%<" in drawing
    assert ">-12.5%<" in drawing
    assert "粮食&lt;生产&gt;" in drawing


def test_a_village_stands_at_its_dot_and_its_lines_reach_as_far_as_it_can_move() -> None:
    drawing = intervals_picture(VILLAGES, "").drawing
    paths = re.findall(r'M(\d+) (\d+)L(\d+) \d+" stroke="(#\w+)" stroke-width="(\d+)"', drawing)
    thin, thick = ([int(one[0]), int(one[2])] for one in paths[:2])
    (dot, _other) = (int(one) for one in re.findall(r'cx="(\d+)"', drawing))
    assert thin[0] < thick[0] < dot < thick[1] < thin[1]
    assert thin[1] - dot == 2 * (thick[1] - dot) == 2 * (dot - thin[0])
    assert all(told in drawing for told in ("进4", "现在", "退4", "东凼村 10"))


def test_a_picture_is_drawn_as_it_was() -> None:
    """An element a line; what is long is cut."""
    long = Weighed("清洁家园和厕所革命长效管护", Fraction(1, 3), Fraction(0))
    alone = intervals_picture(VILLAGES[1:], "图：乙")
    shown = (weights_picture((*ITEMS, long), "图：甲"), drawn(), alone)
    found = "\n".join(f"{one.width} {one.height} {one.alt}\n{one.drawing}" for one in shown)
    found = found.replace("><", ">\n<") + "\n"
    assert found == agreed("pictures", found)


def test_of_nothing_there_is_no_picture() -> None:
    assert weights_picture((), "图") == intervals_picture((), "图") == NO_PICTURE


def alts(element: Any) -> Iterator[str]:
    """What the elements of a tagged PDF say instead of being seen."""
    known = element.get_object()
    for one in known if isinstance(known, list) else [known]:
        inner = one.get_object()
        if isinstance(inner, dict):
            yield from [str(inner["/Alt"])] if "/Alt" in inner else []
            yield from alts(inner["/K"]) if "/K" in inner else []


def test_a_pdf_tells_who_cannot_see_it_what_a_picture_shows() -> None:
    content = PdfWriter().write([paper()], DAY)
    assert content == PdfWriter().write([paper()], DAY)
    root: Any = PdfReader(io.BytesIO(content)).root_object
    assert list(alts(root["/StructTreeRoot"])) == ["图：甲"]


def test_a_word_file_holds_the_picture_with_its_words() -> None:
    content = WordWriter().write([paper()], DAY)
    assert content == WordWriter().write([paper()], DAY)
    with ZipFile(io.BytesIO(content)) as parts:
        (name,) = (one for one in parts.namelist() if one.endswith(".png"))
        assert parts.read(name).startswith(b"\x89PNG")
        assert 'descr="图：甲"' in parts.read("word/document.xml").decode()


def test_without_what_draws_a_word_file_holds_the_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "is_installed", lambda _ending: False)
    with ZipFile(io.BytesIO(WordWriter().write([paper()], DAY))) as parts:
        assert not [one for one in parts.namelist() if one.endswith(".png")]
        assert "图：甲" in parts.read("word/document.xml").decode()


def test_a_workbook_leaves_pictures_out() -> None:
    bare = Document("题", tuple(one for one in paper().parts if not isinstance(one, Picture)))
    assert ExcelWriter().write([paper()], DAY) == ExcelWriter().write([bare], DAY)
