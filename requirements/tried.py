"""The wheel as a user gets it: in an empty environment of each Python, the demo says what it has to.

`make installs`; each Python from 3.11 on that is found is tried, the others are named.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
KNOWN = "990000.00"
"""The prizes of 2023 (CONTRACT, section 9), which the demo's year comes to."""


def main(wheel: Path, lock: Path) -> int:
    """Try each; 1 where one does not pass, or none was found."""
    found = {version: python for version in PYTHONS if (python := _python(version))}
    for version in PYTHONS:
        if version not in found:
            sys.stdout.write(f"skipped: there is no Python {version} here\n")
    passed = [_passes(version, python, wheel, lock) for version, python in found.items()]
    return 0 if passed and all(passed) else 1


def _python(version: str) -> str:
    """The newest of a version; empty where there is none."""
    known = sorted((Path.home() / ".pyenv" / "versions").glob(f"{version}.*/bin/python"))
    return str(known[-1]) if known else shutil.which(f"python{version}") or ""


def _passes(version: str, python: str, wheel: Path, lock: Path) -> bool:
    with TemporaryDirectory() as folder:
        made = Path(folder, "environment")
        pip = [
            str(made / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "--no-deps",
        ]
        _run(python, "-m", "venv", str(made))
        _run(*pip, "--require-hashes", "-r", str(lock))
        _run(*pip, str(wheel))
        told = _run(str(made / "bin" / "qsq"), "demo", str(Path(folder, "demo")), "--json", cwd=folder)
    prizes = json.loads(told)["awards"]["totals"]["prizes"]
    sys.stdout.write(f"Python {version} ({python}): prizes {prizes}, known {KNOWN}\n")
    sys.stdout.flush()
    return bool(prizes == KNOWN)


def _run(*call: str, cwd: str | None = None) -> str:
    """What a program says, with nothing of ours in its surroundings."""
    around = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTHON", "QSQ_", "VIRTUAL_ENV"))
    }
    done = subprocess.run(call, cwd=cwd, env=around, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(call)} ended with {done.returncode}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).absolute(), Path(sys.argv[2]).absolute()))
