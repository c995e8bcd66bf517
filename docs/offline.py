"""A hook of the site: what its theme would fetch, so that search runs from the disk, lies in it."""

from typing import Any
from urllib.parse import quote

FETCHED = "https://unpkg.com/iframe-worker/shim"
OURS = "assets/iframe-worker.js"


def on_post_page(output: str, page: Any, config: Any) -> str:  # noqa: ARG001 - mkdocs passes them by name
    """A page that fetches nothing."""
    up = "../" * page.url.count("/")
    return output.replace(FETCHED, quote(up + OURS))


def on_post_template(output_content: str, template_name: str, config: Any) -> str:  # noqa: ARG001
    """The page for addresses that are not there."""
    return output_content.replace(FETCHED, OURS)
