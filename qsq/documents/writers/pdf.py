"""Documents as PDF/A-2a and PDF/UA-1, set by typst: the same bytes every time, no empty boxes."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from pylopdf_fonts_zh_cn import serif_path
from typst import Compiler, Fonts, TypstError

from qsq.documents.document import SIGNED_ROW_MM, Document, Heading, Paragraph, Picture, Table
from qsq.documents.official import Formalities
from qsq.documents.seal import Seal
from qsq.documents.writers.forgetting import forget
from qsq.documents.writers.scale import Scales
from qsq.documents.writers.typefaces import faces, is_usual
from qsq.domain.faults import Fault, Place, QsqError, Refused, message

_LAYOUT = Path(__file__).with_name("layout.typ")
_MOST_KEYWORDS = 8
_NO_GLYPH = "could not be displayed"


class PdfWriter:
    """Writes documents one after the other into a PDF, each beginning with a page 1 of its own.

    Args:
        fonts: a folder with the office's own fonts.
    """

    ending = ".pdf"

    def __init__(self, fonts: Path | None = None) -> None:
        self._fonts = fonts
        self._faces = json.dumps(faces(fonts), ensure_ascii=False)
        self._idle = SimpleQueue[Compiler]() if fonts else _idle()
        self._scales = _scales_with(fonts) if fonts else _scales()

    @contextmanager
    def _lent(self) -> Iterator[Compiler]:
        """A compiler that no other thread uses: typst's does one thing at a time."""
        try:
            compiler = self._idle.get_nowait()
        except Empty:
            compiler = _compiler(self._fonts)
        try:
            yield compiler
        finally:
            self._idle.put(compiler)

    def write(self, documents: Sequence[Document], created: date) -> bytes:
        """The file's bytes; `created` is the date in its properties.

        Raises:
            Refused: no font has some of the characters; each is named.
        """
        inputs = _inputs(documents, self._faces, self._scales)
        stamp = int(datetime(created.year, created.month, created.day, tzinfo=UTC).timestamp())
        with self._lent() as compiler:
            try:
                content = _set(compiler, inputs, stamp)
            except TypstError as error:
                raise _told(error.message, documents, self._lacking(compiler)) from error
            forget(compiler, len(documents))
        return content

    def _lacking(self, compiler: Compiler) -> Callable[[str], bool]:
        """Whether no font has a character."""

        def lacks(character: str) -> bool:
            try:
                _set(compiler, _inputs([Document(character, ())], self._faces, self._scales), 0)
            except TypstError:
                return True
            return False

        return lacks


def _set(compiler: Compiler, inputs: dict[str, str], stamp: int) -> bytes:
    files = {"main.typ": _layout()} | {f"{name}.json": text.encode() for name, text in inputs.items()}
    content = compiler.compile(
        input=files,  # type: ignore[type-var] # typst takes files by name too
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=stamp,
    )
    return bytes(content)  # type: ignore[arg-type]


def _told(problem: str, documents: Sequence[Document], lacks: Callable[[str], bool]) -> QsqError:
    """The error for people: every character that no font has, each with the first document that holds it."""
    if _NO_GLYPH not in problem:
        return QsqError(
            message("{document} cannot be set: {problem}", document=documents[0].title, problem=problem)
        )
    first: dict[str, str] = {}
    for document in documents:
        for character in dict.fromkeys("".join(document.texts)):
            first.setdefault(character, document.title.replace("\n", ""))
    return Refused(
        Fault(
            Place(title),
            message(
                "no font has the character {character} ({code}); put a font that has it into fonts/ of the"
                " workspace, or write it otherwise",
                character=character,
                code=f"U+{ord(character):04X}",
            ),
        )
        for character, title in first.items()
        if not is_usual(character) and lacks(character)
    )


@cache
def _idle() -> SimpleQueue[Compiler]:
    """Compilers of our own fonts that wait for work: to make one takes longer than to set a page."""
    return SimpleQueue()


@cache
def _scales() -> Scales:
    """How much smaller pages are in our own fonts."""
    return _scales_with(None)


def _scales_with(fonts: Path | None) -> Scales:
    return Scales(partial(_compiler, fonts), _LAYOUT, own_fonts=fonts is not None)


def _compiler(fonts: Path | None, file: Path | None = None) -> Compiler:
    return Compiler(
        None if file is None else str(file),
        font_paths=_found([serif_path().parent, fonts]) if fonts else _ours(),
        ignore_system_fonts=True,
    )


