"""Bundles of documents written as files, in the formats that people ask for or that are installed."""

import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from qsq.documents.document import Bundle, Document
from qsq.documents.fingerprint import fingerprint, fingerprint_of_fonts
from qsq.documents.installed import is_installed, must_be_installed
from qsq.domain.faults import Fault, Faults, Place, Refused, message
from qsq.domain.values.file_names import file_name
from qsq.late import late
from qsq.year.desk.office import Office
from qsq.year.desk.progress import Progress, no_progress
from qsq.year.desk.writing import inside, is_plain, keep_file, place_of, put_file, write_whole

if TYPE_CHECKING:
    from qsq.documents.writers import excel as excel_writer
    from qsq.documents.writers import forgetting
    from qsq.documents.writers import pdf as pdf_writer
    from qsq.documents.writers import word as word_writer
else:
    excel_writer, forgetting, pdf_writer, word_writer = late(
        "qsq.documents.writers", "excel", "forgetting", "pdf", "word"
    )


FORMATS = ("pdf", "docx", "xlsx")
ENDINGS = tuple(f".{one}" for one in FORMATS)
SENT_OUT = FORMATS[:2]
"""What steps write besides their workbooks, where it is installed."""

_AT_ONCE = 2
_MUCH_MEMORY = ".pdf"
"""The ending of papers of which one is set at a time where others can be beside it."""

_NEVER_SET = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

FONTS_FOLDER = "fonts"
"""Where an office's own fonts lie in its workspace."""

_REMEMBERED = "out/.papers"
_MADE_OF = 2
"""What is remembered of a paper: its fingerprint, and the digest of its bytes."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whose documents are wanted; empty fields choose all."""

    town: str = ""
    village: str = ""

    def takes(self, town: str, village: str) -> bool:
        """Whether a village's documents are wanted."""
        return self.town in ("", town) and self.village in ("", village)


EVERYONE = Chosen()
"""The documents of all."""


class Writer(Protocol):
    """Writes documents as one file, from several threads; the same documents and date make the same bytes."""

    @property
    def ending(self) -> str:
        """The ending of its files' names, with the dot."""

    def write(self, documents: Sequence[Document], created: date) -> bytes:
        """The file's bytes; `created` is the date in its properties."""


def writers(root: Path, formats: Iterable[str]) -> list[Writer]:
    """A writer for each format; `root` is the workspace's, whose fonts/ is used where there is one.

    Raises:
        WrongUse: what a format needs is not installed.
    """
    return [_writer(root, one) for one in formats]


def installed_formats(formats: Iterable[str]) -> list[str]:
    """Those of the formats that can be written here."""
    return [one for one in formats if is_installed(f".{one}")]


def write_sent_out(
    office: Office,
    folder: Path,
    bundles: Mapping[str, Sequence[Bundle]],
    created: date,
    progress: Progress = no_progress,
) -> None:
    """Write what belongs to a step as PDF and Word where these are installed, by folders under its own.

    Where they are not, people are told what is left out.

    Raises:
        Refused: no font has some of the characters; those of all files are listed.
    """
    formats = installed_formats(SENT_OUT)
    if formats != list(SENT_OUT) and office.tell:
        office.tell(message("this installation leaves out PDF, Word and QR codes: qsq help install"))
    made_by = writers(office.root, formats)
    total = len(made_by) * sum(map(len, bundles.values()))
    if total:
        with progress("PDF, Word", total) as step:
            write_bundles(
                {folder / name: one for name, one in bundles.items()}, made_by, created, step, office.root
            )


def write_workbooks(folder: Path, bundles: Iterable[Bundle], created: date) -> None:
    """Write what people fill in, sign or calculate with as workbooks, which need nothing installed."""
    write_bundles({folder: bundles}, workbook_writers(), created, lambda: None)


def workbook_writers() -> list[Writer]:
    """The writer of workbooks alone."""
    return [excel_writer.ExcelWriter()]


def write_bundles(
    bundles: Mapping[Path, Iterable[Bundle]],
    made_by: Sequence[Writer],
    created: date,
    step: Callable[[], None],
    root: Path | None = None,
) -> None:
    """Write each bundle as a file of every format into its folder, which is made where there is none.

    What lies in the folder's place already and would be the same stays as it is. Two are written at a time,
    since typst works outside Python; more would take much memory.

    Args:
        bundles: a file each, by folder.
        made_by: a writer for each format.
        created: the date in the files' properties.
        step: called after each file.
        root: the workspace's, where it is remembered of what each file was set, which is not set again then.

    Raises:
        Refused: no font has some of the characters; those of all files are listed.
    """
    papers = [
        _Paper(folder, bundle, writer)
        for folder, listed in bundles.items()
        for bundle in listed
        for writer in made_by
    ]
    remembered, waiting = Remembered(root) if root else None, _Waiting(papers)
    found: dict[int, Sequence[Fault]] = {}

    def write_next(_turn: int) -> None:
        with waiting.next() as at:
            found[at] = _write(created, remembered, papers[at])

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _written in pool.map(write_next, range(len(papers))):
            step()
    if any(writer.ending == _MUCH_MEMORY for writer in made_by):
        forgetting.give_back()
    faults = Faults()
    for at in sorted(found):
        faults.found += [one for one in found[at] if one not in faults.found]
    faults.refuse()
    if remembered:
        remembered.write()


