"""Nightly backups of the ledger: one a day; those of seven days, five weeks and twelve months are kept."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from qsq.year.desk.known_heads import BACKUPS, backups, day_of
from qsq.year.desk.office import LEDGER_FILE, Office
from qsq.year.desk.writing import inside, left_half_made, remove
from qsq.year.ledger.upkeep import backup
from qsq.year.score.aside import forget_what_is_recorded

_KEPT: tuple[tuple[int, Callable[[date], object]], ...] = (
    (7, date.toordinal),
    (5, lambda day: day.isocalendar()[:2]),
    (12, lambda day: (day.year, day.month)),
)
"""How many backups are kept, and of which different days, weeks and months."""


def backup_file(office: Office, day: date) -> Path:
    """Where a day's backup lies."""
    return office.root / BACKUPS / f"qsq-{day.isoformat()}.db"


def needs_backup(office: Office, day: date) -> bool:
    """Whether there is a ledger, and neither the day nor a later one has a backup of it.

    Days that are still to come count for nothing: a night with a wrong clock made their backups.
    """
    later = (one for one in map(day_of, backups(office.root)) if one >= day)
    today = max(day, office.clock().date())
    return (office.root / LEDGER_FILE).is_file() and all(one > today for one in later)


def back_up(office: Office, day: date, *, thin: bool = True) -> Path:
    """Copy the ledger, then remove backups that are no longer kept, and what killed processes left.

    Raises:
        QsqError: the copy is not whole; all older ones stay.
    """
    file = backup_file(office, day)
    backup(office, inside(office.root, file))
    outdated = _outdated(backups(office.root), max(day, office.clock().date())) if thin else []
    for old in (*outdated, *half_made(office.root)):
        if old != file:
            remove(office.root, old)
    with office.ledger_to_read() as ledger:
        forget_what_is_recorded(office.root, ledger)
    return file


def half_made(root: Path) -> list[Path]:
    """What killed processes left among the inputs, and beside the ledger and its backups."""
    data = (root / LEDGER_FILE).parent
    below = [one for one in data.rglob("*") if one.is_dir() and not one.is_symlink()]
    return [left for folder in (root / BACKUPS, data, *below) for left in left_half_made(folder)]


def _outdated(files: list[Path], today: date) -> list[Path]:
    """All but the newest of each kept day, week and month; those of days to come are left alone."""
    past = [file for file in reversed(files) if day_of(file) <= today]
    kept = set[Path]()
    for count, part in _KEPT:
        newest: dict[object, Path] = {}
        for file in past:
            newest.setdefault(part(day_of(file)), file)
        kept.update(list(newest.values())[:count])
    return [file for file in past if file not in kept]
