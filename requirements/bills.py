"""Bills of materials (CycloneDX) of what users install, one for each of their locks (`make wheel`)."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def write_bills(folder: Path) -> list[Path]:
    """The bills of the program alone and with each extra; the same locks give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_bill(lock, folder / f"qsq-{lock.stem}.cdx.json") for lock in sorted(HERE.glob("*.txt"))]


def _bill(lock: Path, target: Path) -> Path:
    program = [sys.executable, "-W", "ignore::UserWarning", "-m", "cyclonedx_py", "requirements", str(lock)]
    whose = ["--pyproject", str(HERE.parent / "pyproject.toml")]
    subprocess.run([*program, *whose, "--output-reproducible", "-o", str(target)], check=True)
    return target


if __name__ == "__main__":
    write_bills(Path(sys.argv[1]))
