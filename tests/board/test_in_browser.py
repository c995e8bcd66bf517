"""The board in headless Chromium, straight from the disk: found, read, printed, and within its walls."""

from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pypdf import PageObject, PdfReader

from tests.board.county import make_namesakes, make_public, workspace_of
from tests.conftest import copied_once_made, made_once, small_workspace
from tests.look.browser import NO_BROWSER, browser_path

pytestmark = pytest.mark.skipif(browser_path() is None, reason=NO_BROWSER)

KINDS = {
    "index": "index.html",
    "villages": "villages.html",
    "year": "2023/index.html",
    "burden": "2023/burden.html",
    "period": "2023/q1/index.html",
    "town": "2023/q1/T2.html",
    "village": "2023/villages/A1.html",
    "check": "2023/q1/check.html",
    "index in English": "en/index.html",
    "villages in English": "en/villages.html",
    "year in English": "en/2023/index.html",
    "burden in English": "en/2023/burden.html",
    "period in English": "en/2023/q1/index.html",
    "town in English": "en/2023/q1/T1.html",
    "village in English": "en/2023/villages/B1.html",
    "check in English": "en/2023/q1/check.html",
}
every_template = pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=kind, marks=[pytest.mark.torture] if kind.endswith("in English") else [])
        for kind, path in KINDS.items()
    ],
)
"""`make test` takes the Chinese pages; the English ones have the same templates."""
PHONE, SMALLEST = 360, 320
"""Widths in pixels."""
A4 = (595, 842)
"""A4 in points."""


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small county's board, with namesakes in two towns."""
    made = made_once(tmp_path_factory, "namesakes", _public_board_of_namesakes)
    return copied_once_made(made / "small", tmp_path_factory.mktemp("browser") / "small") / "out" / "board"


def _public_board_of_namesakes(folder: Path) -> None:
    root = small_workspace(folder)
    make_namesakes(root)
    make_public(root).board.build()


def text_of(sheet: PageObject) -> str:
    """The text of a printed sheet without spaces; PDF writes some characters as the radicals they look like."""
    return "".join(normalize("NFKC", sheet.extract_text()).split())


def shown(page: Page) -> list[str]:
    """The villages that the list shows."""
    return [" ".join(text.split()) for text in page.locator(".villages li:visible").all_inner_texts()]


def test_without_a_script_every_village_is_found_by_its_town(browser: Browser, board: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((board / "index.html").as_uri())
    page.get_by_role("link", name="西镇").click()
    assert page.url.endswith("villages.html#tT2")
    assert not page.get_by_role("searchbox").is_visible()
    assert len(shown(page)) == 6
    page.get_by_role("link", name="西三村").click()
    assert page.get_by_role("heading", level=1).inner_text() == "西镇 西三村"
    context.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("东二", ["东二村 A2"]),
        ("b2", ["西二村 B2"]),
        ("Ｂ２", ["西二村 B2"]),
        ("西镇", ["东一村（西镇） B1", "西二村 B2", "西三村 B3"]),
        ("东一村", ["东一村（东镇） A1", "东一村（西镇） B1"]),
        ("东一村 西镇", ["东一村（西镇） B1"]),
        ("西镇西二村", ["西二村 B2"]),
        ("西西二", ["西二村 B2"]),
        ("xiersan", []),
        ("xisancun", ["西三村 B3"]),
        ("XSC", ["西三村 B3"]),
        ("没有", []),
    ],
)
def test_search_by_name_town_and_code_tells_namesakes_apart(
    page: Page, board: Path, typed: str, found: list[str]
) -> None:
    page.goto((board / "villages.html").as_uri())
    page.get_by_role("searchbox", name="村名、镇名、拼音、首字母或村代码").fill(typed)
    assert shown(page) == found
    towns = page.get_by_role("navigation", name="按镇(街道)查看")
    assert towns.is_visible() is not bool(found), "what is found stands at the top"
    status = page.get_by_role("status").inner_text()
    assert status == (
        f"找到{len(found)}个村(社区)"
        if found
        else "没有找到。请检查写法，或在下面按镇(街道)查找。全部6个村(社区)现在都没有显示，清空输入框后重新显示。"
    )
    page.get_by_role("searchbox").fill("")
    assert len(shown(page)) == 6


