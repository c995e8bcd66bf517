"""docs/gallery: the terminal, three documents and three pages, for the README."""

import shutil
from pathlib import Path

from playwright.sync_api import Browser

from tests.look.browser import NO_BROWSER, browser_path, open_browser
from tests.look.documents import DOCUMENTS
from tests.look.public_year import OUT

DOCS = Path(__file__).parents[2] / "docs"
GALLERY = DOCS / "gallery"
KINDS = {"notice": "notice", "yellow-card": "yellow-cards", "decision": "decision"}
VILLAGE = "2023/villages/431181107243.html"
PAGES = {
    "board-town": ("2023/q1/431181107.html", 1000, 900),
    "board-village": (VILLAGE, 1000, 900),
    "board-phone": (VILLAGE, 360, 780),
}
"""Pages of the board with the width and height of what is shown of them."""


def main() -> None:
    """Take the documents' first pages over, then pictures of pages and of the terminal."""
    if browser_path() is None:
        print(NO_BROWSER)
        return
    GALLERY.mkdir(exist_ok=True)
    for name, kind in KINDS.items():
        shutil.copyfile(min((DOCUMENTS / kind).glob("*-pdf-*1.png")), GALLERY / f"{name}.png")
    with open_browser() as browser:
        for name, (path, width, height) in PAGES.items():
            _picture(browser, OUT / "county" / "out" / "board" / path, GALLERY / f"{name}.png", width, height)
        page = browser.new_page(viewport={"width": 900, "height": 600})
        page.goto((DOCS / "terminal.svg").as_uri())
        page.locator("svg").screenshot(path=GALLERY / "terminal.png")
    print(f"pictures in {GALLERY}")


def _picture(browser: Browser, file: Path, target: Path, width: int, height: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(file.as_uri())
    page.screenshot(path=target)
    page.close()
