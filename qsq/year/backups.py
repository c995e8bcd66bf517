"""Nightly backups of the ledger: one a day, the newest thirty and the first of each month kept."""

from datetime import date
from pathlib import Path

from qsq.year.office import LEDGER_FILE, Office
from qsq.year.records import backup

BACKUPS = "backups"
_KEPT = 30


def backup_file(office: Office, day: date) -> Path:
    """Where a day's backup lies."""
    return office.root / BACKUPS / f"qsq-{day.isoformat()}.db"


def needs_backup(office: Office, day: date) -> bool:
    """Whether there is a ledger and the day has no backup of it yet."""
    return (office.root / LEDGER_FILE).is_file() and not backup_file(office, day).exists()


def back_up(office: Office, day: date) -> Path:
    """Copy the ledger, then remove backups that are no longer kept."""
    file = backup_file(office, day)
    backup(office, file)
    for old in _outdated(sorted(file.parent.glob("qsq-????-??-??.db"))):
        old.unlink()
    return file


def _outdated(files: list[Path]) -> list[Path]:
    """All but the newest and the first of each month."""
    first: dict[str, Path] = {}
    for file in files:
        first.setdefault(file.name[: len("qsq-2023-04")], file)
    kept = {*files[-_KEPT:], *first.values()}
    return [file for file in files if file not in kept]
