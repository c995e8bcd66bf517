"""The machine's Chromium, driven through playwright for tests and pictures."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def browser_path() -> str | None:
    """Where the first of the browsers lies that this machine has; None where it has none."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


NO_BROWSER = f"no browser: none of {', '.join(NAMES)} is on the PATH; get one with: make browser"
"""Why tests in a browser are skipped."""
