"""What decides a paper's bytes: the documents as data, their date, the program that sets them, the fonts."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from qsq.documents.document import Document

_OURS = Path(__file__).parent
_SETTERS = ("typst", "pylopdf-fonts-zh-cn", "python-docx", "segno", "xlsxwriter")


def fingerprint(documents: Sequence[Document], created: date, fonts: str) -> str:
    """The same for papers that would be set the same, byte for byte; `fonts` is `fingerprint_of_fonts`."""
    text = "\n".join((_of_program(), fonts, created.isoformat(), *map(repr, documents)))
    return sha256(text.encode(errors="surrogatepass")).hexdigest()


def fingerprint_of_fonts(folder: Path) -> str:
    """Of the office's own fonts; empty where it has none."""
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return "\n".join(_of_file(file, folder) for file in files if file.is_file())


@cache
def _of_program() -> str:
    sources = sorted(path for ending in ("py", "typ") for path in _OURS.rglob(f"*.{ending}"))
    return "\n".join((*(_of_file(path, _OURS) for path in sources), *_versions()))


def _of_file(file: Path, folder: Path) -> str:
    return f"{sha256(file.read_bytes()).hexdigest()} {file.relative_to(folder).as_posix()}"


def _versions() -> Iterator[str]:
    for name in _SETTERS:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} none"
