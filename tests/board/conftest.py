"""The browser that all tests of the board share, and counties without PDF and Word."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

from tests.look.browser import open_browser


@pytest.fixture(autouse=True)
def _quick(workbooks_alone: None) -> None:
    """Spared PDF and Word."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium, opened once in a process."""
    with open_browser() as chromium:
        yield chromium


@pytest.fixture(scope="session")
def window(browser: Browser) -> Page:
    """The browser's one page: to open another takes longer than what most tests do on it."""
    return browser.new_page()


@pytest.fixture
def page(window: Page) -> Iterator[Page]:
    """The page as wide as a desk's; what it asks for beyond the disk, and what goes wrong on it, fails the test."""
    wrong: list[str] = []

    def requested(request: Request) -> None:
        if not request.url.startswith("file:"):
            wrong.append(request.url)

    def broken(error: Error) -> None:
        wrong.append(str(error))

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            wrong.append(message.text)

    window.set_viewport_size({"width": 1280, "height": 720})
    window.on("request", requested)
    window.on("pageerror", broken)
    window.on("console", said)
    yield window
    window.remove_listener("request", requested)
    window.remove_listener("pageerror", broken)
    window.remove_listener("console", said)
    assert wrong == []
