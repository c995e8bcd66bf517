"""The parts of a Word file: python-docx makes those of all files once; each one's are packed with them."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import count
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document as Word

from qsq.documents.writers.word_styles import add_styles, made_chinese, set_properties

_TYPES, _ABOUT = "[Content_Types].xml", "docProps/core.xml"
_DOCUMENT, _RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"

_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_OVERRIDE = (
    '<Override PartName="/word/{}" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"/>'
)
_PNG = '<Default Extension="png" ContentType="image/png"/>'

_TITLE, _CREATED = "%title%", date(2000, 1, 1)
"""What stands in the properties for those of each file."""


class Package:
    """A Word file in the making: its headers, footers and pictures, by the ids that its text calls them."""

    def __init__(self) -> None:
        self._own: dict[str, str | bytes] = {}
        self._relations: list[str] = []
        self._overrides: list[str] = []
        self._pictures: dict[bytes, str] = {}
        self._numbers = Counter[str]()
        taken = _template()[_RELATIONS]
        self._ids = (one for one in (f"rId{number}" for number in count(1)) if f'"{one}"' not in taken)

    def next_number(self, kind: str) -> int:
        """The number that the next header or footer gets."""
        return self._numbers[kind] + 1

    def frame(self, kind: str, paragraph: str) -> str:
        """A `header` or `footer` of one paragraph; its id."""
        name = f"{kind}{self._count(kind)}.xml"
        self._overrides.append(_OVERRIDE.format(name, kind))
        root, end = _frame(kind)
        return self._related(kind, name, f"{root}{paragraph}{end}")

    def picture(self, png: bytes) -> tuple[str, int]:
        """The id of a picture, the same of the same one; and which it is of all that the text shows."""
        if png not in self._pictures:
            name = f"media/image{self._count('image')}.png"
            self._pictures[png] = self._related("image", name, png)
        return self._pictures[png], self._count("shown")

    def packed(self, sections: Sequence[tuple[str, str]], title: str, created: date) -> bytes:
        """The file's bytes, all parts of one date.

        Args:
            sections: of each what its `sectPr` holds, and its text.
            title: in the file's properties.
            created: there, too.
        """
        template = _template()
        about = template[_ABOUT].replace(_CREATED.isoformat(), created.isoformat())
        parts = {
            **template,
            _TYPES: self._types(template[_TYPES]),
            _ABOUT: about.replace(_TITLE, escape(title)),
            _DOCUMENT: "".join(_text(template[_DOCUMENT], sections)),
            _RELATIONS: template[_RELATIONS].replace("</", f"{''.join(self._relations)}</"),
            **self._own,
        }
        stamp = datetime(created.year, created.month, created.day).timetuple()[:6]  # noqa: DTZ001 - zips know no zone
        written = io.BytesIO()
        with ZipFile(written, "w") as archive:
            for name, content in parts.items():
                archive.writestr(ZipInfo(name, stamp), content, ZIP_DEFLATED)
        return written.getvalue()

    def _count(self, kind: str) -> int:
        self._numbers[kind] += 1
        return self._numbers[kind]

    def _related(self, kind: str, name: str, content: str | bytes) -> str:
        known = next(self._ids)
        self._own[f"word/{name}"] = content
        self._relations.append(f'<Relationship Id="{known}" Type="{_KINDS}{kind}" Target="{name}"/>')
        return known

    def _types(self, text: str) -> str:
        """What each part is, as python-docx sorts them."""
        before = text.partition("<Override")[0]
        if self._pictures:
            before = before.replace("<Default", f"{_PNG}<Default", 1)
        overrides = sorted([*re.findall("<Override[^>]*>", text), *self._overrides])
        return f"{before}{''.join(overrides)}</Types>"


def _text(empty: str, sections: Sequence[tuple[str, str]]) -> Iterator[str]:
    """An empty file's text, filled."""
    before, properties, after = empty.partition("<w:sectPr")
    yield before
    for held, text in sections[:-1]:
        yield f"{text}<w:p><w:pPr><w:sectPr>{held}</w:sectPr></w:pPr></w:p>"
    held, text = sections[-1]
    attributes, _old, end = after.partition("</w:sectPr>")
    yield f"{text}{properties}{attributes.partition('>')[0]}>{held}</w:sectPr>{end}"


@cache
def _template() -> Mapping[str, str]:
    """The parts of an empty file with the styles of an official document, in their order."""
    word = Word()
    made_chinese(word)
    add_styles(word)
    set_properties(word, _TITLE, _CREATED)
    return _parts(word)


@cache
def _frame(kind: str) -> tuple[str, str]:
    """What stands before and behind the paragraph of a `header` or `footer`."""
    word = Word()
    made_chinese(word)
    getattr(word.sections[0], kind).is_linked_to_previous = False
    text = _parts(word)[f"word/{kind}1.xml"]
    return text[: text.index("<w:p>")], text[text.rindex("</w:p>") + len("</w:p>") :]


def _parts(word: Any) -> dict[str, str]:
    """A file's parts as python-docx writes them."""
    content = io.BytesIO()
    word.save(content)
    with ZipFile(content) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}
