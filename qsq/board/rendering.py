"""Templates to pages: escaped by default, an unknown name is an error, nothing is fetched from anywhere."""

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context
from markupsafe import Markup, escape

from qsq.board.pinyin import latin
from qsq.board.voices import voiced


class Renderer:
    """The board's templates, with their style and script written into each page.

    Both stand in the page itself, so that a page that is passed on alone is whole; the policy names them
    by their digests and lets nothing else in.
    """

    def __init__(self) -> None:
        folder = files("qsq.board") / "templates"
        sources = {one.name: one.read_text("utf-8") for one in folder.iterdir() if one.is_file()}
        inline = {
            name: Markup(_without_indents(text) if name.endswith(".js") else _tight(text))  # noqa: S704 - our own
            for name, text in sources.items()
            if name.endswith((".css", ".js"))
        }
        self._inline = inline | {"": Markup("")}
        self._known: dict[tuple[str, str, bool, bool], Mapping[str, Markup | str]] = {}
        pages = {name: text for name, text in sources.items() if name.endswith(".html")}
        self._templates = Environment(
            loader=DictLoader(pages),
            autoescape=select_autoescape(["html"]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._templates.filters |= {"head": _head, "voiced": _voiced, "spoken": _spoken}

    def page(self, template: str, values: Mapping[str, Any]) -> str:
        """A page.

        Args:
            template: the file's name.
            values: what it shows; `script` names the page's script, empty for none.
        """
        layout = "village.css" if template == "village.html" else "lists.css"
        sheets = self._sheets(
            layout, values["script"], english=values["english"], draft=values["facts"].draft
        )
        shown = {**values, **sheets}
        text = self._templates.get_template(template).render(shown)
        return _IMPLIED.sub("", _without_indents(text))

    def _sheets(self, layout: str, script: str, *, english: bool, draft: bool) -> Mapping[str, Markup | str]:
        """Style and script of a page, and what lets them in: the same on hundreds of pages."""
        key = layout, script, english, draft
        if key not in self._known:
            names = ("board.css", layout, "english.css" if english else "", "draft.css" if draft else "")
            style, run = Markup("").join(map(self._inline.__getitem__, names)), self._inline[script]
            self._known[key] = {"style": style, "script": run, "policy": _policy(style, run)}
        return self._known[key]

    def rows(self, values: Mapping[str, Any]) -> Any:
        """The macros of rows.html, whose texts are put into pages as they are; all know the values."""
        return self._templates.get_template("rows.html").make_module(dict(values))


@cache
def renderer() -> Renderer:
    """The one of this process: a template is compiled once, however many boards are built."""
    return Renderer()


def _tight(style: str) -> str:
    """A style sheet without the line breaks between its rules: it stands in every page."""
    return _without_indents(style).replace("}\n", "}")


_IMPLIED = re.compile("</(?:li|td|th|tr|thead|tbody|option)>")
"""Ends that HTML lets a page leave out, a seventh of a board; no text holds them: `<` is escaped."""


def as_data(value: Any) -> Markup:
    """A value as JSON within a page; no text of it can end the element that holds it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - escaped


def _policy(style: str, script: str) -> str:
    allowed = f"; script-src '{_digest(script)}'" if script else ""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'{allowed}; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


_BREAKABLE = 4


def _head(text: str) -> Markup:
    """A column's head; one of four Chinese characters may break in its middle and nowhere else."""
    if len(text) != _BREAKABLE or text.isascii():
        return escape(text)
    return Markup("{}<wbr>{}").format(text[:2], text[2:])


@pass_context
def _voiced(context: Context, text: str) -> Markup:
    """A text of the county's; pages in English mark what of it is Chinese."""
    return voiced(text) if context["english"] else escape(text)


@pass_context
def _spoken(context: Context, name: str) -> Markup:
    """Behind a Chinese name on an English page, how it sounds."""
    if not context["english"]:
        return Markup("")
    return Markup(' <small lang="zh-Latn">{}</small>').format(latin(name))


def _without_indents(text: str) -> str:
    return "\n".join(line for line in map(str.strip, text.splitlines()) if line)
