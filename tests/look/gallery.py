"""docs/gallery: the terminal, three documents and three pages, for the README."""

import shutil
from pathlib import Path

from tests.look.board import BOARD
from tests.look.browser import NO_BROWSER, browser_path, open_browser
from tests.look.documents import DOCUMENTS

DOCS = Path(__file__).parents[2] / "docs"
GALLERY = DOCS / "gallery"
PICTURES = {
    "notice": DOCUMENTS / "notice",
    "yellow-card": DOCUMENTS / "yellow-cards",
    "decision": DOCUMENTS / "decision",
    "board-town": BOARD / "town-desktop.png",
    "board-village": BOARD / "village-desktop.png",
    "board-phone": BOARD / "village-phone.png",
}


def main() -> None:
    """Take the pictures over, and the terminal's from docs/terminal.svg."""
    if browser_path() is None:
        print(NO_BROWSER)
        return
    GALLERY.mkdir(exist_ok=True)
    for name, found in PICTURES.items():
        first = min(found.glob("*-pdf-*1.png")) if found.is_dir() else found
        shutil.copyfile(first, GALLERY / f"{name}.png")
    with open_browser() as browser:
        page = browser.new_page(viewport={"width": 900, "height": 600})
        page.goto((DOCS / "terminal.svg").as_uri())
        page.locator("svg").screenshot(path=GALLERY / "terminal.png")
    print(f"pictures in {GALLERY}")
