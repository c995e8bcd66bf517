"""A workspace's copy in which steps are tried: what they would record and write there is thrown away."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from qsq.year.desk.named_files import KEPT_FOLDERS
from qsq.year.desk.office import LEDGER_FILE, Office


@contextmanager
def rehearsed(office: Office) -> Iterator[Office]:
    """The same office in a copy of its workspace, which is gone afterwards."""
    with TemporaryDirectory(prefix="qsq-") as folder:
        copy = Path(folder).resolve() / office.root.name
        copy.mkdir()
        for name in KEPT_FOLDERS:
            if (office.root / name).is_dir():
                shutil.copytree(office.root / name, copy / name, ignore=_left_out)
        ledger_file = copy / LEDGER_FILE
        if (office.root / LEDGER_FILE).exists():
            with office.ledger_to_read() as ledger:
                ledger.copy_to(ledger_file)
        yield replace(office, root=copy, tell=None)


def _left_out(folder: str, names: list[str]) -> list[str]:
    """The ledger, which is copied as a whole; backups, logs, and what is no plain file."""
    ledger, kept = Path(LEDGER_FILE).name, {"backups", "log"}
    here = Path(folder)
    return [name for name in names if name.startswith(ledger) or name in kept or (here / name).is_symlink()]
