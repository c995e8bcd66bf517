"""What `make bench` measures of documents and pages: all of a period, and as many minimal files.

`documents.py all WORKSPACE [separate]`, or `documents.py minimal PDF DOCX XLSX HTML` with how many of each.
"""

import io
import sys
import tempfile
from collections import Counter
from pathlib import Path

from qsq.api.workspace import Workspace
from qsq.year.report import KINDS

PERIOD = "2023Q1"
OF_PERIOD = [kind for kind, made in KINDS.items() if made.period == "period"]


def write_all(root: str, *, separate: bool) -> Counter[str]:
    """Write every kind of a period in all its formats, and the notice board; how many files of each ending."""
    workspace, written = Workspace(root), Counter[str]()
    for kind in OF_PERIOD:
        files = workspace.report(kind, PERIOD, separate=separate).files
        written.update(Path(file).suffix for file in files)
    return written + Counter({".html": len(workspace.board.build(draft=True).files)})


def write_minimal(folder: Path, pdf: int, word: int, excel: int, pages: int) -> None:
    """Files of one line each."""
    import docx  # noqa: PLC0415 - what is imported is measured too
    from jinja2 import Environment  # noqa: PLC0415
    from pylopdf_fonts_zh_cn import serif_path  # noqa: PLC0415
    from typst import Compiler  # noqa: PLC0415
    from xlsxwriter import Workbook  # noqa: PLC0415

    compiler = Compiler(font_paths=[str(serif_path().parent)], ignore_system_fonts=True)
    for number in range(pdf):
        text = f'#set text(font: "Noto Serif SC")\n第{number}份'.encode()
        content = compiler.compile(input=text, format="pdf", pdf_standards=["a-2b"], timestamp=0)
        (folder / f"{number}.pdf").write_bytes(bytes(content))  # type: ignore[arg-type]
    for number in range(word):
        document, written = docx.Document(), io.BytesIO()
        document.add_paragraph(f"第{number}份")
        document.save(written)
        (folder / f"{number}.docx").write_bytes(written.getvalue())
    for number in range(excel):
        with Workbook(folder / f"{number}.xlsx") as book:
            book.add_worksheet().write_string(0, 0, f"第{number}份")
    page = Environment(autoescape=True).from_string("<!doctype html><title>{{ text }}</title>")
    for number in range(pages):
        (folder / f"{number}.html").write_text(page.render(text=f"第{number}份"), "utf-8")


def main(what: str, *arguments: str) -> None:
    """Do what the first argument says."""
    if what == "all":
        written = write_all(arguments[0], separate="separate" in arguments)
        print(*(written[ending] for ending in (".pdf", ".docx", ".xlsx", ".html")))
    else:
        with tempfile.TemporaryDirectory() as folder:
            write_minimal(Path(folder), *map(int, arguments))


if __name__ == "__main__":
    main(*sys.argv[1:])
