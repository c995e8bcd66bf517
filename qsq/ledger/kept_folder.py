"""A workspace's files as the ledger kept them, to be read as the disk is."""

from collections.abc import Mapping

from qsq.ledger.ledger import Ledger


class KeptFolder:
    """A workspace's files as an event of the ledger kept them."""

    def __init__(self, ledger: Ledger, files: Mapping[str, str]) -> None:
        self._ledger = ledger
        self._files = files

    def read(self, path: str) -> bytes | None:
        """A file's content; None where none was kept."""
        return self._ledger.kept(self._files[path]) if path in self._files else None

    def names(self, path: str) -> tuple[str, ...]:
        """The names of the files in a folder, sorted."""
        return tuple(sorted({rest[0] for rest in self._below(path) if len(rest) == 1}))

    def folders(self, path: str) -> tuple[str, ...]:
        """The names of the folders in a folder, sorted."""
        return tuple(sorted({rest[0] for rest in self._below(path) if len(rest) > 1}))

    def _below(self, path: str) -> list[list[str]]:
        prefix = f"{path}/"
        return [file.removeprefix(prefix).split("/") for file in self._files if file.startswith(prefix)]
