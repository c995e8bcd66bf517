"""Nightly backups of the ledger: one a day, the newest thirty and the first of each month kept."""

from datetime import date
from pathlib import Path

from qsq.year.office import LEDGER_FILE, Office
from qsq.year.records import backup
from qsq.year.writing import inside, left_half_made, remove

BACKUPS = "backups"
_KEPT = 30


def backup_file(office: Office, day: date) -> Path:
    """Where a day's backup lies."""
    return office.root / BACKUPS / f"qsq-{day.isoformat()}.db"


def needs_backup(office: Office, day: date) -> bool:
    """Whether there is a ledger, and neither the day nor a later one has a backup of it."""
    return (office.root / LEDGER_FILE).is_file() and all(
        file.name < backup_file(office, day).name for file in _backups(office)
    )


def back_up(office: Office, day: date) -> Path:
    """Copy the ledger, then remove backups that are no longer kept, and what a killed run left."""
    file = backup_file(office, day)
    backup(office, inside(office.root, file))
    for old in (*_outdated(_backups(office)), *left_half_made(file.parent)):
        remove(office.root, old)
    return file


def _backups(office: Office) -> list[Path]:
    return sorted((office.root / BACKUPS).glob("qsq-????-??-??.db"))


def _outdated(files: list[Path]) -> list[Path]:
    """All but the newest and the first of each month."""
    first: dict[str, Path] = {}
    for file in files:
        first.setdefault(file.name[: len("qsq-2023-04")], file)
    kept = {*files[-_KEPT:], *first.values()}
    return [file for file in files if file not in kept]
