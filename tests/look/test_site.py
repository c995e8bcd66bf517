"""The site of the documents: every link leads somewhere, nothing is fetched, search finds Chinese from the disk."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.look.browser import NO_BROWSER, browser_path, open_browser

pytestmark = pytest.mark.torture
_FETCHED = re.compile(r"<(?:script|link|img)[^>]*(?:src|href)=[\"']?(?:https?:)?//[^\"' >]*")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The site, built as `make docs` builds it, where a wrong link is an error."""
    folder = tmp_path_factory.mktemp("site")
    call = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(folder)]
    built = subprocess.run(call, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    yield folder
    shutil.rmtree(folder)


def test_no_page_fetches_anything(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 30
    assert [
        (page.name, _FETCHED.findall(page.read_text("utf-8")))
        for page in pages
        if _FETCHED.search(page.read_text("utf-8"))
    ] == []


@pytest.mark.skipif(browser_path() is None, reason=NO_BROWSER)
@pytest.mark.parametrize(("typed", "page"), [("撤销", "steps.html"), ("ledger", "ledger.html")])
def test_search_finds_words_of_both_languages_from_the_disk(site: Path, typed: str, page: str) -> None:
    with open_browser() as browser:
        opened = browser.new_page()
        opened.goto((site / "index.html").as_uri())
        opened.locator(".md-search__input").fill(typed)
        opened.locator(".md-search-result__link").first.wait_for(timeout=20_000)
        found = opened.locator(".md-search-result__link").evaluate_all("all => all.map(one => one.href)")
    assert any(page in one for one in found)
