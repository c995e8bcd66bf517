"""What was written lies on the disk, not only in the system's memory, and under its name."""

import errno
import os
from pathlib import Path


def settle(path: Path) -> None:
    """Wait until a file's content, or a folder's names, are on the disk.

    Raises:
        OSError: the disk does not take them.
    """
    if not path.is_dir():
        _synced(path, os.O_RDWR)
        return
    try:
        _synced(path, os.O_RDONLY)
    except OSError as error:
        if error.errno not in _OF_NO_FOLDERS:
            raise


_OF_NO_FOLDERS = {errno.EACCES, errno.EINVAL, errno.ENOTSUP, errno.EBADF}
"""What is said where names need no waiting for, as on Windows, or cannot be waited for, as on some drives."""


def _synced(path: Path, mode: int) -> None:
    opened = os.open(path, mode)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
