"""自己核对: the reader's own browser counts a period again, and agrees with the engine on all that it publishes."""

import json
import os
import re
import shutil
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Page

from tests.board.county import show
from tests.conftest import REPOSITORY, Qsq, examples
from tests.look.browser import NO_BROWSER, browser_path
from tests.second.worlds import a_world, write

pytestmark = pytest.mark.skipif(browser_path() is None, reason=NO_BROWSER)
WORLDS = int(os.environ.get("QSQ_WORLDS", examples(2, 40)))
"""Random counties; 40 of them have more than 1,000 villages."""
SAME = "全部相符。"
MOST_LINES = 300


def told(page: Page, file: Path) -> str:
    """What the page says of all villages."""
    page.goto(file.as_uri())
    return page.get_by_role("status").inner_text()


def drafted(qsq: Qsq, county: Path) -> list[Path]:
    assert qsq("board", "build", "--draft", workspace=county).code == 0
    return sorted((county / "out" / "board-draft").glob("2*/*/check.html"))


@pytest.mark.parametrize(
    "example",
    ["mini", *(pytest.param(one, marks=pytest.mark.torture) for one in ("ties", "months", "half-years"))],
)
def test_every_example_is_as_published(example: str, page: Page, qsq: Qsq, tmp_path: Path) -> None:
    county = tmp_path / example
    shutil.copytree(REPOSITORY / "tests" / "examples" / example, county)
    expected = sorted((county / "expected").glob("score-*.json"))
    for one in expected:
        period = json.loads(one.read_text("utf-8"))["period"]
        assert qsq("score", "period", period, workspace=county).code == 0
    files = drafted(qsq, county)
    assert len(files) == len(expected)
    assert [text for text in (told(page, file) for file in files) if not text.endswith(SAME)] == []


@pytest.mark.parametrize("seed", range(WORLDS))
def test_random_counties_are_as_published(seed: int, page: Page, qsq: Qsq, tmp_path: Path) -> None:
    world = a_world(seed)
    write(world, tmp_path, Random(seed))
    for period in world["periods"]:
        assert qsq("score", "period", period, workspace=tmp_path).code == 0
    files = drafted(qsq, tmp_path)
    assert len(files) == len(world["periods"])
    assert [text for text in (told(page, file) for file in files) if not text.endswith(SAME)] == []


@pytest.mark.parametrize("at", range(7), ids=["town", "city", "rank", "city rank", "reward", "card", "grade"])
def test_a_figure_that_is_not_what_was_counted_is_told(at: int, page: Page, small: Path) -> None:
    file = show(small) / "2023" / "q1" / "check.html"
    text = file.read_text("utf-8")
    assert told(page, file) == "重新计算了6个村(社区)，得分、名次、奖励、黄牌全部相符。"
    published = re.search(r'"published":(\[\[.*?\]\]),"words"', text)
    assert published
    figures = json.loads(published[1])
    figures[2][at] += "9"
    file.write_text(text.replace(published[1], json.dumps(figures)), "utf-8")
    assert told(page, file) == "重新计算了6个村(社区)，1个与公布的不符。"


def test_the_steps_of_a_village_are_shown_and_add_up(page: Page, small: Path) -> None:
    board = show(small)
    page.goto((board / "2023" / "q1" / "check.html").as_uri())
    page.get_by_label("村(社区)").select_option("A2")
    steps = page.locator("#steps").inner_text()
    marks = {
        row["item"]: row
        for row in json_rows(board / "data" / "2023Q1" / "items.json")
        if row["village_code"] == "A2"
    }
    for row in marks.values():
        if row["full"]:
            assert re.search(rf"{re.escape(row['full'])} × \S+ ÷ \S+ = {re.escape(row['mark'])}\b", steps)
    assert "✗" not in steps
    assert steps.count("✓") == 7


def test_a_villages_page_leads_to_its_own_steps(page: Page, small: Path) -> None:
    page.goto((show(small) / "2023" / "villages" / "B2.html").as_uri())
    page.get_by_role("link", name="自己核对每一步").click()
    assert page.get_by_label("村(社区)").input_value() == "B2"


def test_the_program_of_the_page_is_short_enough_to_be_read() -> None:
    script = REPOSITORY / "qsq" / "board" / "templates" / "check.js"
    assert len(script.read_text("utf-8").splitlines()) <= MOST_LINES


def json_rows(file: Path) -> list[dict[str, str]]:
    table = json.loads(file.read_text("utf-8"))
    return [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
