"""Hooks of the site: what its theme would fetch lies in it; the handbook of `qsq help` is among its pages."""

from pathlib import Path
from runpy import run_path
from typing import Any
from urllib.parse import quote

from mkdocs.structure.files import File

from qsq.year.handbook import pages

FETCHED = "https://unpkg.com/iframe-worker/shim"
OURS = "assets/iframe-worker.js"
FOLDERS = {"zh": "handbook", "en": "handbook/en"}
"""Where the handbook's pages of each language lie on the site."""
BOOK = run_path(str(Path(__file__).with_name("make_handbook.py")))


def on_post_page(output: str, page: Any, config: Any) -> str:  # noqa: ARG001 - mkdocs passes them by name
    """A page that fetches nothing."""
    up = "../" * page.url.count("/")
    return output.replace(FETCHED, quote(up + OURS))


def on_post_template(output_content: str, template_name: str, config: Any) -> str:  # noqa: ARG001
    """The page for addresses that are not there."""
    return output_content.replace(FETCHED, OURS)


def on_files(files: Any, config: Any) -> Any:
    """The pages of `qsq help` among those of docs/, and all of them to print."""
    for language, folder in FOLDERS.items():
        for one in pages(language):
            files.append(File.generated(config, f"{folder}/{one.topic}.md", content=one.text))
        printed = f"{folder}/{BOOK['FILES'][language]}"
        files.append(File.generated(config, printed, content=BOOK["made"](language)))
    return files
