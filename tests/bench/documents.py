"""What `make bench` measures of documents: all of a quarter, and as many minimal files by the same libraries.

`documents.py count|all WORKSPACE`, or `documents.py minimal PDF DOCX XLSX` with how many of each.
"""

import io
import sys
import tempfile
from collections import Counter
from pathlib import Path

from qsq.year.quarter_reports import EVERYONE
from qsq.year.report import KINDS, Asked
from qsq.year.workspace import Workspace, read_quarter

QUARTER = "2023Q1"
OF_QUARTER = [kind for kind, made in KINDS.items() if made.period == "quarter"]


def count(root: str) -> Counter[str]:
    """How many documents of a quarter there are in each format: a village's list is one."""
    acting = Workspace(root)._acting("report", read_quarter(QUARTER), None)
    counted: Counter[str] = Counter()
    with acting.office.ledger_to_read() as ledger:
        for kind in OF_QUARTER:
            bundles = KINDS[kind].make(Asked(acting, ledger, EVERYONE))
            documents = sum(len(bundle.documents) for bundle in bundles)
            for one in KINDS[kind].formats:
                counted[one] += len(bundles) if one == "xlsx" else documents
    return counted


def write_all(root: str) -> None:
    """Every kind of a quarter in all its formats."""
    workspace = Workspace(root)
    for kind in OF_QUARTER:
        workspace.report(kind, QUARTER)


def write_minimal(folder: Path, pdf: int, word: int, excel: int) -> None:
    """Files of one line each."""
    import docx  # noqa: PLC0415 - what is imported is measured too
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


def main(what: str, *arguments: str) -> None:
    """Do what the first argument says."""
    if what == "count":
        counted = count(arguments[0])
        print(counted["pdf"], counted["docx"], counted["xlsx"])
    elif what == "all":
        write_all(arguments[0])
    else:
        pdf, word, excel = map(int, arguments)
        with tempfile.TemporaryDirectory() as folder:
            write_minimal(Path(folder), pdf, word, excel)


if __name__ == "__main__":
    main(*sys.argv[1:])
