"""What SQLite says of a ledger that cannot be used."""

import sqlite3

from qsq.domain.faults import Message, message
from qsq.domain.foreign import Foreign


def of_sqlite(error: sqlite3.Error | UnicodeDecodeError) -> Message:
    """SQLite's text as a message; where that cannot be read, the schema is damaged."""
    if isinstance(error, UnicodeDecodeError):
        return message("database disk image is malformed")
    return _SQLITE.told(error)


_SQLITE = Foreign(
    message("database is locked"),
    message("file is not a database"),
    message("unable to open database file"),
    message("attempt to write a readonly database"),
    message("disk I/O error"),
    message("database disk image is malformed"),
    message("database or disk is full"),
    message("no such table: {table}"),
)