@cache
def _ours() -> Fonts:
    """Our own fonts, which all compilers share: they take more memory than all else of one."""
    return _found([serif_path().parent])


def _found(folders: Sequence[Path]) -> Fonts:
    return Fonts(include_system_fonts=False, font_paths=[str(one) for one in folders])


@cache
def _layout() -> bytes:
    return _LAYOUT.read_bytes()


def _inputs(documents: Sequence[Document], typefaces: str, scales: Scales) -> dict[str, str]:
    """What the layout reads: the documents, the typefaces, and what the file says of itself."""
    titles = ["", *(one.title for one in documents), ""]
    plain = [
        _plain(one, repeated=one.title == before, several=one.title in {before, after})
        for before, one, after in zip(titles, documents, titles[2:], strict=False)
    ]
    keywords = list(dict.fromkeys(line for one in documents for line in one.lines))[:_MOST_KEYWORDS]
    about = {"keywords": keywords, "description": documents[0].signature.replace("\n", "、")}
    given = {"faces": typefaces, "about": json.dumps(about, ensure_ascii=False)}
    walls = [one for one in plain if one["compact"]]
    for page, step in zip(walls, scales.steps(walls, given), strict=True):
        page["step"] = step
    return {"documents": json.dumps(plain, ensure_ascii=False), **given}


def _plain(document: Document, *, repeated: bool, several: bool) -> dict[str, Any]:
    """A document for the layout.

    Args:
        document: which.
        repeated: whether the one before it in its file has the same title.
        several: whether that or the one behind it has; their addressees tell them apart.
    """
    return {
        "title": document.broken_title,
        "bookmarked": not repeated,
        "several": several,
        "label": document.label,
        "number": document.number,
        "lines": document.lines,
        "addressee": document.addressee,
        "parts": list(_parts(document)),
        "signed": document.kept_from < len(document.parts),
        "signature": "\n".join(document.signed) if document.signature else "",
        "date": document.dated,
        "ending": [{"text": one.text, "right": one.right} for one in document.ending],
        "room": document.room,
        "official": document.official and _official(document.official),
        "draft": document.draft,
        "landscape": document.landscape,
        "compact": document.compact,
        "pages": document.pages,
        "foot": document.foot,
        "seal": document.seal and _seal(document.seal),
    }


def _seal(seal: Seal) -> dict[str, Any]:
    return {"code": seal.svg.decode(), "text": seal.text, "lines": seal.lines}


def _official(official: Formalities) -> dict[str, Any]:
    return {
        "letterhead": official.letterhead,
        "size": official.points,
        "preprinted": official.preprinted,
        "attachments": official.attachments,
        "note": official.note,
        "copies": official.copies,
        "printed_by": official.printed_by,
    }


def _parts(document: Document) -> Iterator[dict[str, Any]]:
    """A document's parts; of a table whose groups are apart, each with its name above."""
    for at, part in enumerate(document.parts):
        kept = at >= document.kept_from
        if isinstance(part, Table):
            level = 3 if any(isinstance(one, Heading) for one in document.parts[:at]) else 2
            yield from _tables(part, document.points, level, signed=kept)
        elif isinstance(part, Picture):
            yield {
                "kind": "picture",
                "drawing": part.drawing,
                "alt": part.alt,
                "width": part.width,
                "kept": False,
            }
        else:
            kind = "paragraph" if isinstance(part, Paragraph) else "heading"
            yield {"kind": kind, "text": part.text, "kept": kept}


def _tables(table: Table, points: int, level: int, *, signed: bool) -> Iterator[dict[str, Any]]:
    tables = table.on_pages.by_page
    for at, one in enumerate(tables):
        if len(tables) > 1:
            yield {
                "kind": "group",
                "text": one.groups[0].name,
                "first": at == 0,
                "level": level,
                "kept": False,
            }
        yield _table(one, points, signed=signed and one is tables[-1])


def _table(table: Table, points: int, *, signed: bool) -> dict[str, Any]:
    return {
        "kind": "table",
        "kept": signed,
        "columns": [{"heading": one.heading, "width": one.width, "kind": one.kind} for one in table.columns],
        "rows": [
            {"cells": line.cells, "summed": line.summed, "kept": line.kept}
            for line in table.lines(signed=signed)
        ],
        "spans": table.spans,
        "size": table.size(points),
        "row": SIGNED_ROW_MM if table.is_signed else 0,
    }
