"""The handbook to print: every page of `qsq help` in it, contents that lead there, the same bytes every time."""

import io
import re
import runpy
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader

from qsq.year.handbook import pages
from tests.conftest import REPOSITORY

BOOK: dict[str, Any] = runpy.run_path(str(REPOSITORY / "docs" / "make_handbook.py"))


@cache
def printed(language: str) -> bytes:
    """The handbook, made once."""
    content: bytes = BOOK["made"](language)
    return content


@pytest.mark.torture
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_page_is_a_chapter_that_the_contents_and_a_bookmark_lead_to(language: str) -> None:
    book, titles = PdfReader(io.BytesIO(printed(language))), [one.title for one in pages(language)]
    labels = book.page_labels
    contents = "".join(
        page.extract_text()
        for page, label in zip(book.pages, labels, strict=True)
        if label in {"i", "ii", "iii"}
    )
    marks: list[Any] = [one for one in book.outline if not isinstance(one, list)]
    opened = {str(one.title): book.get_destination_page_number(one) for one in marks}
    assert [title for title in opened if title in titles] == titles
    for title in titles:
        number = opened[title]
        assert number is not None
        assert book.pages[number].extract_text().replace("\n", "").startswith(title)
        assert re.search(rf"{re.escape(title)}[ .]*{labels[number]}\n", contents), title


@pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.torture)])
def test_it_is_the_same_bytes_twice(language: str) -> None:
    assert BOOK["made"](language) == printed(language)


def test_a_line_ends_without_a_blank_between_chinese_characters_alone() -> None:
    (chinese,), (english,) = BOOK["blocks"]("甲，\n乙"), BOOK["blocks"]("one\n`two`")
    assert "".join(span["text"] for span in chinese["spans"]) == "甲，乙"
    assert [(span["text"], span["style"]) for span in english["spans"]] == [
        ("one", "plain"),
        (" ", "plain"),
        ("two", "code"),
    ]


@pytest.mark.parametrize("text", ["![](a.png)", "> said", "[a](b)"])
def test_what_the_layout_does_not_know_is_not_left_out(text: str) -> None:
    with pytest.raises(ValueError, match="knows no"):
        BOOK["blocks"](text)
