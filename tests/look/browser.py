"""The machine's Chromium, driven through playwright for tests and pictures; run, it says whether there is one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
NO_BROWSER = f"no browser: none of {', '.join(NAMES)} is on the PATH; get one with: make browser"
"""Why tests in a browser are skipped."""

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{folder}</dir>
<cachedir>{cache}</cachedir></fontconfig>
"""


def browser_path() -> str | None:
    """Where the first of the browsers lies that this machine has; None where it has none."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """The browser, with Chinese fonts whatever the machine has."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        config = Path(folder) / "fonts.conf"
        config.write_text(_FONTS.format(folder=_fonts(), cache=folder), "utf-8")
        environment: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(config)}
        browser = playwright.chromium.launch(executable_path=browser_path(), args=_ARGUMENTS, env=environment)
        yield browser
        browser.close()


def _fonts() -> Path:
    """The folder of the fonts that the project's documents are set in."""
    found = find_spec("pylopdf_fonts_zh_cn")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("pylopdf_fonts_zh_cn")
    return Path(found.origin).parent


if __name__ == "__main__":
    print(f"tests in a browser ran in {browser_path()}" if browser_path() else f"TESTS SKIPPED, {NO_BROWSER}")
