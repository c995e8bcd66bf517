"""Bundles of documents written as files, in the formats that people ask for or that are installed."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from qsq.documents.document import Bundle, Document
from qsq.documents.installed import is_installed, must_be_installed
from qsq.domain.faults import Fault, Faults, Place, Refused, message
from qsq.late import late
from qsq.year.desk.office import Office
from qsq.year.desk.progress import Progress, no_progress

if TYPE_CHECKING:
    from qsq.documents.writers import excel as excel_writer
    from qsq.documents.writers import pdf as pdf_writer
    from qsq.documents.writers import word as word_writer
else:
    excel_writer, pdf_writer, word_writer = late("qsq.documents.writers", "excel", "pdf", "word")


FORMATS = ("pdf", "docx", "xlsx")
ENDINGS = tuple(f".{one}" for one in FORMATS)
SENT_OUT = FORMATS[:2]
"""What steps write besides their workbooks, where it is installed."""

_AT_ONCE = 2
_NEVER_SET = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

FONTS_FOLDER = "fonts"
"""Where an office's own fonts lie in its workspace."""


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
            write_bundles({folder / name: one for name, one in bundles.items()}, made_by, created, step)


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
) -> None:
    """Write each bundle as a file of every format into its folder, which is made where there is none.

    Two are written at a time, since typst works outside Python; more would take much memory.

    Args:
        bundles: a file each, by folder.
        made_by: a writer for each format.
        created: the date in the files' properties.
        step: called after each file.

    Raises:
        Refused: no font has some of the characters; those of all files are listed.
    """
    files = [
        (folder, bundle, writer)
        for folder, listed in bundles.items()
        for bundle in listed
        for writer in made_by
    ]
    faults = Faults()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for found in pool.map(lambda file: _write(created, *file), files):
            faults.found += [one for one in found if one not in faults.found]
            step()
    faults.refuse()


def _write(created: date, folder: Path, bundle: Bundle, writer: Writer) -> Sequence[Fault]:
    """Write a file; the faults where it cannot be."""
    documents = bundle.figures if writer.ending == ".xlsx" and bundle.figures else bundle.documents
    hidden = tuple(fault for document in documents for fault in _hidden(document))
    if hidden:
        return hidden
    try:
        content = writer.write(documents, created)
    except Refused as refused:
        return refused.faults
    target = folder / bundle.folder if bundle.folder else folder
    target.mkdir(parents=True, exist_ok=True)
    (target / f"{bundle.name}{writer.ending}").write_bytes(content)
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
        return pdf_writer.PdfWriter(fonts if fonts.is_dir() else None)
    if name == "docx":
        return word_writer.WordWriter()
    return workbook_writers()[0]