@dataclass(frozen=True, slots=True)
class _Paper:
    """A file to be written."""

    folder: Path
    bundle: Bundle
    writer: Writer


class _Waiting:
    """Papers that nobody writes yet: one PDF at a time while there are others.

    The largest PDF comes first and the largest of the others last, so that no two that are large are in
    memory at once, and what is left for both at the end is small.
    """

    def __init__(self, papers: Sequence[_Paper]) -> None:
        by_size = sorted(range(len(papers)), key=lambda at: len(papers[at].bundle.documents))
        self._others = deque(at for at in by_size if papers[at].writer.ending != _MUCH_MEMORY)
        self._pdf = deque(at for at in reversed(by_size) if papers[at].writer.ending == _MUCH_MEMORY)
        self._being_set, self._lock = 0, Lock()

    @contextmanager
    def next(self) -> Iterator[int]:
        """The number of the next one, which is being written within."""
        with self._lock:
            is_pdf = not self._others or (bool(self._pdf) and not self._being_set)
            at = (self._pdf if is_pdf else self._others).popleft()
            self._being_set += is_pdf
        try:
            yield at
        finally:
            with self._lock:
                self._being_set -= is_pdf


class Remembered:
    """Of what each paper was set, so that one that would be the same is not set again.

    A file for each folder of papers. Nothing rests on it: a paper that was changed or removed, or of which
    nothing is known, is made anew (docs/decisions/0033-what-is-not-written-again.md).

    Args:
        root: the workspace's.
    """

    def __init__(self, root: Path) -> None:
        self._root, self._fonts = root, fingerprint_of_fonts(root / FONTS_FOLDER)
        self._before: dict[Path, dict[str, list[str]]] = {}
        self._now: dict[Path, dict[str, list[str]]] = {}

    def fingerprint(self, documents: Sequence[Document], created: date) -> str:
        """Of what a paper is set."""
        return fingerprint(documents, created, self._fonts)

    def stays(self, path: Path, set_of: str) -> bool:
        """Whether the file in its place was set of this and is as it was; it is put where it goes then."""
        before = place_of(path.parent) / path.name
        if not is_plain(before):
            return False
        made = [set_of, sha256(before.read_bytes()).hexdigest()]
        if self._known(before.parent).get(before.name) != made:
            return False
        if before != path:
            keep_file(before, path)
        self._now.setdefault(before.parent, {})[before.name] = made
        return True

    def note(self, path: Path, content: bytes, set_of: str) -> None:
        """Remember of what a file was set."""
        made = [set_of, sha256(content).hexdigest()]
        self._now.setdefault(place_of(path.parent), {})[path.name] = made

    def write(self) -> None:
        """Keep what is remembered for the next time, also of files that were not written now."""
        for folder, made in self._now.items():
            others = {name: one for name, one in self._known(folder).items() if is_plain(folder / name)}
            text = json.dumps({**others, **made}, ensure_ascii=False, indent=0, sort_keys=True)
            write_whole(self._root, self._file(folder), text.encode())

    def _known(self, folder: Path) -> dict[str, list[str]]:
        if folder not in self._before:
            self._before[folder] = _read(self._file(folder))
        return self._before[folder]

    def _file(self, folder: Path) -> Path:
        return self._root / _REMEMBERED / file_name(folder.relative_to(self._root).as_posix(), ending=".json")


def _read(file: Path) -> dict[str, list[str]]:
    """What was remembered; nothing where the file cannot be read: all is set anew then."""
    try:
        found = json.loads(file.read_bytes()) if is_plain(file) else {}
    except (OSError, ValueError, RecursionError):
        return {}
    entries = found.items() if isinstance(found, dict) else ()
    return {name: one for name, one in entries if isinstance(one, list) and len(one) == _MADE_OF}


def _write(created: date, remembered: Remembered | None, paper: _Paper) -> Sequence[Fault]:
    """Write a file; the faults where it cannot be."""
    bundle, writer = paper.bundle, paper.writer
    documents = bundle.figures if writer.ending == ".xlsx" and bundle.figures else bundle.documents
    path = paper.folder / bundle.folder / f"{bundle.name}{writer.ending}"
    set_of = remembered.fingerprint(documents, created) if remembered else ""
    if remembered and remembered.stays(path, set_of):
        return ()
    hidden = tuple(fault for document in documents for fault in _hidden(document))
    if hidden:
        return hidden
    try:
        content = writer.write(documents, created)
    except Refused as refused:
        return refused.faults
    put_file(path, content)
    if remembered:
        remembered.note(path, content, set_of)
    return ()


def _hidden(document: Document) -> Iterator[Fault]:
    """A fault where a text of older records holds what no writer can set; today's inputs never do."""
    for text in document.texts:
        found = _NEVER_SET.search(text)
        if found:
            yield Fault(
                Place(document.title),
                message(
                    "there is a hidden character {found} in it; type the text again",
                    found=f"U+{ord(found[0]):04X}",
                ),
            )


def _writer(root: Path, name: str) -> Writer:
    must_be_installed(f".{name}")
    if name == "pdf":
        fonts = root / FONTS_FOLDER
        return pdf_writer.PdfWriter(inside(root, fonts) if fonts.is_dir() else None)
    if name == "docx":
        return word_writer.WordWriter()
    return workbook_writers()[0]
