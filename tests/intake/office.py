"""LibreOffice as people use it: a file opened and saved under another ending."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = shutil.which("soffice") is not None

needs_office = pytest.mark.skipif(not HERE, reason="LibreOffice (soffice) is not installed")
"""For tests that save files with LibreOffice."""


def saved_as(path: Path, ending: str, into: Path) -> Path:
    """The file as LibreOffice saves it under another ending, in the folder `into`."""
    into.mkdir(parents=True, exist_ok=True)
    profile = f"-env:UserInstallation={(into / '.profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ending.removeprefix("."), "--outdir"]
    subprocess.run([*command, str(into), str(path)], check=True, capture_output=True, timeout=240)
    return into / f"{path.stem}{ending}"
