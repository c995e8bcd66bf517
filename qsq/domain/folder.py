"""A workspace's files as the readers see them; the disk itself is in `qsq.year.desk.files`."""

from typing import Protocol


class Folder(Protocol):
    """Reads files by their path from the workspace's root, with forward slashes."""

    def read(self, path: str) -> bytes | None:
        """A file's content; None where there is no such file.

        Raises:
            Refused: it is a folder, a link to nothing, a pipe or a device.
        """

    def names(self, path: str) -> tuple[str, ...]:
        """The names of all in a folder but its folders, sorted; none where there is no such folder."""

    def folders(self, path: str) -> tuple[str, ...]:
        """The names of the folders in a folder, sorted."""
