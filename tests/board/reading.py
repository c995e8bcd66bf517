"""Reads pages as a visitor does: their text, their links, and whatever they might fetch."""

import re
from html.parser import HTMLParser
from pathlib import Path

_BLOCKS = {
    "p",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "caption",
    "dt",
    "dd",
    "summary",
    "figcaption",
    "title",
    "desc",
    "label",
}
_CELLS = {"td", "th"}
_UNSEEN = {"style", "script"}
CHECK_CODE = re.compile(r"\b(?:[2-9A-HJ-NP-Z]{8}|[0-9a-f]{64})\b")


class Reader(HTMLParser):
    """The text of a page, a line for each block; its ids, links, and the attributes that name addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.fetched: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        named = dict(attrs)
        if named.get("id"):
            self.ids.add(str(named["id"]))
        if tag == "a":
            self.links.append(str(named["href"]))
        self.fetched += [str(named[name]) for name in ("src", "srcset", "action", "data") if name in named]
        if tag == "link":
            self.fetched.append(str(named["href"]))
        if tag in _BLOCKS:
            self.parts.append("\n")
        if tag == "br":
            self.parts.append(" ")
        if tag in _CELLS:
            self.parts.append(" | ")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)

    @property
    def text(self) -> str:
        """The text, without blank lines."""
        lines = (re.sub(r"\s+", " ", line).strip() for line in re.split(r"\n(?! )", "".join(self.parts)))
        return "\n".join(line for line in lines if line) + "\n"


def read(page: Path) -> Reader:
    """A page as it was read."""
    reader = Reader()
    reader.feed(page.read_text("utf-8"))
    return reader


def without_codes(text: str) -> str:
    """The text with every check code and ledger head as `CODE`: they change whenever a rule's shape does."""
    return CHECK_CODE.sub("CODE", text)
