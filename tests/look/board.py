"""The notice board of 祁阳 2023, and pictures of its pages in out/look/board, to be looked at."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.look.browser import NO_BROWSER, browser_path, open_browser
from tests.look.public_year import OUT, public_year

BOARD = OUT / "board"
PAGES = {
    "index": "index.html",
    "villages": "villages.html",
    "year": "2023/index.html",
    "burden": "2023/burden.html",
    "period": "2023/q1/index.html",
    "town": "2023/q1/431181107.html",
    "village": "2023/villages/431181107243.html",
    "village-en": "en/2023/villages/431181107243.html",
}
WIDTHS = {"desktop": 1280, "phone": 360}
LONGEST = 2600
"""A picture ends after so many pixels: the first screens tell how a page looks."""


def main() -> None:
    """Build the board, then take the pictures."""
    workspace = public_year()
    built = workspace.board.build()
    folder = workspace.office.root / built.folder
    print(f"{len(built.files)} pages, the largest of {built.largest} bytes, in {folder}")
    BOARD.mkdir(parents=True, exist_ok=True)
    if browser_path() is None:
        print(NO_BROWSER)
        return
    with open_browser() as browser:
        for name, path in PAGES.items():
            _picture(browser, folder / path, BOARD / name)
    print(f"pictures in {BOARD}")


def _picture(browser: Browser, file: Path, target: Path) -> None:
    for name, width in WIDTHS.items():
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(file.as_uri())
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        height = min(page.evaluate("document.documentElement.scrollHeight"), LONGEST)
        page.screenshot(
            path=f"{target}-{name}.png",
            full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": height},
        )
        page.close()
    page = browser.new_page()
    page.goto(file.as_uri())
    page.pdf(path=f"{target}.pdf", prefer_css_page_size=True, print_background=True)
    page.close()
