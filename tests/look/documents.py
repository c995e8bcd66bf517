"""Every kind of document of 祁阳 2023 as pictures in out/look/documents, to be looked at.

PDF is drawn by pdftoppm, Word and Excel through LibreOffice; what is not installed is skipped and named.
"""

import shutil
import subprocess
from pathlib import Path

from qsq.year.report import KINDS
from tests.look.public_year import OUT, public_year

DOCUMENTS = OUT / "documents"
TOWN = "431181107"
PERIODS = {"period": "2023Q1", "month": "2023-02", "year": "2023"}


def main() -> None:
    """Write each kind and draw what was written."""
    workspace = public_year()
    shutil.rmtree(DOCUMENTS, ignore_errors=True)
    for kind, made in KINDS.items():
        town = TOWN if made.of_villages else ""
        done = workspace.report(kind, PERIODS[made.period], town=town)
        for file in done.files:
            draw(workspace.office.root / file, DOCUMENTS / kind)
    print(f"documents in {DOCUMENTS}")


def draw(file: Path, folder: Path) -> None:
    """The first pages of a file as PNG."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{file.stem}{file.suffix}".replace(".", "-")
    pages = file if file.suffix == ".pdf" else _through_office(file, folder)
    if pages is None or not shutil.which("pdftoppm"):
        print(f"not drawn, pdftoppm or soffice is not installed: {file.name}")
        return
    subprocess.run(["pdftoppm", "-r", "60", "-l", "8", "-png", pages, folder / name], check=True)
    if pages != file:
        pages.unlink()


def _through_office(file: Path, folder: Path) -> Path | None:
    """A Word or Excel file as LibreOffice prints it; None where it is not installed."""
    if not shutil.which("soffice"):
        return None
    profile = (OUT / "office").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", folder, file], check=True, capture_output=True)
    printed = folder / f"{file.stem}.pdf"
    return printed if printed.is_file() else None
