"""The browser that all tests of the board share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.look.browser import open_browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium, opened once in a process."""
    with open_browser() as chromium:
        yield chromium