def test_the_citys_ranks_are_filtered_by_town_and_village(page: Page, board: Path) -> None:
    page.goto((board / "2023/q1/index.html").as_uri())
    box = page.get_by_role("searchbox", name="只看村名、镇名中含有的")
    rows = page.locator(".group tr:visible")
    for typed, count in (("", 6), ("西镇", 3), ("西镇西二村", 1), ("没有", 0)):
        box.fill(typed)
        assert rows.count() == count
    assert "全部6个村(社区)现在都没有显示" in page.get_by_role("status").inner_text()


def test_a_villages_page_by_keyboard(page: Page, board: Path) -> None:
    page.goto((board / "2023/villages/B1.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    summary = page.locator("summary")
    told = page.get_by_text("评为“良”：3分 × 80%")
    assert not told.is_visible()
    summary.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert told.is_visible()
    chart = page.get_by_role("img", name="全市得分的变化")
    assert "一季度 65.20分，全市第5名" in (chart.text_content() or "")


def test_the_language_switch_leads_there_and_back(page: Page, board: Path) -> None:
    page.goto((board / "2023/q1/T2.html").as_uri())
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("en/2023/q1/T2.html")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.get_by_role("columnheader", name="Town mark").is_visible()
    page.get_by_role("link", name="中文").click()
    assert page.url.endswith("board/2023/q1/T2.html")


@every_template
def test_no_page_scrolls_sideways_on_a_phone(page: Page, board: Path, path: str) -> None:
    page.goto((board / path).as_uri())
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for width in (PHONE, SMALLEST):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@every_template
def test_text_of_twice_the_size_needs_no_sideways_scrolling_on_a_phone(
    page: Page, board: Path, path: str
) -> None:
    page.goto((board / path).as_uri())
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.set_viewport_size({"width": PHONE, "height": 740})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


@pytest.mark.torture
@every_template
def test_axe_finds_nothing(page: Page, board: Path, path: str) -> None:
    page.goto((board / path).as_uri())
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for width in (1366, 768, PHONE):
        page.set_viewport_size({"width": width, "height": 800})
        found: dict[str, Any] = Axe().run(page).response
        assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []
        assert len(found["passes"]) > 10


@pytest.mark.torture
@every_template
def test_a_page_prints_on_a4_with_its_text(page: Page, board: Path, path: str) -> None:
    page.goto((board / path).as_uri())
    heading = page.get_by_role("heading", level=1).inner_text()
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    for sheet in printed.pages:
        size = sorted(round(float(side)) for side in (sheet.mediabox.width, sheet.mediabox.height))
        assert size == list(A4)
    text = "".join(map(text_of, printed.pages))
    assert "".join(heading.split()) in text
    assert "跳到正文" not in text


def test_a_draft_is_marked_on_every_printed_sheet(page: Page, board: Path) -> None:
    """Across each sheet in large letters, and once in words."""
    draft = workspace_of(board.parents[1]).board.build(draft=True)
    page.goto((board.parents[1] / draft.folder / "2023/q1/T2.html").as_uri())
    sheets = [text_of(sheet) for sheet in PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages]
    assert len(sheets) > 1
    assert all("草案" in sheet for sheet in sheets)
    assert "含有未经公示的内容" in sheets[0]


def test_what_hangs_on_the_wall_carries_its_codes_and_repeats_its_heads(
    page: Page, board: Path, tmp_path: Path
) -> None:
    """A town of eighty villages: each printed sheet of its ranks has the table's head."""
    text = (board / "2023/q1/T2.html").read_text("utf-8")
    row = "<tr>" + text[text.index("<tbody>") :].split("<tr>")[1]
    long = tmp_path / "long.html"
    long.write_text(text.replace("<tbody>", "<tbody>" + row * 77, 1), "utf-8")
    page.goto(long.as_uri())
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    with_ranks = [text for text in map(text_of, sheets) if "1525.25元" in text]
    assert len(with_ranks) > 1
    assert all("镇级得分" in sheet for sheet in with_ranks)
    assert "台账校验码" in with_ranks[0]
    assert sheets[-1].mediabox.width > sheets[-1].mediabox.height, "the items' table prints across"
